//! Rules of containers.

pub(crate) mod env;
pub(crate) mod mounts;
pub(crate) mod ports;
pub(crate) mod probes;
pub(crate) mod resources;
pub(crate) mod restart;
pub(crate) mod validate;
