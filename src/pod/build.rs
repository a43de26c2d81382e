//! Assembles the pod from its parts, and validates it.

use k8s_openapi::api::core::v1;

use super::builder::{Draft, EachContainer};
use super::target::Target;
use crate::container::{AnyContainer, Boxed, Parts};
use crate::facts::{self, QosClass};
use crate::few::Few;
use crate::rules::{
    self, Findings, KubeVersion, Operation, Path, Valid, Validate, Violations, intent, into_result,
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
    validate_intent(&draft.init, "initContainers", &mut own);
    validate_intent(&draft.main, "containers", &mut own);
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

fn changed(containers: Few<Parts>, change: &EachContainer) -> Few<Parts> {
    containers.into_iter().map(|parts| change(AnyContainer::from_parts(parts)).parts).collect()
}

fn containers(containers: Few<Parts>) -> Vec<v1::Container> {
    Boxed::list(containers.into_iter().map(|parts| parts.container))
}

/// Checks what the builder knows of its containers and the object does not show.
fn validate_intent(containers: &Few<Parts>, list: &'static str, findings: &mut Findings) {
    let spec = Path::ROOT.field("spec");
    for (index, parts) in containers.iter().enumerate() {
        let at = spec.item(list, index);
        intent::validate_references(&parts.container, parts.references.iter(), &at, findings);
        intent::validate_command(&parts.container, &at, findings);
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
        let at = at.item("volumes", index);
        if !volume.has_source() {
            intent::no_shared_source(&at, findings);
        }
        if created_twice.contains(&index) {
            intent::created_twice(volume.name(), &at, findings);
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
