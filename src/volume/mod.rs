//! Volumes of a pod, and how its containers see them.
//!
//! A mount is made from a volume and carries it, so that none can dangle: the pod collects the volumes of its mounts.
//! A volume that an init container or a sidecar shares with the main container is a type, made by
//! [`shared_volume!`](crate::shared_volume).
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/volumes/>

mod block;
mod identity;
mod macros;
mod mount;
mod shared;
pub mod source;
#[expect(clippy::module_inception, reason = "the file of the type `Volume`")]
mod volume;

pub use block::{BlockVolume, Device, IntoDevice};
#[doc(hidden)]
pub use identity::{Bit, Choose, Identity, hash};
pub use mount::{IntoMount, IntoSharedMount, Mount, Propagation};
pub use shared::{SharedVolume, Shares};
pub use volume::{IntoVolume, Volume};
