use super::closed_set::closed_set;

closed_set! {
    /// In which order the pods of a StatefulSet are created, scaled down and replaced.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies>
    PodManagementPolicy, "a pod management policy" {
        /// One by one: each pod is ready before the next is created. This is the default.
        OrderedReady = "OrderedReady",
        /// All at once.
        Parallel = "Parallel",
    }
}
