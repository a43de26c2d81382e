//! Services, in the order in which the API server looks at them.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::{addresses, exposure, node_ports, service_ports};
use crate::rules::catalog::network as rule;
use crate::rules::catalog::pod::{SELECTOR_KEY, SELECTOR_VALUE};
use crate::rules::engine::check::{list, require_labels, require_one_of, text, text_or};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;
use crate::rules::object::metadata::{self, Naming};
use crate::value::grammar::{self, service};

pub(crate) const SPEC: Path<'static> = Path::of("spec");

const TYPES: [&str; 4] = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
const TOPOLOGY_MODE: &str = "service.kubernetes.io/topology-mode";
pub(crate) const TOPOLOGY_HINTS: &str = "service.kubernetes.io/topology-aware-hints";
/// The longest timeout of a session affinity, in seconds: a day.
const TIMEOUT_MAX: i32 = 86_400;

/// A service as the API server reads it: with its defaults.
#[derive(Clone, Copy)]
pub(crate) struct ServiceView<'p> {
    pub(crate) spec: &'p v1::ServiceSpec,
    pub(crate) annotations: Option<&'p BTreeMap<String, String>>,
    pub(crate) ports: &'p [v1::ServicePort],
    pub(crate) cluster_ips: &'p [String],
    pub(crate) external_ips: &'p [String],
    pub(crate) type_: &'p str,
    pub(crate) session_affinity: &'p str,
}

impl<'p> ServiceView<'p> {
    pub(crate) fn of(service: &'p v1::Service, spec: &'p v1::ServiceSpec) -> Self {
        let cluster_ips = match (&spec.cluster_ip, list(spec.cluster_ips.as_ref())) {
            (Some(ip), []) if !ip.is_empty() => std::slice::from_ref(ip),
            (_, ips) => ips,
        };
        Self {
            spec,
            annotations: service.metadata.annotations.as_ref(),
            ports: list(spec.ports.as_ref()),
            cluster_ips,
            external_ips: list(spec.external_ips.as_ref()),
            type_: text_or(spec.type_.as_ref(), "ClusterIP"),
            session_affinity: text_or(spec.session_affinity.as_ref(), "None"),
        }
    }

    pub(crate) fn is_headless(&self) -> bool {
        matches!(self.cluster_ips, [ip] if ip == "None")
    }

    pub(crate) fn is_external_name(&self) -> bool {
        self.type_ == "ExternalName"
    }

    pub(crate) fn is_load_balancer(&self) -> bool {
        self.type_ == "LoadBalancer"
    }

    /// Tells whether clients outside the cluster reach the service.
    pub(crate) fn is_reached_from_outside(&self) -> bool {
        matches!(self.type_, "LoadBalancer" | "NodePort")
            || (self.type_ == "ClusterIP" && !self.external_ips.is_empty())
    }

    pub(crate) fn external_traffic_policy(&self) -> &'p str {
        let policy = self.spec.external_traffic_policy.as_ref();
        if self.is_reached_from_outside() { text_or(policy, "Cluster") } else { text(policy) }
    }

    /// Tells whether the load balancer asks each node whether it has an endpoint.
    pub(crate) fn has_health_check(&self) -> bool {
        self.is_load_balancer() && self.external_traffic_policy() == "Local"
    }

    fn annotation(&self, key: &str) -> Option<&'p str> {
        self.annotations?.get(key).map(String::as_str)
    }
}

/// Validates a service. The API server assigns addresses and node ports first. What breaks a rule then is all that it reports,
/// so `is_complete` tells whether to look further.
pub(crate) fn validate(service: &v1::Service, gates: &Gates, is_complete: bool, findings: &mut Findings) {
    let spec = service.spec.as_ref();
    let empty = v1::ServiceSpec::default();
    let view = ServiceView::of(service, spec.unwrap_or(&empty));
    let before = findings.len();
    addresses::validate(&view, gates, findings);
    let is_assigned = findings.len() == before;
    let node_ports = if is_assigned { node_ports::assign(&view, findings) } else { Vec::new() };
    if findings.len() != before && !is_complete {
        return;
    }
    let naming = Naming { name: grammar::label, prefix: service::label_prefix, is_namespaced: true };
    metadata::validate_named(&service.metadata, naming, gates, findings);
    metadata::forbid_negative_generation(&service.metadata, findings);
    if !gates.relaxed_service_names {
        validate_letter(&service.metadata, findings);
    }
    validate_topology(&view, findings);
    exposure::validate_type(&view, findings);
    service_ports::validate(&view, findings);
    let selector_at = SPEC.field("selector");
    require_labels(findings, (SELECTOR_KEY, SELECTOR_VALUE), &selector_at, view.spec.selector.as_ref());
    validate_affinity(&view, findings);
    addresses::validate_external_ips(&view, gates, findings);
    require_one_of(findings, rule::SERVICE_TYPE, &SPEC.field("type"), view.type_, &TYPES);
    node_ports::validate(&view, &node_ports, findings);
    service_ports::validate_distinct(&view, findings);
    exposure::validate(&view, gates, findings);
}

/// Reports a name that begins with a digit.
fn validate_letter(metadata: &ObjectMeta, findings: &mut Findings) {
    let at = Path::of("metadata");
    let prefix = text(metadata.generate_name.as_ref());
    if !prefix.is_empty()
        && service::label_prefix(prefix).is_ok()
        && let Err(broken) = service::label_1035_prefix(prefix)
    {
        findings.invalid(rule::SERVICE_NAME, &at.field("generateName"), prefix, broken.rule);
    }
    let name = metadata::name(metadata);
    if grammar::label(&name).is_ok()
        && let Err(broken) = service::label_1035(&name)
    {
        findings.invalid(rule::SERVICE_NAME, &at.field("name"), &name, broken.rule);
    }
}

fn validate_topology(view: &ServiceView<'_>, findings: &mut Findings) {
    if let (Some(mode), Some(hints)) = (view.annotation(TOPOLOGY_MODE), view.annotation(TOPOLOGY_HINTS))
        && mode != hints
    {
        let at = Path::of("metadata.annotations");
        let detail = "must be equal to topology-aware-hints, if there are both";
        findings.invalid(rule::TOPOLOGY_ANNOTATIONS, &at.key(TOPOLOGY_MODE), mode, detail);
    }
}

fn validate_affinity(view: &ServiceView<'_>, findings: &mut Findings) {
    let at = SPEC.field("sessionAffinity");
    require_one_of(findings, rule::SESSION_AFFINITY, &at, view.session_affinity, &["ClientIP", "None"]);
    let config = view.spec.session_affinity_config.as_ref();
    let timeout = config.and_then(|config| config.client_ip.as_ref()?.timeout_seconds);
    if let Some(timeout) = timeout.filter(|_| view.session_affinity == "ClientIP")
        && !(1..=TIMEOUT_MAX).contains(&timeout)
    {
        let at = SPEC.field("sessionAffinityConfig.clientIP.timeoutSeconds");
        findings.invalid_plain(rule::SESSION_AFFINITY_TIMEOUT, &at, timeout, "must be 1 to 86400");
    }
}
