//! Volumes that nobody uses, nobody writes, or that do not fit what the containers may use.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/volumes/#emptydir>

use k8s_openapi::api::core::v1;

use super::users::{Use, Users};
use crate::rules::catalog::pod as rule;
use crate::rules::container::mounts;
use crate::rules::container::resources::HUGE_PAGES;
use crate::rules::engine::check::entries;
use crate::rules::engine::check::text;
use crate::rules::engine::index::{Index, Keys};
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::scope::{ContainerRef, Scope};
use crate::rules::engine::warning::Warnings;
use crate::rules::pod::resources;
use crate::rules::volume::validate::is_empty_dir;

/// The medium of a directory in huge pages. The size of the pages may follow after a dash.
const HUGE_MEDIUM: &str = "HugePages";

#[inline]
pub(super) fn advise<'p>(scope: &Scope<'p>, users: &Users<'p>, spec: &Path<'_>, advice: &mut Warnings) {
    let mut claims: Index<'_, &str> = Index::new();
    let has_directory = scope.volumes().any(|volume| volume.empty_dir.is_some());
    let huge_pages = if has_directory { huge_pages(scope) } else { Vec::new() };
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
            if let Some(first) = claims.insert(key, &volume.name)
                && **first != volume.name
            {
                let message = format!("is the claim of volume {first:?} too; mount {first:?} in both places");
                let at = at.field("persistentVolumeClaim");
                advice.warn(rule::ADVICE_CLAIM_TWICE, &at.field("claimName"), message);
            }
        }
    }
}

#[inline]
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

/// Returns the sizes of the huge pages that are requested, in order.
#[inline]
fn huge_pages(scope: &Scope<'_>) -> Vec<Amount> {
    let mut sizes: Vec<Amount> = Vec::new();
    let mut add = |resources: &v1::ResourceRequirements| {
        for quantities in [&resources.requests, &resources.limits] {
            for (name, _) in entries(quantities.as_ref()) {
                let size = name.strip_prefix(HUGE_PAGES).map(Amount::parse);
                if let Some(Ok(size)) = size {
                    sizes.push(size);
                }
            }
        }
    };
    for container in scope.containers() {
        if let Some(resources) = container.view().resources {
            add(resources);
        }
    }
    if let Some(resources) = &scope.spec.resources {
        add(resources);
    }
    sizes.sort_unstable();
    sizes
}

#[inline]
fn advise_huge_pages(
    source: &v1::EmptyDirVolumeSource,
    requested: &[Amount],
    at: &Path<'_>,
    advice: &mut Warnings,
) {
    let Some(size) = text(source.medium.as_ref()).strip_prefix(HUGE_MEDIUM) else { return };
    let (is_requested, size) = match size.strip_prefix('-') {
        Some(size) => {
            (Amount::parse(size).is_ok_and(|amount| requested.binary_search(&amount).is_ok()), size)
        }
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
#[inline]
pub(super) fn advise_early_reads<'p>(
    scope: &Scope<'p>,
    users: &Users<'p>,
    spec: &Path<'_>,
    advice: &mut Warnings,
) {
    if scope.init_containers().is_empty() {
        return;
    }
    let is_written = |volume: &v1::Volume| users.get(&volume.name).is_some_and(|used| used.is_written);
    let mut directories = Keys::new();
    for volume in scope.volumes() {
        if is_empty_dir(volume) && is_written(volume) {
            directories.insert(&*volume.name);
        }
    }
    let mut written = Keys::new();
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
