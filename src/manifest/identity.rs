//! What a cluster identifies an object by.

use std::fmt;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::serde_json::{self, Map, Value};
use k8s_openapi::{Metadata, Resource};
use serde::Serialize;

use super::error::WriteError;

/// What a cluster identifies an object by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    pub(crate) api_version: Box<str>,
    pub(crate) kind: Box<str>,
    pub(crate) namespace: Option<Box<str>>,
    pub(crate) name: Option<Box<str>>,
    pub(crate) generate_name: Option<Box<str>>,
}

impl Identity {
    pub(crate) fn of<T: Metadata<Ty = ObjectMeta>>(object: &T) -> Self {
        let metadata = object.metadata();
        let text = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(Box::from);
        Self {
            api_version: <T as Resource>::API_VERSION.into(),
            kind: <T as Resource>::KIND.into(),
            namespace: text(&metadata.namespace),
            name: text(&metadata.name),
            generate_name: text(&metadata.generate_name),
        }
    }

    /// Returns the group, which is empty for the core group: `apps` of `apps/v1`.
    pub(crate) fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }
}

impl fmt::Display for Identity {
    /// Writes `Pod "shop/web"`, or `Pod "shop/web-*"` if the API server is to make the name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let namespace =
            self.namespace.as_deref().map(|namespace| format!("{namespace}/")).unwrap_or_default();
        let name = match (&self.name, &self.generate_name) {
            (Some(name), _) => name.to_string(),
            (None, Some(prefix)) => format!("{prefix}*"),
            (None, None) => String::new(),
        };
        write!(f, "{} {:?}", self.kind, namespace + &name)
    }
}

/// Returns the identity of an object that serializes with its `apiVersion`, `kind` and `metadata`.
pub(super) fn of<T: Serialize + ?Sized>(object: &T) -> Result<Identity, WriteError> {
    let object = serde_json::to_value(object).map_err(|error| WriteError::value(error.to_string()))?;
    let object = fields(&object)?;
    let metadata = match object.and_then(|object| object.get("metadata")) {
        Some(metadata) => fields(metadata)?,
        None => None,
    };
    let (api_version, kind) = (text(object, "apiVersion")?, text(object, "kind")?);
    let identity = Identity {
        api_version: api_version.ok_or_else(|| without("apiVersion"))?,
        kind: kind.ok_or_else(|| without("kind"))?,
        namespace: text(metadata, "namespace")?,
        name: text(metadata, "name")?,
        generate_name: text(metadata, "generateName")?,
    };
    if metadata.is_some() { Ok(identity) } else { Err(without("metadata")) }
}

/// Returns the fields of a map. `null` has none.
fn fields(value: &Value) -> Result<Option<&Map<String, Value>>, WriteError> {
    match value {
        Value::Object(fields) => Ok(Some(fields)),
        Value::Null => Ok(None),
        other => Err(refuse(other)),
    }
}

/// Returns the text of a field. An empty text and `null` are none.
fn text(fields: Option<&Map<String, Value>>, name: &str) -> Result<Option<Box<str>>, WriteError> {
    match fields.and_then(|fields| fields.get(name)) {
        Some(Value::String(text)) => Ok(Some(&**text).filter(|text| !text.is_empty()).map(Box::from)),
        None | Some(Value::Null) => Ok(None),
        Some(other) => Err(refuse(other)),
    }
}

fn without(field: &str) -> WriteError {
    WriteError::value(format!(
        "an object of Kubernetes has `apiVersion`, `kind` and `metadata`; there is no `{field}`"
    ))
}

fn refuse(value: &Value) -> WriteError {
    let what = match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a sequence",
        Value::Object(_) => "a map in place of a text",
    };
    WriteError::value(format!("an object of Kubernetes is a map of fields, not {what}"))
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1;
    use serde_json::{Value, json};

    use super::of;

    fn refused(value: &Value) -> String {
        of(value).unwrap_err().to_string()
    }

    #[test]
    fn the_identity_of_a_plain_object_is_that_of_its_type() {
        let mut config = v1::ConfigMap::default();
        config.metadata.name = Some("web".to_owned());
        config.metadata.namespace = Some(String::new());
        let identity = of(&config).unwrap();
        assert_eq!((&*identity.api_version, &*identity.kind), ("v1", "ConfigMap"));
        assert_eq!((identity.name.as_deref(), identity.namespace), (Some("web"), None));
    }

    #[test]
    fn other_fields_are_not_looked_at() {
        let object = json!({
            "spec": { "kind": "x", "metadata": { "name": "y" } },
            "apiVersion": "example.com/v1",
            "kind": "Backup",
            "metadata": { "generateName": "nightly-", "labels": { "name": "z" }, "name": null },
        });
        let identity = of(&object).unwrap();
        assert_eq!((&*identity.kind, identity.name), ("Backup", None));
        assert_eq!(identity.generate_name.as_deref(), Some("nightly-"));
    }

    #[test]
    fn what_has_no_identity_is_refused() {
        let rule = "cannot be written to a manifest: an object of Kubernetes";
        for (value, missing) in [
            (json!({}), "apiVersion"),
            (json!({ "apiVersion": "v1", "kind": "", "metadata": {} }), "kind"),
            (json!({ "apiVersion": "v1", "kind": "Pod" }), "metadata"),
            (json!({ "apiVersion": "v1", "kind": "Pod", "metadata": null }), "metadata"),
        ] {
            let expected = format!("{rule} has `apiVersion`, `kind` and `metadata`; there is no `{missing}`");
            assert_eq!(refused(&value), expected);
        }
        for (value, what) in [
            (json!("Pod"), "a text"),
            (json!([1]), "a sequence"),
            (json!(1), "a number"),
            (json!({ "kind": 1 }), "a number"),
            (json!({ "kind": {} }), "a map in place of a text"),
            (json!({ "metadata": true }), "a truth value"),
        ] {
            assert_eq!(refused(&value), format!("{rule} is a map of fields, not {what}"));
        }
    }
}
