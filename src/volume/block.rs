use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use k8s_openapi::api::core::v1;

use super::setters::Edit;
use super::source::{AccessModes, Block, BlockSource, ClaimSource, Ephemeral, Stored};
use super::volume::{IntoVolume, Volume, VolumeOf};
use crate::object::ClaimRef;
use crate::sealed::Sealed;
use crate::value::{DnsLabel, HostPath, Storage};

/// A volume that a container sees as a block device instead of a directory.
///
/// Like a [`Volume`], it is a handle. Its constructors return a [`BlockVolumeOf<S>`](BlockVolumeOf), where `S` is the
/// source.
///
/// ```
/// use podwright::prelude::*;
///
/// let disk = BlockVolume::claim(name!("disk"), &ClaimRef::new(name!("db-disk")));
/// let db = Container::new(name!("db"), image!("acme/db:1")).device(disk.device(path!("/dev/xvda")));
/// let pod = Pod::builder(name!("db")).main(db).build()?;
/// let device = &pod.spec.as_ref().unwrap().containers[0].volume_devices.as_ref().unwrap()[0];
/// assert_eq!((device.name.as_str(), device.device_path.as_str()), ("disk", "/dev/xvda"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support>
#[derive(Clone, Debug, PartialEq)]
pub struct BlockVolume(Volume);

impl BlockVolume {
    /// Creates a block volume of this name, made of the given source.
    #[must_use]
    #[expect(clippy::new_ret_no_self, reason = "it is a block volume, with the type of its source")]
    pub fn new<S: BlockSource>(name: DnsLabel, source: S) -> BlockVolumeOf<S> {
        let block = Self(VolumeOf::of(name, source).into());
        BlockVolumeOf { block, source: PhantomData }
    }

    /// Creates a block volume of the device that a persistent volume claim of mode `Block` holds.
    #[must_use]
    #[doc(alias = "persistentVolumeClaim")]
    #[inline]
    pub fn claim(name: DnsLabel, claim: &ClaimRef) -> BlockVolumeOf<ClaimSource> {
        Self::new(name, ClaimSource::new(claim))
    }

    /// Creates a block volume of a device that is claimed with the pod and removed with it.
    #[must_use]
    #[inline]
    pub fn ephemeral(
        name: DnsLabel,
        access_modes: AccessModes,
        storage: Storage,
    ) -> BlockVolumeOf<Ephemeral<Block>> {
        Self::new(name, Ephemeral::new(access_modes, storage).block())
    }

    /// Returns this volume as a device at a path of the container.
    #[must_use]
    #[doc(alias = "devicePath")]
    #[inline]
    pub fn device(&self, path: HostPath) -> Device {
        let device = v1::VolumeDevice { name: self.0.name().to_owned(), device_path: path.into() };
        Device { device, volume: self.0.clone() }
    }

    /// Returns the name of the volume.
    #[must_use]
    #[inline]
    pub fn name(&self) -> &str {
        self.0.name()
    }
}

impl From<BlockVolume> for v1::Volume {
    #[inline]
    fn from(volume: BlockVolume) -> Self {
        volume.0.into()
    }
}

/// A [`BlockVolume`] with the type of its source. The setters of that source refine it.
///
/// It dereferences to a [`BlockVolume`], and `.into()` makes it one.
///
/// ```
/// use podwright::prelude::*;
///
/// let disk = BlockVolume::ephemeral(name!("disk"), AccessModes::READ_WRITE_ONCE, Storage::gib(10))
///     .storage_class(name!("fast"));
/// let claim = v1::Volume::from(disk).ephemeral.unwrap().volume_claim_template.unwrap().spec;
/// assert_eq!(claim.volume_mode.as_deref(), Some("Block"));
/// assert_eq!(claim.storage_class_name.as_deref(), Some("fast"));
/// ```
pub struct BlockVolumeOf<S> {
    block: BlockVolume,
    source: PhantomData<fn() -> S>,
}

impl<S, Struct: Stored> Edit<Struct> for BlockVolumeOf<S> {
    fn edit(mut self, change: impl FnOnce(&mut Struct)) -> Self {
        self.block.0.edit(change);
        self
    }
}

impl<S> Deref for BlockVolumeOf<S> {
    type Target = BlockVolume;

    fn deref(&self) -> &BlockVolume {
        &self.block
    }
}

impl<S> From<BlockVolumeOf<S>> for BlockVolume {
    fn from(volume: BlockVolumeOf<S>) -> Self {
        volume.block
    }
}

impl<S> From<BlockVolumeOf<S>> for v1::Volume {
    fn from(volume: BlockVolumeOf<S>) -> Self {
        volume.block.into()
    }
}

impl<S> Clone for BlockVolumeOf<S> {
    fn clone(&self) -> Self {
        Self { block: self.block.clone(), source: PhantomData }
    }
}

/// Compares name and source. Handles that are equal may still be of two volumes.
impl<S> PartialEq for BlockVolumeOf<S> {
    fn eq(&self, other: &Self) -> bool {
        self.block == other.block
    }
}

impl<S> fmt::Debug for BlockVolumeOf<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.block.fmt(f)
    }
}

impl Sealed for BlockVolume {}
impl Sealed for &BlockVolume {}
impl<S> Sealed for BlockVolumeOf<S> {}
impl<S> Sealed for &BlockVolumeOf<S> {}

impl IntoVolume for BlockVolume {
    fn into_volume(self) -> Volume {
        self.0
    }
}

impl IntoVolume for &BlockVolume {
    #[inline]
    fn into_volume(self) -> Volume {
        self.0.clone()
    }
}

impl<S> IntoVolume for BlockVolumeOf<S> {
    fn into_volume(self) -> Volume {
        self.block.0
    }
}

impl<S> IntoVolume for &BlockVolumeOf<S> {
    fn into_volume(self) -> Volume {
        self.block.0.clone()
    }
}

/// A block volume at a path of a container. It carries its volume into the pod.
#[doc(alias = "VolumeDevice")]
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    device: v1::VolumeDevice,
    volume: Volume,
}

impl From<Device> for v1::VolumeDevice {
    #[inline]
    fn from(device: Device) -> Self {
        device.device
    }
}

/// What `device` of a container takes: a [`Device`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a block device",
    label = "a device is made from a block volume: `BlockVolume::claim(..).device(path!(\"/dev/xvda\"))`",
    note = "a directory is mounted: `.mount(volume.at(path!(\"/data\")))`"
)]
pub trait IntoDevice: Sealed {
    #[doc(hidden)]
    fn into_device(self) -> (v1::VolumeDevice, Volume);
}

impl Sealed for Device {}

impl IntoDevice for Device {
    #[inline]
    fn into_device(self) -> (v1::VolumeDevice, Volume) {
        (self.device, self.volume)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name;
    use crate::object::ClaimRef;

    #[test]
    fn a_refined_volume_is_the_volume_of_the_refined_source() {
        let claim = || ClaimRef::new(name!("b"));
        let refined = BlockVolume::claim(name!("a"), &claim()).read_only();
        assert_eq!(refined, BlockVolume::new(name!("a"), ClaimSource::new(&claim()).read_only()));
        let (modes, size) = (AccessModes::READ_WRITE_ONCE, Storage::gib(1));
        let refined = BlockVolume::ephemeral(name!("a"), modes.clone(), size).no_storage_class();
        let source = Ephemeral::new(modes, size).no_storage_class().block();
        assert_eq!(refined, BlockVolume::new(name!("a"), source));
    }
}
