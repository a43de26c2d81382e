//! What the API server demands of a pod, for pods from anywhere.

mod valid;
mod violation;

pub use valid::Valid;
pub use violation::{Violation, ViolationKind, Violations};
