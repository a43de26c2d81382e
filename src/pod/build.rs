//! From what has been said of a pod to the pod.

use std::sync::Arc;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::builder::{Draft, EachContainer};
use super::target::Target;
use crate::container::{AnyContainer, Parts, Unresolved};
use crate::rules::{self, KubeVersion, Path, Quoted, Report, Valid, Violation, ViolationKind, Violations};

pub(super) fn build<T: Target>(
    mut draft: Draft,
    version: KubeVersion,
) -> Result<Valid<T::Object>, Violations> {
    for change in &draft.each {
        change_all(&mut draft.init, change);
        change_all(&mut draft.main, change);
    }
    let mut own = Report::new();
    references(&draft.init, "initContainers", &mut own);
    references(&draft.main, "containers", &mut own);
    let volumes = collect_volumes(&mut draft, &mut own);
    let mut spec = draft.spec;
    if !volumes.is_empty() {
        spec.volumes = Some(volumes.into_iter().map(Arc::unwrap_or_clone).collect());
    }
    if !draft.init.is_empty() {
        spec.init_containers = Some(draft.init.into_iter().map(|parts| parts.container).collect());
    }
    spec.containers = draft.main.into_iter().map(|parts| parts.container).collect();

    let object = T::assemble(draft.metadata, spec);
    let mut violations = T::judge(&object, version);
    violations.extend(own.into_list());
    if violations.is_empty() {
        Ok(Valid::judged(object))
    } else {
        Err(Violations::new(subject::<T>(T::metadata(&object)), violations))
    }
}

/// The report on a pod for which there turned out to be no main container.
pub(super) fn no_containers<T: Target>(metadata: &ObjectMeta) -> Violations {
    let mut report = Report::new();
    let at = Path::ROOT.field("spec");
    let detail = "a pod needs at least one container that is not an init container or a sidecar";
    report.required(rules::CONTAINERS_REQUIRED, &at.field("containers"), detail);
    Violations::new(subject::<T>(Some(metadata)), report.into_list())
}

fn subject<T: Target>(metadata: Option<&ObjectMeta>) -> String {
    let name = metadata.and_then(|metadata| metadata.name.as_deref());
    let generate_name = metadata.and_then(|metadata| metadata.generate_name.as_deref());
    rules::subject(T::KIND, name, generate_name)
}

fn change_all(containers: &mut [Box<Parts>], change: &EachContainer) {
    for parts in containers {
        *parts = change(AnyContainer::from_parts(std::mem::take(parts))).parts;
    }
}

/// References that the kubelet would leave as they are.
fn references(containers: &[Box<Parts>], list: &str, report: &mut Report) {
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
            report.push(Violation::new(
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
/// Two volumes of one name and different source both stay, and are judged a duplicate.
fn collect_volumes(draft: &mut Draft, report: &mut Report) -> Vec<Arc<v1::Volume>> {
    let carried =
        draft.init.iter_mut().chain(&mut draft.main).flat_map(|parts| std::mem::take(&mut parts.volumes));
    let mut volumes: Vec<Arc<v1::Volume>> = Vec::new();
    for volume in carried.chain(draft.volumes.drain(..)) {
        let volume = provided(&draft.provided, volume);
        if !volumes.iter().any(|other| Arc::ptr_eq(other, &volume) || *other == volume) {
            volumes.push(volume);
        }
    }
    for (index, volume) in volumes.iter().enumerate() {
        if is_without_source(volume) {
            let detail = "the shared volume has no source: `.provide(..)` it to the pod";
            let at = Path::ROOT.field("spec");
            report.required(rules::SHARED_VOLUME_SOURCE_REQUIRED, &at.item("volumes", index), detail);
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
