//! The rules of namespaces, priority classes, limit ranges and quotas.

catalog! {
    /// The rules of namespaces, priority classes, limit ranges and quotas.
    pub(crate) CLUSTER_RULES:
}

catalog! {
    /// The warnings about namespaces, priority classes, limit ranges and quotas.
    pub(crate) CLUSTER_WARNINGS:
}

catalog! {
    /// The advice about namespaces, priority classes, limit ranges and quotas.
    pub(crate) CLUSTER_ADVICE:
}
