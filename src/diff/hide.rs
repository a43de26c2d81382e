//! Values that are not shown: those of Secrets, and bytes.

use k8s_openapi::serde_json::Value;

use super::change::{Content, PathStep};
use super::order::below;
use crate::masked::LAST_APPLIED;

/// What stands in place of a value within a value that is shown.
const HIDDEN: &str = "..";

/// Which values of a kind are not shown.
pub(super) struct Hidden {
    is_secret: bool,
    is_config_map: bool,
    /// The items of a `SecretList` need not name their kind.
    is_secret_list: bool,
}

impl Hidden {
    /// Returns what is not shown of two sides of an object, of which either may be a Secret.
    pub(super) fn of(sides: [&Value; 2]) -> Self {
        let is = |name: &str| sides.iter().any(|side| side.get("kind").and_then(Value::as_str) == Some(name));
        Self { is_secret: is("Secret"), is_config_map: is("ConfigMap"), is_secret_list: is("SecretList") }
    }

    /// Tells whether the steps lead to a map whose values are not shown as they are, or not shown together.
    pub(super) fn has_values(&self, steps: &[PathStep]) -> bool {
        let is = |name: &str| below(steps, name) == Some(&[]);
        (self.is_secret && (is("data") || is("stringData") || is("metadata.annotations")))
            || (self.is_config_map && (is("data") || is("binaryData")))
    }

    /// Returns what stands at the steps.
    pub(super) fn content(&self, steps: &[PathStep]) -> Content {
        let is_below = |name: &str| below(steps, name).is_some();
        let is_copy = || {
            let annotation = below(steps, "metadata.annotations");
            matches!(annotation, Some([PathStep::Key(key), ..]) if **key == *LAST_APPLIED)
        };
        if self.is_secret && (is_below("data") || is_below("stringData") || is_copy()) {
            Content::Hidden
        } else if self.is_config_map && is_below("binaryData") {
            Content::Binary
        } else {
            Content::Plain
        }
    }

    /// Returns a value without the values of the Secrets in it.
    pub(super) fn shown(&self, value: &Value) -> Value {
        mask(value, self.is_secret_list || self.is_secret)
    }
}

/// Copies a value. Hides the values of each Secret in it, or of all objects if `all` of them may be Secrets.
fn mask(value: &Value, all: bool) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| mask(item, all)).collect(),
        Value::Object(fields) => {
            let kind = fields.get("kind").and_then(Value::as_str);
            let is_secret = all || matches!(kind, Some("Secret" | "SecretList"));
            let is_secret_list = all || kind == Some("SecretList");
            let hidden = |(name, value): (&String, &Value)| {
                let is_hidden = matches!(&**name, "data" | "stringData") || name == LAST_APPLIED;
                let value = if is_secret && is_hidden {
                    hide(value)
                } else {
                    mask(value, is_secret_list || is_secret && matches!(&**name, "metadata" | "annotations"))
                };
                (name.clone(), value)
            };
            Value::Object(fields.iter().map(hidden).collect())
        }
        other => other.clone(),
    }
}

/// Keeps the keys of a map and nothing else.
fn hide(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            Value::Object(fields.keys().map(|name| (name.clone(), HIDDEN.into())).collect())
        }
        _ => HIDDEN.into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_within_a_value_keep_their_keys_only() {
        let list = json!([
            { "kind": "Secret", "data": { "a": "x" }, "metadata": { "annotations": { LAST_APPLIED: "x", "b": "c" } } },
            { "kind": "SecretList", "items": [{ "stringData": { "a": "x" } }] },
            { "kind": "ConfigMap", "data": { "a": "y" } },
            { "kind": "Secret", "data": "x" },
        ]);
        let shown = json!([
            { "kind": "Secret", "data": { "a": ".." }, "metadata": { "annotations": { LAST_APPLIED: "..", "b": "c" } } },
            { "kind": "SecretList", "items": [{ "stringData": { "a": ".." } }] },
            { "kind": "ConfigMap", "data": { "a": "y" } },
            { "kind": "Secret", "data": ".." },
        ]);
        let shown_in =
            |kind: &str, value: &Value| Hidden::of([&json!({}), &json!({ "kind": kind })]).shown(value);
        assert_eq!(shown_in("List", &list), shown);
        let items = json!([{ "data": { "a": "x" } }]);
        assert_eq!(shown_in("SecretList", &items), json!([{ "data": { "a": ".." } }]));
        assert_eq!(shown_in("PodList", &items), items);
    }
}
