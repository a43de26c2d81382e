//! Manifests as people lay them out, and with the slips that they make.
//!
//! The seed determines each stream.

#![allow(dead_code, reason = "each test uses a part")]

mod random;
mod scalar;
mod stream;
mod value;

pub(crate) use stream::stream;
