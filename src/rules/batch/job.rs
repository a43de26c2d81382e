//! The rules of a Job of its own.

use k8s_openapi::api::batch::v1;

use super::{JobScope, job_spec, selector};
use crate::rules::catalog::{batch as rule, pod};
use crate::rules::engine::check::{entries, require_labels};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;
use crate::rules::object::metadata;
use crate::value::grammar;

/// Validates a Job. Its spec is at `at`.
pub(crate) fn validate(job: &v1::Job, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    metadata::validate(&job.metadata, gates, findings);
    let scope = JobScope { spec: job_spec(job.spec.as_ref()), gates, is_in_cron_job: false };
    let name = metadata::name(&job.metadata);
    validate_labels(job, &scope, &name, at, findings);
    selector::validate_generated(&scope, &name, at, findings);
    super::spec::validate(&scope, at, findings);
    selector::validate(&scope, &name, at, findings);
    validate_pod_names(&scope, &name, findings);
}

/// Validates the labels that the API server adds. A Job without labels of its own gets those of its template.
fn validate_labels(job: &v1::Job, scope: &JobScope<'_>, name: &str, at: &Path<'_>, findings: &mut Findings) {
    let labels = scope.spec.template.metadata.as_ref().and_then(|metadata| metadata.labels.as_ref());
    let are_shared = labels.is_some() && entries(job.metadata.labels.as_ref()).len() == 0;
    let shared_at = Path::of("metadata.labels");
    if are_shared {
        require_labels(findings, (pod::LABEL_KEY, pod::LABEL_VALUE), &shared_at, labels);
    }
    let own = |key: &str| labels.is_some_and(|labels| labels.contains_key(key));
    let is_named = selector::is_generated(scope) && !selector::NAME_LABELS.iter().all(|key| own(key));
    if let (true, Err(broken)) = (is_named, grammar::label_value(name)) {
        let detail = format!("the pods get the name of the Job as a label: {}", broken.rule);
        findings.invalid(rule::JOB_NAME_TOO_LONG, &at.field("template.labels"), name, &detail);
        if are_shared {
            findings.invalid(rule::JOB_NAME_TOO_LONG, &shared_at, name, &detail);
        }
    }
}

/// Validates the host names of the pods of an indexed Job.
fn validate_pod_names(scope: &JobScope<'_>, name: &str, findings: &mut Findings) {
    let Some(completions) = scope.completions().filter(|completions| scope.is_indexed() && *completions > 0)
    else {
        return;
    };
    let pod = format!("{name}-{}", completions - 1);
    if let Err(broken) = grammar::label(&pod) {
        let detail = format!("a pod gets the host name {pod:?}: {}", broken.rule);
        findings.invalid(rule::JOB_POD_NAME, &Path::of("metadata.name"), name, &detail);
    }
}
