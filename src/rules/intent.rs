//! Rules of what the author of a pod means, which the object alone does not show. The builder has them checked.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::catalog::pod as rule;
use super::engine::findings::Findings;
use super::engine::path::Path;
use super::engine::validate::subject;
use super::engine::violation::{Quoted, Violation, ViolationKind};
use super::engine::violations::Violations;
use crate::expansion::{Reference, Unresolved};

/// What becomes of volumes that are claim templates.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClaimTemplates {
    /// A StatefulSet takes them.
    #[cfg(feature = "app")]
    Taken,
    /// A workload of another kind, or a pod, refuses them.
    Refused,
}

/// Reports an object whose list of main containers is empty.
pub(crate) fn no_containers(noun: &str, metadata: &ObjectMeta) -> Violations {
    let mut findings = Findings::new();
    let at = Path::ROOT.field("spec");
    let detail = "a pod needs at least one container that is not an init container or a sidecar";
    findings.required(rule::CONTAINERS_REQUIRED, &at.field("containers"), detail);
    Violations::new(subject(noun, Some(metadata)), findings.into_list())
}

/// Reports references of a container to variables that the kubelet would leave as they are.
pub(crate) fn validate_references<'r>(
    container: &v1::Container,
    references: impl IntoIterator<Item = &'r Reference>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    for reference in references {
        let detail = match reference.check(container) {
            Ok(()) => continue,
            Err(Unresolved::Undeclared) => {
                "names no variable that the container declares before it, so it would stay as it is; \
                 declare the variable in the same container, or write `external_var!` if it comes from elsewhere"
            }
            Err(Unresolved::Optional) => {
                "names a variable that is optional, so it would stay as it is where the variable is absent; \
                 make the variable required, or give the value to the program in a variable of its own"
            }
        };
        let (list, index, field) = reference.site.place();
        let item = at.item(list, index);
        let value = Some(Quoted::text(reference.to.to_string()));
        let id = rule::ENV_REFERENCE_UNRESOLVED;
        findings.push(match field {
            Some(field) => Violation::new(id, ViolationKind::Invalid, item.field(field), value, detail),
            None => Violation::new(id, ViolationKind::Invalid, item, value, detail),
        });
    }
}

/// Reports a command that names no program, which Kubernetes takes for no command at all.
pub(crate) fn validate_command(container: &v1::Container, at: &Path<'_>, findings: &mut Findings) {
    if container.command.as_ref().is_some_and(Vec::is_empty) {
        let detail = "a command begins with a program: leave `.command(..)` out to run what the image runs";
        findings.required(rule::COMMAND_PROGRAM_REQUIRED, &at.field("command"), detail);
    }
}

/// Reports a shared volume that nobody has given a source.
pub(crate) fn no_shared_source(
    name: &str,
    claim_templates: ClaimTemplates,
    volume: &Path<'_>,
    findings: &mut Findings,
) {
    let detail = match claim_templates {
        ClaimTemplates::Refused => {
            format!("the shared volume {name:?} has no source: `.provide(..)` it to the pod")
        }
        #[cfg(feature = "app")]
        ClaimTemplates::Taken => format!(
            "the shared volume {name:?} has no source: `.claim(..)` on the StatefulSet, or `.provide(..)` on the template \
             gives it one"
        ),
    };
    findings.required(rule::SHARED_VOLUME_SOURCE_REQUIRED, volume, &detail);
}

/// Reports a claim template in what is not a StatefulSet.
pub(crate) fn claim_template_elsewhere(name: &str, volume: &Path<'_>, findings: &mut Findings) {
    let detail = format!(
        "only a StatefulSet has claim templates, and {name:?} is one; `Volume::claim(..)` mounts a claim that exists, \
         `Volume::ephemeral(..)` claims storage with each pod and removes it with the pod"
    );
    findings.forbidden(rule::CLAIM_TEMPLATE_ELSEWHERE, volume, &detail);
}

/// Reports the name of a workload that is too long for the label by which the workload selects its pods.
#[cfg(feature = "app")]
pub(crate) fn long_name(label: &str, name: &str, selector: &Path<'_>, findings: &mut Findings) {
    let detail = format!(
        "the pods get the name of the workload as the label {label:?}, which has at most 63 characters; \
         `.selector(labels! {{ .. }})` chooses others"
    );
    findings.invalid(super::catalog::workload::WORKLOAD_NAME_IN_SELECTOR, selector, name, &detail);
}

/// Reports a workload that has no name by which it could select its pods.
#[cfg(feature = "app")]
pub(crate) fn no_name_to_select(label: &str, selector: &Path<'_>, findings: &mut Findings) {
    let detail = format!(
        "the pods get the name of the workload as the label {label:?}, and this one has none before it is created; \
         `.selector(labels! {{ .. }})` chooses others"
    );
    findings.required(super::catalog::workload::WORKLOAD_NAME_IN_SELECTOR, selector, &detail);
}

/// Reports two volumes of one name that were made separately and look alike.
pub(crate) fn created_twice(name: &str, volume: &Path<'_>, findings: &mut Findings) {
    let detail = "two volumes of this name were made separately, and the pod would create one directory for \
                  both; to use one volume in both places, make it once and mount it twice, pass its clone, \
                  or declare it by `shared_volume!`; to have two, give one of them another name";
    findings.push(Violation::new(
        rule::VOLUME_CREATED_TWICE,
        ViolationKind::Duplicate,
        volume.field("name"),
        Some(Quoted::text(name)),
        detail,
    ));
}
