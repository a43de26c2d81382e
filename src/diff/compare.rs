//! The walk over two values of one object.

use k8s_openapi::serde_json::{Map, Value};

use super::change::{ChangeKind, Content, FieldChange, PathStep, path};
use super::effect;
use super::equal::{equal, present};
use super::hide::Hidden;
use super::order::Order;
use super::schema::Shape;

/// Compares two objects as JSON, and returns the fields that differ.
///
/// The kind is that of `new`. Use it for objects that are no [`Object`](crate::manifest::Object): an object of a cluster and what
/// you want to apply, for example. Leave out what the cluster writes: `status`, `metadata.managedFields` and the like.
///
/// ```
/// use podwright::diff::changes;
/// use serde_json::json;
///
/// let live = json!({ "apiVersion": "v1", "kind": "Secret", "data": { "password": "aHVudGVyMg==" } });
/// let new = json!({ "apiVersion": "v1", "kind": "Secret", "data": { "password": "aHVudGVyMw==" } });
/// let shown: Vec<_> = changes(&live, &new).iter().map(ToString::to_string).collect();
/// assert_eq!(shown, ["~ data[password]: (secret values differ)\n"]);
/// ```
#[must_use]
pub fn changes(old: &Value, new: &Value) -> Vec<FieldChange> {
    let text = |name: &str| new.get(name).and_then(Value::as_str).unwrap_or_default();
    let kind = text("kind");
    let group = text("apiVersion").split_once('/').map_or("", |(group, _)| group);
    let known = Shape::of_kind(group, kind);
    let mut walk = Walk {
        is_known: known.is_some(),
        hidden: Hidden::of([old, new]),
        order: Order::of(group, kind),
        steps: Vec::new(),
        changes: Vec::new(),
    };
    walk.value(known.unwrap_or_else(Shape::of_any_object), Some(old), Some(new));
    let mut changes = walk.changes;
    effect::find(group, kind, [old, new], &mut changes);
    changes
}

pub(super) struct Walk {
    /// Whether the kind is Kubernetes' own.
    is_known: bool,
    hidden: Hidden,
    pub(super) order: Order,
    pub(super) steps: Vec<PathStep>,
    changes: Vec<FieldChange>,
}

impl Walk {
    /// Compares what a field holds on both sides.
    pub(super) fn value(&mut self, shape: Shape, old: Option<&Value>, new: Option<&Value>) {
        let is_known = self.is_known;
        let (old, new) = (present(shape, old, is_known), present(shape, new, is_known));
        match (old, new) {
            (None, None) => {}
            (Some(Value::Object(old)), Some(Value::Object(new))) => {
                let outer = self.hidden.enter(&self.steps, [old, new]);
                self.entries(shape, old, new);
                self.hidden.leave(outer);
            }
            // Each value counts, also if one side has none at all.
            (Some(Value::Object(old)), None) if self.hidden.has_values(&self.steps) => {
                self.entries(shape, old, &Map::new());
            }
            (None, Some(Value::Object(new))) if self.hidden.has_values(&self.steps) => {
                self.entries(shape, &Map::new(), new);
            }
            (Some(old), None) => self.push(ChangeKind::Removed, Some(old), None, None),
            (None, Some(new)) => self.push(ChangeKind::Added, None, Some(new), None),
            (Some(old), Some(new)) => {
                if !(self.list(shape, old, new) || equal(shape, old, new, is_known)) {
                    self.push(ChangeKind::Changed, Some(old), Some(new), None);
                }
            }
        }
    }

    fn entries(&mut self, shape: Shape, old: &Map<String, Value>, new: &Map<String, Value>) {
        let only_new = new.keys().filter(|name| !old.contains_key(*name));
        let mut names: Vec<_> = old.keys().chain(only_new).collect();
        names.sort_unstable();
        for name in names {
            self.steps.push(match shape {
                Shape::Map(_) => PathStep::Key((**name).into()),
                _ if is_field(name) => PathStep::Field((**name).into()),
                _ => PathStep::Key((**name).into()),
            });
            self.value(shape.field(name), old.get(name), new.get(name));
            self.steps.pop();
        }
    }

    /// Adds a change of the field at which the walk stands.
    pub(super) fn push(
        &mut self,
        kind: ChangeKind,
        old: Option<&Value>,
        new: Option<&Value>,
        index: Option<usize>,
    ) {
        let content = self.hidden.content(&self.steps, [old, new]);
        let shown = |value: Option<&Value>| match content {
            Content::Hidden => None,
            _ => value.map(|value| self.hidden.shown(&self.steps, value)),
        };
        self.changes.push(FieldChange {
            field: path(&self.steps).into(),
            kind,
            old: shown(old),
            new: shown(new),
            index,
            content,
            effect: None,
            steps: self.steps.as_slice().into(),
        });
    }
}

/// Tells whether a name can stand in a path after a point.
fn is_field(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'$'))
}
