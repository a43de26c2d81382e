//! Strategies of jobs and of their schedules.

use std::collections::BTreeSet;

use proptest::collection::{btree_set, vec};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};

use super::metadata::{metadata_plan, with_metadata};
use super::selected::{SelectedPlan, selected_plan};
use super::value::{cron_schedule, indexes_below, managed_by, short_name, time_zone};
use crate::pick::{few, maybe, rarely, seldom};
use crate::pod::ending_template;
use crate::value::{annotations, dns_subdomain, generate_name, image, label_key, labels, seconds};
use podwright::container::{Container, ExitCodes};
use podwright::value::{
    Annotations, DnsLabel, DnsSubdomain, GenerateName, Image, Indexes, Labels, ManagedBy, Seconds,
};
use podwright::workload::{
    Completions, ConcurrencyPolicy, CronJob, Indexed, Job, JobTemplate, Never, OnFailure, PodCondition,
    PodFailureAction, PodFailurePolicy, PodReplacementPolicy, SuccessPolicy, SuccessRule, Template,
};

/// The container whose exit codes rules speak of. No generated container has a name of this length.
const OWN: DnsLabel = DnsLabel::literal("strategies-of-a-job");

/// The most completions without further limits.
const MANY: u32 = 100_000;

#[derive(Clone, Debug)]
struct IndexedPlan {
    completions: u32,
    backoff: Option<u32>,
    max_failed: Option<Index>,
    rules: Vec<Succeeded>,
}

#[derive(Clone, Debug)]
enum Succeeded {
    Count(Index),
    Indexes(Indexes),
    CountOf(BTreeSet<u32>, Index),
}

fn indexed_plan() -> impl Strategy<Value = IndexedPlan> {
    let completions = prop_oneof![
        8 => 1..=40_u32,
        1 => Just(0),
        1 => Just(MANY),
        1 => Just(MANY + 1),
    ];
    completions.prop_flat_map(|completions| {
        let rule = prop_oneof![
            any::<Index>().prop_map(Succeeded::Count),
            indexes_below(completions.max(1)).prop_map(Succeeded::Indexes),
            (btree_set(0..completions.max(1), 1..6), any::<Index>())
                .prop_map(|(indexes, count)| Succeeded::CountOf(indexes, count)),
        ];
        (maybe(0..=5_u32), maybe(any::<Index>()), few(rule, 3)).prop_map(
            move |(backoff, max_failed, rules)| IndexedPlan { completions, backoff, max_failed, rules },
        )
    })
}

impl IndexedPlan {
    fn indexed(self) -> Indexed {
        let most = if self.completions > MANY { 10_000 } else { self.completions };
        let up_to = |most: u32, index: Index| u32::try_from(index.index(most as usize + 1)).unwrap_or(most);
        let is_limited = self.completions > MANY;
        let mut indexed = Indexed::new(self.completions);
        if let Some(failures) = self.backoff {
            indexed = indexed.backoff_limit_per_index(failures);
            if let Some(index) = self.max_failed {
                indexed = indexed.max_failed_indexes(up_to(most, index));
            } else if is_limited {
                indexed = indexed.max_failed_indexes(most);
            }
        }
        // Without completions no index succeeds.
        if self.completions == 0 {
            return indexed;
        }
        let rules = self.rules.into_iter().map(|rule| match rule {
            Succeeded::Count(index) => SuccessRule::count(up_to(self.completions, index)),
            Succeeded::Indexes(set) => SuccessRule::indexes(set),
            Succeeded::CountOf(set, index) => {
                let count = up_to(u32::try_from(set.len()).unwrap_or(0), index);
                SuccessRule::count_of(count, Indexes::try_of(set).expect("there is an index"))
            }
        });
        let policy = rules.fold(None, |policy: Option<SuccessPolicy>, rule| {
            Some(policy.map_or_else(|| SuccessPolicy::new(rule.clone()), |policy| policy.rule(rule.clone())))
        });
        match policy {
            Some(policy) => indexed.success_policy(policy),
            None => indexed,
        }
    }
}

/// The settings of a job beside its pods.
#[derive(Clone, Debug)]
struct JobPlan {
    completions: Option<Result<u32, IndexedPlan>>,
    parallelism: Option<u32>,
    backoff: Option<u32>,
    deadline: Option<Seconds>,
    ttl: Option<Seconds>,
    is_suspended: bool,
    replacement: Option<PodReplacementPolicy>,
    manager: Option<ManagedBy>,
    metadata: (Labels, Annotations),
}

fn job_plan() -> impl Strategy<Value = JobPlan> {
    let completions =
        prop_oneof![prop_oneof![0..=20_u32, Just(2_147_483_647)].prop_map(Ok), indexed_plan().prop_map(Err),];
    let numbers = (maybe(completions), maybe(0..=10_000_u32), maybe(0..=2_147_483_647_u32));
    let times = (maybe(seconds()), maybe((0..=2_147_483_647_u32).prop_map(Seconds::literal)));
    let rest = (seldom(), maybe(select(PodReplacementPolicy::ALL)), rarely(managed_by()));
    (numbers, times, rest, (labels(), annotations())).prop_map(
        |(
            (completions, parallelism, backoff),
            (deadline, ttl),
            (is_suspended, replacement, manager),
            metadata,
        )| {
            JobPlan {
                completions,
                parallelism,
                backoff,
                deadline,
                ttl,
                is_suspended,
                replacement,
                manager,
                metadata,
            }
        },
    )
}

impl JobPlan {
    /// Tells whether the name of the job is a part of the host names of its pods.
    fn is_indexed(&self) -> bool {
        matches!(self.completions, Some(Err(_)))
    }

    fn has_index_limits(&self) -> bool {
        matches!(&self.completions, Some(Err(plan)) if plan.backoff.is_some())
    }

    fn put_into<R>(self, job: JobTemplate<R>) -> JobTemplate<R> {
        let completions = self.completions.map(|completions| match completions {
            Ok(number) => Completions::from(number),
            Err(plan) => plan.indexed().into(),
        });
        let (labels, annotations) = self.metadata;
        job.with_some(completions, JobTemplate::completions)
            .with_some(self.parallelism, JobTemplate::parallelism)
            .with_some(self.backoff, JobTemplate::backoff_limit)
            .with_some(self.deadline, JobTemplate::active_deadline)
            .with_some(self.ttl, JobTemplate::ttl_after_finished)
            .when(self.is_suspended, JobTemplate::suspend)
            .with_some(self.replacement, JobTemplate::pod_replacement_policy)
            .with_some(self.manager, JobTemplate::managed_by)
            .labels(labels)
            .annotations(annotations)
    }
}

/// How pods may fail, and what a job does then.
#[derive(Clone, Debug)]
struct FailurePlan {
    fails_fast: Option<ExitCodes>,
    rules: Vec<(Failure, PodFailureAction)>,
    image: Image,
}

#[derive(Clone, Debug)]
enum Failure {
    Codes(ExitCodes),
    OfContainer(ExitCodes),
    Condition(PodCondition),
}

fn exit_codes() -> impl Strategy<Value = ExitCodes> {
    // 0 is a success, which no rule is about, but some leave it out.
    prop_oneof![
        (1..=255_i32, vec(1..=255_i32, 0..4)).prop_map(ExitCodes::one_of),
        (0..=255_i32, vec(0..=255_i32, 0..4)).prop_map(ExitCodes::none_of),
    ]
}

fn pod_condition() -> impl Strategy<Value = PodCondition> {
    prop_oneof![
        Just(PodCondition::disruption()),
        label_key().prop_map(PodCondition::is_true),
        label_key().prop_map(PodCondition::is_false),
        label_key().prop_map(PodCondition::is_unknown),
    ]
}

fn failure_plan() -> impl Strategy<Value = FailurePlan> {
    let failure = prop_oneof![
        exit_codes().prop_map(Failure::Codes),
        exit_codes().prop_map(Failure::OfContainer),
        (pod_condition(), few(pod_condition(), 2))
            .prop_map(|(first, more)| { Failure::Condition(more.into_iter().fold(first, PodCondition::or)) }),
    ];
    (rarely(exit_codes()), few((failure, select(PodFailureAction::ALL)), 3), image())
        .prop_map(|(fails_fast, rules, image)| FailurePlan { fails_fast, rules, image })
}

impl FailurePlan {
    fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.fails_fast.is_none()
    }

    /// Adds the container that rules speak of.
    fn template(&self, template: Template) -> Template {
        if self.rules.iter().any(|(failure, _)| matches!(failure, Failure::OfContainer(_))) {
            template.container(Container::new(OWN, self.image.clone()))
        } else {
            template
        }
    }

    fn put_into(self, job: JobTemplate<Never>, has_index_limits: bool) -> JobTemplate<Never> {
        let policy =
            self.rules.into_iter().fold(None, |policy: Option<PodFailurePolicy>, (failure, action)| {
                let action = match action {
                    PodFailureAction::FailIndex if !has_index_limits => PodFailureAction::FailJob,
                    action => action,
                };
                let policy = policy.unwrap_or_default();
                Some(match failure {
                    Failure::Codes(codes) => policy.rule(codes, action),
                    Failure::OfContainer(codes) => policy.rule(codes.of_container(OWN), action),
                    Failure::Condition(condition) => policy.rule(condition, action),
                })
            });
        job.with_some(policy, JobTemplate::pod_failure_policy)
            .with_some(self.fails_fast, JobTemplate::fail_fast_on)
    }
}

/// A template of jobs, and whether its jobs have indexes.
fn never() -> impl Strategy<Value = (JobTemplate<Never>, bool)> {
    (ending_template(true), job_plan(), failure_plan()).prop_map(|(template, mut plan, failures)| {
        if !failures.is_empty() {
            // After a failure policy only failed pods are replaced.
            plan.replacement = plan.replacement.map(|_| PodReplacementPolicy::Failed);
        }
        let (is_indexed, has_limits) = (plan.is_indexed(), plan.has_index_limits());
        let job = plan.put_into(JobTemplate::never(failures.template(template)));
        (failures.put_into(job, has_limits), is_indexed)
    })
}

fn on_failure() -> impl Strategy<Value = (JobTemplate<OnFailure>, bool)> {
    (ending_template(false), job_plan()).prop_map(|(template, plan)| {
        let is_indexed = plan.is_indexed();
        (plan.put_into(JobTemplate::on_failure(template)), is_indexed)
    })
}

/// Templates of jobs with every setting, whose pods never restart.
pub fn job_template() -> impl Strategy<Value = JobTemplate<Never>> {
    never().prop_map(|(template, _)| template)
}

/// Templates of jobs with every setting, whose pods restart if they fail.
pub fn restarting_job_template() -> impl Strategy<Value = JobTemplate<OnFailure>> {
    on_failure().prop_map(|(template, _)| template)
}

/// The names that a job may have: one for a job with indexes, and one of any form.
#[derive(Clone, Debug)]
struct Names {
    label: DnsLabel,
    subdomain: DnsSubdomain,
    prefix: Option<GenerateName>,
}

fn names() -> impl Strategy<Value = Names> {
    (short_name(), dns_subdomain(), rarely(generate_name())).prop_map(|(label, subdomain, prefix)| Names {
        label,
        subdomain,
        prefix,
    })
}

/// Defines the strategy of jobs of one of both kinds of templates.
macro_rules! job {
    ($template:ident) => {
        (names(), $template(), metadata_plan(), rarely(selected_plan())).prop_map(
            |(names, (template, is_indexed), metadata, selected)| {
                let job = match names.prefix {
                    Some(prefix) => Job::generate_name(prefix, template),
                    None if is_indexed => Job::new(names.label.into(), template),
                    None => Job::new(names.subdomain, template),
                };
                let job = with_metadata!(namespaced job, metadata);
                job.with_some(selected, |job, plan: SelectedPlan| {
                    job.manual_selector(plan.selector()).template(|template| template.labels(plan.labels))
                })
            },
        )
    };
}

/// Jobs with every setting, whose pods never restart.
pub fn job() -> impl Strategy<Value = Job<Never>> {
    job!(never)
}

/// Jobs with every setting, whose pods restart if they fail.
pub fn restarting_job() -> impl Strategy<Value = Job<OnFailure>> {
    job!(on_failure)
}

/// `CronJob` objects with every setting, of both kinds of jobs.
pub fn cron_job() -> impl Strategy<Value = CronJob> {
    let cron_job = prop_oneof![
        (short_name(), cron_schedule(), job_template()).prop_map(|(name, schedule, job)| CronJob::new(
            name.into(),
            schedule,
            job
        )),
        (short_name(), cron_schedule(), restarting_job_template())
            .prop_map(|(name, schedule, job)| CronJob::new(name.into(), schedule, job)),
    ];
    let policy = (maybe(select(ConcurrencyPolicy::ALL)), seldom(), seldom());
    let settings = (maybe(time_zone()), policy, maybe(seconds()), seldom());
    let limits = (maybe(0..=10_u32), maybe(0..=2_147_483_647_u32));
    (cron_job, metadata_plan(), settings, limits).prop_map(
        |(cron_job, metadata, (zone, policy, deadline, is_suspended), (successful, failed))| {
            let (policy, forbids, replaces) = policy;
            with_metadata!(namespaced cron_job, metadata)
                .with_some(zone, CronJob::time_zone)
                .with_some(policy, CronJob::concurrency_policy)
                .when(forbids, CronJob::forbid_concurrent)
                .when(replaces, CronJob::replace_concurrent)
                .with_some(deadline, CronJob::starting_deadline)
                .when(is_suspended, CronJob::suspend)
                .with_some(successful, CronJob::successful_jobs_history_limit)
                .with_some(failed, CronJob::failed_jobs_history_limit)
        },
    )
}
