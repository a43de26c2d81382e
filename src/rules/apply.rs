//! What create accepts and server-side apply refuses: two items of one merge key.
//!
//! Source: <https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy>

use k8s_openapi::api::core::v1;

use super::catalog;
use super::path::Path;
use super::report::Report;

/// Lists that server-side apply merges by key hold each key once.
pub(crate) fn judge_merge_keys(spec: &v1::PodSpec, at: &Path<'_>, report: &mut Report) {
    for (i, container) in spec.init_containers.iter().flatten().enumerate() {
        judge_container(container, &at.item("initContainers", i), report);
    }
    for (i, container) in spec.containers.iter().enumerate() {
        judge_container(container, &at.item("containers", i), report);
    }
    let aliases = spec.host_aliases.as_deref().unwrap_or_default();
    for (i, alias) in aliases.iter().enumerate() {
        if aliases[..i].iter().any(|earlier| earlier.ip == alias.ip) {
            let rule = &catalog::APPLY_HOST_ALIAS_DUPLICATE;
            report.duplicate(rule, &at.item("hostAliases", i).field("ip"), &alias.ip);
        }
    }
    let secrets = spec.image_pull_secrets.as_deref().unwrap_or_default();
    for (i, secret) in secrets.iter().enumerate() {
        if secrets[..i].iter().any(|earlier| earlier.name == secret.name) {
            let rule = &catalog::APPLY_PULL_SECRET_DUPLICATE;
            report.duplicate(rule, &at.item("imagePullSecrets", i).field("name"), &secret.name);
        }
    }
}

fn judge_container(container: &v1::Container, at: &Path<'_>, report: &mut Report) {
    let env = container.env.as_deref().unwrap_or_default();
    for (i, var) in env.iter().enumerate() {
        if env[..i].iter().any(|earlier| earlier.name == var.name) {
            let rule = &catalog::APPLY_ENV_NAME_DUPLICATE;
            report.duplicate(rule, &at.item("env", i).field("name"), &var.name);
        }
    }
    let ports = container.ports.as_deref().unwrap_or_default();
    for (i, port) in ports.iter().enumerate() {
        let same = |earlier: &v1::ContainerPort| {
            earlier.container_port == port.container_port && protocol(earlier) == protocol(port)
        };
        if ports[..i].iter().any(same) {
            let rule = &catalog::APPLY_PORT_DUPLICATE;
            let value = format!("{}/{}", port.container_port, protocol(port));
            report.duplicate(rule, &at.item("ports", i), &value);
        }
    }
}

fn protocol(port: &v1::ContainerPort) -> &str {
    match port.protocol.as_deref() {
        None | Some("") => "TCP",
        Some(protocol) => protocol,
    }
}
