//! What create accepts and server-side apply refuses: two items of one merge key.
//!
//! Source: <https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy>

use k8s_openapi::api::core::v1;

use super::catalog as rule;
use super::check::list;
use super::path::Path;
use super::ports::protocol;
use super::report::Report;
use super::seen::Seen;

/// Lists that server-side apply merges by key hold each key once.
pub(crate) fn judge_merge_keys(spec: &v1::PodSpec, at: &Path<'_>, report: &mut Report) {
    for (i, container) in spec.init_containers.iter().flatten().enumerate() {
        judge_container(container, &at.item("initContainers", i), report);
    }
    for (i, container) in spec.containers.iter().enumerate() {
        judge_container(container, &at.item("containers", i), report);
    }
    let mut ips = Seen::<_>::new();
    for (i, alias) in list(spec.host_aliases.as_ref()).iter().enumerate() {
        if !ips.insert(&*alias.ip) {
            let at = at.item("hostAliases", i);
            report.duplicate(rule::APPLY_HOST_ALIAS_DUPLICATE, &at.field("ip"), &alias.ip);
        }
    }
    let mut names = Seen::<_>::new();
    for (i, secret) in list(spec.image_pull_secrets.as_ref()).iter().enumerate() {
        if !names.insert(&*secret.name) {
            let at = at.item("imagePullSecrets", i);
            report.duplicate(rule::APPLY_PULL_SECRET_DUPLICATE, &at.field("name"), &secret.name);
        }
    }
}

fn judge_container(container: &v1::Container, at: &Path<'_>, report: &mut Report) {
    let mut names = Seen::<_>::new();
    for (i, var) in list(container.env.as_ref()).iter().enumerate() {
        if !names.insert(&*var.name) {
            let at = at.item("env", i);
            report.duplicate(rule::APPLY_ENV_NAME_DUPLICATE, &at.field("name"), &var.name);
        }
    }
    let mut ports = Seen::<_>::new();
    for (i, port) in list(container.ports.as_ref()).iter().enumerate() {
        let key = (port.container_port, protocol(port));
        if !ports.insert(key) {
            let value = format!("{}/{}", key.0, key.1);
            report.duplicate(rule::APPLY_PORT_DUPLICATE, &at.item("ports", i), &value);
        }
    }
}
