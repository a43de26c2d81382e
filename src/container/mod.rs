//! Containers: one type, generic over the role of the container.
//!
//! [`Container`] does the work of the pod, a [`Sidecar`] runs beside it, an [`InitContainer`] runs before it. All three
//! are a [`ContainerOf`], which takes only what its role may have.
//!
//! # Setters
//!
//! A singular name adds one to a list, a plural extends the list, and a field of one value is set. The last column says
//! what a second call does.
//!
//! | field of Kubernetes | setter | a second call |
//! | --- | --- | --- |
//! | `command` | [`command`](ContainerOf::command) | replaces |
//! | `args` | [`arg`](ContainerOf::arg), [`args`](ContainerOf::args) | adds |
//! | `workingDir` | [`working_dir`](ContainerOf::working_dir) | replaces |
//! | `image` | [`map_image`](ContainerOf::map_image) | changes it again |
//! | `imagePullPolicy` | [`pull_policy`](ContainerOf::pull_policy) | replaces |
//! | `env` | [`env`](ContainerOf::env) | adds |
//! | `env` | [`env_override`](ContainerOf::env_override) | replaces the variable of that name |
//! | `envFrom` | [`env_from`](ContainerOf::env_from) | adds |
//! | `ports` | [`port`](ContainerOf::port), [`ports`](ContainerOf::ports) | adds; the same port once |
//! | `volumeMounts` | [`mount`](ContainerOf::mount), [`mounts`](ContainerOf::mounts), [`share`](ContainerOf::share) | adds |
//! | `volumeDevices` | [`device`](ContainerOf::device), [`devices`](ContainerOf::devices) | adds |
//! | `resources` | [`resources`](ContainerOf::resources) | replaces |
//! | `resizePolicy` | [`resize_in_place`](ContainerOf::resize_in_place), [`restart_on_resize`](ContainerOf::restart_on_resize) | adds; of one resource, replaces |
//! | `securityContext` | [`security_context`](ContainerOf::security_context) | replaces |
//! | `restartPolicy`, `restartPolicyRules` | [`restart`](ContainerOf::restart) | replaces |
//! | `livenessProbe` | [`liveness`](ContainerOf::liveness) | replaces |
//! | `readinessProbe` | [`readiness`](ContainerOf::readiness) | replaces |
//! | `startupProbe` | [`startup`](ContainerOf::startup), [`ready_before_next`](ContainerOf::ready_before_next) | replaces |
//! | `lifecycle.postStart` | [`post_start`](ContainerOf::post_start) | replaces |
//! | `lifecycle.preStop` | [`pre_stop`](ContainerOf::pre_stop) | replaces |
//! | `terminationMessagePath` | [`termination_message_path`](ContainerOf::termination_message_path) | replaces |
//! | `terminationMessagePolicy` | [`termination_message_policy`](ContainerOf::termination_message_policy) | replaces |
//! | `stdin`, `stdinOnce`, `tty` | [`stdin`](ContainerOf::stdin), [`stdin_once`](ContainerOf::stdin_once), [`tty`](ContainerOf::tty) | changes nothing |
//! | any other | [`raw`](ContainerOf::raw) | as you write it |
//!
//! [`when`](ContainerOf::when) and [`with_some`](ContainerOf::with_some) call setters on a condition.

mod boxed;
mod command;
mod container_of;
mod handler;
mod hook;
mod kind;
mod parts;
mod port;
mod probe;
mod resources;
mod restart;
mod role;

pub use crate::value::words::{
    PullPolicy, ResizePolicy, ResizeResource, RestartAction, TerminationMessagePolicy,
};
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
pub use resources::{IntoBounds, PodOverhead, PodResources, Resources};
pub use restart::{AlwaysRestarts, ExitCodes, Restart};
pub use role::{
    AnyRole, ChoosesRestart, ContainerRole, HoldsBackNext, InitRole, LongRunning, MainRole, SidecarRole,
};

pub(crate) use boxed::Boxed;
pub(crate) use kind::sealed;
pub(crate) use parts::Parts;
