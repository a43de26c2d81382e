//! The rules of a `CronJob`.

use k8s_openapi::api::batch::v1;

use super::{JobScope, cron_job_spec, job_spec};
use crate::rules::catalog::batch as rule;
use crate::rules::engine::check::{require_grammar, require_not_negative, require_one_of, text_or};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;
use crate::rules::object::metadata;
use crate::value::grammar::cron;
use crate::value::grammar::time_zone::time_zone;
use crate::value::words::ConcurrencyPolicy;

/// The length of a name, without the 11 characters that the names of the Jobs have in addition.
const NAME_MAX: usize = 52;

/// Validates a `CronJob`. The spec of its Jobs is at `job_at`.
pub(crate) fn validate(cron_job: &v1::CronJob, gates: &Gates, job_at: &Path<'_>, findings: &mut Findings) {
    metadata::validate(&cron_job.metadata, gates, findings);
    let (spec, at) = (cron_job_spec(cron_job), Path::of("spec"));
    validate_schedule(&spec.schedule, &at.field("schedule"), findings);
    let deadline = spec.starting_deadline_seconds.unwrap_or(0);
    let deadline_at = at.field("startingDeadlineSeconds");
    require_not_negative(findings, rule::CRON_STARTING_DEADLINE, &deadline_at, deadline);
    if let Some(zone) = &spec.time_zone {
        require_grammar(findings, rule::CRON_TIME_ZONE, &at.field("timeZone"), zone, time_zone);
    }
    let policy = text_or(spec.concurrency_policy.as_ref(), ConcurrencyPolicy::Allow.as_str());
    let policy_at = at.field("concurrencyPolicy");
    require_one_of(findings, rule::CRON_CONCURRENCY, &policy_at, policy, ConcurrencyPolicy::WORDS);
    let job = JobScope { spec: job_spec(spec.job_template.spec.as_ref()), gates, is_in_cron_job: true };
    super::spec::validate(&job, job_at, findings);
    forbid_selector(&job, job_at, findings);
    for (field, limit) in [
        ("successfulJobsHistoryLimit", spec.successful_jobs_history_limit),
        ("failedJobsHistoryLimit", spec.failed_jobs_history_limit),
    ] {
        require_not_negative(findings, rule::CRON_HISTORY, &at.field(field), limit.unwrap_or(0).into());
    }
    let name = metadata::name(&cron_job.metadata);
    if name.len() > NAME_MAX {
        let detail = "must have at most 52 characters";
        findings.invalid(rule::CRON_NAME_TOO_LONG, &Path::of("metadata.name"), &name, detail);
    }
}

fn validate_schedule(schedule: &str, at: &Path<'_>, findings: &mut Findings) {
    if schedule.is_empty() {
        findings.required(rule::CRON_SCHEDULE_REQUIRED, at, "say when the Jobs run");
    } else if cron::time_zone_in(schedule).is_some() {
        let detail = "must not contain TZ; spec.timeZone is the time zone";
        findings.invalid(rule::CRON_SCHEDULE_TIME_ZONE, at, schedule, detail);
    } else {
        require_grammar(findings, rule::CRON_SCHEDULE, at, schedule, cron::schedule);
    }
}

/// Reports a selector. Those of the Jobs are generated.
fn forbid_selector(job: &JobScope<'_>, at: &Path<'_>, findings: &mut Findings) {
    if job.spec.selector.is_some() {
        let detail = "the API server generates the selectors of the Jobs";
        findings.invalid(rule::CRON_SELECTOR, &at.field("selector"), "selector", detail);
    }
    if job.spec.manual_selector == Some(true) {
        findings.not_supported(rule::CRON_MANUAL_SELECTOR, &at.field("manualSelector"), "true", &["false"]);
    }
}
