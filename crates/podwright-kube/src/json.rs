//! Fields of objects that are held as JSON.

use k8s_openapi::jiff::Timestamp;
use serde_json::Value;

pub(crate) fn text<'v>(object: &'v Value, path: &str) -> Option<&'v str> {
    object.pointer(path).and_then(Value::as_str)
}

pub(crate) fn number(object: &Value, path: &str) -> Option<i64> {
    object.pointer(path).and_then(Value::as_i64)
}

pub(crate) fn flag(object: &Value, path: &str) -> bool {
    object.pointer(path).and_then(Value::as_bool).unwrap_or_default()
}

pub(crate) fn list<'v>(object: &'v Value, path: &str) -> &'v [Value] {
    object.pointer(path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub(crate) fn time(object: &Value, path: &str) -> Option<Timestamp> {
    text(object, path)?.parse().ok()
}

/// Returns the condition of a type in the status of an object.
pub(crate) fn condition<'v>(object: &'v Value, kind: &str) -> Option<&'v Value> {
    list(object, "/status/conditions").iter().find(|condition| text(condition, "/type") == Some(kind))
}

/// Returns the condition of a type, if its status is `True` or `False` as given.
pub(crate) fn condition_is<'v>(object: &'v Value, kind: &str, status: &str) -> Option<&'v Value> {
    condition(object, kind).filter(|condition| text(condition, "/status") == Some(status))
}

/// Writes what keeps an object that is being deleted: ` (finalizers: a.example.com/b)`.
pub(crate) fn finalizers(object: &Value) -> String {
    let names: Vec<_> = list(object, "/metadata/finalizers").iter().filter_map(Value::as_str).collect();
    if names.is_empty() { String::new() } else { format!(" (finalizers: {})", names.join(", ")) }
}

/// Returns whether an object has an owner of this uid.
pub(crate) fn is_owned_by(object: &Value, uid: &str) -> bool {
    list(object, "/metadata/ownerReferences").iter().any(|owner| text(owner, "/uid") == Some(uid))
}
