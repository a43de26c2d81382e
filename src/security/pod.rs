use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::context::context;
use super::{
    AnyProfile, AppArmor, ChoosesConfinement, FsGroupChangePolicy, Restricted, SeLinux, SeLinuxChangePolicy,
    Seccomp, SupplementalGroupsPolicy, Windows,
};
use crate::value::{AppArmorProfileName, GroupId, SubPath, SysctlName, UserId};

/// What the processes of all containers of a pod may do.
///
/// A container's own [`SecurityContext`](super::SecurityContext) takes precedence, field by field.
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
/// # Types
///
/// `P` is [`Restricted`] for a context from [`restricted`](PodSecurityContext::restricted), on which setters that contradict
/// the restricted profile do not compile, and [`AnyProfile`] for all others. Users do not write it.
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
#[derive(Debug, PartialEq)]
pub struct PodSecurityContext<P = AnyProfile> {
    context: v1::PodSecurityContext,
    profile: PhantomData<fn() -> P>,
}

/// # Creation
impl PodSecurityContext {
    /// Creates a security context in which nothing is set.
    #[must_use]
    pub fn new() -> Self {
        Self::of(v1::PodSecurityContext::default())
    }
}

/// # The restricted profile
impl PodSecurityContext<Restricted> {
    /// Creates what a pod can set for its containers to meet the restricted profile of the Pod Security Standards.
    ///
    /// No container runs as root, and the processes make only the system calls that the container runtime allows. The
    /// profile asks for more, which each container sets with
    /// [`SecurityContext::restricted`](super::SecurityContext::restricted).
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>
    #[must_use]
    pub fn restricted() -> Self {
        Self::of(v1::PodSecurityContext::default()).run_as_non_root().set_seccomp(Seccomp::RuntimeDefault)
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

/// # Users and groups
impl<P> PodSecurityContext<P> {
    /// Sets the user that runs the processes.
    ///
    /// User 0 beside [`run_as_non_root`](PodSecurityContext::run_as_non_root), set here or for a container, is a violation
    /// at `build()`: the container would never start.
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

    /// Refuses to start any container as root, unless the container allows it.
    #[must_use]
    pub fn run_as_non_root(mut self) -> Self {
        self.context.run_as_non_root = Some(true);
        self
    }

    /// Sets the group that owns the volumes and that every process has.
    #[must_use]
    pub fn fs_group(mut self, group: GroupId) -> Self {
        self.context.fs_group = Some(group.as_i64());
        self
    }

    /// Sets when the files of a volume are given to the [`fs_group`](PodSecurityContext::fs_group). Defaults to `Always`.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods>
    #[must_use]
    pub fn fs_group_change_policy(mut self, policy: FsGroupChangePolicy) -> Self {
        self.context.fs_group_change_policy = Some(policy.into());
        self
    }

    /// Adds a group that every process has beside its first.
    #[doc(alias = "supplementalGroups")]
    #[must_use]
    pub fn supplemental_group(self, group: GroupId) -> Self {
        self.supplemental_groups([group])
    }

    /// Adds groups that every process has beside its first.
    #[must_use]
    pub fn supplemental_groups(mut self, groups: impl IntoIterator<Item = GroupId>) -> Self {
        let mut groups = groups.into_iter().map(GroupId::as_i64).peekable();
        if groups.peek().is_some() {
            self.context.supplemental_groups.get_or_insert_default().extend(groups);
        }
        self
    }

    /// Sets whether the groups that the image gives its user count as well. Defaults to `Merge`.
    #[must_use]
    pub fn supplemental_groups_policy(mut self, policy: SupplementalGroupsPolicy) -> Self {
        self.context.supplemental_groups_policy = Some(policy.into());
        self
    }
}

/// # Kernel and confinement
impl<P> PodSecurityContext<P> {
    /// Adds a kernel parameter of the pod. A later value of one parameter replaces the earlier.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/>
    #[doc(alias = "sysctls")]
    #[must_use]
    pub fn sysctl(mut self, name: SysctlName, value: impl Into<String>) -> Self {
        let sysctls = self.context.sysctls.get_or_insert_default();
        sysctls.retain(|other| other.name != name.as_str());
        sysctls.push(v1::Sysctl { name: name.into(), value: value.into() });
        self
    }

    /// Adds kernel parameters of the pod. A later value of one parameter replaces the earlier.
    #[must_use]
    pub fn sysctls<V: Into<String>>(self, sysctls: impl IntoIterator<Item = (SysctlName, V)>) -> Self {
        sysctls.into_iter().fold(self, |context, (name, value)| context.sysctl(name, value))
    }

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

    /// Sets the `SELinux` label of the processes and of the volumes.
    ///
    /// The restricted profile allows any level, no user and no role, and the types that its page lists.
    #[doc(alias = "seLinuxOptions")]
    #[must_use]
    pub fn se_linux(mut self, label: SeLinux) -> Self {
        self.context.se_linux_options = Some(label.into());
        self
    }

    /// Sets how the files of a volume get the [`se_linux`](PodSecurityContext::se_linux) label.
    #[must_use]
    pub fn se_linux_change_policy(mut self, policy: SeLinuxChangePolicy) -> Self {
        self.context.se_linux_change_policy = Some(policy.into());
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
    /// use podwright::security::PodSecurityContext;
    ///
    /// let security: v1::PodSecurityContext = PodSecurityContext::new().raw(|s| s.run_as_user = Some(7)).into();
    /// assert_eq!(security.run_as_user, Some(7));
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::PodSecurityContext)) -> Self {
        change(&mut self.context);
        self
    }
}

context!(PodSecurityContext);

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{PodSecurityContext, v1};
    use crate::security::{
        AppArmor, FsGroupChangePolicy, SeLinux, SeLinuxChangePolicy, Seccomp, SupplementalGroupsPolicy,
        Windows,
    };
    use crate::value::{AppArmorProfileName, GroupId, UserId};
    use crate::{sub_path, sysctl};

    fn written<P>(security: PodSecurityContext<P>) -> Value {
        serde_json::to_value(v1::PodSecurityContext::from(security)).unwrap()
    }

    #[test]
    fn what_is_unset_is_not_written() {
        assert_eq!(written(PodSecurityContext::new().supplemental_groups([])), json!({}));
    }

    #[test]
    fn every_setting() {
        let security = PodSecurityContext::new()
            .run_as_non_root()
            .run_as_user(UserId::literal(1000))
            .run_as_group(GroupId::literal(3000))
            .fs_group(GroupId::literal(2000))
            .fs_group_change_policy(FsGroupChangePolicy::OnRootMismatch)
            .supplemental_group(GroupId::literal(4000))
            .supplemental_groups([GroupId::literal(5000)])
            .supplemental_groups_policy(SupplementalGroupsPolicy::Strict)
            .sysctl(sysctl!("net.core.somaxconn"), "512")
            .sysctls([(sysctl!("kernel.shm_rmid_forced"), "0")])
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

    #[test]
    fn a_restricted_context_takes_profiles_of_the_node() {
        let restricted = json!({ "runAsNonRoot": true, "seccompProfile": { "type": "RuntimeDefault" } });
        assert_eq!(written(PodSecurityContext::restricted()), restricted);
        let relaxed: PodSecurityContext = PodSecurityContext::restricted().into();
        assert_eq!(written(relaxed), restricted);
        let security = PodSecurityContext::restricted()
            .localhost_seccomp(sub_path!("audit.json"))
            .localhost_app_armor(AppArmorProfileName::literal("web"))
            .raw(|context| context.fs_group = Some(7));
        assert_eq!(
            written(security),
            json!({
                "runAsNonRoot": true, "fsGroup": 7,
                "seccompProfile": { "type": "Localhost", "localhostProfile": "audit.json" },
                "appArmorProfile": { "type": "Localhost", "localhostProfile": "web" },
            }),
        );
    }
}
