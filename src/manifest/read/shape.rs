//! The types of the values of a document, so that it is written with what it had.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::resolve::Scalar;
use super::tree::{Entry, NodeId, Tree, Value};
use crate::kind::served;

/// The type that a value was decoded as. A list of them has the order of the tree: each value before its parts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    pub(super) kind: ShapeKind,
    /// The index after the shapes of the parts.
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) enum ShapeKind {
    /// A value as the tree has it.
    #[default]
    Value,
    /// A value whose parts were not decoded.
    Unseen,
    Struct(&'static str, &'static [&'static str]),
    Quantity,
    Integer,
    Text,
}

/// An object as it was read: the values of the document, in the order and the form that its type gives them.
pub(super) struct AsRead {
    pub(super) tree: Arc<Tree>,
    pub(super) root: NodeId,
    pub(super) shapes: Box<[Shape]>,
    pub(super) api_version: Box<str>,
    pub(super) kind: Box<str>,
}

impl Serialize for AsRead {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let root = Shaped { object: self, node: self.root, shape: 0 };
        match (&self.tree.node(self.root).value, self.shapes.first().map(|shape| shape.kind)) {
            (Value::Mapping(entries), Some(ShapeKind::Struct(name, fields))) => {
                root.fields(entries, name, fields, serializer)
            }
            _ => root.serialize(serializer),
        }
    }
}

#[derive(Clone, Copy)]
struct Shaped<'a> {
    object: &'a AsRead,
    node: NodeId,
    shape: usize,
}

/// The value of a field.
enum Part<'a> {
    Shaped(Shaped<'a>),
    Unseen(NodeId),
    Text(&'a str),
    NoEntries,
}

/// A map without entries.
struct NoEntries;

impl Serialize for NoEntries {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_map(Some(0))?.end()
    }
}

impl<'a> Shaped<'a> {
    fn shape(&self) -> Shape {
        self.object.shapes.get(self.shape).copied().unwrap_or_default()
    }

    /// Returns the parts of the value, each with its shape.
    fn parts(self, nodes: impl Iterator<Item = NodeId>) -> impl Iterator<Item = Self> {
        let mut next = self.shape + 1;
        nodes.map(move |node| {
            let part = Self { object: self.object, node, shape: next };
            next = part.shape().end.max(next + 1);
            part
        })
    }

    fn fields<S: Serializer>(
        self,
        entries: &'a [Entry],
        name: &'static str,
        fields: &'static [&'static str],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let is_typed = |entry: &&Entry| fields.contains(&&*entry.key);
        let tree = &self.object.tree;
        let typed = entries.iter().filter(is_typed);
        let shaped = self.parts(typed.clone().map(|entry| entry.value));
        let mut parts: Vec<(&'static str, Part<'a>)> = Vec::with_capacity(entries.len() + 2);
        for (entry, part) in typed.zip(shaped) {
            let Some(field) = fields.iter().find(|field| ***field == *entry.key) else { continue };
            let is_null = matches!(tree.node(entry.value).value, Value::Scalar(Scalar::Null));
            let is_only_source = || {
                let is_source = |other: &&Entry| {
                    *other.key != *"name"
                        && !matches!(tree.node(other.value).value, Value::Scalar(Scalar::Null))
                };
                !entries.iter().any(|other| is_source(&other))
            };
            // A volume without a source is an emptyDir.
            if is_null && name == "Volume" && *field == "emptyDir" && is_only_source() {
                parts.push((field, Part::NoEntries));
            } else {
                parts.push((field, Part::Shaped(part)));
            }
        }
        for entry in entries.iter().filter(|entry| !is_typed(entry)) {
            if let Some((field, _)) = served::field(served::fields(name), &entry.key) {
                parts.push((field, Part::Unseen(entry.value)));
            }
        }
        if self.shape == 0 {
            // An item of a list may leave them out.
            for (field, text) in [("apiVersion", &self.object.api_version), ("kind", &self.object.kind)] {
                if parts.iter().all(|(name, _)| *name != field) {
                    parts.push((field, Part::Text(text)));
                }
            }
        }
        parts.sort_by_key(|(name, _)| *name);
        let mut written = serializer.serialize_struct(name, parts.len())?;
        for (name, part) in &parts {
            match part {
                Part::Shaped(part) => written.serialize_field(name, part)?,
                Part::Unseen(node) => written.serialize_field(name, &tree.part(*node))?,
                Part::Text(text) => written.serialize_field(name, text)?,
                Part::NoEntries => written.serialize_field(name, &NoEntries)?,
            }
        }
        written.end()
    }
}

impl Serialize for Shaped<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tree = &self.object.tree;
        match (&tree.node(self.node).value, self.shape().kind) {
            (Value::Mapping(entries), ShapeKind::Struct(name, fields)) => {
                self.fields(entries, name, fields, serializer)
            }
            (Value::Scalar(Scalar::Text(text)), ShapeKind::Quantity) => {
                serializer.serialize_newtype_struct("Quantity", &**text)
            }
            (Value::Scalar(Scalar::Int(value)), ShapeKind::Quantity) => {
                serializer.serialize_newtype_struct("Quantity", &value.to_string())
            }
            (Value::Scalar(Scalar::Uint(value)), ShapeKind::Quantity) => {
                serializer.serialize_newtype_struct("Quantity", &value.to_string())
            }
            (Value::Scalar(Scalar::Float(value)), ShapeKind::Quantity) => {
                serializer.serialize_newtype_struct("Quantity", &value.to_string())
            }
            (Value::Scalar(Scalar::Float(value)), ShapeKind::Integer) => match whole(*value) {
                Some(value) => serializer.serialize_i64(value),
                None => tree.part(self.node).serialize(serializer),
            },
            (Value::Scalar(Scalar::Null), ShapeKind::Text) => serializer.serialize_str(""),
            (Value::Sequence(items), ShapeKind::Value) => {
                serializer.collect_seq(self.parts(items.iter().copied()))
            }
            (Value::Mapping(entries), ShapeKind::Value) => {
                let parts = self.parts(entries.iter().map(|entry| entry.value));
                let mut sorted: Vec<_> = entries.iter().map(|entry| &*entry.key).zip(parts).collect();
                sorted.sort_by_key(|(key, _)| *key);
                serializer.collect_map(sorted)
            }
            _ => tree.part(self.node).serialize(serializer),
        }
    }
}

/// Returns the integer that a float such as `30.0` stands for, as kubectl converts it.
pub(super) fn whole(value: f64) -> Option<i64> {
    // The shortest digits that are read back as the same float, without an exponent.
    value.to_string().parse().ok()
}
