use k8s_openapi::api::{apps, core};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use crate::rules::apply::merge_keys;
use crate::rules::catalog::workload as rule;
use crate::rules::engine::check::{require_not_negative, some};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::kinds::pod_template::{advise_template, warn_template};
use crate::rules::object::{metadata, selectors};
use crate::rules::pod_template;
use crate::rules::workload::{deprecated, selector, strategy, template};

const SPEC: Path<'static> = Path::of("spec");
const TEMPLATE: Path<'static> = Path::of("spec.template");

impl sealed::Sealed for apps::v1::DaemonSet {}

impl Validate for apps::v1::DaemonSet {
    const NOUN: &'static str = "DaemonSet";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        deprecated::validate_generation(&self.metadata, findings);
        metadata::validate(&self.metadata, &gates, findings);
        let spec = spec_of(self);
        let scope = pod_template::scope_of(template_of(self), &gates);
        validate_selector(selector::given(spec.map(|spec| &spec.selector)), &scope, findings);
        pod_template::validate(&scope, &TEMPLATE, findings);
        template::require_endless(&scope, Self::NOUN, &TEMPLATE, findings);
        let min_ready = spec.and_then(|spec| spec.min_ready_seconds).unwrap_or(0);
        let min_ready_at = SPEC.field("minReadySeconds");
        require_not_negative(findings, rule::MIN_READY_NEGATIVE, &min_ready_at, min_ready.into());
        let strategy = spec.and_then(|spec| spec.update_strategy.as_ref());
        strategy::validate_daemon_set(strategy, &SPEC.field("updateStrategy"), findings);
        if let Some(limit) = spec.and_then(|spec| spec.revision_history_limit) {
            let at = SPEC.field("revisionHistoryLimit");
            require_not_negative(findings, rule::REVISION_HISTORY_NEGATIVE, &at, limit.into());
        }
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            pod_template::validate_to_apply(&scope, &TEMPLATE, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if is_accepted {
            warn_template(template_of(self), &TEMPLATE, version, &mut found);
        }
        found.into_list()
    }

    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        advise_template(template_of(self), &TEMPLATE, version)
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        Some(pod_template::subject_at(template_of(self), "spec.template."))
    }
}

/// Validates the selector. The API server asks for none, but a missing one matches no labels.
fn validate_selector(selector: Option<&LabelSelector>, template: &Scope<'_>, findings: &mut Findings) {
    let at = SPEC.field("selector");
    let before = findings.len();
    selectors::validate_selector(selector, &at, findings);
    if findings.len() == before {
        selector::require_match(selector, template, &TEMPLATE, findings);
    }
    if let Some(selector) = selector {
        selector::forbid_empty(selector, &at, findings);
    }
}

/// Returns the spec. In some versions of `k8s_openapi` it cannot be missing.
fn spec_of(object: &apps::v1::DaemonSet) -> Option<&apps::v1::DaemonSetSpec> {
    some::<apps::v1::DaemonSetSpec, _>(&object.spec)
}

fn template_of(object: &apps::v1::DaemonSet) -> &core::v1::PodTemplateSpec {
    template::template_or_empty(spec_of(object).map(|spec| &spec.template))
}
