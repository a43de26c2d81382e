//! The structs of a type and their fields, to say where an unknown field belongs.

use std::collections::{HashMap, HashSet, VecDeque};

/// The structs that a type is made of.
#[derive(Debug, Default)]
pub(super) struct Schema {
    structs: HashMap<&'static str, Struct>,
}

#[derive(Debug, Default)]
struct Struct {
    fields: &'static [&'static str],
    /// The fields that hold structs: the name of the field, whether it is a list, and the name of the struct.
    children: Vec<(&'static str, bool, &'static str)>,
}

/// How many levels below a struct a field is searched.
const BELOW: usize = 3;
/// How many levels below the structs around it a field is searched.
const BESIDE: usize = 2;

impl Schema {
    /// Returns where a field belongs, given the open structs and their paths: "below `volumeMounts`".
    pub(super) fn place(&self, key: &str, structs: &[(&'static str, String)]) -> Option<String> {
        let ((name, _), outer) = structs.split_last()?;
        let below = self.search(key, name, BELOW, "");
        if let [first, others @ ..] = &below[..] {
            let mut places = format!("below `{first}`");
            for other in others.iter().take(2) {
                places.extend([" or `", other, "`"]);
            }
            return Some(places);
        }
        outer.iter().rev().find_map(|(name, path)| {
            let beside = self.search(key, name, BESIDE, path);
            Some(format!("to `{}`", beside.first()?))
        })
    }

    /// Returns the shortest paths from a struct to structs that have a field.
    fn search(&self, key: &str, name: &'static str, depth: usize, path: &str) -> Vec<String> {
        let mut queue = VecDeque::from([(name, path.to_owned(), 0)]);
        let (mut seen, mut found, mut nearest) = (HashSet::from([name]), Vec::new(), depth);
        while let Some((name, path, steps)) = queue.pop_front() {
            let Some(node) = self.structs.get(name) else { continue };
            if steps > 0 && node.fields.contains(&key) {
                nearest = steps;
                found.push(path);
                continue;
            }
            if steps >= nearest {
                continue;
            }
            for (field, is_list, child) in &node.children {
                let goal = self.structs.get(child).is_some_and(|child| child.fields.contains(&key));
                if goal || seen.insert(child) {
                    let dot = if path.is_empty() { "" } else { "." };
                    let brackets = if *is_list { "[]" } else { "" };
                    queue.push_back((*child, format!("{path}{dot}{field}{brackets}"), steps + 1));
                }
            }
        }
        found
    }
}

/// A type that is decoded from nothing: each struct has all its fields once, each list one item.
#[derive(Debug, Default)]
pub(super) struct Probe {
    pub(super) schema: Schema,
    /// The fields being decoded: the struct, the field, and whether the value is in a list or a map.
    open: Vec<(&'static str, &'static str, bool)>,
    seen: HashSet<&'static str>,
    /// The fields whose type accepted no value.
    refused: HashSet<(&'static str, &'static str)>,
}

impl Probe {
    /// Returns the probe for another try.
    pub(super) fn again(self) -> Self {
        Self { open: Vec::new(), seen: HashSet::new(), ..self }
    }

    /// Skips the field that was being decoded. Returns whether there is one.
    pub(super) fn skip_refused(&mut self) -> bool {
        self.open.last().is_some_and(|(name, field, _)| self.refused.insert((name, field)))
    }

    /// Notes a struct. Returns its fields that are to be decoded: none if the struct is known.
    pub(super) fn enter(&mut self, name: &'static str, fields: &'static [&'static str]) -> Vec<&'static str> {
        if let Some((parent, field, is_list)) = self.open.last().copied() {
            let children = &mut self.schema.structs.entry(parent).or_default().children;
            if !children.contains(&(field, is_list, name)) {
                children.push((field, is_list, name));
            }
        }
        self.schema.structs.entry(name).or_default().fields = fields;
        if !self.seen.insert(name) {
            return Vec::new();
        }
        // Objects compare these two with their own.
        let is_skipped = |field: &str| matches!(field, "apiVersion" | "kind");
        fields
            .iter()
            .copied()
            .filter(|field| !is_skipped(field) && !self.refused.contains(&(name, *field)))
            .collect()
    }

    pub(super) fn begin(&mut self, name: &'static str, field: &'static str) {
        self.open.push((name, field, false));
    }

    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    pub(super) fn mark_list(&mut self, is_list: bool) -> bool {
        self.open.last_mut().is_some_and(|open| std::mem::replace(&mut open.2, is_list))
    }
}
