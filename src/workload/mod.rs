//! Workloads: objects that create pods from a template and replace them.
//!
//! A workload takes the unfinished template, so that one `build()` reports everything, with the API server's paths:
//! `spec.template.spec.containers[0].name`.
//!
//! ```
//! use podwright::prelude::*;
//! use podwright::workload::Deployment;
//!
//! let web = Container::new(name!("web"), image!("nginx:1.27"));
//! let web = Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(3).build()?;
//! assert_eq!(web.spec.replicas, Some(3));
//! # Ok::<(), podwright::Error>(())
//! ```

mod completions;
mod cron_job;
mod deployment;
mod failure_policy;
mod job;
mod job_template;
mod methods;
mod template;

pub use crate::value::words::{ConcurrencyPolicy, PodFailureAction, PodReplacementPolicy};
pub use completions::{Completions, Indexed, IntoCompletions, SuccessPolicy, SuccessRule};
pub use cron_job::CronJob;
pub use deployment::Deployment;
pub use failure_policy::{ContainerExitCodes, IntoPodFailure, PodCondition, PodFailurePolicy};
pub use job::Job;
pub use job_template::{
    HasIndexLimits, HasIndexes, HasSelector, IntoJobTemplate, IntoScheduledJob, JobTemplate, Never,
    NeverRestarts, OnFailure,
};
pub use methods::Workload;
pub use template::{IntoTemplate, IsTemplate, Template};
