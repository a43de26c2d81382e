use std::fmt;

use super::found::Answer;
use super::level::{Level, PolicyVersion};
use super::{baseline, restricted};
use crate::rules::catalog::{Id, pod as catalog};
use crate::rules::engine::subject::Subject;

/// A check of the Pod Security Standards.
///
/// ```
/// use podwright::rules::pod_security::{CHECKS, Level, PolicyVersion};
///
/// let check = CHECKS.iter().find(|check| check.id() == "hostProbesAndHostLifecycle").unwrap();
/// assert_eq!(check.rule(), "pod-security-host-probes");
/// assert_eq!(check.since(), PolicyVersion::v1(34));
/// assert!(check.applies(Level::Restricted, PolicyVersion::LATEST));
/// assert!(!check.applies(Level::Restricted, PolicyVersion::v1(33)));
/// ```
pub struct Check {
    id: &'static str,
    level: Level,
    rule: Id,
    fix: &'static str,
    /// The check of the level baseline whose place it takes.
    overrides: Option<&'static str>,
    /// The oldest first, at least one.
    revisions: &'static [Revision],
}

/// A check from a version of the policy on, until the next revision of the same check.
pub struct Revision {
    since: u32,
    summary: &'static str,
    answer: fn(&Subject<'_>) -> Answer,
}

impl Check {
    /// Returns the id, as the code of the policy has it: `hostNamespaces`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Returns the least strict level that has the check.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.level
    }

    /// Returns the id of the violation that `build()` reports: `pod-security-host-namespaces`.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        self.rule.id()
    }

    /// Returns what the check demands: one sentence.
    #[must_use]
    pub const fn demands(&self) -> &'static str {
        self.rule.demands()
    }

    /// Returns what to write with this crate so that the check allows the pod.
    #[must_use]
    pub const fn fix(&self) -> &'static str {
        self.fix
    }

    /// Returns the version of the policy in which the check came.
    #[must_use]
    pub fn since(&self) -> PolicyVersion {
        self.revisions.first().map_or(PolicyVersion::LATEST, Revision::since)
    }

    /// Returns the revisions of the check, the oldest first.
    #[must_use]
    pub const fn revisions(&self) -> &'static [Revision] {
        self.revisions
    }

    /// Returns the id of the check of the level baseline that the level restricted leaves out where it has this one.
    #[must_use]
    pub const fn overrides(&self) -> Option<&'static str> {
        self.overrides
    }

    /// Tells whether the check is part of a level in a version of the policy.
    #[must_use]
    pub fn applies(&self, level: Level, version: PolicyVersion) -> bool {
        if self.revision(version).is_none() || self.level > level {
            return false;
        }
        let is_overridden =
            |other: &Check| other.overrides == Some(self.id) && other.revision(version).is_some();
        level != Level::Restricted || !CHECKS.iter().any(is_overridden)
    }

    fn revision(&self, version: PolicyVersion) -> Option<&'static Revision> {
        self.revisions.iter().rev().find(|revision| version.includes(revision.since))
    }

    pub(super) fn id_of_rule(&self) -> Id {
        self.rule
    }

    pub(super) fn answer(&self, subject: &Subject<'_>, version: PolicyVersion) -> Answer {
        (self.revision(version)?.answer)(subject)
    }
}

impl Revision {
    /// Returns the version of the policy in which the revision came.
    #[must_use]
    pub const fn since(&self) -> PolicyVersion {
        PolicyVersion::v1(self.since)
    }

    /// Returns what the revision demands, or how it differs from the one before it.
    #[must_use]
    pub const fn summary(&self) -> &'static str {
        self.summary
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl fmt::Debug for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.since(), self.summary)
    }
}

impl PartialEq for Check {
    /// Checks are equal if they have the same id.
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Check {}

const fn since(minor: u32, answer: fn(&Subject<'_>) -> Answer, summary: &'static str) -> Revision {
    Revision { since: minor, summary, answer }
}

macro_rules! checks {
    ($(
        $level:ident $id:literal $rule:ident $(instead of $overrides:literal)?,
        fix $fix:literal,
        $($minor:literal $answer:expr, $summary:literal;)+
    )+) => {
        &[$(Check {
            id: $id,
            level: Level::$level,
            rule: catalog::$rule,
            fix: $fix,
            overrides: checks!(@option $($overrides)?),
            revisions: const { &[$(since($minor, $answer, $summary)),+] },
        }),+]
    };
    (@option) => { None };
    (@option $overrides:literal) => { Some($overrides) };
}

/// Every check, in the order in which the admission plugin names them: those of the level baseline by their id, then
/// those of the level restricted.
///
/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/>, and the package
/// [`policy`](https://pkg.go.dev/k8s.io/pod-security-admission/policy).
pub static CHECKS: &[Check] = checks! {
    Baseline "appArmorProfile" POD_SECURITY_APP_ARMOR,
    fix "leave the AppArmor profile out, or set `AppArmor::RuntimeDefault` or `AppArmor::Localhost(..)`",
    0 baseline::app_armor, "AppArmor profiles, by annotation or field, are RuntimeDefault or Localhost.";

    Baseline "capabilities_baseline" POD_SECURITY_CAPABILITIES_BASELINE,
    fix "add only capabilities that a container runtime gives anyway, such as `.add_capability(Capability::CHOWN)`",
    0 baseline::capabilities, "Added capabilities are AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID or SYS_CHROOT.";

    Baseline "hostNamespaces" POD_SECURITY_HOST_NAMESPACES,
    fix "leave out `.host_network()`, `.host_ipc()` and `.pid_namespace(PidNamespace::Host)`",
    0 baseline::host_namespaces, "hostNetwork, hostPID and hostIPC are not true.";

    Baseline "hostPathVolumes" POD_SECURITY_HOST_PATH_VOLUMES,
    fix "mount another source than `HostPathSource`: a `PersistentVolumeClaim`, or an `EmptyDir` for scratch space",
    0 baseline::host_path_volumes, "No volume is a hostPath.";

    Baseline "hostPorts" POD_SECURITY_HOST_PORTS,
    fix "leave out `.host_port(..)`, `.on_host()` and `.host_network()`: a Service reaches the port of the container",
    0 baseline::host_ports, "No port has a hostPort. The ports of a pod on the host network have one.";

    Baseline "hostProbesAndHostLifecycle" POD_SECURITY_HOST_PROBES,
    fix "leave out `.host(..)`: the probe or hook then goes to the pod itself",
    34 baseline::hosts_of_handlers, "Probes and lifecycle hooks by HTTP or TCP have no host.";

    Baseline "privileged" POD_SECURITY_PRIVILEGED,
    fix "leave out `.privileged()`, or give the containers `.each_container(|c| c.security_context(SecurityContext::restricted()))`",
    0 baseline::privileged, "No container is privileged.";

    Baseline "procMount" POD_SECURITY_PROC_MOUNT,
    fix "leave out `.proc_mount(..)`, or give the pod `.user_namespace()` where the level is baseline",
    0 baseline::proc_mount, "procMount is Default.";
    35 baseline::proc_mount_1_35, "A pod with hostUsers: false may set any procMount.";

    Baseline "seLinuxOptions" POD_SECURITY_SE_LINUX,
    fix "leave the user and the role out of `SeLinux`, and set `.kind(\"container_t\")` or none",
    0 baseline::se_linux_1_0, "SELinux options have no user and no role, and no type but container_t, container_init_t or container_kvm_t.";
    31 baseline::se_linux_1_31, "The type container_engine_t is allowed too.";

    Baseline "seccompProfile_baseline" POD_SECURITY_SECCOMP_BASELINE,
    fix "leave the seccomp profile out, or set `Seccomp::RuntimeDefault` or `Seccomp::Localhost(..)`",
    0 baseline::seccomp_1_0, "Seccomp annotations are runtime/default, docker/default or localhost/PATH.";
    19 baseline::seccomp_1_19, "Instead of annotations, seccomp profiles are RuntimeDefault or Localhost.";

    Baseline "sysctls" POD_SECURITY_SYSCTLS,
    fix "leave out the `.sysctl(..)` that is not safe, or have the node set it",
    0 baseline::sysctls::<5>, "Sysctls are kernel.shm_rmid_forced, net.ipv4.ip_local_port_range, net.ipv4.tcp_syncookies, net.ipv4.ping_group_range or net.ipv4.ip_unprivileged_port_start.";
    27 baseline::sysctls::<6>, "net.ipv4.ip_local_reserved_ports is allowed too.";
    29 baseline::sysctls::<10>, "net.ipv4.tcp_keepalive_time, net.ipv4.tcp_fin_timeout, net.ipv4.tcp_keepalive_intvl and net.ipv4.tcp_keepalive_probes are allowed too.";
    32 baseline::sysctls::<12>, "net.ipv4.tcp_rmem and net.ipv4.tcp_wmem are allowed too.";
    37 baseline::sysctls::<14>, "net.ipv4.tcp_slow_start_after_idle and net.ipv4.tcp_notsent_lowat are allowed too.";

    Baseline "windowsHostProcess" POD_SECURITY_WINDOWS_HOST_PROCESS,
    fix "leave `.host_process()` out of `Windows`",
    0 baseline::host_process, "No pod and no container is a process of a Windows host.";

    Restricted "allowPrivilegeEscalation" POD_SECURITY_PRIVILEGE_ESCALATION,
    fix "write `.each_container(|c| c.security_context(SecurityContext::restricted()))`, or `.no_privilege_escalation()` in the `SecurityContext` of each container",
    8 restricted::privilege_escalation_1_8, "Each container sets allowPrivilegeEscalation: false.";
    25 restricted::privilege_escalation_1_25, "A pod with os: windows is exempt.";

    Restricted "capabilities_restricted" POD_SECURITY_CAPABILITIES_RESTRICTED instead of "capabilities_baseline",
    fix "write `.each_container(|c| c.security_context(SecurityContext::restricted()))`, or `.drop_all_capabilities()` in the `SecurityContext` of each container, and add `Capability::NET_BIND_SERVICE` at most",
    22 restricted::capabilities_1_22, "Each container drops ALL capabilities, and adds NET_BIND_SERVICE at most.";
    25 restricted::capabilities_1_25, "A pod with os: windows is exempt.";

    Restricted "procMount_restricted" POD_SECURITY_PROC_MOUNT_RESTRICTED instead of "procMount",
    fix "leave out `.proc_mount(..)`",
    35 baseline::proc_mount, "procMount is Default, whatever hostUsers is.";

    Restricted "restrictedVolumes" POD_SECURITY_VOLUMES instead of "hostPathVolumes",
    fix "mount a `PersistentVolumeClaim` instead: also allowed are configMap, csi, downwardAPI, emptyDir, ephemeral, image, projected and secret",
    0 restricted::volumes, "Volumes are a configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected or secret.";

    Restricted "runAsNonRoot" POD_SECURITY_RUN_AS_NON_ROOT,
    fix "write `.security_context(PodSecurityContext::restricted())` for the pod and no `.may_run_as_root()`, or `.each_container(|c| c.security_context(SecurityContext::restricted()))`",
    0 restricted::run_as_non_root_1_0, "The pod or each container sets runAsNonRoot: true, and none sets false.";
    35 restricted::run_as_non_root_1_35, "A pod with hostUsers: false is exempt.";

    Restricted "runAsUser" POD_SECURITY_RUN_AS_USER,
    fix "leave out `.run_as_user(uid!(0))`, or name another user",
    23 restricted::run_as_user_1_23, "No pod and no container sets runAsUser: 0.";
    35 restricted::run_as_user_1_35, "A pod with hostUsers: false is exempt.";

    Restricted "seccompProfile_restricted" POD_SECURITY_SECCOMP_RESTRICTED instead of "seccompProfile_baseline",
    fix "write `.security_context(PodSecurityContext::restricted())` for the pod, or `.each_container(|c| c.security_context(SecurityContext::restricted()))`",
    19 restricted::seccomp_1_19, "The pod or each container sets a seccomp profile, and all are RuntimeDefault or Localhost.";
    25 restricted::seccomp_1_25, "A pod with os: windows is exempt.";
};

#[cfg(test)]
mod tests {
    use super::{CHECKS, Level, PolicyVersion};

    #[test]
    fn checks_stand_in_the_order_of_the_plugin() {
        let keys: Vec<_> = CHECKS.iter().map(|check| (check.level(), check.id())).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
    }

    #[test]
    fn every_check_has_a_revision_and_they_are_in_order() {
        for check in CHECKS {
            assert!(!check.revisions().is_empty(), "{check:?}");
            assert!(check.revisions().is_sorted_by(|a, b| a.since() < b.since()), "{check:?}");
            assert!(check.revisions().iter().all(|revision| revision.summary().ends_with('.')), "{check:?}");
        }
    }

    #[test]
    fn a_check_that_takes_the_place_of_another_is_of_the_strict_level_and_the_other_is_not() {
        for check in CHECKS {
            let Some(overridden) = check.overrides() else { continue };
            let other = CHECKS.iter().find(|other| other.id() == overridden).unwrap();
            assert_eq!((check.level(), other.level()), (Level::Restricted, Level::Baseline));
            assert!(other.applies(Level::Baseline, PolicyVersion::LATEST));
            assert!(!other.applies(Level::Restricted, PolicyVersion::LATEST));
        }
    }

    #[test]
    fn the_level_privileged_has_no_checks() {
        assert!(!CHECKS.iter().any(|check| check.applies(Level::Privileged, PolicyVersion::LATEST)));
    }
}
