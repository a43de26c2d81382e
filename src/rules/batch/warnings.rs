//! Warnings of the API server about jobs and cron jobs that it accepts.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::JobScope;
use crate::rules::catalog::batch as rule;
use crate::rules::engine::path::Path;
use crate::rules::engine::warning::Warnings;
use crate::rules::object::metadata;
use crate::rules::warnings;
use crate::value::grammar;

const COMPLETIONS: i32 = 100_000;
const PARALLELISM: i32 = 10_000;

/// Warns of a Job, or of a `CronJob` and the Jobs that it creates. Their spec is at `at`.
pub(crate) fn warn(metadata: &ObjectMeta, job: &JobScope<'_>, at: &Path<'_>, found: &mut Warnings) {
    let name = metadata::name(metadata);
    if let Err(broken) = grammar::label(&name) {
        let message = format!("the names and host names of the pods begin with it: {}", broken.rule);
        found.warn(rule::WARN_JOB_NAME_NO_LABEL, &Path::of("metadata.name"), message);
    }
    let completions = job.completions().unwrap_or(0);
    if job.is_indexed() && completions > COMPLETIONS && job.spec.parallelism.unwrap_or(0) > PARALLELISM {
        let message = "with more than 100000 completions and a parallelism above 10000 Kubernetes may lose track of \
                       which indexes have completed";
        found.warn(rule::WARN_JOB_MANY_INDEXES, at, message);
    }
    warnings::pod::warn(&job.template(), &at.field("template"), found);
}
