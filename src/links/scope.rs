//! Which objects have no namespace.

use std::collections::HashSet;

use super::known;
use super::set::Entry;
use super::tree::text;
use crate::manifest::Object;

/// Tells whether objects of a kind of Kubernetes have no namespace.
pub(crate) fn is_cluster_scoped(group: &str, kind: &str) -> bool {
    known::is_cluster_scoped(group, kind)
}

/// Returns the group and the kind that a definition adds to those without a namespace.
pub(super) fn defined(entry: &Entry) -> Option<(&str, &str)> {
    let is_definition = entry.is("apiextensions.k8s.io", "CustomResourceDefinition");
    (is_definition && text(&entry.value, "spec.scope") == Some("Cluster"))
        .then(|| Some((text(&entry.value, "spec.group")?, text(&entry.value, "spec.names.kind")?)))?
}

/// The kinds without a namespace: those that are known, and those that definitions of a set add.
#[derive(Debug)]
pub(crate) struct ClusterKinds(HashSet<(String, String)>);

impl ClusterKinds {
    pub(crate) fn of<'o>(objects: impl IntoIterator<Item = &'o Object>) -> Self {
        let definitions =
            objects.into_iter().enumerate().filter(|(_, object)| object.kind() == "CustomResourceDefinition");
        let kinds = definitions.filter_map(|definition| {
            let entry = Entry::of(definition);
            defined(&entry).map(|(group, kind)| (group.to_owned(), kind.to_owned()))
        });
        Self(kinds.collect())
    }

    /// Tells whether an object has no namespace.
    pub(crate) fn contain(&self, object: &Object) -> bool {
        let (group, kind) = (object.identity().group(), object.kind());
        is_cluster_scoped(group, kind) || self.0.contains(&(group.to_owned(), kind.to_owned()))
    }
}
