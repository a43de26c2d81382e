use std::collections::BTreeMap;

use k8s_openapi::api::core;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::catalog::{pod as pod_rule, workload as rule};
use crate::rules::engine::check::{entries, require_grammar, require_labels, require_not_negative, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate, sealed};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::kinds::pod_template::{advise_template, warn_template};
use crate::rules::object::metadata::{self, Naming};
use crate::rules::pod_template;
use crate::rules::workload::{self, selector, template};

const SPEC: Path<'static> = Path::of("spec");
const TEMPLATE: Path<'static> = Path::of("spec.template");

impl sealed::Sealed for core::v1::ReplicationController {}

impl Validate for core::v1::ReplicationController {
    const NOUN: &'static str = "ReplicationController";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        let before = findings.len();
        let spec = self.spec.as_ref();
        let template = spec.and_then(|spec| spec.template.as_ref());
        let scope = pod_template::scope_of(template_of(self), &gates);
        let labels = scope.metadata.and_then(|metadata| metadata.labels.as_ref());
        metadata::validate_named(&self.metadata, naming(&gates), &gates, findings);
        if entries(self.metadata.labels.as_ref()).len() == 0 {
            // The labels of the object default to those of the template.
            let ids = (pod_rule::LABEL_KEY, pod_rule::LABEL_VALUE);
            require_labels(findings, ids, &Path::of("metadata.labels"), labels);
        }
        let min_ready = spec.and_then(|spec| spec.min_ready_seconds).unwrap_or(0);
        let min_ready_at = SPEC.field("minReadySeconds");
        require_not_negative(findings, rule::MIN_READY_NEGATIVE, &min_ready_at, min_ready.into());
        let selector = spec.and_then(|spec| spec.selector.as_ref()).filter(|selector| !selector.is_empty());
        // The selector defaults to the labels of the template.
        if selector.or(labels).is_none_or(BTreeMap::is_empty) {
            let detail = "say which pods belong to the controller, or give the template labels";
            findings.required(rule::WORKLOAD_SELECTOR_REQUIRED, &SPEC.field("selector"), detail);
        }
        let replicas = spec.and_then(|spec| spec.replicas).unwrap_or(1);
        require_not_negative(findings, rule::REPLICAS_NEGATIVE, &SPEC.field("replicas"), replicas.into());
        if template.is_none() {
            findings.required(rule::TEMPLATE_REQUIRED, &TEMPLATE, "pods are created from it");
            return;
        }
        let has = |(key, value)| labels.and_then(|labels| labels.get(key)) == Some(value);
        if !entries(selector).all(has) {
            selector::report_mismatch(selector, labels, &TEMPLATE, findings);
        }
        pod_template::validate(&scope, &TEMPLATE, findings);
        template::require_endless(&scope, Self::NOUN, &TEMPLATE, findings);
        if gates.generated_names_only && findings.len() == before {
            validate_unused_prefix(&self.metadata, findings);
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

/// Since 1.35 the API server validates only the name that it has generated.
fn naming(gates: &Gates) -> Naming {
    let prefix = if gates.generated_names_only { |_: &str| Ok(()) } else { Naming::SUBDOMAIN.prefix };
    Naming { prefix, ..Naming::SUBDOMAIN }
}

/// Validates a prefix that no name has been generated from. The API server looks at it last.
fn validate_unused_prefix(metadata: &ObjectMeta, findings: &mut Findings) {
    let prefix = text(metadata.generate_name.as_ref());
    let at = Path::of("metadata.generateName");
    require_grammar(findings, pod_rule::METADATA_GENERATE_NAME, &at, prefix, metadata::path_segment_prefix);
}

fn template_of(object: &core::v1::ReplicationController) -> &core::v1::PodTemplateSpec {
    template::template_or_empty(object.spec.as_ref().and_then(|spec| spec.template.as_ref()))
}
