//! From what has been said of a pod to the pod.

use std::sync::Arc;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::builder::{Draft, EachContainer};
use super::target::Target;
use crate::container::{AnyContainer, Parts, Unresolved};
use crate::rules::{Valid, Violation, ViolationKind, Violations};

pub(super) fn build<T: Target>(mut draft: Draft) -> Result<Valid<T::Object>, Violations> {
    for change in &draft.each {
        change_all(&mut draft.init, change);
        change_all(&mut draft.main, change);
    }
    let mut violations = Vec::new();
    references(&draft.init, "initContainers", &mut violations);
    references(&draft.main, "containers", &mut violations);
    let volumes = collect_volumes(&mut draft, &mut violations);
    let mut spec = draft.spec;
    if !volumes.is_empty() {
        spec.volumes = Some(volumes.into_iter().map(Arc::unwrap_or_clone).collect());
    }
    if !draft.init.is_empty() {
        spec.init_containers = Some(draft.init.into_iter().map(|parts| parts.container).collect());
    }
    spec.containers = draft.main.into_iter().map(|parts| parts.container).collect();
    T::judge(T::assemble(draft.metadata, spec), violations)
}

/// How a pod is called in the report of what is wrong with it.
pub(super) fn subject(metadata: &ObjectMeta) -> String {
    match metadata.name.as_ref().or(metadata.generate_name.as_ref()) {
        Some(name) => format!("pod {name:?}"),
        None => "pod template".to_owned(),
    }
}

fn change_all(containers: &mut [Box<Parts>], change: &EachContainer) {
    for parts in containers {
        *parts = change(AnyContainer::from_parts(std::mem::take(parts))).parts;
    }
}

/// References that the kubelet would leave as they are.
fn references(containers: &[Box<Parts>], list: &str, violations: &mut Vec<Violation>) {
    for (index, parts) in containers.iter().enumerate() {
        for reference in &parts.references {
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
            violations.push(Violation::new(
                format!("spec.{list}[{index}].{}", reference.site.path()),
                ViolationKind::Invalid,
                Some(reference.to.to_string()),
                detail,
                "env-reference-unresolved",
            ));
        }
    }
}

/// Each volume once, in the order in which containers first mount them, then those that are only declared.
///
/// Two volumes of one name and different source both stay, and are judged a duplicate.
fn collect_volumes(draft: &mut Draft, violations: &mut Vec<Violation>) -> Vec<Arc<v1::Volume>> {
    let carried = draft.init.iter_mut().chain(&mut draft.main).flat_map(|parts| std::mem::take(&mut parts.volumes));
    let mut volumes: Vec<Arc<v1::Volume>> = Vec::new();
    for volume in carried.chain(draft.volumes.drain(..)) {
        let volume = provided(&draft.provided, volume);
        if !volumes.iter().any(|other| Arc::ptr_eq(other, &volume) || *other == volume) {
            volumes.push(volume);
        }
    }
    for (index, volume) in volumes.iter().enumerate() {
        if is_without_source(volume) {
            violations.push(Violation::new(
                format!("spec.volumes[{index}]"),
                ViolationKind::Required,
                None,
                "the shared volume has no source: `.provide(..)` it to the pod",
                "shared-volume-source-required",
            ));
        }
    }
    volumes
}

fn provided(sources: &[Arc<v1::Volume>], volume: Arc<v1::Volume>) -> Arc<v1::Volume> {
    if sources.is_empty() || !is_without_source(&volume) {
        return volume;
    }
    sources.iter().rev().find(|source| source.name == volume.name).map_or(volume, Arc::clone)
}

fn is_without_source(volume: &v1::Volume) -> bool {
    if volume.empty_dir.is_some() || volume.config_map.is_some() || volume.secret.is_some() {
        return false;
    }
    let named = v1::Volume { name: volume.name.clone(), ..Default::default() };
    *volume == named
}
