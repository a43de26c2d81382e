//! What a security context starts from, as a type.

/// A security context that allows every setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnyProfile {}

/// A security context that holds to the restricted profile of the Pod Security Standards.
///
/// Setters that contradict the profile do not compile on it.
///
/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restricted {}

/// The security contexts that may give privileges: all that do not come from `restricted()`.
#[diagnostic::on_unimplemented(
    message = "a restricted container gains no privileges",
    label = "this contradicts `SecurityContext::restricted()`",
    note = "start from `SecurityContext::new()` and set what the container needs"
)]
pub trait MayGainPrivileges: sealed::Sealed {}
impl MayGainPrivileges for AnyProfile {}

/// The security contexts that may add any capability: all that do not come from `restricted()`.
#[diagnostic::on_unimplemented(
    message = "a restricted container adds no capability but NET_BIND_SERVICE",
    label = "this contradicts `SecurityContext::restricted()`",
    note = "`.add_net_bind_service()` adds the one capability that the restricted profile allows",
    note = "for any other, start from `SecurityContext::new()` and set what the container needs"
)]
pub trait MayAddCapabilities: sealed::Sealed {}
impl MayAddCapabilities for AnyProfile {}

/// The security contexts that may allow root: all that do not come from `restricted()`.
#[diagnostic::on_unimplemented(
    message = "a restricted container does not run as root",
    label = "this contradicts `SecurityContext::restricted()`",
    note = "start from `SecurityContext::new()` and set what the container needs"
)]
pub trait MayRunAsRoot: sealed::Sealed {}
impl MayRunAsRoot for AnyProfile {}

/// The security contexts that choose how processes are confined: all that do not come from `restricted()`.
#[diagnostic::on_unimplemented(
    message = "a restricted pod is confined by the profiles of its container runtime, or by profiles of its node",
    label = "this could contradict `restricted()`",
    note = "a profile of the node is set with `.localhost_seccomp(..)` or `.localhost_app_armor(..)`",
    note = "for anything else, start from `new()` and set what the containers need"
)]
pub trait ChoosesConfinement: sealed::Sealed {}
impl ChoosesConfinement for AnyProfile {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::AnyProfile {}
    impl Sealed for super::Restricted {}
}
