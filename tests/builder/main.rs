//! What programs write: values, pods, and the builder that makes them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod app;
mod app_rejected;
mod auto_traits;
mod config;
mod connections;
mod contract;
mod diagrams;
mod examples;
mod kinds;
mod pod_builder;
mod pods;
mod programs;
mod quantities;
mod secrets;
mod stateful_set;
mod values;
mod wait;
