//! The checks of the level baseline.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1;

use super::found::{Answer, Forbidden, Found};
use super::subject::{Context, Place, annotation_at};
use super::wording::{self, plural, quoted};
use crate::rules::container::ports;
use crate::rules::engine::subject::Subject;

const APP_ARMOR_ANNOTATION: &str = "container.apparmor.security.beta.kubernetes.io/";
const SECCOMP_ANNOTATION_OF_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
const SECCOMP_ANNOTATION_OF_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";

/// What a container runtime gives anyway.
const DEFAULT_CAPABILITIES: &[&str] = &[
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

pub(super) fn app_armor(subject: &Subject<'_>) -> Answer {
    const FIELD: &str = "securityContext.appArmorProfile.type";
    let forbidden = |context: Context<'_>| {
        let kind = context.app_armor.map(|profile| profile.type_.as_str());
        kind.filter(|kind| !matches!(*kind, "RuntimeDefault" | "Localhost")).map(str::to_owned)
    };
    let (mut found, mut values) = (Found::default(), BTreeSet::new());
    if let Some(kind) = forbidden(subject.context()) {
        found.pod(FIELD);
        values.insert(kind);
    }
    for (place, container) in subject.containers() {
        if let Some(kind) = container.security_context().and_then(|context| forbidden(context.into())) {
            found.container(container.name(), place, FIELD);
            values.insert(kind);
        }
    }
    let mut annotations = Vec::new();
    let mut fields = Vec::new();
    for (key, value) in subject.scope().annotations() {
        let is_allowed = value.is_empty() || value == "runtime/default" || value.starts_with("localhost/");
        if key.starts_with(APP_ARMOR_ANNOTATION) && !is_allowed {
            annotations.push(wording::annotation(key, value));
            fields.push(annotation_at(key));
        }
    }
    annotations.sort();
    let mut setters = found.setters();
    if !annotations.is_empty() {
        if !setters.is_empty() {
            setters.push_str(" and ");
        }
        setters.push_str(plural(annotations.len(), "annotation", "annotations"));
    }
    if setters.is_empty() {
        return None;
    }
    fields.splice(0..0, found.fields);
    let values: Vec<String> = values.into_iter().chain(annotations).collect();
    let values_quoted = quoted(values.iter().map(String::as_str));
    Some(Forbidden {
        reason: plural(values.len(), "forbidden AppArmor profile", "forbidden AppArmor profiles"),
        detail: format!("{setters} must not set AppArmor profile type to {values_quoted}"),
        fields,
    })
}

pub(super) fn capabilities(subject: &Subject<'_>) -> Answer {
    let (mut found, mut values) = (Found::default(), BTreeSet::new());
    for (place, container) in subject.containers() {
        let added = added_capabilities(container.security_context());
        let mut is_allowed = true;
        for (i, capability) in added.iter().enumerate() {
            if !DEFAULT_CAPABILITIES.contains(&capability.as_str()) {
                is_allowed = false;
                values.insert(capability.as_str());
                found.fields.push(place.item("securityContext.capabilities.add", i));
            }
        }
        if !is_allowed {
            found.containers.push(container.name());
        }
    }
    found.forbid("non-default capabilities", |setters| {
        format!("{setters} must not include {} in securityContext.capabilities.add", quoted(values))
    })
}

pub(super) fn added_capabilities(context: Option<&v1::SecurityContext>) -> &[String] {
    let capabilities = context.and_then(|context| context.capabilities.as_ref());
    capabilities.and_then(|capabilities| capabilities.add.as_deref()).unwrap_or_default()
}

pub(super) fn host_namespaces(subject: &Subject<'_>) -> Answer {
    let scope = subject.scope();
    let shared =
        [(scope.host_network(), "hostNetwork"), (scope.host_pid(), "hostPID"), (scope.host_ipc(), "hostIPC")];
    let shared = || shared.iter().filter(|(is_shared, _)| *is_shared).map(|(_, field)| *field);
    shared().next()?;
    Some(Forbidden {
        reason: "host namespaces",
        detail: shared().map(|field| format!("{field}=true")).collect::<Vec<_>>().join(", "),
        fields: shared().map(|field| Place::Spec.field(field)).collect(),
    })
}

pub(super) fn host_path_volumes(subject: &Subject<'_>) -> Answer {
    let (mut names, mut fields) = (Vec::new(), Vec::new());
    for (i, volume) in subject.volumes().iter().enumerate() {
        if volume.host_path.is_some() {
            names.push(volume.name.as_str());
            fields.push(format!("{}.hostPath", Place::Spec.item("volumes", i)));
        }
    }
    if names.is_empty() {
        return None;
    }
    let noun = plural(names.len(), "volume", "volumes");
    Some(Forbidden { reason: "hostPath volumes", detail: format!("{noun} {}", quoted(names)), fields })
}

pub(super) fn host_ports(subject: &Subject<'_>) -> Answer {
    let scope = subject.scope();
    let (mut found, mut numbers) = (Found::default(), BTreeSet::new());
    for (place, container) in subject.containers() {
        let mut is_allowed = true;
        for (i, port) in container.view().ports.iter().enumerate() {
            let number = match port.host_port {
                // An ephemeral container gets no host ports by default.
                host_port if container.is_ephemeral() => host_port.unwrap_or(0),
                _ => ports::host_port(&scope, port),
            };
            if number != 0 {
                is_allowed = false;
                numbers.insert(number.to_string());
                found.fields.push(format!("{}.hostPort", place.item("ports", i)));
            }
        }
        if !is_allowed {
            found.containers.push(container.name());
        }
    }
    let verb = plural(found.containers.len(), "uses", "use");
    found.forbid("hostPort", |setters| {
        let noun = plural(numbers.len(), "hostPort", "hostPorts");
        format!("{setters} {verb} {noun} {}", Vec::from_iter(numbers).join(", "))
    })
}

pub(super) fn hosts_of_handlers(subject: &Subject<'_>) -> Answer {
    let (mut names, mut hosts, mut fields) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (place, container) in subject.containers() {
        let view = container.view();
        let probes = [
            ("livenessProbe", view.liveness_probe),
            ("readinessProbe", view.readiness_probe),
            ("startupProbe", view.startup_probe),
        ];
        let probes = probes.map(|(field, probe)| {
            let http = probe.and_then(|probe| probe.http_get.as_ref());
            (field, http, probe.and_then(|probe| probe.tcp_socket.as_ref()))
        });
        let hooks = [
            ("lifecycle.postStart", view.lifecycle.and_then(|lifecycle| lifecycle.post_start.as_ref())),
            ("lifecycle.preStop", view.lifecycle.and_then(|lifecycle| lifecycle.pre_stop.as_ref())),
        ];
        let hooks = hooks.map(|(field, hook)| {
            let http = hook.and_then(|hook| hook.http_get.as_ref());
            (field, http, hook.and_then(|hook| hook.tcp_socket.as_ref()))
        });
        for (field, http, tcp) in probes.into_iter().chain(hooks) {
            let of_handler = [
                ("httpGet", http.and_then(|http| http.host.as_deref())),
                ("tcpSocket", tcp.and_then(|tcp| tcp.host.as_deref())),
            ];
            for (handler, host) in of_handler {
                if let Some(host) = host.filter(|host| !host.is_empty()) {
                    names.insert(container.name());
                    hosts.insert(host);
                    fields.push(place.field(&format!("{field}.{handler}.host")));
                }
            }
        }
    }
    let verb = plural(names.len(), "uses", "use");
    let found = Found { pod: false, containers: names.into_iter().collect(), fields };
    found.forbid("probe or lifecycle host", |setters| {
        let noun = plural(hosts.len(), "probe or lifecycle host", "probe or lifecycle hosts");
        format!("{setters} {verb} {noun} {}", quoted(hosts))
    })
}

pub(super) fn privileged(subject: &Subject<'_>) -> Answer {
    let mut found = Found::default();
    for (place, container) in subject.containers() {
        if container.security_context().is_some_and(|context| context.privileged == Some(true)) {
            found.container(container.name(), place, "securityContext.privileged");
        }
    }
    found.forbid("privileged", |setters| format!("{setters} must not set securityContext.privileged=true"))
}

pub(super) fn proc_mount(subject: &Subject<'_>) -> Answer {
    let (mut found, mut kinds) = (Found::default(), BTreeSet::new());
    for (place, container) in subject.containers() {
        let kind = container.security_context().and_then(|context| context.proc_mount.as_deref());
        if let Some(kind) = kind.filter(|kind| *kind != "Default") {
            kinds.insert(kind);
            found.container(container.name(), place, "securityContext.procMount");
        }
    }
    found.forbid("procMount", |setters| {
        format!("{setters} must not set securityContext.procMount to {}", quoted(kinds))
    })
}

pub(super) fn proc_mount_1_35(subject: &Subject<'_>) -> Answer {
    if subject.has_user_namespace() { None } else { proc_mount(subject) }
}

pub(super) fn se_linux_1_0(subject: &Subject<'_>) -> Answer {
    se_linux(subject, &["", "container_t", "container_init_t", "container_kvm_t"])
}

pub(super) fn se_linux_1_31(subject: &Subject<'_>) -> Answer {
    se_linux(subject, &["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"])
}

fn se_linux(subject: &Subject<'_>, types: &[&str]) -> Answer {
    let mut found = Found::default();
    let mut forbidden = BTreeSet::new();
    let (mut has_user, mut has_role) = (false, false);
    let mut look = |context: Context<'_>, place: Place, fields: &mut Vec<String>| {
        let Some(options) = context.se_linux else { return false };
        let given = |text: &Option<String>| text.as_deref().unwrap_or_default().to_owned();
        let (kind, before) = (given(&options.type_), fields.len());
        if !types.contains(&kind.as_str()) {
            forbidden.insert(kind);
            fields.push(place.field("securityContext.seLinuxOptions.type"));
        }
        if !given(&options.user).is_empty() {
            has_user = true;
            fields.push(place.field("securityContext.seLinuxOptions.user"));
        }
        if !given(&options.role).is_empty() {
            has_role = true;
            fields.push(place.field("securityContext.seLinuxOptions.role"));
        }
        fields.len() > before
    };
    found.pod = look(subject.context(), Place::Spec, &mut found.fields);
    for (place, container) in subject.containers() {
        let context = container.security_context().map(Context::from).unwrap_or_default();
        if look(context, place, &mut found.fields) {
            found.containers.push(container.name());
        }
    }
    found.forbid("seLinuxOptions", |setters| {
        let mut data = Vec::new();
        if !forbidden.is_empty() {
            let noun = plural(forbidden.len(), "type", "types");
            data.push(format!("{noun} {}", quoted(forbidden.iter().map(String::as_str))));
        }
        if has_user {
            data.push("user may not be set".to_owned());
        }
        if has_role {
            data.push("role may not be set".to_owned());
        }
        format!("{setters} set forbidden securityContext.seLinuxOptions: {}", data.join("; "))
    })
}

/// The annotations that came before the field.
pub(super) fn seccomp_1_0(subject: &Subject<'_>) -> Answer {
    let scope = subject.scope();
    let of_containers = subject
        .containers()
        .map(|(_, container)| format!("{SECCOMP_ANNOTATION_OF_CONTAINER}{}", container.name()));
    let keys: BTreeSet<String> =
        [SECCOMP_ANNOTATION_OF_POD.to_owned()].into_iter().chain(of_containers).collect();
    let mut forbidden = BTreeSet::new();
    let mut fields = Vec::new();
    for key in keys {
        let is_allowed = |profile: &str| {
            matches!(profile, "runtime/default" | "docker/default") || profile.starts_with("localhost/")
        };
        if let Some(profile) = scope.annotation(&key).filter(|profile| !is_allowed(profile)) {
            forbidden.insert(wording::annotation(&key, profile));
            fields.push(annotation_at(&key));
        }
    }
    if forbidden.is_empty() {
        return None;
    }
    let noun = plural(forbidden.len(), "annotation", "annotations");
    let detail = format!("forbidden {noun} {}", Vec::from_iter(forbidden).join(", "));
    Some(Forbidden { reason: "seccompProfile", detail, fields })
}

pub(super) fn seccomp_1_19(subject: &Subject<'_>) -> Answer {
    let (found, values) = forbidden_seccomp(subject);
    forbid_seccomp(found, values)
}

pub(super) const SECCOMP_TYPE: &str = "securityContext.seccompProfile.type";

pub(super) fn allows_seccomp(profile: &v1::SeccompProfile) -> bool {
    matches!(&*profile.type_, "RuntimeDefault" | "Localhost")
}

/// Who sets a profile that no level but privileged allows, and which profiles these are.
pub(super) fn forbidden_seccomp<'p>(subject: &Subject<'p>) -> (Found<'p>, BTreeSet<&'p str>) {
    let forbidden = |context: Context<'p>| context.seccomp.filter(|profile| !allows_seccomp(profile));
    let (mut found, mut values) = (Found::default(), BTreeSet::new());
    if let Some(profile) = forbidden(subject.context()) {
        found.pod(SECCOMP_TYPE);
        values.insert(profile.type_.as_str());
    }
    for (place, container) in subject.containers() {
        if let Some(profile) = container.security_context().and_then(|context| forbidden(context.into())) {
            found.container(container.name(), place, SECCOMP_TYPE);
            values.insert(profile.type_.as_str());
        }
    }
    (found, values)
}

pub(super) fn forbid_seccomp(found: Found<'_>, values: BTreeSet<&str>) -> Answer {
    found.forbid("seccompProfile", |setters| {
        format!("{setters} must not set securityContext.seccompProfile.type to {}", quoted(values))
    })
}

/// The sysctls that are safe, in the order in which policies came to allow them; and how many a policy allows.
const SAFE_SYSCTLS: [&str; 14] = [
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_syncookies",
    "net.ipv4.ping_group_range",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_wmem",
    "net.ipv4.tcp_slow_start_after_idle",
    "net.ipv4.tcp_notsent_lowat",
];

pub(super) fn sysctls<const ALLOWED: usize>(subject: &Subject<'_>) -> Answer {
    let allowed = SAFE_SYSCTLS.get(..ALLOWED).unwrap_or(&SAFE_SYSCTLS);
    let context = subject.spec.security_context.as_ref();
    let sysctls = context.and_then(|context| context.sysctls.as_deref()).unwrap_or_default();
    let (mut names, mut fields) = (Vec::new(), Vec::new());
    for (i, sysctl) in sysctls.iter().enumerate() {
        if !allowed.contains(&sysctl.name.as_str()) {
            names.push(sysctl.name.as_str());
            fields.push(format!("{}.name", Place::Spec.item("securityContext.sysctls", i)));
        }
    }
    if names.is_empty() {
        return None;
    }
    Some(Forbidden { reason: "forbidden sysctls", detail: names.join(", "), fields })
}

pub(super) fn host_process(subject: &Subject<'_>) -> Answer {
    const FIELD: &str = "securityContext.windowsOptions.hostProcess";
    let mut found = Found::default();
    if subject.context().host_process {
        found.pod(FIELD);
    }
    for (place, container) in subject.containers() {
        if container.security_context().is_some_and(|context| Context::from(context).host_process) {
            found.container(container.name(), place, FIELD);
        }
    }
    found.forbid("hostProcess", |setters| {
        format!("{setters} must not set securityContext.windowsOptions.hostProcess=true")
    })
}
