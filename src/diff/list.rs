//! Lists whose items have merge keys, and sets.

use std::collections::HashMap;

use k8s_openapi::serde_json::{Map, Value};

use super::change::{ChangeKind, PathStep};
use super::compare::Walk;
use super::schema::Shape;

/// The items of a list by what identifies them, in order.
struct Items<'v> {
    keys: Vec<String>,
    values: &'v [Value],
    at: HashMap<String, usize>,
}

impl<'v> Items<'v> {
    /// Reads a list. It has no items if one has no key, or if two have the same: then apply takes it as a whole.
    fn of(shape: Shape, list: &'v Value) -> Option<Self> {
        let items = list.as_array()?;
        let keys = items.iter().map(|item| key(shape, item)).collect::<Option<Vec<_>>>()?;
        let at: HashMap<_, _> = keys.iter().cloned().zip(0..).collect();
        (at.len() == keys.len()).then_some(Self { keys, values: items, at })
    }

    fn get(&self, key: &str) -> Option<&'v Value> {
        self.values.get(*self.at.get(key)?)
    }

    /// Returns the items that another list has too.
    fn shared<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = (&'s str, &'v Value)> {
        let pairs = self.keys.iter().map(String::as_str).zip(self.values);
        pairs.filter(|(key, _)| other.at.contains_key(*key))
    }
}

impl Walk {
    /// Compares two lists item by item, unless the shape or the items do not allow it. Returns whether it did.
    pub(super) fn list(&mut self, shape: Shape, old: &Value, new: &Value) -> bool {
        if !matches!(shape, Shape::Keyed(..) | Shape::Set) {
            return false;
        }
        let (Some(old), Some(new)) = (Items::of(shape, old), Items::of(shape, new)) else { return false };
        if self.order.counts(&self.steps)
            && old.shared(&new).map(|item| item.0).ne(new.shared(&old).map(|item| item.0))
        {
            let names = |items: &Items<'_>, other: &Items<'_>| {
                Value::Array(items.shared(other).map(|(_, item)| name(shape, item)).collect())
            };
            let (old, new) = (names(&old, &new), names(&new, &old));
            self.push(ChangeKind::Moved, Some(&old), Some(&new), None);
        }
        for (at, (key, item)) in new.keys.iter().zip(new.values).enumerate() {
            self.steps.push(step(shape, item));
            match old.get(key) {
                Some(old) => self.item(shape, old, item),
                None => self.push(ChangeKind::Added, None, Some(item), Some(at)),
            }
            self.steps.pop();
        }
        for (at, (key, item)) in old.keys.iter().zip(old.values).enumerate() {
            if new.get(key).is_none() {
                self.steps.push(step(shape, item));
                self.push(ChangeKind::Removed, Some(item), None, Some(at));
                self.steps.pop();
            }
        }
        true
    }

    /// Compares two items with the same merge keys. A key that one side leaves to its default is no difference.
    fn item(&mut self, shape: Shape, old: &Value, new: &Value) {
        let Shape::Keyed(keys, _) = shape else { return };
        let rest = |item: &Value| {
            let mut item = item.as_object().cloned().unwrap_or_default();
            for (key, _) in keys {
                item.remove(*key);
            }
            Value::Object(item)
        };
        let has_default = keys.iter().any(|key| old.get(key.0).is_none() != new.get(key.0).is_none());
        if has_default {
            self.value(shape.item(), Some(&rest(old)), Some(&rest(new)));
        } else {
            self.value(shape.item(), Some(old), Some(new));
        }
    }
}

/// Returns the value of a merge key of an item.
fn key_value(item: &Value, (name, default): (&str, &str)) -> Option<Value> {
    match item.get(name) {
        None | Some(Value::Null) if default.is_empty() => None,
        None | Some(Value::Null) => Some(default.parse::<i64>().map_or_else(|_| default.into(), Value::from)),
        Some(Value::Object(_) | Value::Array(_)) => None,
        Some(value) => Some(value.clone()),
    }
}

/// Returns what identifies an item in its list.
fn key(shape: Shape, item: &Value) -> Option<String> {
    match (shape, item) {
        (Shape::Keyed(keys, _), Value::Object(_)) => {
            let values = keys.iter().map(|key| key_value(item, *key)).collect::<Option<Vec<_>>>()?;
            Some(Value::Array(values).to_string())
        }
        (Shape::Set, Value::String(_) | Value::Number(_) | Value::Bool(_)) => Some(item.to_string()),
        _ => None,
    }
}

/// Returns the merge keys of an item. A key with its default is left out, unless it is the only one.
fn written(keys: &[(&'static str, &'static str)], item: &Value) -> Vec<(&'static str, Value)> {
    let values = keys.iter().filter_map(|key| Some((*key, key_value(item, *key)?)));
    let is_default = |default: &str, value: &Value| !default.is_empty() && value == default;
    let written =
        values.enumerate().filter(|(at, ((_, default), value))| *at == 0 || !is_default(default, value));
    written.map(|(_, ((name, _), value))| (name, value)).collect()
}

fn step(shape: Shape, item: &Value) -> PathStep {
    match shape {
        Shape::Keyed(keys, _) => PathStep::Item(written(keys, item).into()),
        _ => PathStep::Member(item.clone()),
    }
}

/// Returns what an item is called in a list of names.
fn name(shape: Shape, item: &Value) -> Value {
    match shape {
        Shape::Keyed([(key, default)], _) => key_value(item, (*key, *default)).unwrap_or_default(),
        Shape::Keyed(keys, _) => {
            let entries = written(keys, item).into_iter().map(|(name, value)| (name.to_owned(), value));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        _ => item.clone(),
    }
}
