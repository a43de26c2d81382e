//! What leaves the process: YAML, JSON, sets of objects and files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod custom_resources;
mod diff;
mod diff_properties;
mod edit;
mod files;
mod flat_memory;
mod kubectl;
mod links;
mod sets;
mod verify;
mod yaml_corpus;
mod yaml_golden;
mod yaml_key_order;
mod yaml_properties;
