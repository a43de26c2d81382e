//! The rules of autoscalers and disruption budgets.

pub(crate) mod annotated;
pub(crate) mod annotations;
pub(crate) mod autoscaler;
pub(crate) mod behavior;
pub(crate) mod budget;
mod decode;
pub(crate) mod metrics;
pub(crate) mod reference;
