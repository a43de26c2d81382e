use super::closed_set::closed_set;

closed_set! {
    /// Whether a pod may evict less important pods from a node.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/>
    PreemptionPolicy, "a preemption policy" {
        /// It may. This is the default.
        PreemptLowerPriority = "PreemptLowerPriority",
        /// It waits for room. The priority class must have the same policy.
        Never = "Never",
    }
}
