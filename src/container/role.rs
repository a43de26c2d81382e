//! The roles of containers, as types.

/// The role of a container: an init container, a sidecar, or a main container.
pub trait ContainerRole: sealed::Sealed + 'static {
    /// The value of `restartPolicy` that makes the role, if one does.
    #[doc(hidden)]
    const RESTART_POLICY: Option<&'static str> = None;
}

/// The role of a container that runs to completion before the main container starts.
#[derive(Clone, Copy, Debug)]
pub enum InitRole {}

/// The role of a container that starts before the main container and runs beside it: an init container that always
/// restarts.
#[derive(Clone, Copy, Debug)]
pub enum SidecarRole {}

/// The role of a container that does the work of the pod.
#[derive(Clone, Copy, Debug)]
pub enum MainRole {}

/// Any role, with the setters that all roles have.
#[derive(Clone, Copy, Debug)]
pub enum AnyRole {}

impl ContainerRole for InitRole {}

impl ContainerRole for SidecarRole {
    const RESTART_POLICY: Option<&'static str> = Some("Always");
}

impl ContainerRole for MainRole {}
impl ContainerRole for AnyRole {}

/// The roles of containers that keep running, and so have probes and lifecycle hooks.
#[diagnostic::on_unimplemented(
    message = "an init container has no probes, no lifecycle hooks and no resize restarts: it runs to completion before the pod is ready",
    label = "only main containers and sidecars have this",
    note = "make it a `Sidecar` if it must keep running"
)]
pub trait LongRunning: ContainerRole {}
impl LongRunning for SidecarRole {}
impl LongRunning for MainRole {}

/// The roles whose startup probe holds back the containers that start next.
#[diagnostic::on_unimplemented(
    message = "only a sidecar holds back the containers that start next until it is ready",
    label = "call this on a `Sidecar`",
    note = "main containers start together: `.startup(..)` sets the startup probe of one",
    note = "an init container holds back the next one until it ends"
)]
pub trait HoldsBackNext: LongRunning {}
impl HoldsBackNext for SidecarRole {}

/// The roles whose restart policy you can choose.
#[diagnostic::on_unimplemented(
    message = "a sidecar always restarts: that is what makes it one",
    label = "only main containers and init containers choose their restart policy",
    note = "make it an `InitContainer` if it must end, or a `Container` if it does the pod's work"
)]
pub trait ChoosesRestart: ContainerRole {}
impl ChoosesRestart for InitRole {}
impl ChoosesRestart for MainRole {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::InitRole {}
    impl Sealed for super::SidecarRole {}
    impl Sealed for super::MainRole {}
    impl Sealed for super::AnyRole {}
}
