//! Advice on roles and bindings.

use k8s_openapi::api::rbac::v1::{PolicyRule, Subject};

use crate::rules::catalog::access as rule;
use crate::rules::engine::check::list;
use crate::rules::engine::path::Path;
use crate::rules::engine::warning::Warnings;

/// The word for every verb, group or resource.
const EVERY: &str = "*";

/// Advises on the rules of a role.
pub(crate) fn advise_on_rules(rules: &[PolicyRule], found: &mut Warnings) {
    for (i, policy) in rules.iter().enumerate() {
        let at = Path::ROOT.item("rules", i);
        let has_every = |words: &[String]| words.iter().any(|word| word == EVERY);
        let names = list(policy.resource_names.as_ref());
        if has_every(&policy.verbs)
            && has_every(list(policy.api_groups.as_ref()))
            && has_every(list(policy.resources.as_ref()))
            && names.is_empty()
        {
            let message = "allows everything, which includes changing roles; name what is needed";
            found.warn(rule::ADVICE_ROLE_OF_EVERYTHING, &at, message);
        }
        if names.is_empty() || has_every(&policy.verbs) {
            continue;
        }
        for (j, verb) in policy.verbs.iter().enumerate() {
            if matches!(&**verb, "create" | "deletecollection") {
                let message =
                    format!("a request to {verb} carries no name, so a rule with names never allows it");
                found.warn(rule::ADVICE_CREATE_BY_NAME, &at.item("verbs", j), message);
            }
        }
    }
}

/// Advises on those who get a role.
pub(crate) fn advise_on_subjects(subjects: &[Subject], found: &mut Warnings) {
    if subjects.is_empty() {
        let message = "nobody gets the role; add a subject";
        found.warn(rule::ADVICE_BINDING_OF_NOBODY, &Path::of("subjects"), message);
    }
}
