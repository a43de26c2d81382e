use super::closed_set::closed_set;

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
