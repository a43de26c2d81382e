use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::spec::{spec_or_empty, validate_spec};
use crate::rules::catalog as rule;
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::{ObjectKind, Scope};
use crate::rules::engine::subject::Subject;
use crate::rules::engine::validate::{Operation, Validate};
use crate::rules::engine::version::{Gates, KubeVersion};
use crate::rules::engine::warning::{Warning, Warnings};
use crate::rules::object::metadata;
use crate::rules::pod::{annotations, root_user};
use crate::rules::{advice, apply, security, warnings};

impl Validate for v1::PodTemplateSpec {
    const NOUN: &'static str = "pod template";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        self.metadata.as_ref()
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        let scope = scope_of_template(self, &gates);
        if let Some(metadata) = &self.metadata {
            // The API server names labels and annotations of a template as fields of the template itself.
            metadata::validate_labels(metadata, &Path::ROOT, findings);
            metadata::validate_annotations(metadata, &Path::ROOT, findings);
        }
        annotations::validate(&scope, &Path::ROOT.field("annotations"), findings);
        let at = Path::ROOT.field("spec");
        validate_spec(&scope, &at, findings);
        security::context::validate_annotations_agree(&scope, &at, findings);
        if !list(scope.spec.ephemeral_containers.as_ref()).is_empty() {
            let detail = "ephemeral containers are added to a pod that runs, not to a template";
            findings.forbidden(rule::EPHEMERAL_ON_CREATE, &at.field("ephemeralContainers"), detail);
        }
        if operation == Operation::CreateOrApply {
            apply::validate_merge_keys(scope.spec, &at, findings);
            root_user::validate(&scope, &at, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut warnings = Warnings::default();
        if is_accepted {
            let gates = Gates::of(version);
            warnings::pod::warn(&scope_of_template(self, &gates), &Path::ROOT, &mut warnings);
        }
        warnings.into_list()
    }

    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        advice::advise_on(&scope_of_template(self, &Gates::of(version)))
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        let spec = spec_or_empty(self.spec.as_ref());
        Some(Subject { kind: ObjectKind::Template, metadata: self.metadata.as_ref(), spec })
    }
}

fn scope_of_template<'p>(template: &'p v1::PodTemplateSpec, gates: &'p Gates) -> Scope<'p> {
    let spec = spec_or_empty(template.spec.as_ref());
    Scope { kind: ObjectKind::Template, metadata: template.metadata.as_ref(), spec, gates }
}
