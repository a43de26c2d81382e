use super::closed_set::closed_set;

closed_set! {
    /// The status of a condition.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions>
    ConditionStatus, "the status of a condition" {
        /// The condition holds.
        True = "True",
        /// The condition does not hold.
        False = "False",
        /// Nobody knows whether the condition holds.
        Unknown = "Unknown",
    }
}
