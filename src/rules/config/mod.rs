//! The rules of config maps and secrets.

pub(crate) mod config_map;
pub(crate) mod json;
mod key_pair;
mod pem;
pub(crate) mod secret;
mod size;
