use k8s_openapi::api::core;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::cluster::{namespace, scope};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::object::metadata;

impl sealed::Sealed for core::v1::Namespace {}

impl Validate for core::v1::Namespace {
    const NOUN: &'static str = "Namespace";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let metadata = namespace::effective_metadata(self);
        metadata::validate_named(&metadata, namespace::NAMING, &Gates::of(version), findings);
        metadata::forbid_negative_generation(&self.metadata, findings);
        namespace::validate(self, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            scope::forbid_namespace(&self.metadata, findings);
            namespace::validate_to_apply(self, findings);
        }
    }
}
