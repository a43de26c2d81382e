//! Decoding a tree as a Rust type, strictly, with every problem.

use std::fmt;

use serde::de::{self, DeserializeOwned};

use super::deserializer::At;
use super::problem::{Problem, ProblemKind};
use super::resolve::Scalar;
use super::schema::{Probe, Schema};
use super::shape::Shape;
use super::tree::{Entry, NodeId, Tree, Value};
use crate::kind::served;
use crate::rules::KubeVersion;

/// Decodes a node, or returns every problem of it.
///
/// A value of a wrong type is recorded and replaced by an empty one, so that one pass finds all problems. A result with
/// replaced values is never returned.
pub(crate) fn decode<T: DeserializeOwned>(tree: &Tree, root: NodeId) -> Result<T, Vec<Problem>> {
    run(Decoder::new(tree, root, None)).map(|(object, ..)| object)
}

/// Decodes an object of Kubernetes as a cluster of a version reads it. Returns warnings about what it reads, too.
pub(super) fn decode_for<T: DeserializeOwned>(
    tree: &Tree,
    root: NodeId,
    version: KubeVersion,
) -> Result<(T, Vec<Shape>, Vec<Problem>), Vec<Problem>> {
    run(Decoder::new(tree, root, Some(version)))
}

fn run<T: DeserializeOwned>(mut decoder: Decoder<'_>) -> Result<(T, Vec<Shape>, Vec<Problem>), Vec<Problem>> {
    let at = At { node: decoder.root, shape: decoder.begin(), decoder: &mut decoder };
    let result = T::deserialize(at);
    decoder.finish(0);
    match result {
        Ok(value) if decoder.problems.is_empty() => Ok((value, decoder.shapes, decoder.warnings)),
        _ => {
            if decoder.unknown.iter().any(|unknown| unknown.wants_hint) {
                decoder.hint(&schema::<T>());
            }
            Err(decoder.problems)
        }
    }
}

/// The most values of a type whose decoder accepts none of the values that are tried.
const REFUSED: usize = 200;

/// Finds the structs of a type, by decoding it from nothing.
#[cold]
fn schema<T: DeserializeOwned>() -> Schema {
    let tree = Tree::default();
    let mut probe = Probe::default();
    for _ in 0..REFUSED {
        let mut decoder = Decoder::new(&tree, NodeId(0), None);
        decoder.probe = Some(probe.again());
        let at = At { node: decoder.root, shape: 0, decoder: &mut decoder };
        let result = T::deserialize(at);
        probe = decoder.probe.take().unwrap_or_default();
        if result.is_ok() || !probe.skip_refused() {
            break;
        }
    }
    probe.schema
}

pub(super) struct Decoder<'t> {
    pub(super) tree: &'t Tree,
    root: NodeId,
    /// The version whose fields are known. `None` for the fields of the Rust type.
    pub(super) version: Option<KubeVersion>,
    problems: Vec<Problem>,
    pub(super) warnings: Vec<Problem>,
    pub(super) path: Vec<Step<'t>>,
    /// The key of the last entry that was begun.
    pub(super) key: Option<&'t Entry>,
    /// The open structs.
    pub(super) structs: Vec<Open>,
    /// The types of the values that have been decoded, in the order of the tree.
    pub(super) shapes: Vec<Shape>,
    unknown: Vec<Unknown>,
    /// What is found while a type is decoded from nothing.
    pub(super) probe: Option<Probe>,
}

/// A struct whose fields are being decoded.
#[derive(Clone, Copy)]
pub(super) struct Open {
    /// The length of its path.
    depth: usize,
    name: &'static str,
    fields: &'static [&'static str],
}

/// An unknown field, for which a hint may be found.
struct Unknown {
    problem: usize,
    wants_hint: bool,
    /// The open structs, outermost first, each with its path.
    structs: Vec<(&'static str, String)>,
}

/// The most unknown fields that get a hint. Others have none, so that hints take bounded time.
const HINTS: usize = 100;

#[derive(Clone, Copy)]
pub(super) enum Step<'t> {
    Field(&'t str),
    Key(&'t str),
    Index(usize),
}

/// The error that stops serde. Once it has a position, it is recorded among the problems and has no message.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) message: Option<String>,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.as_deref().unwrap_or("the problem has been recorded"))
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: Some(message.to_string()) }
    }
}

/// The expected type in a message: "expected a text".
pub(super) const TEXT: &str = "a text";

impl<'t> Decoder<'t> {
    fn new(tree: &'t Tree, root: NodeId, version: Option<KubeVersion>) -> Self {
        Self {
            tree,
            root,
            version,
            problems: Vec::new(),
            warnings: Vec::new(),
            path: Vec::new(),
            key: None,
            structs: Vec::new(),
            shapes: Vec::new(),
            unknown: Vec::new(),
            probe: None,
        }
    }

    /// Begins a value, and returns the index of its shape.
    pub(super) fn begin(&mut self) -> usize {
        self.shapes.push(Shape::default());
        self.shapes.len() - 1
    }

    pub(super) fn finish(&mut self, shape: usize) {
        let end = self.shapes.len();
        if let Some(shape) = self.shapes.get_mut(shape) {
            shape.end = end;
        }
    }

    pub(super) fn open(&mut self, name: &'static str, fields: &'static [&'static str]) {
        self.structs.push(Open { depth: self.path.len(), name, fields });
    }

    #[cold]
    pub(super) fn wrong(&mut self, node: NodeId, expected: &str) {
        let is_collection = matches!(self.tree.node(node).value, Value::Sequence(_) | Value::Mapping(_));
        let span = match self.key {
            // A map or a list begins below its key.
            Some(key) if is_collection && expected == TEXT && key.value == node => key.key_span.clone(),
            _ => self.tree.node(node).span.clone(),
        };
        let message = format!("expected {expected}, found {}", self.tree.describe(node));
        let problem = Problem::new(ProblemKind::WrongType, span, message).at(field(&self.path));
        let problem = match &self.tree.node(node).value {
            Value::Scalar(Scalar::Text(text)) if expected.starts_with("a map") || expected == "a list" => {
                match unseparated(text) {
                    Some(help) => problem.helped_by(help),
                    None => problem,
                }
            }
            Value::Scalar(Scalar::Text(_)) if expected != TEXT => problem,
            Value::Scalar(Scalar::Text(_)) | Value::Sequence(_) | Value::Mapping(_) => problem,
            Value::Scalar(Scalar::Null) if expected == TEXT => problem.helped_by("write \"\" if it is empty"),
            Value::Scalar(_) if expected == TEXT => problem.helped_by("put the value in quotes"),
            Value::Scalar(_) => problem,
        };
        self.problems.push(problem);
    }

    /// Notes that an empty value is read as an empty text.
    #[cold]
    pub(super) fn empty_text(&mut self, node: NodeId) {
        let span = self.tree.node(node).span.clone();
        let problem = Problem::new(ProblemKind::Warning, span, "nothing (null) is read as an empty text");
        self.warnings.push(problem.at(field(&self.path)).helped_by("write \"\""));
    }

    /// Records the message of a visitor as a problem of a node, unless the node has one already.
    pub(super) fn placed<V>(&mut self, node: NodeId, result: Result<V, Stop>) -> Result<V, Stop> {
        result.map_err(|stop| {
            if let Some(message) = stop.message {
                let span = self.tree.node(node).span.clone();
                if self.problems.last().is_none_or(|last| last.span != span) {
                    let field = field(&self.path);
                    let problem = if is_about_base64(&message) {
                        Problem::not_base64(span, &field)
                    } else {
                        Problem::new(ProblemKind::WrongType, span, message)
                    };
                    self.problems.push(problem.at(field));
                }
            }
            Stop { message: None }
        })
    }

    /// Records the keys that the struct does not have, and those that the version does not have.
    pub(super) fn require_known(
        &mut self,
        entries: &'t [Entry],
        name: &'static str,
        fields: &'static [&'static str],
    ) {
        let rows = if self.version.is_some() { served::fields(name) } else { &[] };
        for entry in entries {
            let is_typed = fields.contains(&&*entry.key);
            match (self.version, served::field(rows, &entry.key)) {
                (Some(version), Some((_, versions))) if versions.contain(version) => {}
                (Some(version), Some((_, versions))) => {
                    let others = if versions.first > version {
                        format!("{} and later have it", versions.first)
                    } else if versions.first == versions.last {
                        format!("only {} has it", versions.last)
                    } else {
                        format!("{} to {} have it", versions.first, versions.last)
                    };
                    let message = format!("Kubernetes {version} does not know this field: {others}");
                    self.path.push(Step::Field(&entry.key));
                    let problem = Problem::new(ProblemKind::UnknownField, entry.key_span.clone(), message)
                        .at(field(&self.path));
                    self.path.pop();
                    self.problems.push(problem);
                }
                _ if is_typed => {}
                _ => self.unknown(entry, name, fields),
            }
        }
    }

    #[cold]
    fn unknown(&mut self, entry: &'t Entry, name: &'static str, fields: &'static [&'static str]) {
        let (kind, span) = (ProblemKind::UnknownField, entry.key_span.clone());
        let (message, help, wants_hint) = self.guess(&entry.key, name, fields);
        self.path.push(Step::Field(&entry.key));
        let mut problem = Problem::new(kind, span, message).at(field(&self.path));
        self.path.pop();
        problem.help = help.map(Box::from);
        let structs = if wants_hint && self.unknown.len() < HINTS {
            let outer = self.structs.iter().map(|open| (open.name, field(&self.path[..open.depth])));
            outer.chain([(name, field(&self.path))]).collect()
        } else {
            Vec::new()
        };
        self.unknown.push(Unknown { problem: self.problems.len(), wants_hint, structs });
        self.problems.push(problem);
    }

    /// Returns the message and the help for an unknown field, and whether it may belong elsewhere.
    fn guess(
        &self,
        key: &str,
        name: &str,
        fields: &'static [&'static str],
    ) -> (String, Option<&'static str>, bool) {
        let meant = |field: &str| (format!("unknown field, did you mean `{field}`?"), None, false);
        if key.starts_with(|c: char| !c.is_ascii() && c.is_whitespace()) {
            let message = "unknown field, it begins with a no-break space".to_owned();
            return (message, Some("write a plain space"), false);
        }
        if key.strip_prefix('-').is_some_and(|item| item.starts_with(|c: char| c.is_ascii_alphabetic())) {
            let message = "unknown field, the space after the dash is missing".to_owned();
            return (message, Some("put a space after the dash"), false);
        }
        if let Some(field) = super::nearest::longer(key, name, fields.iter().copied()) {
            return meant(field);
        }
        let owner = self.structs.iter().rev().find(|open| open.fields.contains(&key));
        if let Some(owner) = owner {
            let owner = field(&self.path[..owner.depth]);
            let owner = if owner.is_empty() { "the object itself".to_owned() } else { format!("`{owner}`") };
            return (format!("unknown field, it belongs to {owner}"), Some("mind the indentation"), false);
        }
        match super::nearest::nearest(key, fields.iter().copied()) {
            Some(field) => meant(field),
            None => ("unknown field".to_owned(), None, true),
        }
    }

    /// Adds to each unknown field where it belongs, if that is found.
    fn hint(&mut self, schema: &Schema) {
        for unknown in self.unknown.iter().filter(|unknown| unknown.wants_hint).take(HINTS) {
            let Some(problem) = self.problems.get_mut(unknown.problem) else { continue };
            let key = problem.field.rsplit('.').next().unwrap_or_default();
            if let Some(place) = schema.place(key, &unknown.structs) {
                problem.message = format!("unknown field, it belongs {place}").into();
            }
        }
    }
}

/// Returns what to write for a text that looks like a map or a list whose colon, dash or space is missing.
fn unseparated(text: &str) -> Option<String> {
    let first = text.lines().next()?.chars().take(60).collect::<String>();
    let is_key = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_space = |c: char| c.is_whitespace();
    if first.contains(char::is_control) {
        None
    } else if let Some((key, value)) = first.split_once(':').filter(|(key, _)| is_key(key)) {
        match value.starts_with(is_space) {
            true => Some(format!("write a plain space after the colon: `{key}: {}`", value.trim_start())),
            false if value.starts_with("//") => None,
            false => Some(format!("put a space after the colon: `{key}: {value}`")),
        }
    } else if let Some(item) = first.strip_prefix('-') {
        Some(format!("put a space after the dash: `- {item}`"))
    } else {
        let is_pair = |(key, value): &(&str, &str)| is_key(key) && !value.contains(' ');
        let (key, value) = first.split_once(' ').filter(is_pair)?;
        Some(format!("put a colon after the key: `{key}: {value}`"))
    }
}

/// Tells whether a message is that of a decoder of base64.
fn is_about_base64(message: &str) -> bool {
    ["Invalid symbol ", "Invalid input length", "Invalid last symbol ", "Invalid padding"]
        .iter()
        .any(|start| message.starts_with(start))
}

pub(super) fn field(steps: &[Step<'_>]) -> String {
    let mut field = String::new();
    for step in steps {
        match step {
            Step::Field(name) if field.is_empty() => field.push_str(name),
            Step::Field(name) => field.extend([".", name]),
            Step::Key(key) => field.extend(["[", key, "]"]),
            Step::Index(index) => field.extend(["[", &index.to_string(), "]"]),
        }
    }
    field
}
