use std::collections::BTreeMap;

use super::into_objects::{Built, place, single};
use crate::manifest::placement::add_missing;
use crate::network::{Pods, Service};
use crate::rules::KubeVersion;
use crate::value::DnsLabel;
use crate::workload::{
    CronJob, DaemonSet, Deployment, DisruptionBudget, HorizontalPodAutoscaler, IntoDisruptionLimit, Job,
    ReplicaSet, StatefulSet, Template, Workload,
};

/// A workload of any kind, as a member of an [`App`](super::App).
///
/// A part that fits all workloads is a function over it: [`AppBuilder::each_workload`](super::AppBuilder::each_workload) applies
/// one.
///
/// ```
/// use podwright::app::{AnyWorkload, AppBuilder};
/// use podwright::prelude::*;
///
/// fn with_budgets(app: AppBuilder) -> AppBuilder {
///     let budgets: Vec<_> = app.workloads().filter_map(|it| it.disruption_budget(MaxUnavailable(1))).collect();
///     app.add(budgets)
/// }
///
/// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
/// let shop = with_budgets(App::builder(name!("shop")).add(Deployment::new(name!("web"), web).replicas(2))).build()?;
/// let objects: Vec<_> = shop.manifest().iter().map(ToString::to_string).collect();
/// assert_eq!(objects, [r#"PodDisruptionBudget "web""#, r#"Deployment "web""#]);
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AnyWorkload {
    /// Pods that replace each other.
    Deployment(Deployment),
    /// Pods with a name and storage of their own.
    StatefulSet(StatefulSet),
    /// A pod on each node.
    DaemonSet(DaemonSet),
    /// A number of pods, without updates.
    ReplicaSet(ReplicaSet),
    /// Work that ends. Its restart policy is not known as a type.
    Job(Job<()>),
    /// Work at each time of a schedule.
    CronJob(CronJob),
}

/// Does the same with the workload of each kind.
macro_rules! each {
    ($workload:expr, $name:ident => $do:expr) => {
        match $workload {
            AnyWorkload::Deployment($name) => $do,
            AnyWorkload::StatefulSet($name) => $do,
            AnyWorkload::DaemonSet($name) => $do,
            AnyWorkload::ReplicaSet($name) => $do,
            AnyWorkload::Job($name) => $do,
            AnyWorkload::CronJob($name) => $do,
        }
    };
}

/// Changes the workload of each kind.
macro_rules! changed {
    ($workload:expr, $name:ident => $do:expr) => {
        match $workload {
            AnyWorkload::Deployment($name) => AnyWorkload::Deployment($do),
            AnyWorkload::StatefulSet($name) => AnyWorkload::StatefulSet($do),
            AnyWorkload::DaemonSet($name) => AnyWorkload::DaemonSet($do),
            AnyWorkload::ReplicaSet($name) => AnyWorkload::ReplicaSet($do),
            AnyWorkload::Job($name) => AnyWorkload::Job($do),
            AnyWorkload::CronJob($name) => AnyWorkload::CronJob($do),
        }
    };
}

/// Does the same with the workload of each kind that selects its pods. Jobs select theirs by an id, so they have no value.
macro_rules! selecting {
    ($workload:expr, $name:ident => $do:expr) => {
        match $workload {
            AnyWorkload::Deployment($name) => Some($do),
            AnyWorkload::StatefulSet($name) => Some($do),
            AnyWorkload::DaemonSet($name) => Some($do),
            AnyWorkload::ReplicaSet($name) => Some($do),
            AnyWorkload::Job(_) | AnyWorkload::CronJob(_) => None,
        }
    };
}

impl AnyWorkload {
    /// Returns the kind: `Deployment`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Deployment(_) => "Deployment",
            Self::StatefulSet(_) => "StatefulSet",
            Self::DaemonSet(_) => "DaemonSet",
            Self::ReplicaSet(_) => "ReplicaSet",
            Self::Job(_) => "Job",
            Self::CronJob(_) => "CronJob",
        }
    }

    /// Returns the name. It is empty if the API server makes one.
    #[must_use]
    pub fn name(&self) -> &str {
        each!(self, workload => workload.name_text())
    }

    /// Returns the pods, for network policies, affinity and spread constraints. Jobs have none that anything selects.
    #[must_use]
    pub fn pods(&self) -> Option<Pods> {
        selecting!(self, workload => workload.pods())
    }

    /// Returns a service over the pods, unless the workload is a Job.
    #[must_use]
    pub fn service(&self) -> Option<Service> {
        selecting!(self, workload => workload.service())
    }

    /// Returns a disruption budget over the pods, if the workload has a number of them.
    #[must_use]
    pub fn disruption_budget(&self, limit: impl IntoDisruptionLimit) -> Option<DisruptionBudget> {
        match self {
            Self::Deployment(workload) => Some(workload.disruption_budget(limit)),
            Self::StatefulSet(workload) => Some(workload.disruption_budget(limit)),
            Self::ReplicaSet(workload) => Some(workload.disruption_budget(limit)),
            Self::DaemonSet(_) | Self::Job(_) | Self::CronJob(_) => None,
        }
    }

    /// Returns the autoscaler, if the workload has one.
    #[must_use]
    pub fn autoscaler(&self) -> Option<HorizontalPodAutoscaler> {
        match self {
            Self::Deployment(workload) => workload.autoscaler(),
            Self::StatefulSet(workload) => workload.autoscaler(),
            Self::ReplicaSet(workload) => workload.autoscaler(),
            Self::DaemonSet(_) | Self::Job(_) | Self::CronJob(_) => None,
        }
    }

    /// Changes the template of the pods.
    #[must_use]
    pub fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        changed!(self, workload => workload.template(change))
    }

    pub(super) fn build_in(
        self,
        namespace: Option<&DnsLabel>,
        pod_labels: &BTreeMap<String, String>,
        version: KubeVersion,
    ) -> Built {
        let workload = self.template(|template| {
            template.raw_metadata(|metadata| add_missing(&mut metadata.labels, pod_labels))
        });
        let workload = changed!(workload, it => it.raw_metadata(|metadata| place(metadata, namespace)));
        let autoscaler = workload.autoscaler().map(|autoscaler| single(autoscaler.build_for(version)));
        let built = each!(workload, it => single(it.build_for(version)));
        match (built, autoscaler.unwrap_or_else(|| Ok(Vec::new()))) {
            (Ok(mut objects), Ok(more)) => {
                objects.extend(more);
                Ok(objects)
            }
            (built, more) => Err([built.err(), more.err()].into_iter().flatten().flatten().collect()),
        }
    }
}

impl Workload for AnyWorkload {
    fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        Self::template(self, change)
    }
}
