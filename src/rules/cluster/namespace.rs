//! Rules of namespaces.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::Namespace;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::catalog::{cluster, pod as rule};
use crate::rules::engine::check::{list, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::object::metadata::Naming;
use crate::value::grammar::{self, Broken, Grammar};

/// Names of namespaces.
pub(crate) const NAMING: Naming = Naming { name: grammar::label, prefix: label_prefix, is_namespaced: false };

/// The label that has the name of the namespace.
pub(crate) const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// Finalizers of Kubernetes itself, which have no domain.
const FINALIZERS: &[&str] = &["kubernetes", "orphan", "foregroundDeletion"];

/// Checks the start of a label, from which a name is generated. It may end with a '-'.
fn label_prefix(prefix: &str) -> Grammar {
    let Some(start) = prefix.strip_suffix('-').filter(|start| !start.is_empty()) else {
        return grammar::label(prefix);
    };
    // The API server replaces the last two bytes of such a start with a letter before it validates it.
    match start.get(..start.len() - 1) {
        Some(start) => grammar::label(&format!("{start}a")),
        None => Err(Broken { rule: "a DNS-1123 label has only a-z, 0-9 and '-'", at: start.len() - 1 }),
    }
}

/// Returns the metadata as the API server sees it: the label of the name has the name.
pub(crate) fn effective_metadata(namespace: &Namespace) -> Cow<'_, ObjectMeta> {
    let metadata = &namespace.metadata;
    let name = text(metadata.name.as_ref());
    let is_stated = || metadata.labels.as_ref().is_some_and(|labels| labels.contains_key(NAME_LABEL));
    if name.is_empty() || (grammar::label_value(name).is_ok() && !is_stated()) {
        return Cow::Borrowed(metadata);
    }
    let mut metadata = metadata.clone();
    metadata.labels.get_or_insert_default().insert(NAME_LABEL.to_owned(), name.to_owned());
    Cow::Owned(metadata)
}

/// Validates the finalizers of the spec.
pub(crate) fn validate(namespace: &Namespace, findings: &mut Findings) {
    let finalizers = namespace.spec.as_ref().and_then(|spec| spec.finalizers.as_ref());
    // The API server names the list, not the item.
    let at = Path::of("spec.finalizers");
    for finalizer in list(finalizers) {
        if let Err(broken) = grammar::label_key(finalizer) {
            findings.invalid(rule::FINALIZER_INVALID, &at, finalizer, broken.rule);
        } else if !finalizer.contains('/') && !FINALIZERS.contains(&&**finalizer) {
            let detail = "must have a domain: example.com/name";
            findings.invalid(rule::FINALIZER_DOMAIN, &at, finalizer, detail);
        }
    }
}

/// Validates that the API server keeps all labels.
pub(crate) fn validate_to_apply(namespace: &Namespace, findings: &mut Findings) {
    let metadata = &namespace.metadata;
    let label = metadata.labels.as_ref().and_then(|labels| labels.get(NAME_LABEL));
    if let Some(label) = label
        && metadata.name.as_ref() != Some(label)
    {
        let at = Path::of("metadata.labels");
        let detail = "the API server sets this label to the name of the namespace";
        findings.invalid(cluster::NAMESPACE_NAME_LABEL_DROPPED, &at.key(NAME_LABEL), label, detail);
    }
}

#[cfg(test)]
mod tests {
    use super::label_prefix;

    #[test]
    fn the_start_of_a_name_is_validated_without_its_last_two_bytes() {
        for prefix in ["a-", "team-", "a", "a--", "A-", &format!("{}-", "a".repeat(63))] {
            assert!(label_prefix(prefix).is_ok(), "{prefix:?}");
        }
        for prefix in ["-", "Aa-", "a.b-", "-a-", "\u{e9}-", "a\u{e9}-", "", &"a".repeat(64)] {
            assert!(label_prefix(prefix).is_err(), "{prefix:?}");
        }
    }
}
