//! Warnings of the API server about what it accepts.

pub(crate) mod fraction;
pub(crate) mod pod;
pub(crate) mod ports;
pub(crate) mod volumes;
