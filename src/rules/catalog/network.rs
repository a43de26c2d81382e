//! The rules of services, ingresses and network policies.

catalog! {
    /// The rules of services, ingresses and network policies.
    pub(crate) NETWORK_RULES:
}

catalog! {
    /// The warnings about services, ingresses and network policies.
    pub(crate) NETWORK_WARNINGS:
}

catalog! {
    /// The advice about services, ingresses and network policies.
    pub(crate) NETWORK_ADVICE:
}
