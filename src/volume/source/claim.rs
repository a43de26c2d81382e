use k8s_openapi::api::core::v1;

use super::{BlockSource, volume_source};
use crate::value::DnsSubdomain;

/// A claim that exists beside the pod: a directory, or a block device where the claim asked for one.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::name;
/// use podwright::volume::source::PersistentVolumeClaim;
///
/// let claim = v1::PersistentVolumeClaimVolumeSource::from(PersistentVolumeClaim::new(name!("data")).read_only());
/// assert_eq!(claim.claim_name, "data");
/// assert_eq!(claim.read_only, Some(true));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes>
#[derive(Clone, Debug, PartialEq)]
pub struct PersistentVolumeClaim(v1::PersistentVolumeClaimVolumeSource);

impl PersistentVolumeClaim {
    /// The claim of this name in the pod's namespace.
    #[must_use]
    pub fn new(name: DnsSubdomain) -> Self {
        Self(v1::PersistentVolumeClaimVolumeSource { claim_name: name.into_string(), read_only: None })
    }

    /// No container of the pod may write to it, whatever its mount says.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.0.read_only = Some(true);
        self
    }
}

volume_source!(PersistentVolumeClaim, v1::PersistentVolumeClaimVolumeSource);

impl BlockSource for PersistentVolumeClaim {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;

    #[test]
    fn claims_are_written_by_name() {
        let claim = PersistentVolumeClaim::new(crate::name!("data"));
        assert_eq!(written(claim.clone()), json!({ "persistentVolumeClaim": { "claimName": "data" } }));
        assert_eq!(
            written(claim.read_only()),
            json!({ "persistentVolumeClaim": { "claimName": "data", "readOnly": true } })
        );
    }
}
