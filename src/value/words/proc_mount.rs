use super::closed_set::closed_set;

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
