//! The rules of service accounts, roles and their bindings.

pub(crate) mod account;
pub(crate) mod advice;
pub(crate) mod binding;
pub(crate) mod naming;
pub(crate) mod role;
