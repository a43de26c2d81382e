use super::closed_set::closed_set;

closed_set! {
    /// What a Job does about a pod that has failed.
    ///
    /// ```
    /// use podwright::workload::PodFailureAction;
    ///
    /// assert_eq!(PodFailureAction::FailJob.as_str(), "FailJob");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy>
    PodFailureAction, "an action" {
        /// The Job fails, and its pods are deleted.
        FailJob = "FailJob",
        /// The index of the pod fails. The Job has a backoff limit per index.
        FailIndex = "FailIndex",
        /// The failure does not count towards the backoff limit. Another pod is created.
        Ignore = "Ignore",
        /// The failure counts towards the backoff limit, as without a policy.
        Count = "Count",
    }
}
