//! Ports of containers, and the host ports that they use on the node.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::{Id, pod as rule};
use crate::rules::engine::check::{list, require_one_of, text, text_or};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::{CONTAINERS, Seen};
use crate::rules::engine::view::ContainerView;
use crate::value::grammar;
use crate::value::words::Protocol;

/// Returns the protocol of a port. Defaults to TCP.
pub(crate) fn protocol(port: &v1::ContainerPort) -> &str {
    text_or(port.protocol.as_ref(), "TCP")
}

/// Returns the host port of a regular or an init container's port. On the host network it defaults to the container's port.
pub(crate) fn host_port(scope: &Scope<'_>, port: &v1::ContainerPort) -> i32 {
    match port.host_port {
        None | Some(0) if scope.is_pod() && scope.host_network() => port.container_port,
        host_port => host_port.unwrap_or(0),
    }
}

/// Validates the ports of one container.
pub(crate) fn validate(
    scope: &Scope<'_>,
    container: &ContainerView<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if container.ports.is_empty() {
        return;
    }
    let mut names = Seen::<_>::new();
    for (i, port) in container.ports.iter().enumerate() {
        let at = at.index(i);
        let name = text(port.name.as_ref());
        if !name.is_empty() {
            match grammar::port_name(name) {
                Err(broken) => {
                    findings.invalid(rule::PORT_NAME_INVALID, &at.field("name"), name, broken.rule);
                }
                Ok(()) if names.insert(name) => {}
                Ok(()) => findings.duplicate(rule::PORT_NAME_DUPLICATE, &at.field("name"), name),
            }
        }
        if port.container_port == 0 {
            findings.required(
                rule::CONTAINER_PORT_REQUIRED,
                &at.field("containerPort"),
                "must be 1 to 65535",
            );
        } else {
            validate_number(
                rule::CONTAINER_PORT_RANGE,
                &at.field("containerPort"),
                port.container_port,
                findings,
            );
        }
        let host_port =
            if container.is_ephemeral { port.host_port.unwrap_or(0) } else { host_port(scope, port) };
        if host_port != 0 {
            validate_number(rule::HOST_PORT_RANGE, &at.field("hostPort"), host_port, findings);
        }
        require_one_of(findings, rule::PORT_PROTOCOL, &at.field("protocol"), protocol(port), Protocol::WORDS);
    }
}

/// Validates the number of a port.
pub(crate) fn validate_number(id: Id, at: &Path<'_>, port: i32, findings: &mut Findings) {
    if !(1..=65535).contains(&port) {
        findings.invalid_plain(id, at, port, "must be between 1 and 65535");
    }
}

/// Validates that the regular containers, which run at the same time, use each host port once.
pub(crate) fn validate_host_ports(
    scope: &Scope<'_>,
    containers: &[v1::Container],
    spec: &Path<'_>,
    findings: &mut Findings,
) {
    let mut taken = Seen::<_, CONTAINERS>::new();
    for (i, container) in containers.iter().enumerate() {
        take_host_ports(scope, container, &mut taken, &spec.item("containers", i), findings);
    }
}

/// Validates that one container uses each host port once.
pub(crate) fn validate_host_ports_of_one(
    scope: &Scope<'_>,
    container: &v1::Container,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if container.ports.is_some() {
        take_host_ports(scope, container, &mut Seen::<_, CONTAINERS>::new(), at, findings);
    }
}

fn take_host_ports<'p>(
    scope: &Scope<'p>,
    container: &'p v1::Container,
    taken: &mut Seen<'p, (&'p str, &'p str, i32), CONTAINERS>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    for (i, port) in list(container.ports.as_ref()).iter().enumerate() {
        let (protocol, ip, number) = (protocol(port), text(port.host_ip.as_ref()), host_port(scope, port));
        if number != 0 && !taken.insert((protocol, ip, number)) {
            let value = format!("{protocol}/{ip}/{number}");
            findings.duplicate(rule::HOST_PORT_DUPLICATE, &at.item("ports", i).field("hostPort"), &value);
        }
    }
}

/// Validates that on the host network the host port is the container's port.
pub(crate) fn validate_host_network(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    if !scope.host_network() {
        return;
    }
    for (i, container) in scope.spec.containers.iter().enumerate() {
        for (j, port) in list(container.ports.as_ref()).iter().enumerate() {
            let host_port = host_port(scope, port);
            if (scope.is_pod() || host_port != 0) && host_port != port.container_port {
                let at = spec.item("containers", i);
                let at = at.item("ports", j);
                let detail = "must be equal to containerPort on the host network";
                findings.invalid_plain(rule::HOST_PORT_DIFFERS, &at.field("hostPort"), host_port, detail);
            }
        }
    }
}
