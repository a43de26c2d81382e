//! Cluster IPs, IP families and external IPs of services.

use std::net::IpAddr;

use k8s_openapi::api::core::v1;

use super::service::{SPEC, ServiceView};
use crate::rules::catalog::network as rule;
use crate::rules::catalog::pod::IP_INVALID;
use crate::rules::engine::check::{list, require_ip, require_one_of, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::ip;
use crate::rules::engine::seen::Seen;
use crate::rules::engine::version::Gates;
use crate::value::words::{IpFamily, IpFamilyPolicy};

/// Validates the cluster IPs and the IP families, without the ranges of a cluster.
pub(crate) fn validate(view: &ServiceView<'_>, gates: &Gates, findings: &mut Findings) {
    if view.is_external_name() {
        return;
    }
    let before = findings.len();
    validate_first(view, findings);
    validate_families(view, findings);
    if let Some(policy) = &view.spec.ip_family_policy {
        let at = SPEC.field("ipFamilyPolicy");
        require_one_of(findings, rule::IP_FAMILY_POLICY, &at, policy, IpFamilyPolicy::WORDS);
    }
    validate_cluster_ips(view, gates, findings);
    if findings.len() == before {
        validate_single_stack(view, findings);
    }
}

fn validate_first(view: &ServiceView<'_>, findings: &mut Findings) {
    let at = SPEC.field("clusterIPs");
    let first = view.cluster_ips.first();
    match (text(view.spec.cluster_ip.as_ref()), first) {
        ("", Some(first)) => {
            findings.invalid(rule::CLUSTER_IPS_FIRST, &at, first, "needs the first of them as clusterIP");
        }
        (ip, Some(first)) if ip != first => {
            findings.invalid(rule::CLUSTER_IPS_FIRST, &at, first, "the first must be clusterIP");
        }
        _ => {}
    }
}

fn validate_families(view: &ServiceView<'_>, findings: &mut Findings) {
    let mut seen = Seen::<_>::new();
    for (i, family) in list(view.spec.ip_families.as_ref()).iter().enumerate() {
        let at = SPEC.item("ipFamilies", i);
        require_one_of(findings, rule::IP_FAMILY, &at, family, IpFamily::WORDS);
        if !seen.insert(&**family) {
            findings.duplicate(rule::IP_FAMILY_DUPLICATE, &at, family);
        }
    }
}

fn validate_cluster_ips(view: &ServiceView<'_>, gates: &Gates, findings: &mut Findings) {
    let ips = view.cluster_ips;
    let at = SPEC.field("clusterIPs");
    let mut is_valid = true;
    for (i, ip) in ips.iter().enumerate() {
        if i == 0 && ip == "None" {
            if ips.len() > 1 {
                is_valid = false;
                findings.invalid(rule::CLUSTER_IPS_NONE, &at, ip, "must be the only value");
            }
            continue;
        }
        is_valid &= ip::validate(ip, gates.strict_ips).is_ok();
        require_ip(findings, gates.strict_ips, &at.index(i), ip);
    }
    if let [_, _, third, ..] = ips {
        findings.invalid(rule::CLUSTER_IPS_TOO_MANY, &at, third, "must be at most two");
    }
    if !is_valid {
        return;
    }
    if let [_, second, ..] = ips {
        let sixes = ips.iter().filter(|ip| is_v6(ip)).count();
        if sixes == 0 || sixes == ips.len() {
            let detail = "must be one of IPv4 and one of IPv6";
            findings.invalid(rule::CLUSTER_IPS_FAMILIES, &at, second, detail);
        }
    }
    if view.is_headless() {
        return;
    }
    for (i, (ip, family)) in ips.iter().zip(list(view.spec.ip_families.as_ref())).enumerate() {
        let is_other = match &**family {
            "IPv4" => is_v6(ip),
            "IPv6" => !is_v6(ip),
            _ => false,
        };
        if is_other {
            let detail = format!("must be of {family}, as ipFamilies[{i}] says");
            findings.invalid(rule::CLUSTER_IPS_OF_FAMILY, &at.index(i), ip, &detail);
        }
    }
}

fn validate_single_stack(view: &ServiceView<'_>, findings: &mut Findings) {
    // Without a policy, a headless service without a selector has both families.
    let is_free = view.spec.cluster_ip.as_deref() == Some("None")
        && view.spec.selector.as_ref().is_none_or(std::collections::BTreeMap::is_empty);
    let is_single = match view.spec.ip_family_policy.as_deref() {
        Some(policy) => policy == "SingleStack",
        None => !is_free,
    };
    if is_single && (view.cluster_ips.len() == 2 || list(view.spec.ip_families.as_ref()).len() == 2) {
        let at = SPEC.field("ipFamilyPolicy");
        let detail = "must be PreferDualStack or RequireDualStack for two cluster IPs or IP families";
        findings.invalid(rule::IP_FAMILY_POLICY_SINGLE, &at, "SingleStack", detail);
    }
}

/// Reports a service of both IP families that names one of them. Create adds the other one, and apply must not take it away.
///
/// With `PreferDualStack` nothing is reported: a cluster of one family adds none, and refuses a service that names both.
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services>
pub(crate) fn validate_to_apply(service: &v1::Service, findings: &mut Findings) {
    let Some(spec) = &service.spec else { return };
    let is_external_name = ServiceView::of(service, spec).is_external_name();
    if let [family] = list(spec.ip_families.as_ref())
        && spec.ip_family_policy.as_deref() == Some("RequireDualStack")
        && IpFamily::WORDS.contains(&&**family)
        && !is_external_name
    {
        let detail =
            "the API server adds the other family, and then the second apply fails; name both, or none";
        findings.invalid(rule::APPLY_IP_FAMILY_MISSING, &SPEC.field("ipFamilies"), family, detail);
    }
}

fn is_v6(text: &str) -> bool {
    ip::parse(text).is_some_and(|parsed| parsed.address.to_canonical().is_ipv6())
}

/// Validates the external IPs.
pub(crate) fn validate_external_ips(view: &ServiceView<'_>, gates: &Gates, findings: &mut Findings) {
    for (i, text) in view.external_ips.iter().enumerate() {
        let at = SPEC.item("externalIPs", i);
        if let Err(detail) = ip::validate(text, gates.strict_ips) {
            findings.invalid(IP_INVALID, &at, text, detail);
        } else if let Some(parsed) = ip::parse(text)
            && is_special(parsed.address.to_canonical())
        {
            let detail = "must be no loopback, link-local or unspecified address";
            findings.invalid(rule::EXTERNAL_IP_SPECIAL, &at, text, detail);
        }
    }
}

fn is_special(address: IpAddr) -> bool {
    let is_link_local = match address {
        IpAddr::V4(four) => four.is_link_local() || matches!(four.octets(), [224, 0, 0, _]),
        IpAddr::V6(six) => {
            let [first, ..] = six.segments();
            // `ff02` with any flags: Go looks at the scope alone.
            first & 0xffc0 == 0xfe80 || first & 0xff0f == 0xff02
        }
    };
    address.is_unspecified() || address.is_loopback() || is_link_local
}
