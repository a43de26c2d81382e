use crate::value::closed_set::closed_set;

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

closed_set! {
    /// A resource that can be resized while a container runs.
    ///
    /// ```
    /// use podwright::container::ResizeResource;
    ///
    /// assert_eq!(ResizeResource::Memory.as_str(), "memory");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>
    ResizeResource, "a resource that can be resized" {
        /// CPU time.
        Cpu = "cpu",
        /// Memory.
        Memory = "memory",
    }
}
