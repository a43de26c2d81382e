//! What the status of one container says.

use k8s_openapi::jiff::Timestamp;
use serde_json::Value;

use super::observed::Reader;
use super::{ContainerProgress, ContainerRole, ContainerState};
use crate::json;
use crate::plain::shorten;

/// A container of a pod: its definition, and its status if the kubelet has written one.
pub(super) struct Container<'p> {
    pub(super) name: &'p str,
    pub(super) role: ContainerRole,
    image: &'p str,
    status: Option<&'p Value>,
}

/// Why a container keeps its pod from being ready.
pub(super) struct Problem {
    pub(super) text: String,
    /// Whether it stays so without a change.
    pub(super) is_final: bool,
    /// Whether the container has failed, so that its log says why.
    pub(super) has_log: bool,
    pub(super) has_restarted: bool,
}

impl Problem {
    fn new(text: String, is_final: bool) -> Self {
        Self { text, is_final, has_log: false, has_restarted: false }
    }
}

/// Returns the containers of a pod in the order in which they start.
pub(super) fn of_pod(pod: &Value) -> Vec<Container<'_>> {
    let init = json::list(pod, "/spec/initContainers").iter().map(|spec| {
        let is_sidecar = json::text(spec, "/restartPolicy") == Some("Always");
        let role = if is_sidecar { ContainerRole::Sidecar } else { ContainerRole::Init };
        Container::new(spec, role, json::list(pod, "/status/initContainerStatuses"))
    });
    let main = json::list(pod, "/spec/containers")
        .iter()
        .map(|spec| Container::new(spec, ContainerRole::Main, json::list(pod, "/status/containerStatuses")));
    init.chain(main).collect()
}

impl<'p> Container<'p> {
    fn new(spec: &'p Value, role: ContainerRole, statuses: &'p [Value]) -> Self {
        let name = json::text(spec, "/name").unwrap_or_default();
        let status = statuses.iter().find(|status| json::text(status, "/name") == Some(name));
        Self { name, role, image: json::text(spec, "/image").unwrap_or_default(), status }
    }

    fn at(&self, path: &str) -> Option<&'p Value> {
        self.status.and_then(|status| status.pointer(path)).filter(|value| !value.is_null())
    }

    fn text(&self, path: &str) -> Option<&'p str> {
        self.at(path).and_then(Value::as_str)
    }

    pub(super) fn progress(&self) -> ContainerProgress {
        const USUAL: [&str; 4] = ["Completed", "ContainerCreating", "Error", "PodInitializing"];
        let reason = self.text("/state/waiting/reason").or_else(|| self.text("/state/terminated/reason"));
        let reason = reason.filter(|reason| !USUAL.contains(reason)).map(ToOwned::to_owned);
        ContainerProgress { name: self.name.to_owned(), role: self.role, state: self.state(), reason }
    }

    pub(super) fn state(&self) -> ContainerState {
        if self.at("/state/terminated").is_some() {
            return match self.exit_code("/state/terminated") {
                Some(0) => ContainerState::Succeeded,
                _ => ContainerState::Failed,
            };
        }
        if self.at("/state/running").is_none() {
            return ContainerState::Waiting;
        }
        match (self.role, self.flag("/started"), self.flag("/ready")) {
            (ContainerRole::Sidecar | ContainerRole::Main, _, true) => ContainerState::Ready,
            _ => ContainerState::Running,
        }
    }

    fn flag(&self, path: &str) -> bool {
        self.at(path).and_then(Value::as_bool).unwrap_or_default()
    }

    fn exit_code(&self, path: &str) -> Option<i64> {
        self.at(path).and_then(|terminated| json::number(terminated, "/exitCode"))
    }

    /// Returns the latest moment that the container has passed, from which on it is the next one's turn.
    pub(super) fn last_moment(&self) -> Option<Timestamp> {
        let paths = ["/state/terminated/finishedAt", "/state/running/startedAt"];
        paths.into_iter().filter_map(|path| json::time(self.status?, path)).max()
    }

    /// Returns how often the container has failed, and where it says how, if it does not run now.
    fn failures(&self) -> Option<(i64, &'static str)> {
        let restarts = self.at("/restartCount").and_then(Value::as_i64).unwrap_or(0);
        ["/state/terminated", "/lastState/terminated"]
            .into_iter()
            .find(|path| self.at(path).is_some())
            .filter(|_| self.at("/state/running").is_none())
            .filter(|path| self.exit_code(path) != Some(0) || self.is_in_crash_loop())
            .map(|path| (restarts + 1, path))
    }

    /// Tells whether the container is to run again after a pause, although it may have ended with exit code 0.
    fn is_in_crash_loop(&self) -> bool {
        self.text("/state/waiting/reason") == Some("CrashLoopBackOff")
    }

    /// Writes `init container "wait-for-db" failed 3 times, exit code 1`, with the last line of its log.
    fn failure_text(&self, reader: &Reader<'_>, pod: &str, failures: i64, path: &str) -> String {
        let code = self.exit_code(path);
        let verb = if code == Some(0) { "ended" } else { "failed" };
        let times = if failures == 1 { String::new() } else { format!(" {failures} times") };
        let code = code.map(|code| format!(", exit code {code}")).unwrap_or_default();
        let reason = self.text(&format!("{path}/reason"));
        let reason = reason.filter(|reason| !matches!(*reason, "Error" | "Completed"));
        let reason = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
        let message = self.text(&format!("{path}/message")).and_then(|message| message.lines().last());
        let line = reader.last_line(pod, self.name).or(message);
        let line = line.map(|line| format!(": {}", shorten(line))).unwrap_or_default();
        format!("{} {:?} {verb}{times}{code}{reason}{line}", self.role, self.name)
    }

    /// Returns how the container has failed, if it has ended with another exit code than 0.
    pub(super) fn ended_badly(&self, reader: &Reader<'_>, pod: &str) -> Option<Problem> {
        let (failures, path) = self.failures()?;
        let text = self.failure_text(reader, pod, failures, path);
        Some(Problem { text, is_final: true, has_log: true, has_restarted: path != "/state/terminated" })
    }

    /// Returns why the container keeps its pod from being ready. It is its turn since `turn`.
    pub(super) fn problem(&self, reader: &Reader<'_>, pod: &str, turn: Option<Timestamp>) -> Option<Problem> {
        let (role, name, patience) = (self.role, self.name, reader.patience);
        let reason = self.text("/state/waiting/reason").unwrap_or_default();
        let message = self.text("/state/waiting/message").map(shorten);
        let with_message = |text: String| match &message {
            Some(message) => format!("{text}: {message}"),
            None => text,
        };
        match reason {
            "ErrImagePull"
            | "ImagePullBackOff"
            | "RegistryUnavailable"
            | "ImageInspectError"
            | "SignatureValidationFailed" => {
                let text = with_message(format!("{role} {name:?} cannot pull image {:?}", self.image));
                return Some(Problem::new(text, reader.is_over(turn, patience.image)));
            }
            "InvalidImageName" | "ErrImageNeverPull" => {
                let text = format!("{role} {name:?} cannot use image {:?} ({reason})", self.image);
                return Some(Problem::new(with_message(text), true));
            }
            "CreateContainerConfigError"
            | "CreateContainerError"
            | "RunContainerError"
            | "PreCreateHookError"
            | "PreStartHookError"
            | "PostStartHookError" => {
                let text = with_message(format!("{role} {name:?} cannot start ({reason})"));
                return Some(Problem::new(text, reader.is_over(turn, patience.configuration)));
            }
            _ => {}
        }
        if let Some((failures, path)) = self.failures() {
            let limit = match role {
                ContainerRole::Init => patience.init_failures,
                ContainerRole::Sidecar | ContainerRole::Main => patience.container_failures,
            };
            let text = self.failure_text(reader, pod, failures, path);
            return Some(Problem {
                text,
                is_final: failures >= limit,
                has_log: true,
                has_restarted: path != "/state/terminated",
            });
        }
        match self.state() {
            ContainerState::Running if role == ContainerRole::Init => {
                Some(Problem::new(format!("{role} {name:?} runs"), false))
            }
            ContainerState::Running if !self.flag("/started") => Some(Problem::new(
                format!("{role} {name:?} runs, and has not passed its startup probe"),
                false,
            )),
            ContainerState::Running => {
                Some(Problem::new(format!("{role} {name:?} runs, and is not ready"), false))
            }
            ContainerState::Waiting => Some(Problem::new(format!("{role} {name:?} has not started"), false)),
            _ => None,
        }
    }
}
