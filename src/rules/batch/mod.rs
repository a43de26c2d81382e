//! The rules of jobs and cron jobs.

pub(crate) mod advice;
pub(crate) mod cron_job;
mod failure_policy;
pub(crate) mod job;
mod scope;
pub(crate) mod selector;
mod spec;
mod success_policy;
pub(crate) mod warnings;

pub(crate) use scope::{JobScope, cron_job_spec, job_spec};
