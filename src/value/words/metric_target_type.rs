use super::closed_set::closed_set;

closed_set! {
    /// What the amount of a target means.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics>
    MetricTargetType, "a type of a target" {
        /// A share of what the pods request.
        Utilization = "Utilization",
        /// An amount in all.
        Value = "Value",
        /// An amount for each pod.
        AverageValue = "AverageValue",
    }
}
