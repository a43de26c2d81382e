//! The rules of workloads that keep pods running.

pub(crate) mod deprecated;
pub(crate) mod int_or_percent;
pub(crate) mod metadata;
pub(crate) mod selector;
pub(crate) mod strategy;
pub(crate) mod template;
