//! Metadata that an object gets as a member of an application.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::serde_json::{Map, Value};

/// What is added to the metadata of an object. What the object has stays.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placement<'a> {
    /// The namespace, unless the object belongs to the cluster.
    pub(crate) namespace: Option<&'a str>,
    pub(crate) labels: &'a BTreeMap<String, String>,
}

impl Placement<'_> {
    pub(crate) fn apply(&self, metadata: &mut ObjectMeta) {
        if let Some(namespace) = self.namespace
            && metadata.namespace.as_deref().is_none_or(str::is_empty)
        {
            metadata.namespace = Some(namespace.to_owned());
        }
        add_missing(&mut metadata.labels, self.labels);
    }

    /// Adds to the metadata of an object of an unknown type.
    pub(super) fn apply_to_json(&self, object: &mut Value) {
        let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) else { return };
        let is_empty = |value: Option<&Value>| value.is_none_or(|value| value.is_null() || value == "");
        if let Some(namespace) = self.namespace
            && is_empty(metadata.get("namespace"))
        {
            metadata.insert("namespace".to_owned(), namespace.into());
        }
        if self.labels.is_empty() {
            return;
        }
        let labels = metadata.entry("labels").or_insert(Value::Null);
        if labels.is_null() {
            *labels = Map::new().into();
        }
        if let Value::Object(labels) = labels {
            for (key, value) in self.labels {
                labels.entry(key.clone()).or_insert_with(|| value.as_str().into());
            }
        }
    }
}

/// Adds the labels whose keys the map does not have.
pub(crate) fn add_missing(map: &mut Option<BTreeMap<String, String>>, more: &BTreeMap<String, String>) {
    if more.is_empty() {
        return;
    }
    let map = map.get_or_insert_default();
    for (key, value) in more {
        map.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_an_object_has_stays() {
        let labels = BTreeMap::from([("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2".to_owned())]);
        let placement = Placement { namespace: Some("shop"), labels: &labels };
        for (metadata, expected) in [
            (json!({}), json!({ "namespace": "shop", "labels": { "a": "1", "b": "2" } })),
            (
                json!({ "namespace": "", "labels": null }),
                json!({ "namespace": "shop", "labels": { "a": "1", "b": "2" } }),
            ),
            (
                json!({ "namespace": "other", "labels": { "b": "3" } }),
                json!({ "namespace": "other", "labels": { "a": "1", "b": "3" } }),
            ),
        ] {
            let mut object = json!({ "metadata": metadata });
            placement.apply_to_json(&mut object);
            assert_eq!(object["metadata"], expected);

            let mut typed: ObjectMeta = serde_json::from_value(metadata).unwrap();
            placement.apply(&mut typed);
            assert_eq!(serde_json::to_value(typed).unwrap(), expected);
        }
    }
}
