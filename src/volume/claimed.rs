use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use crate::conditional::conditional;
use crate::value::Storage;
use crate::volume::setters::Edit;
use crate::volume::source::{AccessModes, Block, DirectoryMode, Ephemeral, Filesystem, claim_setters};

/// What is claimed: how much storage, of which class, and how it is used.
///
/// One node at a time reads and writes the storage, unless an access mode is set.
///
/// ```
/// use podwright::prelude::*;
///
/// let claim = Claim::new(Storage::gib(10)).storage_class(name!("fast"));
/// let claim = v1::PersistentVolumeClaimSpec::from(claim);
/// assert_eq!(claim.access_modes.unwrap(), ["ReadWriteOnce"]);
/// assert_eq!(claim.resources.unwrap().requests.unwrap()["storage"].0, "10Gi");
/// ```
///
/// # Types
///
/// The parameter says what containers see: a directory, or a block device. Users do not write it.
///
/// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims>
#[doc(alias = "PersistentVolumeClaimSpec")]
#[doc(alias = "spec")]
#[derive(Clone, Debug, PartialEq)]
pub struct Claim<Mode = Filesystem>(v1::PersistentVolumeClaimTemplate, PhantomData<Mode>);

impl Claim {
    /// Creates a claim of this much storage, which containers mount as a directory.
    #[must_use]
    #[doc(alias = "resources")]
    pub fn new(storage: Storage) -> Self {
        Self(Ephemeral::new(AccessModes::READ_WRITE_ONCE, storage).into(), PhantomData)
    }

    /// Makes it a block device instead of a directory.
    #[must_use]
    #[doc(alias = "volumeMode")]
    pub fn block(mut self) -> Claim<Block> {
        self.0.spec.volume_mode = Some("Block".to_owned());
        Claim(self.0, PhantomData)
    }
}

impl<Mode> Claim<Mode> {
    /// Sets how the volume may be used. Defaults to `ReadWriteOnce`.
    #[must_use]
    #[doc(alias = "accessModes")]
    pub fn access_modes(mut self, modes: AccessModes) -> Self {
        self.0.spec.access_modes = Some(modes.into());
        self
    }

    /// Lets many nodes read and write: `ReadWriteMany`.
    #[must_use]
    #[doc(alias = "accessModes")]
    pub fn read_write_many(self) -> Self {
        self.access_modes(AccessModes::READ_WRITE_MANY)
    }

    /// Lets many nodes read: `ReadOnlyMany`.
    #[must_use]
    #[doc(alias = "accessModes")]
    pub fn read_only_many(self) -> Self {
        self.access_modes(AccessModes::READ_ONLY_MANY)
    }

    /// Lets one pod of the whole cluster read and write: `ReadWriteOncePod`.
    #[must_use]
    #[doc(alias = "accessModes")]
    pub fn read_write_once_pod(self) -> Self {
        self.access_modes(AccessModes::READ_WRITE_ONCE_POD)
    }

    /// Changes the labels, the annotations and the spec of the claim by hand, for what has no method here.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::PersistentVolumeClaimTemplate)) -> Self {
        change(&mut self.0);
        self
    }

    conditional!();
}

claim_setters!([@Mode Claim<Mode>]);

impl<Mode> Edit<v1::PersistentVolumeClaimTemplate> for Claim<Mode> {
    fn edit(self, change: impl FnOnce(&mut v1::PersistentVolumeClaimTemplate)) -> Self {
        self.raw(change)
    }
}

impl<Mode> From<Claim<Mode>> for v1::PersistentVolumeClaimTemplate {
    fn from(claim: Claim<Mode>) -> Self {
        claim.0
    }
}

impl<Mode> From<Claim<Mode>> for v1::PersistentVolumeClaimSpec {
    fn from(claim: Claim<Mode>) -> Self {
        claim.0.spec
    }
}

/// What a StatefulSet claims for each pod: a [`Claim`] of a directory.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a claim",
    label = "a claim says how much: `Claim::new(Storage::gib(10))`"
)]
pub trait IntoClaim: sealed::Sealed {
    #[doc(hidden)]
    fn into_claim(self) -> Claim;
}

impl<Mode: DirectoryMode> IntoClaim for Claim<Mode> {
    fn into_claim(self) -> Claim {
        Claim(self.0, PhantomData)
    }
}

mod sealed {
    pub trait Sealed {}

    impl<Mode> Sealed for super::Claim<Mode> {}
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{annotations, labels, name};

    #[test]
    fn everything_is_written() {
        let claim = Claim::new(Storage::gib(1))
            .read_only_many()
            .storage_class(name!("fast"))
            .attributes_class(name!("gold"))
            .limit(Storage::gib(2))
            .matching(labels! { "tier" = "ssd" })
            .labels(labels! { "app" = "web" })
            .annotations(annotations! { "example.com/a" = "b" })
            .when(true, Claim::read_write_many)
            .with_some(None::<crate::value::DnsSubdomain>, Claim::storage_class)
            .block();
        assert_eq!(
            serde_json::to_value(v1::PersistentVolumeClaimTemplate::from(claim)).unwrap(),
            json!({
                "metadata": { "labels": { "app": "web" }, "annotations": { "example.com/a": "b" } },
                "spec": {
                    "accessModes": ["ReadWriteMany"],
                    "resources": { "requests": { "storage": "1Gi" }, "limits": { "storage": "2Gi" } },
                    "storageClassName": "fast",
                    "volumeAttributesClassName": "gold",
                    "selector": { "matchLabels": { "tier": "ssd" } },
                    "volumeMode": "Block",
                },
            })
        );
    }
}
