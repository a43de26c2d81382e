use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use k8s_openapi::api::core::v1;

use super::file_key::FileKey;
use super::mount::Mount;
use super::setters::Edit;
use super::source::{
    AccessModes, AnySource, ClaimSource, ConfigMapSource, Csi, DirectorySource, DownwardFiles, EmptyDir,
    EnvFileSource, Ephemeral, HostPathSource, ImageVolume, Nfs, Projected, SecretSource, Stored,
    VolumeSource,
};
use crate::few::Few;
use crate::object::{ClaimRef, ConfigMapRef, SecretRef};
use crate::sealed::Sealed;
use crate::value::link::ExternalName;
use crate::value::{
    CsiDriver, DnsLabel, EnvName, HostPath, Image, MountPath, NfsPath, NfsServer, Storage, SubPath,
};

/// A volume of a pod. Containers mount it as a directory or a file.
///
/// One constructor for each common source makes the volume, and the setters of that source refine it:
///
/// ```
/// use podwright::prelude::*;
///
/// let config = ConfigMapRef::new(name!("web-config"));
/// let volume = Volume::config_map(name!("config"), &config)
///     .item(config_key!("nginx.conf"), sub_path!("nginx.conf"))
///     .default_mode(mode!(0o440));
/// let written = v1::Volume::from(volume).config_map.unwrap();
/// assert_eq!(written.name, "web-config");
/// assert_eq!(written.default_mode, Some(0o440));
/// ```
///
/// # Handles
///
/// A value of this type is a handle. Its clones, and the mounts made by [`at`](Volume::at), all mean one volume.
///
/// A pod creates an empty directory or an ephemeral claim, so two handles of it that were made separately mean two
/// directories. `build()` reports them if they have one name. Equal references to what exists, such as a config map or
/// a claim, mean one volume.
///
/// ```
/// use podwright::prelude::*;
///
/// let cache = Volume::empty_dir(name!("cache")).size_limit(Memory::mib(64));
/// let mount = v1::VolumeMount::from(cache.at(path!("/var/cache")).read_only());
/// assert_eq!((mount.name.as_str(), mount.mount_path.as_str()), ("cache", "/var/cache"));
/// ```
///
/// # Types
///
/// The constructors return a [`VolumeOf<S>`](VolumeOf), where `S` is the source. Its setters refine the volume, and
/// `.into()` makes it a plain `Volume`:
///
/// ```
/// use podwright::prelude::*;
///
/// fn data(claim: Option<ClaimRef>) -> Volume {
///     match claim {
///         Some(claim) => Volume::claim(name!("data"), &claim).into(),
///         None => Volume::empty_dir(name!("data")).into(),
///     }
/// }
///
/// assert_eq!(data(None).name(), "data");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/>
#[derive(Clone, Debug)]
pub struct Volume(Arc<Named>);

#[derive(Clone, Debug, PartialEq)]
struct Named {
    name: Cow<'static, str>,
    source: AnySource,
    externals: Externals,
}

/// The objects of a source that are made elsewhere.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Externals(Few<Box<ExternalName>>);

impl Externals {
    pub(in crate::volume) fn of(external: Option<ExternalName>) -> Self {
        let mut externals = Self::default();
        externals.add(external);
        externals
    }

    pub(in crate::volume) fn add(&mut self, external: Option<ExternalName>) {
        if let Some(external) = external {
            self.0.push(Box::new(external));
        }
    }
}

/// Constructors, one for each common source.
impl Volume {
    /// Creates a volume of this name, made of the given source.
    #[must_use]
    #[expect(clippy::new_ret_no_self, reason = "it is a volume, with the type of its source")]
    pub fn new<S: DirectorySource>(name: DnsLabel, source: S) -> VolumeOf<S> {
        VolumeOf::of(name, source)
    }

    /// Creates an empty directory that lives as long as the pod.
    #[must_use]
    #[inline]
    pub fn empty_dir(name: DnsLabel) -> VolumeOf<EmptyDir> {
        VolumeOf::of(name, EmptyDir::new())
    }

    /// Creates a volume with the keys of a config map as files.
    #[must_use]
    #[inline]
    pub fn config_map(name: DnsLabel, config_map: &ConfigMapRef) -> VolumeOf<ConfigMapSource> {
        VolumeOf::of(name, ConfigMapSource::new(config_map))
    }

    /// Creates a volume with the keys of a secret as files, in the memory of the node.
    #[must_use]
    #[inline]
    pub fn secret(name: DnsLabel, secret: &SecretRef) -> VolumeOf<SecretSource> {
        VolumeOf::of(name, SecretSource::new(secret))
    }

    /// Creates a volume of the storage that a persistent volume claim holds.
    #[must_use]
    #[doc(alias = "persistentVolumeClaim")]
    #[inline]
    pub fn claim(name: DnsLabel, claim: &ClaimRef) -> VolumeOf<ClaimSource> {
        VolumeOf::of(name, ClaimSource::new(claim))
    }

    /// Creates a volume of storage that is claimed with the pod and removed with it.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let work = Volume::ephemeral(name!("work"), AccessModes::READ_WRITE_ONCE, Storage::gib(10))
    ///     .storage_class(name!("fast"));
    /// let claim = v1::Volume::from(work).ephemeral.unwrap().volume_claim_template.unwrap().spec;
    /// assert_eq!(claim.storage_class_name.as_deref(), Some("fast"));
    /// ```
    #[must_use]
    #[inline]
    pub fn ephemeral(name: DnsLabel, access_modes: AccessModes, storage: Storage) -> VolumeOf<Ephemeral> {
        VolumeOf::of(name, Ephemeral::new(access_modes, storage))
    }

    /// Creates a volume of files from several objects; [`project`](Projected::project) adds each.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let vault = Volume::projected(name!("vault"))
    ///     .project(ServiceAccountToken::at(sub_path!("token")).audience("vault"))
    ///     .project(ConfigMapRef::new(name!("vault-ca")));
    /// assert_eq!(v1::Volume::from(vault).projected.unwrap().sources.unwrap().len(), 2);
    /// ```
    #[must_use]
    #[inline]
    pub fn projected(name: DnsLabel) -> VolumeOf<Projected> {
        VolumeOf::of(name, Projected::new())
    }

    /// Creates a volume of files with what the pod knows about itself; [`field`](DownwardFiles::field) and
    /// [`resource`](DownwardFiles::resource) add one each.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let info = Volume::downward(name!("info")).field(sub_path!("labels"), Downward::labels());
    /// assert_eq!(v1::Volume::from(info).downward_api.unwrap().items.unwrap()[0].path, "labels");
    /// ```
    #[must_use]
    #[doc(alias = "downwardAPI")]
    #[inline]
    pub fn downward(name: DnsLabel) -> VolumeOf<DownwardFiles> {
        VolumeOf::of(name, DownwardFiles::new())
    }

    /// Creates a volume with the content of an image. Containers cannot write to it. Kubernetes 1.35 and later.
    #[must_use]
    #[inline]
    pub fn image(name: DnsLabel, reference: Image) -> VolumeOf<ImageVolume> {
        VolumeOf::of(name, ImageVolume::new(reference))
    }

    /// Creates a volume of a file or a directory of the node.
    #[must_use]
    #[inline]
    pub fn host_path(name: DnsLabel, path: HostPath) -> VolumeOf<HostPathSource> {
        VolumeOf::of(name, HostPathSource::new(path))
    }

    /// Creates a volume that a CSI driver makes for the pod and removes with it.
    #[must_use]
    #[inline]
    pub fn csi(name: DnsLabel, driver: CsiDriver) -> VolumeOf<Csi> {
        VolumeOf::of(name, Csi::new(driver))
    }

    /// Creates a volume of a directory that an NFS server exports.
    #[must_use]
    #[inline]
    pub fn nfs(name: DnsLabel, server: NfsServer, path: NfsPath) -> VolumeOf<Nfs> {
        VolumeOf::of(name, Nfs::new(server, path))
    }

    /// Creates a volume by hand, for sources that have no type here because Kubernetes has deprecated them.
    ///
    /// `build()` validates it like any other.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let repo = Volume::raw(name!("repo"), |volume| {
    ///     volume.git_repo = Some(v1::GitRepoVolumeSource { repository: "/srv/web".into(), ..Default::default() });
    /// });
    /// assert_eq!(v1::Volume::from(repo).git_repo.unwrap().repository, "/srv/web");
    /// ```
    #[must_use]
    pub fn raw(name: DnsLabel, fill: impl FnOnce(&mut v1::Volume)) -> Self {
        let mut volume = v1::Volume { name: name.into(), ..Default::default() };
        fill(&mut volume);
        Self::named(Cow::Owned(volume.name.clone()), AnySource::Raw(Box::new(volume)))
    }

    /// Creates the volume of a type that `shared_volume!` made.
    #[doc(hidden)]
    #[must_use]
    pub fn shared(name: DnsLabel, source: impl DirectorySource) -> Self {
        Self::named(name.into_cow(), source.into_source())
    }

    /// Creates a volume whose source the pod provides.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn without_source(name: DnsLabel) -> Self {
        Self::named(name.into_cow(), AnySource::Missing)
    }

    #[inline]
    fn named(name: Cow<'static, str>, source: AnySource) -> Self {
        Self(Arc::new(Named { name, source, externals: Externals::default() }))
    }
}

/// What is common to volumes of all sources.
impl Volume {
    /// Returns a mount of this volume at a path of the container.
    #[must_use]
    #[doc(alias = "mountPath")]
    #[inline]
    pub fn at(&self, path: MountPath) -> Mount {
        Mount::new(self.clone(), path)
    }

    /// Returns the value of a variable that stands in a file of `NAME=value` lines in this volume, an empty directory.
    ///
    /// Kubernetes 1.35 and later.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-via-file/>
    #[must_use]
    #[doc(alias = "fileKeyRef")]
    #[inline]
    pub fn env_file(&self, file: SubPath, key: EnvName) -> FileKey {
        FileKey::new(self.clone(), file, key)
    }

    /// Returns the name of the volume.
    #[must_use]
    #[inline]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Notes that an object of the source is made elsewhere, if it is.
    pub(crate) fn external(mut self, external: Option<ExternalName>) -> Self {
        if external.is_some() {
            Arc::make_mut(&mut self.0).externals.add(external);
        }
        self
    }

    /// Returns the objects of the source that are made elsewhere.
    #[cfg(feature = "app")]
    pub(crate) fn externals(&self) -> impl Iterator<Item = &ExternalName> {
        self.0.externals.0.iter().map(|external| &**external)
    }

    /// Returns each as it stands in a pod.
    #[inline]
    pub(crate) fn list(volumes: Vec<Self>) -> Vec<v1::Volume> {
        let mut list = Vec::new();
        list.resize_with(volumes.len(), v1::Volume::default);
        for (volume, written) in volumes.into_iter().zip(&mut list) {
            volume.put_into(written);
        }
        list
    }

    #[inline]
    fn put_into(self, volume: &mut v1::Volume) {
        let Named { name, source, .. } = Arc::unwrap_or_clone(self.0);
        volume.name = name.into_owned();
        source.put_into(volume);
    }

    /// Changes the source of this handle, if it is of that type.
    pub(in crate::volume) fn edit<Struct: Stored>(&mut self, change: impl FnOnce(&mut Struct)) {
        if let Some(source) = Struct::of(&mut Arc::make_mut(&mut self.0).source) {
            change(source);
        }
    }

    #[inline]
    pub(crate) fn has_source(&self) -> bool {
        !matches!(self.0.source, AnySource::Missing)
    }

    /// Tells whether a StatefulSet claims the volume for each pod.
    #[inline]
    pub(crate) fn is_claim_template(&self) -> bool {
        matches!(self.0.source, AnySource::ClaimTemplate(_))
    }

    /// Returns the claim that a StatefulSet makes of the volume for each pod.
    #[cfg(feature = "app")]
    pub(crate) fn into_claim_template(self) -> Option<v1::PersistentVolumeClaimTemplate> {
        match Arc::unwrap_or_clone(self.0).source {
            AnySource::ClaimTemplate(template) => Some(*template),
            _ => None,
        }
    }

    #[inline]
    pub(crate) fn compare(&self, other: &Self) -> Likeness {
        if Arc::ptr_eq(&self.0, &other.0) {
            return Likeness::Same;
        }
        // What is written of a claim template does not show the claim.
        let is_written_alike = || {
            !self.is_claim_template()
                && !other.is_claim_template()
                && v1::Volume::from(self.clone()) == v1::Volume::from(other.clone())
        };
        let is_alike = self.name() == other.name() && (self.0.source == other.0.source || is_written_alike());
        match is_alike {
            false => Likeness::Different,
            true if self.0.source.is_created_by_pod() => Likeness::CreatedTwice,
            true => Likeness::Same,
        }
    }
}

/// What two volumes are to each other in a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// One volume: clones of one handle, or equal references to what exists.
    Same,
    /// Two directories of their own that look the same.
    CreatedTwice,
    /// Volumes of different names or sources.
    Different,
}

/// Compares name and source. Handles that are equal may still be of two volumes.
impl PartialEq for Volume {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl From<Volume> for v1::Volume {
    #[inline]
    fn from(volume: Volume) -> Self {
        let mut written = Self::default();
        volume.put_into(&mut written);
        written
    }
}

/// A [`Volume`] with the type of its source. The setters of that source refine it.
///
/// It dereferences to a [`Volume`], and `.into()` makes it one.
///
/// ```
/// use podwright::prelude::*;
///
/// fn scratch() -> VolumeOf<EmptyDir> {
///     Volume::empty_dir(name!("scratch")).size_limit(Memory::gib(1))
/// }
///
/// let shm = scratch().medium(StorageMedium::Memory);
/// assert_eq!(shm.name(), "scratch");
/// assert_eq!(v1::Volume::from(shm).empty_dir.unwrap().medium.as_deref(), Some("Memory"));
/// ```
///
/// Refine a volume before you clone or mount it. A later change affects the changed handle only: its clones and mounts
/// stay as they were, and `build()` reports two volumes of one name.
pub struct VolumeOf<S> {
    volume: Volume,
    source: PhantomData<fn() -> S>,
}

impl<S> VolumeOf<S> {
    pub(crate) fn of(name: DnsLabel, source: S) -> Self
    where
        S: VolumeSource,
    {
        let externals = source.externals();
        let mut volume = Volume::named(name.into_cow(), source.into_source());
        if externals != Externals::default() {
            Arc::make_mut(&mut volume.0).externals = externals;
        }
        Self { volume, source: PhantomData }
    }

    /// Notes that an object of the source is made elsewhere, if it is.
    pub(crate) fn external(self, external: Option<ExternalName>) -> Self {
        Self { volume: self.volume.external(external), source: PhantomData }
    }

    /// Returns the value of a variable that stands in a file of `NAME=value` lines in this volume, an empty directory.
    ///
    /// Kubernetes 1.35 and later.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-via-file/>
    #[must_use]
    #[doc(alias = "fileKeyRef")]
    pub fn env_file(&self, file: SubPath, key: EnvName) -> FileKey
    where
        S: EnvFileSource,
    {
        self.volume.env_file(file, key)
    }
}

impl<S, Struct: Stored> Edit<Struct> for VolumeOf<S> {
    fn edit(mut self, change: impl FnOnce(&mut Struct)) -> Self {
        self.volume.edit(change);
        self
    }
}

impl<S> Deref for VolumeOf<S> {
    type Target = Volume;

    fn deref(&self) -> &Volume {
        &self.volume
    }
}

impl<S> From<VolumeOf<S>> for Volume {
    fn from(volume: VolumeOf<S>) -> Self {
        volume.volume
    }
}

impl<S> From<VolumeOf<S>> for v1::Volume {
    fn from(volume: VolumeOf<S>) -> Self {
        volume.volume.into()
    }
}

impl<S> Clone for VolumeOf<S> {
    fn clone(&self) -> Self {
        Self { volume: self.volume.clone(), source: PhantomData }
    }
}

/// Compares name and source. Handles that are equal may still be of two volumes.
impl<S> PartialEq for VolumeOf<S> {
    fn eq(&self, other: &Self) -> bool {
        self.volume == other.volume
    }
}

impl<S> fmt::Debug for VolumeOf<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.volume.fmt(f)
    }
}

/// What `volume` of a pod takes: a volume or a block volume, by value or by reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a volume",
    label = "a volume has a name and a source: `Volume::empty_dir(name!(\"cache\"))`"
)]
pub trait IntoVolume: Sealed {
    #[doc(hidden)]
    fn into_volume(self) -> Volume;
}

impl Sealed for Volume {}
impl Sealed for &Volume {}
impl<S> Sealed for VolumeOf<S> {}
impl<S> Sealed for &VolumeOf<S> {}

impl IntoVolume for Volume {
    fn into_volume(self) -> Volume {
        self
    }
}

impl IntoVolume for &Volume {
    #[inline]
    fn into_volume(self) -> Volume {
        self.clone()
    }
}

impl<S> IntoVolume for VolumeOf<S> {
    fn into_volume(self) -> Volume {
        self.volume
    }
}

impl<S> IntoVolume for &VolumeOf<S> {
    fn into_volume(self) -> Volume {
        self.volume.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::{ClaimRef, SecretRef};
    use crate::{Memory, name, path};

    #[test]
    fn a_refined_volume_is_the_volume_of_the_refined_source() {
        let refined = Volume::empty_dir(name!("a")).size_limit(Memory::mib(1));
        assert_eq!(refined, Volume::new(name!("a"), EmptyDir::new().size_limit(Memory::mib(1))));
        let refined = Volume::secret(name!("a"), &SecretRef::new(name!("b"))).optional();
        assert_eq!(
            refined,
            Volume::new(name!("a"), SecretSource::new(&SecretRef::new(name!("b"))).optional())
        );
        let (modes, size) = (AccessModes::READ_WRITE_ONCE, Storage::gib(1));
        let refined = Volume::ephemeral(name!("a"), modes.clone(), size).limit(Storage::gib(2));
        assert_eq!(refined, Volume::new(name!("a"), Ephemeral::new(modes, size).limit(Storage::gib(2))));
    }

    #[test]
    fn a_change_leaves_other_handles_alone() {
        let plain = Volume::empty_dir(name!("a"));
        let mounted = plain.at(path!("/a")).into_parts().1;
        let limited = plain.clone().size_limit(Memory::mib(1));
        assert_ne!(limited, plain);
        assert_eq!(plain.compare(&mounted), Likeness::Same);
        assert_eq!(limited.compare(&mounted), Likeness::Different);
    }

    #[test]
    fn what_a_pod_creates_is_one_by_its_handle_and_what_exists_by_its_name() {
        let (modes, size) = (AccessModes::READ_WRITE_ONCE, Storage::gib(1));
        let created: [fn() -> Volume; 4] = [
            || Volume::empty_dir(name!("a")).into(),
            || Volume::raw(name!("a"), |volume| volume.empty_dir = Some(v1::EmptyDirVolumeSource::default())),
            || Volume::raw(name!("a"), |_| {}),
            || Volume::ephemeral(name!("a"), AccessModes::READ_WRITE_ONCE, Storage::gib(1)).into(),
        ];
        for create in created {
            let volume = create();
            assert_eq!(volume.compare(&create()), Likeness::CreatedTwice, "{volume:?}");
            assert_eq!(volume.compare(&volume.clone()), Likeness::Same, "{volume:?}");
        }
        assert_eq!(created[0]().compare(&created[1]()), Likeness::CreatedTwice);
        let ephemeral = Volume::ephemeral(name!("a"), modes, size);
        assert_eq!(ephemeral.compare(&created[0]()), Likeness::Different);
        let existing: [fn() -> Volume; 3] = [
            || Volume::claim(name!("a"), &ClaimRef::new(name!("b"))).into(),
            || Volume::host_path(name!("a"), path!("/b")).into(),
            || {
                let source = Volume::host_path(name!("a"), path!("/b"));
                Volume::raw(name!("a"), |volume| *volume = source.into())
            },
        ];
        for refer in existing {
            assert_eq!(refer().compare(&refer()), Likeness::Same, "{:?}", refer());
        }
    }
}
