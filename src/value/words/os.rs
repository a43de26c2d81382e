use super::closed_set::closed_set;

closed_set! {
    /// The operating system that the containers of a pod are made for.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/#pod-os>
    #[doc(alias = "PodOS")]
    Os, "an operating system" {
        /// Linux. The pod sets no field that is for Windows.
        Linux = "linux",
        /// Windows. The pod sets no field that is for Linux.
        Windows = "windows",
    }
}
