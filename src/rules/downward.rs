//! References to fields of the pod, and to requests and limits of its containers.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::{require_grammar, require_grammar_in_lower_case, text, text_or};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities;
use crate::value::grammar;
use crate::value::words::ByteUnit;

/// The fields of a pod that a file of a downward API volume can hold.
pub(crate) const FIELDS_OF_FILES: &[&str] =
    &["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

/// All fields of a pod that the API server knows in a field reference.
const FIELDS_KNOWN: &[&str] = &[
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.serviceAccountName",
    "spec.schedulerName",
    "status.phase",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

/// Validates a reference to a field of the pod: one of `allowed`, or a single label or annotation.
pub(crate) fn validate_field(
    field: &v1::ObjectFieldSelector,
    allowed: &[&str],
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let path = &*field.field_path;
    let path_at = at.field("fieldPath");
    if path.is_empty() {
        findings.required(rule::FIELD_REF_REQUIRED, &path_at, "name a field such as metadata.name");
        return;
    }
    if text_or(field.api_version.as_ref(), "v1") != "v1" {
        findings.invalid(rule::FIELD_REF_INVALID, &path_at, path, "apiVersion must be v1");
        return;
    }
    match subscript(path) {
        Some(("metadata.annotations", key)) => {
            require_grammar_in_lower_case(
                findings,
                rule::FIELD_REF_SUBSCRIPT,
                at,
                key,
                grammar::annotation_key,
            );
        }
        Some(("metadata.labels", key)) => {
            require_grammar(findings, rule::FIELD_REF_SUBSCRIPT, at, key, grammar::label_key);
        }
        Some(_) => {
            findings.invalid(
                rule::FIELD_REF_INVALID,
                &path_at,
                path,
                "only labels and annotations have keys",
            );
        }
        None => {
            let path = if path == "spec.host" { "spec.nodeName" } else { path };
            if allowed.contains(&path) {
                return;
            }
            if FIELDS_KNOWN.contains(&path) {
                findings.not_supported(rule::FIELD_REF_UNSUPPORTED, &path_at, path, allowed);
            } else {
                let detail = "is no field that can be referred to";
                findings.invalid(rule::FIELD_REF_INVALID, &path_at, path, detail);
            }
        }
    }
}

/// Splits `path['key']` into the path and the key.
fn subscript(path: &str) -> Option<(&str, &str)> {
    path.strip_suffix("']")?.split_once("['").filter(|(path, _)| !path.is_empty())
}

const RESOURCES: &[&str] = &[
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
];

/// Validates a reference to a request or a limit of a container. In a volume (`of_file`) the reference names the container.
pub(crate) fn validate_resource(
    resource: &v1::ResourceFieldSelector,
    of_file: bool,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let name = &*resource.resource;
    let huge_pages = name.starts_with("requests.hugepages-") || name.starts_with("limits.hugepages-");
    if of_file && text(resource.container_name.as_ref()).is_empty() {
        let detail = "name the container whose resource it is";
        findings.required(rule::RESOURCE_REF_CONTAINER, &at.field("containerName"), detail);
    } else if name.is_empty() {
        findings.required(
            rule::RESOURCE_REF_REQUIRED,
            &at.field("resource"),
            "name a resource such as limits.cpu",
        );
    } else if !huge_pages && !RESOURCES.contains(&name) {
        findings.not_supported(rule::RESOURCE_REF_UNSUPPORTED, &at.field("resource"), name, RESOURCES);
    }
    let Some(divisor) = &resource.divisor else { return };
    let (units, detail) = match name {
        "limits.cpu" | "requests.cpu" => (&["1m", "1"][..], "must be 1m or 1 for cpu"),
        _ if huge_pages || RESOURCES.contains(&name) => {
            (ByteUnit::WORDS, "must be 1 or one unit from 1k to 1E or 1Ki to 1Ei")
        }
        _ => (&[][..], ""),
    };
    quantities::validate_divisor(divisor, units, &at.field("divisor"), detail, findings);
}
