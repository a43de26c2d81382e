//! Which nodes and which other pods a pod is drawn to, or kept from.

use k8s_openapi::api::core::v1;

use super::catalog as rule;
use super::check::{fits, list};
use super::path::Path;
use super::report::Report;
use super::scope::Scope;
use super::selectors::{Merged, judge_label_keys, judge_merged_keys, judge_selector};
use crate::value::grammar;

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

/// `affinity`.
pub(crate) fn judge(scope: &Scope<'_>, spec: &Path<'_>, report: &mut Report) {
    let Some(affinity) = &scope.spec.affinity else { return };
    let at = spec.field("affinity");
    if let Some(node) = &affinity.node_affinity {
        judge_node_affinity(node, &at.field("nodeAffinity"), report);
    }
    if let Some(pods) = &affinity.pod_affinity {
        let required = list(pods.required_during_scheduling_ignored_during_execution.as_ref());
        let preferred = list(pods.preferred_during_scheduling_ignored_during_execution.as_ref());
        judge_pod_affinity(scope, required, preferred, &at.field("podAffinity"), report);
    }
    if let Some(pods) = &affinity.pod_anti_affinity {
        let required = list(pods.required_during_scheduling_ignored_during_execution.as_ref());
        let preferred = list(pods.preferred_during_scheduling_ignored_during_execution.as_ref());
        judge_pod_affinity(scope, required, preferred, &at.field("podAntiAffinity"), report);
    }
}

fn judge_node_affinity(affinity: &v1::NodeAffinity, at: &Path<'_>, report: &mut Report) {
    if let Some(required) = &affinity.required_during_scheduling_ignored_during_execution {
        let at = at.field(REQUIRED);
        if required.node_selector_terms.is_empty() {
            let at = at.field("nodeSelectorTerms");
            report.required(rule::NODE_AFFINITY_TERM_REQUIRED, &at, "name at least one term");
        }
        for (i, term) in required.node_selector_terms.iter().enumerate() {
            judge_node_term(term, true, &at.item("nodeSelectorTerms", i), report);
        }
    }
    let preferred = list(affinity.preferred_during_scheduling_ignored_during_execution.as_ref());
    for (i, term) in preferred.iter().enumerate() {
        let at = at.item(PREFERRED, i);
        judge_weight(term.weight, &at, report);
        judge_node_term(&term.preference, false, &at.field("preference"), report);
    }
}

fn judge_weight(weight: i32, at: &Path<'_>, report: &mut Report) {
    if !(1..=100).contains(&weight) {
        report.invalid_plain(rule::AFFINITY_WEIGHT, &at.field("weight"), weight, "must be between 1 and 100");
    }
}

fn judge_node_term(term: &v1::NodeSelectorTerm, is_required: bool, at: &Path<'_>, report: &mut Report) {
    for (i, requirement) in list(term.match_expressions.as_ref()).iter().enumerate() {
        judge_node_label(requirement, is_required, &at.item("matchExpressions", i), report);
    }
    for (i, requirement) in list(term.match_fields.as_ref()).iter().enumerate() {
        judge_node_field(requirement, &at.item("matchFields", i), report);
    }
}

fn judge_node_label(
    requirement: &v1::NodeSelectorRequirement,
    is_required: bool,
    at: &Path<'_>,
    report: &mut Report,
) {
    let values = list(requirement.values.as_ref());
    let values_at = at.field("values");
    match &*requirement.operator {
        "In" | "NotIn" if values.is_empty() => {
            report.required(rule::SELECTOR_VALUES_REQUIRED, &values_at, "In and NotIn need values");
        }
        "Exists" | "DoesNotExist" if !values.is_empty() => {
            report.forbidden(
                rule::SELECTOR_VALUES_FORBIDDEN,
                &values_at,
                "Exists and DoesNotExist have no values",
            );
        }
        "Gt" | "Lt" if values.len() != 1 => {
            report.required(rule::NODE_AFFINITY_ONE_VALUE, &values_at, "Gt and Lt need exactly one value");
        }
        "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt" => {}
        other => {
            let detail = "must be In, NotIn, Exists, DoesNotExist, Gt or Lt";
            report.invalid(rule::SELECTOR_OPERATOR, &at.field("operator"), other, detail);
        }
    }
    fits(report, rule::SELECTOR_KEY, &at.field("key"), &requirement.key, grammar::label_key);
    // What is only preferred may name a value that no label can have.
    for (i, value) in values.iter().enumerate().filter(|_| is_required) {
        fits(report, rule::SELECTOR_VALUE, &values_at.index(i), value, grammar::label_value);
    }
}

fn judge_node_field(requirement: &v1::NodeSelectorRequirement, at: &Path<'_>, report: &mut Report) {
    let values = list(requirement.values.as_ref());
    let values_at = at.field("values");
    match &*requirement.operator {
        "In" | "NotIn" if values.len() == 1 => {}
        "In" | "NotIn" => {
            report.required(rule::NODE_FIELD_ONE_VALUE, &values_at, "name exactly one node");
        }
        other => {
            report.invalid(rule::SELECTOR_OPERATOR, &at.field("operator"), other, "must be In or NotIn");
        }
    }
    if requirement.key != "metadata.name" {
        let detail = "must be metadata.name, the one field that can be asked for";
        report.invalid(rule::NODE_FIELD_KEY, &at.field("key"), &requirement.key, detail);
        return;
    }
    for (i, name) in values.iter().enumerate() {
        fits(report, rule::NODE_FIELD_VALUE, &values_at.index(i), name, grammar::subdomain);
    }
}

fn judge_pod_affinity(
    scope: &Scope<'_>,
    required: &[v1::PodAffinityTerm],
    preferred: &[v1::WeightedPodAffinityTerm],
    at: &Path<'_>,
    report: &mut Report,
) {
    for (i, term) in required.iter().enumerate() {
        judge_pod_term(scope, term, &at.item(REQUIRED, i), report);
    }
    for (i, weighted) in preferred.iter().enumerate() {
        let at = at.item(PREFERRED, i);
        judge_weight(weighted.weight, &at, report);
        judge_pod_term(scope, &weighted.pod_affinity_term, &at.field("podAffinityTerm"), report);
    }
}

fn judge_pod_term(scope: &Scope<'_>, term: &v1::PodAffinityTerm, at: &Path<'_>, report: &mut Report) {
    let (same, other) = (list(term.match_label_keys.as_ref()), list(term.mismatch_label_keys.as_ref()));
    let selector = term.label_selector.as_ref();
    judge_selector(selector, &at.field("labelSelector"), report);
    if let Some(selector) = selector {
        judge_merged_keys(scope, selector, same.iter().chain(other), &at.field("labelSelector"), report);
    }
    judge_selector(term.namespace_selector.as_ref(), &at.field("namespaceSelector"), report);
    for namespace in list(term.namespaces.as_ref()) {
        // The API server writes the field in the singular, and without its index.
        fits(report, rule::AFFINITY_NAMESPACE, &at.field("namespace"), namespace, grammar::label);
    }
    judge_label_keys(scope, Merged::Affinity { same, other }, selector, at, report);
    let key_at = at.field("topologyKey");
    if term.topology_key.is_empty() {
        report.required(rule::TOPOLOGY_KEY_REQUIRED, &key_at, "name a label of nodes");
    }
    fits(report, rule::TOPOLOGY_KEY_INVALID, &key_at, &term.topology_key, grammar::label_key);
}
