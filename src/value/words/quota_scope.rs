use super::closed_set::closed_set;

closed_set! {
    /// The objects that a quota counts, if it does not count all of its namespace.
    ///
    /// ```
    /// use podwright::cluster::QuotaScope;
    ///
    /// assert_eq!(QuotaScope::BestEffort.as_str(), "BestEffort");
    /// assert_eq!("NotTerminating".parse(), Ok(QuotaScope::NotTerminating));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes>
    QuotaScope, "the scope of a quota" {
        /// Pods with an active deadline.
        Terminating = "Terminating",
        /// Pods without an active deadline.
        NotTerminating = "NotTerminating",
        /// Pods of the quality of service class `BestEffort`.
        BestEffort = "BestEffort",
        /// Pods of another quality of service class.
        NotBestEffort = "NotBestEffort",
        /// Pods that name a priority class.
        PriorityClass = "PriorityClass",
        /// Pods with affinity terms that reach into other namespaces.
        CrossNamespacePodAffinity = "CrossNamespacePodAffinity",
        /// Claims that name a volume attributes class.
        VolumeAttributesClass = "VolumeAttributesClass",
    }
}
