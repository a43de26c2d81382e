//! Workloads: objects that create pods from a template and replace them.
//!
//! A workload takes the unfinished template, so that one `build()` reports everything, with the API server's paths:
//! `spec.template.spec.containers[0].name`.
//!
//! ```
//! use podwright::prelude::*;
//!
//! let web = Container::new(name!("web"), image!("nginx:1.27"));
//! let web = Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(3).build()?;
//! assert_eq!(web.spec.replicas, Some(3));
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! | you have | you write |
//! | --- | --- |
//! | pods that replace each other | [`Deployment::new(name, template)`](Deployment::new) |
//! | pods with a name and storage of their own | [`StatefulSet::new(name, &service, template)`](StatefulSet::new) |
//! | a pod on each node | [`DaemonSet::new(name, template)`](DaemonSet::new) |
//! | work that ends | [`Job::new(name, job)`](Job::new), where `job` is [`JobTemplate::never(template)`](JobTemplate::never) or [`on_failure`](JobTemplate::on_failure) |
//! | work at each time of a schedule | [`CronJob::new(name, cron!("15 3 * * *"), job)`](CronJob::new) |
//! | a number of pods | `.replicas(3)` |
//! | a range, and what is measured | `.replicas(Autoscale::between(2, 10).cpu_utilization(70))`, and `.autoscaler()` for the object |
//! | a number of pods that drains may take | `.disruption_budget(MaxUnavailable(1))` |
//! | labels that select the pods | `.selector(labels! { "app" = "web" })` |
//! | a change of the template | `.template(\|pod\| pod.each_container(..))` |
//! | pods of an operator or a custom resource | [`DisruptionBudget::over`], [`HorizontalPodAutoscaler::new`] |
//!
//! Pods are selected by the label `app.kubernetes.io/name`, which has the name of the workload. The template always has the labels
//! of the selector.
//!
//! What is made of a workload is in [`network`](crate::network): `.service()` and `.pods()`. Claims of a StatefulSet are in
//! [`claim`](mod@crate::claim), templates in [`PodTemplate`](crate::pod::PodTemplate).
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/controllers/>

mod autoscale;
mod completions;
mod connections;
mod cron_job;
mod daemon_set;
mod deployment;
mod disruption_budget;
mod failure_policy;
mod headless;
mod horizontal_pod_autoscaler;
mod job;
mod job_template;
mod methods;
mod metric;
mod partitioned;
mod raw;
mod replica_set;
mod replicas;
mod rollout;
mod scale_target;
mod scaling_rules;
pub(crate) mod serve;
mod stateful_set;
mod template;
mod without_claims;

pub use crate::value::words::{ConcurrencyPolicy, PodFailureAction, PodReplacementPolicy};
pub use crate::value::words::{EvictionPolicy, PodManagementPolicy, ScalingSelect};
pub use autoscale::Autoscale;
pub use completions::{Completions, Indexed, IntoCompletions, SuccessPolicy, SuccessRule};
pub use cron_job::CronJob;
pub use daemon_set::DaemonSet;
#[doc(hidden)]
pub use daemon_set::HasReplicas;
pub use deployment::Deployment;
pub use disruption_budget::{DisruptionBudget, IntoDisruptionLimit};
pub use failure_policy::{ContainerExitCodes, IntoPodFailure, PodCondition, PodFailurePolicy};
pub use headless::HeadlessService;
pub use horizontal_pod_autoscaler::HorizontalPodAutoscaler;
pub use job::Job;
pub use job_template::{
    HasIndexLimits, HasIndexes, HasSelector, IntoJobTemplate, IntoScheduledJob, JobTemplate, Never,
    NeverRestarts, OnFailure,
};
pub use methods::Workload;
pub use metric::{
    IntoMetricAmount, IntoResourceTarget, Metric, MetricAmount, MetricQuery, MetricResource, MetricTarget,
    ResourceTarget,
};
pub use partitioned::PartitionedUpdate;
pub use replica_set::ReplicaSet;
pub use replicas::{IntoReplicas, Replicas};
pub use rollout::{IntoDaemonSetUpdate, MaxSurge, MaxUnavailable, MinAvailable, RollingUpdate};
pub use scale_target::ScaleTarget;
pub use scaling_rules::ScalingRules;
#[doc(hidden)]
pub use stateful_set::InRollingUpdate;
pub use stateful_set::StatefulSet;
pub use template::{IntoTemplate, Template, TemplateTarget};
#[doc(hidden)]
pub use without_claims::ClaimedBy;
