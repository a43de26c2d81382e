use super::closed_set::closed_set;

closed_set! {
    /// Which endpoints of a service traffic is sent to.
    ///
    /// Source: <https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies>
    TrafficPolicy, "a traffic policy" {
        /// All endpoints that are ready. This is the default.
        Cluster = "Cluster",
        /// Endpoints on the node where the traffic arrives. Without one there it is dropped.
        Local = "Local",
    }
}
