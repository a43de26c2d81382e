//! Environment variables and where their values come from.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::downward::{validate_field, validate_resource};
use crate::rules::engine::check::require_reference;
use crate::rules::engine::check::{
    forbid_dot_dot, require_grammar_if_set, require_set, require_set_and_grammar, text,
};
use crate::rules::engine::fields::FileKey;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::value::grammar;

/// Validates `env` of a container.
pub(crate) fn validate(scope: &Scope<'_>, env: &[v1::EnvVar], at: &Path<'_>, findings: &mut Findings) {
    for (i, var) in env.iter().enumerate() {
        let at = at.index(i);
        let ids = (rule::ENV_NAME_REQUIRED, rule::ENV_NAME_INVALID);
        require_set_and_grammar(findings, ids, &at.field("name"), &var.name, grammar::env_name);
        if let Some(source) = &var.value_from {
            let has_value = !text(var.value.as_ref()).is_empty();
            validate_source(scope, source, has_value, &at.field("valueFrom"), findings);
        }
    }
}

fn validate_source(
    scope: &Scope<'_>,
    source: &v1::EnvVarSource,
    has_value: bool,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let mut sources = 0;
    if let Some(field) = &source.field_ref {
        sources += 1;
        validate_field(field, FIELDS_OF_ENV, &at.field("fieldRef"), findings);
    }
    if let Some(resource) = &source.resource_field_ref {
        sources += 1;
        validate_resource(resource, false, &at.field("resourceFieldRef"), findings);
    }
    if let Some(key) = &source.config_map_key_ref {
        sources += 1;
        validate_key(&key.name, &key.key, &at.field("configMapKeyRef"), findings);
    }
    if let Some(key) = &source.secret_key_ref {
        sources += 1;
        validate_key(&key.name, &key.key, &at.field("secretKeyRef"), findings);
    }
    if let Some(key) = FileKey::of(source).filter(|_| scope.gates.env_files) {
        sources += 1;
        validate_file_key(&key, &at.field("fileKeyRef"), findings);
    }
    let detail = match sources {
        0 => "must name one source: fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef or fileKeyRef",
        _ if has_value => "must not be set beside a value",
        1 => return,
        _ => "must name one source only",
    };
    findings.invalid(rule::ENV_SOURCE_ONE, at, "", detail);
}

/// The fields of a pod that a variable can take its value from.
const FIELDS_OF_ENV: &[&str] = &[
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

fn validate_key(name: &str, key: &str, at: &Path<'_>, findings: &mut Findings) {
    require_reference(findings, &at.field("name"), name);
    let ids = (rule::KEY_REF_REQUIRED, rule::KEY_REF_INVALID);
    require_set_and_grammar(findings, ids, &at.field("key"), key, grammar::config_key);
}

fn validate_file_key(key: &FileKey<'_>, at: &Path<'_>, findings: &mut Findings) {
    let ids = (rule::FILE_REF_KEY_REQUIRED, rule::FILE_REF_KEY_INVALID);
    require_set_and_grammar(findings, ids, &at.field("key"), key.key, grammar::env_name);
    let ids = (rule::FILE_REF_VOLUME_REQUIRED, rule::FILE_REF_VOLUME_INVALID);
    require_set_and_grammar(findings, ids, &at.field("volumeName"), key.volume_name, grammar::label);
    require_set(findings, rule::FILE_REF_PATH_REQUIRED, &at.field("path"), key.path);
    forbid_dot_dot(findings, rule::FILE_REF_PATH_CLIMBS, &at.field("path"), key.path);
}

/// Validates that the volume of each `fileKeyRef` exists and is an emptyDir.
pub(crate) fn validate_file_volumes(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    if !scope.gates.env_files {
        return;
    }
    for container in scope.containers() {
        for (i, var) in container.env().iter().enumerate() {
            if let Some(key) = var.value_from.as_ref().and_then(FileKey::of) {
                let at = container.at(spec);
                let at = at.item("env", i);
                let at = at.field("valueFrom.fileKeyRef.volumeName");
                validate_file_volume(scope, key.volume_name, &at, findings);
            }
        }
    }
}

fn validate_file_volume(scope: &Scope<'_>, name: &str, at: &Path<'_>, findings: &mut Findings) {
    // If two volumes have the same name, the API server takes the last one.
    match scope.volumes().filter(|volume| volume.name == name).last() {
        None => findings.not_found(rule::FILE_REF_VOLUME_NOT_FOUND, at, name),
        Some(volume) if crate::rules::volume::validate::is_empty_dir(volume) => {}
        Some(_) => {
            findings.invalid(rule::FILE_REF_VOLUME_KIND, at, name, "must be a volume of kind emptyDir");
        }
    }
}

/// Validates `envFrom` of a container.
pub(crate) fn validate_from(sources: &[v1::EnvFromSource], at: &Path<'_>, findings: &mut Findings) {
    for (i, source) in sources.iter().enumerate() {
        let item = at.index(i);
        let prefix = text(source.prefix.as_ref());
        require_grammar_if_set(
            findings,
            rule::ENV_PREFIX_INVALID,
            &item.field("prefix"),
            prefix,
            grammar::env_name,
        );
        if let Some(config_map) = &source.config_map_ref {
            validate_object(&config_map.name, &item.field("configMapRef"), findings);
        }
        if let Some(secret) = &source.secret_ref {
            validate_object(&secret.name, &item.field("secretRef"), findings);
        }
        let detail = match (&source.config_map_ref, &source.secret_ref) {
            (None, None) => "must name one source: configMapRef or secretRef",
            (Some(_), Some(_)) => "must name one source only",
            _ => continue,
        };
        findings.invalid(rule::ENV_FROM_ONE, at, "", detail);
    }
}

fn validate_object(name: &str, at: &Path<'_>, findings: &mut Findings) {
    // The API server accepts a prefix of a name here, which may end with '-'.
    let ids = (rule::ENV_FROM_NAME_REQUIRED, rule::ENV_FROM_NAME_INVALID);
    require_set_and_grammar(findings, ids, &at.field("name"), name, grammar::subdomain_prefix);
}
