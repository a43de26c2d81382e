//! Label selectors, `matchLabelKeys` and `mismatchLabelKeys`.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check;
use crate::rules::engine::check::entries;
use crate::rules::engine::check::{list, require_grammar};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::value::grammar;

/// Validates a label selector.
pub(crate) fn validate_selector(selector: Option<&LabelSelector>, at: &Path<'_>, findings: &mut Findings) {
    let Some(selector) = selector else { return };
    let ids = (rule::SELECTOR_KEY, rule::SELECTOR_VALUE);
    check::require_labels(findings, ids, &at.field("matchLabels"), selector.match_labels.as_ref());
    for (i, requirement) in list(selector.match_expressions.as_ref()).iter().enumerate() {
        let at = at.item("matchExpressions", i);
        let values = list(requirement.values.as_ref());
        let values_at = at.field("values");
        match &*requirement.operator {
            "In" | "NotIn" if values.is_empty() => {
                findings.required(rule::SELECTOR_VALUES_REQUIRED, &values_at, "In and NotIn need values");
            }
            "Exists" | "DoesNotExist" if !values.is_empty() => {
                let detail = "Exists and DoesNotExist have no values";
                findings.forbidden(rule::SELECTOR_VALUES_FORBIDDEN, &values_at, detail);
            }
            "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
            other => {
                let detail = "must be In, NotIn, Exists or DoesNotExist";
                findings.invalid(rule::SELECTOR_OPERATOR, &at.field("operator"), other, detail);
            }
        }
        require_grammar(findings, rule::SELECTOR_KEY, &at.field("key"), &requirement.key, grammar::label_key);
        for (j, value) in values.iter().enumerate() {
            require_grammar(findings, rule::SELECTOR_VALUE, &values_at.index(j), value, grammar::label_value);
        }
    }
}

/// Tells whether a valid selector matches labels. `label` returns the value of one. An empty selector matches all.
#[cfg(feature = "app")]
pub(crate) fn matches<'l>(selector: &LabelSelector, label: impl Fn(&str) -> Option<&'l str>) -> bool {
    let has_labels = entries(selector.match_labels.as_ref()).all(|(key, value)| label(key) == Some(value));
    has_labels
        && list(selector.match_expressions.as_ref()).iter().all(|requirement| {
            let value = label(&requirement.key);
            let is_listed =
                || list(requirement.values.as_ref()).iter().any(|one| Some(one.as_str()) == value);
            match &*requirement.operator {
                "In" => is_listed(),
                "NotIn" => !is_listed(),
                "Exists" => value.is_some(),
                _ => value.is_none(),
            }
        })
}

/// The keys of `matchLabelKeys` (`same`) and `mismatchLabelKeys` (`other`). Their values are those of the pod's own labels.
#[derive(Clone, Copy)]
pub(crate) enum LabelKeys<'p> {
    Affinity { same: &'p [String], other: &'p [String] },
    Spread { same: &'p [String] },
}

impl<'p> LabelKeys<'p> {
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

/// Validates the requirements that the API server adds to the selector of a pod: one for each key that the pod has a label of.
pub(crate) fn validate_merged_keys<'p>(
    scope: &Scope<'_>,
    selector: &LabelSelector,
    keys: impl Iterator<Item = &'p String>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if !scope.is_pod() {
        return;
    }
    let before = list(selector.match_expressions.as_ref()).len();
    let merged = keys.filter_map(|key| Some((key, scope.label(key)?)));
    for (i, (key, value)) in merged.enumerate() {
        let at = at.item("matchExpressions", before + i);
        require_grammar(findings, rule::SELECTOR_KEY, &at.field("key"), key, grammar::label_key);
        require_grammar(findings, rule::SELECTOR_VALUE, &at.item("values", 0), value, grammar::label_value);
    }
}

/// Validates `matchLabelKeys` and `mismatchLabelKeys`.
pub(crate) fn validate_label_keys(
    scope: &Scope<'_>,
    label_keys: LabelKeys<'_>,
    selector: Option<&LabelSelector>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let (same, other) = (label_keys.same(), label_keys.other());
    for (field, keys) in [("matchLabelKeys", same), ("mismatchLabelKeys", other)] {
        if keys.is_empty() {
            continue;
        }
        let at = at.field(field);
        if selector.is_none() {
            findings.forbidden(rule::LABEL_KEYS_WITHOUT_SELECTOR, &at, "needs a labelSelector");
            continue;
        }
        for (i, key) in keys.iter().enumerate() {
            require_grammar(findings, rule::LABEL_KEYS_INVALID, &at.index(i), key, grammar::label_key);
        }
    }
    if let Some(selector) = selector.filter(|_| !same.is_empty()) {
        validate_keys_twice(scope, label_keys, selector, at, findings);
    }
    if !other.is_empty() {
        let mut keys = Seen::<_>::new();
        keys.extend(other.iter().map(String::as_str));
        for (i, key) in same.iter().enumerate().filter(|(_, key)| keys.contains(key)) {
            let detail = "must not be one of mismatchLabelKeys as well";
            findings.invalid(rule::LABEL_KEYS_BOTH, &at.item("matchLabelKeys", i), key, detail);
        }
    }
}

/// Reports keys of `matchLabelKeys` that the selector has already.
fn validate_keys_twice(
    scope: &Scope<'_>,
    label_keys: LabelKeys<'_>,
    selector: &LabelSelector,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let same = label_keys.same();
    let is_merged = match label_keys {
        LabelKeys::Affinity { .. } => true,
        LabelKeys::Spread { .. } => scope.gates.merge_spread_label_keys,
    };
    let own = |key: &&String| scope.is_pod() && is_merged && scope.label(key).is_some();
    let mut keys = Seen::<_>::new();
    keys.extend(entries(selector.match_labels.as_ref()).map(|(key, _)| key.as_str()));
    let selected =
        list(selector.match_expressions.as_ref()).iter().map(|requirement| requirement.key.as_str());
    let taken = same.iter().chain(label_keys.other()).filter(own).map(String::as_str);
    for key in selected.chain(taken) {
        if !keys.insert(key) {
            // The API server names the last of equal keys, and leaves out `matchLabelKeys` in the path.
            if let Some(i) = same.iter().rposition(|same| same == key) {
                let detail = "must not be a key of labelSelector as well";
                findings.invalid(rule::LABEL_KEYS_IN_SELECTOR, &at.index(i), key, detail);
            }
        }
    }
}

/// Validates `matchLabelKeys` as before 1.34, when the keys were not added to the selector.
pub(crate) fn validate_label_keys_apart(
    keys: &[String],
    selector: Option<&LabelSelector>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if keys.is_empty() {
        return;
    }
    if selector.is_none() {
        findings.forbidden(rule::LABEL_KEYS_WITHOUT_SELECTOR, at, "needs a labelSelector");
    }
    let mut selected = Seen::<_>::new();
    if let Some(selector) = selector {
        selected.extend(entries(selector.match_labels.as_ref()).map(|(key, _)| key.as_str()));
        let requirements = list(selector.match_expressions.as_ref());
        selected.extend(requirements.iter().map(|requirement| requirement.key.as_str()));
    }
    for (i, key) in keys.iter().enumerate() {
        require_grammar(findings, rule::LABEL_KEYS_INVALID, &at.index(i), key, grammar::label_key);
        if selected.contains(key) {
            let detail = "must not be a key of labelSelector as well";
            findings.invalid(rule::LABEL_KEYS_IN_SELECTOR, &at.index(i), key, detail);
        }
    }
}
