//! Kubernetes pods written as typed Rust.

pub mod manifest;
pub mod rules;
pub mod value;

pub use manifest::{to_json, to_yaml, write_json, write_yaml};
pub use rules::Valid;
pub use value::{Name, ParseError, Subdomain};
