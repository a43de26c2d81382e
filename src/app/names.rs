//! Other names for the objects of an application, and for all references to them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use k8s_openapi::serde_json::Value;

use super::error::Problems;
use crate::kind;
use crate::links::rename::{self, Edit};
use crate::links::scope::ClusterKinds;
use crate::links::{Finding, Linker, Links, relabel};
use crate::manifest::Object;
use crate::manifest::retype::{Changed, Retype};
use crate::value::link::{Carried, ServiceLink};

/// The label of the install that an object belongs to.
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/>
const INSTANCE: &str = "app.kubernetes.io/instance";

/// How the names of a part of an application change.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    prefix: String,
    suffix: String,
    instance: Option<String>,
    renames_cluster_scoped: bool,
    retype: Option<Retype>,
}

impl Names {
    pub(super) fn prefix(&mut self, prefix: &str, retype: Retype) {
        prefix.clone_into(&mut self.prefix);
        self.retype = Some(retype);
    }

    pub(super) fn suffix(&mut self, suffix: &str, retype: Retype) {
        suffix.clone_into(&mut self.suffix);
        self.retype = Some(retype);
    }

    pub(super) fn instance(&mut self, instance: String, retype: Retype) {
        self.instance = Some(instance);
        self.retype = Some(retype);
    }

    pub(super) fn rename_cluster_scoped(&mut self) {
        self.renames_cluster_scoped = true;
    }

    /// Returns the new name of an object, if it gets one.
    fn new_name(&self, object: &Object, is_cluster_scoped: bool) -> Option<String> {
        let is_kept = (is_cluster_scoped && !self.renames_cluster_scoped) || has_a_given_name(object);
        if is_kept || self.prefix.is_empty() && self.suffix.is_empty() {
            return None;
        }
        match (object.name(), object.generate_name()) {
            (Some(name), _) => Some(format!("{}{name}{}", self.prefix, self.suffix)),
            // The API server puts its own end behind the start of a name.
            (None, Some(start)) => {
                Some(format!("{}{start}", self.prefix)).filter(|_| !self.prefix.is_empty())
            }
            (None, None) => None,
        }
    }
}

/// Tells whether the name of an object is not its own to choose: a namespace is one that others name too, and a definition has
/// the name of the resource.
fn has_a_given_name(object: &Object) -> bool {
    matches!(
        (object.identity().group(), object.kind()),
        ("", "Namespace")
            | ("apiextensions.k8s.io", "CustomResourceDefinition")
            | ("apiregistration.k8s.io", "APIService")
    )
}

/// Renames the objects, each as its part of the application says. Returns notes about texts that keep an old name.
pub(super) fn rename(
    objects: Vec<Object>,
    names: &[&Names],
    linker: &Linker,
    problems: &mut Problems,
) -> (Vec<Object>, Vec<Finding>) {
    let Some(retype) = names.iter().find_map(|names| names.retype) else { return (objects, Vec::new()) };
    let cluster_kinds = ClusterKinds::of(&objects);
    let mut new_names: Vec<Option<String>> = objects
        .iter()
        .zip(names)
        .map(|(object, names)| names.new_name(object, cluster_kinds.contain(object)))
        .collect();
    let edits = linker.rename(&objects, &mut new_names);
    let links = linker.link(&objects);
    let renaming = Renaming { names, services: Services::of(&objects, &new_names), links: &links };
    let followed: HashSet<(usize, &str)> = objects
        .iter()
        .enumerate()
        .flat_map(|(at, object)| object.carried().into_iter().map(move |carried| (at, carried)))
        .flat_map(|(at, carried)| carried.addresses.iter().map(move |(field, _)| (at, &**field)))
        .collect();
    let notes = links.names_in_texts(&objects, &new_names, &followed);
    let renamed = objects
        .iter()
        .enumerate()
        .map(|(at, object)| {
            let own = edits.get(at).map_or(&[][..], Vec::as_slice);
            let changed = renaming.changed(at, object, own)?;
            if !object.wrong_fields().is_empty() {
                return Object::rejected(changed.value, object.wrong_fields().to_vec(), changed.carried).ok();
            }
            match retype(changed) {
                Ok(object) => Some(object),
                Err(error) => {
                    let changed = renaming.changed(at, object, own)?;
                    problems.reject(error, Ok(changed.value), changed.carried.as_ref())
                }
            }
        })
        .zip(&objects)
        .map(|(renamed, object)| renamed.unwrap_or_else(|| object.clone()))
        .collect();
    (renamed, notes)
}

/// The new names of services, by their names.
struct Services<'o>(HashMap<&'o str, Vec<(&'o str, &'o str)>>);

impl<'o> Services<'o> {
    fn of(objects: &'o [Object], new_names: &'o [Option<String>]) -> Self {
        let mut services: HashMap<&str, Vec<_>> = HashMap::new();
        for (object, new) in objects.iter().zip(new_names) {
            if object.identity().group().is_empty()
                && object.kind() == "Service"
                && let (Some(name), Some(new)) = (object.name(), new)
            {
                services.entry(name).or_default().push((object.namespace().unwrap_or_default(), &**new));
            }
        }
        Self(services)
    }

    /// Returns the new name of the service that an object in a namespace names.
    fn new_name(&self, link: &ServiceLink, namespace: Option<&str>) -> Option<&'o str> {
        let namespace = link.namespace.as_deref().or(namespace).unwrap_or_default();
        let named = self.0.get(&*link.service)?;
        named.iter().find(|(of, _)| *of == namespace).map(|(_, new)| *new)
    }
}

/// What changes in the objects of an application.
struct Renaming<'o> {
    names: &'o [&'o Names],
    services: Services<'o>,
    links: &'o Links,
}

impl Renaming<'_> {
    /// Changes the texts of an object. `None` if nothing changes.
    fn changed(&self, at: usize, object: &Object, edits: &[Edit]) -> Option<Changed> {
        let mut value = rename::content(object);
        let before = value.clone();
        rename::apply(&mut value, edits);
        let carried = object.carried().map(|carried| {
            let mut carried = Carried::clone(carried);
            for (field, link) in &mut carried.addresses {
                if let Some(service) = self.services.new_name(link, object.namespace())
                    && rename::text_at(&value, field) == Some(&link.text())
                {
                    let text = link.text_with(service);
                    rename::apply(&mut value, &[Edit { field: field.to_string(), text }]);
                    service.clone_into(&mut link.service);
                }
            }
            Arc::new(carried)
        });
        self.add_instance(at, object, &mut value);
        (value != before).then(|| Changed {
            value,
            version: object.content().version(),
            carried,
            order: object.key_order(),
        })
    }

    /// Adds the label of the install to an object, its pods and its selectors.
    fn add_instance(&self, at: usize, object: &Object, value: &mut Value) {
        let Some(instance) = self.names.get(at).and_then(|names| names.instance.as_deref()) else { return };
        relabel::add_label(value, "metadata", INSTANCE, instance);
        let row = kind::find(object.identity().group(), object.kind());
        if let Some(template) = row.and_then(|kind| kind.template) {
            relabel::add_label(value, &format!("{template}.metadata"), INSTANCE, instance);
            relabel::add_to_selector(
                value,
                "spec.selector",
                object.kind() == "ReplicationController",
                INSTANCE,
                instance,
            );
            for selector in relabel::spread_selectors(value, template) {
                relabel::add_to_selector(value, &selector, false, INSTANCE, instance);
            }
        }
        for (field, is_map) in self.links.selectors_of(object) {
            relabel::add_to_selector(value, &field, is_map, INSTANCE, instance);
        }
    }
}
