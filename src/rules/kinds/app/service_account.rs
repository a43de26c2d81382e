use k8s_openapi::api::core;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::access::account;
use crate::rules::apply::merge_keys;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::object::metadata::{self, Naming};

impl sealed::Sealed for core::v1::ServiceAccount {}

impl Validate for core::v1::ServiceAccount {
    const NOUN: &'static str = "ServiceAccount";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        metadata::validate_named(&self.metadata, Naming::SUBDOMAIN, &Gates::of(version), findings);
        metadata::forbid_negative_generation(&self.metadata, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            account::validate_to_apply(self, findings);
        }
    }

    fn find_warnings(&self, _version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if is_accepted {
            account::warn(self, &mut found);
        }
        found.into_list()
    }
}
