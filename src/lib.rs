//! Kubernetes pods written as typed Rust.

pub mod rules;
pub mod value;

pub use rules::Valid;
pub use value::{Name, ParseError, Subdomain};
