//! What a container is for, as a type.

/// What a container is for: to prepare the pod, to stand beside the main container, or to be it.
pub trait ContainerRole: sealed::Sealed + 'static {
    /// The value of `restartPolicy` that makes the role, where one does.
    #[doc(hidden)]
    const RESTART_POLICY: Option<&'static str> = None;
}

/// Runs to completion before the main container starts.
#[derive(Clone, Copy, Debug)]
pub enum InitRole {}

/// Starts before the main container and runs beside it: an init container that always restarts.
#[derive(Clone, Copy, Debug)]
pub enum SidecarRole {}

/// Does the work of the pod.
#[derive(Clone, Copy, Debug)]
pub enum MainRole {}

/// Any of the others: what is common to all containers of a pod.
#[derive(Clone, Copy, Debug)]
pub enum AnyRole {}

impl ContainerRole for InitRole {}

impl ContainerRole for SidecarRole {
    const RESTART_POLICY: Option<&'static str> = Some("Always");
}

impl ContainerRole for MainRole {}
impl ContainerRole for AnyRole {}

/// The roles that keep running, and so have probes and lifecycle hooks.
#[diagnostic::on_unimplemented(
    message = "an init container has no probes, no lifecycle hooks and no resize restarts: it runs to completion before the pod is ready",
    label = "only main containers and sidecars have this",
    note = "make it a `Sidecar` if it must keep running"
)]
pub trait LongRunning: ContainerRole {}
impl LongRunning for SidecarRole {}
impl LongRunning for MainRole {}

/// The roles for which a restart policy can be chosen.
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
