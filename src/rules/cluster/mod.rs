//! The rules of namespaces, priority classes, limit ranges and quotas.

pub(crate) mod limit_range;
pub(crate) mod limit_ratio;
pub(crate) mod namespace;
pub(crate) mod priority_class;
pub(crate) mod quota;
pub(crate) mod scope;
