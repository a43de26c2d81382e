use k8s_openapi::api::core;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::catalog::claim as rule;
use crate::rules::claim::persistent;
use crate::rules::engine::check::entries;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::object::metadata::{self, Naming};
use crate::rules::volume::claims::validate_spec;

const METADATA: Path<'static> = Path::of("metadata");
const SPEC: Path<'static> = Path::of("spec");

/// The annotation that named the storage class before there was a field.
const CLASS_ANNOTATION: &str = "volume.beta.kubernetes.io/storage-class";

impl sealed::Sealed for core::v1::PersistentVolumeClaim {}

impl Validate for core::v1::PersistentVolumeClaim {
    const NOUN: &'static str = "PersistentVolumeClaim";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        metadata::validate_named(&self.metadata, Naming::SUBDOMAIN, &gates, findings);
        metadata::forbid_negative_generation(&self.metadata, findings);
        let empty = core::v1::PersistentVolumeClaimSpec::default();
        let spec = self.spec.as_ref().unwrap_or(&empty);
        validate_spec(&gates, &persistent::stored(spec), &SPEC, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            persistent::validate_to_apply(spec, &gates, &SPEC, findings);
        }
    }

    fn find_warnings(&self, _version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if is_accepted {
            if entries(self.metadata.annotations.as_ref()).any(|(key, _)| key == CLASS_ANNOTATION) {
                let at = METADATA.field("annotations");
                let message = "is deprecated since 1.8; set storageClassName";
                found.warn(rule::WARN_CLAIM_CLASS_ANNOTATION, &at.key(CLASS_ANNOTATION), message);
            }
            if let Some(spec) = &self.spec {
                persistent::warn(spec, &SPEC, &mut found);
            }
        }
        found.into_list()
    }
}
