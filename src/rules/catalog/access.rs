//! The rules of service accounts, roles and their bindings.

catalog! {
    /// The rules of service accounts, roles and their bindings.
    pub(crate) ACCESS_RULES:
}

catalog! {
    /// The warnings about service accounts, roles and their bindings.
    pub(crate) ACCESS_WARNINGS:
}

catalog! {
    /// The advice about service accounts, roles and their bindings.
    pub(crate) ACCESS_ADVICE:
}
