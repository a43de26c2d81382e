use super::closed_set::closed_set;

closed_set! {
    /// What happens when a container ends with an exit code that a rule matches.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules>
    RestartAction, "a restart action" {
        /// The container restarts.
        Restart = "Restart",
        /// All containers of the pod restart, init containers first. Kubernetes 1.36 and later.
        RestartAllContainers = "RestartAllContainers",
    }
}
