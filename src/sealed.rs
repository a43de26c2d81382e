//! Traits that only this crate implements.

/// What may stand for a port, a mount or a device, and what manifests are written of.
pub trait Sealed {}
