use std::marker::PhantomData;

use super::identity::Identity;
use super::mount::Mount;
use super::volume::Volume;
use crate::value::{DnsLabel, MountPath};

/// A volume that containers share, made by [`shared_volume!`](crate::shared_volume).
///
/// The macro implements it for a type of the program. All uses of that type in a pod are one volume.
#[diagnostic::on_unimplemented(
    message = "only a volume made by `shared_volume!` can be shared with the main container",
    label = "`.share(..)` takes `Logs.at(path!(\"/logs\"))` of a shared volume `Logs`",
    note = "a volume that one container alone uses is mounted: `.mount(volume.at(path!(\"/data\")))`"
)]
pub trait SharedVolume: Copy + Identity {
    /// The name of the volume.
    const NAME: DnsLabel;

    /// Returns the volume with its source.
    #[must_use]
    fn volume(self) -> Volume;

    /// Returns a mount of the volume at a path of the container.
    #[must_use]
    #[doc(alias = "mountPath")]
    fn at(self, path: MountPath) -> Mount<Self> {
        Mount::new(self.volume(), path)
    }
}

/// The shared volumes of a container or a pod, as a list of types.
///
/// It stands only in the parameters of [`ContainerOf`](crate::container::ContainerOf) and
/// [`PodBuilder`](crate::pod::PodBuilder): `Shares<Logs, Shares<Site>>`.
#[derive(Debug)]
pub struct Shares<V, Rest = ()>(PhantomData<fn() -> (V, Rest)>);
