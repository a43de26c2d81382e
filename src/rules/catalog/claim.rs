//! The rules of claims.

catalog! {
    /// The rules of claims.
    pub(crate) CLAIM_RULES:
}

catalog! {
    /// The warnings about claims.
    pub(crate) CLAIM_WARNINGS:
}

catalog! {
    /// The advice about claims.
    pub(crate) CLAIM_ADVICE:
}
