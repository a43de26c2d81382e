use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::config;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::object::metadata;

impl sealed::Sealed for v1::Secret {}

impl Validate for v1::Secret {
    const NOUN: &'static str = "Secret";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        metadata::validate(&self.metadata, &Gates::of(version), findings);
        metadata::forbid_negative_generation(&self.metadata, findings);
        config::secret::validate(self, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
        }
    }

    fn as_secret(&self) -> Option<&v1::Secret> {
        Some(self)
    }

    fn find_warnings(&self, _version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if is_accepted {
            config::secret::warn(self, &mut found);
        }
        found.into_list()
    }

    fn find_advice(&self, _version: KubeVersion) -> Vec<Warning> {
        let mut found = Warnings::default();
        config::secret::advise(self, &mut found);
        found.into_list()
    }
}
