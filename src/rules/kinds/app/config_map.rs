use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::config;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::object::metadata;

impl sealed::Sealed for v1::ConfigMap {}

impl Validate for v1::ConfigMap {
    const NOUN: &'static str = "ConfigMap";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        metadata::validate(&self.metadata, &Gates::of(version), findings);
        metadata::forbid_negative_generation(&self.metadata, findings);
        config::config_map::validate(self, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
        }
    }
}
