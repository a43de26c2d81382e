use k8s_openapi::api::core::v1;

use super::{AppArmor, ProcMount, SeLinux, Seccomp, Windows};
use crate::value::{Capability, GroupId, UserId};

/// What the processes of one container may do; what is not said is that of the pod, or of the image.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::security::SecurityContext;
/// use podwright::value::Capability;
///
/// let security: v1::SecurityContext = SecurityContext::restricted().add_capability(Capability::NET_BIND_SERVICE).into();
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
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SecurityContext(v1::SecurityContext);

impl SecurityContext {
    /// Nothing is said.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What the restricted profile of the Pod Security Standards asks of a container on Linux.
    ///
    /// Not root, no more privileges than at the start, no capabilities, the system calls of the container runtime. An
    /// image whose user is root or has a name needs [`run_as_user`](SecurityContext::run_as_user) as well.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>
    #[must_use]
    pub fn restricted() -> Self {
        Self::new()
            .run_as_non_root()
            .no_privilege_escalation()
            .drop_all_capabilities()
            .seccomp(Seccomp::RuntimeDefault)
    }

    /// The user that runs the processes.
    #[must_use]
    pub fn run_as_user(mut self, user: UserId) -> Self {
        self.0.run_as_user = Some(user.as_i64());
        self
    }

    /// The first group of the processes.
    #[must_use]
    pub fn run_as_group(mut self, group: GroupId) -> Self {
        self.0.run_as_group = Some(group.as_i64());
        self
    }

    /// The container does not start as root.
    #[must_use]
    pub fn run_as_non_root(mut self) -> Self {
        self.0.run_as_non_root = Some(true);
        self
    }

    /// The container may start as root, whatever the pod says.
    #[must_use]
    pub fn may_run_as_root(mut self) -> Self {
        self.0.run_as_non_root = Some(false);
        self
    }

    /// The files of the image cannot be written to.
    #[must_use]
    pub fn read_only_root_filesystem(mut self) -> Self {
        self.0.read_only_root_filesystem = Some(true);
        self
    }

    /// The processes may do nearly what root does on the node.
    ///
    /// It takes the place of [`no_privilege_escalation`](SecurityContext::no_privilege_escalation), with which it conflicts.
    #[must_use]
    pub fn privileged(mut self) -> Self {
        self.0.privileged = Some(true);
        if self.0.allow_privilege_escalation == Some(false) {
            self.0.allow_privilege_escalation = None;
        }
        self
    }

    /// The container is not privileged, said aloud for policies that want to read it.
    #[must_use]
    pub fn unprivileged(mut self) -> Self {
        self.0.privileged = Some(false);
        self
    }

    /// No process gets more privileges than the one that started it.
    ///
    /// It takes the place of [`privileged`](SecurityContext::privileged), with which it conflicts.
    #[must_use]
    pub fn no_privilege_escalation(mut self) -> Self {
        self.0.allow_privilege_escalation = Some(false);
        if self.0.privileged == Some(true) {
            self.0.privileged = None;
        }
        self
    }

    /// A process may get more privileges than the one that started it, as `sudo` does; the default.
    #[must_use]
    pub fn allow_privilege_escalation(mut self) -> Self {
        self.0.allow_privilege_escalation = Some(true);
        self
    }

    /// Adds a capability to those that the container runtime gives.
    #[must_use]
    pub fn add_capability(mut self, capability: Capability) -> Self {
        self.0.capabilities.get_or_insert_default().add.get_or_insert_default().push(capability.into());
        self
    }

    /// Takes a capability from those that the container runtime gives.
    #[must_use]
    pub fn drop_capability(mut self, capability: Capability) -> Self {
        self.0.capabilities.get_or_insert_default().drop.get_or_insert_default().push(capability.into());
        self
    }

    /// Takes every capability that the container runtime gives; those that are added stay.
    #[must_use]
    pub fn drop_all_capabilities(mut self) -> Self {
        self.0.capabilities.get_or_insert_default().drop = Some(vec![Capability::ALL.into()]);
        self
    }

    /// Which system calls the processes may make.
    #[must_use]
    pub fn seccomp(mut self, seccomp: Seccomp) -> Self {
        self.0.seccomp_profile = Some(seccomp.into());
        self
    }

    /// Which AppArmor profile confines the processes.
    #[must_use]
    pub fn app_armor(mut self, profile: AppArmor) -> Self {
        self.0.app_armor_profile = Some(profile.into());
        self
    }

    /// The SELinux label of the processes.
    #[must_use]
    pub fn se_linux(mut self, label: SeLinux) -> Self {
        self.0.se_linux_options = Some(label.into());
        self
    }

    /// What of `/proc` the processes see.
    #[must_use]
    pub fn proc_mount(mut self, kind: ProcMount) -> Self {
        self.0.proc_mount = Some(kind.into());
        self
    }

    /// What the processes run as on Windows.
    #[must_use]
    pub fn windows(mut self, options: Windows) -> Self {
        self.0.windows_options = Some(options.into());
        self
    }
}

impl From<SecurityContext> for v1::SecurityContext {
    fn from(security: SecurityContext) -> Self {
        security.0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{SecurityContext, v1};
    use crate::security::{AppArmor, ProcMount, SeLinux, Seccomp, Windows};
    use crate::value::{Capability, GroupId, UserId};

    fn written(security: SecurityContext) -> Value {
        serde_json::to_value(v1::SecurityContext::from(security)).unwrap()
    }

    #[test]
    fn nothing_said_is_nothing_written() {
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
            .drop_capability(Capability::KILL)
            .drop_capability(Capability::CHOWN)
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
                "capabilities": { "add": ["NET_ADMIN"], "drop": ["KILL", "CHOWN"] },
                "seccompProfile": { "type": "Unconfined" }, "appArmorProfile": { "type": "RuntimeDefault" },
                "seLinuxOptions": { "level": "s0" }, "procMount": "Unmasked",
                "windowsOptions": { "hostProcess": true },
            }),
        );
    }

    #[test]
    fn the_later_of_two_that_conflict_holds() {
        assert_eq!(
            written(SecurityContext::new().no_privilege_escalation().privileged()),
            json!({ "privileged": true })
        );
        assert_eq!(
            written(SecurityContext::new().privileged().no_privilege_escalation()),
            json!({ "allowPrivilegeEscalation": false })
        );
        assert_eq!(
            written(SecurityContext::new().drop_capability(Capability::KILL).drop_all_capabilities()),
            json!({ "capabilities": { "drop": ["ALL"] } })
        );
    }
}
