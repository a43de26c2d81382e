//! The kinds that have rules, and the order in which the rules of each are checked.
//!
//! A kind has rules by the trait [`Validate`](super::Validate).

#[cfg(feature = "app")]
mod app;
mod pod;
mod pod_template;
