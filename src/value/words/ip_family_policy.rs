use super::closed_set::closed_set;

closed_set! {
    /// Whether a service has addresses of one IP family or of both.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services>
    IpFamilyPolicy, "an IP family policy" {
        /// One family. This is the default.
        SingleStack = "SingleStack",
        /// Both families if the cluster has both, otherwise one.
        PreferDualStack = "PreferDualStack",
        /// Both families. A cluster that has one refuses the service.
        RequireDualStack = "RequireDualStack",
    }
}
