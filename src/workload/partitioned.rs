use k8s_openapi::api::apps::v1;

use super::stateful_set::at_most_max;
use crate::value::IntoIntOrPercent;

/// How a StatefulSet replaces its pods: from the last to the first, one at a time.
///
/// ```
/// use k8s_openapi::api::apps::v1::RollingUpdateStatefulSetStrategy;
/// use podwright::prelude::*;
///
/// let update = RollingUpdateStatefulSetStrategy::from(PartitionedUpdate::new().partition(2).max_unavailable(percent(25)));
/// assert_eq!(serde_json::to_value(update).unwrap(), serde_json::json!({ "partition": 2, "maxUnavailable": "25%" }));
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

    /// Sets how many pods may be unavailable at a time: at least 1, at most 100%. Defaults to 1.
    ///
    /// Kubernetes 1.35 and 1.37. The other versions drop it, and `build_for` reports that.
    #[must_use]
    pub fn max_unavailable(mut self, pods: impl IntoIntOrPercent) -> Self {
        self.0.max_unavailable = Some(pods.into_int_or_percent().into());
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
