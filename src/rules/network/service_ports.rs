//! Ports of services.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::service::{SPEC, ServiceView};
use crate::rules::catalog::network as rule;
use crate::rules::catalog::{Id, pod};
use crate::rules::container::ports::validate_number;
use crate::rules::engine::check::{require_grammar, require_one_of, text, text_or};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::seen::Seen;
use crate::value::grammar;
use crate::value::words::Protocol;

/// Validates each port.
pub(crate) fn validate(view: &ServiceView<'_>, findings: &mut Findings) {
    let mut names = Seen::<_>::new();
    for (i, port) in view.ports.iter().enumerate() {
        let at = SPEC.item("ports", i);
        let name = text(port.name.as_ref());
        if name.is_empty() {
            if view.ports.len() > 1 {
                let detail = "a service with several ports names each";
                findings.required(rule::SERVICE_PORT_NAME_REQUIRED, &at.field("name"), detail);
            }
        } else {
            let name_at = at.field("name");
            require_grammar(findings, rule::SERVICE_PORT_NAME, &name_at, name, grammar::label);
            if !names.insert(name) {
                findings.duplicate(rule::SERVICE_PORT_NAME_DUPLICATE, &name_at, name);
            }
        }
        validate_number(rule::SERVICE_PORT_RANGE, &at.field("port"), port.port, findings);
        let protocol = text_or(port.protocol.as_ref(), "TCP");
        let protocol_at = at.field("protocol");
        require_one_of(findings, rule::SERVICE_PORT_PROTOCOL, &protocol_at, protocol, Protocol::WORDS);
        let target = match &port.target_port {
            None | Some(IntOrString::Int(0)) => &IntOrString::Int(port.port),
            Some(IntOrString::String(name)) if name.is_empty() => &IntOrString::Int(port.port),
            Some(target) => target,
        };
        validate_name_or_number(rule::SERVICE_TARGET_PORT, &at.field("targetPort"), target, findings);
        if let Some(protocol) = &port.app_protocol {
            let at = at.field("appProtocol");
            require_grammar(findings, rule::SERVICE_APP_PROTOCOL, &at, protocol, grammar::label_key);
        }
    }
}

/// Validates the name or the number of a port.
pub(crate) fn validate_name_or_number(id: Id, at: &Path<'_>, port: &IntOrString, findings: &mut Findings) {
    match port {
        IntOrString::Int(number) => validate_number(id, at, *number, findings),
        IntOrString::String(name) => require_grammar(findings, id, at, name, grammar::port_name),
    }
}

/// Validates that no two ports have the same number and protocol.
pub(crate) fn validate_distinct(view: &ServiceView<'_>, findings: &mut Findings) {
    let mut ports = Seen::<_>::new();
    for (i, port) in view.ports.iter().enumerate() {
        if !ports.insert((text_or(port.protocol.as_ref(), "TCP"), port.port)) {
            findings.duplicate_plain(rule::SERVICE_PORT_DUPLICATE, &SPEC.item("ports", i), port.port);
        }
    }
}

/// Validates the protocols for server-side apply, which merges the list by number and protocol.
pub(crate) fn validate_to_apply(ports: &[v1::ServicePort], findings: &mut Findings) {
    for (i, port) in ports.iter().enumerate() {
        if port.protocol.as_deref() == Some("") {
            let at = SPEC.item("ports", i);
            let detail = "server-side apply merges by it, and the API server stores TCP; write TCP";
            findings.invalid(pod::APPLY_PORT_PROTOCOL, &at.field("protocol"), "", detail);
        }
    }
}
