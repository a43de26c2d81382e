//! Labels that are added to the objects of a set, to their pods, and to the selectors of those.

use k8s_openapi::serde_json::{Map, Value};

use super::tree::{self, items};
use super::{Links, Reference, Target};
use crate::manifest::Object;

/// Adds a label to a selector: to its map of labels, or to itself if it is one. An empty selector selects all, and stays so.
pub(crate) fn add_to_selector(value: &mut Value, field: &str, is_map: bool, key: &str, label: &str) {
    let Some(selector) = tree::at_path_mut(value, field).and_then(Value::as_object_mut) else { return };
    if selector.is_empty() {
        return;
    }
    let labels = if is_map {
        Some(selector)
    } else {
        selector.entry("matchLabels").or_insert_with(empty).as_object_mut()
    };
    if let Some(labels) = labels {
        labels.entry(key).or_insert_with(|| label.into());
    }
}

/// Adds a label to the metadata at a path, if that has none of this key.
pub(crate) fn add_label(value: &mut Value, metadata: &str, key: &str, label: &str) {
    let (parent, field) = metadata.rsplit_once('.').unwrap_or(("", metadata));
    let parent = tree::at_path_mut(value, parent).and_then(Value::as_object_mut);
    let metadata = parent.map(|parent| parent.entry(field).or_insert_with(empty));
    let labels = metadata
        .and_then(Value::as_object_mut)
        .map(|metadata| metadata.entry("labels").or_insert_with(empty))
        .and_then(Value::as_object_mut);
    if let Some(labels) = labels {
        labels.entry(key).or_insert_with(|| label.into());
    }
}

/// Returns the fields by which the pods of a template select each other to be spread.
pub(crate) fn spread_selectors(value: &Value, template: &str) -> Vec<String> {
    let path = format!("{template}.spec.topologySpreadConstraints");
    (0..items(value, &path).len()).map(|index| format!("{path}[{index}].labelSelector")).collect()
}

fn empty() -> Value {
    Value::Object(Map::new())
}

impl Links {
    /// Returns the fields of an object that select pods of the set, and whether each is a map of labels.
    pub(crate) fn selectors_of(&self, object: &Object) -> Vec<(String, bool)> {
        let is_map = object.identity().group().is_empty()
            && matches!(object.kind(), "Service" | "ReplicationController");
        let selects = |reference: &&Reference| match &reference.target {
            Target::Selected { kind, objects, .. } => &**kind == "Pod" && !objects.is_empty(),
            Target::Object(_) | Target::Itself => false,
        };
        self.of(object).filter(selects).map(|reference| (reference.field.to_string(), is_map)).collect()
    }
}
