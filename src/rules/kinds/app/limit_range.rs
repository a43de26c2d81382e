use k8s_openapi::api::core;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::cluster::limit_range;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::object::metadata::{self, Naming};

impl sealed::Sealed for core::v1::LimitRange {}

impl Validate for core::v1::LimitRange {
    const NOUN: &'static str = "LimitRange";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        metadata::validate_named(&limit_range::effective_metadata(self), Naming::SUBDOMAIN, &gates, findings);
        metadata::forbid_negative_generation(&self.metadata, findings);
        if let Some(spec) = &self.spec {
            limit_range::validate(&spec.limits, findings);
        }
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
        }
    }
}
