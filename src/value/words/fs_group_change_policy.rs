use super::closed_set::closed_set;

closed_set! {
    /// When the files of a volume are given to the group of the pod.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods>
    FsGroupChangePolicy, "a policy for the group of volumes" {
        /// Each time the volume is mounted.
        Always = "Always",
        /// Only if the root of the volume does not belong to that group yet.
        OnRootMismatch = "OnRootMismatch",
    }
}
