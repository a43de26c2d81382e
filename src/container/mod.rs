//! Containers: one type, generic over what the container is for.

mod container_of;
pub(crate) mod escape;
mod hook;
mod kind;
mod port;
mod probe;
mod pull_policy;
mod reference;
mod resize;
mod resources;
mod restart;
mod role;
mod termination;

pub use container_of::{AnyContainer, Container, ContainerOf, InitContainer, Sidecar};
pub use kind::{IsInit, IsMain, IsSidecar};
pub use port::IsPort;
pub use role::{AnyRole, ChoosesRestart, InitRole, LongRunning, MainRole, Role, SidecarRole};

pub(crate) use container_of::Parts;
pub(crate) use kind::sealed;
pub(crate) use reference::Unresolved;
