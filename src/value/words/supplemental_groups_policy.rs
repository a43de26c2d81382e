use super::closed_set::closed_set;

closed_set! {
    /// The groups that a process has beside its first.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#supplementalgroupspolicy>
    SupplementalGroupsPolicy, "a policy for supplemental groups" {
        /// The groups of the pod, and those that `/etc/group` of the image gives its user.
        Merge = "Merge",
        /// The groups of the pod only.
        Strict = "Strict",
    }
}
