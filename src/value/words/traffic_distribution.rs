use super::closed_set::closed_set;

closed_set! {
    /// Which endpoints of a service are preferred. Others are used if there is none of these.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#traffic-distribution>
    TrafficDistribution, "a traffic distribution" {
        /// Endpoints in the same zone, under the older name that every version of Kubernetes knows. Since 1.35 the API server
        /// warns of it.
        PreferClose = "PreferClose",
        /// Endpoints in the same zone, since Kubernetes 1.34.
        PreferSameZone = "PreferSameZone",
        /// Endpoints on the same node, since Kubernetes 1.34.
        PreferSameNode = "PreferSameNode",
    }
}
