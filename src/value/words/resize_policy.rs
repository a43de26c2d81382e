use super::closed_set::closed_set;

closed_set! {
    /// What happens to a running container when a resource of it is resized.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>
    ResizePolicy, "a resize policy" {
        /// The container keeps running, if the node can do that.
        NotRequired = "NotRequired",
        /// The container restarts. A program that reads its limits only at its start needs that.
        RestartContainer = "RestartContainer",
    }
}
