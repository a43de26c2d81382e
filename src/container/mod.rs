//! Containers: one type, generic over what the container is for.

pub(crate) mod escape;
mod role;

pub use role::{AnyRole, ChoosesRestart, InitRole, LongRunning, MainRole, Role, SidecarRole};
