//! The pod template of a StatefulSet, as the API server sees it.

use std::borrow::Cow;
use std::sync::LazyLock;

use k8s_openapi::api::apps::v1::{StatefulSet, StatefulSetSpec};
use k8s_openapi::api::core::v1::{
    PersistentVolumeClaim, PersistentVolumeClaimSpec, PersistentVolumeClaimVolumeSource, PodTemplateSpec,
    Volume,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::rules::engine::check::{list, some, text};
use crate::rules::engine::index::Keys;
use crate::rules::workload::selector;

/// Returns the spec, or an empty one.
pub(crate) fn spec_of(set: &StatefulSet) -> &StatefulSetSpec {
    some::<StatefulSetSpec, _>(&set.spec).unwrap_or_else(|| &EMPTY)
}

/// Returns the selector if one is given.
pub(crate) fn selector_of(set: &StatefulSet) -> Option<&LabelSelector> {
    selector::given(Some(&spec_of(set).selector))
}

static EMPTY: LazyLock<StatefulSetSpec> = LazyLock::new(StatefulSetSpec::default);

pub(crate) fn claims_of(spec: &StatefulSetSpec) -> &[PersistentVolumeClaim] {
    list(spec.volume_claim_templates.as_ref())
}

pub(crate) fn claim_spec_of(claim: &PersistentVolumeClaim) -> &PersistentVolumeClaimSpec {
    static EMPTY: LazyLock<PersistentVolumeClaimSpec> = LazyLock::new(PersistentVolumeClaimSpec::default);
    claim.spec.as_ref().unwrap_or_else(|| &EMPTY)
}

pub(crate) fn name_of(claim: &PersistentVolumeClaim) -> &str {
    text(claim.metadata.name.as_ref())
}

/// Returns the template with a volume for each claim, and without what the controller overwrites.
///
/// The volumes of claims come first. They replace volumes of their names.
pub(crate) fn with_claims(spec: &StatefulSetSpec) -> Cow<'_, PodTemplateSpec> {
    let claims = claims_of(spec);
    let pod = spec.template.spec.as_ref();
    let is_named = pod.is_some_and(|pod| pod.hostname.is_some() || pod.subdomain.is_some());
    if claims.is_empty() && !is_named {
        return Cow::Borrowed(&spec.template);
    }
    let mut template = spec.template.clone();
    let pod = template.spec.get_or_insert_default();
    pod.hostname = None;
    pod.subdomain = None;
    if !claims.is_empty() {
        let own = pod.volumes.take().unwrap_or_default();
        let mut names = Keys::new();
        let mut volumes: Vec<Volume> =
            claims.iter().map(name_of).filter(|name| names.insert(*name)).map(volume_of).collect();
        volumes.extend(own.into_iter().filter(|volume| !names.contains(&*volume.name)));
        pod.volumes = Some(volumes);
    }
    Cow::Owned(template)
}

fn volume_of(claim: &str) -> Volume {
    let source = PersistentVolumeClaimVolumeSource { claim_name: claim.to_owned(), read_only: None };
    Volume { name: claim.to_owned(), persistent_volume_claim: Some(source), ..Volume::default() }
}

/// Where the volumes of the template that [`with_claims`] returns are written.
pub(crate) struct WrittenVolumes {
    /// The index of the claim template of each volume that is added for one.
    claims: Vec<usize>,
    /// The index of each volume that stays.
    volumes: Vec<usize>,
}

impl WrittenVolumes {
    /// Finds the places. `claims` are the names of the claim templates, `volumes` those of the template's volumes.
    pub(crate) fn new<'a>(
        claims: impl Iterator<Item = &'a str>,
        volumes: impl Iterator<Item = &'a str>,
    ) -> Self {
        let mut names = Keys::new();
        let claims = claims.enumerate().filter(|(_, name)| names.insert(*name)).map(|(at, _)| at).collect();
        let volumes =
            volumes.enumerate().filter(|(_, name)| !names.contains(*name)).map(|(at, _)| at).collect();
        Self { claims, volumes }
    }

    pub(crate) fn of(spec: &StatefulSetSpec) -> Self {
        let volumes = spec.template.spec.as_ref().and_then(|pod| pod.volumes.as_ref());
        Self::new(claims_of(spec).iter().map(name_of), list(volumes).iter().map(|volume| &*volume.name))
    }

    /// Returns the path at which a field of the template stands in the StatefulSet, if it is another one.
    pub(crate) fn path(&self, field: &str) -> Option<String> {
        let (index, rest) = field.strip_prefix(VOLUMES)?.split_once(']')?;
        let index: usize = index.parse().ok()?;
        if let Some(claim) = self.claims.get(index) {
            return Some(format!("spec.volumeClaimTemplates[{claim}].metadata.name"));
        }
        let volume = self.volumes.get(index.checked_sub(self.claims.len())?)?;
        Some(format!("{VOLUMES}{volume}]{rest}"))
    }
}

const VOLUMES: &str = "spec.template.spec.volumes[";

#[cfg(test)]
mod tests {
    use super::WrittenVolumes;

    #[test]
    fn a_field_of_a_volume_is_that_of_the_claim_or_of_the_volume_as_written() {
        let written = WrittenVolumes::new(["a", "b", "a"].into_iter(), ["x", "b", "y"].into_iter());
        let at = |field| written.path(field).unwrap_or_default();
        assert_eq!(at("spec.template.spec.volumes[0].name"), "spec.volumeClaimTemplates[0].metadata.name");
        assert_eq!(at("spec.template.spec.volumes[1]"), "spec.volumeClaimTemplates[1].metadata.name");
        assert_eq!(at("spec.template.spec.volumes[2].name"), "spec.template.spec.volumes[0].name");
        assert_eq!(at("spec.template.spec.volumes[3].nfs"), "spec.template.spec.volumes[2].nfs");
        for same in ["spec.template.spec.volumes[4]", "spec.template.spec.volumes[x]", "spec.replicas", ""] {
            assert_eq!(written.path(same), None);
        }
    }
}
