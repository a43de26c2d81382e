//! The rules of autoscalers and disruption budgets.

catalog! {
    /// The rules of autoscalers and disruption budgets.
    pub(crate) SCALING_RULES:
}

catalog! {
    /// The warnings about autoscalers and disruption budgets.
    pub(crate) SCALING_WARNINGS:
}

catalog! {
    /// The advice about autoscalers and disruption budgets.
    pub(crate) SCALING_ADVICE:
}
