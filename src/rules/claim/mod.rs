//! The rules of claims, and of a StatefulSet, which makes claims for its pods.

pub(crate) mod persistent;
pub(crate) mod stateful_set;
pub(crate) mod template;
