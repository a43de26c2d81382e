//! The selector of a Job, and the labels that the API server adds to its template.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::JobScope;
use crate::rules::catalog::batch as rule;
use crate::rules::engine::check::entries;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::object::selectors::{matches, validate_selector};

/// The labels of a pod with the name of its Job.
pub(crate) const NAME_LABELS: [&str; 2] = ["job-name", "batch.kubernetes.io/job-name"];
/// The labels of a pod with the uid of its Job, which the API server chooses.
const UID_LABELS: [&str; 2] = ["controller-uid", UID_LABEL];
const UID_LABEL: &str = "batch.kubernetes.io/controller-uid";
/// The uid, which no label can have.
const UID: &str = "\0";

/// Tells whether the API server generates the selector.
pub(crate) fn is_generated(scope: &JobScope<'_>) -> bool {
    scope.spec.manual_selector != Some(true)
}

/// Validates a selector that the API server completes, and the labels beside those that it generates.
pub(crate) fn validate_generated(scope: &JobScope<'_>, name: &str, at: &Path<'_>, findings: &mut Findings) {
    if !is_generated(scope) {
        return;
    }
    let labels_at = at.field("template.metadata.labels");
    let keys = [UID_LABELS[0], NAME_LABELS[0], UID_LABELS[1], NAME_LABELS[1]];
    for key in keys {
        let expected = generated(key, name).unwrap_or_default();
        match own_label(scope, key) {
            Some(value) if value != expected => {
                let detail = "the API server generates this label";
                findings.invalid(rule::JOB_GENERATED_LABEL, &labels_at.key(key), value, detail);
            }
            _ => {}
        }
    }
    let selector = scope.spec.selector.as_ref();
    if selector.is_some_and(|selector| !selects(selector, true, |key| generated(key, name))) {
        let detail = "the API server generates it; '.manual_selector(..)' of a Job chooses one";
        findings.invalid(rule::JOB_SELECTOR_GENERATED, &at.field("selector"), "selector", detail);
    }
}

/// Validates the selector of a Job of its own.
pub(crate) fn validate(scope: &JobScope<'_>, name: &str, at: &Path<'_>, findings: &mut Findings) {
    let (selector_at, is_generated) = (at.field("selector"), is_generated(scope));
    let selector = scope.spec.selector.as_ref();
    if selector.is_none() && !is_generated {
        findings.required(
            rule::JOB_SELECTOR_REQUIRED,
            &selector_at,
            "a Job with manualSelector has a selector",
        );
    }
    validate_selector(selector, &selector_at, findings);
    let label =
        |key: &str| own_label(scope, key).or_else(|| is_generated.then(|| generated(key, name)).flatten());
    let matches = match selector {
        Some(selector) => selects(selector, is_generated, label),
        // The API server selects by the uid, unless the template has another.
        None => is_generated && label(UID_LABEL) == Some(UID),
    };
    if !matches {
        let detail = "the selector must match the labels of the template";
        let labels_at = at.field("template.metadata.labels");
        findings.invalid(rule::JOB_SELECTOR_MISMATCH, &labels_at, "labels", detail);
    }
}

fn own_label<'p>(scope: &JobScope<'p>, key: &str) -> Option<&'p str> {
    scope.spec.template.metadata.as_ref()?.labels.as_ref()?.get(key).map(String::as_str)
}

/// Returns the value of a label that the API server generates.
fn generated<'n>(key: &str, name: &'n str) -> Option<&'n str> {
    match key {
        key if NAME_LABELS.contains(&key) => Some(name),
        key if UID_LABELS.contains(&key) => Some(UID),
        _ => None,
    }
}

/// Tells whether a selector matches labels. One that breaks other rules is not asked. A `completed` one asks for the uid too.
fn selects<'l>(selector: &LabelSelector, completed: bool, label: impl Fn(&str) -> Option<&'l str>) -> bool {
    let mut broken = Findings::new();
    validate_selector(Some(selector), &Path::ROOT, &mut broken);
    if !broken.is_empty() {
        return true;
    }
    let uid_is_given = entries(selector.match_labels.as_ref()).any(|(key, _)| key == UID_LABEL);
    if completed && !uid_is_given && label(UID_LABEL) != Some(UID) {
        return false;
    }
    matches(selector, label)
}
