//! Volumes with files: secrets, config maps, the downward API, and projected volumes.

use k8s_openapi::api::core::v1;

use super::tokens;
use crate::rules::catalog::pod as rule;
use crate::rules::downward::{FIELDS_OF_FILES, validate_field, validate_resource};
use crate::rules::engine::check::{list, require_file_mode, require_projected_path, require_set, text};
use crate::rules::engine::fields::Certificate;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;

/// Validates `secret`, `configMap`, `downwardAPI` or `projected` of a volume.
pub(crate) fn validate(scope: &Scope<'_>, volume: &v1::Volume, at: &Path<'_>, findings: &mut Findings) {
    if let Some(secret) = &volume.secret {
        let at = at.field("secret");
        require_set(
            findings,
            rule::VOLUME_SECRET_NAME,
            &at.field("secretName"),
            text(secret.secret_name.as_ref()),
        );
        require_file_mode(findings, rule::VOLUME_FILE_MODE, &at.field("defaultMode"), secret.default_mode);
        validate_items(list(secret.items.as_ref()), &at, findings);
    } else if let Some(source) = &volume.downward_api {
        let at = at.field("downwardAPI");
        require_file_mode(findings, rule::VOLUME_FILE_MODE, &at.field("defaultMode"), source.default_mode);
        for file in list(source.items.as_ref()) {
            validate_downward_file(file, &at, findings);
        }
    } else if let Some(config_map) = &volume.config_map {
        let at = at.field("configMap");
        require_set(findings, rule::VOLUME_CONFIG_MAP_NAME, &at.field("name"), &config_map.name);
        require_file_mode(
            findings,
            rule::VOLUME_FILE_MODE,
            &at.field("defaultMode"),
            config_map.default_mode,
        );
        validate_items(list(config_map.items.as_ref()), &at, findings);
    } else if let Some(projected) = &volume.projected {
        validate_projected(scope, projected, &at.field("projected"), findings);
    }
}

fn validate_items(items: &[v1::KeyToPath], at: &Path<'_>, findings: &mut Findings) {
    for (i, item) in items.iter().enumerate() {
        let at = at.item("items", i);
        require_set(findings, rule::VOLUME_ITEM_KEY, &at.field("key"), &item.key);
        validate_path(&item.path, &at.field("path"), findings);
        require_file_mode(findings, rule::VOLUME_FILE_MODE, &at.field("mode"), item.mode);
    }
}

/// Validates the path of a file.
pub(crate) fn validate_path(path: &str, at: &Path<'_>, findings: &mut Findings) {
    require_set(findings, rule::VOLUME_FILE_PATH_REQUIRED, at, path);
    require_projected_path(findings, rule::VOLUME_FILE_PATH, at, path);
}

/// Validates a file with a field or a resource of the pod. The API server names the source, without the index of the file.
fn validate_downward_file(file: &v1::DownwardAPIVolumeFile, at: &Path<'_>, findings: &mut Findings) {
    validate_path(&file.path, &at.field("path"), findings);
    match (&file.field_ref, &file.resource_field_ref) {
        (Some(field), resource) => {
            validate_field(field, FIELDS_OF_FILES, &at.field("fieldRef"), findings);
            if resource.is_some() {
                let detail = "must name one source only: fieldRef or resourceFieldRef";
                findings.invalid(rule::DOWNWARD_FILE_BOTH, at, &file.path, detail);
            }
        }
        (None, Some(resource)) => validate_resource(resource, true, &at.field("resourceFieldRef"), findings),
        (None, None) => {
            findings.required(
                rule::DOWNWARD_FILE_REQUIRED,
                at,
                "name a source: fieldRef or resourceFieldRef",
            );
        }
    }
    require_file_mode(findings, rule::VOLUME_FILE_MODE, &at.field("mode"), file.mode);
}

fn validate_projected(
    scope: &Scope<'_>,
    projected: &v1::ProjectedVolumeSource,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    require_file_mode(findings, rule::VOLUME_FILE_MODE, &at.field("defaultMode"), projected.default_mode);
    let mut paths = Paths { at, seen: Seen::<_>::new() };
    for (i, source) in list(projected.sources.as_ref()).iter().enumerate() {
        let source_at = at.item("sources", i);
        let mut kinds = 0;
        if let Some(secret) = &source.secret {
            kinds += 1;
            let at = source_at.field("secret");
            require_set(findings, rule::VOLUME_SECRET_NAME, &at.field("name"), &secret.name);
            validate_items(list(secret.items.as_ref()), &at, findings);
            paths.add(list(secret.items.as_ref()).iter().map(|item| &*item.path), findings);
        }
        if let Some(config_map) = &source.config_map {
            kinds += 1;
            let at = source_at.field("configMap");
            require_set(findings, rule::VOLUME_CONFIG_MAP_NAME, &at.field("name"), &config_map.name);
            validate_items(list(config_map.items.as_ref()), &at, findings);
            paths.add(list(config_map.items.as_ref()).iter().map(|item| &*item.path), findings);
        }
        if let Some(downward) = &source.downward_api {
            kinds += 1;
            let at = source_at.field("downwardAPI");
            for file in list(downward.items.as_ref()) {
                validate_downward_file(file, &at, findings);
            }
            paths.add(list(downward.items.as_ref()).iter().map(|file| &*file.path), findings);
        }
        if let Some(token) = &source.service_account_token {
            kinds += 1;
            tokens::validate_token(token, at, &source_at.field("serviceAccountToken"), findings);
        }
        if let Some(bundle) = source.cluster_trust_bundle.as_ref().filter(|_| scope.gates.trust_bundles) {
            kinds += 1;
            tokens::validate_bundle(bundle, &source_at.field("clusterTrustBundle"), findings);
            paths.add_any(&bundle.path, findings);
        }
        if let Some(certificate) = Certificate::of(source).filter(|_| scope.gates.pod_certificates) {
            kinds += 1;
            tokens::validate_certificate(&certificate, &source_at.field("podCertificate"), findings);
            paths.add(certificate.paths.iter().map(|(_, path)| *path), findings);
        }
        if kinds > 1 {
            findings.forbidden(rule::PROJECTED_SECOND_KIND, &source_at, "must be of one kind only");
        }
    }
}

/// The paths of all files of a projected volume. Each path occurs once.
struct Paths<'p, 'a> {
    at: &'a Path<'a>,
    seen: Seen<'p, &'p str>,
}

impl<'p> Paths<'p, '_> {
    fn add(&mut self, paths: impl Iterator<Item = &'p str>, findings: &mut Findings) {
        for path in paths.filter(|path| !path.is_empty()) {
            self.add_any(path, findings);
        }
    }

    fn add_any(&mut self, path: &'p str, findings: &mut Findings) {
        if !self.seen.insert(path) {
            // The API server names the source of the volume, not the file.
            let detail = "must be the path of one file only";
            findings.invalid(rule::PROJECTED_PATH_DUPLICATE, self.at, path, detail);
        }
    }
}
