use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::apply::merge_keys;
use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::{list, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::{ObjectKind, Scope};
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::object::metadata;
use crate::rules::pod::annotations;
use crate::rules::pod_template::{spec_or_empty, validate_for_apply, validate_spec};
use crate::rules::{advice, container, security, warnings};

impl Validate for v1::Pod {
    const NOUN: &'static str = "pod";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        let scope = scope_of_pod(self, &gates);
        let at = Path::ROOT.field("metadata");
        metadata::validate(&self.metadata, &gates, findings);
        annotations::validate(&scope, &at.field("annotations"), findings);
        let at = Path::ROOT.field("spec");
        validate_spec(&scope, &at, findings);
        container::validate::validate_images(&scope, &at, findings);
        if !list(scope.spec.ephemeral_containers.as_ref()).is_empty() {
            let detail = "ephemeral containers are added to a pod that runs, not when it is created";
            findings.forbidden(rule::EPHEMERAL_ON_CREATE, &at.field("ephemeralContainers"), detail);
        }
        let is_gated = !list(scope.spec.scheduling_gates.as_ref()).is_empty();
        if is_gated && !text(scope.spec.node_name.as_ref()).is_empty() {
            let detail = "must not be set while there are schedulingGates";
            findings.forbidden(rule::NODE_NAME_GATED, &at.field("nodeName"), detail);
        }
        security::context::validate_annotations_agree(&scope, &at, findings);
        if operation == Operation::CreateOrApply {
            merge_keys::validate_object(&self.metadata, findings);
            validate_for_apply(&scope, &at, findings);
        }
    }

    #[inline]
    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let gates = Gates::of(version);
        let scope = scope_of_pod(self, &gates);
        let mut warnings = Warnings::default();
        warnings::pod::warn_app_armor_of_pod(&scope, &mut warnings);
        if is_accepted {
            warnings::pod::warn(&scope, &Path::ROOT, &mut warnings);
        }
        warnings.into_list()
    }

    #[inline]
    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        advice::advise_on(&scope_of_pod(self, &Gates::of(version)), &Path::ROOT)
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        let spec = spec_or_empty(self.spec.as_ref());
        Some(Subject { kind: ObjectKind::Pod, metadata: Some(&self.metadata), spec, root: "" })
    }
}

fn scope_of_pod<'p>(pod: &'p v1::Pod, gates: &'p Gates) -> Scope<'p> {
    let spec = spec_or_empty(pod.spec.as_ref());
    Scope { kind: ObjectKind::Pod, metadata: Some(&pod.metadata), spec, gates }
}
