use std::borrow::Cow;
use std::sync::Arc;

use k8s_openapi::api::core::v1;

use super::mount::Mount;
use super::source::{
    AnySource, ConfigMapSource, DirectorySource, EmptyDir, HostPathSource, PersistentVolumeClaim,
    SecretSource, VolumeSource,
};
use crate::env::FileKey;
use crate::value::{DnsLabel, DnsSubdomain, EnvName, HostPath, MountPath, SubPath};

/// A volume of a pod, to be mounted as a directory or a file.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::volume::Volume;
/// use podwright::volume::source::EmptyDir;
/// use podwright::{Memory, name, path};
///
/// let cache = Volume::new(name!("cache"), EmptyDir::new().size_limit(Memory::mib(64)));
/// let mount: v1::VolumeMount = cache.at(path!("/var/cache")).read_only().into();
/// assert_eq!(mount.name, "cache");
/// assert_eq!(mount.mount_path, "/var/cache");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/>
#[derive(Clone, Debug, PartialEq)]
pub struct Volume(Arc<Named>);

#[derive(Clone, Debug, PartialEq)]
struct Named {
    name: Cow<'static, str>,
    source: AnySource,
}

impl Volume {
    /// A volume of this name, made of the given source.
    #[must_use]
    pub fn new(name: DnsLabel, source: impl DirectorySource) -> Self {
        Self::of(name, source)
    }

    pub(in crate::volume) fn of(name: DnsLabel, source: impl VolumeSource) -> Self {
        Self::named(name.into_cow(), source.into_source())
    }

    /// An empty directory that lives as long as the pod.
    #[must_use]
    pub fn empty_dir(name: DnsLabel) -> Self {
        Self::new(name, EmptyDir::new())
    }

    /// The keys of a config map as files.
    #[must_use]
    pub fn config_map(name: DnsLabel, config_map: DnsSubdomain) -> Self {
        Self::new(name, ConfigMapSource::new(config_map))
    }

    /// The keys of a secret as files.
    #[must_use]
    pub fn secret(name: DnsLabel, secret: DnsSubdomain) -> Self {
        Self::new(name, SecretSource::new(secret))
    }

    /// The storage that a claim holds.
    #[must_use]
    pub fn claim(name: DnsLabel, claim: DnsSubdomain) -> Self {
        Self::new(name, PersistentVolumeClaim::new(claim))
    }

    /// A file or directory of the node.
    #[must_use]
    pub fn host_path(name: DnsLabel, path: HostPath) -> Self {
        Self::new(name, HostPathSource::new(path))
    }

    /// A volume made by hand: for sources that this crate leaves out because Kubernetes has deprecated them.
    ///
    /// `build()` validates it like any other.
    #[must_use]
    pub fn raw(name: DnsLabel, fill: impl FnOnce(&mut v1::Volume)) -> Self {
        let mut volume = v1::Volume { name: name.into(), ..Default::default() };
        fill(&mut volume);
        Self::named(Cow::Owned(volume.name.clone()), AnySource::Raw(Box::new(volume)))
    }

    /// A volume whose source is given to the pod.
    #[doc(hidden)]
    #[must_use]
    pub fn without_source(name: DnsLabel) -> Self {
        Self::named(name.into_cow(), AnySource::Missing)
    }

    fn named(name: Cow<'static, str>, source: AnySource) -> Self {
        Self(Arc::new(Named { name, source }))
    }

    /// A mount of this volume at a path of the container.
    #[must_use]
    pub fn at(&self, path: MountPath) -> Mount {
        Mount::new(self.clone(), path)
    }

    /// A variable in a file of `NAME=value` lines in this volume, which must be an [`EmptyDir`].
    ///
    /// Kubernetes 1.35 and later.
    #[must_use]
    pub fn env_file(&self, file: SubPath, key: EnvName) -> FileKey {
        FileKey::new(self.clone(), file, key)
    }

    /// The name of the volume.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Each as it is written in a pod.
    pub(crate) fn list(volumes: Vec<Self>) -> Vec<v1::Volume> {
        let mut list = Vec::new();
        list.resize_with(volumes.len(), v1::Volume::default);
        for (volume, written) in volumes.into_iter().zip(&mut list) {
            volume.put_into(written);
        }
        list
    }

    fn put_into(self, volume: &mut v1::Volume) {
        let Named { name, source } = Arc::unwrap_or_clone(self.0);
        volume.name = name.into_owned();
        source.put_into(volume);
    }

    pub(crate) fn has_source(&self) -> bool {
        !matches!(self.0.source, AnySource::Missing)
    }

    /// Whether both are one, or would be the same in a pod.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || self.0.name == other.0.name
                && (self.0.source == other.0.source
                    || v1::Volume::from(self.clone()) == v1::Volume::from(other.clone()))
    }
}

impl From<Volume> for v1::Volume {
    fn from(volume: Volume) -> Self {
        let mut written = Self::default();
        volume.put_into(&mut written);
        written
    }
}

/// What `volume` of a pod takes: a volume or a block volume.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a volume",
    label = "a volume has a name and a source: `Volume::new(name!(\"cache\"), EmptyDir::new())`"
)]
pub trait IntoVolume {
    #[doc(hidden)]
    fn into_volume(self) -> Volume;
}

impl IntoVolume for Volume {
    fn into_volume(self) -> Volume {
        self
    }
}

impl IntoVolume for &Volume {
    fn into_volume(self) -> Volume {
        self.clone()
    }
}
