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

mod autoscale;
mod completions;
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
