//! Network policies.

use k8s_openapi::api::networking::v1;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::cidr::{self, Cidr};
use super::service::SPEC;
use super::service_ports::validate_name_or_number;
use crate::rules::catalog::network as rule;
use crate::rules::container::ports::validate_number;
use crate::rules::engine::check::{list, require_one_of};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;
use crate::rules::engine::warning::Warnings;
use crate::rules::object::selectors::validate_selector;
use crate::value::words::Protocol;

/// Calls `visit` with each rule: the name of its list, its index, its ports, the name of its list of peers, and the peers.
fn each_rule<'p>(
    spec: &'p v1::NetworkPolicySpec,
    mut visit: impl FnMut(Path<'_>, &'p [v1::NetworkPolicyPort], &'static str, &'p [v1::NetworkPolicyPeer]),
) {
    for (i, rule) in list(spec.ingress.as_ref()).iter().enumerate() {
        visit(SPEC.item("ingress", i), list(rule.ports.as_ref()), "from", list(rule.from.as_ref()));
    }
    for (i, rule) in list(spec.egress.as_ref()).iter().enumerate() {
        visit(SPEC.item("egress", i), list(rule.ports.as_ref()), "to", list(rule.to.as_ref()));
    }
}

/// Validates a network policy without its metadata.
pub(crate) fn validate(policy: &v1::NetworkPolicy, gates: &Gates, findings: &mut Findings) {
    let Some(spec) = &policy.spec else { return };
    validate_selector(spec.pod_selector.as_ref(), &SPEC.field("podSelector"), findings);
    each_rule(spec, |at, ports, side, peers| {
        for (i, port) in ports.iter().enumerate() {
            validate_port(port, &at.item("ports", i), findings);
        }
        for (i, peer) in peers.iter().enumerate() {
            validate_peer(peer, gates, &at.item(side, i), findings);
        }
    });
    let types = list(spec.policy_types.as_ref());
    if types.len() > 2 {
        let detail = "must have at most two";
        findings.invalid_plain(rule::POLICY_TYPES_TOO_MANY, &SPEC.field("policyTypes"), types.len(), detail);
        return;
    }
    for (i, policy_type) in types.iter().enumerate() {
        let at = SPEC.item("policyTypes", i);
        require_one_of(findings, rule::POLICY_TYPE, &at, policy_type, &["Ingress", "Egress"]);
    }
}

fn validate_port(port: &v1::NetworkPolicyPort, at: &Path<'_>, findings: &mut Findings) {
    if let Some(protocol) = &port.protocol {
        let at = at.field("protocol");
        require_one_of(findings, rule::POLICY_PORT_PROTOCOL, &at, protocol, Protocol::WORDS);
    }
    if let Some(first) = &port.port {
        validate_name_or_number(rule::POLICY_PORT, &at.field("port"), first, findings);
    }
    let Some(last) = port.end_port else { return };
    let at = at.field("endPort");
    if let Some(IntOrString::Int(first)) = port.port {
        if last < first {
            let detail = "must not be below `port`";
            findings.invalid_plain(rule::POLICY_END_PORT_ORDER, &at, last, detail);
        }
        validate_number(rule::POLICY_END_PORT_RANGE, &at, last, findings);
    } else {
        let detail = "needs the number of the first port as `port`";
        findings.invalid_plain(rule::POLICY_END_PORT_NUMBER, &at, last, detail);
    }
}

fn validate_peer(peer: &v1::NetworkPolicyPeer, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    let (pods, namespaces) = (peer.pod_selector.as_ref(), peer.namespace_selector.as_ref());
    validate_selector(pods, &at.field("podSelector"), findings);
    validate_selector(namespaces, &at.field("namespaceSelector"), findings);
    let selects = pods.is_some() || namespaces.is_some();
    if let Some(block) = &peer.ip_block {
        validate_block(block, gates, &at.field("ipBlock"), findings);
        if selects {
            let detail = "must not have an ipBlock beside selectors";
            findings.forbidden(rule::POLICY_PEER_BOTH, at, detail);
        }
    } else if !selects {
        findings.required(rule::POLICY_PEER_REQUIRED, at, "podSelector, namespaceSelector or ipBlock");
    }
}

fn validate_block(block: &v1::IPBlock, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    let cidr_at = at.field("cidr");
    if block.cidr.is_empty() {
        findings.required(rule::CIDR_REQUIRED, &cidr_at, "");
        return;
    }
    cidr::validate(&block.cidr, gates.strict_ips, &cidr_at, findings);
    let Some(outer) = Cidr::parse(&block.cidr) else { return };
    for (i, except) in list(block.except.as_ref()).iter().enumerate() {
        let at = at.item("except", i);
        cidr::validate(except, gates.strict_ips, &at, findings);
        cidr::validate_inside(&outer, except, &at, findings);
    }
}

/// Warns of blocks that are not in canonical form.
pub(crate) fn warn(policy: &v1::NetworkPolicy, warnings: &mut Warnings) {
    let Some(spec) = &policy.spec else { return };
    each_rule(spec, |at, _, side, peers| {
        for (i, peer) in peers.iter().enumerate() {
            let Some(block) = &peer.ip_block else { continue };
            let at = at.item(side, i);
            let at = at.field("ipBlock");
            cidr::warn(&block.cidr, &at.field("cidr"), warnings);
            for (j, except) in list(block.except.as_ref()).iter().enumerate() {
                cidr::warn(except, &at.item("except", j), warnings);
            }
        }
    });
}
