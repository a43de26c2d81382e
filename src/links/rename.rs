//! What changes in a set of objects when some of them get other names.

use std::collections::{HashMap, HashSet};

use k8s_openapi::serde_json::Value;

use super::known::REPLICA_LABEL;
use super::linker::Linker;
use super::set::{Entry, Found, Set};
use super::set_claims::SetClaims;
use super::tree::{self, items, pairs};
use super::{Finding, Links, ObjectName, Place, Severity, Target, catalog};
use crate::kind;
use crate::manifest::Object;

/// A text of an object that changes.
#[derive(Debug)]
pub(crate) struct Edit {
    pub(crate) field: String,
    pub(crate) text: String,
}

impl Linker {
    /// Returns the texts of each object that change when the objects get other names: their names, and all fields that refer
    /// to them. `names` has the new name of each object that gets one.
    ///
    /// A claim of a `StatefulSet` gets the name that the controller of the renamed set looks for, also in `names`.
    pub(crate) fn rename(&self, objects: &[Object], names: &mut [Option<String>]) -> Vec<Vec<Edit>> {
        let entries: Vec<Entry> = objects.iter().enumerate().map(Entry::of).collect();
        let sinks = self.sinks(&entries);
        let mut set = Set::of(&entries);
        let found = self.read(&entries, &sinks, &mut set);
        let claims = SetClaims::of(&set);
        let is_claim = |entry: &Entry| entry.is("", CLAIM) && entry.is_named;
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| is_claim(entry)) {
            if let Some(claim) = claims.claim(set.space(at), &entry.name.name) {
                let new = names.get(claim.set).and_then(|set| Some(claim.name_in(set.as_deref()?)));
                if let Some(name) = names.get_mut(at) {
                    *name = new;
                }
            }
        }
        let renaming = Renaming { names, set: &set, claims };
        let plurals = plurals();
        let mut all = Vec::with_capacity(entries.len());
        for ((at, entry), found) in entries.iter().enumerate().zip(found) {
            let mut edits = Vec::new();
            if let Some(Some(name)) = names.get(at) {
                let field = if entry.is_named { "metadata.name" } else { "metadata.generateName" };
                edits.push(Edit { field: field.to_owned(), text: name.clone() });
            }
            for named in &found {
                if let Some(name) =
                    renaming.new_name(named.group, named.kind, named.target_space(&set), named.name)
                {
                    let is_qualified =
                        tree::at_path(&entry.value, &named.field).and_then(Value::as_str) != Some(named.name);
                    let text = match named.space.filter(|_| is_qualified) {
                        Some(space) => format!("{space}/{name}"),
                        None => name,
                    };
                    edits.push(Edit { field: named.field.clone(), text });
                }
            }
            renaming.resource_names(at, entry, &plurals, &mut edits);
            renaming.replicas(at, entry, &mut edits);
            all.push(edits);
        }
        all
    }
}

const CLAIM: &str = "PersistentVolumeClaim";

struct Renaming<'s, 'a> {
    names: &'s [Option<String>],
    set: &'s Set<'a>,
    claims: SetClaims<'a>,
}

impl Renaming<'_, '_> {
    fn new_name(&self, group: &str, kind: &str, space: &str, name: &str) -> Option<String> {
        match self.set.find(group, kind, space, name) {
            Some(Found::Once(at) | Found::Twice(at)) => self.names.get(at as usize)?.clone(),
            None if (group, kind) == ("", CLAIM) => {
                let claim = self.claims.claim(space, name)?;
                Some(claim.name_in(self.names.get(claim.set)?.as_deref()?))
            }
            None => None,
        }
    }

    /// Renames the objects that the rules of a role name.
    fn resource_names(
        &self,
        at: usize,
        entry: &Entry,
        plurals: &HashMap<(&'static str, String), &'static str>,
        edits: &mut Vec<Edit>,
    ) {
        if &*entry.name.group != "rbac.authorization.k8s.io" {
            return;
        }
        let texts = |rule: &Value, field: &str| -> Vec<String> {
            items(rule, field).iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        for (index, rule) in items(&entry.value, "rules").iter().enumerate() {
            for (place, name) in texts(rule, "resourceNames").into_iter().enumerate() {
                let kinds = texts(rule, "apiGroups").into_iter().flat_map(|group| {
                    texts(rule, "resources").into_iter().map(move |resource| (group.clone(), resource))
                });
                let new = kinds.into_iter().find_map(|(group, resource)| {
                    let resource = resource.split('/').next().unwrap_or_default();
                    let ((group, _), kind) = plurals.get_key_value(&(known(&group)?, resource.to_owned()))?;
                    let spaces = if entry.is("rbac.authorization.k8s.io", "Role") {
                        vec![self.set.space(at)]
                    } else {
                        self.set.spaces_of(group, kind, &name).to_vec()
                    };
                    spaces.into_iter().find_map(|space| self.new_name(group, kind, space, &name))
                });
                if let Some(name) = new {
                    let field = format!("rules[{index}].resourceNames[{place}]");
                    edits.push(Edit { field, text: name });
                }
            }
        }
    }

    /// Renames the replica of a StatefulSet that a service selects.
    fn replicas(&self, at: usize, entry: &Entry, edits: &mut Vec<Edit>) {
        if !entry.is("", "Service") {
            return;
        }
        let replica = pairs(&entry.value, "spec.selector").find(|(key, _)| *key == REPLICA_LABEL);
        if let Some((_, pod)) = replica
            && let Some((set, number)) = pod.rsplit_once('-')
            && let Some(name) = self.new_name("apps", "StatefulSet", self.set.space(at), set)
        {
            edits.push(Edit {
                field: format!("spec.selector[{REPLICA_LABEL}]"),
                text: format!("{name}-{number}"),
            });
        }
    }
}

/// Returns the group of a kind, as the table has it.
fn known(group: &str) -> Option<&'static str> {
    kind::KINDS.iter().find(|kind| kind.group == group).map(|kind| kind.group)
}

/// Returns the kinds by what rules of roles call them: `configmaps`.
fn plurals() -> HashMap<(&'static str, String), &'static str> {
    let plural = |kind: &kind::Kind| {
        let name = kind.name.to_ascii_lowercase();
        match name.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None if name.ends_with("ss") => format!("{name}es"),
            None if name.ends_with('s') => name,
            None => format!("{name}s"),
        }
    };
    kind::KINDS.iter().map(|kind| ((kind.group, plural(kind)), kind.name)).collect()
}

/// Changes texts of an object. A field that is not there stays so.
pub(crate) fn apply(value: &mut Value, edits: &[Edit]) {
    for edit in edits {
        if let Some(place) = tree::at_path_mut(value, &edit.field) {
            *place = Value::from(edit.text.as_str());
        }
    }
}

/// Returns the text at a path, which may have indexes: `spec.containers[0].env[1].value`.
pub(crate) fn text_at<'v>(value: &'v Value, field: &str) -> Option<&'v str> {
    tree::at_path(value, field)?.as_str()
}

/// Returns the content of an object.
pub(crate) fn content(object: &Object) -> Value {
    tree::content(object)
}

/// The texts that may hold the address of a service.
const TEXTS: [&str; 3] = [".env[", ".command[", ".args["];

impl Links {
    /// Returns notes about texts that name a service which is renamed, and that no handle wrote. `followed` has the fields that
    /// a handle wrote, with the positions of the objects.
    pub(crate) fn names_in_texts(
        &self,
        objects: &[Object],
        names: &[Option<String>],
        followed: &HashSet<(usize, &str)>,
    ) -> Vec<Finding> {
        let renamed: HashMap<ObjectName, &str> = objects
            .iter()
            .zip(names)
            .filter_map(|(object, name)| Some((object.into(), name.as_deref()?)))
            .collect();
        let mut notes = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            for reference in self.of(object) {
                let is_text = TEXTS.iter().any(|text| reference.field.contains(text))
                    && !reference.field.contains(".valueFrom.");
                let Target::Object(target) = &reference.target else { continue };
                if is_text
                    && !followed.contains(&(at, &*reference.field))
                    && let Some(name) = renamed.get(target)
                {
                    notes.push(Finding {
                        severity: Severity::Note,
                        rule: catalog::NAME_IN_TEXT,
                        places: vec![Place {
                            object: reference.from.clone(),
                            field: reference.field.clone(),
                        }],
                        message: format!(
                            "{target} is renamed to {name:?}, and this text keeps the old name: write it with \
                             `.address(..)`, `.url(..)` or `.host()` of the service"
                        )
                        .into(),
                    });
                }
            }
        }
        notes
    }
}
