use std::marker::PhantomData;

use k8s_openapi::api::batch::v1;
use k8s_openapi::api::core::v1 as core;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::completions::{IntoCompletions, SuccessPolicy};
use super::failure_policy::PodFailurePolicy;
use super::template::{IntoTemplate, Template};
use crate::conditional::conditional;
use crate::container::ExitCodes;
use crate::object::IntoSelector;
use crate::object::metadata::metadata_setters;
use crate::pod::{Assembled, Complete};
use crate::rules::pod_security::LevelVersion;
use crate::rules::{Findings, KubeVersion, Path};
use crate::value::link::Carried;
use crate::value::words::{PodFailureAction, PodReplacementPolicy};
use crate::value::{ManagedBy, Seconds};

/// The restart policy `Never`: a container that fails is not restarted, and the Job creates another pod.
#[derive(Clone, Copy, Debug)]
pub enum Never {}

/// The restart policy `OnFailure`: the kubelet restarts a container that fails.
#[derive(Clone, Copy, Debug)]
pub enum OnFailure {}

/// The restart policy under which a Job sees how its pods failed.
#[diagnostic::on_unimplemented(
    message = "a pod failure policy needs pods that never restart",
    label = "only a Job made by `JobTemplate::never(..)` has one",
    note = "with `OnFailure` the kubelet restarts the containers in place, and the Job does not see how they failed"
)]
pub trait NeverRestarts: sealed::Restart {}

impl NeverRestarts for Never {}

/// What has a success policy of its own: nothing, because the indexes of a Job have it.
#[diagnostic::on_unimplemented(
    message = "only an indexed Job has a success policy",
    label = "give it with the completions: `.completions(Indexed::new(5).success_policy(..))`"
)]
pub trait HasIndexes {}

/// What has a backoff limit for each index: nothing, because the indexes of a Job have it.
#[diagnostic::on_unimplemented(
    message = "only the indexes of a Job have a backoff limit of their own",
    label = "give it with the completions: `.completions(Indexed::new(5).backoff_limit_per_index(1))`"
)]
pub trait HasIndexLimits {}

/// What has a selector: nothing, because a Job with a name has it.
#[diagnostic::on_unimplemented(
    message = "only a Job of its own selects its pods",
    label = "call it on the Job: `Job::new(name, job_template).manual_selector(..)`",
    note = "the Jobs of a CronJob have selectors that the API server generates"
)]
pub trait HasSelector {}

/// What a Job does: its pods, how many of them must succeed, and what happens when they fail.
///
/// [`Job::new`](super::Job::new) makes a Job of it, [`CronJob::new`](super::CronJob::new) one at each time of a schedule.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::workload::{Job, JobTemplate};
///
/// let report = Container::new(name!("report"), image!("acme/report:7"));
/// let job = JobTemplate::never(PodTemplate::builder().main(report))
///     .backoff_limit(2)
///     .fail_fast_on(ExitCodes::one_of([42]))
///     .ttl_after_finished(Seconds::hours(1));
/// let job = Job::new(name!("report"), job).build()?;
/// let spec = job.spec.as_ref().unwrap();
/// assert_eq!(spec.template.spec.as_ref().unwrap().restart_policy.as_deref(), Some("Never"));
/// assert_eq!(spec.pod_failure_policy.as_ref().unwrap().rules[0].action, "FailJob");
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// # Types
///
/// `R` is the restart policy of the pods, [`Never`] or [`OnFailure`].
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/>
#[doc(alias = "JobSpec")]
#[doc(alias = "JobTemplateSpec")]
#[derive(Clone, Debug)]
pub struct JobTemplate<R> {
    parts: JobParts,
    restart: PhantomData<fn() -> R>,
}

/// The parts of a Job, whatever its restart policy is.
#[derive(Clone, Debug)]
pub(super) struct JobParts {
    pub(super) metadata: ObjectMeta,
    pub(super) template: Template,
    restart: &'static str,
    /// Without the template.
    spec: v1::JobSpec,
}

impl JobTemplate<Never> {
    /// Creates the template of a Job whose pods never restart: for each that fails the Job creates another.
    #[doc(alias = "restartPolicy")]
    #[doc(alias = "template")]
    #[must_use]
    pub fn never<T: IntoTemplate<Stage: Complete>>(template: T) -> Self {
        Self::of(template.into_template(), "Never")
    }
}

impl JobTemplate<OnFailure> {
    /// Creates the template of a Job in whose pods the kubelet restarts containers that fail.
    #[doc(alias = "restartPolicy")]
    #[doc(alias = "template")]
    #[must_use]
    pub fn on_failure<T: IntoTemplate<Stage: Complete>>(template: T) -> Self {
        Self::of(template.into_template(), "OnFailure")
    }
}

impl<R> JobTemplate<R> {
    fn of(template: Template, restart: &'static str) -> Self {
        let (metadata, spec) = (ObjectMeta::default(), v1::JobSpec::default());
        Self { parts: JobParts { metadata, template, restart, spec }, restart: PhantomData }
    }

    /// Sets how many pods must succeed: a number, or [`Indexed`](super::Indexed) for pods with indexes. Defaults to 1.
    ///
    /// With a [`parallelism`](Self::parallelism) and without completions the pods work on a queue: the Job is complete when
    /// one of them has succeeded and all have ended.
    ///
    /// ```
    /// use podwright::prelude::*;
    /// use podwright::workload::{Indexed, JobTemplate};
    ///
    /// # let template = || PodTemplate::builder().main(Container::new(name!("a"), image!("acme/a:1")));
    /// let ten = JobTemplate::never(template()).completions(10).parallelism(3);
    /// let indexed = JobTemplate::never(template()).completions(Indexed::new(5).backoff_limit_per_index(1));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode>
    #[doc(alias = "completionMode")]
    #[doc(alias = "backoffLimitPerIndex")]
    #[doc(alias = "maxFailedIndexes")]
    #[doc(alias = "successPolicy")]
    #[must_use]
    pub fn completions(mut self, completions: impl IntoCompletions) -> Self {
        completions.into_completions().put_into(&mut self.parts.spec);
        self
    }

    /// Sets how many pods run at the same time. Defaults to 1.
    #[must_use]
    pub fn parallelism(mut self, pods: u32) -> Self {
        self.parts.spec.parallelism = Some(int32(pods));
        self
    }

    /// Sets how many pods may fail before the Job fails. Defaults to 6, and to no limit if there is a backoff limit per index.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy>
    #[must_use]
    pub fn backoff_limit(mut self, failures: u32) -> Self {
        self.parts.spec.backoff_limit = Some(int32(failures));
        self
    }

    /// Sets how long the Job may take before its pods are ended and it fails. The template has a deadline of its own, for each
    /// pod. Defaults to no deadline.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup>
    #[doc(alias = "activeDeadlineSeconds")]
    #[must_use]
    pub fn active_deadline(mut self, time: Seconds) -> Self {
        self.parts.spec.active_deadline_seconds = Some(time.into());
        self
    }

    /// Sets how long the Job is kept when it has finished. It is deleted then, with its pods. Defaults to forever.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/>
    #[doc(alias = "ttlSecondsAfterFinished")]
    #[must_use]
    pub fn ttl_after_finished(mut self, time: Seconds) -> Self {
        self.parts.spec.ttl_seconds_after_finished = Some(time.into());
        self
    }

    /// Creates the Job without pods. It starts when `suspend` is set to false.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#suspending-a-job>
    #[must_use]
    pub fn suspend(mut self) -> Self {
        self.parts.spec.suspend = Some(true);
        self
    }

    /// Sets when another pod takes the place of one that ends. Defaults to `TerminatingOrFailed`, and to `Failed` with a pod
    /// failure policy, which takes no other.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-replacement-policy>
    #[must_use]
    pub fn pod_replacement_policy(mut self, policy: PodReplacementPolicy) -> Self {
        self.parts.spec.pod_replacement_policy = Some(policy.into());
        self
    }

    /// Names the controller that runs the Job. Defaults to the one of Kubernetes.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#delegation-of-managing-a-job-object-to-external-controller>
    #[must_use]
    pub fn managed_by(mut self, controller: ManagedBy) -> Self {
        self.parts.spec.managed_by = Some(controller.into());
        self
    }

    /// Adds a rule to the pod failure policy: a container that exits with these codes fails the Job at once.
    #[doc(alias = "podFailurePolicy")]
    #[doc(alias = "FailJob")]
    #[must_use]
    pub fn fail_fast_on(mut self, codes: ExitCodes) -> Self
    where
        R: NeverRestarts,
    {
        let policy = PodFailurePolicy::new().rule(codes, PodFailureAction::FailJob);
        let list = &mut self.parts.spec.pod_failure_policy.get_or_insert_default().rules;
        list.extend(policy.into_rules());
        self
    }

    /// Sets what the Job does when its pods fail, by exit code or pod condition. It replaces the rules so far.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy>
    #[must_use]
    pub fn pod_failure_policy(mut self, policy: PodFailurePolicy) -> Self
    where
        R: NeverRestarts,
    {
        self.parts.spec.pod_failure_policy = Some(v1::PodFailurePolicy { rules: policy.into_rules() });
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn success_policy(self, _: impl Into<SuccessPolicy>) -> Self
    where
        Self: HasIndexes,
    {
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn backoff_limit_per_index(self, _: u32) -> Self
    where
        Self: HasIndexLimits,
    {
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn max_failed_indexes(self, _: u32) -> Self
    where
        Self: HasIndexLimits,
    {
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn manual_selector(self, _: impl IntoSelector) -> Self
    where
        Self: HasSelector,
    {
        self
    }

    metadata_setters!(labels);
    conditional!();

    /// Changes the template of the pods.
    #[must_use]
    pub fn template(mut self, change: impl FnOnce(Template) -> Template) -> Self {
        self.parts.template = change(self.parts.template);
        self
    }

    /// Changes the spec by hand, without the template of the pods. `build()` validates the result like any other.
    ///
    /// ```
    /// use podwright::prelude::*;
    /// use podwright::workload::{Job, JobTemplate};
    ///
    /// # let template = PodTemplate::builder().main(Container::new(name!("a"), image!("acme/a:1")));
    /// let job = JobTemplate::never(template).raw(|spec| spec.parallelism = Some(-1));
    /// let violations = Job::new(name!("a"), job).build().unwrap_err();
    /// assert_eq!(violations.iter().next().map(Violation::field), Some("spec.parallelism"));
    /// ```
    #[doc(alias = "scheduling")]
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::JobSpec)) -> Self {
        change(&mut self.parts.spec);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.parts.metadata
    }
}

impl JobParts {
    /// Puts the spec together, which stands at `root`.
    pub(super) fn assemble(
        self,
        version: KubeVersion,
        root: &Path<'_>,
        own: &mut Findings,
    ) -> (ObjectMeta, v1::JobSpec, Option<LevelVersion>, Carried) {
        let template = self.template.assemble(version, &root.field("template"), own);
        let Assembled { metadata, mut spec, pod_security, carried, .. } = template;
        spec.restart_policy = Some(self.restart.to_owned());
        let metadata = Some(metadata).filter(|metadata| *metadata != ObjectMeta::default());
        let template = core::PodTemplateSpec { metadata, spec: Some(spec) };
        (self.metadata, v1::JobSpec { template, ..self.spec }, pod_security, carried)
    }
}

/// What a Job is made of: a [`JobTemplate`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the template of a Job",
    label = "it is made by `JobTemplate::never(template)` or `JobTemplate::on_failure(template)`",
    note = "the pods of a Job restart never or on failure"
)]
pub trait IntoJobTemplate: sealed::Template {
    /// The restart policy of the pods.
    type Restart;

    #[doc(hidden)]
    fn into_job_template(self) -> JobTemplate<Self::Restart>;
}

impl<R> IntoJobTemplate for JobTemplate<R> {
    type Restart = R;

    fn into_job_template(self) -> Self {
        self
    }
}

/// What a `CronJob` runs: a [`JobTemplate`].
#[diagnostic::on_unimplemented(
    message = "a CronJob does not run `{Self}`",
    label = "it runs a Job: `JobTemplate::never(template)` or `JobTemplate::on_failure(template)`",
    note = "a Job with a name of its own is not scheduled: the CronJob names the Jobs that it makes"
)]
pub trait IntoScheduledJob: sealed::Template {
    #[doc(hidden)]
    fn into_scheduled_job(self) -> sealed::Parts;
}

impl<R> IntoScheduledJob for JobTemplate<R> {
    fn into_scheduled_job(self) -> sealed::Parts {
        sealed::Parts(self.parts)
    }
}

/// Returns the parts of a Job.
pub(super) fn parts<R>(job: JobTemplate<R>) -> JobParts {
    job.parts
}

/// Returns a number as Kubernetes has it. It is the largest for one that is larger.
pub(super) fn int32(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

pub(super) mod sealed {
    use super::{JobParts, JobTemplate, Never, OnFailure};

    pub trait Restart {}
    impl Restart for Never {}
    impl Restart for OnFailure {}

    pub trait Template {}
    impl<R> Template for JobTemplate<R> {}

    /// The parts of a Job, hidden from users.
    #[derive(Debug)]
    pub struct Parts(pub(in crate::workload) JobParts);
}
