//! Warnings of volumes that no longer work, and of files that overlap.

use k8s_openapi::api::core::v1;

use super::fraction::warn_fraction;
use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::list;
use crate::rules::engine::fields::Certificate;
use crate::rules::engine::index::Keys;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::warning::Warnings;

/// Warns of volumes that no longer work, and of files that overlap.
#[inline]
pub(crate) fn warn(scope: &Scope<'_>, spec: &Path<'_>, warnings: &mut Warnings) {
    for (i, volume) in scope.volumes().enumerate() {
        let at = spec.item("volumes", i);
        let dead = [
            ("photonPersistentDisk", volume.photon_persistent_disk.is_some(), "without effect since 1.16"),
            ("gitRepo", volume.git_repo.is_some(), "deprecated since 1.11, off by default since 1.33"),
            ("scaleIO", volume.scale_io.is_some(), "without effect since 1.22"),
            ("flocker", volume.flocker.is_some(), "without effect since 1.25"),
            ("storageOS", volume.storageos.is_some(), "without effect since 1.25"),
            ("quobyte", volume.quobyte.is_some(), "without effect since 1.25"),
            ("glusterfs", volume.glusterfs.is_some(), "without effect since 1.26"),
            ("cephfs", volume.cephfs.is_some(), "without effect since 1.31"),
            ("rbd", volume.rbd.is_some(), "without effect since 1.31"),
        ];
        for (field, _, message) in dead.into_iter().filter(|(_, is_set, _)| *is_set) {
            warnings.warn(rule::WARN_VOLUME_DEAD, &at.field(field), message);
        }
        let template =
            volume.ephemeral.as_ref().and_then(|ephemeral| ephemeral.volume_claim_template.as_ref());
        if let Some(resources) = template.and_then(|template| template.spec.resources.as_ref()) {
            let at = at.field("ephemeral.volumeClaimTemplate.spec.resources");
            warn_fraction(resources.requests.as_ref(), "storage", &at.field("requests"), warnings);
            warn_fraction(resources.limits.as_ref(), "storage", &at.field("limits"), warnings);
        }
    }
    for (i, volume) in scope.volumes().enumerate() {
        warn_overlaps(scope, volume, &spec.item("volumes", i), warnings);
    }
}

#[inline]
fn warn_overlaps(scope: &Scope<'_>, volume: &v1::Volume, at: &Path<'_>, warnings: &mut Warnings) {
    if let Some(source) = &volume.config_map {
        Files::new(at, warnings).add(list(source.items.as_ref()).iter().map(|item| &*item.path));
    }
    if let Some(source) = &volume.secret {
        Files::new(at, warnings).add(list(source.items.as_ref()).iter().map(|item| &*item.path));
    }
    if let Some(source) = &volume.downward_api {
        Files::new(at, warnings).add(list(source.items.as_ref()).iter().map(|file| &*file.path));
    }
    let Some(projected) = &volume.projected else { return };
    let mut files = Files::new(at, warnings);
    let mut last = Vec::new();
    for source in list(projected.sources.as_ref()) {
        let token = source.service_account_token.as_ref();
        let bundle = source.cluster_trust_bundle.as_ref().filter(|_| scope.gates.trust_bundles);
        let certificate = Certificate::of(source).filter(|_| scope.gates.pod_certificates);
        let (config_map, secret) = (source.config_map.as_ref(), source.secret.as_ref());
        let downward_api = source.downward_api.as_ref();
        let has_items = config_map.is_some() || secret.is_some() || downward_api.is_some();
        if !has_items && token.is_none() && bundle.is_none() && certificate.is_none() {
            let message = "a source of the projected volume is empty";
            files.warnings.warn(rule::WARN_PROJECTION_EMPTY, at, message);
            continue;
        }
        let paths = config_map
            .and_then(|source| paths_of(source.items.as_ref()))
            .or_else(|| paths_of(secret?.items.as_ref()))
            .or_else(|| Some(downward_api?.items.as_ref()?.iter().map(|file| &*file.path).collect()))
            .or_else(|| Some(vec![&*token?.path]))
            .or_else(|| Some(vec![&*bundle?.path]))
            .or_else(|| Some(certificate?.paths.into_iter().rev().map(|(_, path)| path).collect()));
        match paths {
            Some(paths) => last = paths,
            None if scope.gates.files_of_each_projection => last.clear(),
            None => {}
        }
        files.add(last.iter().copied());
    }
}

fn paths_of(items: Option<&Vec<v1::KeyToPath>>) -> Option<Vec<&str>> {
    items.map(|items| items.iter().map(|item| &*item.path).collect())
}

/// The files of a volume. No path should be the folder of another.
struct Files<'f, 'a> {
    at: &'a Path<'a>,
    warnings: &'a mut Warnings,
    taken: Keys<'f>,
    folders: Keys<'f>,
}

impl<'f, 'a> Files<'f, 'a> {
    #[inline]
    fn new(at: &'a Path<'a>, warnings: &'a mut Warnings) -> Self {
        Self { at, warnings, taken: Keys::new(), folders: Keys::new() }
    }

    fn add(&mut self, paths: impl Iterator<Item = &'f str>) {
        for path in paths.map(|path| path.trim_end_matches('/')).filter(|path| !path.is_empty()) {
            let folders = || path.match_indices('/').map(|(end, _)| &path[..end]);
            let below_a_file = folders().find(|folder| self.taken.contains(*folder));
            let other = match below_a_file {
                Some(file) => Some(file),
                None if self.taken.contains(path) || self.folders.contains(path) => Some(path),
                None => None,
            };
            if let Some(other) = other {
                let message = format!("the paths {path:?} and {other:?}, or one below it, overlap");
                self.warnings.warn(rule::WARN_PATHS_OVERLAP, self.at, message);
            }
            self.folders.extend(folders());
            self.taken.insert(path);
        }
    }
}
