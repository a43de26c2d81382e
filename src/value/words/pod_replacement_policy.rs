use super::closed_set::closed_set;

closed_set! {
    /// When a Job creates a pod in place of one that ends.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-replacement-policy>
    PodReplacementPolicy, "a pod replacement policy" {
        /// As soon as the pod is being deleted or has failed. This is the default.
        TerminatingOrFailed = "TerminatingOrFailed",
        /// When the pod has failed. This is the default, and the only choice, with a pod failure policy.
        Failed = "Failed",
    }
}
