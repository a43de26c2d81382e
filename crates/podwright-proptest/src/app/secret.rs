//! Strategies of secrets.

use proptest::prelude::{Strategy, any, prop_oneof};

use super::config::bytes;
use super::metadata::{metadata_plan, with_metadata};
use crate::pick::{few, maybe, parsed, seldom, texts};
use crate::text::{text, word};
use crate::value::{config_key, dns_subdomain};
use podwright::config::{DockerConfig, Secret};
use podwright::value::SecretType;

/// Generates types of secrets that are not those of Kubernetes.
pub fn secret_type() -> impl Strategy<Value = SecretType> {
    prop_oneof![
        3 => parsed("[a-z]{2,8}\\.(com|example)/[a-z]([-a-z0-9]{0,8}[a-z0-9])?"),
        1 => parsed("Opaque|helm\\.sh/release\\.v1|[A-Za-z ]{1,12}"),
    ]
}

fn docker_config() -> impl Strategy<Value = DockerConfig> {
    let registry = (texts("[a-z]{1,8}\\.(com|example)(:[1-9][0-9]{1,3})?"), text(), text());
    let json = texts("\\{\"auths\": \\{(\"[a-z]{1,8}\": \\{\\})?\\}\\}");
    prop_oneof![
        few(registry, 3).prop_map(|registries| {
            registries.into_iter().fold(DockerConfig::new(), |config, (server, user, password)| {
                config.registry(server, user, password)
            })
        }),
        json.prop_map(|json| DockerConfig::from_json(json).expect("each text is a JSON object")),
    ]
}

/// Secrets of every type with any values.
///
/// The certificates of TLS are no certificates: the API server stores them, with a warning.
pub fn secret() -> impl Strategy<Value = Secret> {
    let secret = prop_oneof![
        3 => dns_subdomain().prop_map(Secret::new),
        1 => (dns_subdomain(), bytes(), bytes()).prop_map(|(name, text, key)| Secret::tls(name, text, key)),
        1 => (dns_subdomain(), docker_config()).prop_map(|(name, config)| Secret::docker_config(name, config)),
        1 => (dns_subdomain(), text(), text())
            .prop_map(|(name, user, password)| Secret::basic_auth(name, user, password)),
        1 => (dns_subdomain(), word()).prop_map(|(name, key)| Secret::ssh_auth(name, key)),
        1 => (dns_subdomain(), dns_subdomain())
            .prop_map(|(name, account)| Secret::service_account_token(name, account)),
    ];
    let values = (few((config_key(), text()), 2), few((config_key(), bytes()), 1));
    let settings = (maybe(secret_type()), seldom(), any::<bool>());
    (secret, values, settings, metadata_plan()).prop_map(|(secret, (texts, bytes), settings, metadata)| {
        let (secret_type, is_immutable, is_first) = settings;
        let secret = if is_first { secret.values(texts) } else { secret.values(bytes.clone()).values(texts) };
        let secret = bytes.into_iter().fold(secret, |secret, (key, value)| secret.value(key, value));
        with_metadata!(namespaced secret, metadata)
            .with_some(secret_type, Secret::secret_type)
            .when(is_immutable, Secret::immutable)
    })
}
