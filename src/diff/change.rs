use std::fmt;

use k8s_openapi::serde_json::Value;

use super::effect::Effect;
use crate::lines;

/// How an object or a field differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Only the new side has it.
    Added,
    /// Only the old side has it.
    Removed,
    /// Both sides have it, and it differs.
    Changed,
    /// The items of a list stand in another order. Objects are never moved.
    Moved,
}

impl ChangeKind {
    /// Returns the sign that stands in front of a line: `+`, `-` or `~`.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Added => '+',
            Self::Removed => '-',
            Self::Changed | Self::Moved => '~',
        }
    }
}

/// A field that differs, made by [`changes`](super::changes).
///
/// `Display` writes the lines that [`Diff`](super::Diff) shows for the field.
///
/// ```
/// use podwright::diff::{ChangeKind, changes};
/// use serde_json::json;
///
/// let old = json!({ "apiVersion": "v1", "kind": "Pod", "spec": { "containers": [{ "name": "web", "image": "a:1" }] } });
/// let new = json!({ "apiVersion": "v1", "kind": "Pod", "spec": { "containers": [{ "name": "web", "image": "a:2" }] } });
/// let changes = changes(&old, &new);
/// assert_eq!(changes[0].field(), r#"spec.containers[name="web"].image"#);
/// assert_eq!(changes[0].kind(), ChangeKind::Changed);
/// assert_eq!((changes[0].before(), changes[0].after()), (Some(&json!("a:1")), Some(&json!("a:2"))));
/// assert_eq!(changes[0].to_string(), "~ spec.containers[name=\"web\"].image: \"a:1\" -> \"a:2\"\n");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    pub(super) steps: Box<[PathStep]>,
    pub(super) field: Box<str>,
    pub(super) kind: ChangeKind,
    pub(super) old: Option<Value>,
    pub(super) new: Option<Value>,
    pub(super) index: Option<usize>,
    pub(super) content: Content,
    pub(super) effect: Option<Effect>,
}

/// What the value of a field is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Plain,
    /// A secret. The change does not hold the values.
    Hidden,
    /// Bytes in base64.
    Binary,
}

/// A step of the path to a field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PathStep {
    /// A field: `spec`.
    Field(Box<str>),
    /// A key of a map whose keys the author chooses, such as labels: `[app]`.
    Key(Box<str>),
    /// The item of a list with these merge keys: `[name="web"]`. A key that the item does not write has its default.
    Item(Box<[(&'static str, Value)]>),
    /// The item of a set with this value: `["kubernetes.io/pv-protection"]`.
    Member(Value),
}

impl FieldChange {
    /// Returns the path of the field, with merge keys in place of indexes: `spec.containers[name="web"].image`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Returns the path of the field, step by step.
    #[must_use]
    pub fn steps(&self) -> &[PathStep] {
        &self.steps
    }

    /// Returns how the field differs.
    #[must_use]
    pub fn kind(&self) -> ChangeKind {
        self.kind
    }

    /// Returns the old value, if the old side has the field and it is no [secret](Self::is_secret).
    ///
    /// If the items of a list [moved](ChangeKind::Moved), it is the list of the merge keys of the items that both sides have.
    #[must_use]
    pub fn before(&self) -> Option<&Value> {
        self.old.as_ref()
    }

    /// Returns the new value, if the new side has the field and it is no [secret](Self::is_secret).
    ///
    /// If the items of a list [moved](ChangeKind::Moved), it is the list of the merge keys of the items that both sides have.
    #[must_use]
    pub fn after(&self) -> Option<&Value> {
        self.new.as_ref()
    }

    /// Returns the index of an item that was added to its list, in the new list, or of one that was removed, in the old list.
    #[must_use]
    pub fn index(&self) -> Option<usize> {
        self.index
    }

    /// Returns whether the values are secret. The change does not hold them.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.content == Content::Hidden
    }

    /// Returns what it takes to apply the change, if that is known.
    #[must_use]
    pub fn effect(&self) -> Option<Effect> {
        self.effect
    }
}

/// Writes a path as the API server does, with merge keys in place of indexes.
pub(super) fn path(steps: &[PathStep]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            PathStep::Field(name) => {
                if !text.is_empty() {
                    text.push('.');
                }
                lines::push_escaped(&mut text, name);
            }
            PathStep::Key(name) => {
                text.push('[');
                lines::push_escaped(&mut text, name);
                text.push(']');
            }
            PathStep::Item(keys) => {
                for (at, (name, value)) in keys.iter().enumerate() {
                    text.push(if at == 0 { '[' } else { ',' });
                    text.extend([*name, "=", &scalar(value)]);
                }
                text.push(']');
            }
            PathStep::Member(value) => text.extend(["[", &scalar(value), "]"]),
        }
    }
    text
}

/// Writes a value as JSON on one line, without control characters.
pub(super) fn scalar(value: &Value) -> String {
    let mut text = String::new();
    lines::push_escaped(&mut text, &value.to_string());
    text
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::print::field(self, f)
    }
}
