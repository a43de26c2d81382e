use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::object::metadata::{self, Naming};
use crate::rules::scaling::budget;

const SPEC: Path<'static> = Path::of("spec");

impl sealed::Sealed for PodDisruptionBudget {}

impl Validate for PodDisruptionBudget {
    const NOUN: &'static str = "PodDisruptionBudget";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        if let Some(spec) = &self.spec {
            budget::validate(spec, &SPEC, findings);
        }
        let is_to_apply = operation == Operation::CreateOrApply;
        // The API server looks at the metadata of a budget only if its spec has no errors.
        if is_to_apply || findings.is_empty() {
            metadata::validate_generic(&self.metadata, Naming::PATH_SEGMENT, &Gates::of(version), findings);
        } else {
            metadata::forbid_resource_version(&self.metadata, findings);
        }
        if is_to_apply {
            merge_keys::validate_object(&self.metadata, findings);
            if let Some(spec) = &self.spec {
                budget::forbid_dropped(spec, &SPEC, findings);
            }
        }
    }

    fn find_advice(&self, _version: KubeVersion) -> Vec<Warning> {
        let mut advice = Warnings::default();
        if let Some(spec) = &self.spec {
            budget::advise(spec, &SPEC, &mut advice);
        }
        advice.into_list()
    }
}
