//! What changes in a set of objects when some of them get other names.

use std::collections::{HashMap, HashSet};

use k8s_openapi::serde_json::{Map, Value};

use super::linker::Linker;
use super::set::{Entry, Found, Set};
use super::tree::{self, items, pairs, text};
use super::{Finding, Links, ObjectName, Place, Reference, Severity, Target, catalog};
use crate::kind;
use crate::manifest::Object;

/// A text of an object that changes.
#[derive(Debug)]
pub(crate) struct Edit {
    pub(crate) field: String,
    pub(crate) text: String,
}

/// The label of the pod of a StatefulSet that has this name.
const POD_NAME: &str = "statefulset.kubernetes.io/pod-name";

impl Linker {
    /// Returns the texts of each object that change when the objects get other names: their names, and all fields that refer
    /// to them. `names` has the new name of each object that gets one.
    pub(crate) fn rename(&self, objects: &[Object], names: &[Option<String>]) -> Vec<Vec<Edit>> {
        let entries: Vec<Entry> = objects.iter().enumerate().map(Entry::of).collect();
        let sinks = self.sinks(&entries);
        let mut set = Set::of(&entries);
        let found = self.read(&entries, &sinks, &mut set);
        let renaming = Renaming { names, set: &set };
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
                        None => name.to_owned(),
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

struct Renaming<'s, 'a> {
    names: &'s [Option<String>],
    set: &'s Set<'a>,
}

impl Renaming<'_, '_> {
    fn new_name(&self, group: &str, kind: &str, space: &str, name: &str) -> Option<&str> {
        let (Found::Once(at) | Found::Twice(at)) = self.set.find(group, kind, space, name)?;
        self.names.get(at as usize)?.as_deref()
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
                    edits.push(Edit { field, text: name.to_owned() });
                }
            }
        }
    }

    /// Renames the replica of a StatefulSet that a service selects.
    fn replicas(&self, at: usize, entry: &Entry, edits: &mut Vec<Edit>) {
        if !entry.is("", "Service") {
            return;
        }
        let replica = pairs(&entry.value, "spec.selector").find(|(key, _)| *key == POD_NAME);
        if let Some((_, pod)) = replica
            && let Some((set, number)) = pod.rsplit_once('-')
            && let Some(name) = self.new_name("apps", "StatefulSet", self.set.space(at), set)
        {
            edits
                .push(Edit { field: format!("spec.selector[{POD_NAME}]"), text: format!("{name}-{number}") });
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

/// Tells whether objects of a kind of Kubernetes have no namespace.
pub(crate) fn is_cluster_scoped(group: &str, kind: &str) -> bool {
    super::known::is_cluster_scoped(group, kind)
}

/// Returns the kinds without a namespace that definitions in the set add to those that are known.
pub(crate) fn cluster_kinds(objects: &[Object]) -> impl Fn(&str, &str) -> bool + use<> {
    let mut kinds = Vec::new();
    for (at, object) in
        objects.iter().enumerate().filter(|(_, object)| object.kind() == "CustomResourceDefinition")
    {
        let entry = Entry::of((at, object));
        if text(&entry.value, "spec.scope") == Some("Cluster")
            && let (Some(group), Some(kind)) =
                (text(&entry.value, "spec.group"), text(&entry.value, "spec.names.kind"))
        {
            kinds.push((group.to_owned(), kind.to_owned()));
        }
    }
    move |group, kind| {
        super::known::is_cluster_scoped(group, kind)
            || kinds.iter().any(|(own_group, own_kind)| own_group == group && own_kind == kind)
    }
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

/// Adds a label to a selector: to its map of labels, or to itself if it is one. An empty selector selects all, and stays so.
pub(crate) fn add_to_selector(value: &mut Value, field: &str, is_map: bool, key: &str, label: &str) {
    let Some(selector) = tree::at_path_mut(value, field).and_then(Value::as_object_mut) else { return };
    if selector.is_empty() {
        return;
    }
    let labels = if is_map {
        Some(selector)
    } else {
        selector.entry("matchLabels").or_insert_with(empty).as_object_mut()
    };
    if let Some(labels) = labels {
        labels.entry(key).or_insert_with(|| label.into());
    }
}

/// Adds a label to the metadata at a path, if that has none of this key.
pub(crate) fn add_label(value: &mut Value, metadata: &str, key: &str, label: &str) {
    let (parent, field) = metadata.rsplit_once('.').unwrap_or(("", metadata));
    let parent = tree::at_path_mut(value, parent).and_then(Value::as_object_mut);
    let metadata = parent.map(|parent| parent.entry(field).or_insert_with(empty));
    let labels = metadata
        .and_then(Value::as_object_mut)
        .map(|metadata| metadata.entry("labels").or_insert_with(empty))
        .and_then(Value::as_object_mut);
    if let Some(labels) = labels {
        labels.entry(key).or_insert_with(|| label.into());
    }
}

/// Returns the fields by which the pods of a template select each other to be spread.
pub(crate) fn spread_selectors(value: &Value, template: &str) -> Vec<String> {
    let path = format!("{template}.spec.topologySpreadConstraints");
    (0..items(value, &path).len()).map(|index| format!("{path}[{index}].labelSelector")).collect()
}

fn empty() -> Value {
    Value::Object(Map::new())
}

/// The texts that may hold the address of a service.
const TEXTS: [&str; 3] = [".env[", ".command[", ".args["];

impl Links {
    /// Returns the fields of an object that select pods of the set, and whether each is a map of labels.
    pub(crate) fn selectors_of(&self, object: &Object) -> Vec<(String, bool)> {
        let is_map = object.identity().group().is_empty()
            && matches!(object.kind(), "Service" | "ReplicationController");
        let selects = |reference: &&Reference| match &reference.target {
            Target::Selected { kind, objects, .. } => &**kind == "Pod" && !objects.is_empty(),
            Target::Object(_) | Target::Itself => false,
        };
        self.of(object).filter(selects).map(|reference| (reference.field.to_string(), is_map)).collect()
    }

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
