use k8s_openapi::api::rbac;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::object::metadata::{self, Naming};

impl sealed::Sealed for rbac::v1::ClusterRoleBinding {}

impl Validate for rbac::v1::ClusterRoleBinding {
    const NOUN: &'static str = "ClusterRoleBinding";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, _operation: Operation, findings: &mut Findings) {
        metadata::validate_named(&self.metadata, Naming::SUBDOMAIN, &Gates::of(version), findings);
    }
}
