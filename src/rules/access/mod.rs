//! The rules of service accounts, roles and their bindings.
