use std::collections::BTreeMap;
use std::fmt;

use k8s_openapi::jiff::Timestamp;
use serde_json::Value;

use super::{Patience, Reading, State, Status, generic, job, pod, workload};
use crate::plain::plain;
use crate::{ObjectRef, json};

/// What a cluster holds of one object and of what belongs to it.
///
/// The objects are JSON as the API server returns it. [The module](super) has an example.
#[derive(Clone)]
pub struct Observed {
    pub(super) target: ObjectRef,
    pub(super) object: Option<Value>,
    pub(super) generation: i64,
    pub(super) is_removed_after_completion: bool,
    pub(super) replica_sets: Vec<Value>,
    pub(super) pods: Vec<Value>,
    pub(super) events: Vec<Value>,
    logs: BTreeMap<(String, String), String>,
}

/// Shows the object's name only: a Secret may be what is observed.
impl fmt::Debug for Observed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observed").field("target", &self.target).finish_non_exhaustive()
    }
}

impl Observed {
    /// Takes an object with its `apiVersion` and `kind`.
    #[must_use]
    pub fn new(object: Value) -> Self {
        let mut observed = Self::missing(ObjectRef::of_value(&object));
        observed.object = Some(object);
        observed
    }

    /// Says that the cluster does not hold the object.
    #[must_use]
    pub fn missing(target: ObjectRef) -> Self {
        Self {
            target,
            object: None,
            generation: 0,
            is_removed_after_completion: false,
            replica_sets: Vec::new(),
            pods: Vec::new(),
            events: Vec::new(),
            logs: BTreeMap::new(),
        }
    }

    /// Sets the generation that apply returned. Status of an earlier generation does not count.
    #[must_use]
    pub fn generation(mut self, generation: i64) -> Self {
        self.generation = generation;
        self
    }

    /// Says that the object has a time to live: a Job with `ttlSecondsAfterFinished`, which is missing once it has ended.
    #[must_use]
    pub fn removed_after_completion(mut self) -> Self {
        self.is_removed_after_completion = true;
        self
    }

    /// Adds ReplicaSets. Those that do not belong to the object are ignored.
    #[must_use]
    pub fn replica_sets(mut self, replica_sets: impl IntoIterator<Item = Value>) -> Self {
        self.replica_sets.extend(replica_sets);
        self
    }

    /// Adds pods. Those that do not belong to the object are ignored.
    #[must_use]
    pub fn pods(mut self, pods: impl IntoIterator<Item = Value>) -> Self {
        self.pods.extend(pods);
        self
    }

    /// Adds events. Those that do not speak of the object or of what belongs to it are ignored.
    #[must_use]
    pub fn events(mut self, events: impl IntoIterator<Item = Value>) -> Self {
        self.events.extend(events);
        self
    }

    /// Adds the last lines that a container logged. The reason of a failure ends with the last one.
    #[must_use]
    pub fn log(
        mut self,
        pod: impl Into<String>,
        container: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        self.logs.insert((pod.into(), container.into()), text.into());
        self
    }

    /// Returns the uids of the objects whose events say why pods or volumes are not created.
    pub(crate) fn uids_of_creators(&self) -> Vec<&str> {
        let Some(object) = &self.object else { return Vec::new() };
        let creator = match (self.target.group(), self.target.kind()) {
            ("apps", "Deployment") => workload::newest_replica_set(&self.replica_sets, object),
            _ => Some(object),
        };
        creator.and_then(|creator| json::text(creator, "/metadata/uid")).into_iter().collect()
    }

    fn log_of(&self, pod: &str, container: &str) -> Option<&str> {
        self.logs.get(&(pod.to_owned(), container.to_owned())).map(String::as_str)
    }

    pub(crate) fn object(&self) -> Option<&Value> {
        self.object.as_ref()
    }

    /// Reads the state of the object, and its reason.
    #[must_use]
    pub fn status(&self, patience: &Patience, now: Timestamp) -> Status {
        let reader = Reader { observed: self, patience, now };
        let Reading { state, reason, pods, failing } = match &self.object {
            None => reader.missing(),
            Some(object) => reader.read(object),
        };
        let log = failing.as_ref().and_then(|failing| self.log_of(&failing.pod, &failing.container));
        let log = log.map(ToOwned::to_owned);
        Status { object: self.target.clone(), state, reason, pods, failing, log }
    }
}

/// A reading of what is observed, at one moment.
#[derive(Clone, Copy)]
pub(super) struct Reader<'o> {
    pub(super) observed: &'o Observed,
    pub(super) patience: &'o Patience,
    pub(super) now: Timestamp,
}

impl<'o> Reader<'o> {
    fn missing(&self) -> Reading {
        if self.observed.is_removed_after_completion {
            return Reading::new(State::Ready, "it has ended, and its time to live is over");
        }
        Reading::new(State::InProgress, "it is not there")
    }

    fn read(&self, object: &Value) -> Reading {
        let target = &self.observed.target;
        if object.pointer("/metadata/deletionTimestamp").is_some_and(|time| !time.is_null()) {
            return Reading::new(State::InProgress, "it is being deleted");
        }
        match (target.group(), target.kind()) {
            ("apps", "Deployment") => workload::deployment(self, object),
            ("apps", "StatefulSet") => workload::stateful_set(self, object),
            ("apps", "DaemonSet") => workload::daemon_set(self, object),
            ("apps", "ReplicaSet") | ("", "ReplicationController") => workload::replica_set(self, object),
            ("batch", "Job") => job::job(self, object),
            ("", "Pod") => pod::bare_pod(self, object),
            ("apiextensions.k8s.io", "CustomResourceDefinition") => generic::definition(object),
            ("apiregistration.k8s.io", "APIService") => generic::api_service(object),
            ("", "PersistentVolumeClaim") => generic::claim(self, object),
            ("", "Namespace") => generic::namespace(object),
            _ if is_complete_at_once(target) => Reading::new(State::Ready, "it is there"),
            _ => generic::custom(self, object),
        }
    }

    /// Returns the reading of an object whose controller has not seen its newest generation.
    pub(super) fn stale(&self, object: &Value) -> Option<Reading> {
        let wanted = json::number(object, "/metadata/generation").unwrap_or(0).max(self.observed.generation);
        let seen = json::number(object, "/status/observedGeneration").unwrap_or(0);
        (seen < wanted).then(|| {
            let reason = format!("its controller has not seen generation {wanted} yet");
            Reading::new(State::InProgress, reason)
        })
    }

    /// Tells whether more time than this has passed. No time has passed since a moment that is not known.
    pub(super) fn is_over(&self, since: Option<Timestamp>, limit: std::time::Duration) -> bool {
        since.is_some_and(|since| {
            let seconds = self.now.duration_since(since).as_secs();
            u64::try_from(seconds).is_ok_and(|seconds| seconds >= limit.as_secs())
        })
    }

    /// Returns the last line that a container logged.
    pub(super) fn last_line(&self, pod: &str, container: &str) -> Option<&'o str> {
        let log = self.observed.log_of(pod, container)?;
        log.lines().rev().map(str::trim).find(|line| !plain(line).is_empty())
    }
}

/// Tells whether nothing but its existence is awaited. Services, ingresses and autoscalers may have nothing to work on yet.
fn is_complete_at_once(target: &ObjectRef) -> bool {
    const GROUPS: [&str; 12] = [
        "",
        "apps",
        "batch",
        "autoscaling",
        "policy",
        "networking.k8s.io",
        "rbac.authorization.k8s.io",
        "storage.k8s.io",
        "scheduling.k8s.io",
        "node.k8s.io",
        "discovery.k8s.io",
        "admissionregistration.k8s.io",
    ];
    GROUPS.contains(&target.group())
}
