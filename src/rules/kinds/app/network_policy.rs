use k8s_openapi::api::networking;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::network::policy;
use crate::rules::object::metadata;

impl sealed::Sealed for networking::v1::NetworkPolicy {}

impl Validate for networking::v1::NetworkPolicy {
    const NOUN: &'static str = "NetworkPolicy";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        metadata::validate(&self.metadata, &gates, findings);
        policy::validate(self, &gates, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
        }
    }

    fn find_warnings(&self, _version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if is_accepted {
            policy::warn(self, &mut found);
        }
        found.into_list()
    }
}
