use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::context::context;
use super::{
    AnyProfile, AppArmor, ChoosesConfinement, MayAddCapabilities, MayGainPrivileges, MayRunAsRoot, ProcMount,
    Restricted, SeLinux, Seccomp, Windows,
};
use crate::value::{AppArmorProfileName, Capability, GroupId, SubPath, UserId};

/// What the processes of one container may do.
///
/// Fields that are unset come from the pod's [`PodSecurityContext`](super::PodSecurityContext), or from the image.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::security::SecurityContext;
///
/// let security: v1::SecurityContext = SecurityContext::restricted().add_net_bind_service().into();
/// assert_eq!(
///     serde_json::to_value(security)?,
///     serde_json::json!({
///         "allowPrivilegeEscalation": false,
///         "capabilities": { "add": ["NET_BIND_SERVICE"], "drop": ["ALL"] },
///         "runAsNonRoot": true,
///         "seccompProfile": { "type": "RuntimeDefault" },
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Types
///
/// `P` is [`Restricted`] for a context from [`restricted`](SecurityContext::restricted), on which setters that contradict the
/// restricted profile do not compile, and [`AnyProfile`] for all others. Users do not write it.
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
#[derive(Debug, PartialEq)]
pub struct SecurityContext<P = AnyProfile> {
    context: v1::SecurityContext,
    profile: PhantomData<fn() -> P>,
}

/// # Creation
impl SecurityContext {
    /// Creates a security context in which nothing is set.
    #[must_use]
    pub fn new() -> Self {
        Self::of(v1::SecurityContext::default())
    }
}

/// # The restricted profile
impl SecurityContext<Restricted> {
    /// Creates what the restricted profile of the Pod Security Standards asks of a container on Linux.
    ///
    /// The container does not run as root, gains no privileges, has no capabilities, and makes only the system calls that
    /// the container runtime allows. Setters that contradict the profile do not compile on it. User 0 is a violation at
    /// `build()`. An image whose user is root or has a name needs [`run_as_user`](SecurityContext::run_as_user) as well.
    ///
    /// ```compile_fail,E0277
    /// use podwright::security::SecurityContext;
    ///
    /// let security = SecurityContext::restricted().privileged();
    /// ```
    ///
    /// Two branches of one program have one type after [`into`](Into::into):
    ///
    /// ```
    /// use podwright::security::SecurityContext;
    ///
    /// fn security_of(is_trusted: bool) -> SecurityContext {
    ///     if is_trusted { SecurityContext::new().privileged() } else { SecurityContext::restricted().into() }
    /// }
    /// assert_ne!(security_of(false), security_of(true));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>
    #[must_use]
    pub fn restricted() -> Self {
        Self::of(v1::SecurityContext::default())
            .run_as_non_root()
            .no_privilege_escalation()
            .drop_all_capabilities()
            .set_seccomp(Seccomp::RuntimeDefault)
    }

    /// Adds `NET_BIND_SERVICE`, with which a process binds ports below 1024.
    ///
    /// The restricted profile allows no other capability.
    #[doc(alias = "capabilities")]
    #[must_use]
    pub fn add_net_bind_service(self) -> Self {
        self.add(Capability::NET_BIND_SERVICE)
    }

    /// Sets the seccomp profile of the node that the processes are confined by.
    ///
    /// Defaults to the profile of the container runtime. The path is relative to the kubelet's folder of profiles.
    ///
    /// Source: <https://kubernetes.io/docs/tutorials/security/seccomp/>
    #[doc(alias = "seccompProfile")]
    #[must_use]
    pub fn localhost_seccomp(self, profile: SubPath) -> Self {
        self.set_seccomp(Seccomp::Localhost(profile))
    }

    /// Sets the `AppArmor` profile of the node that the processes are confined by.
    ///
    /// Defaults to the profile of the container runtime.
    ///
    /// Source: <https://kubernetes.io/docs/tutorials/security/apparmor/>
    #[doc(alias = "appArmorProfile")]
    #[must_use]
    pub fn localhost_app_armor(self, profile: AppArmorProfileName) -> Self {
        self.set_app_armor(AppArmor::Localhost(profile))
    }
}

impl<P> SecurityContext<P> {
    fn add(mut self, capability: Capability) -> Self {
        self.context.capabilities.get_or_insert_default().add.get_or_insert_default().push(capability.into());
        self
    }
}

/// # Users and files
impl<P> SecurityContext<P> {
    /// Sets the user that runs the processes.
    ///
    /// User 0 beside [`run_as_non_root`](SecurityContext::run_as_non_root), set here or for the pod, is a violation at
    /// `build()`: the container would never start.
    #[must_use]
    pub fn run_as_user(mut self, user: UserId) -> Self {
        self.context.run_as_user = Some(user.as_i64());
        self
    }

    /// Sets the first group of the processes.
    #[must_use]
    pub fn run_as_group(mut self, group: GroupId) -> Self {
        self.context.run_as_group = Some(group.as_i64());
        self
    }

    /// Refuses to start the container as root.
    #[must_use]
    pub fn run_as_non_root(mut self) -> Self {
        self.context.run_as_non_root = Some(true);
        self
    }

    /// Allows the container to start as root, also where the pod does not.
    #[doc(alias = "runAsNonRoot")]
    #[must_use]
    pub fn may_run_as_root(mut self) -> Self
    where
        P: MayRunAsRoot,
    {
        self.context.run_as_non_root = Some(false);
        self
    }

    /// Makes the files of the image read-only.
    #[must_use]
    pub fn read_only_root_filesystem(mut self) -> Self {
        self.context.read_only_root_filesystem = Some(true);
        self
    }
}

/// # Privileges and capabilities
impl<P> SecurityContext<P> {
    /// Allows the processes nearly everything that root may do on the node.
    ///
    /// Beside [`no_privilege_escalation`](SecurityContext::no_privilege_escalation) it is a violation at `build()`.
    #[must_use]
    pub fn privileged(mut self) -> Self
    where
        P: MayGainPrivileges,
    {
        self.context.privileged = Some(true);
        self
    }

    /// Sets `privileged: false`, for policies that want to read the default.
    #[doc(alias = "privileged")]
    #[must_use]
    pub fn unprivileged(mut self) -> Self {
        self.context.privileged = Some(false);
        self
    }

    /// Refuses a process more privileges than the one that started it.
    ///
    /// Beside [`privileged`](SecurityContext::privileged) it is a violation at `build()`.
    #[doc(alias = "allowPrivilegeEscalation")]
    #[must_use]
    pub fn no_privilege_escalation(mut self) -> Self {
        self.context.allow_privilege_escalation = Some(false);
        self
    }

    /// Allows a process more privileges than the one that started it, as `sudo` needs. This is the default.
    #[must_use]
    pub fn allow_privilege_escalation(mut self) -> Self
    where
        P: MayGainPrivileges,
    {
        self.context.allow_privilege_escalation = Some(true);
        self
    }

    /// Adds a capability to those that the container runtime gives.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container>
    #[doc(alias = "capabilities")]
    #[must_use]
    pub fn add_capability(self, capability: Capability) -> Self
    where
        P: MayAddCapabilities,
    {
        self.add(capability)
    }

    /// Adds capabilities to those that the container runtime gives.
    #[doc(alias = "capabilities")]
    #[must_use]
    pub fn add_capabilities(self, capabilities: impl IntoIterator<Item = Capability>) -> Self
    where
        P: MayAddCapabilities,
    {
        capabilities.into_iter().fold(self, Self::add)
    }

    /// Drops a capability from those that the container runtime gives.
    #[doc(alias = "capabilities")]
    #[must_use]
    pub fn drop_capability(mut self, capability: Capability) -> Self {
        self.context
            .capabilities
            .get_or_insert_default()
            .drop
            .get_or_insert_default()
            .push(capability.into());
        self
    }

    /// Drops capabilities from those that the container runtime gives.
    #[doc(alias = "capabilities")]
    #[must_use]
    pub fn drop_capabilities(self, capabilities: impl IntoIterator<Item = Capability>) -> Self {
        capabilities.into_iter().fold(self, Self::drop_capability)
    }

    /// Drops every capability that the container runtime gives. Capabilities that are added stay.
    #[doc(alias = "capabilities")]
    #[must_use]
    pub fn drop_all_capabilities(mut self) -> Self {
        self.context.capabilities.get_or_insert_default().drop = Some(vec![Capability::ALL.into()]);
        self
    }
}

/// # Confinement
impl<P> SecurityContext<P> {
    /// Sets which system calls the processes may make.
    ///
    /// Source: <https://kubernetes.io/docs/tutorials/security/seccomp/>
    #[doc(alias = "seccompProfile")]
    #[must_use]
    pub fn seccomp(self, seccomp: Seccomp) -> Self
    where
        P: ChoosesConfinement,
    {
        self.set_seccomp(seccomp)
    }

    /// Sets which `AppArmor` profile confines the processes.
    ///
    /// Source: <https://kubernetes.io/docs/tutorials/security/apparmor/>
    #[doc(alias = "appArmorProfile")]
    #[must_use]
    pub fn app_armor(self, profile: AppArmor) -> Self
    where
        P: ChoosesConfinement,
    {
        self.set_app_armor(profile)
    }

    /// Sets the `SELinux` label of the processes.
    ///
    /// The restricted profile allows any level, no user and no role, and the types that its page lists.
    #[doc(alias = "seLinuxOptions")]
    #[must_use]
    pub fn se_linux(mut self, label: SeLinux) -> Self {
        self.context.se_linux_options = Some(label.into());
        self
    }

    /// Sets how much of `/proc` the processes see.
    #[must_use]
    pub fn proc_mount(mut self, kind: ProcMount) -> Self
    where
        P: ChoosesConfinement,
    {
        self.context.proc_mount = Some(kind.into());
        self
    }

    /// Sets what the processes run as on Windows.
    #[doc(alias = "windowsOptions")]
    #[must_use]
    pub fn windows(mut self, options: Windows) -> Self
    where
        P: ChoosesConfinement,
    {
        self.context.windows_options = Some(options.into());
        self
    }

    /// Changes the security context by hand. `build()` validates the result like any other.
    ///
    /// ```
    /// use k8s_openapi::api::core::v1;
    /// use podwright::security::SecurityContext;
    ///
    /// let security: v1::SecurityContext = SecurityContext::new().raw(|s| s.privileged = Some(false)).into();
    /// assert_eq!(security.privileged, Some(false));
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::SecurityContext)) -> Self {
        change(&mut self.context);
        self
    }
}

context!(SecurityContext);

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{SecurityContext, v1};
    use crate::security::{AppArmor, ProcMount, SeLinux, Seccomp, Windows};
    use crate::sub_path;
    use crate::value::{AppArmorProfileName, Capability, GroupId, UserId};

    fn written<P>(security: SecurityContext<P>) -> Value {
        serde_json::to_value(v1::SecurityContext::from(security)).unwrap()
    }

    #[test]
    fn what_is_unset_is_not_written() {
        assert_eq!(written(SecurityContext::new()), json!({}));
    }

    #[test]
    fn every_setting() {
        let security = SecurityContext::new()
            .run_as_user(UserId::literal(1000))
            .run_as_group(GroupId::literal(3000))
            .may_run_as_root()
            .read_only_root_filesystem()
            .unprivileged()
            .allow_privilege_escalation()
            .add_capability(Capability::NET_ADMIN)
            .add_capabilities([Capability::SYS_TIME])
            .drop_capability(Capability::KILL)
            .drop_capabilities([Capability::CHOWN])
            .seccomp(Seccomp::Unconfined)
            .app_armor(AppArmor::RuntimeDefault)
            .se_linux(SeLinux::new().level("s0"))
            .proc_mount(ProcMount::Unmasked)
            .windows(Windows::new().host_process());
        assert_eq!(
            written(security),
            json!({
                "runAsUser": 1000, "runAsGroup": 3000, "runAsNonRoot": false, "readOnlyRootFilesystem": true,
                "privileged": false, "allowPrivilegeEscalation": true,
                "capabilities": { "add": ["NET_ADMIN", "SYS_TIME"], "drop": ["KILL", "CHOWN"] },
                "seccompProfile": { "type": "Unconfined" }, "appArmorProfile": { "type": "RuntimeDefault" },
                "seLinuxOptions": { "level": "s0" }, "procMount": "Unmasked",
                "windowsOptions": { "hostProcess": true },
            }),
        );
    }

    #[test]
    fn no_call_undoes_another_field() {
        let both = json!({ "privileged": true, "allowPrivilegeEscalation": false });
        assert_eq!(written(SecurityContext::new().no_privilege_escalation().privileged()), both);
        assert_eq!(written(SecurityContext::new().privileged().no_privilege_escalation()), both);
    }

    #[test]
    fn all_capabilities_include_those_dropped_before() {
        assert_eq!(
            written(SecurityContext::new().drop_capability(Capability::KILL).drop_all_capabilities()),
            json!({ "capabilities": { "drop": ["ALL"] } })
        );
    }

    #[test]
    fn a_restricted_context_takes_profiles_of_the_node() {
        let security = SecurityContext::restricted()
            .localhost_seccomp(sub_path!("audit.json"))
            .localhost_app_armor(AppArmorProfileName::literal("web"))
            .se_linux(SeLinux::new().level("s0"));
        let written = written(security);
        assert_eq!(
            written["seccompProfile"],
            json!({ "type": "Localhost", "localhostProfile": "audit.json" })
        );
        assert_eq!(written["appArmorProfile"], json!({ "type": "Localhost", "localhostProfile": "web" }));
        assert_eq!(written["seLinuxOptions"], json!({ "level": "s0" }));
    }

    #[test]
    fn a_context_changed_by_hand_keeps_the_rest() {
        let security = SecurityContext::restricted().raw(|context| context.privileged = Some(true));
        let written = written(security);
        assert_eq!((&written["privileged"], &written["runAsNonRoot"]), (&json!(true), &json!(true)));
    }
}
