use k8s_openapi::api::core::v1;

use super::{BlockSource, volume_source};
use crate::object::ClaimRef;
use crate::volume::setters::setters;
use crate::volume::volume::Externals;
use crate::volume::{BlockVolumeOf, VolumeOf};

/// A persistent volume claim that exists beside the pod: a directory, or a block device if the claim asked for one.
///
/// ```
/// use podwright::prelude::*;
///
/// let data = ClaimSource::new(&ClaimRef::new(name!("db-data"))).read_only();
/// let claim = v1::PersistentVolumeClaimVolumeSource::from(data);
/// assert_eq!(claim.claim_name, "db-data");
/// assert_eq!(claim.read_only, Some(true));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes>
#[doc(alias = "persistentVolumeClaim")]
#[doc(alias = "PersistentVolumeClaimVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimSource(v1::PersistentVolumeClaimVolumeSource, Externals);

impl ClaimSource {
    /// Creates a source from a claim in the pod's namespace.
    #[must_use]
    #[doc(alias = "claimName")]
    #[inline]
    pub fn new(claim: &ClaimRef) -> Self {
        let claim_name = claim.to_name();
        let externals = Externals::of(claim.to_external());
        Self(v1::PersistentVolumeClaimVolumeSource { claim_name, read_only: None }, externals)
    }
}

setters! {
    v1::PersistentVolumeClaimVolumeSource, [ClaimSource, VolumeOf<ClaimSource>, BlockVolumeOf<ClaimSource>] {
        /// Keeps all containers of the pod from writing to it, whatever their mounts ask for.
        #[inline]
        fn read_only(claim) {
            claim.read_only = Some(true);
        }
    }
}

volume_source!(ClaimSource, v1::PersistentVolumeClaimVolumeSource, externals);

impl BlockSource for ClaimSource {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::object::ClaimRef;

    #[test]
    fn claims_are_written_by_name() {
        let claim = ClaimSource::new(&ClaimRef::new(crate::name!("data")));
        assert_eq!(written(claim.clone()), json!({ "persistentVolumeClaim": { "claimName": "data" } }));
        assert_eq!(
            written(claim.read_only()),
            json!({ "persistentVolumeClaim": { "claimName": "data", "readOnly": true } })
        );
    }
}
