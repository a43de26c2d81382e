use k8s_openapi::api::core::v1;

use super::source::{BlockSource, PersistentVolumeClaim};
use super::volume::{IntoVolume, Volume};
use crate::value::{DnsLabel, DnsSubdomain, HostPath};

/// A volume that a container sees as a block device instead of a directory.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::volume::BlockVolume;
/// use podwright::{name, path};
///
/// let disk = BlockVolume::claim(name!("disk"), name!("db-disk"));
/// let device: v1::VolumeDevice = disk.device(path!("/dev/xvda")).into();
/// assert_eq!(device.device_path, "/dev/xvda");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support>
#[derive(Clone, Debug, PartialEq)]
pub struct BlockVolume(Volume);

impl BlockVolume {
    /// A block volume of this name, made of the given source.
    #[must_use]
    pub fn new(name: DnsLabel, source: impl BlockSource) -> Self {
        Self(Volume::of(name, source))
    }

    /// The block device that a claim of volume mode `Block` holds.
    #[must_use]
    pub fn claim(name: DnsLabel, claim: DnsSubdomain) -> Self {
        Self::new(name, PersistentVolumeClaim::new(claim))
    }

    /// This volume as a device at a path of the container.
    #[must_use]
    pub fn device(&self, path: HostPath) -> Device {
        let device = v1::VolumeDevice { name: self.0.name().to_owned(), device_path: path.into() };
        Device { device, volume: self.0.clone() }
    }
}

impl From<BlockVolume> for v1::Volume {
    fn from(volume: BlockVolume) -> Self {
        volume.0.into()
    }
}

impl IntoVolume for BlockVolume {
    fn into_volume(self) -> Volume {
        self.0
    }
}

impl IntoVolume for &BlockVolume {
    fn into_volume(self) -> Volume {
        self.0.clone()
    }
}

/// A block volume at a path of a container; carries its volume into the pod.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    device: v1::VolumeDevice,
    volume: Volume,
}

impl From<Device> for v1::VolumeDevice {
    fn from(device: Device) -> Self {
        device.device
    }
}

/// What `device` of a container takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a block device",
    label = "a device is made from a block volume: `BlockVolume::claim(..).device(path!(\"/dev/xvda\"))`",
    note = "a directory is mounted: `.mount(volume.at(path!(\"/data\")))`"
)]
pub trait IntoDevice: crate::sealed::Sealed {
    #[doc(hidden)]
    fn into_device(self) -> (v1::VolumeDevice, Volume);
}

impl IntoDevice for Device {
    fn into_device(self) -> (v1::VolumeDevice, Volume) {
        (self.device, self.volume)
    }
}
