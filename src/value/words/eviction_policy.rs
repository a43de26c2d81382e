use super::closed_set::closed_set;

closed_set! {
    /// Which pods that are not ready may be evicted.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy>
    EvictionPolicy, "an eviction policy" {
        /// Only pods of an application that has as many ready pods as the budget demands.
        IfHealthyBudget = "IfHealthyBudget",
        /// All of them.
        AlwaysAllow = "AlwaysAllow",
    }
}
