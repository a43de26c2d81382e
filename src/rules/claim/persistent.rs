//! Persistent volume claims.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::{
    PersistentVolumeClaimSpec, TypedLocalObjectReference, TypedObjectReference,
};

use crate::rules::apply::dropped;
use crate::rules::catalog::claim as rule;
use crate::rules::engine::check::text;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;
use crate::rules::engine::warning::Warnings;
use crate::rules::warnings::fraction::warn_fraction;

/// Returns the spec as the API server stores it: `dataSource` and `dataSourceRef` say the same.
pub(crate) fn stored(spec: &PersistentVolumeClaimSpec) -> Cow<'_, PersistentVolumeClaimSpec> {
    if spec.data_source.is_none() && spec.data_source_ref.is_none() {
        return Cow::Borrowed(spec);
    }
    let mut stored = spec.clone();
    if stored.data_source_ref.as_ref().is_some_and(is_of_other_namespace) {
        stored.data_source_ref = None;
    }
    if stored.data_source_ref.is_none() && !stored.data_source.as_ref().is_some_and(is_claim_or_snapshot) {
        stored.data_source = None;
    }
    match (&stored.data_source, &stored.data_source_ref) {
        (Some(source), None) => {
            stored.data_source_ref = Some(TypedObjectReference {
                api_group: source.api_group.clone(),
                kind: source.kind.clone(),
                name: source.name.clone(),
                namespace: None,
            });
        }
        (None, Some(reference)) => {
            stored.data_source = Some(TypedLocalObjectReference {
                api_group: reference.api_group.clone(),
                kind: reference.kind.clone(),
                name: reference.name.clone(),
            });
        }
        _ => {}
    }
    Cow::Owned(stored)
}

/// The feature that reads sources of other namespaces is off in every version.
fn is_of_other_namespace(reference: &TypedObjectReference) -> bool {
    !text(reference.namespace.as_ref()).is_empty()
}

fn is_claim_or_snapshot(source: &TypedLocalObjectReference) -> bool {
    matches!(
        (&*source.kind, text(source.api_group.as_ref())),
        ("PersistentVolumeClaim", "") | ("VolumeSnapshot", "snapshot.storage.k8s.io")
    )
}

/// Reports what the API server drops from the spec of a claim.
pub(crate) fn validate_to_apply(
    spec: &PersistentVolumeClaimSpec,
    gates: &Gates,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    dropped::validate_attributes_class(spec, gates, at, findings);
    let other = spec.data_source_ref.as_ref().filter(|reference| is_of_other_namespace(reference));
    if other.is_some() {
        let detail =
            "the API server drops a source of another namespace: copy it into the claim's namespace first";
        findings.forbidden(rule::CLAIM_DATA_SOURCE_DROPPED, &at.field("dataSourceRef"), detail);
    }
    let source = spec.data_source.as_ref().filter(|source| !is_claim_or_snapshot(source));
    if source.is_some() && (spec.data_source_ref.is_none() || other.is_some()) {
        let detail =
            "the API server drops a dataSource that is neither a claim nor a snapshot: set dataSourceRef";
        findings.forbidden(rule::CLAIM_DATA_SOURCE_DROPPED, &at.field("dataSource"), detail);
    }
}

/// Warns of fractions of a byte.
pub(crate) fn warn(spec: &PersistentVolumeClaimSpec, at: &Path<'_>, warnings: &mut Warnings) {
    let Some(resources) = &spec.resources else { return };
    let at = at.field("resources");
    warn_fraction(resources.requests.as_ref(), "storage", &at.field("requests"), warnings);
    warn_fraction(resources.limits.as_ref(), "storage", &at.field("limits"), warnings);
}
