//! Assembles the pod from its parts, and validates it.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::builder::{Draft, EachContainer};
use super::target::Target;
use crate::container::{AnyContainer, Boxed, Parts, Unresolved};
use crate::facts::{self, QosClass};
use crate::few::Few;
use crate::rules::{
    self, Findings, KubeVersion, Operation, Path, Quoted, Valid, Validate, Violation, ViolationKind,
    Violations, into_result,
};
use crate::volume::{Likeness, Volume};

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
    commands(&draft.init, "initContainers", &mut own);
    commands(&draft.main, "containers", &mut own);
    let volumes = collect_volumes(&mut draft, &mut own);
    let mut spec = draft.spec.map(|spec| *spec).unwrap_or_default();
    if !volumes.is_empty() {
        spec.volumes = Some(Volume::list(volumes));
    }
    if !draft.init.is_empty() {
        spec.init_containers = Some(containers(draft.init));
    }
    spec.containers = containers(draft.main);

    if draft.is_guaranteed && facts::qos_class_for(&spec, version) != QosClass::Guaranteed {
        rules::report_not_guaranteed(&spec, &mut own);
    }

    let object = T::assemble(draft.metadata, spec);
    let mut findings = Findings::new();
    object.find_violations(version, Operation::CreateOrApply, &mut findings);
    if let Some(level) = draft.pod_security {
        rules::demand_pod_security(&object, level, version, &mut findings);
    }
    findings.append(own);
    into_result(&object, findings)?;
    Ok(Valid::validated(object, version))
}

/// Reports a pod whose list of main containers is empty.
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

/// Reports references to variables that the kubelet would leave as they are.
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

/// Commands that name no program, which Kubernetes takes for no command at all.
fn commands(containers: &Few<Parts>, list: &'static str, findings: &mut Findings) {
    for (index, parts) in containers.iter().enumerate() {
        if parts.container.command.as_ref().is_some_and(Vec::is_empty) {
            let detail =
                "a command begins with a program: leave `.command(..)` out to run what the image runs";
            let spec = Path::ROOT.field("spec");
            let container = spec.item(list, index);
            findings.required(rules::COMMAND_PROGRAM_REQUIRED, &container.field("command"), detail);
        }
    }
}

/// Collects each volume once, in the order in which containers first mount them, then those that are only declared.
///
/// Two volumes of one name and different source both stay: the rules report them as duplicates.
fn collect_volumes(draft: &mut Draft, findings: &mut Findings) -> Vec<Volume> {
    let mut volumes: Vec<Volume> = Vec::new();
    let mut created_twice: Vec<usize> = Vec::new();
    let mut add = |volume| {
        let volume = provided(&draft.provided, volume);
        let likeness = |other: &Volume| other.compare(&volume);
        let found = volumes.iter().map(likeness).enumerate().find(|(_, like)| *like != Likeness::Different);
        match found {
            None => volumes.push(volume),
            Some((index, Likeness::CreatedTwice)) if !created_twice.contains(&index) => {
                created_twice.push(index);
            }
            Some(_) => {}
        }
    };
    for parts in draft.init.iter_mut().chain(draft.main.iter_mut()) {
        std::mem::take(&mut parts.volumes).into_iter().for_each(&mut add);
    }
    std::mem::take(&mut draft.volumes).into_iter().for_each(add);
    let at = Path::ROOT.field("spec");
    for (index, volume) in volumes.iter().enumerate() {
        if !volume.has_source() {
            let detail = "the shared volume has no source: `.provide(..)` it to the pod";
            findings.required(rules::SHARED_VOLUME_SOURCE_REQUIRED, &at.item("volumes", index), detail);
        }
        if created_twice.contains(&index) {
            let detail = "two volumes of this name were made separately, and the pod would create one directory for \
                          both; to use one volume in both places, make it once and mount it twice, pass its clone, \
                          or declare it by `shared_volume!`; to have two, give one of them another name";
            findings.push(Violation::new(
                rules::VOLUME_CREATED_TWICE,
                ViolationKind::Duplicate,
                at.item("volumes", index).field("name"),
                Some(Quoted::text(volume.name())),
                detail,
            ));
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
