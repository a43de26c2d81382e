//! The selector of a StatefulSet, and the labels of its pods.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use crate::rules::catalog::claim as rule;
use crate::rules::engine::check::{entries, list};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::object::selectors::validate_selector;

/// Validates the selector. Returns whether the API server goes on to the template, which it does not if it cannot evaluate the
/// selector.
pub(crate) fn validate(selector: &LabelSelector, at: &Path<'_>, findings: &mut Findings) -> bool {
    let before = findings.len();
    validate_selector(Some(selector), at, findings);
    let can_select = findings.len() == before;
    if is_empty(selector) {
        findings.invalid(rule::STATEFUL_SET_SELECTOR_EMPTY, at, "", "must not be empty");
    }
    if !can_select {
        findings.invalid(rule::STATEFUL_SET_SELECTOR_INVALID, at, "", "cannot be evaluated");
    }
    can_select
}

/// Reports pods that the selector does not select.
pub(crate) fn validate_labels(
    selector: &LabelSelector,
    metadata: Option<&ObjectMeta>,
    template: &Path<'_>,
    findings: &mut Findings,
) {
    let labels = metadata.and_then(|metadata| metadata.labels.as_ref());
    if !is_empty(selector) && !selects(selector, labels) {
        let detail = "the selector does not select these labels";
        let at = template.field("metadata.labels");
        findings.invalid(rule::STATEFUL_SET_SELECTOR_MISMATCH, &at, "", detail);
    }
}

fn is_empty(selector: &LabelSelector) -> bool {
    entries(selector.match_labels.as_ref()).next().is_none()
        && list(selector.match_expressions.as_ref()).is_empty()
}

fn selects(selector: &LabelSelector, labels: Option<&BTreeMap<String, String>>) -> bool {
    let label = |key: &String| labels.and_then(|labels| labels.get(key));
    entries(selector.match_labels.as_ref()).all(|(key, value)| label(key) == Some(value))
        && list(selector.match_expressions.as_ref()).iter().all(|requirement| {
            let value = label(&requirement.key);
            let is_listed = || value.is_some_and(|value| list(requirement.values.as_ref()).contains(value));
            match &*requirement.operator {
                "In" => is_listed(),
                "NotIn" => !is_listed(),
                "Exists" => value.is_some(),
                _ => value.is_none(),
            }
        })
}
