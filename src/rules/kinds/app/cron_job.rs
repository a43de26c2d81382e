use k8s_openapi::api::batch;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::advice;
use crate::rules::apply::{dropped, merge_keys};
use crate::rules::batch::{self as rules, JobScope, cron_job_spec, job_spec};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::pod_template;

const JOB: Path<'static> = Path::of("spec.jobTemplate.spec");
const TEMPLATE: Path<'static> = Path::of("spec.jobTemplate.spec.template");

impl sealed::Sealed for batch::v1::CronJob {}

impl Validate for batch::v1::CronJob {
    const NOUN: &'static str = "CronJob";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        rules::cron_job::validate(self, &gates, &JOB, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            if let Some(metadata) = &cron_job_spec(self).job_template.metadata {
                merge_keys::validate_metadata(metadata, &Path::of("spec.jobTemplate.metadata"), findings);
            }
            let job = scope_of(self, &gates);
            pod_template::validate_to_apply(&job.template(), &TEMPLATE, findings);
            dropped::validate_job(job.spec, &gates, &JOB, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if is_accepted {
            let gates = Gates::of(version);
            rules::warnings::warn(&self.metadata, &scope_of(self, &gates), &JOB, &mut found);
        }
        found.into_list()
    }

    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        let mut found = Warnings::default();
        rules::advice::advise(cron_job_spec(self), &mut found);
        let mut list = found.into_list();
        list.extend(advice::advise_on(&scope_of(self, &Gates::of(version)).template(), &TEMPLATE));
        list
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        let spec = job_spec(cron_job_spec(self).job_template.spec.as_ref());
        Some(pod_template::subject_at(&spec.template, "spec.jobTemplate.spec.template."))
    }
}

fn scope_of<'p>(cron_job: &'p batch::v1::CronJob, gates: &'p Gates) -> JobScope<'p> {
    let spec = job_spec(cron_job_spec(cron_job).job_template.spec.as_ref());
    JobScope { spec, gates, is_in_cron_job: true }
}
