//! Security contexts of containers and pods, and what an operating system allows.

pub(crate) mod context;
pub(crate) mod windows;
