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
            warn_template(self, &Path::ROOT, version, &mut warnings);
        }
        warnings.into_list()
    }

    #[inline]
    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        advise_template(self, &Path::ROOT, version)
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        Some(pod_template::subject_at(self, ""))
    }
}

/// Warns about a template, which stands at `at`.
pub(super) fn warn_template(
    template: &v1::PodTemplateSpec,
    at: &Path<'_>,
    version: KubeVersion,
    found: &mut Warnings,
) {
    warnings::pod::warn(&pod_template::scope_of(template, &Gates::of(version)), at, found);
}

/// Returns the advice about a template, which stands at `at`.
pub(super) fn advise_template(
    template: &v1::PodTemplateSpec,
    at: &Path<'_>,
    version: KubeVersion,
) -> Vec<Warning> {
    advice::advise_on(&pod_template::scope_of(template, &Gates::of(version)), at)
}
