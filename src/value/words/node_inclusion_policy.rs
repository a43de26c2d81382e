use super::closed_set::closed_set;

closed_set! {
    /// Whether nodes count, when pods are spread, on which a pod cannot run.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>
    NodeInclusionPolicy, "a node inclusion policy" {
        /// They do not count.
        Honor = "Honor",
        /// They count.
        Ignore = "Ignore",
    }
}
