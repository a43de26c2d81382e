//! What every object refers to: its namespace, its definition, its owners. And objects that stand twice.

use std::collections::{HashMap, HashSet};

use super::catalog as rule;
use super::context::{Context, NOTE, Out, PART, WHOLE_NOTE};
use super::finding::Severity;
use super::known;
use super::reference::{Missing, ObjectName, Outcome, Part, Reason, ResolvedBy, Target};
use super::set::{Entry, Found};
use super::tree::{get, has_entries, item, items, text};

/// The versions that the definitions of the set serve, by group and kind.
#[derive(Debug, Default)]
pub(super) struct Definitions<'a> {
    served: HashMap<(&'a str, &'a str), (&'a Entry, HashSet<&'a str>)>,
}

impl<'a> Definitions<'a> {
    pub(super) fn of(entries: &'a [Entry]) -> Self {
        let mut definitions = Self::default();
        for entry in entries.iter().filter(|it| it.is("apiextensions.k8s.io", "CustomResourceDefinition")) {
            let names = (text(&entry.value, "spec.group"), text(&entry.value, "spec.names.kind"));
            let (Some(group), Some(kind)) = names else { continue };
            let is_served =
                |version: &&_| get(version, "served").is_none_or(|served| served.as_bool() != Some(false));
            let versions = items(&entry.value, "spec.versions").iter().filter(is_served);
            let mut versions: HashSet<_> = versions.filter_map(|version| text(version, "name")).collect();
            versions.extend(text(&entry.value, "spec.version"));
            definitions.served.insert((group, kind), (entry, versions));
        }
        definitions
    }
}

/// The most owners of an object that are looked at.
const OWNERS: usize = 100;

pub(super) fn link<'a>(
    cx: &Context<'a>,
    definitions: &Definitions<'a>,
    position: usize,
    entry: &'a Entry,
    out: &mut Out,
) {
    twice(cx, position, entry, out);
    namespace(cx, entry, out);
    if let Some((definition, versions)) = definitions.served.get(&(&*entry.name.group, &*entry.name.kind)) {
        let has = versions.contains(&*entry.version);
        let outcome =
            if has { Outcome::Resolved(ResolvedBy::Object) } else { Outcome::Dangling(Missing::Part) };
        let part = Part::Version(entry.version.clone());
        if !has {
            let mut versions: Vec<_> = versions.iter().copied().collect();
            versions.sort_unstable();
            let message =
                format!("{} serves no {part}{}", definition.name, cx.offer(&entry.version, &versions));
            out.raise(&entry.name, "apiVersion", rule::VERSION_MISSING, PART, message);
        }
        out.refer(&entry.name, "apiVersion", Target::Object((*definition.name).clone()), Some(part), outcome);
    }
    let owners = items(&entry.value, "metadata.ownerReferences");
    for (index, owner) in owners.iter().take(OWNERS).enumerate() {
        let (Some(kind), Some(name)) = (text(owner, "kind"), text(owner, "name")) else { continue };
        let version = text(owner, "apiVersion").unwrap_or_default();
        let group = version.split_once('/').map_or("", |(group, _)| group);
        let space = if cx.set.is_cluster_scoped(group, kind) { "" } else { cx.set.space(position) };
        let outcome = match cx.set.find(group, kind, space, name) {
            Some(Found::Once(_)) => Outcome::Resolved(ResolvedBy::Object),
            Some(Found::Twice(_)) => Outcome::Unknown(Reason::Twice),
            None => Outcome::Unknown(Reason::Outside),
        };
        let target = Target::Object(ObjectName::new(group, kind, Some(space), name));
        out.refer(&entry.name, item("metadata", "ownerReferences", index), target, None, outcome);
    }
    if has_entries(&entry.value, "metadata.ownerReferences") {
        let message = "the uid of an owner is known in one cluster only: elsewhere the object is deleted";
        out.raise(&entry.name, "metadata.ownerReferences", rule::OWNER_BY_UID, NOTE, message);
    }
}

fn twice(cx: &Context<'_>, position: usize, entry: &Entry, out: &mut Out) {
    let space = cx.set.space(position);
    let found =
        entry.is_named.then(|| cx.set.find(&entry.name.group, &entry.name.kind, space, &entry.name.name));
    if let Some(Some(Found::Twice(_))) = found {
        let message =
            "is in the set more than once: these are alternatives, and references to it stay open; keep one";
        let name = &entry.name;
        let target = ObjectName::new(&name.group, &name.kind, Some(space), &name.name);
        out.raise_all(name, "", &target, rule::OBJECT_TWICE, WHOLE_NOTE, || message.to_owned());
    }
}

/// Compares the namespace of an object with those of the set, if it has any.
fn namespace(cx: &Context<'_>, entry: &Entry, out: &mut Out) {
    let Some(space) = entry.name.namespace.as_deref().filter(|_| cx.set.has_namespaces) else { return };
    if cx.set.is_cluster_scoped(&entry.name.group, &entry.name.kind) {
        return;
    }
    let target = ObjectName::new("", "Namespace", None, space);
    let field = "metadata.namespace";
    let outcome = match cx.set.find("", "Namespace", "", space) {
        Some(Found::Once(_)) => Outcome::Resolved(ResolvedBy::Object),
        Some(Found::Twice(_)) => Outcome::Unknown(Reason::Twice),
        None if known::is_everywhere("", "Namespace", "", space) => Outcome::Resolved(ResolvedBy::Cluster),
        None => match cx.externals.object("", "Namespace", "", space) {
            Some(reason) => Outcome::Unknown(reason),
            None => Outcome::Dangling(Missing::Object),
        },
    };
    let is_dangling = outcome.is_dangling();
    out.refer(&entry.name, field, Target::Object(target.clone()), None, outcome);
    if is_dangling {
        let message = || format!("{target} is not in the set{}", cx.near("", "Namespace", "", space));
        out.raise_missing(&entry.name, field, &target, rule::NAMESPACE_MISSING, Severity::Note, message);
    }
}
