use super::closed_set::closed_set;

closed_set! {
    /// Objects that a quota counts by a word of their own.
    ///
    /// ```
    /// use podwright::cluster::CountedObject;
    ///
    /// assert_eq!(CountedObject::LoadBalancers.as_str(), "services.loadbalancers");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count>
    CountedObject, "an object that quotas count" {
        /// Pods that have not ended.
        Pods = "pods",
        /// Services.
        Services = "services",
        /// Services of the type `LoadBalancer`.
        LoadBalancers = "services.loadbalancers",
        /// Node ports of services.
        NodePorts = "services.nodeports",
        /// Config maps.
        ConfigMaps = "configmaps",
        /// Secrets.
        Secrets = "secrets",
        /// Persistent volume claims.
        Claims = "persistentvolumeclaims",
        /// Replication controllers.
        ReplicationControllers = "replicationcontrollers",
        /// Quotas.
        Quotas = "resourcequotas",
    }
}
