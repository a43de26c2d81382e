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
pub struct AnyWorkload(Box<Of>);

/// The workload. Public variants of these names would make the compiler write `podwright::prelude::Deployment` in its messages.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "it is always in a box")]
pub(super) enum Of {
    Deployment(Deployment),
    StatefulSet(StatefulSet),
    DaemonSet(DaemonSet),
    ReplicaSet(ReplicaSet),
    /// Its restart policy is not known as a type.
    Job(Job<()>),
    CronJob(CronJob),
}

impl From<Of> for AnyWorkload {
    fn from(workload: Of) -> Self {
        Self(Box::new(workload))
    }
}

/// Does the same with the workload of each kind.
macro_rules! each {
    ($workload:expr, $name:ident => $do:expr) => {
        match $workload {
            Of::Deployment($name) => $do,
            Of::StatefulSet($name) => $do,
            Of::DaemonSet($name) => $do,
            Of::ReplicaSet($name) => $do,
            Of::Job($name) => $do,
            Of::CronJob($name) => $do,
        }
    };
}

/// Changes the workload of each kind.
macro_rules! changed {
    ($workload:expr, $name:ident => $do:expr) => {
        match $workload {
            Of::Deployment($name) => Of::Deployment($do),
            Of::StatefulSet($name) => Of::StatefulSet($do),
            Of::DaemonSet($name) => Of::DaemonSet($do),
            Of::ReplicaSet($name) => Of::ReplicaSet($do),
            Of::Job($name) => Of::Job($do),
            Of::CronJob($name) => Of::CronJob($do),
        }
    };
}

/// Does the same with the workload of each kind that selects its pods. Jobs select theirs by an id, so they have no value.
macro_rules! selecting {
    ($workload:expr, $name:ident => $do:expr) => {
        match $workload {
            Of::Deployment($name) => Some($do),
            Of::StatefulSet($name) => Some($do),
            Of::DaemonSet($name) => Some($do),
            Of::ReplicaSet($name) => Some($do),
            Of::Job(_) | Of::CronJob(_) => None,
        }
    };
}

impl AnyWorkload {
    /// Returns the kind: `Deployment`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match &*self.0 {
            Of::Deployment(_) => "Deployment",
            Of::StatefulSet(_) => "StatefulSet",
            Of::DaemonSet(_) => "DaemonSet",
            Of::ReplicaSet(_) => "ReplicaSet",
            Of::Job(_) => "Job",
            Of::CronJob(_) => "CronJob",
        }
    }

    /// Returns the name. It is empty if the API server makes one.
    #[must_use]
    pub fn name(&self) -> &str {
        each!(&*self.0, workload => workload.name_text())
    }

    /// Returns the pods, for network policies, affinity and spread constraints. Jobs have none that anything selects.
    #[must_use]
    pub fn pods(&self) -> Option<Pods> {
        selecting!(&*self.0, workload => workload.pods())
    }

    /// Returns a service over the pods, unless the workload is a Job.
    #[must_use]
    pub fn service(&self) -> Option<Service> {
        selecting!(&*self.0, workload => workload.service())
    }

    /// Returns a disruption budget over the pods, if the workload has a number of them.
    #[must_use]
    pub fn disruption_budget(&self, limit: impl IntoDisruptionLimit) -> Option<DisruptionBudget> {
        match &*self.0 {
            Of::Deployment(workload) => Some(workload.disruption_budget(limit)),
            Of::StatefulSet(workload) => Some(workload.disruption_budget(limit)),
            Of::ReplicaSet(workload) => Some(workload.disruption_budget(limit)),
            Of::DaemonSet(_) | Of::Job(_) | Of::CronJob(_) => None,
        }
    }

    /// Returns the autoscaler, if the workload has one.
    #[must_use]
    pub fn autoscaler(&self) -> Option<HorizontalPodAutoscaler> {
        match &*self.0 {
            Of::Deployment(workload) => workload.autoscaler(),
            Of::StatefulSet(workload) => workload.autoscaler(),
            Of::ReplicaSet(workload) => workload.autoscaler(),
            Of::DaemonSet(_) | Of::Job(_) | Of::CronJob(_) => None,
        }
    }

    /// Changes the template of the pods.
    #[must_use]
    pub fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        Self(Box::new(changed!(*self.0, workload => workload.template(change))))
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
        let workload = Self(Box::new(
            changed!(*workload.0, it => it.raw_metadata(|metadata| place(metadata, namespace))),
        ));
        let autoscaler = workload.autoscaler().map(|autoscaler| single(autoscaler.build_for(version)));
        let mut built = each!(*workload.0, it => single(it.build_for(version)));
        built.extend(autoscaler.into_iter().flatten());
        built
    }
}

impl Workload for AnyWorkload {
    fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        Self::template(self, change)
    }
}
