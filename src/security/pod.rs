use k8s_openapi::api::core::v1;

use super::{
    AppArmor, FsGroupChangePolicy, SeLinux, SeLinuxChangePolicy, Seccomp, SupplementalGroupsPolicy, Windows,
};
use crate::value::{GroupId, SysctlName, UserId};

/// What the processes of all containers of a pod may do, unless a container says otherwise.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::security::{PodSecurityContext, Seccomp};
/// use podwright::gid;
///
/// let security: v1::PodSecurityContext =
///     PodSecurityContext::new().run_as_non_root().fs_group(gid!(1000)).seccomp(Seccomp::RuntimeDefault).into();
/// assert_eq!(
///     serde_json::to_value(security)?,
///     serde_json::json!({
///         "fsGroup": 1000,
///         "runAsNonRoot": true,
///         "seccompProfile": { "type": "RuntimeDefault" },
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodSecurityContext(v1::PodSecurityContext);

impl PodSecurityContext {
    /// Nothing is said.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What the restricted profile of the Pod Security Standards asks for that a pod can say for its containers.
    ///
    /// Not root, and the system calls of the container runtime; the rest each container says for itself, with
    /// [`SecurityContext::restricted`](super::SecurityContext::restricted).
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>
    #[must_use]
    pub fn restricted() -> Self {
        Self::new().run_as_non_root().seccomp(Seccomp::RuntimeDefault)
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

    /// No container starts as root.
    #[must_use]
    pub fn run_as_non_root(mut self) -> Self {
        self.0.run_as_non_root = Some(true);
        self
    }

    /// The group that volumes are given to and that every process has.
    #[must_use]
    pub fn fs_group(mut self, group: GroupId) -> Self {
        self.0.fs_group = Some(group.as_i64());
        self
    }

    /// When the files of a volume are given to that group.
    #[must_use]
    pub fn fs_group_change_policy(mut self, policy: FsGroupChangePolicy) -> Self {
        self.0.fs_group_change_policy = Some(policy.into());
        self
    }

    /// Adds groups that every process has beside its first.
    #[must_use]
    pub fn supplemental_groups(mut self, groups: impl IntoIterator<Item = GroupId>) -> Self {
        let mut groups = groups.into_iter().map(GroupId::as_i64).peekable();
        if groups.peek().is_some() {
            self.0.supplemental_groups.get_or_insert_default().extend(groups);
        }
        self
    }

    /// Whether the groups that the image gives its user count as well.
    #[must_use]
    pub fn supplemental_groups_policy(mut self, policy: SupplementalGroupsPolicy) -> Self {
        self.0.supplemental_groups_policy = Some(policy.into());
        self
    }

    /// Sets a parameter of the kernel for the pod; of two settings of one parameter the later holds.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/>
    #[must_use]
    pub fn sysctl(mut self, name: SysctlName, value: impl Into<String>) -> Self {
        let sysctls = self.0.sysctls.get_or_insert_default();
        sysctls.retain(|other| other.name != name.as_str());
        sysctls.push(v1::Sysctl { name: name.into(), value: value.into() });
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

    /// The SELinux label of the processes and of the volumes.
    #[must_use]
    pub fn se_linux(mut self, label: SeLinux) -> Self {
        self.0.se_linux_options = Some(label.into());
        self
    }

    /// How the files of a volume get that label.
    #[must_use]
    pub fn se_linux_change_policy(mut self, policy: SeLinuxChangePolicy) -> Self {
        self.0.se_linux_change_policy = Some(policy.into());
        self
    }

    /// What the processes run as on Windows.
    #[must_use]
    pub fn windows(mut self, options: Windows) -> Self {
        self.0.windows_options = Some(options.into());
        self
    }
}

impl From<PodSecurityContext> for v1::PodSecurityContext {
    fn from(security: PodSecurityContext) -> Self {
        security.0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{PodSecurityContext, v1};
    use crate::security::{
        AppArmor, FsGroupChangePolicy, SeLinux, SeLinuxChangePolicy, Seccomp, SupplementalGroupsPolicy,
        Windows,
    };
    use crate::value::{GroupId, UserId};
    use crate::{sub_path, sysctl};

    fn written(security: PodSecurityContext) -> Value {
        serde_json::to_value(v1::PodSecurityContext::from(security)).unwrap()
    }

    #[test]
    fn nothing_said_is_nothing_written() {
        assert_eq!(written(PodSecurityContext::new().supplemental_groups([])), json!({}));
    }

    #[test]
    fn every_setting() {
        let security = PodSecurityContext::restricted()
            .run_as_user(UserId::literal(1000))
            .run_as_group(GroupId::literal(3000))
            .fs_group(GroupId::literal(2000))
            .fs_group_change_policy(FsGroupChangePolicy::OnRootMismatch)
            .supplemental_groups([GroupId::literal(4000), GroupId::literal(5000)])
            .supplemental_groups_policy(SupplementalGroupsPolicy::Strict)
            .sysctl(sysctl!("net.core.somaxconn"), "512")
            .sysctl(sysctl!("kernel.shm_rmid_forced"), "0")
            .sysctl(sysctl!("net.core.somaxconn"), "1024")
            .seccomp(Seccomp::Localhost(sub_path!("audit.json")))
            .app_armor(AppArmor::Unconfined)
            .se_linux(SeLinux::new().kind("t"))
            .se_linux_change_policy(SeLinuxChangePolicy::Recursive)
            .windows(Windows::new());
        assert_eq!(
            written(security),
            json!({
                "runAsNonRoot": true, "runAsUser": 1000, "runAsGroup": 3000, "fsGroup": 2000,
                "fsGroupChangePolicy": "OnRootMismatch", "supplementalGroups": [4000, 5000],
                "supplementalGroupsPolicy": "Strict",
                "sysctls": [
                    { "name": "kernel.shm_rmid_forced", "value": "0" },
                    { "name": "net.core.somaxconn", "value": "1024" },
                ],
                "seccompProfile": { "type": "Localhost", "localhostProfile": "audit.json" },
                "appArmorProfile": { "type": "Unconfined" }, "seLinuxOptions": { "type": "t" },
                "seLinuxChangePolicy": "Recursive", "windowsOptions": {},
            }),
        );
    }
}
