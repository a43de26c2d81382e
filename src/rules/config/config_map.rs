//! Rules of config maps.

use k8s_openapi::api::core::v1;

use super::size::require_size;
use crate::rules::catalog::config as rule;
use crate::rules::engine::check::{entries, require_grammar};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::value::grammar;

/// Validates the keys and the values.
pub(crate) fn validate(map: &v1::ConfigMap, findings: &mut Findings) {
    let at = Path::ROOT.field("data");
    for (key, _) in entries(map.data.as_ref()) {
        let at = at.key(key);
        require_grammar(findings, rule::CONFIG_MAP_KEY, &at, key, grammar::config_key);
        if map.binary_data.as_ref().is_some_and(|binary| binary.contains_key(key)) {
            findings.invalid(rule::CONFIG_MAP_KEY_TWICE, &at, key, "is in binaryData too");
        }
    }
    let at = Path::ROOT.field("binaryData");
    for (key, _) in entries(map.binary_data.as_ref()) {
        require_grammar(findings, rule::CONFIG_MAP_KEY, &at.key(key), key, grammar::config_key);
    }
    let texts = entries(map.data.as_ref()).map(|(key, value)| (key.as_str(), value.len()));
    let bytes = entries(map.binary_data.as_ref()).map(|(key, value)| (key.as_str(), value.0.len()));
    // The API server writes the path of the whole object as an entry without a key.
    let whole = Path::ROOT.key("");
    require_size(findings, rule::CONFIG_MAP_TOO_LONG, &whole, texts.chain(bytes));
}

/// Reports a key of a declared map that nobody has given a value.
#[cold]
pub(crate) fn report_owed(key: &str, findings: &mut Findings) {
    let at = Path::ROOT.field("data");
    let detail = "the key has no value: `.with(..)` gives it one";
    findings.required(rule::CONFIG_MAP_VALUE_REQUIRED, &at.key(key), detail);
}
