use super::closed_set::closed_set;

closed_set! {
    /// What the value of a policy of scaling counts.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies>
    ScalingPolicyType, "a type of a scaling policy" {
        /// A share of the pods that there are.
        Percent = "Percent",
        /// A number of pods.
        Pods = "Pods",
    }
}
