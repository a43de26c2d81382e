use k8s_openapi::api::apps::v1;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::stateful_set::at_most_max;

/// How a StatefulSet replaces its pods: from the last to the first, one at a time.
///
/// ```
/// use podwright::workload::PartitionedUpdate;
///
/// let update = PartitionedUpdate::new().partition(2).max_unavailable(1);
/// # let _ = update;
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates>
#[doc(alias = "RollingUpdateStatefulSetStrategy")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PartitionedUpdate(v1::RollingUpdateStatefulSetStrategy);

impl PartitionedUpdate {
    /// Creates an update of all pods.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Leaves pods with a lower number as they are. Defaults to 0.
    #[must_use]
    pub fn partition(mut self, first: u32) -> Self {
        self.0.partition = Some(at_most_max(first));
        self
    }

    /// Sets how many pods may be unavailable at a time: at least 1. Defaults to 1. Kubernetes 1.37 and later.
    #[must_use]
    pub fn max_unavailable(mut self, pods: u32) -> Self {
        self.0.max_unavailable = Some(IntOrString::Int(at_most_max(pods)));
        self
    }

    /// Sets how many pods may be unavailable at a time, in percent of all: 1 to 100. Kubernetes 1.37 and later.
    #[doc(alias = "maxUnavailable")]
    #[must_use]
    pub fn max_unavailable_percent(mut self, percent: u8) -> Self {
        self.0.max_unavailable = Some(IntOrString::String(format!("{percent}%")));
        self
    }

    /// Changes the [`v1::RollingUpdateStatefulSetStrategy`] by hand, for what has no method here.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::RollingUpdateStatefulSetStrategy)) -> Self {
        change(&mut self.0);
        self
    }
}

impl From<PartitionedUpdate> for v1::RollingUpdateStatefulSetStrategy {
    fn from(update: PartitionedUpdate) -> Self {
        update.0
    }
}
