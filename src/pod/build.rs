//! From what has been said of a pod to the pod.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::builder::{Draft, EachContainer};
use super::target::Target;
use crate::container::{AnyContainer, Boxed, Parts, Unresolved};
use crate::few::Few;
use crate::rules::{
    self, Findings, KubeVersion, Operation, Path, Quoted, Rules, Valid, Violation, ViolationKind, Violations,
    result_of,
};
use crate::volume::Volume;

pub(super) fn build<T: Target>(
    mut draft: Draft,
    version: KubeVersion,
) -> Result<Valid<T::Object>, Violations> {
    for change in &draft.each {
        draft.init = changed(draft.init, change);
        draft.main = changed(draft.main, change);
    }
    let mut own = Findings::new();
    references(&draft.init, "initContainers", &mut own);
    references(&draft.main, "containers", &mut own);
    let volumes = collect_volumes(&mut draft, &mut own);
    let mut spec = draft.spec.map(|spec| *spec).unwrap_or_default();
    if !volumes.is_empty() {
        spec.volumes = Some(Volume::list(volumes));
    }
    if !draft.init.is_empty() {
        spec.init_containers = Some(containers(draft.init));
    }
    spec.containers = containers(draft.main);

    let object = T::assemble(draft.metadata, spec);
    let mut findings = Findings::new();
    object.find_violations(version, Operation::CreateOrApply, &mut findings);
    if let Some(level) = draft.pod_security {
        rules::demand_pod_security(&object, level, version, &mut findings);
    }
    findings.append(own);
    result_of(&object, findings)?;
    Ok(Valid::validated(object, version))
}

/// The report on a pod for which there turned out to be no main container.
pub(super) fn no_containers<T: Target>(metadata: &ObjectMeta) -> Violations {
    let mut findings = Findings::new();
    let at = Path::ROOT.field("spec");
    let detail = "a pod needs at least one container that is not an init container or a sidecar";
    findings.required(rules::CONTAINERS_REQUIRED, &at.field("containers"), detail);
    Violations::new(rules::subject(T::Object::NOUN, Some(metadata)), findings.into_list())
}

fn changed(containers: Few<Parts>, change: &EachContainer) -> Few<Parts> {
    containers.into_iter().map(|parts| change(AnyContainer::from_parts(parts)).parts).collect()
}

fn containers(containers: Few<Parts>) -> Vec<v1::Container> {
    Boxed::list(containers.into_iter().map(|parts| parts.container))
}

/// References that the kubelet would leave as they are.
fn references(containers: &Few<Parts>, list: &str, findings: &mut Findings) {
    for (index, parts) in containers.iter().enumerate() {
        for reference in parts.references.iter() {
            let detail = match reference.check(&parts.container) {
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
            findings.push(Violation::new(
                rules::ENV_REFERENCE_UNRESOLVED,
                ViolationKind::Invalid,
                format_args!("spec.{list}[{index}].{}", reference.site.path()),
                Some(Quoted::text(reference.to.to_string())),
                detail,
            ));
        }
    }
}

/// Each volume once, in the order in which containers first mount them, then those that are only declared.
///
/// Two volumes of one name and different source both stay, and are validated a duplicate.
fn collect_volumes(draft: &mut Draft, findings: &mut Findings) -> Vec<Volume> {
    let mut volumes: Vec<Volume> = Vec::new();
    let mut add = |volume| {
        let volume = provided(&draft.provided, volume);
        if !volumes.iter().any(|other| other.is_same(&volume)) {
            volumes.push(volume);
        }
    };
    for parts in draft.init.iter_mut().chain(draft.main.iter_mut()) {
        std::mem::take(&mut parts.volumes).into_iter().for_each(&mut add);
    }
    std::mem::take(&mut draft.volumes).into_iter().for_each(add);
    for (index, volume) in volumes.iter().enumerate() {
        if !volume.has_source() {
            let detail = "the shared volume has no source: `.provide(..)` it to the pod";
            let at = Path::ROOT.field("spec");
            findings.required(rules::SHARED_VOLUME_SOURCE_REQUIRED, &at.item("volumes", index), detail);
        }
    }
    volumes
}

fn provided(sources: &[Volume], volume: Volume) -> Volume {
    if volume.has_source() {
        return volume;
    }
    sources.iter().rev().find(|source| source.name() == volume.name()).cloned().unwrap_or(volume)
}
