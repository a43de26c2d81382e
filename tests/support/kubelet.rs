//! What the kubelet does with the variables of a container.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;

/// Kubelet's expansion, stated a second time: `$$` is `$`, `$(NAME)` what the variable holds, else as it stands.
pub fn expanded(text: &str, holds: impl Fn(&str) -> Option<String>) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        rest = after;
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some((name, after)) = rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
            out.push_str(&holds(name).unwrap_or_else(|| format!("$({name})")));
            rest = after;
        } else {
            out.push('$');
        }
    }
    out + rest
}

/// Returns the environment that a container starts with: references are replaced by variables above them, and keys by what
/// `key` returns for the name of the object and the key.
pub fn environment(
    container: &v1::Container,
    key: impl Fn(&str, &str) -> Option<String>,
) -> BTreeMap<String, String> {
    let mut environment = BTreeMap::new();
    for var in container.env.iter().flatten() {
        let source = var.value_from.as_ref();
        let config = source.and_then(|source| source.config_map_key_ref.as_ref());
        let secret = source.and_then(|source| source.secret_key_ref.as_ref());
        let value = match (&var.value, config, secret) {
            (Some(text), ..) => Some(expanded(text, |name| environment.get(name).cloned())),
            (None, Some(config), _) => key(&config.name, &config.key),
            (None, None, Some(secret)) => key(&secret.name, &secret.key),
            (None, None, None) => None,
        };
        environment.extend(value.map(|value| (var.name.clone(), value)));
    }
    environment
}
