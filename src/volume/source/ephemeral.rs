use std::borrow::Cow;
use std::marker::PhantomData;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::{AnySource, BlockSource, DataSource, DirectorySource, VolumeSource, newtype, sealed};
use crate::value::closed_set::closed_set;
use crate::value::grammar::Broken;
use crate::value::{Annotations, DnsSubdomain, Labels, OneOrMore, ParseError, Storage};

/// A claim that is made with the pod and removed with it, called after the pod and the volume.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::volume::source::{AccessModes, Ephemeral};
/// use podwright::{Storage, name};
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
/// The parameter says what containers see, a [`Filesystem`] or a [`Block`] device, and is never written.
///
/// Source: <https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes>
#[derive(Clone, Debug, PartialEq)]
pub struct Ephemeral<Mode = Filesystem>(v1::PersistentVolumeClaimTemplate, PhantomData<Mode>);

/// What containers see of a volume: a directory with a file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filesystem {}

/// What containers see of a volume: a block device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {}

impl Ephemeral {
    /// A claim for this much storage, which the pod's containers use as directories.
    #[must_use]
    pub fn new(access_modes: AccessModes, storage: Storage) -> Self {
        let requests = [("storage".to_owned(), storage.into())].into();
        let spec = v1::PersistentVolumeClaimSpec {
            access_modes: Some(access_modes.into()),
            resources: Some(v1::VolumeResourceRequirements { requests: Some(requests), limits: None }),
            ..Default::default()
        };
        Self(v1::PersistentVolumeClaimTemplate { metadata: None, spec }, PhantomData)
    }

    /// A block device in place of a directory.
    #[must_use]
    pub fn block(mut self) -> Ephemeral<Block> {
        self.0.spec.volume_mode = Some("Block".to_owned());
        Ephemeral(self.0, PhantomData)
    }
}

impl<Mode> Ephemeral<Mode> {
    /// The class of storage; the cluster's default class where none is said.
    #[must_use]
    pub fn storage_class(mut self, name: DnsSubdomain) -> Self {
        self.0.spec.storage_class_name = Some(name.into_string());
        self
    }

    /// No class of storage, not even the default one: only a volume that was made by hand and has no class.
    #[must_use]
    pub fn no_storage_class(mut self) -> Self {
        self.0.spec.storage_class_name = Some(String::new());
        self
    }

    /// The class of attributes, such as throughput, that the driver gives the volume.
    #[must_use]
    pub fn attributes_class(mut self, name: DnsSubdomain) -> Self {
        self.0.spec.volume_attributes_class_name = Some(name.into_string());
        self
    }

    /// At most this much storage, of which the claim asks for a part.
    #[must_use]
    pub fn limit(mut self, storage: Storage) -> Self {
        let limits = [("storage".to_owned(), storage.into())].into();
        self.0.spec.resources.get_or_insert_default().limits = Some(limits);
        self
    }

    /// Only volumes with these labels.
    #[must_use]
    pub fn matching(mut self, labels: Labels) -> Self {
        let match_labels = Some(labels.into());
        self.0.spec.selector = Some(LabelSelector { match_labels, match_expressions: None });
        self
    }

    /// What the first content is taken from; without it there is none.
    #[must_use]
    pub fn data_source(mut self, source: DataSource) -> Self {
        self.0.spec.data_source_ref = Some(source.into());
        self
    }

    /// The labels of the claim.
    #[must_use]
    pub fn labels(mut self, labels: Labels) -> Self {
        self.metadata().labels = Some(labels.into());
        self
    }

    /// The annotations of the claim.
    #[must_use]
    pub fn annotations(mut self, annotations: Annotations) -> Self {
        self.metadata().annotations = Some(annotations.into());
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        self.0.metadata.get_or_insert_default()
    }
}

newtype!(Ephemeral<Mode>, v1::PersistentVolumeClaimTemplate);

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

/// Modes of an [`Ephemeral`] volume that a container can mount.
#[diagnostic::on_unimplemented(
    message = "a block device cannot be mounted as a directory",
    label = "this is a block device",
    note = "without `.block()` the volume is a directory; a `BlockVolume` is attached as a device"
)]
pub trait DirectoryMode: sealed::Sealed {}

impl sealed::Sealed for Filesystem {}
impl DirectoryMode for Filesystem {}

/// Modes of an [`Ephemeral`] volume that a container can use as a device.
#[diagnostic::on_unimplemented(
    message = "a directory is not a block device",
    label = "`.block()` makes a block device of this volume",
    note = "a directory is mounted: `Volume::new(name!(\"scratch\"), source).at(path!(\"/scratch\"))`"
)]
pub trait DeviceMode: sealed::Sealed {}

impl sealed::Sealed for Block {}
impl DeviceMode for Block {}

closed_set! {
    /// How many nodes may use a volume at once, where several pods may.
    ///
    /// ```
    /// use podwright::volume::source::AccessMode;
    ///
    /// assert_eq!(AccessMode::ReadOnlyMany.as_str(), "ReadOnlyMany");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes>
    AccessMode, "an access mode" {
        /// One node reads and writes.
        ReadWriteOnce = "ReadWriteOnce",
        /// Many nodes read.
        ReadOnlyMany = "ReadOnlyMany",
        /// Many nodes read and write.
        ReadWriteMany = "ReadWriteMany",
    }
}

/// How a claim means to use its volume: one access mode at least, and `ReadWriteOncePod` only by itself.
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

    /// A volume that can be used in each of these ways.
    #[must_use]
    pub fn any_of(modes: impl OneOrMore<AccessMode>) -> Self {
        Self(modes.into_list().into_iter().map(AccessMode::as_str).collect())
    }

    /// The words that Kubernetes uses.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied()
    }

    const fn only(mode: &'static [&'static str; 1]) -> Self {
        Self(Cow::Borrowed(mode))
    }
}

/// Reads a single mode.
impl std::str::FromStr for AccessModes {
    type Err = ParseError;

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
    fn from(modes: AccessModes) -> Self {
        modes.iter().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
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
            .data_source(DataSource::claim(name!("seed")))
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
