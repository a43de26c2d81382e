//! Containers: one type, generic over what the container is for.

pub(crate) mod escape;
mod exec;
mod handler;
mod hook;
mod probe;
mod pull_policy;
mod resize;
mod resources;
mod restart;
mod role;
mod termination;

pub use exec::ExecArgs;
pub use handler::{ByExec, ByGrpc, ByHttp, BySleep, ByTcp, IsHttp, ProbePort};
pub use hook::{Hook, IsHook};
pub use probe::{
    AnyUse, FitsReadiness, HasGracePeriod, IsProbe, MayHaveGracePeriod, MaySucceedTwice, Probe, SucceedsOnce,
    SucceedsTwice,
};
pub use pull_policy::PullPolicy;
pub use resize::{Resize, ResizePolicy};
pub use resources::{Bounds, PodResources, Resources};
pub use restart::{AlwaysRestarts, ExitCodes, Restart, RestartAction};
pub use role::{AnyRole, ChoosesRestart, InitRole, LongRunning, MainRole, Role, SidecarRole};
pub use termination::TerminationMessagePolicy;
