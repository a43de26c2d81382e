//! Annotations that the API server reads: deletion cost, mirror pods, and annotations that fields have replaced.

use super::{toleration_annotation, tolerations};
use crate::rules::catalog::pod as rule;
use crate::rules::engine::annotations::{APP_ARMOR, MIRROR, SECCOMP_CONTAINER, SECCOMP_POD};
use crate::rules::engine::check::{require_relative, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;

use crate::rules::engine::index::Keys;
const TOLERATIONS: &str = "scheduler.alpha.kubernetes.io/tolerations";
const DELETION_COST: &str = "controller.kubernetes.io/pod-deletion-cost";

/// Validates the annotations at `at` that the API server reads.
pub(crate) fn validate(scope: &Scope<'_>, at: &Path<'_>, findings: &mut Findings) {
    if scope.annotations().next().is_none() {
        return;
    }
    if let Some(mirror) = scope.annotation(MIRROR)
        && text(scope.spec.node_name.as_ref()).is_empty()
    {
        let detail = "a mirror pod must name its node in spec.nodeName";
        findings.invalid(rule::MIRROR_POD_NODE, &at.key(MIRROR), mirror, detail);
    }
    if let Some(json) = scope.annotation(TOLERATIONS).filter(|json| !json.is_empty()) {
        match toleration_annotation::read(json) {
            Ok(tolerations) => tolerations::validate(&tolerations, &at.field(TOLERATIONS), findings),
            Err(detail) => findings.invalid(rule::TOLERATIONS_ANNOTATION, at, TOLERATIONS, detail),
        }
    }
    if let Some(cost) = scope.annotation(DELETION_COST)
        && !is_cost(cost)
    {
        let detail = "must be a 32-bit integer without a '+' or leading zeros";
        findings.invalid(rule::DELETION_COST, &at.key(DELETION_COST), cost, detail);
    }
    if let Some(profile) = scope.annotation(SECCOMP_POD) {
        validate_seccomp(profile, &at.field(SECCOMP_POD), findings);
    }
    for (key, profile) in scope.annotations() {
        if key.starts_with(SECCOMP_CONTAINER) {
            validate_seccomp(profile, &at.field(key), findings);
        }
    }
    let mut containers: Option<Keys<'_>> = None;
    for (key, profile) in scope.annotations() {
        let Some(name) = key.strip_prefix(APP_ARMOR) else { continue };
        let names = || {
            let mut names = Keys::new();
            names.extend(scope.containers().map(|container| container.name()));
            names
        };
        if !containers.get_or_insert_with(names).contains(name) {
            findings.invalid(
                rule::APP_ARMOR_ANNOTATION_CONTAINER,
                &at.key(key),
                name,
                "is no container of the pod",
            );
        }
        if !matches!(profile, "" | "runtime/default" | "unconfined") && !profile.starts_with("localhost/") {
            let detail = "must be runtime/default, unconfined or localhost/NAME";
            findings.invalid(rule::APP_ARMOR_ANNOTATION, &at.key(key), profile, detail);
        }
    }
}

fn is_cost(text: &str) -> bool {
    let first = text == "0" || matches!(text.as_bytes().first(), Some(b'-' | b'1'..=b'9'));
    first && text.parse::<i32>().is_ok()
}

fn validate_seccomp(profile: &str, at: &Path<'_>, findings: &mut Findings) {
    if matches!(profile, "runtime/default" | "docker/default" | "unconfined") {
        return;
    }
    if let Some(path) = profile.strip_prefix("localhost/") {
        require_relative(findings, rule::SECCOMP_ANNOTATION_PATH, at, path);
    } else {
        let detail = "must be runtime/default, unconfined or localhost/PATH";
        findings.invalid(rule::SECCOMP_ANNOTATION, at, profile, detail);
    }
}

#[cfg(test)]
mod tests {
    use super::is_cost;

    #[test]
    fn a_deletion_cost_is_written_as_go_writes_integers() {
        for good in ["0", "1", "-1", "-0", "-01", "2147483647", "-2147483648"] {
            assert!(is_cost(good), "{good}");
        }
        for bad in ["", "+1", "01", "00", "-", "1.0", "2147483648", " 1", "1_0"] {
            assert!(!is_cost(bad), "{bad}");
        }
    }
}
