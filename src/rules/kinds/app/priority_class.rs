use k8s_openapi::api::scheduling;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::cluster::{priority_class, scope};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::object::metadata::{self, Naming};

const OF_CLUSTER: Naming = Naming { is_namespaced: false, ..Naming::SUBDOMAIN };

impl sealed::Sealed for scheduling::v1::PriorityClass {}

impl Validate for scheduling::v1::PriorityClass {
    const NOUN: &'static str = "PriorityClass";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        metadata::validate_named(&self.metadata, OF_CLUSTER, &Gates::of(version), findings);
        priority_class::validate(self, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            scope::forbid_namespace(&self.metadata, findings);
        }
    }
}
