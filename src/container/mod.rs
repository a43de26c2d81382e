//! Containers: one type, generic over what the container is for.

mod boxed;
mod command;
mod container_of;
pub(crate) mod escape;
mod handler;
mod hook;
mod kind;
mod parts;
mod port;
mod probe;
mod reference;
mod resize;
mod resources;
mod restart;
mod role;
mod termination;

pub use crate::value::pull_policy::PullPolicy;
pub use command::{IntoCommand, IntoExecCommand};
pub use container_of::{AnyContainer, Container, ContainerOf, InitContainer, Sidecar};
pub use handler::{ByExec, ByGrpc, ByHttp, BySleep, ByTcp, GrpcHandler, HttpHandler, IntoProbePort};
pub use hook::{Hook, IntoHook};
pub use kind::{IntoInitContainer, IntoMainContainer, IntoSidecar};
pub use port::IntoPort;
pub use probe::{
    AnyUse, HasGracePeriod, IntoProbe, MayHaveGracePeriod, MaySucceedTwice, Probe, Readiness, SucceedsOnce,
    SucceedsTwice,
};
pub use resize::{ResizePolicy, ResizeResource};
pub use resources::{IntoBounds, PodOverhead, PodResources, Resources};
pub use restart::{AlwaysRestarts, ExitCodes, Restart, RestartAction};
pub use role::{AnyRole, ChoosesRestart, ContainerRole, InitRole, LongRunning, MainRole, SidecarRole};
pub use termination::TerminationMessagePolicy;

pub(crate) use boxed::Boxed;
pub(crate) use kind::sealed;
pub(crate) use parts::Parts;
pub(crate) use reference::Unresolved;
