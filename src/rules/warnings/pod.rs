//! Warnings of the API server about pods that it accepts.

use k8s_openapi::api::core::v1;

use super::fraction::warn_fraction;
use super::{ports, volumes};
use crate::rules::catalog::pod as rule;
use crate::rules::container::resources::effective_requests;
use crate::rules::engine::annotations::{
    APP_ARMOR, SECCOMP_CONTAINER, SECCOMP_POD, app_armor_profile, key_of_container, of_container,
};
use crate::rules::engine::check::entries;
use crate::rules::engine::check::{list, text};
use crate::rules::engine::ip;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::{ContainerRef, Scope};
use crate::rules::engine::seen::Seen;
use crate::rules::engine::warning::Warnings;
use crate::rules::object::metadata;
use crate::value::grammar;

/// Warns of an accepted pod or template. The paths begin with `root`.
#[inline]
pub(crate) fn warn(scope: &Scope<'_>, root: &Path<'_>, warnings: &mut Warnings) {
    let (metadata_at, spec) = (root.field("metadata"), root.field("spec"));
    if scope.is_pod() {
        warn_name(scope, &metadata_at, warnings);
    }
    warn_node_labels(scope, &spec, warnings);
    warn_spread(scope, &spec, warnings);
    warn_annotations(scope, &metadata_at.field("annotations"), warnings);
    volumes::warn(scope, &spec, warnings);
    warn_aliases_and_secrets(scope, &spec, warnings);
    for name in COUNTED_IN_BYTES {
        warn_fraction(scope.spec.overhead.as_ref(), name, &spec.field("overhead"), warnings);
    }
    for container in scope.containers() {
        warn_container(scope, &container, &container.at(&spec), warnings);
    }
    ports::warn(scope, &spec, warnings);
    if !scope.is_pod() && scope.grace_period() < 0 {
        let at = spec.field("terminationGracePeriodSeconds");
        warnings.warn(rule::WARN_GRACE_PERIOD, &at, "a negative grace period is taken as one second");
    }
    warn_affinity(scope, &spec, warnings);
    warn_ips(scope, &spec, warnings);
}

/// Warns of `AppArmor` annotations of a pod, which a field has replaced. The pod may be accepted or not.
#[inline]
pub(crate) fn warn_app_armor_of_pod(scope: &Scope<'_>, warnings: &mut Warnings) {
    if scope.is_windows() {
        return;
    }
    let pod = scope.spec.security_context.as_ref().and_then(|context| context.app_armor_profile.as_ref());
    for container in scope.containers() {
        let view = container.view();
        let own = view.security_context.and_then(|context| context.app_armor_profile.as_ref());
        let Some(annotation) = of_container(scope, APP_ARMOR, view.name).filter(|_| own.is_none()) else {
            continue;
        };
        let profile = app_armor_profile(annotation);
        if profile.is_none() || profile.as_ref() != pod {
            warn_app_armor(scope, view.name, &Path::ROOT.field("metadata.annotations"), warnings);
        }
    }
}

#[inline]
fn warn_app_armor(scope: &Scope<'_>, container: &str, at: &Path<'_>, warnings: &mut Warnings) {
    if let Some(key) = key_of_container(scope, APP_ARMOR, container) {
        let message = "deprecated; say it in securityContext.appArmorProfile";
        warnings.warn(rule::WARN_APP_ARMOR_ANNOTATION, &at.key(key), message);
    }
}

#[inline]
fn warn_name(scope: &Scope<'_>, at: &Path<'_>, warnings: &mut Warnings) {
    let name = scope.metadata.map(metadata::name).unwrap_or_default();
    if let Err(broken) = grammar::label(&name) {
        let message =
            format!("becomes the host name of the pod, for which a DNS label is better: {}", broken.rule);
        warnings.warn(rule::WARN_POD_NAME_NO_LABEL, &at.field("name"), message);
    }
}

/// Deprecated labels of nodes, each with the message.
const DEPRECATED_LABELS: &[(&str, &str)] = &[
    ("beta.kubernetes.io/arch", "deprecated; use kubernetes.io/arch"),
    ("beta.kubernetes.io/os", "deprecated; use kubernetes.io/os"),
    ("failure-domain.beta.kubernetes.io/region", "deprecated; use topology.kubernetes.io/region"),
    ("failure-domain.beta.kubernetes.io/zone", "deprecated; use topology.kubernetes.io/zone"),
    ("beta.kubernetes.io/instance-type", "deprecated; use node.kubernetes.io/instance-type"),
    ("app.kubernetes.io/created-by", "deprecated"),
    ("scheduler.alpha.kubernetes.io/preferAvoidPods", "deprecated; use taints and tolerations"),
    ("node-role.kubernetes.io/master", "deprecated; use node-role.kubernetes.io/control-plane"),
];

#[inline]
fn warn_label(label: &str, at: &Path<'_>, warnings: &mut Warnings) {
    if let Some((_, message)) = DEPRECATED_LABELS.iter().find(|(deprecated, _)| *deprecated == label) {
        warnings.warn(rule::WARN_NODE_LABEL, at, *message);
    }
}

#[inline]
fn warn_node_labels(scope: &Scope<'_>, spec: &Path<'_>, warnings: &mut Warnings) {
    for (key, _) in entries(scope.spec.node_selector.as_ref()) {
        warn_label(key, &spec.field("nodeSelector").key(key), warnings);
    }
    let Some(affinity) = scope.spec.affinity.as_ref().and_then(|affinity| affinity.node_affinity.as_ref())
    else {
        return;
    };
    let at = spec.field("affinity.nodeAffinity");
    let required = affinity.required_during_scheduling_ignored_during_execution.as_ref();
    for (i, term) in required.into_iter().flat_map(|required| &required.node_selector_terms).enumerate() {
        let at = at.field("requiredDuringSchedulingIgnoredDuringExecution");
        warn_node_term(term, &at.item("nodeSelectorTerms", i), warnings);
    }
    let preferred = list(affinity.preferred_during_scheduling_ignored_during_execution.as_ref());
    for (i, term) in preferred.iter().enumerate() {
        let at = at.item("preferredDuringSchedulingIgnoredDuringExecution", i);
        let at = at.field("preference");
        warn_node_term(&term.preference, &at, warnings);
        for (j, requirement) in list(term.preference.match_expressions.as_ref()).iter().enumerate() {
            let at = at.item("matchExpressions", j);
            for (k, value) in list(requirement.values.as_ref()).iter().enumerate() {
                if let Err(broken) = grammar::label_value(value) {
                    let message = format!("no node has the label value {value:?}: {}", broken.rule);
                    warnings.warn(rule::WARN_NODE_LABEL_VALUE, &at.item("values", k), message);
                }
            }
        }
    }
}

#[inline]
fn warn_node_term(term: &v1::NodeSelectorTerm, at: &Path<'_>, warnings: &mut Warnings) {
    for (i, requirement) in list(term.match_expressions.as_ref()).iter().enumerate() {
        warn_label(&requirement.key, &at.item("matchExpressions", i).field("key"), warnings);
    }
}

const NO_SELECTOR: &str = "without a labelSelector no pod matches";

#[inline]
fn warn_spread(scope: &Scope<'_>, spec: &Path<'_>, warnings: &mut Warnings) {
    for (i, spread) in list(scope.spec.topology_spread_constraints.as_ref()).iter().enumerate() {
        let at = spec.item("topologySpreadConstraints", i);
        warn_label(&spread.topology_key, &at.field("topologyKey"), warnings);
        if spread.label_selector.is_none() {
            warnings.warn(rule::WARN_SELECTOR_MATCHES_NOTHING, &at.field("labelSelector"), NO_SELECTOR);
        }
    }
}

#[inline]
fn warn_affinity(scope: &Scope<'_>, spec: &Path<'_>, warnings: &mut Warnings) {
    let Some(affinity) = &scope.spec.affinity else { return };
    let at = spec.field("affinity");
    if let Some(pods) = &affinity.pod_affinity {
        let required = list(pods.required_during_scheduling_ignored_during_execution.as_ref());
        let preferred = list(pods.preferred_during_scheduling_ignored_during_execution.as_ref());
        warn_pod_affinity(required, preferred, &at.field("podAffinity"), warnings);
    }
    if let Some(pods) = &affinity.pod_anti_affinity {
        let required = list(pods.required_during_scheduling_ignored_during_execution.as_ref());
        let preferred = list(pods.preferred_during_scheduling_ignored_during_execution.as_ref());
        warn_pod_affinity(required, preferred, &at.field("podAntiAffinity"), warnings);
    }
}

#[inline]
fn warn_pod_affinity(
    required: &[v1::PodAffinityTerm],
    preferred: &[v1::WeightedPodAffinityTerm],
    at: &Path<'_>,
    warnings: &mut Warnings,
) {
    for (i, _) in required.iter().enumerate().filter(|(_, term)| term.label_selector.is_none()) {
        let at = at.item("requiredDuringSchedulingIgnoredDuringExecution", i);
        warnings.warn(rule::WARN_SELECTOR_MATCHES_NOTHING, &at.field("labelSelector"), NO_SELECTOR);
    }
    let has_none =
        |weighted: &v1::WeightedPodAffinityTerm| weighted.pod_affinity_term.label_selector.is_none();
    for (i, _) in preferred.iter().enumerate().filter(|(_, weighted)| has_none(weighted)) {
        let at = at.item("preferredDuringSchedulingIgnoredDuringExecution", i);
        let at = at.field("podAffinityTerm.labelSelector");
        warnings.warn(rule::WARN_SELECTOR_MATCHES_NOTHING, &at, NO_SELECTOR);
    }
}

/// Annotations without effect, each with the message.
const ANNOTATIONS_WITHOUT_EFFECT: &[(&str, &str)] = &[
    ("scheduler.alpha.kubernetes.io/critical-pod", "without effect since 1.16; use priorityClassName"),
    ("security.alpha.kubernetes.io/sysctls", "without effect since 1.11; use securityContext.sysctls"),
    ("security.alpha.kubernetes.io/unsafe-sysctls", "without effect since 1.11; use securityContext.sysctls"),
];

const SECCOMP_WITHOUT_EFFECT: &str = "without effect since 1.27; use securityContext.seccompProfile";

#[inline]
fn warn_annotations(scope: &Scope<'_>, at: &Path<'_>, warnings: &mut Warnings) {
    for (key, message) in ANNOTATIONS_WITHOUT_EFFECT {
        if scope.annotation(key).is_some() {
            warnings.warn(rule::WARN_ANNOTATION, &at.key(key), *message);
        }
    }
    let has_field =
        scope.spec.security_context.as_ref().is_some_and(|context| context.seccomp_profile.is_some());
    if !has_field && scope.annotation(SECCOMP_POD).is_some() {
        warnings.warn(rule::WARN_SECCOMP_ANNOTATION, &at.key(SECCOMP_POD), SECCOMP_WITHOUT_EFFECT);
    }
    for container in scope.containers() {
        let view = container.view();
        let context = view.security_context;
        if context.is_none_or(|context| context.seccomp_profile.is_none())
            && let Some(key) = key_of_container(scope, SECCOMP_CONTAINER, view.name)
        {
            warnings.warn(rule::WARN_SECCOMP_ANNOTATION, &at.key(key), SECCOMP_WITHOUT_EFFECT);
        }
        if !scope.is_pod() && context.is_none_or(|context| context.app_armor_profile.is_none()) {
            let pod = scope.spec.security_context.as_ref();
            let pod = pod.and_then(|context| context.app_armor_profile.as_ref());
            let annotation = of_container(scope, APP_ARMOR, view.name);
            if pod.is_none() || annotation.and_then(app_armor_profile).as_ref() != pod {
                warn_app_armor(scope, view.name, at, warnings);
            }
        }
    }
}

#[inline]
fn warn_aliases_and_secrets(scope: &Scope<'_>, spec: &Path<'_>, warnings: &mut Warnings) {
    let mut ips = Seen::<_>::new();
    for (i, alias) in list(scope.spec.host_aliases.as_ref()).iter().enumerate() {
        if !ips.insert(&*alias.ip) {
            let message = format!("the ip {:?} has an alias already", alias.ip);
            warnings.warn(rule::WARN_HOST_ALIAS_TWICE, &spec.item("hostAliases", i).field("ip"), message);
        }
    }
    let mut names = Seen::<_>::new();
    for (i, secret) in list(scope.spec.image_pull_secrets.as_ref()).iter().enumerate() {
        let at = spec.item("imagePullSecrets", i);
        if !names.insert(&*secret.name) {
            let message = format!("the secret {:?} is named already", secret.name);
            warnings.warn(rule::WARN_PULL_SECRET_TWICE, &at.field("name"), message);
        }
        if secret.name.is_empty() {
            warnings.warn(rule::WARN_PULL_SECRET_EMPTY, &at.field("name"), "an empty name is no secret");
        }
    }
}

/// The resources that are amounts of bytes.
const COUNTED_IN_BYTES: [&str; 2] = ["memory", "ephemeral-storage"];

fn warn_container(scope: &Scope<'_>, container: &ContainerRef<'_>, at: &Path<'_>, warnings: &mut Warnings) {
    let view = container.view();
    if let Some(resources) = view.resources {
        let at = at.field("resources");
        let (limits, requests) = (resources.limits.as_ref(), resources.requests.as_ref());
        let defaults = scope.is_pod() && !view.is_ephemeral;
        for name in COUNTED_IN_BYTES {
            warn_fraction(limits, name, &at.field("limits"), warnings);
            // A request that is not set is the limit.
            let is_default = effective_requests(limits, requests, defaults).any(|(key, _)| key == name)
                && !requests.is_some_and(|requests| requests.contains_key(name));
            warn_fraction(if is_default { limits } else { requests }, name, &at.field("requests"), warnings);
        }
    }
    let mut names = Seen::<_>::new();
    for (i, var) in view.env.iter().enumerate() {
        if names.insert(&*var.name) {
            continue;
        }
        let reference = format!("$({})", var.name);
        let value = text(var.value.as_ref());
        let extends = var.value_from.is_none() && value != reference && value.contains(&reference);
        if !extends {
            let message = format!("hides the earlier {:?}, which apply may drop", var.name);
            warnings.warn(rule::WARN_ENV_HIDDEN, &at.item("env", i), message);
        }
    }
}

#[inline]
fn warn_ips(scope: &Scope<'_>, spec: &Path<'_>, warnings: &mut Warnings) {
    let nameservers = scope.spec.dns_config.as_ref().and_then(|config| config.nameservers.as_ref());
    for (i, nameserver) in list(nameservers).iter().enumerate() {
        let at = spec.field("dnsConfig");
        warn_ip(nameserver, &at.item("nameservers", i), warnings);
    }
    for (i, alias) in list(scope.spec.host_aliases.as_ref()).iter().enumerate() {
        warn_ip(&alias.ip, &spec.item("hostAliases", i).field("ip"), warnings);
    }
}

#[inline]
pub(crate) fn warn_ip(text: &str, at: &Path<'_>, warnings: &mut Warnings) {
    let Some(parsed) = ip::parse(text) else { return };
    let usual = parsed.address.to_canonical().to_string();
    if parsed.leading_zeros || parsed.is_mapped() {
        let message = format!("{text:?} is refused since Kubernetes 1.36; use {usual:?}");
        warnings.warn(rule::WARN_IP_FORM, at, message);
    } else if parsed.address.is_ipv6() && usual != text {
        let message = format!("{text:?} is written {usual:?} (RFC 5952)");
        warnings.warn(rule::WARN_IP_FORM, at, message);
    }
}
