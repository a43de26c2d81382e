use k8s_openapi::api::core;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::network::{addresses, service, service_ports, warnings};

impl sealed::Sealed for core::v1::Service {}

impl Validate for core::v1::Service {
    const NOUN: &'static str = "Service";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let is_applied = operation == Operation::CreateOrApply;
        service::validate(self, &Gates::of(version), is_applied, findings);
        if is_applied {
            merge_keys::validate_object(&self.metadata, findings);
            let ports = self.spec.as_ref().and_then(|spec| spec.ports.as_ref());
            service_ports::validate_to_apply(list(ports), findings);
            addresses::validate_to_apply(self, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if is_accepted {
            warnings::warn(self, &Gates::of(version), &mut found);
        }
        found.into_list()
    }
}
