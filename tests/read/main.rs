//! What comes into the process: manifests, strictly and with positions.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod conformance_roundtrip;
mod documents;
mod read_properties;
mod reformat;
