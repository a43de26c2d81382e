use super::closed_set::closed_set;

closed_set! {
    /// The protocol of a port. Defaults to TCP.
    ///
    /// Source: <https://kubernetes.io/docs/reference/networking/service-protocols/>
    Protocol, "a protocol" {
        /// TCP.
        Tcp = "TCP",
        /// UDP.
        Udp = "UDP",
        /// SCTP, if the network of the cluster offers it.
        Sctp = "SCTP",
    }
}
