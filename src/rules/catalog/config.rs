//! The rules of config maps and secrets.

catalog! {
    /// The rules of config maps and secrets.
    pub(crate) CONFIG_RULES:
}

catalog! {
    /// The warnings about config maps and secrets.
    pub(crate) CONFIG_WARNINGS:
}

catalog! {
    /// The advice about config maps and secrets.
    pub(crate) CONFIG_ADVICE:
}
