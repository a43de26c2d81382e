//! Rules of volumes.

pub(crate) mod claims;
pub(crate) mod disks;
pub(crate) mod files;
pub(crate) mod iscsi;
pub(crate) mod tokens;
pub(crate) mod validate;
