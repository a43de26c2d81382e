//! A document as a tree of nodes with positions.

use std::ops::Range;

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::problem::{Problem, ProblemKind};
use super::resolve::Scalar;

/// The nodes of one document. An alias is another reference to the same node.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(super) nodes: Vec<Node>,
}

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(pub(super) usize);

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
    /// How many nodes it consists of, with aliases replaced.
    pub(super) weight: usize,
    /// How many collections are nested in it, with aliases replaced.
    pub(super) depth: usize,
}

#[derive(Debug)]
pub(crate) enum Value {
    Scalar(Scalar),
    Sequence(Vec<NodeId>),
    Mapping(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Box<str>,
    pub(crate) key_span: Range<usize>,
    pub(crate) value: NodeId,
}

impl Tree {
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// Returns the entry of a mapping, or `None` if the node is no mapping.
    pub(crate) fn entry(&self, id: NodeId, key: &str) -> Option<&Entry> {
        match &self.node(id).value {
            Value::Mapping(entries) => entries.iter().find(|entry| &*entry.key == key),
            _ => None,
        }
    }

    /// Returns the text of a field, such as `kind`.
    pub(crate) fn text(&self, id: NodeId, key: &str) -> Option<&str> {
        match &self.node(self.entry(id, key)?.value).value {
            Value::Scalar(Scalar::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the items of an object of a kind such as `List` and `PodList`.
    ///
    /// An item that says neither its version nor its kind has those of the list: an item of a `PodList` is a `Pod`.
    ///
    /// # Errors
    ///
    /// Fails if the object has `items`, and they or its kind are not those of a list. kubectl takes it for a list.
    pub(super) fn list_items(&mut self, root: NodeId) -> Result<Option<Vec<NodeId>>, Problem> {
        let (Some(kind), Some(api_version)) = (self.text(root, "kind"), self.text(root, "apiVersion")) else {
            return Ok(None);
        };
        let Some(entry) = self.entry(root, "items") else { return Ok(None) };
        let problem =
            |message| Problem::new(ProblemKind::WrongType, entry.key_span.clone(), message).at("items");
        let Some(kind) = kind.strip_suffix("List").map(str::to_owned) else {
            let message = "kubectl takes an object with `items` for a list, and its kind ends with `List`";
            return Err(problem(message));
        };
        let api_version = api_version.to_owned();
        let items = match &self.node(entry.value).value {
            Value::Sequence(items) => items.clone(),
            Value::Scalar(Scalar::Null) => Vec::new(),
            _ => return Err(problem("expected a list")),
        };
        if !kind.is_empty() {
            for item in &items {
                self.name_item(*item, &api_version, &kind);
            }
        }
        Ok(Some(items))
    }

    fn name_item(&mut self, item: NodeId, api_version: &str, kind: &str) {
        let span = self.node(item).span.start..self.node(item).span.start;
        let Value::Mapping(entries) = &self.node(item).value else { return };
        if entries.iter().any(|entry| matches!(&*entry.key, "apiVersion" | "kind")) {
            return;
        }
        let entry =
            |(id, key): (usize, &str)| Entry { key: key.into(), key_span: span.clone(), value: NodeId(id) };
        let fields = [(self.nodes.len(), "apiVersion"), (self.nodes.len() + 1, "kind")].map(entry);
        for text in [api_version, kind] {
            let value = Value::Scalar(Scalar::Text(text.into()));
            self.nodes.push(Node { span: span.clone(), value, weight: 1, depth: 0 });
        }
        if let Value::Mapping(entries) = &mut self.nodes[item.0].value {
            entries.splice(0..0, fields);
        }
    }

    /// Describes a node for a message: `the number 1`.
    pub(crate) fn describe(&self, id: NodeId) -> String {
        match &self.node(id).value {
            Value::Scalar(Scalar::Null) => "nothing (null)".to_owned(),
            Value::Scalar(Scalar::Bool(value)) => format!("the boolean {value}"),
            Value::Scalar(Scalar::Int(value)) => format!("the number {value}"),
            Value::Scalar(Scalar::Uint(value)) => format!("the number {value}"),
            Value::Scalar(Scalar::Float(value)) => format!("the number {value}"),
            Value::Scalar(Scalar::Text(text)) => {
                let shown: String = text.chars().take(40).collect();
                let more = if shown.len() < text.len() { ".." } else { "" };
                format!("the text {shown:?}{more}")
            }
            Value::Sequence(_) => "a list".to_owned(),
            Value::Mapping(_) => "a map".to_owned(),
        }
    }

    /// Returns a part of the tree that serializes, with its keys in the order of the file.
    pub(crate) fn part(&self, id: NodeId) -> Part<'_> {
        Part { tree: self, id }
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'a> {
    tree: &'a Tree,
    id: NodeId,
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.tree.node(self.id).value {
            Value::Scalar(Scalar::Null) => serializer.serialize_unit(),
            Value::Scalar(Scalar::Bool(value)) => serializer.serialize_bool(*value),
            Value::Scalar(Scalar::Int(value)) => serializer.serialize_i64(*value),
            Value::Scalar(Scalar::Uint(value)) => serializer.serialize_u64(*value),
            Value::Scalar(Scalar::Float(value)) if !value.is_finite() => {
                Err(S::Error::custom(format_args!("{value} is not a number of JSON")))
            }
            Value::Scalar(Scalar::Float(value)) => serializer.serialize_f64(*value),
            Value::Scalar(Scalar::Text(text)) => serializer.serialize_str(text),
            Value::Sequence(items) => serializer.collect_seq(items.iter().map(|item| self.tree.part(*item))),
            Value::Mapping(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for entry in entries {
                    map.serialize_entry(&*entry.key, &self.tree.part(entry.value))?;
                }
                map.end()
            }
        }
    }
}
