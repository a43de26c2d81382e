use super::closed_set::closed_set;

closed_set! {
    /// Which of several policies of scaling counts.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies>
    ScalingSelect, "a choice of a scaling policy" {
        /// The one that allows the largest change.
        Max = "Max",
        /// The one that allows the smallest change.
        Min = "Min",
        /// None: the number of pods does not change in this direction.
        Disabled = "Disabled",
    }
}
