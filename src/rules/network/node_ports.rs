//! Ports that a service opens on every node.

use std::ops::RangeInclusive;

use super::service::{SPEC, ServiceView};
use crate::rules::catalog::network as rule;
use crate::rules::engine::check::text_or;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::index::{Index, Keys};

/// The node ports of a cluster that sets no other range.
const RANGE: RangeInclusive<i32> = 30000..=32767;

/// The node port that a port gets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NodePort {
    None,
    Requested(i32),
    /// Some number, the same for all ports of this number.
    Any(i32),
}

/// Assigns node ports as the API server does, and stops at the first that is taken or out of the range.
pub(crate) fn assign(view: &ServiceView<'_>, findings: &mut Findings) -> Vec<NodePort> {
    let as_requested = |number| if number == 0 { NodePort::None } else { NodePort::Requested(number) };
    let requested = || view.ports.iter().map(|port| port.node_port.unwrap_or(0));
    if !matches!(view.type_, "NodePort" | "LoadBalancer") {
        return requested().map(as_requested).collect();
    }
    let assigns_more =
        !view.is_load_balancer() || view.spec.allocate_load_balancer_node_ports.unwrap_or(true);
    let mut first_requested = Index::new();
    for (port, number) in view.ports.iter().zip(requested()).filter(|(_, number)| *number != 0) {
        first_requested.insert(port.port, number);
    }
    let (mut taken, mut seen) = (Keys::new(), Keys::new());
    let mut take = |number: i32, i: usize| {
        let at = SPEC.item("ports", i);
        let at = at.field("nodePort");
        if !RANGE.contains(&number) {
            findings.invalid_plain(rule::NODE_PORT_RANGE, &at, number, "must be a port from 30000 to 32767");
            return false;
        }
        let is_free = taken.insert(number);
        if !is_free {
            let detail = "is the node port of a port with another number, or protocol and number";
            findings.invalid_plain(rule::NODE_PORT_SHARED, &at, number, detail);
        }
        is_free
    };
    let mut assigned = Vec::with_capacity(view.ports.len());
    for (i, (port, own)) in view.ports.iter().zip(requested()).enumerate() {
        if own == 0 && !assigns_more {
            assigned.push(NodePort::None);
            continue;
        }
        let first = first_requested.get(port.port).copied();
        let number = match first {
            Some(first) if own == 0 || own == first => first,
            _ => own,
        };
        let is_new = seen.insert(port.port);
        if is_new {
            // The first port of a number takes what any port of this number requests.
            if let Some(first) = first
                && !take(first, i)
            {
                return assigned;
            }
            assigned.push(first.map_or(NodePort::Any(port.port), NodePort::Requested));
            continue;
        }
        if number != 0 && Some(number) != first && !take(number, i) {
            return assigned;
        }
        assigned.push(if number == 0 { NodePort::Any(port.port) } else { NodePort::Requested(number) });
    }
    let health_check = view.spec.health_check_node_port.unwrap_or(0);
    if view.has_health_check()
        && health_check != 0
        && !(RANGE.contains(&health_check) && taken.insert(health_check))
    {
        let at = SPEC.field("healthCheckNodePort");
        let detail = "must be a port from 30000 to 32767, and no node port of the service";
        findings.invalid_plain(rule::HEALTH_CHECK_PORT_RANGE, &at, health_check, detail);
    }
    assigned
}

/// Validates the node ports, as they are after the assignment.
pub(crate) fn validate(view: &ServiceView<'_>, assigned: &[NodePort], findings: &mut Findings) {
    let mut seen = Keys::new();
    for (i, port) in view.ports.iter().enumerate() {
        let at = SPEC.item("ports", i);
        let at = at.field("nodePort");
        let own = port.node_port.unwrap_or(0);
        if view.type_ == "ClusterIP" && own != 0 {
            findings.forbidden(rule::NODE_PORT_TYPE, &at, "a service of type ClusterIP has none");
        }
        let protocol = text_or(port.protocol.as_ref(), "TCP");
        let is_new = match assigned.get(i) {
            Some(NodePort::Requested(number)) => seen.insert((protocol, "", *number)),
            Some(NodePort::Any(of)) => seen.insert((protocol, "any", *of)),
            Some(NodePort::None) | None => true,
        };
        if !is_new {
            findings.duplicate_plain(rule::NODE_PORT_DUPLICATE, &at, own);
        }
    }
}
