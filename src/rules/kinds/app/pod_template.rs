use k8s_openapi::api::core;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::kinds::pod_template::{advise_template, warn_template};
use crate::rules::object::metadata;
use crate::rules::pod_template;
use crate::rules::workload::template::template_or_empty;

const TEMPLATE: Path<'static> = Path::of("template");

impl sealed::Sealed for core::v1::PodTemplate {}

impl Validate for core::v1::PodTemplate {
    const NOUN: &'static str = "PodTemplate";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        metadata::validate(&self.metadata, &gates, findings);
        let scope = pod_template::scope_of(template_of(self), &gates);
        pod_template::validate(&scope, &TEMPLATE, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            pod_template::validate_to_apply(&scope, &TEMPLATE, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if is_accepted {
            warn_template(template_of(self), &TEMPLATE, version, &mut found);
        }
        found.into_list()
    }

    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        advise_template(template_of(self), &TEMPLATE, version)
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        Some(pod_template::subject_at(template_of(self), "template."))
    }
}

fn template_of(object: &core::v1::PodTemplate) -> &core::v1::PodTemplateSpec {
    template_or_empty(object.template.as_ref())
}
