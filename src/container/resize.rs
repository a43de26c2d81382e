use crate::value::closed_set::closed_set;

closed_set! {
    /// What happens to a running container when its resources are changed.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/>
    ResizePolicy, "a resize policy" {
        /// It keeps running where the node can do that.
        NotRequired = "NotRequired",
        /// It is restarted, as a program needs that reads its limits at the start.
        RestartContainer = "RestartContainer",
    }
}

closed_set! {
    /// A resource that can be changed while a container runs.
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
