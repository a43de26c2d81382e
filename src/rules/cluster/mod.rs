//! The rules of namespaces, priority classes, limit ranges and quotas.
