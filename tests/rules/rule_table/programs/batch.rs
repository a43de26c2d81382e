//! Programs of Jobs and `CronJobs`.

use k8s_openapi::api::batch::v1::{CronJob as V1CronJob, Job as V1Job};
use podwright::prelude::*;
use podwright::rules::KubeVersion;
use podwright::workload::PodReplacementPolicy;

use super::Program;

pub(crate) fn programs() -> Vec<Program> {
    let jobs = [names(), indexes(), failures(), successes()].into_iter().flatten();
    let jobs = jobs.map(|(rule, build)| Program::newest(rule, build));
    let cron_jobs = cron_jobs().into_iter().map(|(rule, build)| Program::newest(rule, build));
    jobs.chain(cron_jobs).collect()
}

type Build<T> = (&'static str, fn(KubeVersion) -> Result<Valid<T>, Violations>);

fn template() -> PodBuilder<HasMain, PodTemplate> {
    PodTemplate::builder().main(Container::new(name!("train"), image!("acme/train:1")))
}

fn never() -> JobTemplate<Never> {
    JobTemplate::never(template())
}

fn job(template: JobTemplate<Never>) -> Job<Never> {
    Job::new(name!("train"), template)
}

fn indexed(indexes: Indexed) -> Job<Never> {
    job(never().completions(indexes))
}

fn long_name(length: usize) -> DnsSubdomain {
    "a".repeat(length).parse().unwrap()
}

fn names() -> Vec<Build<V1Job>> {
    vec![
        ("job-name-too-long", |version| Job::new(long_name(64), never()).build_for(version)),
        ("job-pod-name", |version| Job::new(long_name(62), never().completions(Indexed::new(5))).build_for(version)),
        ("job-generated-label", |version| {
            let labelled = template().label(key!("job-name"), value!("other"));
            job(JobTemplate::never(labelled)).build_for(version)
        }),
        ("job-selector-mismatch", |version| {
            let labelled = template().label(key!("app"), value!("other"));
            job(JobTemplate::never(labelled)).manual_selector(labels! { "app" = "train" }).build_for(version)
        }),
    ]
}

fn indexes() -> Vec<Build<V1Job>> {
    vec![
        ("job-backoff-per-index-required", |version| {
            indexed(Indexed::new(5).max_failed_indexes(1)).build_for(version)
        }),
        ("job-parallelism-indexed", |version| {
            job(never().completions(Indexed::new(5)).parallelism(100_001)).build_for(version)
        }),
        ("job-max-failed-completions", |version| {
            indexed(Indexed::new(5).backoff_limit_per_index(1).max_failed_indexes(6)).build_for(version)
        }),
        ("job-max-failed-most", |version| {
            indexed(Indexed::new(200_000).backoff_limit_per_index(1).max_failed_indexes(100_001)).build_for(version)
        }),
        ("job-many-max-failed-required", |version| {
            indexed(Indexed::new(100_001).backoff_limit_per_index(1)).build_for(version)
        }),
        ("job-many-parallelism", |version| {
            let many = Indexed::new(100_001).backoff_limit_per_index(1).max_failed_indexes(1);
            job(never().completions(many).parallelism(10_001)).build_for(version)
        }),
        ("job-many-max-failed", |version| {
            indexed(Indexed::new(100_001).backoff_limit_per_index(1).max_failed_indexes(10_001)).build_for(version)
        }),
        ("job-replacement-after-failure", |version| {
            let replaced = never().pod_replacement_policy(PodReplacementPolicy::TerminatingOrFailed);
            job(replaced.fail_fast_on(ExitCodes::one_of([42]))).build_for(version)
        }),
    ]
}

fn failures() -> Vec<Build<V1Job>> {
    vec![
        ("failure-rules-too-many", |version| {
            let many = (1..22).fold(never(), |job, code| job.fail_fast_on(ExitCodes::one_of([code])));
            job(many).build_for(version)
        }),
        ("failure-rule-fail-index", |version| {
            let policy = PodFailurePolicy::new().rule(ExitCodes::one_of([42]), PodFailureAction::FailIndex);
            job(never().completions(Indexed::new(5)).pod_failure_policy(policy)).build_for(version)
        }),
        ("failure-conditions-too-many", |version| {
            let many = (0..20).fold(PodCondition::disruption(), |all, _| all.or(PodCondition::disruption()));
            let policy = PodFailurePolicy::new().rule(many, PodFailureAction::Ignore);
            job(never().pod_failure_policy(policy)).build_for(version)
        }),
        ("failure-codes-container", |version| {
            let codes = ExitCodes::one_of([42]).of_container(name!("other"));
            let policy = PodFailurePolicy::new().rule(codes, PodFailureAction::FailJob);
            job(never().pod_failure_policy(policy)).build_for(version)
        }),
        ("failure-codes-too-many", |version| {
            job(never().fail_fast_on(ExitCodes::one_of((1, (2..257).collect())))).build_for(version)
        }),
        ("failure-codes-zero", |version| job(never().fail_fast_on(ExitCodes::one_of([0]))).build_for(version)),
    ]
}

fn successes() -> Vec<Build<V1Job>> {
    vec![
        ("success-rules-too-many", |version| {
            let first = SuccessPolicy::new(SuccessRule::count(1));
            let many = (0..20).fold(first, |policy, _| policy.rule(SuccessRule::count(1)));
            indexed(Indexed::new(5).success_policy(many)).build_for(version)
        }),
        ("succeeded-indexes", |version| {
            let leader = SuccessRule::indexes(Indexes::literal("5"));
            indexed(Indexed::new(5).success_policy(leader)).build_for(version)
        }),
        ("succeeded-indexes-too-long", |version| {
            let even = Indexes::try_of((0..15_000).map(|index| 2 * index)).unwrap();
            indexed(Indexed::new(30_000).success_policy(SuccessRule::indexes(even))).build_for(version)
        }),
        ("succeeded-count-completions", |version| {
            indexed(Indexed::new(5).success_policy(SuccessRule::count(6))).build_for(version)
        }),
        ("succeeded-count-indexes", |version| {
            let some = SuccessRule::count_of(3, Indexes::literal("0-1"));
            indexed(Indexed::new(5).success_policy(some)).build_for(version)
        }),
    ]
}

fn cron_jobs() -> Vec<Build<V1CronJob>> {
    vec![("cron-name-too-long", |version| {
        CronJob::new(long_name(53), cron!("@daily"), never()).build_for(version)
    })]
}
