//! The objects and the links between them, without any form.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::serde_json::Value;

use super::area::{self, Area};
use super::{card, words};
use crate::facts::ContainerKind;
use crate::links::tree::content;
use crate::links::{Links, Missing, ObjectName, Outcome, Reason, Reference, ResolvedBy, Target};
use crate::manifest::Object;

/// All objects and links of a diagram.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    /// In order: by column, namespace, name and kind.
    pub(super) nodes: Vec<Node>,
    /// In order: by the positions of the nodes. There is one edge at most from a node to another.
    pub(super) edges: Vec<Edge>,
    /// The namespaces that objects are in, and that the set lacks.
    pub(super) missing_namespaces: BTreeSet<Box<str>>,
}

/// An object.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) name: ObjectName,
    pub(super) column: usize,
    pub(super) area: Area,
    pub(super) state: State,
    pub(super) lines: Vec<Line>,
}

/// Whether an object is in the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Present,
    /// Somebody else provides it.
    External,
    /// It should be in the set.
    Missing,
}

/// A line of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) mark: Mark,
    pub(super) text: String,
    /// The image and the ports of a container.
    pub(super) more: String,
}

impl Line {
    pub(super) fn plain(text: String) -> Self {
        Self { mark: Mark::Plain, text, more: String::new() }
    }

    fn marked(mark: Mark, text: &str) -> Self {
        Self { mark, text: text.to_owned(), more: String::new() }
    }
}

/// What a line of a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Plain,
    Container(ContainerKind),
    /// Why the object is not in the set.
    Reason,
    /// What is missing.
    Problem,
}

/// The links of an object to another.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) state: State,
    /// What the links are, without a word twice. What is missing is first.
    pub(super) words: Vec<String>,
}

/// An object of the set.
struct Entry {
    name: ObjectName,
    version: String,
    content: Value,
}

impl Entry {
    fn of(object: &Object) -> Self {
        let name = ObjectName::from(object);
        Self { name, version: object.api_version().to_owned(), content: content(object) }
    }

    /// Compares without regard to the order of adding, also alternatives of one name.
    fn order(&self, other: &Self) -> Ordering {
        self.name
            .cmp(&other.name)
            .then_with(|| self.version.cmp(&other.version))
            .then_with(|| self.content.to_string().cmp(&other.content.to_string()))
    }
}

/// A node and what refers to it, while the references are read.
#[derive(Default)]
struct Draft {
    state: Option<State>,
    lines: Vec<Line>,
    reasons: BTreeSet<(State, String)>,
    problems: BTreeSet<String>,
    /// What a role allows.
    rights: Option<String>,
}

/// What ties one object to another: how it is drawn, and the words with their ranks.
type Ties = (State, BTreeSet<(u8, String)>);

#[derive(Default)]
struct Drafts {
    nodes: BTreeMap<ObjectName, Draft>,
    /// The objects of a group, kind and name that name no namespace.
    without_namespace: BTreeSet<ObjectName>,
    edges: BTreeMap<(ObjectName, ObjectName), Ties>,
    missing_namespaces: BTreeSet<Box<str>>,
}

impl Graph {
    pub(super) fn of<'o>(links: &Links, objects: impl IntoIterator<Item = &'o Object>) -> Self {
        let mut entries: Vec<Entry> = objects.into_iter().map(Entry::of).collect();
        entries.sort_by(Entry::order);
        let mut drafts = Drafts::default();
        for alternatives in entries.chunk_by(|one, other| one.name == other.name) {
            let Some(first) = alternatives.first() else { continue };
            let mut text = card::lines(&first.name, &first.content);
            if alternatives.len() > 1 {
                text.push(Line::plain(format!("one of {} alternatives", alternatives.len())));
            }
            let rights = card::all_rights(&first.name, &first.content);
            let draft = Draft { state: Some(State::Present), lines: text, rights, ..Draft::default() };
            drafts.nodes.insert(first.name.clone(), draft);
            if first.name.namespace().is_none() {
                drafts.without_namespace.insert(first.name.clone());
            }
        }
        let by_name: BTreeMap<&ObjectName, &Value> =
            entries.iter().rev().map(|entry| (&entry.name, &entry.content)).collect();
        for reference in links.references() {
            if let Some(content) = by_name.get(reference.from()) {
                drafts.refer(reference, content);
            }
        }
        drafts.finish()
    }
}

impl Drafts {
    fn refer(&mut self, reference: &Reference, content: &Value) {
        if words::is_own_namespace(reference) {
            if let (Target::Object(namespace), Outcome::Dangling(_)) =
                (reference.target(), reference.outcome())
            {
                self.missing_namespaces.insert(namespace.name().into());
            }
            return;
        }
        match reference.target() {
            Target::Itself => {
                if let (Outcome::Dangling(_), Some(part)) = (reference.outcome(), reference.part())
                    && let Some(draft) = self.nodes.get_mut(reference.from())
                {
                    draft.problems.insert(format!("no {part}"));
                }
            }
            Target::Object(name) => {
                if let Some(target) = self.target(name, reference.outcome()) {
                    self.tie(reference, target, content);
                }
            }
            Target::Selected { objects, selector, kind } if objects.is_empty() => {
                // A reference to a port of the selected pods has no selector of its own.
                if !selector.is_empty() {
                    let name = format!("{kind}s");
                    let ghost = ObjectName::new("", &name, reference.from().namespace(), selector);
                    if let Some(target) = self.target(&ghost, reference.outcome()) {
                        self.tie(reference, target, content);
                    }
                }
            }
            Target::Selected { objects, .. } => {
                let is_own = words::is_own_selector(reference);
                for object in objects.iter().filter(|object| !is_own || ***object != *reference.from()) {
                    if self.nodes.contains_key(&**object) {
                        self.tie(reference, (**object).clone(), content);
                    }
                }
            }
        }
    }

    /// Returns the node of a target. What is not in the set gets a node. What is in the set and not shown has none.
    fn target(&mut self, name: &ObjectName, outcome: &Outcome) -> Option<ObjectName> {
        if self.nodes.get(name).is_some_and(|draft| draft.state == Some(State::Present)) {
            return Some(name.clone());
        }
        // It may be named with the namespace of the apply.
        let bare = ObjectName::new(name.group(), name.kind(), None, name.name());
        let is_there = matches!(
            outcome,
            Outcome::Resolved(ResolvedBy::Object)
                | Outcome::Dangling(Missing::Part | Missing::Grant)
                | Outcome::Unknown(Reason::Twice | Reason::FilledLater | Reason::Opaque)
        );
        if is_there && self.without_namespace.contains(&bare) {
            return Some(bare);
        }
        let (state, reason) = match outcome {
            Outcome::Resolved(ResolvedBy::Object) => return None,
            Outcome::Dangling(Missing::Part | Missing::Grant) => {
                (State::External, "made elsewhere".to_owned())
            }
            Outcome::Resolved(ResolvedBy::Provider) => (State::External, "made by another object".to_owned()),
            Outcome::Resolved(ResolvedBy::Cluster) => (State::External, "every cluster has it".to_owned()),
            Outcome::Dangling(Missing::Namespace(other)) => {
                (State::Missing, format!("not here, but in namespace {other:?}"))
            }
            Outcome::Dangling(Missing::Object) if name.group().is_empty() && is_selection(name) => {
                (State::Missing, "nothing has these labels".to_owned())
            }
            Outcome::Dangling(Missing::Object) => (State::Missing, "not in the set".to_owned()),
            Outcome::Unknown(reason) => (State::External, reason_words(reason)),
        };
        let draft = self.nodes.entry(name.clone()).or_default();
        draft.reasons.insert((state, reason));
        Some(name.clone())
    }

    fn tie(&mut self, reference: &Reference, target: ObjectName, content: &Value) {
        let state = match reference.outcome() {
            Outcome::Dangling(_) => State::Missing,
            _ if words::is_own_selector(reference) => State::Missing,
            Outcome::Resolved(_) | Outcome::Unknown(_) => State::Present,
        };
        let edge = self.edges.entry((reference.from().clone(), target)).or_insert((state, BTreeSet::new()));
        edge.0 = edge.0.max(state);
        match (reference.outcome(), reference.part()) {
            (Outcome::Dangling(Missing::Part), Some(part)) => {
                edge.1.insert((0, format!("no {part}")));
            }
            (Outcome::Dangling(Missing::Grant), _) => {
                edge.1.insert((0, "no ReferenceGrant".to_owned()));
            }
            _ => {}
        }
        edge.1
            .extend(words::of(reference, content).into_iter().filter(|it| !it.is_empty()).map(|it| (1, it)));
    }

    fn finish(mut self) -> Graph {
        for ((_, to), (_, words)) in &mut self.edges {
            let rights = self.nodes.get_mut(to).and_then(|draft| draft.rights.clone());
            if let Some(rights) = rights
                && words.remove(&(1, words::MAY.to_owned()))
            {
                words.insert((1, format!("{}: {rights}", words::MAY)));
            }
        }
        let mut nodes: Vec<Node> = self.nodes.into_iter().map(|(name, draft)| draft.node(name)).collect();
        nodes.sort_by(|one, other| one.key().cmp(&other.key()));
        let place: BTreeMap<&ObjectName, usize> =
            nodes.iter().enumerate().map(|(at, node)| (&node.name, at)).collect();
        let ends = |from: &ObjectName, to: &ObjectName| Some((*place.get(from)?, *place.get(to)?));
        let mut edges: Vec<Edge> = self
            .edges
            .iter()
            .filter_map(|((from, to), (state, words))| {
                let (from, to) = ends(from, to)?;
                let of_target = nodes.get(to)?.state;
                // An edge to something external is dashed.
                let state = (*state).max(of_target.min(State::External));
                let words = words.iter().map(|(_, words)| words.clone()).collect();
                Some(Edge { from, to, state, words })
            })
            .collect();
        edges.sort_by_key(|edge| (edge.from, edge.to));
        Graph { nodes, edges, missing_namespaces: self.missing_namespaces }
    }
}

impl Draft {
    fn node(mut self, name: ObjectName) -> Node {
        let (column, area) = area::of(name.group(), name.kind());
        let state = self.state.or_else(|| self.reasons.iter().map(|(state, _)| *state).max());
        let state = state.unwrap_or(State::Present);
        let mark = if state == State::Missing { Mark::Problem } else { Mark::Reason };
        let reasons = self.reasons.iter().filter(|(of, _)| *of == state);
        self.lines.extend(reasons.map(|(_, reason)| Line::marked(mark, reason)));
        self.lines.extend(self.problems.iter().map(|problem| Line::marked(Mark::Problem, problem)));
        Node { name, column, area, state, lines: self.lines }
    }
}

impl Node {
    fn key(&self) -> (usize, &ObjectName) {
        (self.column, &self.name)
    }
}

/// Tells whether a node stands for what a selector selects.
fn is_selection(name: &ObjectName) -> bool {
    matches!(name.kind(), "Pods" | "Services")
}

/// Says why a set cannot tell. The words name no other object: which one is meant may depend on the order of the set.
fn reason_words(reason: &Reason) -> String {
    match reason {
        Reason::External(Some(maker)) => format!("made by {maker}"),
        Reason::External(None) => "external".to_owned(),
        Reason::Outside => "of the cluster".to_owned(),
        Reason::Optional => "optional, not in the set".to_owned(),
        Reason::OtherNamespace => "of another namespace".to_owned(),
        Reason::MadeByProgram(_) | Reason::MadeByRole(_) => "perhaps made by a program".to_owned(),
        Reason::LabelledByRole(_) => "perhaps labelled by a program".to_owned(),
        Reason::MadeByCustom(_) => "perhaps made by a controller".to_owned(),
        Reason::Twice => "in the set more than once".to_owned(),
        Reason::FilledLater | Reason::Opaque | Reason::TooMany => "not known".to_owned(),
    }
}
