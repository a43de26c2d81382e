//! Decoding a tree as a Rust type, strictly, with every problem.

use std::fmt;

use serde::de::{self, DeserializeOwned};

use super::deserializer::At;
use super::nearest::nearest;
use super::problem::{Problem, ProblemKind};
use super::resolve::Scalar;
use super::tree::{Entry, NodeId, Tree, Value};

/// Decodes a node, or returns every problem of it.
///
/// A value of a wrong type is recorded and replaced by an empty one, so that one pass finds all problems. A result with
/// replaced values is never returned.
pub(crate) fn decode<T: DeserializeOwned>(tree: &Tree, root: NodeId) -> Result<T, Vec<Problem>> {
    let mut decoder = Decoder { tree, problems: Vec::new(), path: Vec::new(), structs: Vec::new() };
    match T::deserialize(At { decoder: &mut decoder, node: root }) {
        Ok(value) if decoder.problems.is_empty() => Ok(value),
        _ => Err(decoder.problems),
    }
}

pub(super) struct Decoder<'t> {
    pub(super) tree: &'t Tree,
    problems: Vec<Problem>,
    pub(super) path: Vec<Step<'t>>,
    /// The fields of the open structs, with the length of their paths.
    pub(super) structs: Vec<(usize, &'static [&'static str])>,
}

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
    #[cold]
    pub(super) fn wrong(&mut self, node: NodeId, expected: &str) {
        let span = self.tree.node(node).span.clone();
        let message = format!("expected {expected}, found {}", self.tree.describe(node));
        let mut problem = Problem::new(ProblemKind::WrongType, span.clone(), message).at(field(&self.path));
        if expected == TEXT {
            problem = match &self.tree.node(node).value {
                Value::Scalar(Scalar::Null | Scalar::Text(_)) | Value::Sequence(_) | Value::Mapping(_) => {
                    problem
                }
                Value::Scalar(_) => problem.helped_by("put the value in quotes"),
            };
        }
        self.problems.push(problem);
    }

    /// Records the message of a visitor as a problem of a node, unless the node has one already.
    pub(super) fn placed<V>(&mut self, node: NodeId, result: Result<V, Stop>) -> Result<V, Stop> {
        result.map_err(|stop| {
            if let Some(message) = stop.message {
                let span = self.tree.node(node).span.clone();
                if self.problems.last().is_none_or(|last| last.span != span) {
                    let problem = Problem::new(ProblemKind::WrongType, span, message);
                    self.problems.push(problem.at(field(&self.path)));
                }
            }
            Stop { message: None }
        })
    }

    #[cold]
    pub(super) fn unknown(&mut self, entry: &'t Entry, fields: &'static [&'static str]) {
        let (kind, span) = (ProblemKind::UnknownField, entry.key_span.clone());
        self.path.push(Step::Field(&entry.key));
        let path = field(&self.path);
        self.path.pop();
        let owner = self.structs.iter().rev().find(|(_, fields)| fields.contains(&&*entry.key));
        let problem = match (nearest(&entry.key, fields.iter().copied()), owner) {
            (_, Some((depth, _))) => {
                let owner = field(&self.path[..*depth]);
                let owner =
                    if owner.is_empty() { "the object itself".to_owned() } else { format!("`{owner}`") };
                Problem::new(kind, span, format!("unknown field, it belongs to {owner}"))
                    .helped_by("mind the indentation")
            }
            (Some(name), None) => Problem::new(kind, span, format!("unknown field, did you mean `{name}`?")),
            (None, None) => Problem::new(kind, span, "unknown field"),
        };
        self.problems.push(problem.at(path));
    }
}

fn field(steps: &[Step<'_>]) -> String {
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
