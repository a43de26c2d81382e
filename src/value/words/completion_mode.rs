use super::closed_set::closed_set;

closed_set! {
    /// Whether each pod of a Job has an index.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode>
    CompletionMode, "a completion mode" {
        /// The pods are equal. This is the default.
        NonIndexed = "NonIndexed",
        /// Each pod has an index, and the Job is complete when each index has succeeded.
        Indexed = "Indexed",
    }
}
