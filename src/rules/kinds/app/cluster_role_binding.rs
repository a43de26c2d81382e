use k8s_openapi::api::rbac;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::access::{advice, binding, naming};
use crate::rules::apply::merge_keys;
use crate::rules::cluster::scope;
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::object::metadata;

impl sealed::Sealed for rbac::v1::ClusterRoleBinding {}

impl Validate for rbac::v1::ClusterRoleBinding {
    const NOUN: &'static str = "ClusterRoleBinding";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        metadata::validate_named(&self.metadata, naming::OF_CLUSTER, &Gates::of(version), findings);
        metadata::forbid_negative_generation(&self.metadata, findings);
        binding::validate_role(&self.role_ref, &["ClusterRole"], findings);
        binding::validate_subjects(list(self.subjects.as_ref()), false, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            scope::forbid_namespace(&self.metadata, findings);
        }
    }

    fn find_advice(&self, _version: KubeVersion) -> Vec<Warning> {
        let mut found = Warnings::default();
        advice::advise_on_subjects(list(self.subjects.as_ref()), &mut found);
        found.into_list()
    }
}
