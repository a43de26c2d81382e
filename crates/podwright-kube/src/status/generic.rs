//! Objects without pods.

use serde_json::Value;

use super::observed::Reader;
use super::workload::{last_seen, uid};
use super::{Reading, State};
use crate::json;
use crate::plain::shorten;

/// Writes the message of a condition, or its reason.
fn message(condition: &Value) -> String {
    let message = json::text(condition, "/message").filter(|message| !message.is_empty());
    shorten(message.or_else(|| json::text(condition, "/reason")).unwrap_or("no reason is given"))
}

pub(super) fn definition(object: &Value) -> Reading {
    if json::condition_is(object, "Established", "True").is_some() {
        return Reading::new(State::Ready, "it is established");
    }
    match json::condition_is(object, "NamesAccepted", "False") {
        Some(condition) => {
            let text = format!("its names are not accepted: {}", message(condition));
            Reading::new(State::Failed, text)
        }
        None => Reading::new(State::InProgress, "it is not established"),
    }
}

pub(super) fn api_service(object: &Value) -> Reading {
    match json::condition(object, "Available") {
        Some(condition) if json::text(condition, "/status") == Some("True") => {
            Reading::new(State::Ready, "it is available")
        }
        Some(condition) => {
            Reading::new(State::InProgress, format!("it is not available: {}", message(condition)))
        }
        None => Reading::new(State::InProgress, "it is not available"),
    }
}

pub(super) fn namespace(object: &Value) -> Reading {
    match json::text(object, "/status/phase") {
        Some("Active") => Reading::new(State::Ready, "it is active"),
        Some(phase) => Reading::new(State::InProgress, format!("its phase is {phase}")),
        None => Reading::new(State::InProgress, "it has no phase yet"),
    }
}

pub(super) fn claim(reader: &Reader<'_>, object: &Value) -> Reading {
    match json::text(object, "/status/phase") {
        Some("Bound") => return Reading::new(State::Ready, "it is bound"),
        Some("Lost") => return Reading::new(State::Failed, "its volume is lost"),
        _ => {}
    }
    let events = reader
        .observed
        .events
        .iter()
        .filter(|event| json::text(event, "/involvedObject/uid") == Some(uid(object)));
    let Some(event) = events.max_by_key(|event| last_seen(event)) else {
        return Reading::new(State::InProgress, "it is not bound");
    };
    let text = format!("it is not bound: {}", message(event));
    match json::text(event, "/reason") {
        Some("WaitForFirstConsumer" | "WaitForPodScheduled") => {
            Reading::new(State::NotAwaited, "it is bound when a pod uses it")
        }
        Some("ProvisioningFailed")
            if reader.is_over(json::time(event, "/firstTimestamp"), reader.patience.creation) =>
        {
            Reading::new(State::Failed, text)
        }
        _ => Reading::new(State::InProgress, text),
    }
}

/// Reads an object of a kind that is not Kubernetes' own, by the conditions that such kinds have by custom.
pub(super) fn custom(reader: &Reader<'_>, object: &Value) -> Reading {
    let generation = json::number(object, "/metadata/generation").unwrap_or(0);
    let wanted = generation.max(reader.observed.generation);
    let is_old = |seen: Option<i64>| seen.is_some_and(|seen| seen < wanted);
    if is_old(json::number(object, "/status/observedGeneration")) {
        return Reading::new(
            State::InProgress,
            format!("its controller has not seen generation {wanted} yet"),
        );
    }
    let condition = |kind, status| {
        json::condition_is(object, kind, status)
            .filter(|condition| !is_old(json::number(condition, "/observedGeneration")))
    };
    if let Some(stalled) = condition("Stalled", "True") {
        return Reading::new(State::Failed, format!("it is stalled: {}", message(stalled)));
    }
    if let Some(reconciling) = condition("Reconciling", "True") {
        return Reading::new(State::InProgress, format!("it is reconciled: {}", message(reconciling)));
    }
    if condition("Ready", "True").is_some() {
        return Reading::new(State::Ready, "it is ready");
    }
    match json::condition(object, "Ready") {
        Some(ready) => Reading::new(State::InProgress, format!("it is not ready: {}", message(ready))),
        None => Reading::new(State::Ready, "it is there"),
    }
}
