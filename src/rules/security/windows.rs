//! The operating system of a pod, and the options for Windows.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::require_grammar;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::value::grammar;

/// The maximum length of a GMSA credential spec, in bytes.
const CREDENTIAL_SPEC_MAX: usize = 64 * 1024;
/// The length that a domain must stay below, in bytes.
const DOMAIN_LIMIT: usize = 256;
/// The maximum length of a user name, in bytes.
const USER_MAX: usize = 104;
/// The maximum length of a `NetBIOS` name, in characters.
const NET_BIOS_MAX: usize = 15;
/// The maximum length of a part of a domain, in bytes.
const LABEL_MAX: usize = 63;

/// Validates `windowsOptions` of a container or a pod.
pub(crate) fn validate_options(
    options: Option<&v1::WindowsSecurityContextOptions>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let Some(options) = options else { return };
    if let Some(name) = &options.gmsa_credential_spec_name {
        require_grammar(
            findings,
            rule::GMSA_NAME_INVALID,
            &at.field("gmsaCredentialSpecName"),
            name,
            grammar::subdomain,
        );
    }
    if let Some(spec) = &options.gmsa_credential_spec {
        let detail = match spec.len() {
            0 => Some("must not be empty"),
            len if len > CREDENTIAL_SPEC_MAX => Some("must have at most 64 KiB"),
            _ => None,
        };
        if let Some(detail) = detail {
            findings.invalid(rule::GMSA_SPEC_SIZE, &at.field("gmsaCredentialSpec"), spec, detail);
        }
    }
    if let Some(name) = &options.run_as_user_name {
        for detail in user_name(name).into_iter().flatten() {
            findings.invalid(rule::WINDOWS_USER_NAME, &at.field("runAsUserName"), name, detail);
        }
    }
}

/// Returns what is wrong with a user name, `[DOMAIN\]USER`.
fn user_name(name: &str) -> [Option<&'static str>; 4] {
    let only = |detail| [Some(detail), None, None, None];
    if name.is_empty() {
        return only("must not be empty");
    }
    if name.bytes().any(|c| c.is_ascii_control()) {
        return only("must hold no control characters");
    }
    let (domain, user) = match name.split_once('\\') {
        None => (None, name),
        Some((_, rest)) if rest.contains('\\') => return only("must have one backslash at most"),
        Some((domain, user)) => (Some(domain), user),
    };
    let too_long = domain.is_some_and(|domain| domain.len() >= DOMAIN_LIMIT);
    let bad_domain = domain.is_some_and(|domain| !is_net_bios(domain) && !is_dns(domain));
    let bad_length = user.is_empty() || user.len() > USER_MAX;
    let dots = !user.is_empty() && user.bytes().all(|c| c == b'.' || c == b' ');
    let bad_char =
        user.contains(['"', '/', '\\', ':', ';', '|', '=', ',', '+', '*', '?', '<', '>', '@', '[', ']']);
    [
        too_long.then_some("the domain must have fewer than 256 characters"),
        bad_domain.then_some("the domain must be a NetBIOS or a DNS name"),
        bad_length.then_some("the user must have 1 to 104 characters"),
        (dots || bad_char)
            .then_some(r#"the user must hold more than dots and spaces, and none of "/\:;|=,+*?<>@[]"#),
    ]
}

fn is_net_bios(domain: &str) -> bool {
    let bad = |c: char| matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let count = domain.chars().count();
    (1..=NET_BIOS_MAX).contains(&count) && !domain.starts_with('.') && !domain.contains(bad)
}

fn is_dns(domain: &str) -> bool {
    domain.split('.').all(|part| {
        let bytes = part.as_bytes();
        let ends = |c: Option<&u8>| c.is_some_and(u8::is_ascii_alphanumeric);
        bytes.len() <= LABEL_MAX
            && ends(bytes.first())
            && ends(bytes.last())
            && bytes.iter().all(|c| c.is_ascii_alphanumeric() || *c == b'-')
    })
}

/// Validates that all containers are host processes or none, and that host processes are on the host network.
pub(crate) fn validate_host_process(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let options = |context: Option<&v1::WindowsSecurityContextOptions>| context.and_then(|o| o.host_process);
    let pod = options(scope.spec.security_context.as_ref().and_then(|c| c.windows_options.as_ref()));
    let (mut all, mut on_host) = (0_usize, 0_usize);
    for container in scope.containers() {
        all += 1;
        let context = container.security_context();
        let own = options(context.and_then(|c| c.windows_options.as_ref()));
        if let (Some(pod), Some(own)) = (pod, own)
            && pod != own
        {
            let at = container.at(spec);
            let at = at.field("securityContext.windowsOptions.hostProcess");
            findings.invalid_plain(rule::HOST_PROCESS_DIFFERS, &at, own, "must be what the pod says");
        }
        on_host += usize::from(own.or(pod) == Some(true));
    }
    if on_host == 0 {
        return;
    }
    if on_host != all {
        let detail = "every container must be a process of the host, or none";
        findings.invalid(rule::HOST_PROCESS_MIXED, spec, "", detail);
    }
    if !scope.host_network() {
        let detail = "must be true for containers that are processes of the host";
        findings.invalid_plain(rule::HOST_PROCESS_NETWORK, &spec.field("hostNetwork"), false, detail);
    }
}

/// Validates `os`, and reports fields of the other operating system.
pub(crate) fn validate_os(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let at = spec.field("os");
    match scope.os() {
        None => {}
        Some("") => findings.required(rule::OS_NAME_REQUIRED, &at.field("name"), "say linux or windows"),
        Some("linux") => validate_linux(scope, spec, findings),
        Some("windows") => validate_windows(scope, spec, findings),
        Some(other) => findings.not_supported(rule::OS_NAME, &at, other, &["linux", "windows"]),
    }
}

fn validate_linux(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let detail = "must not be set for a Linux pod";
    if scope.spec.security_context.as_ref().is_some_and(|context| context.windows_options.is_some()) {
        let at = spec.field("securityContext.windowsOptions");
        findings.forbidden(rule::OS_LINUX_FIELD, &at, detail);
    }
    for container in scope.containers() {
        if container.security_context().is_some_and(|context| context.windows_options.is_some()) {
            let at = container.at(spec);
            findings.forbidden(rule::OS_LINUX_FIELD, &at.field("securityContext.windowsOptions"), detail);
        }
    }
}

fn validate_windows(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let detail = "must not be set for a Windows pod";
    let mut forbid = |at: &Path<'_>, set: &[(&str, bool)]| {
        for (field, _) in set.iter().filter(|(_, is_set)| *is_set) {
            findings.forbidden(rule::OS_WINDOWS_FIELD, &at.field(field), detail);
        }
    };
    let pod = scope.spec;
    let set = [
        ("hostUsers", pod.host_users.is_some()),
        ("hostPID", scope.host_pid()),
        ("hostIPC", scope.host_ipc()),
        ("shareProcessNamespace", pod.share_process_namespace.is_some()),
    ];
    forbid(spec, &set);
    if let Some(context) = &pod.security_context {
        let set = [
            ("appArmorProfile", context.app_armor_profile.is_some()),
            ("seLinuxOptions", context.se_linux_options.is_some()),
            ("seccompProfile", context.seccomp_profile.is_some()),
            ("fsGroup", context.fs_group.is_some()),
            ("fsGroupChangePolicy", context.fs_group_change_policy.is_some()),
            ("sysctls", context.sysctls.as_ref().is_some_and(|sysctls| !sysctls.is_empty())),
            ("runAsUser", context.run_as_user.is_some()),
            ("runAsGroup", context.run_as_group.is_some()),
            ("supplementalGroups", context.supplemental_groups.is_some()),
            ("supplementalGroupsPolicy", context.supplemental_groups_policy.is_some()),
            ("seLinuxChangePolicy", context.se_linux_change_policy.is_some()),
        ];
        forbid(&spec.field("securityContext"), &set);
    }
    for container in scope.containers() {
        let Some(context) = container.security_context() else { continue };
        let set = [
            ("appArmorProfile", context.app_armor_profile.is_some()),
            ("seLinuxOptions", context.se_linux_options.is_some()),
            ("seccompProfile", context.seccomp_profile.is_some()),
            ("capabilities", context.capabilities.is_some()),
            ("readOnlyRootFilesystem", context.read_only_root_filesystem.is_some()),
            ("privileged", context.privileged.is_some()),
            ("allowPrivilegeEscalation", context.allow_privilege_escalation.is_some()),
            ("procMount", context.proc_mount.is_some()),
            ("runAsUser", context.run_as_user.is_some()),
            ("runAsGroup", context.run_as_group.is_some()),
        ];
        let at = container.at(spec);
        forbid(&at.field("securityContext"), &set);
    }
}
