//! What an object that breaks rules leaves in doubt.
//!
//! References are followed while objects of an application break rules, so that one build reports everything. Such an object has
//! its name, keys, ports and labels like any other. Where it breaks a rule, anything may stand when its author has mended it:
//! nothing that depends on such a field is reported.

use std::collections::HashSet;

use super::finding::Place;
use super::pods::{pod_spec, template};
use super::providers::program_lists;
use super::set::{Entry, Set};
use super::table::RBAC;
use super::tree::{CONTAINER_LISTS, item, items, join};

/// The fields that say which object it is.
const IDENTITY: [&str; 3] = ["metadata.name", "metadata.generateName", NAMESPACE];
const NAMESPACE: &str = "metadata.namespace";
const ANNOTATIONS: &str = "metadata.annotations";
/// The fields in which the command line of a program may name what it makes.
const PROGRAM: [&str; 3] = ["command", "args", "env"];
/// The claim templates of a set. The API server names them as volumes of the template, too.
const CLAIM_TEMPLATES: [&str; 2] = ["spec.volumeClaimTemplates", "spec.template.spec.volumes"];
const CLAIM: &str = "PersistentVolumeClaim";

/// The most fields of an object that a path is compared with. An object that breaks more rules is in doubt as a whole.
const FIELDS: usize = 100;

/// Returns the paths that are in doubt if an object breaks rules in these fields.
pub(super) fn in_doubt(wrong_fields: &[Box<str>]) -> Box<[Box<str>]> {
    if wrong_fields.len() > FIELDS { [Box::default()].into() } else { wrong_fields.into() }
}

impl Entry {
    /// Tells whether the object breaks no rule.
    pub(super) fn is_valid(&self) -> bool {
        self.wrong_fields.is_empty()
    }

    /// Tells whether the object breaks a rule at a path, or above or below it.
    pub(super) fn doubts(&self, path: &str) -> bool {
        self.wrong_fields.iter().any(|wrong| is_at_or_below(wrong, path) || is_at_or_below(path, wrong))
    }

    /// Tells whether a reference at a path may be another one: the object breaks a rule there, in a field beside it that is a part
    /// of the same reference, or in its namespace.
    pub(super) fn doubts_reference(&self, path: &str) -> bool {
        let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
        let is_beside = |wrong: &str| wrong.rsplit_once('.').is_some_and(|(other, _)| other == parent);
        let is_spec = matches!(parent.rsplit('.').next(), None | Some("" | "spec"));
        self.doubts(path)
            || self.doubts(NAMESPACE)
            || !is_spec && self.wrong_fields.iter().any(|wrong| is_beside(wrong))
    }

    fn doubts_any(&self, paths: &[&str]) -> bool {
        paths.iter().any(|path| self.doubts(path))
    }

    /// Tells whether the object breaks a rule at a field of one of its containers.
    pub(super) fn doubts_containers(&self, fields: &[&str]) -> bool {
        self.doubts_lists(&CONTAINER_LISTS, fields)
    }

    /// Tells whether the object breaks a rule at a field of a container of one of these lists.
    fn doubts_lists(&self, lists: &[&str], fields: &[&str]) -> bool {
        if self.is_valid() {
            return false;
        }
        let Some((spec, at)) = pod_spec(self) else { return template(self).is_some() || self.is("", "Pod") };
        lists.iter().any(|list| match items(spec, list) {
            [] => self.doubts(&join(&at, list)),
            containers => (0..containers.len()).any(|index| {
                let container = item(&at, list, index);
                fields.iter().any(|field| self.doubts(&join(&container, field)))
            }),
        })
    }

    /// Tells whether the object makes pods, or is one, and breaks a rule at their labels.
    pub(super) fn doubts_labels_of_pods(&self) -> bool {
        if self.is_valid() {
            return false;
        }
        let labels = match template(self) {
            // The API server names the labels of a template as a field of the template itself.
            Some(path) => {
                vec!["spec.selector".to_owned(), join(path, "metadata.labels"), join(path, "labels")]
            }
            None if self.is("", "Pod") => vec!["metadata.labels".to_owned()],
            None => return false,
        };
        // Their controllers add labels with the name.
        let is_labelled_by_name = self.is("apps", "StatefulSet") || self.is("batch", "Job");
        pod_spec(self).is_none()
            || self.doubts(NAMESPACE)
            || is_labelled_by_name && self.doubts_any(&IDENTITY)
            || labels.iter().any(|path| self.doubts(path))
    }
}

/// Tells whether a path is another, or leads to a part of what is there.
fn is_at_or_below(path: &str, other: &str) -> bool {
    let rest = path.strip_prefix(other);
    rest.is_some_and(|rest| other.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
}

/// What the objects that break rules may be or make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Doubt<'a> {
    /// Any object of a group and kind.
    Object(&'a str, &'a str),
    /// Any object of the core group: what a role allows is not known.
    AnyObject,
    /// Any object of the core group but a service: what a program makes is not known.
    MadeByProgram,
    /// Pods with any labels.
    Pods,
    /// A service with any labels.
    ServiceLabels,
    /// Any limit of containers.
    Limits,
}

/// What is in doubt, in a namespace or in any.
#[derive(Debug, Default)]
pub(super) struct Doubts<'a> {
    known: HashSet<(Doubt<'a>, Option<&'a str>)>,
}

impl<'a> Doubts<'a> {
    pub(super) fn of(set: &Set<'a>) -> Self {
        let mut known = HashSet::new();
        for (at, entry) in set.entries.iter().enumerate().filter(|(_, entry)| !entry.is_valid()) {
            set.step();
            let space = Some(set.space(at)).filter(|space| !space.is_empty() && !entry.doubts(NAMESPACE));
            known.extend(doubts_of(entry).into_iter().map(|doubt| (doubt, space)));
        }
        Self { known }
    }

    fn has(&self, doubt: Doubt<'a>, space: &'a str) -> bool {
        !self.known.is_empty()
            && [Some(space), None].iter().any(|space| self.known.contains(&(doubt, *space)))
    }

    /// Tells whether an object that breaks rules may be one of this kind, or may make one, in a namespace.
    pub(super) fn may_provide(&self, group: &'a str, kind: &'a str, space: &'a str) -> bool {
        let may_be_made =
            self.has(Doubt::AnyObject, space) || kind != "Service" && self.has(Doubt::MadeByProgram, space);
        self.has(Doubt::Object(group, kind), space) || group.is_empty() && may_be_made
    }

    /// Tells whether an object that breaks rules may make pods with any labels in a namespace.
    pub(super) fn may_make_pods(&self, space: &'a str) -> bool {
        self.has(Doubt::Pods, space)
    }

    /// Tells whether a service that breaks rules may have any labels, in a namespace.
    pub(super) fn may_label_services(&self, space: &'a str) -> bool {
        self.has(Doubt::ServiceLabels, space)
    }

    /// Tells whether a `LimitRange` that breaks rules may give containers any requests, in a namespace.
    pub(super) fn may_limit(&self, space: &'a str) -> bool {
        self.has(Doubt::Limits, space)
    }
}

/// Keeps the places at which no rule is broken. Returns whether there are any.
pub(super) fn keep_certain(set: &Set<'_>, places: &mut Vec<Place>) -> bool {
    let is_certain = |entry: &Entry, place: &Place| entry.is_valid() || !entry.doubts_reference(&place.field);
    places.retain(|place| set.entries.get(place.index()).is_none_or(|entry| is_certain(entry, place)));
    !places.is_empty()
}

/// Lists what an object that breaks rules may be, and what it may make.
fn doubts_of(entry: &Entry) -> Vec<Doubt<'_>> {
    let (group, kind) = (&*entry.name.group, &*entry.name.kind);
    let mut doubts = Vec::new();
    if entry.doubts_any(&IDENTITY) {
        doubts.push(Doubt::Object(group, kind));
    }
    if entry.doubts_labels_of_pods() {
        doubts.push(Doubt::Pods);
    }
    if entry.doubts_lists(program_lists(entry), &PROGRAM) {
        doubts.push(Doubt::MadeByProgram);
    }
    doubts.extend(match (group, kind) {
        ("networking.k8s.io", "Ingress") if entry.doubts_any(&["spec.tls", ANNOTATIONS, NAMESPACE]) => {
            Some(Doubt::Object("", "Secret"))
        }
        ("apps", "StatefulSet") if entry.doubts_any(&IDENTITY) || entry.doubts_any(&CLAIM_TEMPLATES) => {
            Some(Doubt::Object("", CLAIM))
        }
        ("", "Pod") if entry.doubts_any(&IDENTITY) || entry.doubts("spec.volumes") => {
            Some(Doubt::Object("", CLAIM))
        }
        ("", "LimitRange") => Some(Doubt::Limits),
        (RBAC, "Role" | "ClusterRole") if entry.doubts_any(&["rules", NAMESPACE]) => Some(Doubt::AnyObject),
        _ => None,
    });
    if (group, kind) == ("", "Service") {
        if entry.doubts_any(&[ANNOTATIONS, NAMESPACE]) {
            doubts.push(Doubt::Object("", "Secret"));
        }
        if entry.doubts("metadata") {
            doubts.push(Doubt::ServiceLabels);
        }
    }
    doubts
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::manifest::Object;

    fn entry(wrong_fields: &[&str]) -> Entry {
        let service = json!({ "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web" } });
        let wrong_fields = wrong_fields.iter().map(|field| Box::from(*field)).collect();
        Entry::of((0, &Object::rejected(service, wrong_fields, None).unwrap()))
    }

    #[test]
    fn a_path_is_in_doubt_with_what_is_above_and_below_it() {
        let web = entry(&["spec.ports[1].name", "metadata.labels[a.b/c]"]);
        for path in ["spec", "spec.ports", "spec.ports[1]", "spec.ports[1].name", "metadata.labels"] {
            assert!(web.doubts(path), "{path}");
        }
        for path in
            ["spec.port", "spec.ports[1].names", "spec.ports[10]", "spec.ports[1].port", "metadata.name"]
        {
            assert!(!web.doubts(path), "{path}");
        }
        // A port is one reference, a spec is many.
        assert!(web.doubts_reference("spec.ports[1].targetPort"));
        assert!(!web.doubts_reference("spec.ports[0].targetPort") && !web.doubts_reference("spec.selector"));
        assert!(!entry(&["spec.type"]).doubts_reference("spec.selector"));
        assert!(entry(&[NAMESPACE]).doubts_reference("spec.selector"));
        assert!(!entry(&[]).doubts(""));
    }

    #[test]
    fn an_object_that_breaks_many_rules_is_in_doubt_as_a_whole() {
        let fields: Vec<String> = (0..=FIELDS).map(|index| format!("spec.ports[{index}]")).collect();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        assert!(!entry(&fields[1..]).doubts("spec.selector"));
        assert!(entry(&fields).doubts("spec.selector"));
    }
}
