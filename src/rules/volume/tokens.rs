//! Service account tokens, trust bundles and certificates in projected volumes.

use k8s_openapi::api::core::v1;

use super::files::validate_path;
use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::{
    entries, require_grammar, require_grammar_in_lower_case, require_one_of, require_projected_path,
    require_set,
};
use crate::rules::engine::fields::Certificate;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::object::metadata::ANNOTATIONS_MAX;
use crate::rules::object::selectors::validate_selector;
use crate::value::grammar;
use crate::value::words::KeyType;

const TOKEN_SECONDS_MIN: i64 = 600;
const TOKEN_SECONDS_MAX: i64 = 1 << 32;

/// Validates `serviceAccountToken`. The API server writes the path of the file as a field of the volume's source.
pub(crate) fn validate_token(
    token: &v1::ServiceAccountTokenProjection,
    volume: &Path<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let seconds = token.expiration_seconds.unwrap_or(3600);
    if !(TOKEN_SECONDS_MIN..=TOKEN_SECONDS_MAX).contains(&seconds) {
        let detail = "must be between 600 (ten minutes) and 4294967296";
        findings.invalid_plain(rule::TOKEN_EXPIRATION, &at.field("expirationSeconds"), seconds, detail);
    }
    validate_path(&token.path, &volume.field("path"), findings);
}

/// Validates `clusterTrustBundle`.
pub(crate) fn validate_bundle(
    bundle: &v1::ClusterTrustBundleProjection,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    match (&bundle.name, &bundle.signer_name) {
        (Some(_), Some(_)) => {
            findings.invalid(rule::TRUST_BUNDLE_ONE, at, "", "must have a name or a signerName, not both");
        }
        (None, None) => findings.required(rule::TRUST_BUNDLE_REQUIRED, at, "name the bundle, or its signer"),
        (Some(name), None) => {
            let name_at = at.field("name");
            require_set(findings, rule::TRUST_BUNDLE_NAME_REQUIRED, &name_at, name);
            // The name of a signer's bundle begins with the name of the signer and ':'.
            let own = name.rsplit_once(':').filter(|(signer, _)| !signer.is_empty());
            let own = own.map_or(name.as_str(), |(_, own)| own);
            require_grammar(findings, rule::TRUST_BUNDLE_NAME, &name_at, own, grammar::subdomain);
            if bundle.label_selector.is_some() {
                let detail = "must not be set beside a name";
                findings.invalid(rule::TRUST_BUNDLE_SELECTOR, &at.field("labelSelector"), "", detail);
            }
        }
        (None, Some(signer)) => {
            validate_signer(signer, &at.field("signerName"), findings);
            validate_selector(bundle.label_selector.as_ref(), &at.field("labelSelector"), findings);
        }
    }
    validate_path(&bundle.path, &at.field("path"), findings);
}

const SIGNER_DOMAIN_MAX: usize = 253;
const SIGNER_MAX: usize = 571;

/// Validates the name of a signer: `domain/path`.
fn validate_signer(signer: &str, at: &Path<'_>, findings: &mut Findings) {
    if signer.is_empty() {
        findings.required(rule::SIGNER_REQUIRED, at, "name a signer, as in example.com/name");
        return;
    }
    let Some((domain, path)) = signer.split_once('/').filter(|(_, path)| !path.contains('/')) else {
        findings.invalid(rule::SIGNER_INVALID, at, signer, "must be DOMAIN/NAME, as in example.com/name");
        return;
    };
    if domain.len() > SIGNER_DOMAIN_MAX {
        findings.too_long(rule::SIGNER_TOO_LONG, at, SIGNER_DOMAIN_MAX);
    }
    if !domain.contains('.') {
        findings.invalid(rule::SIGNER_INVALID, at, signer, "the domain must have at least two parts");
    }
    if domain.split('.').any(|label| grammar::label(label).is_err()) {
        findings.invalid(rule::SIGNER_INVALID, at, signer, "the domain must be made of DNS-1123 labels");
    }
    if path.split('.').any(|part| grammar::subdomain(part).is_err()) {
        findings.invalid(rule::SIGNER_INVALID, at, signer, "the path must be made of DNS-1123 subdomains");
    }
    if signer.len() > SIGNER_MAX {
        findings.too_long(rule::SIGNER_TOO_LONG, at, SIGNER_MAX);
    }
}

const HOUR: i32 = 3600;
const DAY: i32 = 24 * HOUR;
const CERTIFICATE_SECONDS_MAX: i32 = 91 * DAY;

/// Validates `podCertificate`.
pub(crate) fn validate_certificate(certificate: &Certificate<'_>, at: &Path<'_>, findings: &mut Findings) {
    validate_signer(certificate.signer_name, &at.field("signerName"), findings);
    validate_user_annotations(certificate, &at.field("userAnnotations"), findings);
    require_one_of(
        findings,
        rule::CERTIFICATE_KEY_TYPE,
        &at.field("keyType"),
        certificate.key_type,
        KeyType::WORDS,
    );
    let domain = certificate.signer_name.split('/').next().unwrap_or_default();
    let is_kubernetes = domain == "kubernetes.io" || domain.ends_with(".kubernetes.io");
    let most = if is_kubernetes { DAY } else { CERTIFICATE_SECONDS_MAX };
    match certificate.max_expiration_seconds {
        Some(seconds) if !(HOUR..=most).contains(&seconds) => {
            let detail = format!("must be between {HOUR} and {most}");
            let at = at.field("maxExpirationSeconds");
            findings.invalid_plain(rule::CERTIFICATE_EXPIRATION, &at, seconds, &detail);
        }
        _ => {}
    }
    for (field, path) in certificate.paths {
        require_projected_path(findings, rule::VOLUME_FILE_PATH, &at.field(field), path);
    }
    if certificate.paths.iter().all(|(_, path)| path.is_empty()) {
        let detail = "name a file: credentialBundlePath, keyPath or certificateChainPath";
        findings.required(rule::CERTIFICATE_PATH_REQUIRED, at, detail);
    }
}

fn validate_user_annotations(certificate: &Certificate<'_>, at: &Path<'_>, findings: &mut Findings) {
    let mut size = 0;
    for (key, value) in entries(certificate.user_annotations) {
        size += key.len() + value.len();
        if key.is_empty() {
            findings.required(rule::CERTIFICATE_ANNOTATION_REQUIRED, at, "");
        } else if !key.contains('/') {
            let detail = "must have a domain, as in example.com/name";
            findings.invalid(rule::CERTIFICATE_ANNOTATION, at, key, detail);
        } else {
            require_grammar_in_lower_case(
                findings,
                rule::CERTIFICATE_ANNOTATION,
                at,
                key,
                grammar::annotation_key,
            );
        }
    }
    if size > ANNOTATIONS_MAX {
        findings.too_long(rule::CERTIFICATE_ANNOTATIONS_TOO_LONG, at, ANNOTATIONS_MAX);
    }
}
