use super::closed_set::closed_set;

closed_set! {
    /// Whether mounts made later are seen on the other side: in the container, or on the node.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation>
    #[doc(alias = "mountPropagation")]
    Propagation, "a mount propagation" {
        /// The node also sees what the container mounts. Only privileged containers may have it.
        Bidirectional = "Bidirectional",
        /// The container sees what the node mounts.
        HostToContainer = "HostToContainer",
        /// Neither side sees what the other mounts; the default.
        None = "None",
    }
}
