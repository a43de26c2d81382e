//! What an object that breaks rules leaves in doubt.
//!
//! References are followed while objects of an application break rules, so that one build reports everything. Such an object has
//! its name, keys, ports and labels like any other. Where it breaks a rule, anything may stand when its author has mended it:
//! nothing that depends on such a field is reported.

use super::finding::Place;
use super::pods::{pod_spec, template};
use super::set::{Entry, Set};
use super::table::RBAC;
use super::tree::{CONTAINER_LISTS, item, items, join};

/// The fields that say which object it is.
const IDENTITY: [&str; 3] = ["metadata.name", "metadata.generateName", NAMESPACE];
const NAMESPACE: &str = "metadata.namespace";
const ANNOTATIONS: &str = "metadata.annotations";
/// The fields in which the command line of a program may name what it makes.
const PROGRAM: [&str; 3] = ["command", "args", "env"];

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
        if self.is_valid() {
            return false;
        }
        let Some((spec, at)) = pod_spec(self) else { return template(self).is_some() || self.is("", "Pod") };
        CONTAINER_LISTS.iter().any(|list| match items(spec, list) {
            [] => self.doubts(&join(&at, list)),
            containers => (0..containers.len()).any(|index| {
                let container = item(&at, list, index);
                fields.iter().any(|field| self.doubts(&join(&container, field)))
            }),
        })
    }

    /// Tells whether the object makes pods, or is one, and breaks a rule at their labels.
    pub(super) fn doubts_labels_of_pods(&self) -> bool {
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
        !self.is_valid()
            && (pod_spec(self).is_none()
                || self.doubts(NAMESPACE)
                || is_labelled_by_name && self.doubts_any(&IDENTITY)
                || labels.iter().any(|path| self.doubts(path)))
    }
}

/// Tells whether a path is another, or leads to a part of what is there.
fn is_at_or_below(path: &str, other: &str) -> bool {
    let rest = path.strip_prefix(other);
    rest.is_some_and(|rest| other.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The objects of a set that break rules.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    invalid: Vec<usize>,
}

impl Doubts {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let invalid = entries.iter().enumerate().filter(|(_, entry)| !entry.is_valid());
        Self { invalid: invalid.map(|(at, _)| at).collect() }
    }

    /// Tells whether an object that breaks rules may be one of this kind, or may make one, in a namespace.
    pub(super) fn may_provide(&self, set: &Set<'_>, group: &str, kind: &str, space: &str) -> bool {
        self.entries(set, space).any(|entry| {
            let is_it = entry.is(group, kind) && entry.doubts_any(&IDENTITY);
            is_it || group.is_empty() && may_make(entry, kind)
        })
    }

    /// Tells whether an object that breaks rules may make pods with any labels in a namespace.
    pub(super) fn may_make_pods(&self, set: &Set<'_>, space: &str) -> bool {
        self.entries(set, space).any(Entry::doubts_labels_of_pods)
    }

    /// Tells whether an object of a kind in a namespace breaks a rule at a field.
    pub(super) fn has(&self, set: &Set<'_>, kind: &str, space: &str, field: &str) -> bool {
        self.entries(set, space).any(|entry| *entry.name.kind == *kind && entry.doubts(field))
    }

    /// Keeps the places at which no rule is broken. Returns whether there are any.
    pub(super) fn keep_certain(&self, set: &Set<'_>, places: &mut Vec<Place>) -> bool {
        if !self.invalid.is_empty() {
            places.retain(|place| {
                set.entries.get(place.index()).is_none_or(|entry| !entry.doubts_reference(&place.field))
            });
        }
        !places.is_empty()
    }

    /// Returns the objects that break rules and are in a namespace, or may be.
    fn entries<'s, 'a>(
        &'s self,
        set: &'s Set<'a>,
        space: &'s str,
    ) -> impl Iterator<Item = &'a Entry> + use<'s, 'a> {
        let of_space = move |at: &&usize| {
            let is_of_cluster = set.space(**at).is_empty();
            is_of_cluster
                || set.space(**at) == space
                || set.entries.get(**at).is_some_and(|it| it.doubts(NAMESPACE))
        };
        self.invalid.iter().filter(of_space).filter_map(|at| set.entries.get(*at))
    }
}

/// Tells whether an object that breaks rules may make one of a kind of the core group.
fn may_make(entry: &Entry, kind: &str) -> bool {
    let is_known = match (&*entry.name.group, &*entry.name.kind, kind) {
        ("networking.k8s.io", "Ingress", "Secret") => entry.doubts_any(&["spec.tls", ANNOTATIONS, NAMESPACE]),
        ("", "Service", "Secret") => entry.doubts_any(&[ANNOTATIONS, NAMESPACE]),
        ("apps", "StatefulSet", "PersistentVolumeClaim") => {
            // The API server names the claim templates as volumes of the template.
            let templates = ["spec.volumeClaimTemplates", "spec.template.spec.volumes"];
            entry.doubts_any(&IDENTITY) || entry.doubts_any(&templates)
        }
        ("", "Pod", "PersistentVolumeClaim") => entry.doubts_any(&IDENTITY) || entry.doubts("spec.volumes"),
        (RBAC, "Role" | "ClusterRole", _) => entry.doubts_any(&["rules", NAMESPACE]),
        _ => false,
    };
    is_known || kind != "Service" && entry.doubts_containers(&PROGRAM)
}
