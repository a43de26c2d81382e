//! The parts of objects: keys, ports, listeners, containers.

use k8s_openapi::serde_json::Value;

use super::named::name_or_number;
use super::pods::pod_spec;
use super::providers::Providers;
use super::reference::{Part, Reason};
use super::set::{Entry, Set};
use super::table::GATEWAY;
use super::tree::{CONTAINER_LISTS, get, has_entries, items, pairs, text};

/// Whether an object has a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Has {
    Yes,
    No,
    Unknown(Reason),
}

/// The most ports, listeners or containers of an object that are compared, and the most names that are proposed.
const COMPARED: usize = 1000;

/// The annotations and labels of objects that something fills in.
const FILLED: [&str; 3] = [
    "cert-manager.io/inject-ca-from",
    "config.openshift.io/inject-trusted-cabundle",
    "service.beta.openshift.io/inject-cabundle",
];

/// Tells whether an object has a part. A key that becomes a variable is not in `binaryData`.
pub(super) fn has<'a>(
    entry: &'a Entry,
    part: &Part,
    is_variable: bool,
    set: &Set<'a>,
    providers: &Providers<'a>,
    space: &str,
) -> Has {
    let value = &entry.value;
    let any = |is: &dyn Fn(&Value) -> bool, list: &[Value]| {
        set.step();
        match list.iter().take(COMPARED).any(is) {
            true => Has::Yes,
            false if list.len() > COMPARED => Has::Unknown(Reason::TooMany),
            false => Has::No,
        }
    };
    let has = match (&*entry.name.group, &*entry.name.kind, part) {
        ("", "ConfigMap" | "Secret", Part::Key(key)) => {
            set.step();
            let maps = if is_variable { &KEY_MAPS[..2] } else { &KEY_MAPS };
            if maps.iter().any(|map| get(value, map).is_some_and(|map| map.get(&**key).is_some())) {
                Has::Yes
            } else if is_filled_later(entry, providers, space) {
                Has::Unknown(Reason::FilledLater)
            } else {
                Has::No
            }
        }
        ("", "Service", Part::Port(number)) => {
            if text(value, "spec.type") == Some("ExternalName") && !has_entries(value, "spec.ports") {
                return Has::Unknown(Reason::Opaque);
            }
            let is = |it: &Value| {
                text(it, "name") == Some(number)
                    || get(it, "port").and_then(name_or_number).as_deref() == Some(number)
            };
            any(&is, items(value, "spec.ports"))
        }
        (GATEWAY, "Gateway", Part::Listener(name)) => {
            any(&|it| text(it, "name") == Some(name), items(value, "spec.listeners"))
        }
        (GATEWAY, "Gateway", Part::Port(number)) => {
            let is = |it: &Value| get(it, "port").and_then(name_or_number).as_deref() == Some(number);
            any(&is, items(value, "spec.listeners"))
        }
        ("resource.k8s.io", "ResourceClaim" | "ResourceClaimTemplate", Part::Request(request)) => {
            any(&|it| text(it, "name") == Some(request), items(value, requests(entry)))
        }
        (.., Part::Container(name)) => match pod_spec(entry) {
            Some((spec, _)) => {
                let is = |it: &Value| text(it, "name") == Some(name);
                let found = CONTAINER_LISTS.iter().map(|list| any(&is, items(spec, list)));
                found.reduce(|one, other| if one == Has::Yes { one } else { other }).unwrap_or(Has::No)
            }
            None => Has::Unknown(Reason::Opaque),
        },
        _ => Has::Unknown(Reason::Opaque),
    };
    if has == Has::No && is_in_doubt(entry, part) { Has::Unknown(Reason::Opaque) } else { has }
}

/// Tells whether an object breaks rules where a part would stand, or something that says that the part is filled in.
fn is_in_doubt(entry: &Entry, part: &Part) -> bool {
    match part {
        Part::Key(_) => KEY_MAPS
            .iter()
            .chain(&["metadata.annotations", "metadata.labels", "type"])
            .any(|path| entry.doubts(path)),
        Part::Port(_) => entry.doubts("spec.ports") || entry.doubts("spec.type"),
        Part::Container(_) => entry.doubts_containers(&["name"]),
        _ => !entry.is_valid(),
    }
}

const KEY_MAPS: [&str; 3] = ["data", "stringData", "binaryData"];

fn requests(entry: &Entry) -> &'static str {
    match &*entry.name.kind {
        "ResourceClaim" => "spec.devices.requests",
        _ => "spec.spec.devices.requests",
    }
}

/// Tells whether an object has no data yet, or something adds to it.
fn is_filled_later<'a>(entry: &'a Entry, providers: &Providers<'a>, space: &str) -> bool {
    let value = &entry.value;
    let mut marks = pairs(value, "metadata.annotations").chain(pairs(value, "metadata.labels"));
    KEY_MAPS.iter().all(|map| !has_entries(value, map))
        || marks.any(|(key, _)| FILLED.contains(&key))
        || text(value, "type") == Some("kubernetes.io/service-account-token")
        || providers.find(&entry.name.kind, space, &entry.name.name).is_some()
}

/// Lists what an object has instead of a part.
pub(super) fn listed<'a>(entry: &'a Entry, part: &Part, is_variable: bool) -> Vec<&'a str> {
    let value = &entry.value;
    let names = |list: &'a [Value]| list.iter().filter_map(|it| text(it, "name"));
    let mut listed: Vec<&str> = match (&*entry.name.kind, part) {
        ("ConfigMap" | "Secret", _) => {
            let maps = if is_variable { &KEY_MAPS[..2] } else { &KEY_MAPS };
            let maps = maps.iter().filter_map(|map| get(value, map).and_then(Value::as_object));
            maps.flat_map(|map| map.keys().map(String::as_str)).take(COMPARED).collect()
        }
        ("Service", _) => names(items(value, "spec.ports")).take(COMPARED).collect(),
        ("Gateway", _) => names(items(value, "spec.listeners")).take(COMPARED).collect(),
        ("ResourceClaim" | "ResourceClaimTemplate", _) => {
            names(items(value, requests(entry))).take(COMPARED).collect()
        }
        _ => {
            let spec = pod_spec(entry).map(|(spec, _)| spec);
            let lists = CONTAINER_LISTS.iter().filter_map(|list| spec.map(|spec| items(spec, list)));
            lists.flat_map(names).take(COMPARED).collect()
        }
    };
    listed.sort_unstable();
    listed
}

/// Lists the port numbers of a service or of the listeners of a gateway.
pub(super) fn numbers(entry: &Entry) -> Vec<String> {
    let list = if *entry.name.kind == *"Gateway" { "spec.listeners" } else { "spec.ports" };
    items(&entry.value, list)
        .iter()
        .take(COMPARED)
        .filter_map(|it| get(it, "port").and_then(name_or_number))
        .collect()
}
