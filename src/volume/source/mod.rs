//! The sources of volumes: one type for each volume source of Kubernetes.
//!
//! | source | type |
//! | --- | --- |
//! | an empty directory | [`EmptyDir`] |
//! | files from objects of the cluster | [`ConfigMapSource`], [`SecretSource`], [`DownwardFiles`], [`Projected`] |
//! | a persistent volume claim | [`ClaimSource`], [`Ephemeral`], with the feature `app` also `ClaimTemplate` |
//! | the content of an image | [`ImageVolume`] |
//! | a path on the node | [`HostPathSource`] |
//! | storage outside the cluster | [`Csi`], [`Nfs`], [`Iscsi`], [`Fc`] |
//!
//! Sources that Kubernetes has deprecated or removed have no type here.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/volumes/>

mod any;
mod claim;
#[cfg(feature = "app")]
mod claim_template;
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

pub use crate::value::words::{AccessMode, HostPathType};
pub use claim::ClaimSource;
#[cfg(feature = "app")]
pub use claim_template::ClaimTemplate;
pub use csi::Csi;
pub use data_source::DataSource;
pub use downward::DownwardFiles;
pub use empty_dir::{EmptyDir, StorageMedium};
pub use ephemeral::{AccessModes, Block, DeviceMode, DirectoryMode, Ephemeral, Filesystem};
pub use fc::{ByTargets, ByWwids, Fc, Targets, Wwids};
pub use host_path::HostPathSource;
pub use image::ImageVolume;
pub use iscsi::{Chap, Iscsi};
pub use keyed::{ConfigMapSource, SecretSource};
pub use nfs::Nfs;
pub use projected::Projected;

#[cfg(feature = "app")]
pub(crate) use ephemeral::claim_setters;

pub(in crate::volume) use any::{AnySource, Stored};

use super::volume::Externals;

/// A source of a volume.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a volume source",
    label = "a volume is made of `EmptyDir::new()`, `ConfigMapSource::new(..)`, `ClaimSource::new(..)`, ..",
    note = "the types in `podwright::volume::source` are what a volume may be made of"
)]
pub trait VolumeSource: sealed::Sealed {
    #[doc(hidden)]
    fn into_source(self) -> AnySource;

    /// Returns the objects of the source that are made elsewhere.
    #[doc(hidden)]
    fn externals(&self) -> Externals {
        Externals::default()
    }
}

/// A source of a volume that containers mount as a directory: every source but a claim for a block device.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a volume source that a container can mount",
    label = "a volume is made of `EmptyDir::new()`, `ConfigMapSource::new(..)`, `ClaimSource::new(..)`, ..",
    note = "the types in `podwright::volume::source` are what a volume may be made of"
)]
pub trait DirectorySource: VolumeSource {}

/// A source of a volume that containers use as a block device.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a block device",
    label = "a block device is made of `ClaimSource::new(..)` or `Ephemeral::new(..).block()`",
    note = "every other volume source is a directory, which is mounted"
)]
pub trait BlockSource: VolumeSource {}

/// A source whose volume may hold files of variables: an empty directory.
#[diagnostic::on_unimplemented(
    message = "a file of variables is written to an empty directory",
    label = "this volume is not an empty directory",
    note = "an init container writes the file to a volume made by `Volume::empty_dir(..)`"
)]
pub trait EnvFileSource: sealed::Sealed {}

impl EnvFileSource for EmptyDir {}

/// Makes a newtype a source of directories, with the escape hatch.
macro_rules! volume_source {
    ($Type:ident $(<$Kind:ident>)?, v1::$Struct:ident $(, $externals:ident)?) => {
        $crate::volume::source::newtype!($Type $(<$Kind>)?, v1::$Struct);

        impl$(<$Kind>)? $crate::volume::source::sealed::Sealed for $Type$(<$Kind>)? {}

        impl$(<$Kind>)? $crate::volume::source::VolumeSource for $Type$(<$Kind>)? {
            fn into_source(self) -> $crate::volume::source::AnySource {
                v1::$Struct::from(self).into()
            }

            $(
                fn $externals(&self) -> $crate::volume::volume::Externals {
                    self.1.clone()
                }
            )?
        }

        impl$(<$Kind>)? $crate::volume::source::DirectorySource for $Type$(<$Kind>)? {}

        impl$(<$Kind>)? $crate::volume::VolumeOf<$Type$(<$Kind>)?> {
            #[doc = concat!("Changes the [`v1::", stringify!($Struct), "`] by hand, for what has no method here.")]
            #[must_use]
            pub fn raw(self, change: impl FnOnce(&mut v1::$Struct)) -> Self {
                $crate::volume::setters::Edit::edit(self, change)
            }
        }
    };
}

/// Defines what every newtype over a struct of Kubernetes has: the escape hatch, the conversion, and what setters need.
macro_rules! newtype {
    ($Type:ident $(<$Kind:ident>)?, v1::$Struct:ident) => {
        impl$(<$Kind>)? $Type$(<$Kind>)? {
            #[doc = concat!("Changes the [`v1::", stringify!($Struct), "`] by hand, for what has no method here.")]
            #[must_use]
            pub fn raw(mut self, change: impl FnOnce(&mut v1::$Struct)) -> Self {
                change(&mut self.0);
                self
            }
        }

        impl$(<$Kind>)? $crate::volume::setters::Edit<v1::$Struct> for $Type$(<$Kind>)? {
            fn edit(self, change: impl FnOnce(&mut v1::$Struct)) -> Self {
                self.raw(change)
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

/// Returns the source as it stands in a volume.
#[cfg(test)]
fn written(source: impl VolumeSource) -> serde_json::Value {
    let volume = crate::volume::VolumeOf::of(crate::name!("v"), source);
    let mut json = serde_json::to_value(k8s_openapi::api::core::v1::Volume::from(volume)).unwrap();
    json.as_object_mut().unwrap().remove("name");
    json
}
