//! The objects of a set, found by name.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use k8s_openapi::serde_json::Value;

use super::reference::{Member, ObjectName};
use super::scope;
use super::tree::content;
use super::{doubts, known};
use crate::manifest::Object;

/// An object of the set.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: Member,
    pub(super) version: Box<str>,
    /// Whether the API server is to make the name.
    pub(super) is_named: bool,
    /// The fields in which the object breaks rules.
    pub(super) wrong_fields: Box<[Box<str>]>,
    pub(super) value: Value,
}

impl Entry {
    /// Reads the object at an index of the set.
    pub(super) fn of((index, object): (usize, &Object)) -> Self {
        let (group, version) = object.api_version().split_once('/').unwrap_or(("", object.api_version()));
        let made = object.generate_name().map(|prefix| format!("{prefix}*"));
        let name = object.name().or(made.as_deref()).unwrap_or_default();
        Self {
            name: Member::new(ObjectName::new(group, object.kind(), object.namespace(), name), index),
            version: version.into(),
            is_named: object.name().is_some(),
            wrong_fields: doubts::in_doubt(object.wrong_fields()),
            value: content(object),
        }
    }

    pub(super) fn is(&self, group: &str, kind: &str) -> bool {
        *self.name.group == *group && *self.name.kind == *kind
    }
}

/// Leaves out each object that is in the set before with the same content. Files that are applied one by one repeat their
/// namespace.
pub(super) fn without_repeats(entries: impl Iterator<Item = Entry>) -> Vec<Entry> {
    let mut known: HashMap<Arc<ObjectName>, Vec<usize>> = HashMap::new();
    let mut kept: Vec<Entry> = Vec::new();
    for entry in entries {
        if entry.is_named && !entry.value.is_null() {
            let alternatives = known.entry(Arc::clone(entry.name.shared())).or_default();
            let is_same = |other: &Entry| other.version == entry.version && other.value == entry.value;
            if alternatives.iter().any(|at| kept.get(*at).is_some_and(is_same)) {
                continue;
            }
            if alternatives.len() < ALTERNATIVES {
                alternatives.push(kept.len());
            }
        }
        kept.push(entry);
    }
    kept
}

/// What a lookup finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Once(u32),
    /// Alternatives. This is the first.
    Twice(u32),
}

type Key<'a> = (&'a str, &'a str, &'a str, &'a str);

/// All objects, by group, kind, namespace and name. The namespace of an object without one is that of the apply.
#[derive(Debug)]
pub(super) struct Set<'a> {
    pub(super) entries: &'a [Entry],
    /// The namespace of the apply, as far as it is known.
    pub(super) apply: &'a str,
    by_name: HashMap<Key<'a>, Found>,
    /// The namespaces of the objects of a group, kind and name.
    elsewhere: HashMap<(&'a str, &'a str, &'a str), Vec<&'a str>>,
    names: HashMap<(&'a str, &'a str, &'a str), Vec<&'a str>>,
    /// The namespaces that an object of the set is in, or that are objects of the set.
    namespaces: HashSet<&'a str>,
    cluster_kinds: HashSet<(&'a str, &'a str)>,
    pub(super) has_namespaces: bool,
    steps: Cell<u64>,
}

/// The most alternatives of one name that are remembered.
const ALTERNATIVES: usize = 8;

impl<'a> Set<'a> {
    /// Indexes the objects. Those without a namespace have none yet.
    pub(super) fn of(entries: &'a [Entry]) -> Self {
        let mut set = Self {
            entries,
            apply: "",
            by_name: HashMap::new(),
            elsewhere: HashMap::new(),
            names: HashMap::new(),
            namespaces: HashSet::new(),
            cluster_kinds: HashSet::new(),
            has_namespaces: false,
            steps: Cell::new(0),
        };
        set.cluster_kinds.extend(entries.iter().filter_map(scope::defined));
        set.index();
        set
    }

    /// Sets the namespace of the objects that name none.
    pub(super) fn apply_in(&mut self, namespace: &'a str) {
        if namespace != self.apply {
            self.apply = namespace;
            self.index();
        }
    }

    fn index(&mut self) {
        self.by_name.clear();
        self.elsewhere.clear();
        self.names.clear();
        self.namespaces.clear();
        for (at, entry) in self.entries.iter().enumerate() {
            self.step();
            let name = &*entry.name;
            let (group, kind) = (&*name.group, &*name.kind);
            let space = self.space(at);
            if group.is_empty() && kind == "Namespace" {
                self.has_namespaces = true;
                self.namespaces.insert(&name.name);
            }
            if !self.is_cluster_scoped(group, kind) {
                self.namespaces.insert(space);
            }
            if !entry.is_named {
                continue;
            }
            let position = u32::try_from(at).unwrap_or(u32::MAX);
            self.by_name
                .entry((group, kind, space, &name.name))
                .and_modify(|found| {
                    if let Found::Once(first) = *found {
                        *found = Found::Twice(first);
                    }
                })
                .or_insert(Found::Once(position));
            let spaces = self.elsewhere.entry((group, kind, &name.name)).or_default();
            if spaces.len() < ALTERNATIVES {
                spaces.push(space);
            }
            self.names.entry((group, kind, space)).or_default().push(&name.name);
        }
    }

    /// Returns the namespace of an object. Objects of the cluster have none.
    pub(super) fn space(&self, at: usize) -> &'a str {
        let Some(entry) = self.entries.get(at) else { return "" };
        if self.is_cluster_scoped(&entry.name.group, &entry.name.kind) {
            return "";
        }
        entry.name.namespace.as_deref().unwrap_or(self.apply)
    }

    pub(super) fn is_cluster_scoped(&self, group: &str, kind: &str) -> bool {
        known::is_cluster_scoped(group, kind) || self.cluster_kinds.contains(&(group, kind))
    }

    pub(super) fn find(&self, group: &str, kind: &str, space: &str, name: &str) -> Option<Found> {
        self.step();
        self.by_name.get(&(group, kind, space, name)).copied()
    }

    /// Returns the object of a name, unless there are alternatives.
    pub(super) fn get(&self, group: &str, kind: &str, space: &str, name: &str) -> Option<&'a Entry> {
        match self.find(group, kind, space, name)? {
            Found::Once(at) => self.entries.get(at as usize),
            Found::Twice(_) => None,
        }
    }

    /// Returns the namespaces that have an object of this kind and name.
    pub(super) fn spaces_of<'s>(&'s self, group: &'s str, kind: &'s str, name: &'s str) -> &'s [&'a str] {
        self.step();
        self.elsewhere.get(&(group, kind, name)).map_or(&[], Vec::as_slice)
    }

    /// Returns the names of the objects of a kind in a namespace.
    pub(super) fn names<'s>(&'s self, group: &'s str, kind: &'s str, space: &'s str) -> &'s [&'s str] {
        self.names.get(&(group, kind, space)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn has_namespace(&self, space: &str) -> bool {
        self.namespaces.contains(space)
    }

    /// Tells whether two namespaced objects have one name: they are alternatives.
    pub(super) fn have_one_name(&self, one: &Entry, other: &Entry) -> bool {
        let applied = |space: &Option<Box<str>>| space.as_deref() == Some(self.apply);
        let (space, rival) = (&one.name.namespace, &other.name.namespace);
        one.is(&other.name.group, &other.name.kind)
            && one.name.name == other.name.name
            && (space == rival || (space.is_none() && applied(rival)) || (rival.is_none() && applied(space)))
    }

    /// Counts a piece of work that takes bounded time.
    pub(super) fn step(&self) {
        self.steps.set(self.steps.get() + 1);
    }

    #[cfg(test)]
    pub(super) fn steps(&self) -> u64 {
        self.steps.get()
    }
}

/// The references that one namespace of the apply resolves.
#[derive(Debug, Default)]
pub(super) struct Votes<'a> {
    votes: BTreeMap<&'a str, usize>,
}

impl<'a> Votes<'a> {
    /// Counts a reference from an object in `from` to an object in `space`, before the namespace of the apply is known.
    pub(super) fn count(
        &mut self,
        set: &Set<'a>,
        group: &'a str,
        kind: &'a str,
        name: &'a str,
        space: &'a str,
    ) {
        if set.find(group, kind, space, name).is_some() || set.is_cluster_scoped(group, kind) {
            return;
        }
        for candidate in set.spaces_of(group, kind, name) {
            match (space, *candidate) {
                ("", other) => *self.votes.entry(other).or_default() += 1,
                (wanted, "") => *self.votes.entry(wanted).or_default() += 1,
                _ => {}
            }
        }
    }

    /// Returns the namespace of the apply: the one that resolves most references, or else the only one of the set.
    pub(super) fn winner(&self, set: &Set<'a>) -> &'a str {
        let most = self.votes.iter().map(|(space, count)| (*count, std::cmp::Reverse(*space))).max();
        if let Some((_, space)) = most {
            return space.0;
        }
        let mut others =
            set.namespaces.iter().filter(|space| !space.is_empty() && !space.starts_with("kube-"));
        match (others.next(), others.next()) {
            (Some(space), None) if set.namespaces.contains("") => space,
            _ => "",
        }
    }
}
