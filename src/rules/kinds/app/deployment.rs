use k8s_openapi::api::{apps, core};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::catalog::workload as rule;
use crate::rules::engine::check::{require_not_negative, some};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::kinds::pod_template::{advise_template, warn_template};
use crate::rules::object::metadata;
use crate::rules::pod_template;
use crate::rules::workload::{self, deprecated, selector, strategy, template};

const SPEC: Path<'static> = Path::of("spec");
const TEMPLATE: Path<'static> = Path::of("spec.template");

impl sealed::Sealed for apps::v1::Deployment {}

impl Validate for apps::v1::Deployment {
    const NOUN: &'static str = "Deployment";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        deprecated::validate_rollback(&self.metadata, findings);
        metadata::validate(&self.metadata, &gates, findings);
        let spec = spec_of(self);
        let scope = pod_template::scope_of(template_of(self), &gates);
        let replicas = spec.and_then(|spec| spec.replicas).unwrap_or(1);
        require_not_negative(findings, rule::REPLICAS_NEGATIVE, &SPEC.field("replicas"), replicas.into());
        let selector = selector::given(spec.map(|spec| &spec.selector));
        if selector::validate_required(selector, &SPEC.field("selector"), findings) {
            selector::require_match(selector, &scope, &TEMPLATE, findings);
            pod_template::validate(&scope, &TEMPLATE, findings);
            template::require_endless(&scope, Self::NOUN, &TEMPLATE, findings);
        }
        let strategy = spec.and_then(|spec| spec.strategy.as_ref());
        strategy::validate_deployment(strategy, &SPEC.field("strategy"), findings);
        let min_ready = spec.and_then(|spec| spec.min_ready_seconds).unwrap_or(0);
        let min_ready_at = SPEC.field("minReadySeconds");
        require_not_negative(findings, rule::MIN_READY_NEGATIVE, &min_ready_at, min_ready.into());
        if let Some(limit) = spec.and_then(|spec| spec.revision_history_limit) {
            let at = SPEC.field("revisionHistoryLimit");
            require_not_negative(findings, rule::REVISION_HISTORY_NEGATIVE, &at, limit.into());
        }
        let deadline = spec.and_then(|spec| spec.progress_deadline_seconds).unwrap_or(600);
        let at = SPEC.field("progressDeadlineSeconds");
        require_not_negative(findings, rule::PROGRESS_DEADLINE_NEGATIVE, &at, deadline.into());
        if deadline <= min_ready {
            let detail = "must be greater than minReadySeconds";
            findings.invalid_plain(rule::PROGRESS_DEADLINE_SHORT, &at, deadline, detail);
        }
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            pod_template::validate_to_apply(&scope, &TEMPLATE, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut found = Warnings::default();
        if is_accepted {
            workload::metadata::warn_name(&self.metadata, &mut found);
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

/// Returns the spec. In some versions of `k8s_openapi` it cannot be missing.
fn spec_of(object: &apps::v1::Deployment) -> Option<&apps::v1::DeploymentSpec> {
    some::<apps::v1::DeploymentSpec, _>(&object.spec)
}

fn template_of(object: &apps::v1::Deployment) -> &core::v1::PodTemplateSpec {
    template::template_or_empty(spec_of(object).map(|spec| &spec.template))
}
