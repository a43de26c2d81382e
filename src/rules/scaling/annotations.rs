//! Annotations in which `autoscaling/v1` keeps the fields that it lacks.

use std::borrow::Cow;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::engine::findings::Findings;
use crate::rules::engine::version::Gates;
use crate::rules::object::metadata::{self, Naming};

pub(crate) const METRICS: &str = "autoscaling.alpha.kubernetes.io/metrics";
pub(crate) const BEHAVIOR: &str = "autoscaling.alpha.kubernetes.io/behavior";

/// The annotations that the API server takes away before it validates.
const TAKEN_AWAY: [&str; 6] = [
    METRICS,
    BEHAVIOR,
    "autoscaling.alpha.kubernetes.io/scale-down-tolerance",
    "autoscaling.alpha.kubernetes.io/scale-up-tolerance",
    "autoscaling.alpha.kubernetes.io/current-metrics",
    "autoscaling.alpha.kubernetes.io/conditions",
];

/// Validates the metadata of an autoscaler, without the annotations that the API server takes away.
pub(crate) fn validate_metadata(
    metadata: &ObjectMeta,
    naming: Naming,
    gates: &Gates,
    findings: &mut Findings,
) {
    metadata::validate_named(&without_taken(metadata), naming, gates, findings);
    if !gates.autoscaler_generation {
        metadata::forbid_negative_generation(metadata, findings);
    }
}

fn without_taken(metadata: &ObjectMeta) -> Cow<'_, ObjectMeta> {
    let has_taken = |key: &str| metadata.annotations.as_ref().is_some_and(|all| all.contains_key(key));
    if !TAKEN_AWAY.into_iter().any(has_taken) {
        return Cow::Borrowed(metadata);
    }
    let mut kept = metadata.clone();
    if let Some(annotations) = &mut kept.annotations {
        annotations.retain(|key, _| !TAKEN_AWAY.contains(&key.as_str()));
    }
    Cow::Owned(kept)
}
