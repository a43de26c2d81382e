use k8s_openapi::api::rbac;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::access::{advice, naming, role};
use crate::rules::apply::merge_keys;
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::object::metadata;

impl sealed::Sealed for rbac::v1::Role {}

impl Validate for rbac::v1::Role {
    const NOUN: &'static str = "Role";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        metadata::validate_named(&self.metadata, naming::NAMESPACED, &Gates::of(version), findings);
        metadata::forbid_negative_generation(&self.metadata, findings);
        role::validate_rules(list(self.rules.as_ref()), true, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
        }
    }

    fn find_advice(&self, _version: KubeVersion) -> Vec<Warning> {
        let mut found = Warnings::default();
        advice::advise_on_rules(list(self.rules.as_ref()), &mut found);
        found.into_list()
    }
}
