use super::builder::PodBuilder;
use super::state::State;
use super::target::Target;
use crate::rules::pod_security::LevelVersion;

/// The security policy that it meets.
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Demands a level of the Pod Security Standards, which [`build`](PodBuilder::build) then holds.
    ///
    /// Each check that fails is a violation with an id of its own, such as `pod-security-host-ports`. A level without a
    /// version is evaluated by the latest policy that a cluster of the version built for knows. Of two levels the later
    /// holds. Nothing is written to the pod.
    ///
    /// ```
    /// use podwright::prelude::*;
    /// use podwright::rules::pod_security::Level;
    ///
    /// let pod = Pod::builder(name!("web"))
    ///     .pod_security(Level::Restricted)
    ///     .main(Container::new(name!("web"), image!("nginx:1.27")));
    /// let violations = pod.clone().build().unwrap_err();
    /// let first = violations.iter().next().unwrap();
    /// assert_eq!(first.rule(), "pod-security-privilege-escalation");
    /// assert_eq!(first.field(), "spec.containers[0].securityContext.allowPrivilegeEscalation");
    ///
    /// assert!(pod.each_container(|c| c.security_context(SecurityContext::restricted())).build().is_ok());
    /// ```
    ///
    /// [`Level::at`](crate::rules::pod_security::Level::at) pins the version, as the label `enforce-version` of a namespace
    /// does: `.pod_security(Level::Restricted.at(PolicyVersion::v1(33)))`.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/pod-security-admission/>
    #[must_use]
    pub fn pod_security(mut self, level: impl Into<LevelVersion>) -> Self {
        self.draft.pod_security = Some(level.into());
        self
    }
}
