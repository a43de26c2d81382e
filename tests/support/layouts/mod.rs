//! Manifests as people lay them out, and with the slips that they make.
//!
//! The seed determines each stream.

mod random;
mod scalar;
mod stream;
mod value;

pub use stream::stream;
