//! The rules of a pod template, and of a spec, in the order in which the API server checks them.

mod spec;

pub(crate) use spec::{spec_or_empty, validate_for_apply, validate_spec};

use k8s_openapi::api::core::v1;

use crate::rules::apply::merge_keys;
use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::{ObjectKind, Scope};
use crate::rules::engine::subject::Subject;
use crate::rules::engine::version::Gates;
use crate::rules::object::metadata;
use crate::rules::pod::annotations;
use crate::rules::security;

/// Returns the template that the rules read.
pub(crate) fn scope_of<'p>(template: &'p v1::PodTemplateSpec, gates: &'p Gates) -> Scope<'p> {
    let spec = spec_or_empty(template.spec.as_ref());
    Scope { kind: ObjectKind::Template, metadata: template.metadata.as_ref(), spec, gates }
}

/// Returns the template that the Pod Security Standards are about. `root` is its path, with a dot at the end.
pub(crate) fn subject_at<'p>(template: &'p v1::PodTemplateSpec, root: &'static str) -> Subject<'p> {
    let spec = spec_or_empty(template.spec.as_ref());
    Subject { kind: ObjectKind::Template, metadata: template.metadata.as_ref(), spec, root }
}

/// Checks the rules of a template, which stands at `root`.
pub(crate) fn validate(scope: &Scope<'_>, root: &Path<'_>, findings: &mut Findings) {
    validate_metadata(scope, root, findings);
    let at = root.field("spec");
    validate_spec(scope, &at, findings);
    security::context::validate_annotations_agree(scope, &at, findings);
    if !list(scope.spec.ephemeral_containers.as_ref()).is_empty() {
        let detail = "ephemeral containers are added to a pod that runs, not to a template";
        findings.forbidden(rule::EPHEMERAL_ON_CREATE, &at.field("ephemeralContainers"), detail);
    }
}

/// Checks the labels and annotations of a template.
pub(crate) fn validate_metadata(scope: &Scope<'_>, root: &Path<'_>, findings: &mut Findings) {
    if let Some(metadata) = scope.metadata {
        // The API server names labels and annotations of a template as fields of the template itself.
        metadata::validate_labels(metadata, root, findings);
        metadata::validate_annotations(metadata, root, findings);
    }
    annotations::validate(scope, &root.field("annotations"), findings);
}

/// Checks the rules of a template that create does not have.
pub(crate) fn validate_to_apply(scope: &Scope<'_>, root: &Path<'_>, findings: &mut Findings) {
    if let Some(metadata) = scope.metadata {
        merge_keys::validate_metadata(metadata, &root.field("metadata"), findings);
    }
    validate_for_apply(scope, &root.field("spec"), findings);
}
