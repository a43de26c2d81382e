//! Rules and warnings of service accounts.

use k8s_openapi::api::core::v1::{ObjectReference, ServiceAccount};

use crate::rules::catalog::access as rule;
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::seen::Seen;
use crate::rules::engine::warning::Warnings;

/// The annotation that limits the secrets of pods to those of their account.
pub(crate) const ENFORCE_MOUNTABLE_SECRETS: &str = "kubernetes.io/enforce-mountable-secrets";

/// Validates that apply merges the secrets of an account, and that the API server keeps all of each.
pub(crate) fn validate_to_apply(account: &ServiceAccount, findings: &mut Findings) {
    let mut names = Seen::<_>::new();
    for (i, secret) in list(account.secrets.as_ref()).iter().enumerate() {
        let at = Path::ROOT.item("secrets", i);
        let name = secret.name.as_deref().unwrap_or_default();
        if !names.insert(name) {
            findings.duplicate(rule::APPLY_ACCOUNT_SECRET_DUPLICATE, &at.field("name"), name);
        }
        let only_name = ObjectReference { name: secret.name.clone(), ..ObjectReference::default() };
        if *secret != only_name {
            let detail = "the API server keeps the name alone";
            findings.forbidden(rule::ACCOUNT_SECRET_FIELD_DROPPED, &at, detail);
        }
    }
}

/// Warns of the annotation that namespaces replace.
pub(crate) fn warn(account: &ServiceAccount, found: &mut Warnings) {
    let annotations = account.metadata.annotations.as_ref();
    if annotations.is_some_and(|annotations| annotations.contains_key(ENFORCE_MOUNTABLE_SECRETS)) {
        let at = Path::of("metadata.annotations");
        let message = "deprecated since Kubernetes 1.32: use a namespace of its own to keep secrets apart";
        found.warn(rule::WARN_MOUNTABLE_SECRETS, &at.key(ENFORCE_MOUNTABLE_SECRETS), message);
    }
}
