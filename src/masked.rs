//! Secrets as `Debug` and differences show them: without their values.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::serde_json::Value;

/// The annotation in which `kubectl apply` keeps the whole object.
pub(crate) const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// What stands in place of a value.
pub(crate) const HIDDEN: &str = "..";

/// A Secret whose values `Debug` does not show.
pub(crate) struct Masked<'s>(pub(crate) &'s v1::Secret);

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(secret) = self;
        f.debug_struct("Secret")
            .field("data", &secret.data.as_ref().map(Keys))
            .field("immutable", &secret.immutable)
            .field("metadata", &without_copy(&secret.metadata))
            .field("string_data", &secret.string_data.as_ref().map(Keys))
            .field("type_", &secret.type_)
            .finish()
    }
}

/// A map of which `Debug` shows the keys only.
struct Keys<'m, V>(&'m BTreeMap<String, V>);

impl<V> fmt::Debug for Keys<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.keys().map(|key| (key, Hidden))).finish()
    }
}

struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

fn without_copy(metadata: &ObjectMeta) -> ObjectMeta {
    let mut metadata = metadata.clone();
    if let Some(copy) = metadata.annotations.as_mut().and_then(|all| all.get_mut(LAST_APPLIED)) {
        HIDDEN.clone_into(copy);
    }
    metadata
}

/// Writes an object for `Debug`, a Secret without its values.
pub(crate) fn debug<T: fmt::Debug + Any>(object: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let any: &dyn Any = object;
    match (any.downcast_ref::<v1::Secret>(), any.downcast_ref::<k8s_openapi::List<v1::Secret>>()) {
        (Some(secret), _) => fmt::Debug::fmt(&Masked(secret), f),
        (_, Some(list)) => f.debug_list().entries(list.items.iter().map(Masked)).finish(),
        _ => fmt::Debug::fmt(object, f),
    }
}

/// Tells whether a type is one of Secrets, which [`debug`] shows without their values.
pub(crate) fn is_type_of_secrets(object: &dyn Any) -> bool {
    object.is::<v1::Secret>() || object.is::<k8s_openapi::List<v1::Secret>>()
}

/// The fields of a Secret that hold no values. Any other may be `data` misspelt.
const FIELDS_WITHOUT_VALUES: [&str; 5] = ["apiVersion", "immutable", "kind", "metadata", "type"];

/// Tells whether a field of a Secret may hold values.
pub(crate) fn may_hold_values(field: &str) -> bool {
    !FIELDS_WITHOUT_VALUES.contains(&field)
}

/// What a value of JSON is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    /// Anything, perhaps with Secrets in it.
    Any,
    /// The metadata of a Secret.
    Metadata,
    /// The items of a `SecretList`, which need not name their kind.
    SecretList,
}

/// Copies a value, without the values of the Secrets in it.
pub(crate) fn without_values(value: &Value, within: Within) -> Value {
    let fields = match value {
        Value::Array(items) => return items.iter().map(|item| without_values(item, within)).collect(),
        Value::Object(fields) => fields,
        other => return other.clone(),
    };
    let kind = fields.get("kind").and_then(Value::as_str);
    let is_list = kind == Some("SecretList");
    let is_secret = !is_list && (kind == Some("Secret") || within == Within::SecretList);
    let shown = |name: &str, value: &Value| match name {
        "items" if is_list => without_values(value, Within::SecretList),
        _ if is_list => without_values(value, Within::Any),
        "metadata" if is_secret => without_values(value, Within::Metadata),
        _ if is_secret && may_hold_values(name) => keys_only(value),
        LAST_APPLIED if within == Within::Metadata || is_text_of_secret(value) => HIDDEN.into(),
        _ => without_values(value, within),
    };
    Value::Object(fields.iter().map(|(name, value)| (name.clone(), shown(name, value))).collect())
}

/// Keeps the keys of a map and nothing else.
fn keys_only(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            Value::Object(fields.keys().map(|name| (name.clone(), HIDDEN.into())).collect())
        }
        _ => HIDDEN.into(),
    }
}

/// Tells whether a value is a text that seems to hold a Secret: the copy that `kubectl apply` keeps of a list.
pub(crate) fn is_text_of_secret(value: &Value) -> bool {
    value.as_str().is_some_and(holds_secret)
}

/// Tells whether a text of YAML or JSON, which need not be well-formed, seems to hold a Secret.
pub(crate) fn holds_secret(text: &str) -> bool {
    let is_filling = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\');
    text.match_indices("Secret").any(|(at, _)| {
        let before = text[..at].trim_end_matches(is_filling);
        before.strip_suffix(':').is_some_and(|before| before.trim_end_matches(is_filling).ends_with("kind"))
    })
}

#[cfg(test)]
mod tests {
    use k8s_openapi::ByteString;
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_shown_and_values_are_not() {
        let mut secret = v1::Secret {
            data: Some([("password".to_owned(), ByteString(b"hunter2".to_vec()))].into()),
            string_data: Some([("token".to_owned(), "hunter3".to_owned())].into()),
            ..v1::Secret::default()
        };
        secret.metadata.name = Some("db".to_owned());
        secret.metadata.annotations = Some([(LAST_APPLIED.to_owned(), "hunter4".to_owned())].into());
        let shown = format!("{:?}", Masked(&secret));
        for text in ["password", "token", "db"] {
            assert!(shown.contains(text), "{shown}");
        }
        assert!(!shown.contains("hunter") && !shown.contains("104, 117"), "{shown}");
    }

    #[test]
    fn secrets_in_a_value_keep_their_keys_only() {
        let copied = r#"{"kind":"Secret","data":{"a":"x"}}"#;
        let annotations = |copy: &str| json!({ "annotations": { LAST_APPLIED: copy, "b": "c" } });
        let list = |value: &str, copy: &str, of_other: &str| {
            json!([
                { "kind": "Secret", "type": "Opaque", "data": { "a": value }, "metadata": annotations(copy) },
                { "kind": "Secret", "data": value, "stringdata": { "a": value }, "immutable": true },
                { "kind": "SecretList", "items": [{ "stringData": { "a": value }, "metadata": annotations(copy) }] },
                { "spec": { "manifest": { "kind": "Secret", "stringData": { "a": value } } }, "data": "y" },
                { "kind": "ConfigMap", "data": { "a": "y" }, "metadata": annotations("y") },
                { "kind": "Vault", "items": [{ "data": "y" }], "metadata": annotations(of_other) },
            ])
        };
        let shown = without_values(&list("x", "x", copied), Within::Any);
        assert_eq!(shown, list(HIDDEN, HIDDEN, HIDDEN));
        let items = json!([{ "kind": "Secret", "data": { "a": "x" } }, { "data": { "a": "x" } }]);
        assert_eq!(without_values(&items, Within::SecretList)[1], json!({ "data": { "a": HIDDEN } }));
        assert_eq!(without_values(&items, Within::Any)[1], items[1]);
        let metadata = annotations("x");
        assert_eq!(without_values(&metadata, Within::Metadata), annotations(HIDDEN));
        assert_eq!(without_values(&metadata, Within::Any), metadata);
    }

    #[test]
    fn a_text_holds_a_secret_if_it_names_the_kind() {
        for text in [
            "kind: Secret",
            "{\"kind\" : \n \"SecretList\"",
            "kind: 'Secret",
            "  - kind:  \"Secret\"\n",
            "'kind': Secret",
            r#"{\"kind\":\"Secret\"}"#,
        ] {
            assert!(holds_secret(text), "{text}");
        }
        for text in
            ["", "kind: ConfigMap", "kind: Pod\nsecretName: Secret", "Secret", "name: Secret", ": Secret"]
        {
            assert!(!holds_secret(text), "{text}");
        }
    }
}
