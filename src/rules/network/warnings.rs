//! Warnings about services.

use k8s_openapi::api::core::v1;

use super::cidr;
use super::service::{SPEC, ServiceView, TOPOLOGY_HINTS};
use crate::rules::catalog::network as rule;
use crate::rules::engine::check::{list, text};
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;
use crate::rules::engine::warning::Warnings;
use crate::rules::warnings::pod::warn_ip;

/// Warns of what a service has and the API server finds doubtful.
pub(crate) fn warn(service: &v1::Service, gates: &Gates, warnings: &mut Warnings) {
    let Some(spec) = &service.spec else { return };
    let view = ServiceView::of(service, spec);
    if view.annotations.is_some_and(|annotations| annotations.contains_key(TOPOLOGY_HINTS)) {
        let at = Path::of("metadata.annotations");
        let message = "has been replaced by service.kubernetes.io/topology-mode";
        warnings.warn(rule::WARN_TOPOLOGY_ANNOTATION, &at.key(TOPOLOGY_HINTS), message);
    }
    if !view.is_headless() && !view.is_external_name() {
        for (i, ip) in view.cluster_ips.iter().enumerate() {
            warn_ip(ip, &SPEC.item("clusterIPs", i), warnings);
        }
    }
    let load_balancer_ip = text(spec.load_balancer_ip.as_ref());
    let is_headless = view.type_ == "ClusterIP" && view.is_headless();
    if is_headless && gates.headless_warnings {
        for (field, is_set) in [
            ("loadBalancerIP", !load_balancer_ip.is_empty()),
            ("externalIPs", !view.external_ips.is_empty()),
            ("SessionAffinity", view.session_affinity != "None"),
        ] {
            if is_set {
                let message = "has no effect on a headless service";
                warnings.warn(rule::WARN_HEADLESS_IGNORED, &SPEC.field(field), message);
            }
        }
    }
    warn_external_ips(&view, is_headless, gates, warnings);
    if !load_balancer_ip.is_empty() {
        warn_ip(load_balancer_ip, &SPEC.field("loadBalancerIP"), warnings);
    }
    for (i, range) in list(spec.load_balancer_source_ranges.as_ref()).iter().enumerate() {
        cidr::warn(range, &SPEC.item("loadBalancerSourceRanges", i), warnings);
    }
    if !view.is_external_name() && !text(spec.external_name.as_ref()).is_empty() {
        let message = "has no effect unless the type is ExternalName";
        warnings.warn(rule::WARN_EXTERNAL_NAME_IGNORED, &SPEC.field("externalName"), message);
    }
    if gates.prefer_close_warning && spec.traffic_distribution.as_deref() == Some("PreferClose") {
        let at = SPEC.field("trafficDistribution");
        let message = "PreferClose is called PreferSameZone since Kubernetes 1.34";
        warnings.warn(rule::WARN_PREFER_CLOSE, &at, message);
    }
}

fn warn_external_ips(view: &ServiceView<'_>, is_headless: bool, gates: &Gates, warnings: &mut Warnings) {
    for (i, ip) in view.external_ips.iter().enumerate() {
        warn_ip(ip, &SPEC.item("externalIPs", i), warnings);
    }
    if view.external_ips.is_empty() {
        return;
    }
    let at = SPEC.field("externalIPs");
    if view.is_external_name() {
        let message = "have no effect on a service of type ExternalName";
        warnings.warn(rule::WARN_EXTERNAL_IPS_IGNORED, &at, message);
    } else if !is_headless && gates.external_ips_warning {
        let message = "are deprecated, and some clusters have no such addresses";
        warnings.warn(rule::WARN_EXTERNAL_IPS, &at, message);
    }
}
