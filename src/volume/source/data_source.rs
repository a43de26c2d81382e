use k8s_openapi::api::core::v1;

use super::newtype;
use crate::object::ClaimRef;
use crate::value::{DnsSubdomain, ObjectKind};

/// What a new volume holds at first.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::name;
/// use podwright::volume::source::DataSource;
///
/// let snapshot = v1::TypedObjectReference::from(DataSource::snapshot(name!("nightly")));
/// assert_eq!(snapshot.kind, "VolumeSnapshot");
/// assert_eq!(snapshot.api_group.as_deref(), Some("snapshot.storage.k8s.io"));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-populators-and-data-sources>
#[doc(alias = "TypedObjectReference")]
#[doc(alias = "dataSourceRef")]
#[derive(Clone, Debug, PartialEq)]
pub struct DataSource(v1::TypedObjectReference);

impl DataSource {
    /// Copies what a claim in the pod's namespace holds.
    #[must_use]
    #[inline]
    pub fn claim(claim: &ClaimRef) -> Self {
        Self::reference(None, "PersistentVolumeClaim".to_owned(), claim.name().clone())
    }

    /// Restores a snapshot of the pod's namespace.
    #[must_use]
    #[doc(alias = "VolumeSnapshot")]
    #[inline]
    pub fn snapshot(name: DnsSubdomain) -> Self {
        let group = "snapshot.storage.k8s.io".to_owned();
        Self::reference(Some(group), "VolumeSnapshot".to_owned(), name)
    }

    /// Refers to an object of another kind, for which the cluster has a volume populator.
    #[doc(alias = "apiGroup")]
    #[must_use]
    #[inline]
    pub fn object(api_group: DnsSubdomain, kind: ObjectKind, name: DnsSubdomain) -> Self {
        Self::reference(Some(api_group.into_string()), kind.into_string(), name)
    }

    #[inline]
    fn reference(api_group: Option<String>, kind: String, name: DnsSubdomain) -> Self {
        Self(v1::TypedObjectReference { api_group, kind, name: name.into_string(), namespace: None })
    }
}

newtype!(DataSource, v1::TypedObjectReference);

#[cfg(test)]
mod tests {
    use serde_json::{json, to_value};

    use super::*;
    use crate::object::ClaimRef;
    use crate::{dns_subdomain, name};

    fn json(source: DataSource) -> serde_json::Value {
        to_value(v1::TypedObjectReference::from(source)).unwrap()
    }

    #[test]
    fn only_claims_are_of_the_core_group() {
        assert_eq!(
            json(DataSource::claim(&ClaimRef::new(name!("a")))),
            json!({ "kind": "PersistentVolumeClaim", "name": "a" })
        );
        assert_eq!(
            json(DataSource::snapshot(name!("a"))),
            json!({ "apiGroup": "snapshot.storage.k8s.io", "kind": "VolumeSnapshot", "name": "a" })
        );
        let disk = DataSource::object(
            dns_subdomain!("populators.example.com"),
            ObjectKind::literal("DiskImage"),
            name!("a"),
        );
        assert_eq!(
            json(disk),
            json!({ "apiGroup": "populators.example.com", "kind": "DiskImage", "name": "a" })
        );
    }
}
