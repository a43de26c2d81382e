//! Volumes that nobody uses, nobody writes, or that do not fit what the containers may use.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/volumes/#emptydir>

use std::collections::{BTreeSet, HashMap, HashSet};

use k8s_openapi::api::core::v1;

use super::users::{Use, Users};
use crate::rules::catalog as rule;
use crate::rules::container::mounts;
use crate::rules::container::resources::HUGE_PAGES;
use crate::rules::engine::check::text;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::scope::{ContainerRef, Scope};
use crate::rules::engine::warning::Warnings;
use crate::rules::pod::resources;
use crate::rules::volume::validate::is_empty_dir;

/// The medium of a directory in huge pages. The size of the pages may follow after a dash.
const HUGE_MEDIUM: &str = "HugePages";

pub(super) fn advise<'p>(scope: &Scope<'p>, users: &Users<'p>, spec: &Path<'_>, advice: &mut Warnings) {
    let mut claims: HashMap<(&str, bool), &str> = HashMap::new();
    let has_directory = scope.volumes().any(|volume| volume.empty_dir.is_some());
    let huge_pages = if has_directory { huge_pages(scope) } else { BTreeSet::new() };
    let limit = if has_directory { resources::ephemeral_storage_limit(scope) } else { None };
    for (i, volume) in scope.volumes().enumerate() {
        let at = spec.item("volumes", i);
        let used = users.get(&volume.name);
        match used {
            None => advice.warn(rule::ADVICE_VOLUME_UNUSED, &at, "no container mounts it"),
            Some(used) => {
                if !used.is_written && is_empty_dir(volume) {
                    let message = "every container mounts it read-only, so it stays empty; leave readOnly out \
                                   where the files are written";
                    advice.warn(rule::ADVICE_VOLUME_NEVER_WRITTEN, &at, message);
                }
                if let Some(source) = &volume.empty_dir {
                    let at = at.field("emptyDir");
                    advise_size(source, used, limit.as_ref(), &at.field("sizeLimit"), advice);
                    advise_huge_pages(source, &huge_pages, &at.field("medium"), advice);
                }
            }
        }
        if let Some(claim) = volume.persistent_volume_claim.as_ref().filter(|_| used.is_some()) {
            let key = (&*claim.claim_name, claim.read_only == Some(true));
            let first = *claims.entry(key).or_insert(&volume.name);
            if first != volume.name {
                let message = format!("is the claim of volume {first:?} too; mount {first:?} in both places");
                let at = at.field("persistentVolumeClaim");
                advice.warn(rule::ADVICE_CLAIM_TWICE, &at.field("claimName"), message);
            }
        }
    }
}

fn advise_size(
    source: &v1::EmptyDirVolumeSource,
    used: &Use<'_>,
    pod_limit: Option<&Amount>,
    at: &Path<'_>,
    advice: &mut Warnings,
) {
    let Some(size) = &source.size_limit else { return };
    let Some(size) = Amount::parse(&size.0).ok().filter(Amount::is_positive) else { return };
    match text(source.medium.as_ref()) {
        "Memory" => {
            if let Some((limit, container)) = &used.least_limit
                && size >= *limit
            {
                let message = format!(
                    "reaches the memory limit of container {container:?}, {limit}, which the files count against, \
                     so the container is killed before the volume is full; write a smaller size or a larger limit"
                );
                advice.warn(rule::ADVICE_MEMORY_VOLUME_SIZE, at, message);
            }
        }
        "" => {
            if let Some(limit) = pod_limit
                && size > *limit
            {
                let message = format!(
                    "is more than all containers may use of ephemeral-storage, {limit}, so the pod is evicted before \
                     the volume is full; write a smaller size or a larger limit"
                );
                advice.warn(rule::ADVICE_VOLUME_SIZE, at, message);
            }
        }
        _ => {}
    }
}

/// Returns the sizes of the huge pages that are requested.
fn huge_pages(scope: &Scope<'_>) -> BTreeSet<Amount> {
    let of_containers = scope.containers().filter_map(|container| container.view().resources);
    of_containers
        .chain(scope.spec.resources.as_ref())
        .flat_map(|resources| resources.requests.iter().chain(&resources.limits).flatten())
        .filter_map(|(name, _)| Amount::parse(name.strip_prefix(HUGE_PAGES)?).ok())
        .collect()
}

fn advise_huge_pages(
    source: &v1::EmptyDirVolumeSource,
    requested: &BTreeSet<Amount>,
    at: &Path<'_>,
    advice: &mut Warnings,
) {
    let Some(size) = text(source.medium.as_ref()).strip_prefix(HUGE_MEDIUM) else { return };
    let (is_requested, size) = match size.strip_prefix('-') {
        Some(size) => (Amount::parse(size).is_ok_and(|amount| requested.contains(&amount)), size),
        None => (!requested.is_empty(), "2Mi"),
    };
    if !is_requested {
        let message = format!(
            "no container requests such pages, so the volume is not mounted and the pod does not start; \
             write a limit of {HUGE_PAGES}{size} for a container"
        );
        advice.warn(rule::ADVICE_HUGE_PAGES_UNREQUESTED, at, message);
    }
}

/// Gives advice about init containers that read an empty directory before a container can have written to it.
pub(super) fn advise_early_reads<'p>(
    scope: &Scope<'p>,
    users: &Users<'p>,
    spec: &Path<'_>,
    advice: &mut Warnings,
) {
    if scope.init_containers().is_empty() {
        return;
    }
    let directories: HashSet<&str> = scope
        .volumes()
        .filter(|volume| is_empty_dir(volume))
        .filter(|volume| users.get(&volume.name).is_some_and(|used| used.is_written))
        .map(|volume| &*volume.name)
        .collect();
    let mut written: HashSet<&str> = HashSet::new();
    for container in scope.containers().take_while(ContainerRef::is_init) {
        let at = container.at(spec);
        let container = container.view();
        let is_read = |mount: &v1::VolumeMount| mount.read_only == Some(true);
        let mounts = || mounts::visible_mounts(scope, &container);
        written.extend(mounts().filter(|mount| !is_read(mount)).map(|mount| &*mount.name));
        if container.restart.is_sidecar() {
            continue;
        }
        for (i, mount) in mounts().enumerate().filter(|(_, mount)| is_read(mount)) {
            let name = &*mount.name;
            if directories.contains(name) && !written.contains(name) {
                let message = format!(
                    "volume {name:?} is still empty when this init container reads it; add the container that \
                     writes to it before this one"
                );
                advice.warn(rule::ADVICE_VOLUME_READ_EARLY, &at.item("volumeMounts", i), message);
            }
        }
    }
}
