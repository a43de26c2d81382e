//! Jobs.

use serde_json::Value;

use super::observed::Reader;
use super::workload::{incomplete, pods_of, refused, uid};
use super::{Reading, State};
use crate::json;
use crate::plain::shorten;

pub(super) fn job(reader: &Reader<'_>, object: &Value) -> Reading {
    if json::condition_is(object, "Complete", "True").is_some() {
        let pods = pods_of(reader, uid(object)).into_iter().map(|pod| pod.progress).collect();
        return Reading::new(State::Ready, "it is complete").of_pods(pods);
    }
    let failed = ["Failed", "FailureTarget"]
        .into_iter()
        .find_map(|condition| json::condition_is(object, condition, "True"));
    if let Some(condition) = failed {
        return failure(reader, object, condition);
    }
    if json::flag(object, "/spec/suspend") {
        return Reading::new(State::NotAwaited, "it is suspended");
    }
    let count = |path| json::number(object, path);
    let wanted = count("/spec/completions").or_else(|| count("/spec/parallelism")).unwrap_or(1);
    let succeeded = count("/status/succeeded").unwrap_or(0);
    let failed = count("/status/failed").unwrap_or(0);
    let failed = if failed > 0 { format!(", {failed} failed") } else { String::new() };
    let summary = format!("{succeeded} of {wanted} pods have succeeded{failed}");
    let mut pods = pods_of(reader, uid(object));
    for finding in pods.iter_mut().filter_map(|pod| pod.finding.as_mut()) {
        // How often a container may fail is the backoff limit of the Job.
        finding.is_final &= !finding.is_counted;
    }
    let is_short = count("/status/active").unwrap_or(0) == 0;
    incomplete(pods, refused(reader, object, is_short), summary)
}

fn failure(reader: &Reader<'_>, object: &Value, condition: &Value) -> Reading {
    let mut pods = pods_of(reader, uid(object));
    let failed = pods.iter().position(|pod| pod.finding.as_ref().is_some_and(|finding| finding.is_final));
    let finding = failed.and_then(|at| pods[at].finding.take());
    let message = json::text(condition, "/message").or_else(|| json::text(condition, "/reason"));
    let reason = format!("it has failed: {}", shorten(message.unwrap_or("no reason is given")));
    let reason = match &finding {
        Some(finding) => format!("{reason}: {}", finding.text),
        None => reason,
    };
    let mut reading = Reading::new(State::Failed, reason);
    reading.failing = finding.and_then(|finding| finding.failing);
    reading.of_pods(pods.into_iter().map(|pod| pod.progress).collect())
}
