use k8s_openapi::api::autoscaling;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::object::metadata::{self, Naming};

impl sealed::Sealed for autoscaling::v1::HorizontalPodAutoscaler {}

impl Validate for autoscaling::v1::HorizontalPodAutoscaler {
    const NOUN: &'static str = "HorizontalPodAutoscaler";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, _operation: Operation, findings: &mut Findings) {
        metadata::validate_named(&self.metadata, Naming::SUBDOMAIN, &Gates::of(version), findings);
    }
}
