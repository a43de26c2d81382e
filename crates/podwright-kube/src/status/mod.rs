//! Reads the state of an object, and the reason of it, from what a cluster holds.
//!
//! [`Observed`] takes recorded objects: a Deployment with its ReplicaSets, pods and events. Nothing is asked of a cluster.
//! [`Observed::status`] follows a workload to its newest pods, and in them to all containers: init containers, sidecars and
//! main containers. So an init container that fails, or a sidecar whose image cannot be pulled, ends a wait with its reason.
//!
//! ```
//! use podwright_kube::status::{Observed, Patience, State};
//! use serde_json::json;
//!
//! let web = json!({
//!     "apiVersion": "apps/v1", "kind": "Deployment",
//!     "metadata": { "name": "web", "namespace": "shop", "uid": "d1", "generation": 2,
//!                   "annotations": { "deployment.kubernetes.io/revision": "2" } },
//!     "spec": { "replicas": 1 },
//!     "status": { "observedGeneration": 2, "replicas": 1, "updatedReplicas": 1, "unavailableReplicas": 1 },
//! });
//! let newest = json!({
//!     "metadata": { "name": "web-5d9f7c", "uid": "r2", "ownerReferences": [{ "uid": "d1" }],
//!                   "annotations": { "deployment.kubernetes.io/revision": "2" } },
//! });
//! let pod = json!({
//!     "metadata": { "name": "web-5d9f7c-x2x9q", "ownerReferences": [{ "uid": "r2" }] },
//!     "spec": { "initContainers": [{ "name": "wait-for-db" }], "containers": [{ "name": "web" }] },
//!     "status": { "phase": "Pending", "initContainerStatuses": [{
//!         "name": "wait-for-db", "restartCount": 2,
//!         "state": { "waiting": { "reason": "CrashLoopBackOff" } },
//!         "lastState": { "terminated": { "exitCode": 1, "reason": "Error" } },
//!     }] },
//! });
//! let status = Observed::new(web)
//!     .replica_sets([newest])
//!     .pods([pod])
//!     .log("web-5d9f7c-x2x9q", "wait-for-db", "gave up after 120 s of waiting for db.internal port 5432\n")
//!     .status(&Patience::new(), "2026-11-26T12:00:00Z".parse()?);
//! assert_eq!(status.state(), State::Failed);
//! assert_eq!(
//!     status.to_string(),
//!     r#"Deployment "shop/web": pod "web-5d9f7c-x2x9q": init container "wait-for-db" failed 3 times, exit code 1: "#.to_owned()
//!         + "gave up after 120 s of waiting for db.internal port 5432",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod container;
mod generic;
mod job;
mod observed;
mod patience;
mod pod;
mod progress;
mod workload;

pub use observed::Observed;
pub use patience::Patience;
pub use progress::{ContainerProgress, ContainerRole, ContainerState, PodProgress};

use std::fmt;

use crate::ObjectRef;

/// How far an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum State {
    /// The cluster has done what the object asks for.
    Ready,
    /// The cluster works on it.
    InProgress,
    /// The object does not become ready without a change.
    Failed,
    /// The cluster does not bring it further until somebody acts: a rollout that is paused, pods that are replaced on delete.
    NotAwaited,
}

/// The state of an object, with its reason and its pods.
///
/// `Display` writes the sentence that names the object: `Deployment "shop/web": 1 of 3 pods are available`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    object: ObjectRef,
    state: State,
    reason: String,
    pods: Vec<PodProgress>,
    failing: Option<FailingContainer>,
    log: Option<String>,
}

/// The container that keeps an object from being ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FailingContainer {
    pub(crate) pod: String,
    pub(crate) container: String,
    /// Whether the log is that of the instance before: the container is to be started again.
    pub(crate) has_restarted: bool,
}

/// What a reading of one object ends with.
pub(crate) struct Reading {
    pub(crate) state: State,
    pub(crate) reason: String,
    pub(crate) pods: Vec<PodProgress>,
    pub(crate) failing: Option<FailingContainer>,
}

impl Reading {
    pub(crate) fn new(state: State, reason: impl Into<String>) -> Self {
        Self { state, reason: reason.into(), pods: Vec::new(), failing: None }
    }

    pub(crate) fn of_pods(mut self, pods: Vec<PodProgress>) -> Self {
        self.pods = pods;
        self
    }
}

impl Status {
    /// Returns the object.
    #[must_use]
    pub fn object(&self) -> &ObjectRef {
        &self.object
    }

    /// Returns the state.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// Returns why the object is in this state: `1 of 3 pods are available`.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Returns the pods that the object waits for, each with its containers in the order in which they start.
    #[must_use]
    pub fn pods(&self) -> &[PodProgress] {
        &self.pods
    }

    /// Returns the last lines that the container logged which keeps the object from being ready, if they were read.
    #[must_use]
    pub fn log(&self) -> Option<&str> {
        self.log.as_deref()
    }

    /// Returns the status of an object that could not be read.
    pub(crate) fn unknown(object: ObjectRef, why: &str) -> Self {
        let reason = format!("its status is not known: {why}");
        Self { object, state: State::InProgress, reason, pods: Vec::new(), failing: None, log: None }
    }

    pub(crate) fn failing(&self) -> Option<&FailingContainer> {
        self.failing.as_ref()
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.object, self.reason)
    }
}
