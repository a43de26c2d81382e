use k8s_openapi::api::batch::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::job_template::{IntoScheduledJob, JobParts, int32};
use super::methods::{Workload, workload_methods};
use super::template::{Template, spec_field};
use crate::rules::{Findings, KubeVersion, Path, Valid, Violations};
use crate::value::words::ConcurrencyPolicy;
use crate::value::{CronSchedule, DnsSubdomain, Seconds, TimeZone};

/// A `CronJob`: it creates a Job at each time of a schedule.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::workload::{CronJob, JobTemplate};
///
/// let report = PodTemplate::builder().main(Container::new(name!("report"), image!("acme/report:7")));
/// let nightly = CronJob::new(name!("nightly"), cron!("15 3 * * *"), JobTemplate::never(report).backoff_limit(2))
///     .time_zone(TimeZone::EUROPE_BERLIN)
///     .forbid_concurrent()
///     .build()?;
/// assert_eq!(
///     podwright::to_yaml(&nightly)?,
///     "apiVersion: batch/v1
/// kind: CronJob
/// metadata:
///   name: nightly
/// spec:
///   schedule: \"15 3 * * *\"
///   timeZone: Europe/Berlin
///   concurrencyPolicy: Forbid
///   jobTemplate:
///     spec:
///       backoffLimit: 2
///       template:
///         spec:
///           restartPolicy: Never
///           containers:
///           - name: report
///             image: acme/report:7
/// "
/// );
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/>
#[doc(alias = "CronJobSpec")]
#[derive(Clone, Debug)]
pub struct CronJob {
    pub(super) metadata: ObjectMeta,
    pub(super) job: JobParts,
    /// Without the template of the Jobs.
    spec: v1::CronJobSpec,
}

impl CronJob {
    /// Creates a `CronJob` with this name. `build()` reports a name of more than 52 characters, because the names of its Jobs
    /// have 11 more.
    #[doc(alias = "jobTemplate")]
    #[doc(alias = "schedule")]
    #[must_use]
    pub fn new(name: DnsSubdomain, schedule: CronSchedule, job: impl IntoScheduledJob) -> Self {
        Self {
            metadata: ObjectMeta { name: Some(name.into()), ..ObjectMeta::default() },
            job: job.into_scheduled_job().0,
            spec: v1::CronJobSpec { schedule: schedule.into(), ..v1::CronJobSpec::default() },
        }
    }

    /// Sets the time zone of the schedule. Defaults to that of the controller, which is UTC in most clusters.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones>
    #[must_use]
    pub fn time_zone(mut self, zone: TimeZone) -> Self {
        self.spec.time_zone = Some(zone.into());
        self
    }

    /// Sets what happens at a time of the schedule when the previous Job still runs. Defaults to `Allow`.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy>
    #[must_use]
    pub fn concurrency_policy(mut self, policy: ConcurrencyPolicy) -> Self {
        self.spec.concurrency_policy = Some(policy.into());
        self
    }

    /// Skips a run while the previous Job still runs.
    #[doc(alias = "concurrencyPolicy")]
    #[must_use]
    pub fn forbid_concurrent(self) -> Self {
        self.concurrency_policy(ConcurrencyPolicy::Forbid)
    }

    /// Deletes the previous Job if it still runs.
    #[doc(alias = "concurrencyPolicy")]
    #[must_use]
    pub fn replace_concurrent(self) -> Self {
        self.concurrency_policy(ConcurrencyPolicy::Replace)
    }

    /// Sets how late a Job may start. A run that is later is skipped. Defaults to no deadline.
    ///
    /// The controller looks every 10 seconds, so use at least that.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline>
    #[doc(alias = "startingDeadlineSeconds")]
    #[must_use]
    pub fn starting_deadline(mut self, time: Seconds) -> Self {
        self.spec.starting_deadline_seconds = Some(time.into());
        self
    }

    /// Creates no Jobs until `suspend` is set to false. Jobs that run go on.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-suspension>
    #[must_use]
    pub fn suspend(mut self) -> Self {
        self.spec.suspend = Some(true);
        self
    }

    /// Sets how many Jobs that succeeded are kept. Defaults to 3.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits>
    #[must_use]
    pub fn successful_jobs_history_limit(mut self, jobs: u32) -> Self {
        self.spec.successful_jobs_history_limit = Some(int32(jobs));
        self
    }

    /// Sets how many Jobs that failed are kept. Defaults to 1.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits>
    #[must_use]
    pub fn failed_jobs_history_limit(mut self, jobs: u32) -> Self {
        self.spec.failed_jobs_history_limit = Some(int32(jobs));
        self
    }

    workload_methods!();

    /// Changes the spec by hand, without the template of the Jobs. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::CronJobSpec)) -> Self {
        change(&mut self.spec);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }

    fn metadata_ref(&self) -> &ObjectMeta {
        &self.metadata
    }

    fn template_mut(&mut self) -> &mut Template {
        &mut self.job.template
    }

    /// Returns the `CronJob`, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the `CronJob` or its template breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::CronJob>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the `CronJob` validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::CronJob>, Violations> {
        let mut own = Findings::new();
        let at = Path::of("spec.jobTemplate.spec");
        let (metadata, spec, pod_security, carried) = self.job.assemble(version, &at, &mut own);
        let metadata = Some(metadata).filter(|metadata| *metadata != ObjectMeta::default());
        let job_template = v1::JobTemplateSpec { metadata, spec: Some(spec) };
        let spec = v1::CronJobSpec { job_template, ..self.spec };
        let cron_job = v1::CronJob { metadata: self.metadata, spec: spec_field(spec), status: None };
        Valid::build_carrying(cron_job, pod_security, version, own, carried)
    }
}

impl Workload for CronJob {
    fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        Self::template(self, change)
    }
}
