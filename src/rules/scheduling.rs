//! Where a pod may run: tolerations, affinity, spread.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::catalog as rule;
use super::check::{self, fits, fits_if_set, list, one_of, text};
use super::path::Path;
use super::report::Report;
use super::scope::Scope;
use super::seen::Seen;
use crate::value::grammar;

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

/// `tolerations`, of the spec or of an annotation.
pub(crate) fn judge_tolerations(tolerations: &[v1::Toleration], at: &Path<'_>, report: &mut Report) {
    for (i, toleration) in tolerations.iter().enumerate() {
        let at = at.index(i);
        let (key, value) = (text(toleration.key.as_ref()), text(toleration.value.as_ref()));
        let (operator, effect) = (text(toleration.operator.as_ref()), text(toleration.effect.as_ref()));
        let operator_at = at.field("operator");
        fits_if_set(report, rule::TOLERATION_KEY, &at.field("key"), key, grammar::label_key);
        if key.is_empty() && operator != "Exists" {
            let detail = "must be Exists where no key is given: it tolerates every taint";
            report.invalid(rule::TOLERATION_KEY_REQUIRED, &operator_at, operator, detail);
        }
        if toleration.toleration_seconds.is_some() && effect != "NoExecute" {
            let detail = "must be NoExecute where tolerationSeconds is set";
            report.invalid(rule::TOLERATION_SECONDS, &at.field("effect"), effect, detail);
        }
        match operator {
            // What the API server says of the value it says of the operator.
            "Equal" | "" => fits(report, rule::TOLERATION_VALUE, &operator_at, value, grammar::label_value),
            "Exists" if value.is_empty() => {}
            "Exists" => {
                let detail = "must have no value: Exists tolerates all of them";
                report.invalid(rule::TOLERATION_EXISTS_VALUE, &operator_at, value, detail);
            }
            // The operators Lt and Gt are behind a gate that is off by default.
            other => {
                report.not_supported(rule::TOLERATION_OPERATOR, &operator_at, other, &["Equal", "Exists"]);
            }
        }
        if !effect.is_empty() {
            let known = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
            one_of(report, rule::TOLERATION_EFFECT, &at.field("effect"), effect, &known);
        }
    }
}

/// `affinity`.
pub(crate) fn judge_affinity(scope: &Scope<'_>, spec: &Path<'_>, report: &mut Report) {
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

/// A label selector.
pub(crate) fn judge_selector(selector: Option<&LabelSelector>, at: &Path<'_>, report: &mut Report) {
    let Some(selector) = selector else { return };
    let ids = (rule::SELECTOR_KEY, rule::SELECTOR_VALUE);
    check::labels(report, ids, &at.field("matchLabels"), selector.match_labels.as_ref());
    for (i, requirement) in list(selector.match_expressions.as_ref()).iter().enumerate() {
        let at = at.item("matchExpressions", i);
        let values = list(requirement.values.as_ref());
        let values_at = at.field("values");
        match &*requirement.operator {
            "In" | "NotIn" if values.is_empty() => {
                report.required(rule::SELECTOR_VALUES_REQUIRED, &values_at, "In and NotIn need values");
            }
            "Exists" | "DoesNotExist" if !values.is_empty() => {
                let detail = "Exists and DoesNotExist have no values";
                report.forbidden(rule::SELECTOR_VALUES_FORBIDDEN, &values_at, detail);
            }
            "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
            other => {
                let detail = "must be In, NotIn, Exists or DoesNotExist";
                report.invalid(rule::SELECTOR_OPERATOR, &at.field("operator"), other, detail);
            }
        }
        fits(report, rule::SELECTOR_KEY, &at.field("key"), &requirement.key, grammar::label_key);
        for (j, value) in values.iter().enumerate() {
            fits(report, rule::SELECTOR_VALUE, &values_at.index(j), value, grammar::label_value);
        }
    }
}

/// The keys whose values a pod takes from its own labels.
#[derive(Clone, Copy)]
enum Merged<'p> {
    Affinity { same: &'p [String], other: &'p [String] },
    Spread { same: &'p [String] },
}

impl<'p> Merged<'p> {
    fn same(self) -> &'p [String] {
        match self {
            Self::Affinity { same, .. } | Self::Spread { same } => same,
        }
    }

    fn other(self) -> &'p [String] {
        match self {
            Self::Affinity { other, .. } => other,
            Self::Spread { .. } => &[],
        }
    }
}

/// When a pod is created, its own labels become requirements of the selector, and are judged as such.
fn judge_merged_keys<'p>(
    scope: &Scope<'_>,
    selector: &LabelSelector,
    keys: impl Iterator<Item = &'p String>,
    at: &Path<'_>,
    report: &mut Report,
) {
    if !scope.is_pod() {
        return;
    }
    let before = list(selector.match_expressions.as_ref()).len();
    let merged = keys.filter_map(|key| Some((key, scope.label(key)?)));
    for (i, (key, value)) in merged.enumerate() {
        let at = at.item("matchExpressions", before + i);
        fits(report, rule::SELECTOR_KEY, &at.field("key"), key, grammar::label_key);
        fits(report, rule::SELECTOR_VALUE, &at.item("values", 0), value, grammar::label_value);
    }
}

fn judge_label_keys(
    scope: &Scope<'_>,
    merged: Merged<'_>,
    selector: Option<&LabelSelector>,
    at: &Path<'_>,
    report: &mut Report,
) {
    let (same, other) = (merged.same(), merged.other());
    for (field, keys) in [("matchLabelKeys", same), ("mismatchLabelKeys", other)] {
        if keys.is_empty() {
            continue;
        }
        let at = at.field(field);
        if selector.is_none() {
            report.forbidden(rule::LABEL_KEYS_WITHOUT_SELECTOR, &at, "needs a labelSelector");
            continue;
        }
        for (i, key) in keys.iter().enumerate() {
            fits(report, rule::LABEL_KEYS_INVALID, &at.index(i), key, grammar::label_key);
        }
    }
    if let Some(selector) = selector.filter(|_| !same.is_empty()) {
        judge_keys_twice(scope, merged, selector, at, report);
    }
    if !other.is_empty() {
        let mut keys = Seen::new();
        keys.extend(other.iter().map(String::as_str));
        for (i, key) in same.iter().enumerate().filter(|(_, key)| keys.contains(key)) {
            let detail = "must not be one of mismatchLabelKeys as well";
            report.invalid(rule::LABEL_KEYS_BOTH, &at.item("matchLabelKeys", i), key, detail);
        }
    }
}

/// A key that the selector already has, once the pod's own labels are requirements of it.
fn judge_keys_twice(
    scope: &Scope<'_>,
    merged: Merged<'_>,
    selector: &LabelSelector,
    at: &Path<'_>,
    report: &mut Report,
) {
    let same = merged.same();
    let is_merged = match merged {
        Merged::Affinity { .. } => true,
        Merged::Spread { .. } => scope.gates.merge_spread_label_keys,
    };
    let own = |key: &&String| scope.is_pod() && is_merged && scope.label(key).is_some();
    let mut keys = Seen::new();
    keys.extend(selector.match_labels.iter().flatten().map(|(key, _)| key.as_str()));
    let said = list(selector.match_expressions.as_ref()).iter().map(|requirement| requirement.key.as_str());
    let taken = same.iter().chain(merged.other()).filter(own).map(String::as_str);
    for key in said.chain(taken) {
        if !keys.insert(key) {
            // The last of equal keys is named, right below the term.
            if let Some(i) = same.iter().rposition(|same| same == key) {
                let detail = "must not be a key of labelSelector as well";
                report.invalid(rule::LABEL_KEYS_IN_SELECTOR, &at.index(i), key, detail);
            }
        }
    }
}

/// `topologySpreadConstraints`.
pub(crate) fn judge_spread(scope: &Scope<'_>, spec: &Path<'_>, report: &mut Report) {
    let constraints = list(scope.spec.topology_spread_constraints.as_ref());
    let pair = |i: usize| (&*constraints[i].topology_key, &*constraints[i].when_unsatisfiable);
    // Of equal ones every one but the last is a duplicate.
    let mut later = Seen::new();
    let duplicates: Vec<usize> = (0..constraints.len()).rev().filter(|i| !later.insert(pair(*i))).collect();
    for (i, constraint) in constraints.iter().enumerate() {
        let at = spec.item("topologySpreadConstraints", i);
        judge_constraint(scope, constraint, &at, report);
        if duplicates.binary_search_by(|other| i.cmp(other)).is_ok() {
            let (key, action) = pair(i);
            let at = at.field("{topologyKey, whenUnsatisfiable}");
            report.duplicate(rule::SPREAD_DUPLICATE, &at, &format!("{{{key}, {action}}}"));
        }
    }
}

fn judge_constraint(
    scope: &Scope<'_>,
    constraint: &v1::TopologySpreadConstraint,
    at: &Path<'_>,
    report: &mut Report,
) {
    if constraint.max_skew <= 0 {
        let at = at.field("maxSkew");
        report.invalid_plain(rule::SPREAD_MAX_SKEW, &at, constraint.max_skew, "must be at least 1");
    }
    if constraint.topology_key.is_empty() {
        report.required(rule::TOPOLOGY_KEY_REQUIRED, &at.field("topologyKey"), "name a label of nodes");
    }
    let known = ["DoNotSchedule", "ScheduleAnyway"];
    let action = &*constraint.when_unsatisfiable;
    one_of(report, rule::SPREAD_WHEN_UNSATISFIABLE, &at.field("whenUnsatisfiable"), action, &known);
    if let Some(domains) = constraint.min_domains {
        let at = at.field("minDomains");
        if domains <= 0 {
            report.invalid_plain(rule::SPREAD_MIN_DOMAINS, &at, domains, "must be at least 1");
        }
        if action != "DoNotSchedule" {
            let detail = "needs whenUnsatisfiable: DoNotSchedule";
            report.invalid_plain(rule::SPREAD_MIN_DOMAINS_ACTION, &at, domains, detail);
        }
    }
    let policies = [
        ("nodeAffinityPolicy", &constraint.node_affinity_policy),
        ("nodeTaintsPolicy", &constraint.node_taints_policy),
    ];
    for (field, policy) in policies {
        if let Some(policy) = policy {
            one_of(report, rule::SPREAD_NODE_POLICY, &at.field(field), policy, &["Honor", "Ignore"]);
        }
    }
    let same = list(constraint.match_label_keys.as_ref());
    let selector = constraint.label_selector.as_ref();
    if scope.gates.merge_spread_label_keys {
        judge_label_keys(scope, Merged::Spread { same }, selector, at, report);
    } else {
        judge_label_keys_apart(same, selector, &at.field("matchLabelKeys"), report);
    }
    judge_selector(selector, &at.field("labelSelector"), report);
    if let Some(selector) = selector.filter(|_| scope.gates.merge_spread_label_keys) {
        judge_merged_keys(scope, selector, same.iter(), &at.field("labelSelector"), report);
    }
}

/// Before 1.34 the keys stay apart from the selector.
fn judge_label_keys_apart(
    keys: &[String],
    selector: Option<&LabelSelector>,
    at: &Path<'_>,
    report: &mut Report,
) {
    if keys.is_empty() {
        return;
    }
    if selector.is_none() {
        report.forbidden(rule::LABEL_KEYS_WITHOUT_SELECTOR, at, "needs a labelSelector");
    }
    let mut selected = Seen::new();
    if let Some(selector) = selector {
        selected.extend(selector.match_labels.iter().flatten().map(|(key, _)| key.as_str()));
        let requirements = list(selector.match_expressions.as_ref());
        selected.extend(requirements.iter().map(|requirement| requirement.key.as_str()));
    }
    for (i, key) in keys.iter().enumerate() {
        fits(report, rule::LABEL_KEYS_INVALID, &at.index(i), key, grammar::label_key);
        if selected.contains(key) {
            let detail = "must not be a key of labelSelector as well";
            report.invalid(rule::LABEL_KEYS_IN_SELECTOR, &at.index(i), key, detail);
        }
    }
}
