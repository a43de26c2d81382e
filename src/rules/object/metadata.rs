//! Names, labels, annotations, owners, finalizers.

use std::borrow::Cow;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{ManagedFieldsEntry, ObjectMeta, OwnerReference};

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check;
use crate::rules::engine::check::{
    entries, list, require_grammar, require_grammar_if_set, require_grammar_in_lower_case, text,
};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;
use crate::value::grammar::{self, Grammar};

/// The length that a `generateName` is cut to, in bytes.
const GENERATED_MAX: usize = 58;
/// Five letters in place of the random ones of a generated name.
const GENERATED_SUFFIX: &str = "00000";
/// The maximum size of all annotations together, in bytes.
pub(crate) const ANNOTATIONS_MAX: usize = 256 * 1024;
/// The maximum length of a field manager's name, in bytes.
const MANAGER_MAX: usize = 128;
/// The maximum length of a subresource's name, in bytes.
const SUBRESOURCE_MAX: usize = 256;

/// Returns the name of an object, or a name as generated for it. It is empty if the object has neither `name` nor
/// `generateName`.
pub(crate) fn name(metadata: &ObjectMeta) -> Cow<'_, str> {
    let prefix = text(metadata.generate_name.as_ref());
    match text(metadata.name.as_ref()) {
        "" if !prefix.is_empty() => {
            let end = prefix.char_indices().map(|(at, _)| at).take_while(|at| *at <= GENERATED_MAX).last();
            let end = if prefix.len() <= GENERATED_MAX { prefix.len() } else { end.unwrap_or(0) };
            Cow::Owned(format!("{}{GENERATED_SUFFIX}", &prefix[..end]))
        }
        name => Cow::Borrowed(name),
    }
}

/// What the name of an object is.
#[derive(Clone, Copy)]
pub(crate) struct Naming {
    /// The grammar of a name.
    pub(crate) name: fn(&str) -> Grammar,
    /// The grammar of the start of a name that the API server completes.
    pub(crate) prefix: fn(&str) -> Grammar,
    pub(crate) is_namespaced: bool,
}

impl Naming {
    /// Names of most kinds.
    pub(crate) const SUBDOMAIN: Self =
        Self { name: grammar::subdomain, prefix: grammar::subdomain_prefix, is_namespaced: true };

    /// Names of kinds that demand only that a name fits into the path of a URL.
    #[cfg(feature = "app")]
    pub(crate) const PATH_SEGMENT: Self =
        Self { name: grammar::path_segment, prefix: path_segment_prefix, is_namespaced: true };
}

/// Checks the start of a name that is an element of a URL's path. Letters follow it, so that it may be `.` or `..`.
#[cfg(feature = "app")]
pub(crate) fn path_segment_prefix(text: &str) -> Grammar {
    if matches!(text, "." | "..") { Ok(()) } else { grammar::path_segment(text) }
}

/// Validates the metadata of a namespaced object whose name is a DNS-1123 subdomain.
pub(crate) fn validate(metadata: &ObjectMeta, gates: &Gates, findings: &mut Findings) {
    validate_named(metadata, Naming::SUBDOMAIN, gates, findings);
}

/// Validates the metadata of an object that is created on its own.
pub(crate) fn validate_named(metadata: &ObjectMeta, naming: Naming, gates: &Gates, findings: &mut Findings) {
    validate_generic(metadata, naming, gates, findings);
    require_finalizer_domains(metadata, findings);
}

/// Validates the metadata of an object whose kind has no rules of metadata of its own.
pub(crate) fn validate_generic(
    metadata: &ObjectMeta,
    naming: Naming,
    gates: &Gates,
    findings: &mut Findings,
) {
    let at = Path::ROOT.field("metadata");
    let prefix = text(metadata.generate_name.as_ref());
    let prefix_at = at.field("generateName");
    require_grammar_if_set(findings, rule::METADATA_GENERATE_NAME, &prefix_at, prefix, naming.prefix);
    let name = name(metadata);
    if name.is_empty() {
        findings.required(
            rule::METADATA_NAME_REQUIRED,
            &at.field("name"),
            "name the object, or set generateName",
        );
    } else {
        require_grammar(findings, rule::METADATA_NAME_INVALID, &at.field("name"), &name, naming.name);
    }
    let namespace = text(metadata.namespace.as_ref());
    let namespace_at = at.field("namespace");
    if naming.is_namespaced {
        require_grammar_if_set(findings, rule::METADATA_NAMESPACE, &namespace_at, namespace, grammar::label);
    }
    forbid_resource_version(metadata, findings);
    validate_labels(metadata, &at, findings);
    validate_annotations(metadata, &at, findings);
    validate_owners(list(metadata.owner_references.as_ref()), gates, &at.field("ownerReferences"), findings);
    validate_finalizers(list(metadata.finalizers.as_ref()), &at, findings);
    for (i, entry) in list(metadata.managed_fields.as_ref()).iter().enumerate() {
        validate_managed_fields(entry, gates, &at.item("managedFields", i), findings);
    }
}

/// Reports a negative `generation`. The API server overwrites it in most kinds, and reads it in the others.
#[cfg(feature = "app")]
pub(crate) fn forbid_negative_generation(metadata: &ObjectMeta, findings: &mut Findings) {
    if let Some(generation) = metadata.generation
        && generation < 0
    {
        let at = Path::of("metadata");
        let detail = "must not be negative";
        findings.invalid_plain(rule::METADATA_GENERATION, &at.field("generation"), generation, detail);
    }
}

/// Reports a `resourceVersion`. The storage of the API server refuses any that is a number, except 0.
pub(crate) fn forbid_resource_version(metadata: &ObjectMeta, findings: &mut Findings) {
    let at = Path::ROOT.field("metadata");
    let version = text(metadata.resource_version.as_ref());
    let is_number = version.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && version.parse::<u64>().is_ok_and(|version| version != 0) {
        let detail = "resourceVersion should not be set on objects to be created";
        findings.forbidden(rule::RESOURCE_VERSION_ON_CREATE, &at.field("resourceVersion"), detail);
    }
}

/// Validates `labels` below `at`.
pub(crate) fn validate_labels(metadata: &ObjectMeta, at: &Path<'_>, findings: &mut Findings) {
    let ids = (rule::LABEL_KEY, rule::LABEL_VALUE);
    check::require_labels(findings, ids, &at.field("labels"), metadata.labels.as_ref());
}

/// Validates `annotations` below `at`.
pub(crate) fn validate_annotations(metadata: &ObjectMeta, at: &Path<'_>, findings: &mut Findings) {
    let at = at.field("annotations");
    let mut size = 0;
    for (key, value) in entries(metadata.annotations.as_ref()) {
        require_grammar_in_lower_case(findings, rule::ANNOTATION_KEY, &at, key, grammar::annotation_key);
        size += key.len() + value.len();
    }
    if size > ANNOTATIONS_MAX {
        findings.too_long(rule::ANNOTATIONS_TOO_LONG, &at, ANNOTATIONS_MAX);
    }
}

fn validate_owners(owners: &[OwnerReference], gates: &Gates, list_at: &Path<'_>, findings: &mut Findings) {
    let mut controllers = 0;
    for (i, owner) in owners.iter().enumerate() {
        // Before 1.37 the API server named the list, not the item, and a missing field was invalid.
        let item = list_at.index(i);
        let at = if gates.indexed_metadata { &item } else { list_at };
        let required = [("kind", &owner.kind), ("name", &owner.name), ("uid", &owner.uid)];
        for (field, _) in required.into_iter().filter(|(_, value)| value.is_empty()) {
            if gates.indexed_metadata {
                findings.required(rule::OWNER_INCOMPLETE, &at.field(field), "");
            } else {
                findings.invalid(rule::OWNER_INCOMPLETE, &at.field(field), "", "must not be empty");
            }
        }
        let (group, version) = group_and_version(&owner.api_version);
        let version_at = at.field("apiVersion");
        let detail = "must name a version, such as apps/v1";
        if owner.api_version.is_empty() && gates.indexed_metadata {
            findings.required(rule::OWNER_VERSION, &version_at, detail);
        } else if version.is_empty() {
            findings.invalid(rule::OWNER_VERSION, &version_at, &owner.api_version, detail);
        }
        if (group, version, &*owner.kind) == ("", "v1", "Event") {
            findings.invalid(rule::OWNER_EVENT, at, &owner.name, "an event must not be an owner");
        }
        if owner.controller == Some(true) {
            controllers += 1;
            if controllers > 1 {
                let detail = "only one owner must be the controller";
                findings.invalid(rule::OWNER_CONTROLLERS, list_at, &owner.name, detail);
            }
        }
    }
}

fn group_and_version(api_version: &str) -> (&str, &str) {
    match api_version.split_once('/') {
        None => ("", api_version),
        Some((_, version)) if version.contains('/') => ("", ""),
        Some((group, version)) => (group, version),
    }
}

fn validate_finalizers(finalizers: &[String], at: &Path<'_>, findings: &mut Findings) {
    let list_at = at.field("finalizers");
    for finalizer in finalizers {
        require_grammar(findings, rule::FINALIZER_INVALID, &list_at, finalizer, grammar::label_key);
    }
    let has = |name: &str| finalizers.iter().any(|finalizer| finalizer == name);
    if has("orphan") && has("foregroundDeletion") {
        let detail = "orphan and foregroundDeletion exclude each other";
        findings.invalid(rule::FINALIZER_CONFLICT, &list_at, "orphan", detail);
    }
}

fn require_finalizer_domains(metadata: &ObjectMeta, findings: &mut Findings) {
    let at = Path::ROOT.field("metadata");
    for (i, finalizer) in list(metadata.finalizers.as_ref()).iter().enumerate() {
        let known = ["foregroundDeletion", "kubernetes", "orphan"];
        if !finalizer.contains('/') && !known.contains(&finalizer.as_str()) {
            let detail = "must have a domain, as in example.com/name";
            findings.invalid(rule::FINALIZER_DOMAIN, &at.item("finalizers", i), finalizer, detail);
        }
    }
}

fn validate_managed_fields(
    entry: &ManagedFieldsEntry,
    gates: &Gates,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let operation_at = at.field("operation");
    match text(entry.operation.as_ref()) {
        "Apply" | "Update" => {}
        other if !gates.indexed_metadata => {
            findings.invalid(rule::MANAGED_FIELDS_OPERATION, &operation_at, other, "must be Apply or Update");
        }
        "" => findings.required(rule::MANAGED_FIELDS_OPERATION, &operation_at, "say Apply or Update"),
        other => {
            findings.not_supported(
                rule::MANAGED_FIELDS_OPERATION,
                &operation_at,
                other,
                &["Apply", "Update"],
            );
        }
    }
    let fields_type = text(entry.fields_type.as_ref());
    if !fields_type.is_empty() && fields_type != "FieldsV1" {
        findings.invalid(rule::MANAGED_FIELDS_TYPE, &at.field("fieldsType"), fields_type, "must be FieldsV1");
    }
    let manager = text(entry.manager.as_ref());
    if manager.len() > MANAGER_MAX {
        findings.too_long(rule::MANAGED_FIELDS_MANAGER_TOO_LONG, &at.field("manager"), MANAGER_MAX);
    }
    if !manager.chars().all(is_printable) {
        let detail = "must hold printable characters only";
        findings.invalid(rule::MANAGED_FIELDS_MANAGER, &at.field("manager"), manager, detail);
    }
    if text(entry.subresource.as_ref()).len() > SUBRESOURCE_MAX {
        findings.too_long(
            rule::MANAGED_FIELDS_SUBRESOURCE_TOO_LONG,
            &at.field("subresource"),
            SUBRESOURCE_MAX,
        );
    }
}

/// Tells whether a character is printable: a letter, a mark, a number, punctuation, a symbol or a plain space.
fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return (' '..='~').contains(&c);
    }
    // Rust escapes characters that are not printable. It escapes a combining mark only at the start of a text.
    !String::from_iter(['a', c]).escape_debug().to_string().contains("\\u{")
}

#[cfg(test)]
mod tests {
    use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

    use super::{is_printable, name};

    #[test]
    fn a_generated_name_keeps_58_bytes_of_its_start() {
        let generated = |prefix: &str| {
            let metadata = ObjectMeta { generate_name: Some(prefix.to_owned()), ..ObjectMeta::default() };
            name(&metadata).into_owned()
        };
        assert_eq!(generated("web-"), "web-00000");
        assert_eq!(generated(&"a".repeat(58)).len(), 63);
        assert_eq!(generated(&"a".repeat(200)).len(), 63);
        assert!(generated(&"ä".repeat(200)).len() <= 63);
        assert_eq!(generated(""), "");
    }

    #[test]
    fn letters_and_marks_are_printable() {
        for c in ['a', ' ', 'ä', '€', '\u{301}', '漢'] {
            assert!(is_printable(c), "{c:?}");
        }
        for c in ['\n', '\u{7f}', '\u{a0}', '\u{200b}', '\u{2028}'] {
            assert!(!is_printable(c), "{c:?}");
        }
    }
}
