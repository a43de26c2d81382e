use crate::value::closed_set::closed_set;

closed_set! {
    /// How much of `/proc` a container sees.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/#proc-mount>
    ProcMount, "a kind of proc mount" {
        /// The part that container runtimes usually show.
        Default = "Default",
        /// All of it. Allowed only in a pod with a user namespace of its own.
        Unmasked = "Unmasked",
    }
}

closed_set! {
    /// When the files of a volume are given to the group of the pod.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods>
    FsGroupChangePolicy, "a policy for the group of volumes" {
        /// Only if the root of the volume does not belong to that group yet.
        OnRootMismatch = "OnRootMismatch",
        /// Each time the volume is mounted.
        Always = "Always",
    }
}

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

closed_set! {
    /// How the files of a volume get the SELinux label of the pod.
    ///
    /// Kubernetes also has `MountOption`, behind a feature gate that is off by default.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#efficient-selinux-volume-relabeling>
    #[non_exhaustive]
    SeLinuxChangePolicy, "a policy for SELinux labels" {
        /// File by file.
        Recursive = "Recursive",
    }
}
