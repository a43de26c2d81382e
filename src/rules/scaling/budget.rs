//! Disruption budgets.

use std::borrow::Cow;

use k8s_openapi::api::policy::v1::PodDisruptionBudgetSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::rules::catalog::scaling as rule;
use crate::rules::engine::check::{entries, list, require_one_of};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::warning::Warnings;
use crate::rules::object::selectors;
use crate::rules::workload::int_or_percent;
use crate::value::words::EvictionPolicy;

/// The key that selected all or nothing in `policy/v1beta1`. The API server drops it beside others.
const V1BETA1_KEY: &str = "pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match";

/// Validates the spec of a disruption budget.
pub(crate) fn validate(spec: &PodDisruptionBudgetSpec, at: &Path<'_>, findings: &mut Findings) {
    let (min, max) = (spec.min_available.as_ref(), spec.max_unavailable.as_ref());
    if min.is_some() && max.is_some() {
        findings.invalid(rule::BUDGET_TWO, at, "", "minAvailable and maxUnavailable exclude each other");
    }
    for (field, amount) in [("minAvailable", min), ("maxUnavailable", max)] {
        let at = at.field(field);
        if let Some(amount) = amount {
            int_or_percent::validate(amount, rule::BUDGET_AMOUNT, &at, findings);
            int_or_percent::forbid_over_100(amount, rule::BUDGET_OVER_100, &at, findings);
        }
    }
    let selector = spec.selector.as_ref().map(without_dropped);
    selectors::validate_selector(selector.as_deref(), &at.field("selector"), findings);
    if let Some(policy) = &spec.unhealthy_pod_eviction_policy {
        let at = at.field("unhealthyPodEvictionPolicy");
        require_one_of(findings, rule::BUDGET_EVICTION_POLICY, &at, policy, EvictionPolicy::WORDS);
    }
}

/// Reports requirements that the API server drops from the selector.
pub(crate) fn forbid_dropped(spec: &PodDisruptionBudgetSpec, at: &Path<'_>, findings: &mut Findings) {
    let Some(selector) = spec.selector.as_ref().filter(|selector| drops_from(selector)) else { return };
    let at = at.field("selector");
    for (i, requirement) in list(selector.match_expressions.as_ref()).iter().enumerate() {
        if requirement.key == V1BETA1_KEY {
            let at = at.item("matchExpressions", i);
            let detail = "the API server drops this key beside others";
            findings.forbidden(rule::BUDGET_KEY_DROPPED, &at.field("key"), detail);
        }
    }
}

/// Returns the selector that the API server validates.
fn without_dropped(selector: &LabelSelector) -> Cow<'_, LabelSelector> {
    if !drops_from(selector) {
        return Cow::Borrowed(selector);
    }
    let mut kept = selector.clone();
    if let Some(requirements) = &mut kept.match_expressions {
        requirements.retain(|requirement| requirement.key != V1BETA1_KEY);
    }
    Cow::Owned(kept)
}

fn drops_from(selector: &LabelSelector) -> bool {
    let requirements = list(selector.match_expressions.as_ref());
    let matches_none = entries(selector.match_labels.as_ref()).len() == 0
        && matches!(requirements, [one] if one.operator == "Exists" && list(one.values.as_ref()).is_empty());
    !matches_none && requirements.iter().any(|requirement| requirement.key == V1BETA1_KEY)
}

/// Advises on budgets that protect nothing, or block every drain of a node.
pub(crate) fn advise(spec: &PodDisruptionBudgetSpec, at: &Path<'_>, advice: &mut Warnings) {
    if spec.selector.is_none() {
        let message = "selects no pods, so that the budget protects none";
        advice.warn(rule::ADVICE_BUDGET_WITHOUT_PODS, &at.field("selector"), message);
    }
    let is_all = |amount: &IntOrString| matches!(amount, IntOrString::String(text) if text == "100%");
    match (&spec.min_available, &spec.max_unavailable) {
        (None, None) => {
            let message = "says neither minAvailable nor maxUnavailable, so that no pod can be evicted";
            advice.warn(rule::ADVICE_BUDGET_WITHOUT_LIMIT, at, message);
        }
        (Some(min), None) if is_all(min) => {
            let message = "allows no eviction, so that no node with these pods can be drained";
            advice.warn(rule::ADVICE_BUDGET_BLOCKS, &at.field("minAvailable"), message);
        }
        (None, Some(max)) if int_or_percent::is_zero(max) => {
            let message = "allows no eviction, so that no node with these pods can be drained";
            advice.warn(rule::ADVICE_BUDGET_BLOCKS, &at.field("maxUnavailable"), message);
        }
        _ => {}
    }
}
