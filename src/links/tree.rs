//! Objects as trees, and walks along field paths.

use k8s_openapi::serde_json::Value;

use crate::manifest::Object;

/// Returns the content of an object.
///
/// An object that cannot be written as JSON, or is nested too deep to be read back, has none.
pub(crate) fn content(object: &Object) -> Value {
    object.to_value().unwrap_or_default()
}

/// A step of a field path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'p> {
    /// `a` of `a.b`.
    Field(&'p str),
    /// `a/b` of `c[a/b]`.
    Key(&'p str),
    /// `[]`: each item of a list.
    Each,
    /// `C[]`: each container of each of the three lists.
    EachContainer,
}

/// The lists that `C[]` stands for.
pub(super) const CONTAINER_LISTS: [&str; 3] = ["containers", "initContainers", "ephemeralContainers"];

/// Takes the first step of a path.
fn step(path: &str) -> Option<(Step<'_>, &str)> {
    let path = path.strip_prefix('.').unwrap_or(path);
    if let Some(rest) = path.strip_prefix("C[]") {
        return Some((Step::EachContainer, rest));
    }
    if let Some(rest) = path.strip_prefix("[]") {
        return Some((Step::Each, rest));
    }
    if let Some((key, rest)) = path.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return Some((Step::Key(key), rest));
    }
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (field, rest) = path.split_at(end);
    (!field.is_empty()).then_some((Step::Field(field), rest))
}

/// Calls `visit` with each value at a path below a value, and with its path. `at` is the path of the value, and is the same
/// afterwards.
pub(super) fn each<'v>(
    value: &'v Value,
    path: &str,
    at: &mut String,
    visit: &mut dyn FnMut(&'v Value, &mut String),
) {
    let Some((first, rest)) = step(path) else {
        visit(value, at);
        return;
    };
    let len = at.len();
    match first {
        Step::Field(name) => {
            if let Some(value) = value.get(name) {
                push_field(at, name);
                each(value, rest, at, visit);
            }
        }
        Step::Key(name) => {
            if let Some(value) = value.get(name) {
                at.extend(["[", name, "]"]);
                each(value, rest, at, visit);
            }
        }
        Step::Each => {
            for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                push_index(at, index);
                each(item, rest, at, visit);
                at.truncate(len);
            }
        }
        Step::EachContainer => {
            for list in CONTAINER_LISTS {
                let items = value.get(list).and_then(Value::as_array);
                for (index, item) in items.into_iter().flatten().enumerate() {
                    push_field(at, list);
                    push_index(at, index);
                    each(item, rest, at, visit);
                    at.truncate(len);
                }
            }
        }
    }
    at.truncate(len);
}

/// Returns the value at a path without lists.
pub(crate) fn get<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    match step(path) {
        None => Some(value),
        Some((Step::Field(name) | Step::Key(name), rest)) => get(value.get(name)?, rest),
        Some((Step::Each | Step::EachContainer, _)) => None,
    }
}

/// A step of a path that may have indexes: `a` or `[0]` or `[a/b]`.
fn indexed(path: &str) -> Option<(Result<usize, &str>, &str)> {
    let path = path.strip_prefix('.').unwrap_or(path);
    if let Some((key, rest)) = path.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return Some((key.parse().map_err(|_| key), rest));
    }
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (field, rest) = path.split_at(end);
    (!field.is_empty()).then_some((Err(field), rest))
}

/// Returns the value at a path that may have indexes: `spec.containers[0].env[1].value`.
pub(super) fn at_path<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    match indexed(path) {
        None => Some(value),
        Some((Ok(index), rest)) => at_path(value.get(index)?, rest),
        Some((Err(key), rest)) => at_path(value.get(key)?, rest),
    }
}

/// Returns the value at a path that may have indexes, to change it.
pub(super) fn at_path_mut<'v>(value: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    match indexed(path) {
        None => Some(value),
        Some((Ok(index), rest)) => at_path_mut(value.get_mut(index)?, rest),
        Some((Err(key), rest)) => at_path_mut(value.get_mut(key)?, rest),
    }
}

/// Returns the text at a path. Without a text there, and if it is empty, there is none.
pub(crate) fn text<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    get(value, path)?.as_str().filter(|text| !text.is_empty())
}

/// Returns the items of the list at a path.
pub(crate) fn items<'v>(value: &'v Value, path: &str) -> &'v [Value] {
    get(value, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Returns the command line of a container, and the values of its variables.
pub(super) fn texts(container: &Value) -> impl Iterator<Item = &str> {
    let values = items(container, "env").iter().filter_map(|variable| text(variable, "value"));
    let words = ["command", "args"].into_iter().flat_map(|list| items(container, list));
    values.chain(words.filter_map(Value::as_str))
}

/// Returns the texts of the map at a path, with their keys.
pub(crate) fn pairs<'v>(value: &'v Value, path: &str) -> impl Iterator<Item = (&'v str, &'v str)> {
    let entries = get(value, path).and_then(Value::as_object);
    entries.into_iter().flatten().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
}

/// Tells whether there is a map or a list with entries at a path.
pub(super) fn has_entries(value: &Value, path: &str) -> bool {
    match get(value, path) {
        Some(Value::Object(entries)) => !entries.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        _ => false,
    }
}

/// Returns a path with a further path behind it.
pub(super) fn join(at: &str, path: &str) -> String {
    let mut joined = at.to_owned();
    if !path.is_empty() {
        push_field(&mut joined, path);
    }
    joined
}

/// Returns the path of an item of a list.
pub(super) fn item(at: &str, list: &str, index: usize) -> String {
    let mut path = join(at, list);
    push_index(&mut path, index);
    path
}

fn push_field(at: &mut String, name: &str) {
    if !at.is_empty() && !name.starts_with('[') {
        at.push('.');
    }
    at.push_str(name);
}

fn push_index(at: &mut String, index: usize) {
    at.push('[');
    at.push_str(&index.to_string());
    at.push(']');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(value: &Value, path: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut at = String::new();
        each(value, path, &mut at, &mut |value, at| found.push(format!("{at}={value}")));
        assert_eq!(at, "");
        found
    }

    #[test]
    fn paths_lead_to_each_item() {
        let pod = json!({
            "containers": [{"env": [{"name": "a"}, {"name": "b"}]}, {}],
            "initContainers": [{"env": [{"name": "c"}, 1, {"name": null}]}],
            "ephemeralContainers": "none",
            "labels": {"a.b/c": "d"},
        });
        assert_eq!(
            paths(&pod, "C[].env[].name"),
            [
                "containers[0].env[0].name=\"a\"",
                "containers[0].env[1].name=\"b\"",
                "initContainers[0].env[0].name=\"c\"",
                "initContainers[0].env[2].name=null",
            ]
        );
        assert_eq!(paths(&pod, "labels[a.b/c]"), ["labels[a.b/c]=\"d\""]);
        assert_eq!(text(&pod, "labels[a.b/c]"), Some("d"));
        assert_eq!(text(&pod, "containers"), None);
        assert_eq!(paths(&pod, "").len(), 1);
        assert_eq!(item(&join("spec", "a"), "b", 1), "spec.a.b[1]");
    }
}
