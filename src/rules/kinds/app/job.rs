use k8s_openapi::api::{batch, core};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::kinds::pod_template;
use crate::rules::object::metadata;
use crate::rules::{advice, warnings};

const TEMPLATE: Path<'static> = Path::of("spec.template");

impl sealed::Sealed for batch::v1::Job {}

impl Validate for batch::v1::Job {
    const NOUN: &'static str = "Job";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        metadata::validate(&self.metadata, &gates, findings);
        let Some(template) = template_of(self) else { return };
        let scope = pod_template::scope_of(template, &gates);
        pod_template::validate(&scope, &TEMPLATE, findings);
        if operation == Operation::CreateOrApply {
            pod_template::validate_to_apply(&scope, &TEMPLATE, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if let (Some(template), true) = (template_of(self), is_accepted) {
            warnings::pod::warn(
                &pod_template::scope_of(template, &Gates::of(version)),
                &TEMPLATE,
                &mut found,
            );
        }
        found.into_list()
    }

    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        let Some(template) = template_of(self) else { return Vec::new() };
        advice::advise_on(&pod_template::scope_of(template, &Gates::of(version)), &TEMPLATE)
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        template_of(self).map(|template| pod_template::subject_at(template, "spec.template."))
    }
}

fn template_of(object: &batch::v1::Job) -> Option<&core::v1::PodTemplateSpec> {
    Some(&object.spec.as_ref()?.template)
}
