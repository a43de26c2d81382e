//! Security contexts of containers and pods.

use k8s_openapi::api::core::v1;

use super::windows;
use crate::rules::catalog::pod as rule;
use crate::rules::engine::annotations::{self, APP_ARMOR_PROFILE_MAX};
use crate::rules::engine::check::{list, require_one_of, require_relative, require_user_or_group};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::value::grammar;
use crate::value::words::{FsGroupChangePolicy, ProcMount, SeLinuxChangePolicy, SupplementalGroupsPolicy};

/// Validates the security context of a container.
pub(crate) fn validate_container(
    scope: &Scope<'_>,
    context: Option<&v1::SecurityContext>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let Some(context) = context else { return };
    require_user_or_group(findings, rule::RUN_AS_USER_RANGE, &at.field("runAsUser"), context.run_as_user);
    require_user_or_group(findings, rule::RUN_AS_GROUP_RANGE, &at.field("runAsGroup"), context.run_as_group);
    if let Some(mount) = &context.proc_mount {
        let at = at.field("procMount");
        require_one_of(findings, rule::PROC_MOUNT, &at, mount, ProcMount::WORDS);
        if mount == "Unmasked" && scope.host_users() {
            findings.invalid(rule::PROC_MOUNT_UNMASKED, &at, mount, "Unmasked needs hostUsers: false");
        }
    }
    validate_seccomp(context.seccomp_profile.as_ref(), &at.field("seccompProfile"), findings);
    if context.allow_privilege_escalation == Some(false) {
        if context.privileged == Some(true) {
            let detail = "allowPrivilegeEscalation must not be false for a privileged container";
            findings.invalid(rule::PRIVILEGE_ESCALATION_PRIVILEGED, at, "", detail);
        }
        let added =
            context.capabilities.as_ref().map_or(&[][..], |capabilities| list(capabilities.add.as_ref()));
        for _ in added.iter().filter(|capability| *capability == "CAP_SYS_ADMIN") {
            let detail = "allowPrivilegeEscalation must not be false beside the capability CAP_SYS_ADMIN";
            findings.invalid(rule::PRIVILEGE_ESCALATION_SYS_ADMIN, at, "", detail);
        }
    }
    windows::validate_options(context.windows_options.as_ref(), &at.field("windowsOptions"), findings);
    validate_app_armor(context.app_armor_profile.as_ref(), &at.field("appArmorProfile"), findings);
}

/// Validates the security context of a pod.
pub(crate) fn validate_pod(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let at = spec.field("securityContext");
    if scope.host_pid() && scope.spec.share_process_namespace == Some(true) {
        let at = if scope.gates.shared_processes_of_spec { spec } else { &at };
        let detail = "must not be true beside hostPID";
        findings.invalid_plain(
            rule::SHARE_PROCESS_NAMESPACE,
            &at.field("shareProcessNamespace"),
            true,
            detail,
        );
    }
    let Some(context) = &scope.spec.security_context else { return };
    require_user_or_group(findings, rule::FS_GROUP_RANGE, &at.field("fsGroup"), context.fs_group);
    require_user_or_group(findings, rule::RUN_AS_USER_RANGE, &at.field("runAsUser"), context.run_as_user);
    require_user_or_group(findings, rule::RUN_AS_GROUP_RANGE, &at.field("runAsGroup"), context.run_as_group);
    for (i, group) in list(context.supplemental_groups.as_ref()).iter().enumerate() {
        let at = at.item("supplementalGroups", i);
        require_user_or_group(findings, rule::SUPPLEMENTAL_GROUP_RANGE, &at, Some(*group));
    }
    validate_sysctls(scope, list(context.sysctls.as_ref()), &at.field("sysctls"), findings);
    if let Some(policy) = &context.fs_group_change_policy {
        require_one_of(
            findings,
            rule::FS_GROUP_CHANGE_POLICY,
            &at.field("fsGroupChangePolicy"),
            policy,
            FsGroupChangePolicy::WORDS,
        );
    }
    validate_seccomp(context.seccomp_profile.as_ref(), &at.field("seccompProfile"), findings);
    windows::validate_options(context.windows_options.as_ref(), &at.field("windowsOptions"), findings);
    validate_app_armor(context.app_armor_profile.as_ref(), &at.field("appArmorProfile"), findings);
    if let Some(policy) = &context.supplemental_groups_policy {
        let at = at.field("supplementalGroupsPolicy");
        require_one_of(
            findings,
            rule::SUPPLEMENTAL_GROUPS_POLICY,
            &at,
            policy,
            SupplementalGroupsPolicy::WORDS,
        );
    }
    if let Some(policy) = &context.se_linux_change_policy {
        let known = [SeLinuxChangePolicy::Recursive.as_str(), "MountOption"];
        let known = if scope.gates.selinux_mount { &known[..] } else { &known[..1] };
        require_one_of(
            findings,
            rule::SE_LINUX_CHANGE_POLICY,
            &at.field("seLinuxChangePolicy"),
            policy,
            known,
        );
    }
}

fn validate_seccomp(profile: Option<&v1::SeccompProfile>, at: &Path<'_>, findings: &mut Findings) {
    let Some(profile) = profile else { return };
    let type_at = at.field("type");
    if profile.type_.is_empty() {
        findings.required(
            rule::SECCOMP_TYPE_REQUIRED,
            &type_at,
            "say RuntimeDefault, Unconfined or Localhost",
        );
    } else {
        let known = ["Localhost", "RuntimeDefault", "Unconfined"];
        require_one_of(findings, rule::SECCOMP_TYPE, &type_at, &profile.type_, &known);
    }
    let at = at.field("localhostProfile");
    match (&*profile.type_, &profile.localhost_profile) {
        ("Localhost", Some(path)) => require_relative(findings, rule::SECCOMP_PROFILE_PATH, &at, path),
        ("Localhost", None) => {
            findings.required(
                rule::SECCOMP_PROFILE_REQUIRED,
                &at,
                "type Localhost needs the path of a profile",
            );
        }
        (_, Some(path)) => {
            findings.invalid(rule::SECCOMP_PROFILE_UNUSED, &at, path, "must be set with type Localhost only");
        }
        (_, None) => {}
    }
}

fn validate_app_armor(profile: Option<&v1::AppArmorProfile>, at: &Path<'_>, findings: &mut Findings) {
    let Some(profile) = profile else { return };
    let type_at = at.field("type");
    let at = at.field("localhostProfile");
    match (&*profile.type_, &profile.localhost_profile) {
        ("Localhost", Some(name)) => validate_app_armor_name(name, &at, findings),
        ("Localhost", None) => {
            findings.required(
                rule::APP_ARMOR_PROFILE_REQUIRED,
                &at,
                "type Localhost needs the name of a profile",
            );
        }
        ("RuntimeDefault" | "Unconfined", None) => {}
        ("RuntimeDefault" | "Unconfined", Some(name)) => {
            findings.invalid(
                rule::APP_ARMOR_PROFILE_UNUSED,
                &at,
                name,
                "must be set with type Localhost only",
            );
        }
        ("", _) => {
            let detail = "say RuntimeDefault, Unconfined or Localhost";
            findings.required(rule::APP_ARMOR_TYPE_REQUIRED, &type_at, detail);
        }
        (other, _) => {
            let known = ["Localhost", "RuntimeDefault", "Unconfined"];
            findings.not_supported(rule::APP_ARMOR_TYPE, &type_at, other, &known);
        }
    }
}

fn validate_app_armor_name(name: &str, at: &Path<'_>, findings: &mut Findings) {
    if name.trim() != name {
        findings.invalid(rule::APP_ARMOR_PROFILE_PADDED, at, name, "must have no space before or after it");
    } else if name.is_empty() {
        findings.required(rule::APP_ARMOR_PROFILE_REQUIRED, at, "type Localhost needs the name of a profile");
    }
    if name.len() > APP_ARMOR_PROFILE_MAX {
        findings.too_long(rule::APP_ARMOR_PROFILE_TOO_LONG, at, APP_ARMOR_PROFILE_MAX);
    }
}

fn validate_sysctls(scope: &Scope<'_>, sysctls: &[v1::Sysctl], at: &Path<'_>, findings: &mut Findings) {
    let mut names = Seen::<_>::new();
    for (i, sysctl) in sysctls.iter().enumerate() {
        let at = at.index(i);
        let (at, name) = (at.field("name"), &*sysctl.name);
        if name.is_empty() {
            findings.required(rule::SYSCTL_NAME_REQUIRED, &at, "");
        } else if let Err(broken) = grammar::sysctl(name) {
            findings.invalid(rule::SYSCTL_NAME_INVALID, &at, name, broken.rule);
        } else if names.contains(name) {
            findings.duplicate(rule::SYSCTL_DUPLICATE, &at, name);
        }
        match namespace_of(name) {
            Some(Namespace::Network) if scope.host_network() => {
                let detail = "must not be set on the host network";
                findings.invalid(rule::SYSCTL_OF_HOST, &at, name, detail);
            }
            Some(Namespace::Ipc) if scope.host_ipc() => {
                findings.invalid(rule::SYSCTL_OF_HOST, &at, name, "must not be set beside hostIPC");
            }
            _ => {}
        }
        names.insert(name);
    }
}

enum Namespace {
    Network,
    Ipc,
}

/// Returns the kernel namespace that a sysctl belongs to. The name may end with `*`, which stands for several sysctls.
fn namespace_of(name: &str) -> Option<Namespace> {
    const IPC: [&str; 10] = [
        "kernel.sem",
        "kernel.shmall",
        "kernel.shmmax",
        "kernel.shmmni",
        "kernel.shm_rmid_forced",
        "kernel.shm",
        "kernel.msgmax",
        "kernel.msgmnb",
        "kernel.msgmni",
        "kernel.msg",
    ];
    let name = name.split('*').next().unwrap_or(name);
    // If the first separator is '/', then '/' and '.' have changed places.
    let swapped = matches!(name.find(['.', '/']), Some(at) if name.as_bytes()[at] == b'/');
    let normal = |c: u8| match c {
        b'.' if swapped => b'/',
        b'/' if swapped => b'.',
        c => c,
    };
    let is = |other: &str| name.len() == other.len() && name.bytes().map(normal).eq(other.bytes());
    let starts = |prefix: &str| {
        name.len() >= prefix.len() && name.bytes().take(prefix.len()).map(normal).eq(prefix.bytes())
    };
    if starts("net.") {
        return Some(Namespace::Network);
    }
    (starts("fs.mqueue.") || IPC.into_iter().any(is)).then_some(Namespace::Ipc)
}

/// Validates that a pod with its own user namespace shares no other namespace of the node, and has no block devices.
pub(crate) fn validate_host_users(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    if scope.host_users() {
        return;
    }
    let detail = "must not be set beside hostUsers: false";
    if scope.host_network() {
        findings.forbidden(rule::HOST_USERS_NAMESPACES, &spec.field("hostNetwork"), detail);
    }
    // The API server capitalises these two fields.
    if scope.host_pid() {
        findings.forbidden(rule::HOST_USERS_NAMESPACES, &spec.field("HostPID"), detail);
    }
    if scope.host_ipc() {
        findings.forbidden(rule::HOST_USERS_NAMESPACES, &spec.field("HostIPC"), detail);
    }
    if !scope.gates.host_users_without_devices {
        return;
    }
    for container in scope.containers().filter(|container| !container.view().volume_devices.is_empty()) {
        findings.forbidden(rule::HOST_USERS_DEVICES, &container.at(spec).field("volumeDevices"), detail);
    }
}

/// Validates that seccomp and `AppArmor` annotations agree with the fields that replaced them.
pub(crate) fn validate_annotations_agree(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    if scope.annotations().next().is_none() {
        return;
    }
    let pod = scope.spec.security_context.as_ref();
    if let Some(profile) = pod.and_then(|context| context.seccomp_profile.as_ref())
        && let Some(annotation) = scope.annotation(annotations::SECCOMP_POD)
    {
        let at = spec.field("securityContext");
        validate_seccomp_agrees(annotation, profile, &at.field("seccompProfile"), findings);
    }
    for container in scope.containers() {
        let context = container.security_context();
        let Some(profile) = context.and_then(|context| context.seccomp_profile.as_ref()) else { continue };
        let prefix = annotations::SECCOMP_CONTAINER;
        if let Some(annotation) = annotations::of_container(scope, prefix, container.view().name) {
            let at = container.at(spec);
            let at = at.field("securityContext");
            validate_seccomp_agrees(annotation, profile, &at.field("seccompProfile"), findings);
        }
    }
    if scope.is_windows() {
        return;
    }
    for container in scope.containers() {
        let own = container.security_context().and_then(|context| context.app_armor_profile.as_ref());
        let Some(profile) = own.or_else(|| pod?.app_armor_profile.as_ref()) else { continue };
        let prefix = annotations::APP_ARMOR;
        let Some(annotation) = annotations::of_container(scope, prefix, container.view().name) else {
            continue;
        };
        // The API server copies a valid annotation of a pod into a container that has no profile.
        if own.is_none() && scope.is_pod() && annotations::app_armor_profile(annotation).is_some() {
            continue;
        }
        let at = container.at(spec);
        let at = at.field("securityContext");
        validate_app_armor_agrees(annotation, profile, &at.field("appArmorProfile"), findings);
    }
}

const AGREE: &str = "must agree with the annotation of the pod";

fn validate_seccomp_agrees(
    annotation: &str,
    profile: &v1::SeccompProfile,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let field = match &*profile.type_ {
        "Unconfined" if annotation != "unconfined" => "type",
        "RuntimeDefault" if annotation != "runtime/default" && annotation != "docker/default" => "type",
        "Localhost" => match annotation.strip_prefix("localhost/") {
            None => "type",
            Some(path) if profile.localhost_profile.as_deref() != Some(path) => "localhostProfile",
            Some(_) => return,
        },
        _ => return,
    };
    findings.forbidden(rule::SECCOMP_ANNOTATION_DIFFERS, &at.field(field), AGREE);
}

fn validate_app_armor_agrees(
    annotation: &str,
    profile: &v1::AppArmorProfile,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let field = match &*profile.type_ {
        "Unconfined" if annotation != "unconfined" => "type",
        "RuntimeDefault" if annotation != "runtime/default" => "type",
        "Localhost" => match annotation.strip_prefix("localhost/") {
            None => "type",
            Some(name) if profile.localhost_profile.as_deref() != Some(name) => "localhostProfile",
            Some(_) => return,
        },
        _ => return,
    };
    findings.forbidden(rule::APP_ARMOR_ANNOTATION_DIFFERS, &at.field(field), AGREE);
}
