//! The rules of a Job's spec: of a Job of its own, and of those that a `CronJob` creates.

use super::{JobScope, failure_policy, success_policy};
use crate::rules::catalog::batch as rule;
use crate::rules::engine::check::{require_not_negative, require_one_of};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::pod_template;
use crate::value::grammar::job::{MANAGED_BY_MAX, domain_prefixed_path};
use crate::value::words::{CompletionMode, PodReplacementPolicy};

/// The largest parallelism and number of failed indexes of an indexed Job.
const INDEXES_MAX: i32 = 100_000;
/// The largest of both in a Job with more completions and a backoff limit per index.
const INDEXES_OF_MANY_MAX: i32 = 10_000;

/// Validates the spec at `at`.
pub(crate) fn validate(job: &JobScope<'_>, at: &Path<'_>, findings: &mut Findings) {
    validate_numbers(job, at, findings);
    validate_manager(job, at, findings);
    validate_indexes(job, at, findings);
    failure_policy::validate(job, &at.field("podFailurePolicy"), findings);
    success_policy::validate(job, &at.field("successPolicy"), findings);
    validate_replacement(job, &at.field("podReplacementPolicy"), findings);
    pod_template::validate(&job.template(), &at.field("template"), findings);
    validate_restart(job, &at.field("template.spec.restartPolicy"), findings);
}

fn validate_numbers(job: &JobScope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let spec = job.spec;
    for (id, field, number) in [
        (rule::JOB_PARALLELISM, "parallelism", spec.parallelism.map(i64::from)),
        (rule::JOB_COMPLETIONS, "completions", spec.completions.map(i64::from)),
        (rule::JOB_DEADLINE, "activeDeadlineSeconds", spec.active_deadline_seconds),
        (rule::JOB_BACKOFF_LIMIT, "backoffLimit", spec.backoff_limit.map(i64::from)),
        (rule::JOB_TTL, "ttlSecondsAfterFinished", spec.ttl_seconds_after_finished.map(i64::from)),
        (rule::JOB_BACKOFF_PER_INDEX, "backoffLimitPerIndex", spec.backoff_limit_per_index.map(i64::from)),
        (rule::JOB_MAX_FAILED, "maxFailedIndexes", spec.max_failed_indexes.map(i64::from)),
    ] {
        require_not_negative(findings, id, &at.field(field), number.unwrap_or(0));
    }
    if spec.max_failed_indexes.is_some() && spec.backoff_limit_per_index.is_none() {
        let detail = "maxFailedIndexes needs it";
        findings.required(rule::JOB_BACKOFF_PER_INDEX_REQUIRED, &at.field("backoffLimitPerIndex"), detail);
    }
}

fn validate_manager(job: &JobScope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let Some(manager) = &job.spec.managed_by else { return };
    let at = at.field("managedBy");
    match domain_prefixed_path(manager) {
        Err(_) if manager.is_empty() => findings.required(rule::JOB_MANAGED_BY, &at, "name the controller"),
        Err(broken) => findings.invalid(rule::JOB_MANAGED_BY, &at, manager, broken.rule),
        Ok(()) => {}
    }
    if manager.len() > MANAGED_BY_MAX {
        findings.too_long(rule::JOB_MANAGED_BY_TOO_LONG, &at, MANAGED_BY_MAX);
    }
}

fn validate_indexes(job: &JobScope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let mode = job.completion_mode();
    require_one_of(
        findings,
        rule::JOB_COMPLETION_MODE,
        &at.field("completionMode"),
        mode,
        CompletionMode::WORDS,
    );
    let (per_index, max_failed) = (job.spec.backoff_limit_per_index, job.spec.max_failed_indexes);
    if job.is_indexed() {
        if job.completions().is_none() {
            findings.required(
                rule::JOB_COMPLETIONS_REQUIRED,
                &at.field("completions"),
                "an indexed Job has completions",
            );
        }
        validate_sizes(job, at, findings);
    } else if mode == CompletionMode::NonIndexed.as_str() {
        for (field, number) in [("backoffLimitPerIndex", per_index), ("maxFailedIndexes", max_failed)] {
            if let Some(number) = number {
                let detail = "only an indexed Job has it";
                findings.invalid_plain(rule::JOB_INDEXES_REQUIRED, &at.field(field), number, detail);
            }
        }
    }
}

/// Validates the numbers of an indexed Job.
fn validate_sizes(job: &JobScope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let (parallelism_at, max_failed_at) = (at.field("parallelism"), at.field("maxFailedIndexes"));
    let (parallelism, max_failed) = (job.spec.parallelism.unwrap_or(1), job.spec.max_failed_indexes);
    if parallelism > INDEXES_MAX {
        let detail = "must be at most 100000 in an indexed Job";
        findings.invalid_plain(rule::JOB_PARALLELISM_INDEXED, &parallelism_at, parallelism, detail);
    }
    if let (Some(most), Some(completions)) = (max_failed, job.completions())
        && most > completions
    {
        let detail = "must be at most the number of completions";
        findings.invalid_plain(rule::JOB_MAX_FAILED_COMPLETIONS, &max_failed_at, most, detail);
    }
    if let Some(most) = max_failed.filter(|most| *most > INDEXES_MAX) {
        findings.invalid_plain(rule::JOB_MAX_FAILED_MOST, &max_failed_at, most, "must be at most 100000");
    }
    let has_many = job.completions().is_some_and(|completions| completions > INDEXES_MAX);
    if !has_many || job.spec.backoff_limit_per_index.is_none() {
        return;
    }
    let detail = "must be at most 10000 with more than 100000 completions and backoffLimitPerIndex";
    if parallelism > INDEXES_OF_MANY_MAX {
        findings.invalid_plain(rule::JOB_MANY_PARALLELISM, &parallelism_at, parallelism, detail);
    }
    match max_failed {
        None => {
            let detail = "more than 100000 completions with backoffLimitPerIndex need it";
            findings.required(rule::JOB_MANY_MAX_FAILED_REQUIRED, &max_failed_at, detail);
        }
        Some(most) if most > INDEXES_OF_MANY_MAX => {
            findings.invalid_plain(rule::JOB_MANY_MAX_FAILED, &max_failed_at, most, detail);
        }
        Some(_) => {}
    }
}

fn validate_replacement(job: &JobScope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let Some(policy) = &job.spec.pod_replacement_policy else { return };
    if job.spec.pod_failure_policy.is_none() {
        require_one_of(findings, rule::JOB_REPLACEMENT_POLICY, at, policy, PodReplacementPolicy::WORDS);
    } else {
        let only = [PodReplacementPolicy::Failed.as_str()];
        require_one_of(findings, rule::JOB_REPLACEMENT_AFTER_FAILURE, at, policy, &only);
    }
}

fn validate_restart(job: &JobScope<'_>, at: &Path<'_>, findings: &mut Findings) {
    match job.restart_policy() {
        "Always" => {
            findings.required(rule::JOB_RESTART_POLICY, at, "the pods of a Job restart Never or OnFailure");
        }
        "Never" => {}
        "OnFailure" => {
            if job.spec.pod_failure_policy.is_some() {
                let detail = "the pods of a Job with a podFailurePolicy never restart";
                findings.invalid(rule::FAILURE_POLICY_RESTART, at, "OnFailure", detail);
            }
        }
        other => findings.not_supported(rule::JOB_RESTART_POLICY, at, other, &["OnFailure", "Never"]),
    }
}
