use super::closed_set::closed_set;

closed_set! {
    /// The family of an IP address.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/dual-stack/>
    IpFamily, "an IP family" {
        /// IPv4.
        V4 = "IPv4",
        /// IPv6.
        V6 = "IPv6",
    }
}
