//! What the rules of jobs read: the spec of a Job with the defaults of the API server.

use std::sync::LazyLock;

use k8s_openapi::api::batch::v1;

use crate::rules::engine::check::{some, text_or};
use crate::rules::engine::scope::Scope;
use crate::rules::engine::version::Gates;
use crate::rules::pod_template;

/// The completion mode of a Job whose pods have indexes.
const INDEXED: &str = "Indexed";

/// The spec of a Job.
#[derive(Clone, Copy)]
pub(crate) struct JobScope<'p> {
    pub(crate) spec: &'p v1::JobSpec,
    pub(crate) gates: &'p Gates,
    /// The spec stands in a `CronJob`, where the API server sets fewer defaults.
    pub(crate) is_in_cron_job: bool,
}

impl<'p> JobScope<'p> {
    pub(crate) fn template(&self) -> Scope<'p> {
        pod_template::scope_of(&self.spec.template, self.gates)
    }

    /// Returns the number of completions. A Job that says nothing about its pods has one.
    pub(crate) fn completions(&self) -> Option<i32> {
        let is_default = !self.is_in_cron_job && self.spec.parallelism.is_none();
        self.spec.completions.or(is_default.then_some(1))
    }

    pub(crate) fn completion_mode(&self) -> &'p str {
        // An empty text is a mode of its own, which does not exist.
        self.spec.completion_mode.as_deref().unwrap_or("NonIndexed")
    }

    pub(crate) fn is_indexed(&self) -> bool {
        self.completion_mode() == INDEXED
    }

    pub(crate) fn restart_policy(&self) -> &'p str {
        text_or(self.spec.template.spec.as_ref().and_then(|spec| spec.restart_policy.as_ref()), "Always")
    }
}

/// Returns the spec of a Job, or an empty one.
pub(crate) fn job_spec(spec: Option<&v1::JobSpec>) -> &v1::JobSpec {
    static EMPTY: LazyLock<v1::JobSpec> = LazyLock::new(v1::JobSpec::default);
    spec.unwrap_or_else(|| &EMPTY)
}

/// Returns the spec of a `CronJob`, or an empty one.
pub(crate) fn cron_job_spec(cron_job: &v1::CronJob) -> &v1::CronJobSpec {
    static EMPTY: LazyLock<v1::CronJobSpec> = LazyLock::new(v1::CronJobSpec::default);
    some::<v1::CronJobSpec, _>(&cron_job.spec).unwrap_or_else(|| &EMPTY)
}
