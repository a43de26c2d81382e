use super::closed_set::closed_set;

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
