//! What a volume may be made of: one type for each volume source of Kubernetes.
//!
//! | source | type |
//! | --- | --- |
//! | a fresh directory of the pod | [`EmptyDir`] |
//! | files from objects of the cluster | [`ConfigMapSource`], [`SecretSource`], [`DownwardFiles`], [`Projected`] |
//! | a claim | [`PersistentVolumeClaim`], [`Ephemeral`] |
//! | the content of an image | [`ImageVolume`] |
//! | a path on the node | [`HostPathSource`] |
//! | storage outside the cluster | [`Csi`], [`Nfs`], [`Iscsi`], [`Fc`] |
//!
//! Sources that Kubernetes has deprecated or removed have no type here.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/volumes/>

mod any;
mod claim;
mod csi;
mod data_source;
mod downward;
mod empty_dir;
mod ephemeral;
mod fc;
mod host_path;
mod image;
mod iscsi;
mod keyed;
mod nfs;
pub mod projected;

pub use claim::PersistentVolumeClaim;
pub use csi::Csi;
pub use data_source::DataSource;
pub use downward::DownwardFiles;
pub use empty_dir::EmptyDir;
pub use ephemeral::{AccessMode, AccessModes, Block, DeviceMode, DirectoryMode, Ephemeral, Filesystem};
pub use fc::{ByTargets, ByWwids, Fc, Targets, Wwids};
pub use host_path::{HostPathSource, HostPathType};
pub use image::ImageVolume;
pub use iscsi::{Chap, Iscsi};
pub use keyed::{ConfigMapSource, SecretSource};
pub use nfs::Nfs;
pub use projected::Projected;

pub(in crate::volume) use any::AnySource;

/// What a volume may be made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a volume source",
    label = "a volume is made of `EmptyDir::new()`, `ConfigMapSource::new(..)`, `PersistentVolumeClaim::new(..)`, ..",
    note = "the types in `podwright::volume::source` are what a volume may be made of"
)]
pub trait VolumeSource: sealed::Sealed {
    #[doc(hidden)]
    fn into_source(self) -> AnySource;
}

/// What a volume may be made of that containers mount as a directory: every source but a claim for a block device.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a volume source that a container can mount",
    label = "a volume is made of `EmptyDir::new()`, `ConfigMapSource::new(..)`, `PersistentVolumeClaim::new(..)`, ..",
    note = "the types in `podwright::volume::source` are what a volume may be made of"
)]
pub trait DirectorySource: VolumeSource {}

/// What a volume may be made of that containers use as a block device.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a block device",
    label = "a block device is made of `PersistentVolumeClaim::new(..)` or `Ephemeral::new(..).block()`",
    note = "every other volume source is a directory, which is mounted"
)]
pub trait BlockSource: VolumeSource {}

/// Makes a newtype a volume source, with the escape hatch.
macro_rules! volume_source {
    ($Type:ident $(<$Kind:ident>)?, v1::$Struct:ident) => {
        $crate::volume::source::newtype!($Type $(<$Kind>)?, v1::$Struct);

        impl$(<$Kind>)? $crate::volume::source::sealed::Sealed for $Type$(<$Kind>)? {}

        impl$(<$Kind>)? $crate::volume::source::VolumeSource for $Type$(<$Kind>)? {
            fn into_source(self) -> $crate::volume::source::AnySource {
                v1::$Struct::from(self).into()
            }
        }

        impl$(<$Kind>)? $crate::volume::source::DirectorySource for $Type$(<$Kind>)? {}
    };
}

/// What every newtype over a struct of Kubernetes has: the escape hatch, and the way out.
macro_rules! newtype {
    ($Type:ident $(<$Kind:ident>)?, v1::$Struct:ident) => {
        impl$(<$Kind>)? $Type$(<$Kind>)? {
            #[doc = concat!("Edits the [`v1::", stringify!($Struct), "`] itself, for what has no method here.")]
            #[must_use]
            pub fn raw(mut self, edit: impl FnOnce(&mut v1::$Struct)) -> Self {
                edit(&mut self.0);
                self
            }
        }

        impl$(<$Kind>)? From<$Type$(<$Kind>)?> for v1::$Struct {
            fn from(source: $Type$(<$Kind>)?) -> Self {
                source.0
            }
        }
    };
}

use {newtype, volume_source};

pub(in crate::volume) mod sealed {
    pub trait Sealed {}
}

/// The volume source as it stands in a volume.
#[cfg(test)]
fn written(source: impl VolumeSource) -> serde_json::Value {
    let volume = crate::volume::Volume::of(crate::name!("v"), source);
    let mut json = serde_json::to_value(k8s_openapi::api::core::v1::Volume::from(volume)).unwrap();
    json.as_object_mut().unwrap().remove("name");
    json
}
