//! Contracts of services: the environment that a program reads, and what a set of objects makes of it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::reference::Member;
use super::service_variables::variables_of;
use super::set::Entry;
use super::tree::{self, CONTAINER_LISTS, get, has_entries, item, items, text};
use super::{Finding, Place, Severity};
use crate::expansion::LinkValue;
use crate::manifest::Object;
use crate::rules::catalog::Id;
use crate::value::link::Contract;

/// Returns what the set shows of the contracts that its containers fill.
///
/// A variable that a container does not set may still be set: by the kubelet, for a service of the namespace. The service then
/// reads a URL where it expects its own value. Another container of the same image that has no contract may lack variables.
pub(crate) fn findings(objects: &[Object]) -> Vec<Finding> {
    let entries: Vec<Entry> = objects.iter().enumerate().map(Entry::of).collect();
    let contracts: Vec<(usize, &str, &Arc<Contract>)> = objects
        .iter()
        .enumerate()
        .flat_map(|(at, object)| object.carried().into_iter().map(move |carried| (at, carried)))
        .flat_map(|(at, carried)| carried.contracts.iter().map(move |(path, it)| (at, &**path, it)))
        .collect();
    if contracts.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let services = Services::of(&entries);
    for (at, path, contract) in &contracts {
        if let Some(entry) = entries.get(*at) {
            services.report(entry, path, contract, &mut found);
        }
    }
    report_images(&entries, &contracts, &mut found);
    found
}

fn finding(object: &Member, field: String, severity: Severity, rule: Id, message: String) -> Finding {
    let places = vec![Place { object: object.clone(), field: field.into() }];
    Finding { severity, rule, places, message: message.into() }
}

/// The URLs that the kubelet sets for the services of a namespace, by the names of the variables.
struct Services<'e>(HashMap<(&'e str, String), &'e Entry>);

impl<'e> Services<'e> {
    fn of(entries: &'e [Entry]) -> Self {
        let mut variables = HashMap::new();
        let is_known = |entry: &&Entry| entry.is("", "Service") && entry.is_named && entry.is_valid();
        for entry in entries.iter().filter(is_known) {
            // The host and the port of a service are meant by who names a variable so. A URL in `REDIS_PORT` is not.
            for variable in variables_of(entry) {
                if matches!(variable.value, LinkValue::Url(..)) {
                    variables.entry((space(entry), variable.name)).or_insert(entry);
                }
            }
        }
        Self(variables)
    }

    fn report(&self, entry: &Entry, path: &str, contract: &Contract, found: &mut Vec<Finding>) {
        let spec = path.rsplit_once('.').and_then(|(spec, _)| tree::at_path(&entry.value, spec));
        let container = tree::at_path(&entry.value, path);
        let (Some(spec), Some(container)) = (spec, container) else { return };
        if entry.doubts(&tree::join(path, "env")) {
            return;
        }
        if get(spec, "enableServiceLinks") == Some(&Value::Bool(false)) || has_entries(container, "envFrom") {
            return;
        }
        let set: HashSet<&str> =
            items(container, "env").iter().filter_map(|variable| text(variable, "name")).collect();
        for variable in contract.optional.iter().filter(|variable| !set.contains(&***variable)) {
            if let Some(service) = self.0.get(&(space(entry), variable.clone())) {
                let message = format!(
                    "{} reads the variable {variable}, which this container does not set: the kubelet sets it to a URL for {}; set \
                     it, or write `.no_service_links()` on the template",
                    contract.name, service.name
                );
                let field = tree::join(path, "env");
                found.push(finding(
                    &entry.name,
                    field,
                    Severity::Violation,
                    rule::CONTRACT_VARIABLE,
                    message,
                ));
            }
        }
    }
}

fn space(entry: &Entry) -> &str {
    entry.name.namespace().unwrap_or_default()
}

/// Reports containers that run the image of a container with a contract, and have none.
fn report_images(entries: &[Entry], contracts: &[(usize, &str, &Arc<Contract>)], found: &mut Vec<Finding>) {
    let mut filled: HashSet<(usize, &str, &str)> = HashSet::new();
    let mut images: HashMap<&str, Vec<(&Contract, &Entry)>> = HashMap::new();
    for (at, path, contract) in contracts {
        filled.insert((*at, path, &contract.fingerprint));
        let Some(entry) = entries.get(*at) else { continue };
        let image = tree::at_path(&entry.value, path).and_then(|container| text(container, "image"));
        if let Some(image) = image {
            let of_image = images.entry(image).or_default();
            if !of_image.iter().any(|(known, _)| known.fingerprint == contract.fingerprint) {
                of_image.push((contract, entry));
            }
        }
    }
    for (at, entry) in entries.iter().enumerate() {
        let Some((spec, path)) = super::pods::pod_spec(entry) else { continue };
        for list in CONTAINER_LISTS {
            for (index, container) in items(spec, list).iter().enumerate() {
                let path = item(&path, list, index);
                let of_image = text(container, "image").and_then(|image| images.get(image));
                for (contract, other) in of_image.into_iter().flatten() {
                    if !filled.contains(&(at, &*path, &*contract.fingerprint)) {
                        let message = format!(
                            "runs the image of {}, whose variables fill the contract {}, and has none of it: give it \
                             `{}::vars()` too, if it reads them",
                            other.name, contract.name, contract.name
                        );
                        let field = tree::join(&path, "env");
                        found.push(finding(
                            &entry.name,
                            field,
                            Severity::Note,
                            rule::CONTRACT_OF_IMAGE,
                            message,
                        ));
                    }
                }
            }
        }
    }
}
