use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1;
use k8s_openapi::api::core::v1::PersistentVolumeClaim;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::headless::HeadlessService;
use super::methods::{Workload, scaled_setters, selected_methods, workload_methods};
use super::partitioned::PartitionedUpdate;
use super::raw::Raw;
use super::replicas::Replicas;
use super::serve::service_methods;
use super::template::{Assembled, IntoTemplate, Selected, Template, spec_field};
use crate::claim::IntoClaim;
use crate::network::Service;
use crate::object::ServiceRef;
use crate::pod::Complete;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::words::PodManagementPolicy;
use crate::value::{DnsLabel, Seconds};
use crate::volume::source::ClaimTemplate;
use crate::volume::{SharedVolume, Volume};

/// A StatefulSet: numbered pods, each with a name in the DNS of the cluster and storage of its own.
///
/// The pods of `db` are `db-0`, `db-1`, and so on. A headless service gives each a name, such as `db-0.db`.
///
/// Mounts of [`Volume::claim_template`](crate::volume::Volume::claim_template) bring the claims: each pod gets one of them,
/// and a pod that replaces another gets that one's.
///
/// ```
/// use podwright::prelude::*;
///
/// let peers = ServiceRef::literal("db");
/// let data = Volume::claim_template(name!("data"), Claim::new(Storage::gib(10)));
/// let db = Container::new(name!("db"), image!("postgres:17")).mount(data.at(path!("/var/lib/postgresql")));
/// let db = StatefulSet::new(name!("db"), &peers, PodTemplate::builder().main(db)).replicas(3).build()?;
/// assert_eq!(db.spec.service_name.as_deref(), Some("db"));
/// assert_eq!(db.spec.volume_claim_templates.as_ref().unwrap()[0].metadata.name.as_deref(), Some("data"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/>
#[doc(alias = "StatefulSetSpec")]
#[derive(Clone, Debug)]
pub struct StatefulSet {
    pub(super) selected: Selected,
    peers: ServiceRef,
    replicas: Option<Replicas>,
    /// Without the replicas, the service, the selector, the template and the claims.
    spec: v1::StatefulSetSpec,
    raw: Raw<v1::StatefulSetSpec>,
}

impl StatefulSet {
    /// Creates a StatefulSet with this name, whose pods the headless service gives names. Its pods are selected by the label
    /// `app.kubernetes.io/name`, which has the name of the StatefulSet.
    ///
    /// The name has at most 52 characters: `build()` reports a longer one, because no pod could be created.
    #[doc(alias = "serviceName")]
    #[must_use]
    pub fn new<T: IntoTemplate<Stage: Complete>>(
        name: DnsLabel,
        headless_service: &impl HeadlessService,
        template: T,
    ) -> Self {
        Self {
            selected: Selected::new(name.into(), template.into_template()),
            peers: headless_service.to_reference(),
            replicas: None,
            spec: v1::StatefulSetSpec::default(),
            raw: Raw::new(),
        }
    }

    /// Gives a shared volume its source: storage that is claimed for each pod.
    ///
    /// It is for shared volumes that are declared without a source, because it is known only at run time.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// shared_volume!(Data = "data");
    ///
    /// fn storage(gib: u32) -> Storage {
    ///     Storage::gib(gib)
    /// }
    ///
    /// let template = PodTemplate::builder()
    ///     .init(InitContainer::new(name!("restore"), image!("acme/restore:1")).share(Data.at(path!("/data"))))
    ///     .main(Container::new(name!("db"), image!("postgres:17")).share(Data.at(path!("/var/lib/postgresql"))));
    /// let db = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), template)
    ///     .claim(Data, Claim::new(storage(10)))
    ///     .build()?;
    /// assert!(db.spec.volume_claim_templates.is_some() && db.spec.template.spec.as_ref().unwrap().volumes.is_none());
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "volumeClaimTemplates")]
    #[must_use]
    pub fn claim<V: SharedVolume>(self, volume: V, claim: impl IntoClaim) -> Self {
        self.template(|template| template.provide(volume, ClaimTemplate::new(claim.into_claim())))
    }

    /// Keeps the claims of pods that are removed by scaling down. This is the default.
    #[doc(alias = "persistentVolumeClaimRetentionPolicy")]
    #[doc(alias = "whenScaled")]
    #[must_use]
    pub fn keep_claims_when_scaled(mut self) -> Self {
        self.retention().when_scaled = Some("Retain".to_owned());
        self
    }

    /// Deletes the claims of pods that are removed by scaling down, with all that they hold.
    #[doc(alias = "persistentVolumeClaimRetentionPolicy")]
    #[doc(alias = "whenScaled")]
    #[must_use]
    pub fn delete_claims_when_scaled(mut self) -> Self {
        self.retention().when_scaled = Some("Delete".to_owned());
        self
    }

    /// Keeps the claims when the StatefulSet is deleted. This is the default.
    #[doc(alias = "persistentVolumeClaimRetentionPolicy")]
    #[doc(alias = "whenDeleted")]
    #[must_use]
    pub fn keep_claims_when_deleted(mut self) -> Self {
        self.retention().when_deleted = Some("Retain".to_owned());
        self
    }

    /// Deletes the claims with the StatefulSet, with all that they hold.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let cache = PodTemplate::builder().main(Container::new(name!("cache"), image!("acme/cache:1")));
    /// let cache = StatefulSet::new(name!("cache"), &ServiceRef::literal("cache"), cache)
    ///     .keep_claims_when_scaled()
    ///     .delete_claims_when_deleted()
    ///     .build()?;
    /// let policy = cache.spec.persistent_volume_claim_retention_policy.as_ref().unwrap();
    /// assert_eq!(policy.when_deleted.as_deref(), Some("Delete"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention>
    #[doc(alias = "persistentVolumeClaimRetentionPolicy")]
    #[doc(alias = "whenDeleted")]
    #[must_use]
    pub fn delete_claims_when_deleted(mut self) -> Self {
        self.retention().when_deleted = Some("Delete".to_owned());
        self
    }

    /// Sets in which order pods are created and removed. Defaults to one by one.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies>
    #[must_use]
    pub fn pod_management_policy(mut self, policy: PodManagementPolicy) -> Self {
        self.spec.pod_management_policy = Some(policy.into());
        self
    }

    /// Replaces pods by itself when the template changes, from the last to the first. This is the default.
    ///
    /// Replaces an [`on_delete`](Self::on_delete).
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let db = PodTemplate::builder().main(Container::new(name!("db"), image!("postgres:17")));
    /// let db = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), db)
    ///     .replicas(3)
    ///     .rolling_update(PartitionedUpdate::new().partition(2))
    ///     .build()?;
    /// let update = db.spec.update_strategy.as_ref().unwrap().rolling_update.as_ref().unwrap();
    /// assert_eq!(update.partition, Some(2));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies>
    #[doc(alias = "updateStrategy")]
    #[must_use]
    pub fn rolling_update(mut self, update: PartitionedUpdate) -> Self {
        self.spec.update_strategy = Some(v1::StatefulSetUpdateStrategy {
            type_: Some("RollingUpdate".to_owned()),
            rolling_update: Some(update.into())
                .filter(|update| *update != v1::RollingUpdateStatefulSetStrategy::default()),
        });
        self
    }

    /// Waits until somebody deletes a pod, before it is replaced by one of the changed template.
    ///
    /// Replaces a [`rolling_update`](Self::rolling_update).
    #[doc(alias = "updateStrategy")]
    #[must_use]
    pub fn on_delete(mut self) -> Self {
        self.spec.update_strategy =
            Some(v1::StatefulSetUpdateStrategy { type_: Some("OnDelete".to_owned()), rolling_update: None });
        self
    }

    /// Sets the number of the first pod. Defaults to 0.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#start-ordinal>
    #[doc(alias = "ordinals")]
    #[doc(alias = "start")]
    #[must_use]
    pub fn first_ordinal(mut self, start: u32) -> Self {
        self.spec.ordinals = Some(v1::StatefulSetOrdinals { start: Some(at_most_max(start)) });
        self
    }

    /// Sets for how long a new pod must be ready before it counts as available. Defaults to 0 seconds.
    #[doc(alias = "minReadySeconds")]
    #[must_use]
    pub fn min_ready(mut self, time: Seconds) -> Self {
        self.spec.min_ready_seconds = Some(time.into());
        self
    }

    /// Sets how many old revisions are kept to go back to. Defaults to 10.
    #[must_use]
    pub fn revision_history_limit(mut self, revisions: u32) -> Self {
        self.spec.revision_history_limit = Some(at_most_max(revisions));
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn partition<N: InRollingUpdate<Self>>(self, _first: N) -> Self {
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn max_unavailable<N: InRollingUpdate<Self>>(self, _pods: N) -> Self {
        self
    }

    /// Changes the finished [`v1::StatefulSetSpec`] by hand: `build()` makes the change after all others, and validates the
    /// result like any other.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let db = PodTemplate::builder().main(Container::new(name!("db"), image!("postgres:17")));
    /// let db = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), db).raw(|spec| spec.replicas = Some(-1));
    /// assert_eq!(db.build().unwrap_err().iter().next().map(Violation::field), Some("spec.replicas"));
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl Fn(&mut v1::StatefulSetSpec) + Send + Sync + 'static) -> Self {
        self.raw.push(change);
        self
    }

    workload_methods!();
    selected_methods!();
    service_methods!("StatefulSet");

    /// Creates a service over one pod, the one of this number, which is called like the pod: `db-0`.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let sql = port!("sql", 5432);
    /// let db = PodTemplate::builder().main(Container::new(name!("db"), image!("postgres:17")).port(&sql));
    /// let db = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), db);
    /// let first = db.replica_service(0).port(&sql, 5432).build()?;
    /// assert_eq!(first.metadata.name.as_deref(), Some("db-0"));
    /// let selector = first.spec.as_ref().unwrap().selector.as_ref().unwrap();
    /// assert_eq!(selector["statefulset.kubernetes.io/pod-name"], "db-0");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label>
    #[must_use]
    pub fn replica_service(&self, number: u32) -> Service {
        let pod = format!("{}-{number}", self.selected.name());
        let label = BTreeMap::from([("statefulset.kubernetes.io/pod-name".to_owned(), pod.clone())]);
        let noun = format!("StatefulSet {:?}", self.selected.name());
        let (name, is_named) = match DnsLabel::try_from(pod) {
            Ok(name) => (name, true),
            Err(_) => (DnsLabel::literal("service"), false),
        };
        let service =
            Service::of_workload(name, self.selected.namespace(), noun, label, self.selected.ports());
        if is_named { service } else { service.without_name() }
    }
    scaled_setters!("StatefulSet");

    /// Returns the StatefulSet, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the StatefulSet or its template breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::StatefulSet>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the StatefulSet validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::StatefulSet>, Violations> {
        let mut own = Findings::new();
        let (Assembled { metadata, selector, template, pod_security, carried }, claimed) =
            self.selected.assemble_claiming(version, &mut own);
        let claims: Vec<_> = claimed.into_iter().filter_map(claim_of).collect();
        let mut spec = v1::StatefulSetSpec {
            selector,
            template,
            replicas: self.replicas.as_ref().and_then(Replicas::written),
            service_name: Some(self.peers.to_name()),
            volume_claim_templates: (!claims.is_empty()).then_some(claims),
            ..self.spec
        };
        self.raw.apply(&mut spec);
        let set = v1::StatefulSet { metadata, spec: spec_field(spec), status: None };
        Valid::build_carrying(set, pod_security, version, own, carried)
    }

    fn retention(&mut self) -> &mut v1::StatefulSetPersistentVolumeClaimRetentionPolicy {
        self.spec.persistent_volume_claim_retention_policy.get_or_insert_default()
    }
}

/// Numbers that are set on the StatefulSet itself: none, because they belong to one of its update strategies.
#[diagnostic::on_unimplemented(
    message = "only the rolling update of a StatefulSet has a partition or unavailable pods",
    label = "set it there: `.rolling_update(PartitionedUpdate::new().partition(2))`",
    note = "it replaces `.on_delete()`, with which nothing is updated by itself"
)]
pub trait InRollingUpdate<W> {}

/// Returns the template of the claims that a volume is made of.
fn claim_of(volume: Volume) -> Option<PersistentVolumeClaim> {
    let name = volume.name().to_owned();
    let template = volume.into_claim_template()?;
    let metadata = ObjectMeta { name: Some(name), ..template.metadata.unwrap_or_default() };
    Some(PersistentVolumeClaim { metadata, spec: Some(template.spec), status: None })
}

pub(super) fn at_most_max(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

impl Workload for StatefulSet {
    fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        Self::template(self, change)
    }
}
