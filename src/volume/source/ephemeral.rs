use std::borrow::Cow;
use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::{AnySource, BlockSource, DirectorySource, VolumeSource, newtype, sealed};
use crate::value::grammar::Broken;
use crate::value::words::AccessMode;
use crate::value::{OneOrMore, ParseError, Storage};
use crate::volume::setters::Edit;
use crate::volume::{BlockVolumeOf, VolumeOf};

/// A persistent volume claim that is created with the pod and removed with it.
///
/// Kubernetes names it `POD-VOLUME`, after the pod and the volume.
///
/// ```
/// use podwright::prelude::*;
///
/// let scratch = v1::EphemeralVolumeSource::from(
///     Ephemeral::new(AccessModes::READ_WRITE_ONCE, Storage::gib(10)).storage_class(name!("fast")),
/// );
/// let claim = scratch.volume_claim_template.unwrap().spec;
/// assert_eq!(claim.access_modes.unwrap(), ["ReadWriteOnce"]);
/// assert_eq!(claim.resources.unwrap().requests.unwrap()["storage"].0, "10Gi");
/// ```
///
/// # Types
///
/// The parameter says what containers see: a [`Filesystem`] or a [`Block`] device. Users do not write it.
///
/// Source: <https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes>
#[doc(alias = "volumeClaimTemplate")]
#[doc(alias = "PersistentVolumeClaimSpec")]
#[doc(alias = "EphemeralVolumeSource")]
#[doc(alias = "PersistentVolumeClaimTemplate")]
#[derive(Clone, Debug, PartialEq)]
pub struct Ephemeral<Mode = Filesystem>(v1::PersistentVolumeClaimTemplate, PhantomData<Mode>);

/// Containers see the volume as a directory with a file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filesystem {}

/// Containers see the volume as a block device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {}

impl Ephemeral {
    /// Creates a claim for this much storage, which the pod's containers mount as a directory.
    #[must_use]
    #[doc(alias = "accessModes")]
    #[inline]
    pub fn new(access_modes: AccessModes, storage: Storage) -> Self {
        let requests = [("storage".to_owned(), storage.into())].into();
        let spec = v1::PersistentVolumeClaimSpec {
            access_modes: Some(access_modes.into()),
            resources: Some(v1::VolumeResourceRequirements { requests: Some(requests), limits: None }),
            ..Default::default()
        };
        Self(v1::PersistentVolumeClaimTemplate { metadata: None, spec }, PhantomData)
    }

    /// Makes it a block device instead of a directory.
    #[must_use]
    #[doc(alias = "volumeMode")]
    #[inline]
    pub fn block(mut self) -> Ephemeral<Block> {
        self.0.spec.volume_mode = Some("Block".to_owned());
        Ephemeral(self.0, PhantomData)
    }
}

/// Defines the setters of a claim, for each type that holds one.
macro_rules! claim_setters {
    ($holders:tt) => {
        $crate::volume::setters::setters! {
            k8s_openapi::api::core::v1::PersistentVolumeClaimTemplate, $holders {
                /// Sets the storage class. Defaults to the cluster's default class.
                #[doc(alias = "storageClassName")]
                #[inline]
                fn storage_class(claim, name: $crate::value::DnsSubdomain) {
                    claim.spec.storage_class_name = Some(name.into_string());
                }

                /// Demands a volume without storage class: one that was created by hand. Not even the default class applies.
                #[doc(alias = "storageClassName")]
                #[inline]
                fn no_storage_class(claim) {
                    claim.spec.storage_class_name = Some(String::new());
                }

                /// Sets the class of attributes, such as throughput, that the driver gives the volume.
                #[doc(alias = "volumeAttributesClassName")]
                #[inline]
                fn attributes_class(claim, name: $crate::value::DnsSubdomain) {
                    claim.spec.volume_attributes_class_name = Some(name.into_string());
                }

                /// Sets the most storage that the volume may have.
                #[doc(alias = "limits")]
                #[inline]
                fn limit(claim, storage: $crate::value::Storage) {
                    let limits = [("storage".to_owned(), storage.into())].into();
                    claim.spec.resources.get_or_insert_default().limits = Some(limits);
                }

                /// Accepts only volumes with these labels.
                #[doc(alias = "selector")]
                #[doc(alias = "matchLabels")]
                #[inline]
                fn matching(claim, labels: $crate::value::Labels) {
                    let match_labels = Some(labels.into());
                    claim.spec.selector = Some(k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector {
                        match_labels,
                        match_expressions: None,
                    });
                }

                /// Sets what the volume holds at first. Defaults to nothing.
                #[doc(alias = "dataSourceRef")]
                #[inline]
                fn data_source(claim, source: $crate::volume::source::DataSource) {
                    claim.spec.data_source_ref = Some(source.into());
                }

                /// Sets the labels of the claim.
                #[inline]
                fn labels(claim, labels: $crate::value::Labels) {
                    claim.metadata.get_or_insert_default().labels = Some(labels.into());
                }

                /// Sets the annotations of the claim.
                #[inline]
                fn annotations(claim, annotations: $crate::value::Annotations) {
                    claim.metadata.get_or_insert_default().annotations = Some(annotations.into());
                }
            }
        }
    };
}

#[cfg(feature = "app")]
pub(crate) use claim_setters;

claim_setters!([@Mode Ephemeral<Mode>, @Mode VolumeOf<Ephemeral<Mode>>, @Mode BlockVolumeOf<Ephemeral<Mode>>]);

newtype!(Ephemeral<Mode>, v1::PersistentVolumeClaimTemplate);

impl<Mode> VolumeOf<Ephemeral<Mode>> {
    /// Changes the [`v1::PersistentVolumeClaimTemplate`] by hand, for what has no method here.
    #[must_use]
    pub fn raw(self, change: impl FnOnce(&mut v1::PersistentVolumeClaimTemplate)) -> Self {
        self.edit(change)
    }
}

impl<Mode> From<Ephemeral<Mode>> for v1::EphemeralVolumeSource {
    fn from(ephemeral: Ephemeral<Mode>) -> Self {
        Self { volume_claim_template: Some(ephemeral.into()) }
    }
}

impl<Mode> sealed::Sealed for Ephemeral<Mode> {}

impl<Mode> VolumeSource for Ephemeral<Mode> {
    fn into_source(self) -> AnySource {
        v1::EphemeralVolumeSource::from(self).into()
    }
}

impl<Mode: DirectoryMode> DirectorySource for Ephemeral<Mode> {}

impl<Mode: DeviceMode> BlockSource for Ephemeral<Mode> {}

/// A mode of an [`Ephemeral`] volume in which a container can mount it.
#[diagnostic::on_unimplemented(
    message = "a block device cannot be mounted as a directory",
    label = "this is a block device",
    note = "without `.block()` the volume is a directory; a `BlockVolume` is attached as a device"
)]
pub trait DirectoryMode: sealed::Sealed {}

impl sealed::Sealed for Filesystem {}
impl DirectoryMode for Filesystem {}

/// A mode of an [`Ephemeral`] volume in which a container can use it as a device.
#[diagnostic::on_unimplemented(
    message = "a directory is not a block device",
    label = "`.block()` makes a block device of this volume",
    note = "a directory is mounted: `Volume::new(name!(\"scratch\"), source).at(path!(\"/scratch\"))`"
)]
pub trait DeviceMode: sealed::Sealed {}

impl sealed::Sealed for Block {}
impl DeviceMode for Block {}

/// The ways in which a claim uses its volume: at least one access mode, and `ReadWriteOncePod` only alone.
///
/// ```
/// use podwright::volume::source::{AccessMode, AccessModes};
///
/// assert_eq!("ReadWriteOncePod".parse(), Ok(AccessModes::READ_WRITE_ONCE_POD));
///
/// let modes = AccessModes::any_of([AccessMode::ReadWriteOnce, AccessMode::ReadOnlyMany]);
/// assert!(modes.iter().eq(["ReadWriteOnce", "ReadOnlyMany"]));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccessModes(Cow<'static, [&'static str]>);

const ONCE_POD: &str = "ReadWriteOncePod";

impl AccessModes {
    /// One node reads and writes.
    pub const READ_WRITE_ONCE: Self = Self::only(&["ReadWriteOnce"]);
    /// Many nodes read.
    pub const READ_ONLY_MANY: Self = Self::only(&["ReadOnlyMany"]);
    /// Many nodes read and write.
    pub const READ_WRITE_MANY: Self = Self::only(&["ReadWriteMany"]);
    /// One pod of the whole cluster reads and writes.
    pub const READ_WRITE_ONCE_POD: Self = Self::only(&[ONCE_POD]);

    /// Demands a volume that can be used in each of these ways.
    #[must_use]
    pub fn any_of(modes: impl OneOrMore<AccessMode>) -> Self {
        Self(modes.into_list().into_iter().map(AccessMode::as_str).collect())
    }

    /// Returns the words that Kubernetes uses.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }

    #[inline]
    const fn only(mode: &'static [&'static str; 1]) -> Self {
        Self(Cow::Borrowed(mode))
    }
}

/// Parses a single mode.
impl std::str::FromStr for AccessModes {
    type Err = ParseError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text == ONCE_POD {
            return Ok(Self::READ_WRITE_ONCE_POD);
        }
        let rule = "an access mode is one of ReadWriteOnce ReadOnlyMany ReadWriteMany ReadWriteOncePod";
        match text.parse::<AccessMode>() {
            Ok(mode) => Ok(Self::any_of([mode])),
            Err(_) => Err(ParseError::new(text, Broken { rule, at: 0 })),
        }
    }
}

impl From<AccessModes> for Vec<String> {
    #[inline]
    fn from(modes: AccessModes) -> Self {
        modes.iter().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::object::ClaimRef;
    use crate::{annotations, labels, name};

    #[test]
    fn modes_and_storage_are_enough() {
        assert_eq!(
            written(Ephemeral::new(AccessModes::READ_WRITE_ONCE_POD, Storage::gib(1))),
            json!({ "ephemeral": { "volumeClaimTemplate": { "spec": {
                "accessModes": ["ReadWriteOncePod"],
                "resources": { "requests": { "storage": "1Gi" } },
            } } } })
        );
    }

    #[test]
    fn everything_is_written() {
        let modes = AccessModes::any_of([AccessMode::ReadWriteMany, AccessMode::ReadOnlyMany]);
        let ephemeral = Ephemeral::new(modes, Storage::gib(1))
            .storage_class(name!("fast"))
            .attributes_class(name!("gold"))
            .limit(Storage::gib(2))
            .matching(labels! { "tier" = "ssd" })
            .data_source(DataSource::claim(&ClaimRef::new(name!("seed"))))
            .labels(labels! { "app" = "web" })
            .annotations(annotations! { "example.com/a" = "b" })
            .block();
        assert_eq!(
            written(ephemeral),
            json!({ "ephemeral": { "volumeClaimTemplate": {
                "metadata": { "labels": { "app": "web" }, "annotations": { "example.com/a": "b" } },
                "spec": {
                    "accessModes": ["ReadWriteMany", "ReadOnlyMany"],
                    "resources": { "requests": { "storage": "1Gi" }, "limits": { "storage": "2Gi" } },
                    "storageClassName": "fast",
                    "volumeAttributesClassName": "gold",
                    "selector": { "matchLabels": { "tier": "ssd" } },
                    "dataSourceRef": { "kind": "PersistentVolumeClaim", "name": "seed" },
                    "volumeMode": "Block",
                },
            } } })
        );
    }

    #[test]
    fn no_class_is_the_empty_one() {
        let ephemeral = Ephemeral::new(AccessModes::READ_ONLY_MANY, Storage::gib(1)).no_storage_class();
        let json = written(ephemeral);
        assert_eq!(json["ephemeral"]["volumeClaimTemplate"]["spec"]["storageClassName"], json!(""));
    }

    #[test]
    fn every_mode_is_read_by_its_word() {
        for mode in [
            AccessModes::READ_WRITE_ONCE,
            AccessModes::READ_ONLY_MANY,
            AccessModes::READ_WRITE_MANY,
            AccessModes::READ_WRITE_ONCE_POD,
        ] {
            let word = mode.iter().next().unwrap();
            assert_eq!(word.parse(), Ok(mode));
        }
        assert!("ReadWrite".parse::<AccessModes>().is_err());
    }

    #[test]
    fn raw_reaches_the_claim() {
        let ephemeral = Ephemeral::new(AccessModes::READ_WRITE_ONCE, Storage::gib(1))
            .raw(|claim| claim.spec.volume_name = Some("pv-1".to_owned()));
        let json = written(ephemeral);
        assert_eq!(json["ephemeral"]["volumeClaimTemplate"]["spec"]["volumeName"], json!("pv-1"));
    }
}
