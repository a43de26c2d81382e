//! Traits that only this crate implements.

/// What may stand for a port, a mount or a device, and what manifests are written of.
pub trait Sealed {}

impl Sealed for crate::value::Port {}
impl Sealed for &crate::value::Port {}
impl<V> Sealed for crate::volume::Mount<V> {}
impl Sealed for crate::volume::Device {}
