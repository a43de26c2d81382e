//! What depends on the type of a service: external names, load balancers, traffic policies.

use super::cidr;
use super::service::{SPEC, ServiceView};
use crate::rules::catalog::network as rule;
use crate::rules::engine::check::{list, require_grammar, require_one_of, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;
use crate::value::grammar;
use crate::value::words::{TrafficDistribution, TrafficPolicy};

/// The annotation in which the source ranges once stood.
const SOURCE_RANGES: &str = "service.beta.kubernetes.io/load-balancer-source-ranges";

const ONLY_LOAD_BALANCER: &str = "only a service of type LoadBalancer has this";

/// Validates what a service of its type must have, and must not have.
pub(crate) fn validate_type(view: &ServiceView<'_>, findings: &mut Findings) {
    if view.ports.is_empty() && !view.is_headless() && !view.is_external_name() {
        let detail = "only a headless service and an external name have none";
        findings.required(rule::SERVICE_PORTS_REQUIRED, &SPEC.field("ports"), detail);
    }
    match view.type_ {
        "LoadBalancer" | "NodePort" if view.is_headless() => {
            let detail = format!("must not be None for a service of type {}", view.type_);
            let at = SPEC.item("clusterIPs", 0);
            findings.invalid(rule::SERVICE_HEADLESS_TYPE, &at, "None", &detail);
        }
        "ExternalName" => validate_external_name(view, findings),
        _ => {}
    }
}

fn validate_external_name(view: &ServiceView<'_>, findings: &mut Findings) {
    for (field, is_set) in [
        ("clusterIPs", !view.cluster_ips.is_empty()),
        ("ipFamilies", !list(view.spec.ip_families.as_ref()).is_empty()),
        ("ipFamilyPolicy", view.spec.ip_family_policy.is_some()),
    ] {
        if is_set {
            let detail = "a service of type ExternalName has no addresses";
            findings.forbidden(rule::EXTERNAL_NAME_ADDRESSES, &SPEC.field(field), detail);
        }
    }
    let at = SPEC.field("externalName");
    let name = text(view.spec.external_name.as_ref());
    match name.strip_suffix('.').unwrap_or(name) {
        "" => findings.required(rule::EXTERNAL_NAME_REQUIRED, &at, "the service stands for this name"),
        name => require_grammar(findings, rule::EXTERNAL_NAME, &at, name, grammar::subdomain),
    }
}

/// Validates load balancers and traffic policies.
pub(crate) fn validate(view: &ServiceView<'_>, gates: &Gates, findings: &mut Findings) {
    validate_source_ranges(view, gates, findings);
    if !view.is_load_balancer() {
        if view.spec.allocate_load_balancer_node_ports.is_some() {
            let at = SPEC.field("allocateLoadBalancerNodePorts");
            findings.forbidden(rule::ALLOCATE_NODE_PORTS_TYPE, &at, ONLY_LOAD_BALANCER);
        }
        if view.spec.load_balancer_class.is_some() {
            let at = SPEC.field("loadBalancerClass");
            findings.forbidden(rule::LOAD_BALANCER_CLASS_TYPE, &at, ONLY_LOAD_BALANCER);
        }
    } else if let Some(class) = &view.spec.load_balancer_class {
        let at = SPEC.field("loadBalancerClass");
        require_grammar(findings, rule::LOAD_BALANCER_CLASS, &at, class, grammar::label_key);
    }
    validate_external_traffic(view, findings);
    if let Some(policy) = &view.spec.internal_traffic_policy {
        let at = SPEC.field("internalTrafficPolicy");
        require_one_of(findings, rule::INTERNAL_TRAFFIC_POLICY, &at, policy, TrafficPolicy::WORDS);
    }
    if let Some(distribution) = &view.spec.traffic_distribution {
        let at = SPEC.field("trafficDistribution");
        let known: &[&str] =
            if gates.traffic_to_same { TrafficDistribution::WORDS } else { &["PreferClose"] };
        require_one_of(findings, rule::TRAFFIC_DISTRIBUTION, &at, distribution, known);
    }
}

fn validate_source_ranges(view: &ServiceView<'_>, gates: &Gates, findings: &mut Findings) {
    let ranges = list(view.spec.load_balancer_source_ranges.as_ref());
    if !ranges.is_empty() {
        // The API server writes the field like this.
        let at = SPEC.field("LoadBalancerSourceRanges");
        if !view.is_load_balancer() {
            findings.forbidden(rule::SOURCE_RANGES_TYPE, &at, ONLY_LOAD_BALANCER);
        }
        for (i, range) in ranges.iter().enumerate() {
            cidr::validate(range.trim(), gates.strict_ips, &at.index(i), findings);
        }
    } else if let Some(ranges) = view.annotations.and_then(|annotations| annotations.get(SOURCE_RANGES)) {
        let at = Path::of("metadata.annotations");
        let at = at.key(SOURCE_RANGES);
        if !view.is_load_balancer() {
            findings.forbidden(rule::SOURCE_RANGES_TYPE, &at, ONLY_LOAD_BALANCER);
        }
        let ranges = ranges.trim();
        for range in ranges.split(',').filter(|_| !ranges.is_empty()) {
            cidr::validate(range.trim(), gates.strict_ips, &at, findings);
        }
    }
}

fn validate_external_traffic(view: &ServiceView<'_>, findings: &mut Findings) {
    let at = SPEC.field("externalTrafficPolicy");
    let policy = view.external_traffic_policy();
    if view.is_reached_from_outside() {
        require_one_of(findings, rule::EXTERNAL_TRAFFIC_POLICY, &at, policy, TrafficPolicy::WORDS);
    } else if !policy.is_empty() {
        let detail = "only a service that is reached from outside has one";
        findings.invalid(rule::EXTERNAL_TRAFFIC_POLICY_TYPE, &at, policy, detail);
    }
    let health_check = view.spec.health_check_node_port.unwrap_or(0);
    if health_check != 0 && !view.has_health_check() {
        let at = SPEC.field("healthCheckNodePort");
        let detail = "only a LoadBalancer whose externalTrafficPolicy is Local has one";
        findings.invalid_plain(rule::HEALTH_CHECK_PORT_TYPE, &at, health_check, detail);
    }
}
