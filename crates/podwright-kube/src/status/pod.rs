//! What the status of a pod says.

use serde_json::Value;

use super::container::{self, Container, Problem};
use super::observed::Reader;
use super::{ContainerRole, ContainerState, FailingContainer, PodProgress, Reading, State};
use crate::json;
use crate::plain::shorten;

/// The reading of one pod.
pub(super) struct PodReading {
    pub(super) progress: PodProgress,
    pub(super) finding: Option<Finding>,
}

/// Why something is not ready.
pub(super) struct Finding {
    pub(super) text: String,
    /// Whether it stays so without a change.
    pub(super) is_final: bool,
    /// Whether a Job counts it, up to its backoff limit.
    pub(super) is_counted: bool,
    pub(super) failing: Option<FailingContainer>,
}

impl Finding {
    pub(super) fn new(text: String, is_final: bool) -> Self {
        Self { text, is_final, is_counted: false, failing: None }
    }
}

fn read(reader: &Reader<'_>, pod: &Value) -> PodReading {
    let name = json::text(pod, "/metadata/name").unwrap_or_default();
    let containers = container::of_pod(pod);
    let has_succeeded = json::text(pod, "/status/phase") == Some("Succeeded");
    let is_ready = has_succeeded || json::condition_is(pod, "Ready", "True").is_some();
    let progress = PodProgress {
        name: name.to_owned(),
        is_ready,
        containers: containers.iter().map(Container::progress).collect(),
    };
    let finding = if is_ready { None } else { find(reader, pod, name, &containers) };
    PodReading { progress, finding }
}

/// Reads a pod of a workload: what is found names the pod.
pub(super) fn read_owned(reader: &Reader<'_>, pod: &Value) -> PodReading {
    let PodReading { progress, finding } = read(reader, pod);
    let finding = finding
        .map(|finding| Finding { text: format!("pod {:?}: {}", progress.name, finding.text), ..finding });
    PodReading { progress, finding }
}

/// Returns the first problem that stays, or else the first one.
fn find(reader: &Reader<'_>, pod: &Value, name: &str, containers: &[Container<'_>]) -> Option<Finding> {
    if let Some(finding) = failed(reader, pod, name, containers).or_else(|| unscheduled(reader, pod)) {
        return Some(finding);
    }
    let mut turn = json::time(pod, "/status/startTime");
    let mut first = None;
    for container in containers {
        let problem = container.problem(reader, name, turn);
        // Main containers start together; each of the others starts after the one before.
        if container.role != ContainerRole::Main {
            turn = turn.max(container.last_moment());
        }
        let is_awaited = container.state() == ContainerState::Waiting;
        let Some(problem) = problem else { continue };
        let is_final = problem.is_final;
        let finding = of_container(name, container, problem);
        if is_final {
            return Some(finding);
        }
        first = first.or(Some(finding));
        if is_awaited && container.role != ContainerRole::Main {
            break;
        }
    }
    first
}

fn of_container(pod: &str, container: &Container<'_>, problem: Problem) -> Finding {
    let failing = problem.has_log.then(|| FailingContainer {
        pod: pod.to_owned(),
        container: container.name.to_owned(),
        has_restarted: problem.has_restarted,
    });
    Finding { text: problem.text, is_final: problem.is_final, is_counted: failing.is_some(), failing }
}

/// Returns how a pod has failed that does not start again.
fn failed(reader: &Reader<'_>, pod: &Value, name: &str, containers: &[Container<'_>]) -> Option<Finding> {
    if json::text(pod, "/status/phase") != Some("Failed") {
        return None;
    }
    let ended = containers
        .iter()
        .find_map(|container| Some(of_container(name, container, container.ended_badly(reader, name)?)));
    let reason = json::text(pod, "/status/reason").unwrap_or("Failed");
    let text = match json::text(pod, "/status/message") {
        Some(message) => format!("it has failed ({reason}): {}", shorten(message)),
        None => format!("it has failed ({reason})"),
    };
    Some(match ended {
        Some(ended) if json::text(pod, "/status/reason").is_none() => ended,
        _ => Finding { is_counted: true, ..Finding::new(text, true) },
    })
}

fn unscheduled(reader: &Reader<'_>, pod: &Value) -> Option<Finding> {
    let condition = json::condition_is(pod, "PodScheduled", "False")?;
    let reason = json::text(condition, "/reason").unwrap_or_default();
    let message = json::text(condition, "/message").map(shorten).unwrap_or_default();
    if reason == "SchedulingGated" {
        return Some(Finding::new("its scheduling gates are closed".to_owned(), false));
    }
    let is_over = reader.is_over(json::time(condition, "/lastTransitionTime"), reader.patience.scheduling);
    Some(Finding::new(format!("no node fits: {message}"), is_over))
}

/// Reads a pod that is an object of its own.
pub(super) fn bare_pod(reader: &Reader<'_>, pod: &Value) -> Reading {
    let PodReading { progress, finding } = read(reader, pod);
    let reading = match finding {
        None if json::text(pod, "/status/phase") == Some("Succeeded") => {
            Reading::new(State::Ready, "it has succeeded")
        }
        None if progress.is_ready => Reading::new(State::Ready, "it is ready"),
        None => Reading::new(State::InProgress, "it is not ready"),
        Some(finding) => {
            let state = if finding.is_final { State::Failed } else { State::InProgress };
            let mut reading = Reading::new(state, finding.text);
            reading.failing = finding.failing;
            reading
        }
    };
    reading.of_pods(vec![progress])
}
