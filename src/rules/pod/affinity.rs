//! Affinity to nodes, and affinity and anti-affinity to other pods.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::{list, require_grammar};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::object::selectors::{
    LabelKeys, validate_label_keys, validate_merged_keys, validate_selector,
};
use crate::value::grammar;

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

/// Validates `affinity`.
pub(crate) fn validate(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let Some(affinity) = &scope.spec.affinity else { return };
    let at = spec.field("affinity");
    if let Some(node) = &affinity.node_affinity {
        validate_node_affinity(node, &at.field("nodeAffinity"), findings);
    }
    if let Some(pods) = &affinity.pod_affinity {
        let required = list(pods.required_during_scheduling_ignored_during_execution.as_ref());
        let preferred = list(pods.preferred_during_scheduling_ignored_during_execution.as_ref());
        validate_pod_affinity(scope, required, preferred, &at.field("podAffinity"), findings);
    }
    if let Some(pods) = &affinity.pod_anti_affinity {
        let required = list(pods.required_during_scheduling_ignored_during_execution.as_ref());
        let preferred = list(pods.preferred_during_scheduling_ignored_during_execution.as_ref());
        validate_pod_affinity(scope, required, preferred, &at.field("podAntiAffinity"), findings);
    }
}

fn validate_node_affinity(affinity: &v1::NodeAffinity, at: &Path<'_>, findings: &mut Findings) {
    if let Some(required) = &affinity.required_during_scheduling_ignored_during_execution {
        let at = at.field(REQUIRED);
        if required.node_selector_terms.is_empty() {
            let at = at.field("nodeSelectorTerms");
            findings.required(rule::NODE_AFFINITY_TERM_REQUIRED, &at, "name at least one term");
        }
        for (i, term) in required.node_selector_terms.iter().enumerate() {
            validate_node_term(term, true, &at.item("nodeSelectorTerms", i), findings);
        }
    }
    let preferred = list(affinity.preferred_during_scheduling_ignored_during_execution.as_ref());
    for (i, term) in preferred.iter().enumerate() {
        let at = at.item(PREFERRED, i);
        validate_weight(term.weight, &at, findings);
        validate_node_term(&term.preference, false, &at.field("preference"), findings);
    }
}

fn validate_weight(weight: i32, at: &Path<'_>, findings: &mut Findings) {
    if !(1..=100).contains(&weight) {
        findings.invalid_plain(
            rule::AFFINITY_WEIGHT,
            &at.field("weight"),
            weight,
            "must be between 1 and 100",
        );
    }
}

fn validate_node_term(
    term: &v1::NodeSelectorTerm,
    is_required: bool,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    for (i, requirement) in list(term.match_expressions.as_ref()).iter().enumerate() {
        validate_node_label(requirement, is_required, &at.item("matchExpressions", i), findings);
    }
    for (i, requirement) in list(term.match_fields.as_ref()).iter().enumerate() {
        validate_node_field(requirement, &at.item("matchFields", i), findings);
    }
}

fn validate_node_label(
    requirement: &v1::NodeSelectorRequirement,
    is_required: bool,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let values = list(requirement.values.as_ref());
    let values_at = at.field("values");
    match &*requirement.operator {
        "In" | "NotIn" if values.is_empty() => {
            findings.required(rule::SELECTOR_VALUES_REQUIRED, &values_at, "In and NotIn need values");
        }
        "Exists" | "DoesNotExist" if !values.is_empty() => {
            findings.forbidden(
                rule::SELECTOR_VALUES_FORBIDDEN,
                &values_at,
                "Exists and DoesNotExist have no values",
            );
        }
        "Gt" | "Lt" if values.len() != 1 => {
            findings.required(rule::NODE_AFFINITY_ONE_VALUE, &values_at, "Gt and Lt need exactly one value");
        }
        "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt" => {}
        other => {
            let detail = "must be In, NotIn, Exists, DoesNotExist, Gt or Lt";
            findings.invalid(rule::SELECTOR_OPERATOR, &at.field("operator"), other, detail);
        }
    }
    require_grammar(findings, rule::SELECTOR_KEY, &at.field("key"), &requirement.key, grammar::label_key);
    // The API server validates the values of required terms only.
    for (i, value) in values.iter().enumerate().filter(|_| is_required) {
        require_grammar(findings, rule::SELECTOR_VALUE, &values_at.index(i), value, grammar::label_value);
    }
}

fn validate_node_field(requirement: &v1::NodeSelectorRequirement, at: &Path<'_>, findings: &mut Findings) {
    let values = list(requirement.values.as_ref());
    let values_at = at.field("values");
    match &*requirement.operator {
        "In" | "NotIn" if values.len() == 1 => {}
        "In" | "NotIn" => {
            findings.required(rule::NODE_FIELD_ONE_VALUE, &values_at, "name exactly one node");
        }
        other => {
            findings.invalid(rule::SELECTOR_OPERATOR, &at.field("operator"), other, "must be In or NotIn");
        }
    }
    if requirement.key != "metadata.name" {
        let detail = "must be metadata.name, the one field that can be asked for";
        findings.invalid(rule::NODE_FIELD_KEY, &at.field("key"), &requirement.key, detail);
        return;
    }
    for (i, name) in values.iter().enumerate() {
        require_grammar(findings, rule::NODE_FIELD_VALUE, &values_at.index(i), name, grammar::subdomain);
    }
}

fn validate_pod_affinity(
    scope: &Scope<'_>,
    required: &[v1::PodAffinityTerm],
    preferred: &[v1::WeightedPodAffinityTerm],
    at: &Path<'_>,
    findings: &mut Findings,
) {
    for (i, term) in required.iter().enumerate() {
        validate_pod_term(scope, term, &at.item(REQUIRED, i), findings);
    }
    for (i, weighted) in preferred.iter().enumerate() {
        let at = at.item(PREFERRED, i);
        validate_weight(weighted.weight, &at, findings);
        validate_pod_term(scope, &weighted.pod_affinity_term, &at.field("podAffinityTerm"), findings);
    }
}

fn validate_pod_term(scope: &Scope<'_>, term: &v1::PodAffinityTerm, at: &Path<'_>, findings: &mut Findings) {
    let (same, other) = (list(term.match_label_keys.as_ref()), list(term.mismatch_label_keys.as_ref()));
    let selector = term.label_selector.as_ref();
    validate_selector(selector, &at.field("labelSelector"), findings);
    if let Some(selector) = selector {
        validate_merged_keys(scope, selector, same.iter().chain(other), &at.field("labelSelector"), findings);
    }
    validate_selector(term.namespace_selector.as_ref(), &at.field("namespaceSelector"), findings);
    for namespace in list(term.namespaces.as_ref()) {
        // The API server writes the field in the singular, and without its index.
        require_grammar(
            findings,
            rule::AFFINITY_NAMESPACE,
            &at.field("namespace"),
            namespace,
            grammar::label,
        );
    }
    validate_label_keys(scope, LabelKeys::Affinity { same, other }, selector, at, findings);
    let key_at = at.field("topologyKey");
    if term.topology_key.is_empty() {
        findings.required(rule::TOPOLOGY_KEY_REQUIRED, &key_at, "name a label of nodes");
    }
    require_grammar(findings, rule::TOPOLOGY_KEY_INVALID, &key_at, &term.topology_key, grammar::label_key);
}
