//! Persistent volume claims: references to existing ones, and ephemeral volumes.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::entries;
use crate::rules::engine::check::{list, require_grammar_if_set, require_one_of, require_set, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::version::Gates;
use crate::rules::object::metadata;
use crate::rules::object::selectors::validate_selector;
use crate::value::grammar;

/// Validates `persistentVolumeClaim` of a volume.
pub(crate) fn validate_claim(volume: &v1::Volume, at: &Path<'_>, findings: &mut Findings) {
    if let Some(claim) = &volume.persistent_volume_claim {
        let at = at.field("persistentVolumeClaim");
        require_set(findings, rule::VOLUME_CLAIM_NAME, &at.field("claimName"), &claim.claim_name);
    }
}

/// Reports a volume that uses the claim of an ephemeral volume of the same pod.
pub(crate) fn validate_reference(
    scope: &Scope<'_>,
    volume: &v1::Volume,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    // The claims are named after the pod, so a generated name leaves nothing to compare.
    let pod_name =
        text(scope.metadata.filter(|_| scope.is_pod()).and_then(|metadata| metadata.name.as_ref()));
    let Some(claim) = volume.persistent_volume_claim.as_ref().filter(|_| !pod_name.is_empty()) else {
        return;
    };
    let Some(name) = claim.claim_name.strip_prefix(pod_name).and_then(|name| name.strip_prefix('-')) else {
        return;
    };
    if scope.volumes().any(|other| other.ephemeral.is_some() && other.name == name) {
        let at = at.field("persistentVolumeClaim");
        let detail = "must not be the claim of an ephemeral volume of this pod";
        findings.invalid(rule::VOLUME_CLAIM_OF_EPHEMERAL, &at.field("claimName"), &claim.claim_name, detail);
    }
}

/// Validates `ephemeral` of a volume.
pub(crate) fn validate_ephemeral(
    scope: &Scope<'_>,
    volume: &v1::Volume,
    pod_name: &str,
    volume_at: &Path<'_>,
    findings: &mut Findings,
) {
    let Some(ephemeral) = &volume.ephemeral else { return };
    let at = volume_at.field("ephemeral");
    let at = at.field("volumeClaimTemplate");
    match &ephemeral.volume_claim_template {
        None => findings.required(rule::CLAIM_TEMPLATE_REQUIRED, &at, "say what to claim"),
        Some(template) => {
            if let Some(metadata) = &template.metadata {
                validate_metadata(metadata, &at.field("metadata"), findings);
            }
            validate_spec(scope.gates, &template.spec, &at.field("spec"), findings);
        }
    }
    if !pod_name.is_empty() && !volume.name.is_empty() {
        let name = format!("{pod_name}-{}", volume.name);
        if let Err(broken) = grammar::subdomain(&name) {
            let detail = format!("the claim would be named {name:?}: {}", broken.rule);
            findings.invalid(rule::CLAIM_TEMPLATE_NAME, &volume_at.field("name"), &volume.name, &detail);
        }
    }
}

fn validate_metadata(metadata: &ObjectMeta, at: &Path<'_>, findings: &mut Findings) {
    metadata::validate_annotations(metadata, at, findings);
    metadata::validate_labels(metadata, at, findings);
    let is_set = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    let set = [
        ("name", is_set(&metadata.name)),
        ("generateName", is_set(&metadata.generate_name)),
        ("namespace", is_set(&metadata.namespace)),
        ("selfLink", is_set(&metadata.self_link)),
        // The API server capitalises this field.
        ("uID", is_set(&metadata.uid)),
        ("resourceVersion", is_set(&metadata.resource_version)),
        ("generation", metadata.generation.is_some_and(|generation| generation != 0)),
        ("creationTimestamp", metadata.creation_timestamp.is_some()),
        ("deletionTimestamp", metadata.deletion_timestamp.is_some()),
        ("deletionGracePeriodSeconds", metadata.deletion_grace_period_seconds.is_some()),
        ("ownerReferences", metadata.owner_references.is_some()),
        ("finalizers", metadata.finalizers.is_some()),
        ("managedFields", metadata.managed_fields.is_some()),
    ];
    for (field, _) in set.into_iter().filter(|(_, is_set)| *is_set) {
        let detail = "a template of claims has labels and annotations only";
        findings.forbidden(rule::CLAIM_TEMPLATE_METADATA, &at.field(field), detail);
    }
}

/// Validates the spec of a claim, or of a template of claims.
pub(crate) fn validate_spec(
    gates: &Gates,
    spec: &v1::PersistentVolumeClaimSpec,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    validate_access_modes(list(spec.access_modes.as_ref()), &at.field("accessModes"), findings);
    validate_selector(spec.selector.as_ref(), &at.field("selector"), findings);
    let storage_at = at.field("resources");
    let storage_at = storage_at.key("storage");
    let requests = spec.resources.as_ref().and_then(|resources| resources.requests.as_ref());
    match requests.and_then(|requests| requests.get("storage")) {
        None => findings.required(rule::CLAIM_STORAGE_REQUIRED, &storage_at, "request an amount of storage"),
        Some(quantity) => {
            let amount = Amount::read(quantity, &storage_at, findings);
            if amount.is_some_and(|amount| !amount.is_positive()) {
                findings.invalid(
                    rule::CLAIM_STORAGE_POSITIVE,
                    &storage_at,
                    &quantity.0,
                    "must be more than zero",
                );
            }
        }
    }
    if let Some(resources) = &spec.resources {
        validate_other_amounts(resources, &at.field("resources"), findings);
    }
    let class = text(spec.storage_class_name.as_ref());
    require_grammar_if_set(
        findings,
        rule::CLAIM_CLASS,
        &at.field("storageClassName"),
        class,
        grammar::subdomain,
    );
    if let Some(mode) = &spec.volume_mode {
        require_one_of(
            findings,
            rule::CLAIM_VOLUME_MODE,
            &at.field("volumeMode"),
            mode,
            &["Block", "Filesystem"],
        );
    }
    validate_data_source(spec, at, findings);
    if gates.volume_attributes_class {
        let class = text(spec.volume_attributes_class_name.as_ref());
        let at = at.field("volumeAttributesClassName");
        require_grammar_if_set(findings, rule::CLAIM_CLASS, &at, class, grammar::subdomain);
    }
}

/// Reports amounts that are no quantities, which the API server cannot read.
fn validate_other_amounts(
    resources: &v1::VolumeResourceRequirements,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let requests = entries(resources.requests.as_ref()).filter(|(name, _)| *name != "storage");
    let limits = entries(resources.limits.as_ref());
    for (field, (name, quantity)) in
        requests.map(|request| ("requests", request)).chain(limits.map(|limit| ("limits", limit)))
    {
        Amount::read(quantity, &at.field(field).key(name), findings);
    }
}

fn validate_access_modes(modes: &[String], at: &Path<'_>, findings: &mut Findings) {
    let known = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];
    if modes.is_empty() {
        findings.required(rule::CLAIM_ACCESS_MODE_REQUIRED, at, "name at least one access mode");
    }
    for mode in modes {
        require_one_of(findings, rule::CLAIM_ACCESS_MODE, at, mode, &known);
    }
    let once_pod = |mode: &&String| *mode == "ReadWriteOncePod";
    let is_other = |mode: &String| mode != "ReadWriteOncePod" && known.contains(&mode.as_str());
    if modes.iter().any(|mode| once_pod(&mode)) && modes.iter().any(is_other) {
        findings.forbidden(
            rule::CLAIM_ACCESS_MODE_ALONE,
            at,
            "ReadWriteOncePod must be the only access mode",
        );
    }
}

fn validate_data_source(spec: &v1::PersistentVolumeClaimSpec, at: &Path<'_>, findings: &mut Findings) {
    let source = spec.data_source.as_ref();
    let reference = spec.data_source_ref.as_ref();
    if let Some(source) = source {
        validate_reference_to(
            &source.name,
            &source.kind,
            source.api_group.as_ref(),
            &at.field("dataSource"),
            findings,
        );
    }
    let Some(reference) = reference else { return };
    let reference_at = at.field("dataSourceRef");
    validate_reference_to(
        &reference.name,
        &reference.kind,
        reference.api_group.as_ref(),
        &reference_at,
        findings,
    );
    let namespace = text(reference.namespace.as_ref());
    let namespace_at = reference_at.field("namespace");
    require_grammar_if_set(findings, rule::DATA_SOURCE_NAMESPACE, &namespace_at, namespace, grammar::label);
    let Some(source) = source else { return };
    if !namespace.is_empty() {
        let detail = "dataSource must not be set beside dataSourceRef.namespace";
        findings.invalid(rule::DATA_SOURCE_TWICE, at, "dataSource", detail);
    } else if (&source.api_group, &source.kind, &source.name)
        != (&reference.api_group, &reference.kind, &reference.name)
    {
        let detail = "dataSource and dataSourceRef must be the same";
        findings.invalid(rule::DATA_SOURCE_TWICE, at, "dataSource", detail);
    }
}

fn validate_reference_to(
    name: &str,
    kind: &str,
    group: Option<&String>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    require_set(findings, rule::DATA_SOURCE_NAME, &at.field("name"), name);
    require_set(findings, rule::DATA_SOURCE_KIND, &at.field("kind"), kind);
    let group = text(group);
    if group.is_empty() && kind != "PersistentVolumeClaim" {
        let detail = "must be a PersistentVolumeClaim, or have an apiGroup";
        findings.invalid(rule::DATA_SOURCE_CORE, at, kind, detail);
    }
    require_grammar_if_set(
        findings,
        rule::DATA_SOURCE_GROUP,
        &at.field("apiGroup"),
        group,
        grammar::subdomain,
    );
}
