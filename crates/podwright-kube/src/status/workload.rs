//! Workloads that keep pods running.

use serde_json::Value;

use super::observed::Reader;
use super::pod::{self, Finding, PodReading};
use super::{Reading, State};
use crate::json;
use crate::plain::shorten;

const REVISION: &str = "/metadata/annotations/deployment.kubernetes.io~1revision";
const TEMPLATE_GENERATION: &str = "/metadata/annotations/deprecated.daemonset.template.generation";

pub(super) fn deployment(reader: &Reader<'_>, object: &Value) -> Reading {
    if json::flag(object, "/spec/paused") {
        return Reading::new(State::NotAwaited, "its rollout is paused");
    }
    if let Some(stale) = reader.stale(object) {
        return stale;
    }
    let count = |path| json::number(object, path).unwrap_or(0);
    let desired = json::number(object, "/spec/replicas").unwrap_or(1);
    let (updated, all) = (count("/status/updatedReplicas"), count("/status/replicas"));
    let available = count("/status/availableReplicas");
    let newest = newest_replica_set(&reader.observed.replica_sets, object);
    let pods = newest.map(|set| running_pods_of(reader, uid(set))).unwrap_or_default();
    if updated >= desired && all <= updated && available >= updated {
        return complete(desired, "available", pods);
    }
    let found = newest
        .and_then(|set| refused(reader, set, updated < desired))
        .or_else(|| replica_failure(reader, object));
    let summary = if updated < desired {
        format!("{updated} of {desired} pods are updated")
    } else if all > updated {
        match all - updated {
            1 => "1 pod of before is still there".to_owned(),
            old => format!("{old} pods of before are still there"),
        }
    } else {
        format!("{available} of {desired} pods are available")
    };
    let reading = incomplete(pods, found, summary);
    match json::condition_is(object, "Progressing", "False") {
        Some(condition) if json::text(condition, "/reason") == Some("ProgressDeadlineExceeded") => {
            let reason = format!("its progress deadline is over: {}", reading.reason);
            Reading { state: State::Failed, reason, ..reading }
        }
        _ => reading,
    }
}

/// Returns the ReplicaSet of the newest template. After a rollback this is an old one with the newest revision.
pub(super) fn newest_replica_set<'o>(replica_sets: &'o [Value], deployment: &Value) -> Option<&'o Value> {
    let revision = |object: &Value| json::text(object, REVISION).and_then(|text| text.parse::<u64>().ok());
    let wanted = revision(deployment);
    let uid = uid(deployment);
    let sets = replica_sets.iter().filter(|set| json::is_owned_by(set, uid));
    let newest = sets.max_by_key(|set| revision(set))?;
    (wanted.is_none() || revision(newest) >= wanted).then_some(newest)
}

/// Returns what the Deployment says of pods that are not created.
fn replica_failure(reader: &Reader<'_>, object: &Value) -> Option<Finding> {
    let condition = json::condition_is(object, "ReplicaFailure", "True")?;
    let since = json::time(condition, "/lastTransitionTime");
    let message = json::text(condition, "/message").unwrap_or_default();
    Some(not_created(message, reader.is_over(since, reader.patience.creation)))
}

fn not_created(message: &str, is_final: bool) -> Finding {
    Finding::new(format!("pods are not created: {}", shorten(message)), is_final)
}

pub(super) fn replica_set(reader: &Reader<'_>, object: &Value) -> Reading {
    if let Some(stale) = reader.stale(object) {
        return stale;
    }
    let desired = json::number(object, "/spec/replicas").unwrap_or(1);
    let available = json::number(object, "/status/availableReplicas").unwrap_or(0);
    let pods = running_pods_of(reader, uid(object));
    if available >= desired {
        return complete(desired, "available", pods);
    }
    let is_short = json::number(object, "/status/replicas").unwrap_or(0) < desired;
    let found = refused(reader, object, is_short).or_else(|| replica_failure(reader, object));
    incomplete(pods, found, format!("{available} of {desired} pods are available"))
}

pub(super) fn stateful_set(reader: &Reader<'_>, object: &Value) -> Reading {
    if json::text(object, "/spec/updateStrategy/type") == Some("OnDelete") {
        return Reading::new(State::NotAwaited, "its pods are replaced when somebody deletes them");
    }
    if let Some(stale) = reader.stale(object) {
        return stale;
    }
    let count = |path| json::number(object, path).unwrap_or(0);
    let desired = json::number(object, "/spec/replicas").unwrap_or(1);
    let partition = count("/spec/updateStrategy/rollingUpdate/partition");
    let (updated, available) = (count("/status/updatedReplicas"), count("/status/availableReplicas"));
    let revision = json::text(object, "/status/updateRevision");
    let is_rolled_out = json::text(object, "/status/currentRevision") == revision || partition > 0;
    let to_update = (desired - partition).max(0);
    let pods = running_pods_of(reader, uid(object));
    if available >= desired && updated >= to_update && is_rolled_out {
        return complete(desired, "available", pods);
    }
    // A pod of the revision before that does not become ready holds up the new ones, so all pods are read.
    let pods = sorted_by(pods, |pod| {
        pod_field(reader, pod, "/metadata/labels/controller-revision-hash") != revision
    });
    let summary = if updated < to_update {
        format!("{updated} of {to_update} pods are updated")
    } else {
        format!("{available} of {desired} pods are available")
    };
    let is_short = count("/status/replicas") < desired;
    incomplete(pods, refused(reader, object, is_short), summary)
}

pub(super) fn daemon_set(reader: &Reader<'_>, object: &Value) -> Reading {
    if json::text(object, "/spec/updateStrategy/type") == Some("OnDelete") {
        return Reading::new(State::NotAwaited, "its pods are replaced when somebody deletes them");
    }
    if let Some(stale) = reader.stale(object) {
        return stale;
    }
    let count = |path| json::number(object, path).unwrap_or(0);
    let desired = count("/status/desiredNumberScheduled");
    let updated = count("/status/updatedNumberScheduled");
    let available = count("/status/numberAvailable");
    let generation = json::text(object, TEMPLATE_GENERATION);
    let mut pods = running_pods_of(reader, uid(object));
    if generation.is_some() {
        pods.retain(|pod| pod_field(reader, pod, "/metadata/labels/pod-template-generation") == generation);
    }
    if desired == 0 {
        return Reading::new(State::Ready, "no node is to run it");
    }
    if updated >= desired && available >= desired {
        return complete(desired, "available", pods);
    }
    let summary = if updated < desired {
        format!("{updated} of {desired} pods are updated")
    } else {
        format!("{available} of {desired} pods are available")
    };
    let is_short = count("/status/currentNumberScheduled") < desired;
    incomplete(pods, refused(reader, object, is_short), summary)
}

pub(super) fn uid(object: &Value) -> &str {
    json::text(object, "/metadata/uid").unwrap_or_default()
}

/// Reads the pods of an owner that are not being deleted.
pub(super) fn pods_of(reader: &Reader<'_>, owner: &str) -> Vec<PodReading> {
    let is_deleted = |pod: &Value| pod.pointer("/metadata/deletionTimestamp").is_some_and(|at| !at.is_null());
    let pods = reader.observed.pods.iter().filter(|pod| json::is_owned_by(pod, owner) && !is_deleted(pod));
    pods.map(|pod| pod::read_owned(reader, pod)).collect()
}

/// Reads the pods of an owner that replaces those that have failed.
fn running_pods_of(reader: &Reader<'_>, owner: &str) -> Vec<PodReading> {
    let mut pods = pods_of(reader, owner);
    pods.retain(|pod| pod_field(reader, pod, "/status/phase") != Some("Failed"));
    pods
}

fn pod_field<'o>(reader: &Reader<'o>, pod: &PodReading, path: &str) -> Option<&'o str> {
    let name = Some(pod.progress.name());
    let pod = reader.observed.pods.iter().find(|other| json::text(other, "/metadata/name") == name)?;
    json::text(pod, path)
}

fn sorted_by(mut pods: Vec<PodReading>, is_later: impl Fn(&PodReading) -> bool) -> Vec<PodReading> {
    pods.sort_by_key(is_later);
    pods
}

/// Returns the newest event that says that pods of an object are not created: a quota, a webhook, a missing account.
///
/// Events stay for an hour, so they mean nothing unless the object still has too few pods.
pub(super) fn refused(reader: &Reader<'_>, owner: &Value, is_short: bool) -> Option<Finding> {
    if !is_short {
        return None;
    }
    let events = reader.observed.events.iter().filter(|event| {
        json::text(event, "/reason") == Some("FailedCreate")
            && json::text(event, "/involvedObject/uid") == Some(uid(owner))
    });
    let event = events.max_by_key(|event| last_seen(event))?;
    let message = json::text(event, "/message").unwrap_or_default();
    let first_seen = json::time(event, "/firstTimestamp").or_else(|| json::time(event, "/eventTime"));
    Some(not_created(message, reader.is_over(first_seen, reader.patience.creation)))
}

pub(super) fn last_seen(event: &Value) -> Option<k8s_openapi::jiff::Timestamp> {
    ["/series/lastObservedTime", "/lastTimestamp", "/eventTime"]
        .into_iter()
        .find_map(|path| json::time(event, path))
}

fn complete(desired: i64, what: &str, pods: Vec<PodReading>) -> Reading {
    let reason = match desired {
        0 => "it is scaled to zero".to_owned(),
        1 => format!("1 pod is {what}"),
        _ => format!("{desired} pods are {what}"),
    };
    Reading::new(State::Ready, reason).of_pods(pods.into_iter().map(|pod| pod.progress).collect())
}

/// Returns the reading of what is not complete, with what holds it up.
pub(super) fn incomplete(pods: Vec<PodReading>, refused: Option<Finding>, summary: String) -> Reading {
    let (progress, findings): (Vec<_>, Vec<_>) =
        pods.into_iter().map(|pod| (pod.progress, pod.finding)).unzip();
    let mut findings: Vec<_> = findings.into_iter().flatten().chain(refused).collect();
    let last = findings.iter().position(|finding| finding.is_final);
    let reading = match last {
        Some(at) => {
            let finding = findings.swap_remove(at);
            let mut reading = Reading::new(State::Failed, finding.text);
            reading.failing = finding.failing;
            reading
        }
        None => match findings.into_iter().next() {
            Some(finding) => {
                let mut reading = Reading::new(State::InProgress, format!("{summary}: {}", finding.text));
                reading.failing = finding.failing;
                reading
            }
            None => Reading::new(State::InProgress, summary),
        },
    };
    reading.of_pods(progress)
}
