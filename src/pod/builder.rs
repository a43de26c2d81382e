use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::state::{
    AddShares, BeforeMain, Complete, HasMain, NoMainYet, SharesAll, SharesNothing, State, WantsMain,
};
#[cfg(feature = "app")]
use super::target::PodTemplate;
use super::target::{Pod, Target};
use crate::container::{AnyContainer, Container, IntoInitContainer, IntoMainContainer, IntoSidecar, Parts};
use crate::few::Few;
use crate::rules::pod_security::LevelVersion;
use crate::rules::{KubeVersion, Valid, Validate, Violations, intent};
use crate::value::link::ExternalName;
use crate::volume::source::DirectorySource;
use crate::volume::{IntoVolume, SharedVolume, Volume};
#[cfg(feature = "app")]
use {
    super::build::Assembled,
    crate::rules::intent::ClaimTemplates,
    crate::rules::{Findings, Path},
};

/// A builder of a pod or of a pod template.
///
/// Add init containers and sidecars first, in the order in which they start; then the main container; then containers that
/// run beside it. Everything else is set at any time. [`build`](PodBuilder::build) returns the pod, or every rule that it
/// breaks. [The module](super) has a table of all setters.
///
/// # Types
///
/// `S` is the stage, and `T` what is built, a [`Pod`] or a [`PodTemplate`](super::PodTemplate). Users write them only in the
/// signatures of functions that add to a pod:
///
/// ```
/// use podwright::pod::{BeforeMain, Target};
/// use podwright::prelude::*;
///
/// shared_volume!(Logs = "logs", EmptyDir::new());
///
/// /// Adds a sidecar that shares nothing: the stage stays.
/// fn with_proxy<S: BeforeMain, T: Target>(pod: PodBuilder<S, T>, enabled: bool) -> PodBuilder<S, T> {
///     let proxy = || Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"));
///     pod.sidecars(enabled.then(proxy))
/// }
///
/// /// Adds a sidecar that shares a volume: the main container must share it too.
/// fn with_log_shipper<O>(pod: PodBuilder<WantsMain<O>>) -> PodBuilder<WantsMain<Shares<Logs, O>>> {
///     pod.sidecar(Sidecar::new(name!("shipper"), image!("fluent/fluent-bit:3.1")).share(Logs.at(path!("/logs"))))
/// }
///
/// let web = Container::new(name!("web"), image!("nginx:1.27")).share(Logs.at(path!("/var/log/nginx")));
/// let pod = with_proxy(with_log_shipper(Pod::builder(name!("web"))), true).main(web).build()?;
/// assert_eq!(pod.spec.as_ref().unwrap().init_containers.as_ref().unwrap().len(), 2);
/// # Ok::<(), podwright::Error>(())
/// ```
#[doc(alias = "PodSpec")]
pub struct PodBuilder<S = WantsMain, T = Pod> {
    pub(super) draft: Box<Draft>,
    kind: PhantomData<fn() -> (S, T)>,
}

/// The parts of a pod so far.
#[derive(Clone)]
pub struct Draft {
    pub(super) metadata: ObjectMeta,
    /// Unset as long as only containers and volumes are set.
    pub(super) spec: Option<Box<v1::PodSpec>>,
    pub(super) init: Few<Parts>,
    pub(super) main: Few<Parts>,
    /// Volumes that are declared without a mount.
    pub(super) volumes: Vec<Volume>,
    /// Sources of shared volumes that have none of their own.
    pub(super) provided: Vec<Volume>,
    pub(super) each: Vec<EachContainer>,
    /// Objects that the pod as a whole names, and that are made elsewhere.
    pub(super) externals: Vec<ExternalName>,
    pub(super) pod_security: Option<LevelVersion>,
    pub(super) is_guaranteed: bool,
}

/// A list of containers of a pod.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Init,
    Main,
}

/// A change of many containers.
#[derive(Clone)]
pub(super) enum EachContainer {
    Any(Arc<dyn Fn(AnyContainer) -> AnyContainer + Send + Sync>),
    Main(Arc<dyn Fn(Container) -> Container + Send + Sync>),
}

impl EachContainer {
    /// Applies the change to a container of the list, if it is about such containers.
    pub(super) fn apply(&self, parts: Parts, list: List) -> Parts {
        match (self, list) {
            (Self::Any(change), _) => change(AnyContainer::from_parts(parts)).parts,
            (Self::Main(change), List::Main) => change(Container::from_parts(parts)).parts,
            (Self::Main(_), List::Init) => parts,
        }
    }
}

impl<T: Target> PodBuilder<WantsMain, T> {
    pub(super) fn begin(metadata: ObjectMeta) -> Self {
        let draft = Draft {
            metadata,
            spec: None,
            init: Few::new(),
            main: Few::new(),
            volumes: Vec::new(),
            provided: Vec::new(),
            each: Vec::new(),
            externals: Vec::new(),
            pod_security: None,
            is_guaranteed: false,
        };
        Self { draft: Box::new(draft), kind: PhantomData }
    }
}

impl<S, T> PodBuilder<S, T> {
    /// Returns a template of the same parts.
    #[cfg(feature = "app")]
    pub(crate) fn into_template(self) -> PodBuilder<HasMain, PodTemplate> {
        PodBuilder { draft: self.draft, kind: PhantomData }
    }

    /// Returns the builder of a pod that has its main container.
    #[cfg(feature = "app")]
    pub(crate) fn finished(self) -> PodBuilder<HasMain, T>
    where
        S: Complete,
    {
        self.into_stage()
    }

    fn into_stage<Next>(self) -> PodBuilder<Next, T> {
        PodBuilder { draft: self.draft, kind: PhantomData }
    }
}

/// # Containers
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Adds an init container: it runs to completion before the next container starts.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/init-containers/>
    #[doc(alias = "initContainers")]
    #[must_use]
    pub fn init<C>(mut self, container: C) -> PodBuilder<<C::Shares as AddShares<S>>::Next, T>
    where
        S: BeforeMain,
        C: IntoInitContainer<Shares: AddShares<S>>,
    {
        self.draft.init.push(container.into_parts());
        self.into_stage()
    }

    /// Adds any number of init containers of one type.
    ///
    /// The main container must share the volumes that they share.
    #[doc(alias = "initContainers")]
    #[must_use]
    pub fn inits<C>(
        mut self,
        containers: impl IntoIterator<Item = C>,
    ) -> PodBuilder<<C::Shares as AddShares<S>>::Next, T>
    where
        S: BeforeMain,
        C: IntoInitContainer<Shares: AddShares<S>>,
    {
        self.draft.init.extend(containers.into_iter().map(IntoInitContainer::into_parts));
        self.into_stage()
    }

    /// Adds a sidecar: an init container that keeps running beside the main container.
    ///
    /// Containers that start after it wait for its startup probe, if it has one.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/>
    #[doc(alias = "initContainers")]
    #[must_use]
    pub fn sidecar<C>(mut self, container: C) -> PodBuilder<<C::Shares as AddShares<S>>::Next, T>
    where
        S: BeforeMain,
        C: IntoSidecar<Shares: AddShares<S>>,
    {
        self.draft.init.push(container.into_parts());
        self.into_stage()
    }

    /// Adds any number of sidecars of one type.
    ///
    /// An `Option` is such a list: `.sidecars(mesh.then(proxy))`. The main container must share the volumes that they share.
    #[doc(alias = "initContainers")]
    #[must_use]
    pub fn sidecars<C>(
        mut self,
        containers: impl IntoIterator<Item = C>,
    ) -> PodBuilder<<C::Shares as AddShares<S>>::Next, T>
    where
        S: BeforeMain,
        C: IntoSidecar<Shares: AddShares<S>>,
    {
        self.draft.init.extend(containers.into_iter().map(IntoSidecar::into_parts));
        self.into_stage()
    }

    /// Adds the main container, which must share every volume that init containers and sidecars share.
    #[doc(alias = "containers")]
    #[must_use]
    pub fn main<C>(mut self, container: C) -> PodBuilder<HasMain, T>
    where
        S: NoMainYet,
        C: IntoMainContainer<Shares: SharesAll<S::Required>>,
    {
        self.draft.main.push(container.into_parts());
        self.into_stage()
    }

    /// Adds the main container and others beside it from a list that may be empty at run time.
    ///
    /// # Errors
    ///
    /// If the list is empty: a pod needs at least one container.
    #[doc(alias = "containers")]
    pub fn try_containers(
        self,
        containers: impl IntoIterator<Item = Container>,
    ) -> Result<PodBuilder<HasMain, T>, Violations>
    where
        S: NoMainYet,
        (): SharesAll<S::Required>,
    {
        let mut containers = containers.into_iter();
        match containers.next() {
            Some(first) => Ok(self.main(first).containers(containers)),
            None => Err(intent::no_containers(T::Object::NOUN, &self.draft.metadata)),
        }
    }

    /// Adds a container that runs beside the main one.
    #[doc(alias = "containers")]
    #[must_use]
    pub fn container<C: IntoMainContainer>(mut self, container: C) -> Self
    where
        S: Complete,
    {
        self.draft.main.push(container.into_parts());
        self
    }

    /// Adds any number of containers that run beside the main one.
    #[must_use]
    pub fn containers<C: IntoMainContainer>(mut self, containers: impl IntoIterator<Item = C>) -> Self
    where
        S: Complete,
    {
        self.draft.main.extend(containers.into_iter().map(IntoMainContainer::into_parts));
        self
    }

    /// Adds a sidecar to a pod that has its main container, after the other init containers.
    ///
    /// It is for platform code, which did not write the pod.
    #[doc(alias = "initContainers")]
    #[must_use]
    pub fn inject<C>(mut self, sidecar: C) -> Self
    where
        S: Complete,
        C: IntoSidecar<Shares: SharesNothing>,
    {
        self.draft.init.push(sidecar.into_parts());
        self
    }

    /// Adds a sidecar to a pod that has its main container, before the other init containers, so that it runs beside them.
    ///
    /// A proxy that carries the traffic of the pod goes here: init containers that start before it have no network. Give it
    /// [`ready_before_next`](crate::container::ContainerOf::ready_before_next), so that they wait until it answers.
    #[doc(alias = "initContainers")]
    #[must_use]
    pub fn inject_first<C>(mut self, sidecar: C) -> Self
    where
        S: Complete,
        C: IntoSidecar<Shares: SharesNothing>,
    {
        self.draft.init.insert_first(sidecar.into_parts());
        self
    }

    /// Changes every container of the pod, also those that are added later and those of [`wait`](crate::wait).
    ///
    /// `build()` makes the change, after the settings of the containers themselves.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let pod = Pod::builder(name!("web"))
    ///     .each_container(|c| c.pull_policy(PullPolicy::IfNotPresent))
    ///     .init(wait::for_service(name!("wait-for-db"), name!("db")))
    ///     .main(Container::new(name!("web"), image!("nginx:1.27")))
    ///     .build()?;
    /// let wait = &pod.spec.as_ref().unwrap().init_containers.as_ref().unwrap()[0];
    /// assert_eq!(wait.image_pull_policy.as_deref(), Some("IfNotPresent"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn each_container(
        mut self,
        change: impl Fn(AnyContainer) -> AnyContainer + Send + Sync + 'static,
    ) -> Self {
        self.draft.each.push(EachContainer::Any(Arc::new(change)));
        self
    }

    /// Changes every main container of the pod, also those that are added later; no init container and no sidecar.
    ///
    /// `build()` makes the change, after the settings of the containers themselves.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let logs = Volume::new(name!("logs"), EmptyDir::new());
    /// let shipper = Sidecar::new(name!("shipper"), image!("fluent/fluent-bit:3.1"));
    /// let pod = Pod::builder(name!("web"))
    ///     .sidecar(shipper.mount(logs.clone().at(path!("/logs"))))
    ///     .each_main(move |c| c.mount(logs.clone().at(path!("/var/log/app"))))
    ///     .main(Container::new(name!("web"), image!("nginx:1.27")))
    ///     .build()?;
    /// let spec = pod.spec.as_ref().unwrap();
    /// assert_eq!(spec.containers[0].volume_mounts.as_ref().unwrap()[0].mount_path, "/var/log/app");
    /// assert_eq!(spec.init_containers.as_ref().unwrap()[0].volume_mounts.as_ref().unwrap().len(), 1);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "containers")]
    #[must_use]
    pub fn each_main(mut self, change: impl Fn(Container) -> Container + Send + Sync + 'static) -> Self {
        self.draft.each.push(EachContainer::Main(Arc::new(change)));
        self
    }
}

/// # Volumes without a mount
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Adds a volume whether or not a container mounts it, for containers that are injected later.
    ///
    /// A mount adds its volume by itself.
    #[doc(alias = "volumes")]
    #[must_use]
    pub fn volume(mut self, volume: impl IntoVolume) -> Self {
        self.draft.volumes.push(volume.into_volume());
        self
    }

    /// Adds volumes whether or not a container mounts them, for containers that are injected later.
    #[must_use]
    pub fn volumes<I>(mut self, volumes: I) -> Self
    where
        I: IntoIterator,
        I::Item: IntoVolume,
    {
        self.draft.volumes.extend(volumes.into_iter().map(IntoVolume::into_volume));
        self
    }

    /// Sets the source of a shared volume that is known only at run time.
    #[doc(alias = "volumes")]
    #[must_use]
    pub fn provide<V: SharedVolume>(mut self, _: V, source: impl DirectorySource) -> Self {
        self.draft.provided.push(Volume::new(V::NAME, source).into());
        self
    }
}

/// # Conditions
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Applies a change if the condition is true.
    ///
    /// The change keeps the stage of the pod, so it adds no shared volumes and no main container.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// # let (is_batch, team) = (true, Some(value!("web")));
    /// let pod = Pod::builder(name!("report"))
    ///     .when(is_batch, |pod| pod.restart(RestartPolicy::Never))
    ///     .with_some(team, |pod, team| pod.label(key!("team"), team))
    ///     .main(Container::new(name!("report"), image!("acme/report:7")))
    ///     .build()?;
    /// assert_eq!(pod.spec.as_ref().unwrap().restart_policy.as_deref(), Some("Never"));
    /// assert_eq!(pod.metadata.labels.as_ref().unwrap()["team"], "web");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn when(self, condition: bool, change: impl FnOnce(Self) -> Self) -> Self {
        if condition { change(self) } else { self }
    }

    /// Applies a change with the value of an option, if it has one.
    ///
    /// The change keeps the stage of the pod, so it adds no shared volumes and no main container.
    #[must_use]
    pub fn with_some<V>(self, option: Option<V>, change: impl FnOnce(Self, V) -> Self) -> Self {
        match option {
            Some(value) => change(self, value),
            None => self,
        }
    }
}

/// # Building
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Returns the pod, as one that the API server accepts, or every rule that it breaks.
    ///
    /// A pod that the API server accepts can still be one that you do not want. The result carries what the API server warns
    /// of, and the advice of this crate:
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let http = port!("http", 8080);
    /// let pod = Pod::builder(name!("web"))
    ///     .main(Container::new(name!("web"), image!("nginx")).port(&http))
    ///     .container(Container::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0")).readiness(Probe::tcp(&http)))
    ///     .build()?;
    /// // The probe declares its port, which is that of the other container.
    /// assert_eq!(pod.warnings()[0].to_string(), "spec.containers[1].ports[0]: the same port as spec.containers[0].ports[0]");
    /// assert_eq!(pod.advice()[0].to_string(), "spec.containers[0].image: has no tag, so that any release may run");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the pod breaks rules. The error has all of them, with the paths of the fields: duplicate names, requests over
    /// limits, and whatever [`raw`](PodBuilder::raw) makes wrong.
    pub fn build(self) -> Result<Valid<T::Object>, Violations>
    where
        S: Complete,
    {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the pod validated for a cluster of another version than the one that is enabled.
    ///
    /// ```
    /// use podwright::prelude::*;
    /// use podwright::rules::KubeVersion;
    ///
    /// let restarts = Container::new(name!("web"), image!("nginx:1.27")).restart(Restart::on_failure());
    /// let pod = Pod::builder(name!("web")).main(restarts);
    /// assert!(pod.clone().build_for(KubeVersion::V1_36).is_ok());
    /// assert!(pod.build_for(KubeVersion::V1_33).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// As of [`build`](PodBuilder::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<T::Object>, Violations>
    where
        S: Complete,
    {
        T::build(*self.draft, version)
    }
}

#[cfg(feature = "app")]
impl PodBuilder<HasMain, PodTemplate> {
    /// Puts the parts together. What the builder finds wrong with them is added to `own`, with paths below `root`.
    pub(crate) fn assemble(self, version: KubeVersion, root: &Path<'_>, own: &mut Findings) -> Assembled {
        super::build::assemble(*self.draft, version, root, ClaimTemplates::Refused, own)
    }

    /// Does what [`assemble`](Self::assemble) does for a StatefulSet, which takes the claim templates.
    pub(crate) fn assemble_claiming(
        self,
        version: KubeVersion,
        root: &Path<'_>,
        own: &mut Findings,
    ) -> Assembled {
        super::build::assemble(*self.draft, version, root, ClaimTemplates::Taken, own)
    }

    /// Returns the ports that the main containers and the sidecars declare: those that a service can reach.
    pub(crate) fn declared_ports(&self) -> Vec<v1::ContainerPort> {
        super::build::declared_ports(&self.draft)
    }

    /// Returns the services that variables of the containers name.
    pub(crate) fn service_links(&self) -> Vec<crate::value::link::ServiceLink> {
        super::build::service_links(&self.draft)
    }

    /// Returns the labels of the pods.
    pub(crate) fn pod_labels(&self) -> Option<&std::collections::BTreeMap<String, String>> {
        self.draft.metadata.labels.as_ref()
    }
}

impl<S, T> Clone for PodBuilder<S, T> {
    fn clone(&self) -> Self {
        Self { draft: self.draft.clone(), kind: PhantomData }
    }
}

impl<S, T> fmt::Debug for PodBuilder<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.draft, f)
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |list: &Few<Parts>| -> Vec<String> {
            list.iter().map(|parts| parts.container.name.clone()).collect()
        };
        f.debug_struct("PodBuilder")
            .field("metadata", &self.metadata)
            .field("init", &names(&self.init))
            .field("main", &names(&self.main))
            .finish_non_exhaustive()
    }
}
