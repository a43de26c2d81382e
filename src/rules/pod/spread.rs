//! Topology spread constraints.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::{list, require_one_of};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::rules::object::selectors::{
    LabelKeys, validate_label_keys, validate_label_keys_apart, validate_merged_keys, validate_selector,
};
use crate::value::words::NodeInclusionPolicy;

/// Validates `topologySpreadConstraints`.
pub(crate) fn validate(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let constraints = list(scope.spec.topology_spread_constraints.as_ref());
    if constraints.is_empty() {
        return;
    }
    let pair = |i: usize| (&*constraints[i].topology_key, &*constraints[i].when_unsatisfiable);
    // The API server reports all equal constraints but the last.
    let mut later = Seen::<_>::new();
    let duplicates: Vec<usize> = (0..constraints.len()).rev().filter(|i| !later.insert(pair(*i))).collect();
    for (i, constraint) in constraints.iter().enumerate() {
        let at = spec.item("topologySpreadConstraints", i);
        validate_constraint(scope, constraint, &at, findings);
        if duplicates.binary_search_by(|other| i.cmp(other)).is_ok() {
            let (key, action) = pair(i);
            let at = at.field("{topologyKey, whenUnsatisfiable}");
            findings.duplicate(rule::SPREAD_DUPLICATE, &at, &format!("{{{key}, {action}}}"));
        }
    }
}

fn validate_constraint(
    scope: &Scope<'_>,
    constraint: &v1::TopologySpreadConstraint,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if constraint.max_skew <= 0 {
        let at = at.field("maxSkew");
        findings.invalid_plain(rule::SPREAD_MAX_SKEW, &at, constraint.max_skew, "must be at least 1");
    }
    if constraint.topology_key.is_empty() {
        findings.required(rule::TOPOLOGY_KEY_REQUIRED, &at.field("topologyKey"), "name a label of nodes");
    }
    let known = ["DoNotSchedule", "ScheduleAnyway"];
    let action = &*constraint.when_unsatisfiable;
    require_one_of(findings, rule::SPREAD_WHEN_UNSATISFIABLE, &at.field("whenUnsatisfiable"), action, &known);
    if let Some(domains) = constraint.min_domains {
        let at = at.field("minDomains");
        if domains <= 0 {
            findings.invalid_plain(rule::SPREAD_MIN_DOMAINS, &at, domains, "must be at least 1");
        }
        if action != "DoNotSchedule" {
            let detail = "needs whenUnsatisfiable: DoNotSchedule";
            findings.invalid_plain(rule::SPREAD_MIN_DOMAINS_ACTION, &at, domains, detail);
        }
    }
    let policies = [
        ("nodeAffinityPolicy", &constraint.node_affinity_policy),
        ("nodeTaintsPolicy", &constraint.node_taints_policy),
    ];
    for (field, policy) in policies {
        if let Some(policy) = policy {
            require_one_of(
                findings,
                rule::SPREAD_NODE_POLICY,
                &at.field(field),
                policy,
                NodeInclusionPolicy::WORDS,
            );
        }
    }
    let same = list(constraint.match_label_keys.as_ref());
    let selector = constraint.label_selector.as_ref();
    if scope.gates.merge_spread_label_keys {
        validate_label_keys(scope, LabelKeys::Spread { same }, selector, at, findings);
    } else {
        validate_label_keys_apart(same, selector, &at.field("matchLabelKeys"), findings);
    }
    validate_selector(selector, &at.field("labelSelector"), findings);
    if let Some(selector) = selector.filter(|_| scope.gates.merge_spread_label_keys) {
        validate_merged_keys(scope, selector, same.iter(), &at.field("labelSelector"), findings);
    }
}
