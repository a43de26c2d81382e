//! Strategies of whole pods.

use std::collections::BTreeSet;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::container::{ContainerPlan, Surroundings, container_plan, devices, env_files, volumes};
use super::network::{NetworkPlan, network_plan};
use super::pick::{few, maybe, rarely, seldom, texts, when, with};
use super::placement::{PlacementPlan, placement_plan};
use super::value::{annotations, dns_subdomain, generate_name, labels, name, prefixed_key};
use super::volume::empty_dir;
use super::whole::{ComputePlan, Host, LifePlan, RightsPlan, compute_plan, life_plan, rights_plan};
use podwright::container::Container;
use podwright::pod::{HasMain, Os, Pod, PodBuilder, PodTemplate, RestartPolicy, Target, WantsMain};
use podwright::value::{Annotations, DnsLabel, DnsSubdomain, GenerateName, LabelKey, Labels};
use podwright::volume::source::EmptyDir;
use podwright::volume::{BlockVolume, SharedVolume, Volume};
use podwright::{path, shared_volume};

/// Pods with every part that a pod can have, which `build()` accepts.
///
/// They have up to three init containers and sidecars in any order, up to three containers beside each other, volumes that
/// these mount, share or leave alone, and each other part of a pod now and then. Combinations that Kubernetes forbids are
/// left out, so that a pod that does not build is a fault of the code under test.
pub fn pod() -> impl Strategy<Value = PodBuilder<HasMain>> {
    (identity(), pod_plan()).prop_map(|(identity, plan)| {
        let never = identity.restart == Some(RestartPolicy::Never);
        plan.finished(identity.begin(), never)
    })
}

/// Pods without their main container: init containers and sidecars that share nothing.
pub fn pod_before_main() -> impl Strategy<Value = PodBuilder> {
    (identity(), pod_plan()).prop_map(|(identity, plan)| {
        let never = identity.restart == Some(RestartPolicy::Never);
        plan.begun(identity.begin(), never).0
    })
}

/// Pod templates with every part that a template can have, which `build()` accepts.
pub fn pod_template() -> impl Strategy<Value = PodBuilder<HasMain, PodTemplate>> {
    pod_plan().prop_map(|plan| plan.finished(PodTemplate::builder(), false))
}

/// Pod templates for pods that run without end, as those of a Deployment do.
#[cfg(feature = "app")]
pub(super) fn endless_template() -> impl Strategy<Value = PodBuilder<HasMain, PodTemplate>> {
    pod_plan().prop_map(|mut plan| {
        plan.life.forget_deadline();
        plan.finished(PodTemplate::builder(), false)
    })
}

/// Pod templates for pods that end. Those of some jobs never restart.
#[cfg(feature = "app")]
pub(super) fn ending_template(
    never_restarts: bool,
) -> impl Strategy<Value = PodBuilder<HasMain, PodTemplate>> {
    pod_plan().prop_map(move |plan| plan.finished(PodTemplate::builder(), never_restarts))
}

shared_volume! {
    /// Shared by a sidecar.
    Logs = "strategies-shared-logs", EmptyDir::new()
}

shared_volume! {
    /// An init container shares it.
    Site = "strategies-shared-site", EmptyDir::new().medium(podwright::volume::source::StorageMedium::Memory)
}

shared_volume! {
    /// Shared by both. The pod provides its source.
    Data = "strategies-shared-data"
}

/// The settings that a pod has and a template does not.
#[derive(Clone, Debug)]
struct Identity {
    name: Result<DnsSubdomain, GenerateName>,
    namespace: Option<DnsLabel>,
    owner: Option<OwnerReference>,
    finalizers: Vec<LabelKey>,
    restart: Option<RestartPolicy>,
}

fn identity() -> impl Strategy<Value = Identity> {
    let named = prop_oneof![4 => dns_subdomain().prop_map(Ok), 1 => generate_name().prop_map(Err)];
    (named, maybe(name()), rarely(owner()), few(prefixed_key(), 2), maybe(select(RestartPolicy::ALL)))
        .prop_map(|(name, namespace, owner, mut finalizers, restart)| {
            finalizers.sort();
            finalizers.dedup();
            Identity { name, namespace, owner, finalizers, restart }
        })
}

pub(super) fn owner() -> impl Strategy<Value = OwnerReference> {
    (dns_subdomain(), texts("[0-9a-f]{8}-[0-9a-f]{4}"), any::<bool>()).prop_map(
        |(name, uid, is_controller)| OwnerReference {
            api_version: "apps/v1".to_owned(),
            kind: "ReplicaSet".to_owned(),
            name: name.into(),
            uid,
            controller: is_controller.then_some(true),
            block_owner_deletion: None,
        },
    )
}

impl Identity {
    fn begin(self) -> PodBuilder {
        let pod = match self.name {
            Ok(name) => Pod::builder(name),
            Err(prefix) => Pod::generate_name(prefix),
        };
        let pod = with(pod, self.namespace, PodBuilder::namespace);
        let pod = with(pod, self.owner, PodBuilder::owner);
        let pod = self.finalizers.into_iter().fold(pod, PodBuilder::finalizer);
        with(pod, self.restart, PodBuilder::restart)
    }
}

/// The parts of a pod, before they are fitted together.
#[derive(Clone, Debug)]
struct PodPlan {
    metadata: (Labels, Annotations),
    starts: Vec<(Start, ContainerPlan)>,
    main: ContainerPlan,
    beside: Vec<ContainerPlan>,
    storage: StoragePlan,
    sharing: SharingPlan,
    placement: PlacementPlan,
    network: NetworkPlan,
    rights: RightsPlan,
    life: LifePlan,
    compute: ComputePlan,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Start {
    Init,
    Sidecar,
}

fn pod_plan() -> impl Strategy<Value = PodPlan> {
    let start = (prop_oneof![Just(Start::Init), Just(Start::Sidecar)], container_plan());
    let containers = (few(start, 3), container_plan(), few(container_plan(), 2));
    (
        (labels(), annotations()),
        containers,
        storage_plan(),
        sharing_plan(),
        placement_plan(),
        network_plan(),
        rights_plan(),
        life_plan(),
        compute_plan(),
    )
        .prop_map(
            |(
                metadata,
                (starts, main, beside),
                storage,
                sharing,
                placement,
                network,
                rights,
                life,
                compute,
            )| {
                let plan = PodPlan {
                    metadata,
                    starts,
                    main,
                    beside,
                    storage,
                    sharing,
                    placement,
                    network,
                    rights,
                    life,
                    compute,
                };
                plan.with_distinct_names()
            },
        )
}

impl PodPlan {
    /// Removes containers that have the name of another one.
    fn with_distinct_names(mut self) -> Self {
        let mut names = BTreeSet::from([self.main.name().clone()]);
        let mut is_new = |plan: &ContainerPlan| names.insert(plan.name().clone());
        self.starts.retain(|(_, plan)| is_new(plan));
        self.beside.retain(|plan| is_new(plan));
        self.sharing.by.retain(|(_, plan)| is_new(plan));
        self
    }

    /// The pod up to its main container, and the remaining parts.
    fn begun<T: Target>(
        self,
        pod: PodBuilder<WantsMain, T>,
        never_restarts: bool,
    ) -> (PodBuilder<WantsMain, T>, Rest) {
        let (labels, annotations) = self.metadata;
        let pod = when(!labels.is_empty(), pod, |pod| pod.labels(labels));
        let pod = when(!annotations.is_empty(), pod, |pod| pod.annotations(annotations));
        let mut around = self.storage.surroundings(self.rights.host == Host::Users);
        around.claims = self.compute.claims();
        around.is_windows = self.rights.os == Some(Os::Windows);
        around.uses_host_network = self.rights.host == Host::Network && !around.is_windows;
        around.never_restarts = never_restarts;
        let pod = self.network.put_into(pod, around.uses_host_network);
        let pod = self.placement.put_into(pod);
        let pod = self.compute.put_into(pod, around.is_windows);
        let pod = self.rights.put_into(pod);
        let mut pod = self.life.put_into(pod);
        for (start, plan) in self.starts {
            pod = match start {
                Start::Init => pod.init(plan.init(&mut around)),
                Start::Sidecar => pod.sidecar(plan.sidecar(&mut around)),
            };
        }
        if self.storage.declares_unused {
            pod = around.volumes.iter().fold(pod, PodBuilder::volume);
        }
        let rest = Rest { main: self.main, beside: self.beside, sharing: self.sharing, around };
        (pod, rest)
    }

    fn finished<T: Target>(
        self,
        pod: PodBuilder<WantsMain, T>,
        never_restarts: bool,
    ) -> PodBuilder<HasMain, T> {
        let (pod, Rest { main, beside, sharing, mut around }) = self.begun(pod, never_restarts);
        let main = main.main(&mut around);
        let pod = sharing.put_into(pod, main, &mut around);
        beside.into_iter().fold(pod, |pod, plan| pod.container(plan.main(&mut around)))
    }
}

struct Rest {
    main: ContainerPlan,
    beside: Vec<ContainerPlan>,
    sharing: SharingPlan,
    around: Surroundings,
}

/// Generates the volumes of a pod.
#[derive(Clone, Debug)]
struct StoragePlan {
    volumes: Vec<Volume>,
    devices: Vec<BlockVolume>,
    files: Option<Volume>,
    declares_unused: bool,
}

fn storage_plan() -> impl Strategy<Value = StoragePlan> {
    (volumes(), devices(), env_files(), seldom()).prop_map(|(volumes, devices, files, declares_unused)| {
        StoragePlan { volumes, devices, files, declares_unused }
    })
}

impl StoragePlan {
    fn surroundings(&self, forbids_devices: bool) -> Surroundings {
        let devices = if forbids_devices { Vec::new() } else { self.devices.clone() };
        Surroundings::new(self.files.clone(), self.volumes.clone(), devices)
    }
}

/// Adds containers that share a volume with the main container.
#[derive(Clone, Debug)]
struct SharingPlan {
    by: Vec<(Start, ContainerPlan)>,
    is_provided: bool,
    source: EmptyDir,
}

fn sharing_plan() -> impl Strategy<Value = SharingPlan> {
    let start = (prop_oneof![Just(Start::Init), Just(Start::Sidecar)], container_plan());
    (few(start, 2), any::<bool>(), empty_dir()).prop_map(|(by, is_provided, source)| SharingPlan {
        by,
        is_provided,
        source,
    })
}

impl SharingPlan {
    fn put_into<T: Target>(
        self,
        pod: PodBuilder<WantsMain, T>,
        main: Container,
        around: &mut Surroundings,
    ) -> PodBuilder<HasMain, T> {
        let (mut init, mut sidecar) = (None, None);
        for (start, plan) in self.by {
            match start {
                Start::Init => init = Some(plan.init(around)),
                Start::Sidecar => sidecar = Some(plan.sidecar(around)),
            }
        }
        // No generated path has upper case at the start of an element.
        match (init, sidecar) {
            (None, None) => pod.main(main),
            (Some(init), None) => pod
                .init(init.share(Site.at(path!("/Shared/site"))))
                .main(main.share(Site.at(path!("/Shared/site")).read_only())),
            (None, Some(sidecar)) => pod
                .sidecar(sidecar.share(Logs.at(path!("/Shared/logs")).read_only()))
                .main(main.share(Logs.at(path!("/Shared/logs"))).mount(Logs.at(path!("/Shared/again")))),
            (Some(init), Some(sidecar)) if self.is_provided => pod
                .provide(Data, self.source)
                .init(init.share(Data.at(path!("/Shared/data"))))
                .sidecar(sidecar.share(Data.at(path!("/Shared/data"))))
                .main(main.share(Data.at(path!("/Shared/data")))),
            (Some(init), Some(sidecar)) => pod
                .sidecar(sidecar.share(Logs.at(path!("/Shared/logs"))))
                .init(init.share(Site.at(path!("/Shared/site"))))
                .main(main.share(Site.at(path!("/Shared/site"))).share(Logs.at(path!("/Shared/logs")))),
        }
    }
}
