//! The rules of claims, and of StatefulSets, which make claims for their pods.

pub(crate) mod persistent;
pub(crate) mod stateful_set;
pub(crate) mod template;
