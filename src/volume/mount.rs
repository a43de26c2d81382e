use std::fmt;
use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::volume::Volume;
use crate::expansion::{Text, VarRef};
use crate::few::Few;
use crate::sealed::Sealed;
use crate::value::closed_set::closed_set;
use crate::value::{MountPath, SubPath};
use crate::volume::SharedVolume;

closed_set! {
    /// Whether mounts made later are seen on the other side: in the container, or on the node.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation>
    #[doc(alias = "mountPropagation")]
    Propagation, "a mount propagation" {
        /// Neither side sees what the other mounts; the default.
        None = "None",
        /// The container sees what the node mounts.
        HostToContainer = "HostToContainer",
        /// The node also sees what the container mounts. Only privileged containers may have it.
        Bidirectional = "Bidirectional",
    }
}

/// A volume at a path of a container. It carries its volume into the pod.
///
/// [`Volume::at`](super::Volume::at) makes it, or [`SharedVolume::at`](super::SharedVolume::at) for a volume that
/// containers share; then `V` is that volume.
///
/// ```
/// use podwright::prelude::*;
///
/// let data = Volume::claim(name!("data"), &ClaimRef::new(name!("db")));
/// let mount: v1::VolumeMount = data.at(path!("/var/lib/db")).sub_path(sub_path!("main")).into();
/// assert_eq!(mount.sub_path.as_deref(), Some("main"));
/// ```
#[doc(alias = "VolumeMount")]
pub struct Mount<V = ()> {
    inner: v1::VolumeMount,
    volume: Volume,
    refs: Few<VarRef>,
    shared: PhantomData<fn() -> V>,
}

impl<V> Mount<V> {
    pub(crate) fn new(volume: Volume, path: MountPath) -> Self {
        let inner =
            v1::VolumeMount { name: volume.name().to_owned(), mount_path: path.into(), ..Default::default() };
        Self { inner, volume, refs: Few::new(), shared: PhantomData }
    }

    /// Keeps the container from writing to it.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.inner.read_only = Some(true);
        self
    }

    /// Keeps the container from writing to it, and to anything mounted below it.
    ///
    /// On a node that cannot do this the container does not start.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#recursive-read-only-mounts>
    #[must_use]
    #[doc(alias = "recursiveReadOnly")]
    pub fn read_only_recursively(self) -> Self {
        self.recursive("Enabled")
    }

    /// Does what [`read_only_recursively`](Mount::read_only_recursively) does if the node can, else what
    /// [`read_only`](Mount::read_only) does.
    #[must_use]
    #[doc(alias = "recursiveReadOnly")]
    pub fn read_only_recursively_if_possible(self) -> Self {
        self.recursive("IfPossible")
    }

    fn recursive(mut self, how: &str) -> Self {
        self.inner.recursive_read_only = Some(how.to_owned());
        self.read_only()
    }

    /// Mounts only a path below the root of the volume. Replaces a [`sub_path_expr`](Mount::sub_path_expr).
    #[must_use]
    pub fn sub_path(mut self, path: SubPath) -> Self {
        self.inner.sub_path = Some(path.into());
        self.inner.sub_path_expr = None;
        self.refs = Few::new();
        self
    }

    /// Mounts only a path below the root of the volume, and replaces variables of the container in that path.
    ///
    /// Replaces a [`sub_path`](Mount::sub_path). The path must be relative and have no `..` element; `build()` reports
    /// any other.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath-expanded-environment>
    #[must_use]
    pub fn sub_path_expr(mut self, path: Text) -> Self {
        let (path, refs) = path.into_parts();
        self.inner.sub_path_expr = Some(path);
        self.inner.sub_path = None;
        self.refs = refs;
        self
    }

    /// Sets whether mounts made later are seen on the other side. Defaults to `None`.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation>
    #[must_use]
    #[doc(alias = "mountPropagation")]
    pub fn propagation(mut self, propagation: Propagation) -> Self {
        self.inner.mount_propagation = Some(propagation.into());
        self
    }

    /// Changes the mount by hand, for what has no method here. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::VolumeMount)) -> Self {
        change(&mut self.inner);
        self
    }

    pub(crate) fn into_parts(self) -> (v1::VolumeMount, Volume, Few<VarRef>) {
        (self.inner, self.volume, self.refs)
    }
}

impl<V> Clone for Mount<V> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            volume: self.volume.clone(),
            refs: self.refs.clone(),
            shared: PhantomData,
        }
    }
}

impl<V> fmt::Debug for Mount<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mount")
            .field("inner", &self.inner)
            .field("volume", &self.volume)
            .finish_non_exhaustive()
    }
}

impl<V> From<Mount<V>> for v1::VolumeMount {
    fn from(mount: Mount<V>) -> Self {
        mount.inner
    }
}

/// What `mount` of a container takes: a [`Mount`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a mount of a volume",
    label = "a mount is made from its volume: `volume.at(path!(\"/data\"))`",
    note = "a block volume is not mounted but attached: `.device(volume.device(path!(\"/dev/xvda\")))`"
)]
pub trait IntoMount: Sealed {
    #[doc(hidden)]
    fn into_mount(self) -> (v1::VolumeMount, Volume, Few<VarRef>);
}

impl<V> Sealed for Mount<V> {}

impl<V> IntoMount for Mount<V> {
    fn into_mount(self) -> (v1::VolumeMount, Volume, Few<VarRef>) {
        self.into_parts()
    }
}

/// What `share` of a container takes: a [`Mount`] of a shared volume.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a mount of a shared volume",
    label = "`.share(..)` takes `Logs.at(path!(\"/logs\"))` of a volume `Logs` made by `shared_volume!`",
    note = "a volume that is not shared with the main container is mounted: `.mount(volume.at(path!(\"/data\")))`"
)]
pub trait IntoSharedMount: IntoMount {
    /// The volume that is shared.
    type Volume: SharedVolume;
}

#[diagnostic::do_not_recommend]
impl<V: SharedVolume> IntoSharedMount for Mount<V> {
    type Volume = V;
}
