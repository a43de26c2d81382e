//! The rules of workloads that keep pods running.

catalog! {
    /// The rules of workloads that keep pods running.
    pub(crate) WORKLOAD_RULES:
}

catalog! {
    /// The warnings about workloads that keep pods running.
    pub(crate) WORKLOAD_WARNINGS:
}

catalog! {
    /// The advice about workloads that keep pods running.
    pub(crate) WORKLOAD_ADVICE:
}
