//! Rules of secrets. No finding holds a value.

use k8s_openapi::api::core::v1;

use super::json::is_object;
use super::key_pair;
use super::size::require_size;
use crate::rules::catalog::config as rule;
use crate::rules::engine::check::{entries, require_grammar, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::warning::Warnings;
use crate::value::grammar;

/// The types that the API server has rules for.
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/secret/#secret-types>
pub(crate) mod types {
    pub(crate) const SERVICE_ACCOUNT_TOKEN: &str = "kubernetes.io/service-account-token";
    pub(crate) const DOCKERCFG: &str = "kubernetes.io/dockercfg";
    pub(crate) const DOCKER_CONFIG_JSON: &str = "kubernetes.io/dockerconfigjson";
    pub(crate) const BASIC_AUTH: &str = "kubernetes.io/basic-auth";
    pub(crate) const SSH_AUTH: &str = "kubernetes.io/ssh-auth";
    pub(crate) const TLS: &str = "kubernetes.io/tls";
}

/// The keys that the rules of the types demand.
pub(crate) mod keys {
    pub(crate) const DOCKERCFG: &str = ".dockercfg";
    pub(crate) const DOCKER_CONFIG_JSON: &str = ".dockerconfigjson";
    pub(crate) const USERNAME: &str = "username";
    pub(crate) const PASSWORD: &str = "password";
    pub(crate) const SSH_PRIVATE_KEY: &str = "ssh-privatekey";
    pub(crate) const TLS_CERTIFICATE: &str = "tls.crt";
    pub(crate) const TLS_PRIVATE_KEY: &str = "tls.key";
}

/// The annotation that names the account of a token.
pub(crate) const SERVICE_ACCOUNT_ANNOTATION: &str = "kubernetes.io/service-account.name";

/// Returns the value of a key as the API server sees it: `stringData` goes before `data`.
fn value<'s>(secret: &'s v1::Secret, key: &str) -> Option<&'s [u8]> {
    let given = secret.string_data.as_ref().and_then(|texts| texts.get(key)).map(String::as_bytes);
    given.or_else(|| secret.data.as_ref()?.get(key).map(|value| value.0.as_slice()))
}

/// Returns the keys and the sizes of the values, each key once.
fn sizes(secret: &v1::Secret) -> impl Iterator<Item = (&str, usize)> + Clone {
    let texts = entries(secret.string_data.as_ref()).map(|(key, value)| (key.as_str(), value.len()));
    let is_kept = |key: &str| !secret.string_data.as_ref().is_some_and(|texts| texts.contains_key(key));
    let data = entries(secret.data.as_ref())
        .filter(move |(key, _)| is_kept(key))
        .map(|(key, value)| (key.as_str(), value.0.len()));
    data.chain(texts)
}

/// Validates the keys, the values, and what the type demands.
pub(crate) fn validate(secret: &v1::Secret, findings: &mut Findings) {
    let at = Path::ROOT.field("data");
    for (key, _) in sizes(secret) {
        require_grammar(findings, rule::SECRET_KEY, &at.key(key), key, grammar::config_key);
    }
    require_size(findings, rule::SECRET_TOO_LONG, &at, sizes(secret));
    let require = |findings: &mut Findings, id, key: &str, detail| {
        if value(secret, key).is_none() {
            findings.required(id, &at.key(key), detail);
        }
    };
    match text(secret.type_.as_ref()) {
        types::SERVICE_ACCOUNT_TOKEN => validate_account(secret, findings),
        types::DOCKERCFG => validate_docker_config(secret, keys::DOCKERCFG, findings),
        types::DOCKER_CONFIG_JSON => validate_docker_config(secret, keys::DOCKER_CONFIG_JSON, findings),
        types::BASIC_AUTH
            if value(secret, keys::USERNAME).or_else(|| value(secret, keys::PASSWORD)).is_none() =>
        {
            let detail = "a Secret of this type has a username or a password";
            require(findings, rule::BASIC_AUTH_REQUIRED, keys::USERNAME, detail);
            require(findings, rule::BASIC_AUTH_REQUIRED, keys::PASSWORD, detail);
        }
        types::SSH_AUTH if value(secret, keys::SSH_PRIVATE_KEY).is_none_or(<[u8]>::is_empty) => {
            let detail = "a Secret of this type has a private key that is not empty";
            findings.required(rule::SSH_KEY_REQUIRED, &at.key(keys::SSH_PRIVATE_KEY), detail);
        }
        types::TLS => {
            require(
                findings,
                rule::TLS_REQUIRED,
                keys::TLS_CERTIFICATE,
                "a Secret of this type has a certificate",
            );
            require(
                findings,
                rule::TLS_REQUIRED,
                keys::TLS_PRIVATE_KEY,
                "a Secret of this type has a private key",
            );
        }
        _ => {}
    }
}

fn validate_account(secret: &v1::Secret, findings: &mut Findings) {
    let annotations = secret.metadata.annotations.as_ref();
    let account = annotations.and_then(|annotations| annotations.get(SERVICE_ACCOUNT_ANNOTATION));
    if text(account).is_empty() {
        let at = Path::of("metadata.annotations");
        let at = at.key(SERVICE_ACCOUNT_ANNOTATION);
        findings.required(
            rule::SECRET_SERVICE_ACCOUNT,
            &at,
            "name the service account that the token is for",
        );
    }
}

fn validate_docker_config(secret: &v1::Secret, key: &str, findings: &mut Findings) {
    let at = Path::ROOT.field("data");
    let at = at.key(key);
    match value(secret, key) {
        None => findings.required(
            rule::DOCKER_CONFIG_REQUIRED,
            &at,
            "a Secret of this type has credentials of registries",
        ),
        Some(value) if !is_object(value) => {
            findings.invalid(rule::DOCKER_CONFIG_INVALID, &at, "<redacted>", "must be a JSON object");
        }
        Some(_) => {}
    }
}

/// Warns of a certificate and a private key that do not belong together.
pub(crate) fn warn(secret: &v1::Secret, found: &mut Warnings) {
    if text(secret.type_.as_ref()) == types::TLS {
        let of = |key| value(secret, key).unwrap_or_default();
        if let Err(problem) = key_pair::check(of(keys::TLS_CERTIFICATE), of(keys::TLS_PRIVATE_KEY)) {
            found.warn(rule::WARN_TLS_KEY_PAIR, &Path::ROOT, problem);
        }
    }
}

/// Advises on keys whose value in `data` is lost.
pub(crate) fn advise(secret: &v1::Secret, found: &mut Warnings) {
    let at = Path::ROOT.field("data");
    for (key, _) in entries(secret.data.as_ref()) {
        if secret.string_data.as_ref().is_some_and(|texts| texts.contains_key(key)) {
            let problem = "is in stringData too, which replaces the value given here";
            found.warn(rule::ADVICE_SECRET_KEY_TWICE, &at.key(key), problem);
        }
    }
}

/// Reports a key of a declared Secret that nobody has given a value.
#[cold]
pub(crate) fn report_owed(key: &str, findings: &mut Findings) {
    let at = Path::ROOT.field("data");
    let detail = "the key has no value: `.with(..)` gives it one";
    findings.required(rule::SECRET_VALUE_REQUIRED, &at.key(key), detail);
}
