use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::state::{
    AddShares, BeforeMain, Complete, HasMain, NoMainYet, SharesAll, SharesNothing, State, WantsMain,
};
use super::target::{Pod, Target};
use crate::container::{AnyContainer, Container, IntoInitContainer, IntoMainContainer, IntoSidecar, Parts};
use crate::few::Few;
use crate::rules::pod_security::LevelVersion;
use crate::rules::{KubeVersion, Valid, Violations};
use crate::volume::source::DirectorySource;
use crate::volume::{IntoVolume, SharedVolume, Volume};

/// A pod in the making.
///
/// Init containers and sidecars come first, in the order in which they start; then the main container; then any that run
/// beside it. Everything else may be set at any time. [`build`](PodBuilder::build) returns the pod, or all that is wrong
/// with it.
///
/// # Types
///
/// Users do not write the parameters, except in the signatures of functions that add to a pod. `S` is the stage, and
/// `T` what is built, a [`Pod`] or a [`PodTemplate`](super::PodTemplate):
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
/// /// Adds a sidecar that shares a volume: the main container now owes it.
/// fn with_log_shipper<O>(pod: PodBuilder<WantsMain<O>>) -> PodBuilder<WantsMain<Shares<Logs, O>>> {
///     pod.sidecar(Sidecar::new(name!("shipper"), image!("fluent/fluent-bit:3.1")).share(Logs.at(path!("/logs"))))
/// }
///
/// let web = Container::new(name!("web"), image!("nginx:1.27")).share(Logs.at(path!("/var/log/nginx")));
/// let pod = with_proxy(with_log_shipper(Pod::builder(name!("web"))), true).main(web).build()?;
/// assert_eq!(pod.spec.as_ref().unwrap().init_containers.as_ref().unwrap().len(), 2);
/// # Ok::<(), podwright::Error>(())
/// ```
pub struct PodBuilder<S = WantsMain, T = Pod> {
    pub(super) draft: Box<Draft>,
    kind: PhantomData<fn() -> (S, T)>,
}

/// All that has been said of a pod so far.
#[derive(Clone)]
pub struct Draft {
    pub(super) metadata: ObjectMeta,
    /// Nothing as long as nothing but containers and volumes has been said.
    pub(super) spec: Option<Box<v1::PodSpec>>,
    pub(super) init: Few<Parts>,
    pub(super) main: Few<Parts>,
    /// Volumes that need no mount.
    pub(super) volumes: Vec<Volume>,
    /// Volumes whose source is given to the pod, not to the mounts.
    pub(super) provided: Vec<Volume>,
    pub(super) each: Vec<EachContainer>,
    pub(super) pod_security: Option<LevelVersion>,
}

pub(super) type EachContainer = Arc<dyn Fn(AnyContainer) -> AnyContainer + Send + Sync>;

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
            pod_security: None,
        };
        Self { draft: Box::new(draft), kind: PhantomData }
    }
}

impl<S, T> PodBuilder<S, T> {
    fn into_stage<Next>(self) -> PodBuilder<Next, T> {
        PodBuilder { draft: self.draft, kind: PhantomData }
    }
}

/// Its containers.
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Adds a container that runs to completion before the next one starts.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/init-containers/>
    #[must_use]
    pub fn init<C>(mut self, container: C) -> PodBuilder<<C::Shares as AddShares<S>>::Next, T>
    where
        S: BeforeMain,
        C: IntoInitContainer<Shares: AddShares<S>>,
    {
        self.draft.init.push(container.into_parts());
        self.into_stage()
    }

    /// Adds init containers of one kind, any number of them; what they share is owed once.
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

    /// Adds a container that starts now and runs beside the main one.
    ///
    /// What starts after it waits for its startup probe, if it has one.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/>
    #[must_use]
    pub fn sidecar<C>(mut self, container: C) -> PodBuilder<<C::Shares as AddShares<S>>::Next, T>
    where
        S: BeforeMain,
        C: IntoSidecar<Shares: AddShares<S>>,
    {
        self.draft.init.push(container.into_parts());
        self.into_stage()
    }

    /// Adds sidecars of one kind, any number of them; what they share is owed once.
    ///
    /// An `Option` is such a number: `.sidecars(mesh.then(proxy))`.
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

    /// Adds the main container, which shares all that those before it share.
    #[must_use]
    pub fn main<C, Proof>(mut self, container: C) -> PodBuilder<HasMain, T>
    where
        S: NoMainYet,
        C: IntoMainContainer<Shares: SharesAll<S::Required, Proof>>,
    {
        self.draft.main.push(container.into_parts());
        self.into_stage()
    }

    /// Adds main containers from a list that may turn out to be empty.
    ///
    /// # Errors
    ///
    /// If there is none: a pod needs at least one.
    pub fn try_containers<Proof>(
        self,
        containers: impl IntoIterator<Item = Container>,
    ) -> Result<PodBuilder<HasMain, T>, Violations>
    where
        S: NoMainYet,
        (): SharesAll<S::Required, Proof>,
    {
        let mut containers = containers.into_iter();
        match containers.next() {
            Some(first) => Ok(self.main(first).containers(containers)),
            None => Err(super::build::no_containers::<T>(&self.draft.metadata)),
        }
    }

    /// Adds a container beside the main one.
    #[must_use]
    pub fn container<C: IntoMainContainer>(mut self, container: C) -> Self
    where
        S: Complete,
    {
        self.draft.main.push(container.into_parts());
        self
    }

    /// Adds any number of containers beside the main one.
    #[must_use]
    pub fn containers<C: IntoMainContainer>(mut self, containers: impl IntoIterator<Item = C>) -> Self
    where
        S: Complete,
    {
        self.draft.main.extend(containers.into_iter().map(IntoMainContainer::into_parts));
        self
    }

    /// Adds a sidecar to a finished pod, after the other init containers: for platform code that did not make the pod.
    #[must_use]
    pub fn inject<C>(mut self, sidecar: C) -> Self
    where
        S: Complete,
        C: IntoSidecar<Shares: SharesNothing>,
    {
        self.draft.init.push(sidecar.into_parts());
        self
    }

    /// Adds a sidecar to a finished pod, before all other init containers, which then have it at their side.
    #[must_use]
    pub fn inject_first<C>(mut self, sidecar: C) -> Self
    where
        S: Complete,
        C: IntoSidecar<Shares: SharesNothing>,
    {
        self.draft.init.insert_first(sidecar.into_parts());
        self
    }

    /// Changes every container of the pod, also those that are added later and those that [`wait`](crate::wait) makes.
    ///
    /// The change is made when the pod is built, after all that the containers say themselves.
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
        self.draft.each.push(Arc::new(change));
        self
    }
}

/// Its volumes that no mount brings along.
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Declares a volume, whether a container of this pod mounts it or not: for containers that are injected later.
    #[must_use]
    pub fn volume(mut self, volume: impl IntoVolume) -> Self {
        self.draft.volumes.push(volume.into_volume());
        self
    }

    /// Gives a shared volume its source, where that is known only at run time.
    #[must_use]
    pub fn provide<V: SharedVolume>(mut self, _: V, source: impl DirectorySource) -> Self {
        self.draft.provided.push(Volume::new(V::NAME, source));
        self
    }
}

/// The end.
impl<S: State, T: Target> PodBuilder<S, T> {
    /// The pod, proven to be one that the API server accepts.
    ///
    /// # Errors
    ///
    /// All rules that the pod breaks, with the paths of the fields: names that stand twice, requests over limits,
    /// anything that [`raw`](crate::container::ContainerOf::raw) made wrong.
    pub fn build(self) -> Result<Valid<T::Object>, Violations>
    where
        S: Complete,
    {
        self.build_for(KubeVersion::ENABLED)
    }

    /// The same, validated for a cluster of another version than the one that is enabled.
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
    /// As for [`build`](PodBuilder::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<T::Object>, Violations>
    where
        S: Complete,
    {
        T::build(*self.draft, version)
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
