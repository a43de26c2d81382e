//! Annotations that stand for fields of older versions of the API.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::catalog::workload as rule;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;

const ROLLBACK_TO: &str = "deprecated.deployment.rollback.to";
const TEMPLATE_GENERATION: &str = "deprecated.daemonset.template.generation";

/// Validates the revision that a Deployment is rolled back to. The path of a negative one is that of the old field.
pub(crate) fn validate_rollback(metadata: &ObjectMeta, findings: &mut Findings) {
    let Some(text) = annotation(metadata, ROLLBACK_TO).filter(|text| !text.is_empty()) else { return };
    match revision(text) {
        Some(revision) if revision < 0 => {
            let at = Path::of("spec.rollback.version");
            findings.invalid_plain(rule::DEPRECATED_REVISION, &at, revision, "must not be negative");
        }
        Some(_) => {}
        None => report(ROLLBACK_TO, text, findings),
    }
}

/// Validates the generation of the template of a DaemonSet.
pub(crate) fn validate_generation(metadata: &ObjectMeta, findings: &mut Findings) {
    if let Some(text) = annotation(metadata, TEMPLATE_GENERATION)
        && revision(text).is_none()
    {
        report(TEMPLATE_GENERATION, text, findings);
    }
}

fn annotation<'a>(metadata: &'a ObjectMeta, key: &str) -> Option<&'a str> {
    metadata.annotations.as_ref()?.get(key).map(String::as_str)
}

fn report(key: &str, text: &str, findings: &mut Findings) {
    let at = Path::of("metadata.annotations");
    findings.invalid(rule::DEPRECATED_REVISION, &at.key(key), text, "must be a number of 64 bits");
}

/// Parses a number as Go does: decimal digits with a sign or none.
fn revision(text: &str) -> Option<i64> {
    text.parse().ok()
}
