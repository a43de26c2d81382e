//! Volumes whose files come from secrets, config maps, the pod itself, tokens and certificates.

use k8s_openapi::api::core::v1;

use super::catalog as rule;
use super::check::{file_mode, is_given, list, projected_path, text};
use super::env::{FIELDS_OF_FILES, judge_field, judge_resource};
use super::fields::Certificate;
use super::path::Path;
use super::report::Report;
use super::scope::Scope;
use super::seen::Seen;
use super::volume_tokens;

/// `secret`, `configMap`, `downwardAPI` or `projected` of a volume.
pub(crate) fn judge(scope: &Scope<'_>, volume: &v1::Volume, at: &Path<'_>, report: &mut Report) {
    if let Some(secret) = &volume.secret {
        let at = at.field("secret");
        is_given(
            report,
            rule::VOLUME_SECRET_NAME,
            &at.field("secretName"),
            text(secret.secret_name.as_ref()),
        );
        file_mode(report, rule::VOLUME_FILE_MODE, &at.field("defaultMode"), secret.default_mode);
        judge_items(list(secret.items.as_ref()), &at, report);
    } else if let Some(source) = &volume.downward_api {
        let at = at.field("downwardAPI");
        file_mode(report, rule::VOLUME_FILE_MODE, &at.field("defaultMode"), source.default_mode);
        for file in list(source.items.as_ref()) {
            judge_downward_file(file, &at, report);
        }
    } else if let Some(config_map) = &volume.config_map {
        let at = at.field("configMap");
        is_given(report, rule::VOLUME_CONFIG_MAP_NAME, &at.field("name"), &config_map.name);
        file_mode(report, rule::VOLUME_FILE_MODE, &at.field("defaultMode"), config_map.default_mode);
        judge_items(list(config_map.items.as_ref()), &at, report);
    } else if let Some(projected) = &volume.projected {
        judge_projected(scope, projected, &at.field("projected"), report);
    }
}

fn judge_items(items: &[v1::KeyToPath], at: &Path<'_>, report: &mut Report) {
    for (i, item) in items.iter().enumerate() {
        let at = at.item("items", i);
        is_given(report, rule::VOLUME_ITEM_KEY, &at.field("key"), &item.key);
        judge_path(&item.path, &at.field("path"), report);
        file_mode(report, rule::VOLUME_FILE_MODE, &at.field("mode"), item.mode);
    }
}

pub(crate) fn judge_path(path: &str, at: &Path<'_>, report: &mut Report) {
    is_given(report, rule::VOLUME_FILE_PATH_REQUIRED, at, path);
    projected_path(report, rule::VOLUME_FILE_PATH, at, path);
}

/// A file with a field of the pod. The API server names the source, without the index of the file.
fn judge_downward_file(file: &v1::DownwardAPIVolumeFile, at: &Path<'_>, report: &mut Report) {
    judge_path(&file.path, &at.field("path"), report);
    match (&file.field_ref, &file.resource_field_ref) {
        (Some(field), resource) => {
            judge_field(field, FIELDS_OF_FILES, &at.field("fieldRef"), report);
            if resource.is_some() {
                let detail = "must name one source only: fieldRef or resourceFieldRef";
                report.invalid(rule::DOWNWARD_FILE_BOTH, at, &file.path, detail);
            }
        }
        (None, Some(resource)) => judge_resource(resource, true, &at.field("resourceFieldRef"), report),
        (None, None) => {
            report.required(rule::DOWNWARD_FILE_REQUIRED, at, "name a source: fieldRef or resourceFieldRef");
        }
    }
    file_mode(report, rule::VOLUME_FILE_MODE, &at.field("mode"), file.mode);
}

fn judge_projected(
    scope: &Scope<'_>,
    projected: &v1::ProjectedVolumeSource,
    at: &Path<'_>,
    report: &mut Report,
) {
    file_mode(report, rule::VOLUME_FILE_MODE, &at.field("defaultMode"), projected.default_mode);
    let mut paths = Paths { at, seen: Seen::<_>::new() };
    for (i, source) in list(projected.sources.as_ref()).iter().enumerate() {
        let source_at = at.item("sources", i);
        let mut kinds = 0;
        if let Some(secret) = &source.secret {
            kinds += 1;
            let at = source_at.field("secret");
            is_given(report, rule::VOLUME_SECRET_NAME, &at.field("name"), &secret.name);
            judge_items(list(secret.items.as_ref()), &at, report);
            paths.take(list(secret.items.as_ref()).iter().map(|item| &*item.path), report);
        }
        if let Some(config_map) = &source.config_map {
            kinds += 1;
            let at = source_at.field("configMap");
            is_given(report, rule::VOLUME_CONFIG_MAP_NAME, &at.field("name"), &config_map.name);
            judge_items(list(config_map.items.as_ref()), &at, report);
            paths.take(list(config_map.items.as_ref()).iter().map(|item| &*item.path), report);
        }
        if let Some(downward) = &source.downward_api {
            kinds += 1;
            let at = source_at.field("downwardAPI");
            for file in list(downward.items.as_ref()) {
                judge_downward_file(file, &at, report);
            }
            paths.take(list(downward.items.as_ref()).iter().map(|file| &*file.path), report);
        }
        if let Some(token) = &source.service_account_token {
            kinds += 1;
            volume_tokens::judge_token(token, at, &source_at.field("serviceAccountToken"), report);
        }
        if let Some(bundle) = source.cluster_trust_bundle.as_ref().filter(|_| scope.gates.trust_bundles) {
            kinds += 1;
            volume_tokens::judge_bundle(bundle, &source_at.field("clusterTrustBundle"), report);
            paths.take_even_empty(&bundle.path, report);
        }
        if let Some(certificate) = Certificate::of(source).filter(|_| scope.gates.pod_certificates) {
            kinds += 1;
            volume_tokens::judge_certificate(&certificate, &source_at.field("podCertificate"), report);
            paths.take(certificate.paths.iter().map(|(_, path)| *path), report);
        }
        if kinds > 1 {
            report.forbidden(rule::PROJECTED_SECOND_KIND, &source_at, "must be of one kind only");
        }
    }
}

/// The paths of all files of a projected volume, each of which is there once.
struct Paths<'p, 'a> {
    at: &'a Path<'a>,
    seen: Seen<&'p str>,
}

impl<'p> Paths<'p, '_> {
    fn take(&mut self, paths: impl Iterator<Item = &'p str>, report: &mut Report) {
        for path in paths.filter(|path| !path.is_empty()) {
            self.take_even_empty(path, report);
        }
    }

    fn take_even_empty(&mut self, path: &'p str, report: &mut Report) {
        if !self.seen.insert(path) {
            // The API server names the volume's source as a whole.
            let detail = "must be the path of one file only";
            report.invalid(rule::PROJECTED_PATH_DUPLICATE, self.at, path, detail);
        }
    }
}
