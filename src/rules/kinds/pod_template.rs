use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::{advice, pod_template, warnings};

impl Validate for v1::PodTemplateSpec {
    const NOUN: &'static str = "pod template";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        self.metadata.as_ref()
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        pod_template::validate(&pod_template::scope_of(self, &gates), &Path::ROOT, findings);
        if operation == Operation::CreateOrApply {
            pod_template::validate_to_apply(&pod_template::scope_of(self, &gates), &Path::ROOT, findings);
        }
    }

    #[inline]
    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut warnings = Warnings::default();
        if is_accepted {
            warnings::pod::warn(
                &pod_template::scope_of(self, &Gates::of(version)),
                &Path::ROOT,
                &mut warnings,
            );
        }
        warnings.into_list()
    }

    #[inline]
    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        advice::advise_on(&pod_template::scope_of(self, &Gates::of(version)), &Path::ROOT)
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        Some(pod_template::subject_at(self, ""))
    }
}
