//! Selectors of workloads.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::rules::catalog::workload as rule;
use crate::rules::engine::check::{entries, list};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::object::selectors;

type Labels = BTreeMap<String, String>;

/// Returns the selector if one is given. `k8s_openapi` reads a missing selector as one without fields.
pub(crate) fn given(selector: Option<&LabelSelector>) -> Option<&LabelSelector> {
    selector.filter(|selector| selector.match_labels.is_some() || selector.match_expressions.is_some())
}

/// Validates the selector of a Deployment or ReplicaSet. Returns whether it has no errors, so that it can be compared with
/// labels. A missing one has none.
pub(crate) fn validate_required(
    selector: Option<&LabelSelector>,
    at: &Path<'_>,
    findings: &mut Findings,
) -> bool {
    let Some(selector) = selector else {
        findings.required(rule::WORKLOAD_SELECTOR_REQUIRED, at, "say which pods belong to the workload");
        return true;
    };
    let before = findings.len();
    selectors::validate_selector(Some(selector), at, findings);
    let is_valid = findings.len() == before;
    forbid_empty(selector, at, findings);
    if !is_valid {
        findings.invalid(
            rule::WORKLOAD_SELECTOR_INVALID,
            at,
            &shown(selector),
            "breaks the rules of selectors",
        );
    }
    is_valid
}

/// Reports a selector that selects everything.
pub(crate) fn forbid_empty(selector: &LabelSelector, at: &Path<'_>, findings: &mut Findings) {
    if is_empty(selector) {
        let detail = "is missing or empty; an empty selector would select every pod of the namespace";
        findings.invalid(rule::WORKLOAD_SELECTOR_EMPTY, at, "", detail);
    }
}

/// Reports labels of a template at `root` that the selector does not match. A missing selector matches nothing.
pub(crate) fn require_match(
    selector: Option<&LabelSelector>,
    template: &Scope<'_>,
    root: &Path<'_>,
    findings: &mut Findings,
) {
    let labels = template.metadata.and_then(|metadata| metadata.labels.as_ref());
    let label = |key: &str| labels.and_then(|labels| labels.get(key)).map(String::as_str);
    if selector.is_some_and(|selector| selectors::matches(selector, label)) {
        return;
    }
    let wanted = selector.and_then(|selector| selector.match_labels.as_ref());
    report_mismatch(wanted, labels, root, findings);
}

/// Reports labels that differ from those that a selector asks for.
pub(crate) fn report_mismatch(
    wanted: Option<&Labels>,
    labels: Option<&Labels>,
    root: &Path<'_>,
    findings: &mut Findings,
) {
    let value_of = |key: &str| labels.and_then(|labels| labels.get(key));
    let different = entries(wanted).find(|(key, value)| value_of(key) != Some(value));
    let detail = match different.map(|(key, value)| (key, value, value_of(key))) {
        Some((key, value, Some(other))) => {
            format!("the selector asks for {key:?} = {value:?}, and the template has {key:?} = {other:?}")
        }
        Some((key, value, None)) => {
            format!("the selector asks for {key:?} = {value:?}, which the template lacks")
        }
        None => "the selector does not match them".to_owned(),
    };
    let shown: Vec<_> = entries(labels).map(|(key, value)| format!("{key}={value}")).collect();
    let at = root.field("metadata.labels");
    findings.invalid(rule::WORKLOAD_SELECTOR_MISMATCH, &at, &shown.join(","), &detail);
}

fn is_empty(selector: &LabelSelector) -> bool {
    entries(selector.match_labels.as_ref()).len() == 0 && list(selector.match_expressions.as_ref()).is_empty()
}

fn shown(selector: &LabelSelector) -> String {
    let labels = entries(selector.match_labels.as_ref()).map(|(key, value)| format!("{key}={value}"));
    let requirements = list(selector.match_expressions.as_ref()).iter();
    let requirements = requirements.map(|requirement| {
        let values = list(requirement.values.as_ref()).join(",");
        format!("{} {} ({values})", requirement.key, requirement.operator)
    });
    labels.chain(requirements).collect::<Vec<_>>().join(",")
}
