use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::secret_value::{IntoSecretValue, SecretValue};
use crate::rules::config::json::is_object;
use crate::value::ParseError;

/// The credentials of registries, as `docker login` writes them. It never shows them.
///
/// ```
/// use podwright::config::DockerConfig;
///
/// let token = String::from("from the vault");
/// let config = DockerConfig::new().registry("ghcr.io", "acme", token);
/// assert_eq!(format!("{config:?}"), "DockerConfig(..)");
/// assert!(DockerConfig::from_json(String::from("{\"auths\": {}}")).is_ok());
/// assert!(DockerConfig::from_json(String::from("auths:")).is_err());
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/containers/images/#config-json>
#[derive(Clone)]
pub struct DockerConfig(Content);

#[derive(Clone)]
enum Content {
    /// Registries with their user and password, the latest of each.
    Registries(BTreeMap<String, (String, Vec<u8>)>),
    Json(SecretValue),
}

const RULE: &str = "the credentials of registries are a JSON object, as in '{\"auths\": {}}'";

impl DockerConfig {
    /// Creates credentials of no registry.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "credentials are given, never left to a default")]
    pub fn new() -> Self {
        Self(Content::Registries(BTreeMap::new()))
    }

    /// Takes the content of a file `config.json`.
    ///
    /// # Errors
    ///
    /// If it is not a JSON object. The error does not quote it.
    pub fn from_json(json: impl IntoSecretValue) -> Result<Self, ParseError> {
        let json = json.into_secret_value();
        if !is_object(json.as_bytes()) {
            return Err(ParseError::whole("<redacted>", RULE));
        }
        Ok(Self(Content::Json(json)))
    }

    /// Adds the credentials of a registry. Later ones of the same registry replace the earlier.
    ///
    /// Credentials that [`from_json`](Self::from_json) has taken are replaced as a whole.
    #[must_use]
    #[doc(alias = "auths")]
    pub fn registry(
        self,
        server: impl Into<String>,
        user: impl Into<String>,
        password: impl IntoSecretValue,
    ) -> Self {
        let mut registries = match self.0 {
            Content::Registries(registries) => registries,
            Content::Json(_) => BTreeMap::new(),
        };
        let password = password.into_secret_value().as_bytes().to_vec();
        registries.insert(server.into(), (user.into(), password));
        Self(Content::Registries(registries))
    }

    pub(super) fn into_json(self) -> SecretValue {
        let registries = match self.0 {
            Content::Json(json) => return json,
            Content::Registries(registries) => registries,
        };
        let mut json = String::from("{\"auths\":{");
        for (i, (server, (user, password))) in registries.iter().enumerate() {
            if i > 0 {
                json.push(',');
            }
            push_text(&mut json, server);
            json.push_str(":{\"auth\":\"");
            push_base64(&mut json, &[user.as_bytes(), b":", password].concat());
            json.push_str("\"}");
        }
        json.push_str("}}");
        json.into()
    }
}

impl fmt::Debug for DockerConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DockerConfig(..)")
    }
}

/// Appends a text as a string of JSON.
fn push_text(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            // Writing to a text cannot fail.
            c if c < ' ' => drop(write!(json, "\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    json.push('"');
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Appends bytes in base64 with padding.
fn push_base64(text: &mut String, bytes: &[u8]) {
    for group in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|i| group.get(i).copied().unwrap_or_default());
        let digits = [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63];
        for (i, digit) in digits.into_iter().enumerate() {
            text.push(if i <= group.len() { char::from(DIGITS[usize::from(digit)]) } else { '=' });
        }
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::ByteString;

    use super::DockerConfig;

    fn json(config: DockerConfig) -> serde_json::Value {
        serde_json::from_slice(&ByteString::from(config.into_json()).0).unwrap()
    }

    #[test]
    fn credentials_are_written_as_docker_writes_them() {
        let config = DockerConfig::new().registry("ghcr.io", "acme", "old".to_owned());
        let config =
            config.registry("ghcr.io", "acme", "secret".to_owned()).registry("a\"\\\n", "", vec![0xff]);
        // `printf 'acme:secret' | base64` and `printf ':\xff' | base64`.
        assert_eq!(
            json(config),
            serde_json::json!({ "auths": { "ghcr.io": { "auth": "YWNtZTpzZWNyZXQ=" }, "a\"\\\n": { "auth": "Ov8=" } } })
        );
        assert_eq!(json(DockerConfig::new()), serde_json::json!({ "auths": {} }));
    }

    #[test]
    fn json_is_taken_as_it_is_and_never_quoted() {
        let config = DockerConfig::from_json("{\"auths\": {\"a\": {}}}".to_owned()).unwrap();
        assert_eq!(json(config), serde_json::json!({ "auths": { "a": {} } }));
        let error = DockerConfig::from_json("hunter2".to_owned()).unwrap_err();
        assert!(!format!("{error} {error:?} {}", error.text()).contains("hunter2"));
    }
}
