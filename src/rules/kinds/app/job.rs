use k8s_openapi::api::batch;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::advice;
use crate::rules::apply::{dropped, merge_keys};
use crate::rules::batch::{self as rules, JobScope, job_spec};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::pod_template;

const SPEC: Path<'static> = Path::of("spec");
const TEMPLATE: Path<'static> = Path::of("spec.template");

impl sealed::Sealed for batch::v1::Job {}

impl Validate for batch::v1::Job {
    const NOUN: &'static str = "Job";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        rules::job::validate(self, &gates, &SPEC, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            let job = scope_of(self, &gates);
            pod_template::validate_to_apply(&job.template(), &TEMPLATE, findings);
            dropped::validate_job(job.spec, &gates, &SPEC, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if is_accepted {
            let gates = Gates::of(version);
            rules::warnings::warn(&self.metadata, &scope_of(self, &gates), &SPEC, &mut found);
        }
        found.into_list()
    }

    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        advice::advise_on(&scope_of(self, &Gates::of(version)).template(), &TEMPLATE)
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        let spec = job_spec(self.spec.as_ref());
        Some(pod_template::subject_at(&spec.template, "spec.template."))
    }
}

fn scope_of<'p>(job: &'p batch::v1::Job, gates: &'p Gates) -> JobScope<'p> {
    JobScope { spec: job_spec(job.spec.as_ref()), gates, is_in_cron_job: false }
}
