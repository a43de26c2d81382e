use super::closed_set::closed_set;

closed_set! {
    /// Whether the containers of a pod restart when they end.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy>
    RestartPolicy, "a restart policy" {
        /// They restart however they ended. This is the default.
        Always = "Always",
        /// They restart when they failed.
        OnFailure = "OnFailure",
        /// They do not restart.
        Never = "Never",
    }
}
