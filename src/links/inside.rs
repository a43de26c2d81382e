//! References within a pod: to ports, containers, variables and files.

use std::collections::HashSet;

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, NOTE, Out, PART};
use super::parts::{self, Has};
use super::pods::{pod_spec, template};
use super::reference::{Missing, Outcome, Part, Reason, ResolvedBy, Target};
use super::set::Entry;
use super::tree::{CONTAINER_LISTS, each, get, has_entries, item, items, join, text};
use crate::expansion;

/// A container of a pod, with its path.
struct Container<'a> {
    value: &'a Value,
    at: String,
}

pub(super) fn link<'a>(cx: &Context<'a>, position: usize, entry: &'a Entry, out: &mut Out) {
    let Some((spec, at)) = pod_spec(entry) else { return };
    let containers: Vec<Container<'a>> = CONTAINER_LISTS
        .iter()
        .flat_map(|list| items(spec, list).iter().enumerate().map(move |(index, value)| (list, index, value)))
        .map(|(list, index, value)| Container { value, at: item(&at, list, index) })
        .collect();
    let names: HashSet<&str> = containers.iter().filter_map(|it| text(it.value, "name")).collect();
    for container in &containers {
        cx.set.step();
        ports(cx, entry, container, out);
        variables(cx, position, entry, spec, container, out);
        sub_paths(cx, position, entry, spec, container, out);
        device_requests(cx, position, entry, spec, container, out);
    }
    let offer = |name: &str| {
        let mut names: Vec<_> = names.iter().copied().collect();
        names.sort_unstable();
        cx.offer(name, &names)
    };
    let require_container = |path: &str, value: &str, out: &mut Out| {
        let has = names.contains(value) || entry.doubts_containers(&["name"]);
        if !out.refer_inside(&entry.name, path, Part::Container(value.into()), has) {
            let message = format!("the pod has no container {value:?}{}", offer(value));
            out.raise(&entry.name, path, rule::CONTAINER_MISSING, PART, message);
        }
    };
    for field in RESOURCES_OF {
        let mut path = at.clone();
        each(spec, field, &mut path, &mut |value, path| {
            if let Some(value) = value.as_str().filter(|value| !value.is_empty()) {
                require_container(path, value, out);
            }
        });
    }
    let metadata = template(entry).map_or("metadata".to_owned(), |path| join(path, "metadata"));
    let annotation = join(&metadata, DEFAULT_CONTAINER);
    if let Some(name) = text(&entry.value, &annotation) {
        let has = names.contains(name);
        if !out.refer_inside(&entry.name, &annotation, Part::Container(name.into()), has) {
            let message = format!("the pod has no container {name:?}{}", offer(name));
            out.raise(&entry.name, &annotation, rule::DEFAULT_CONTAINER, NOTE, message);
        }
    }
}

const DEFAULT_CONTAINER: &str = "annotations[kubectl.kubernetes.io/default-container]";

/// Fields that name the container whose resources are read.
const RESOURCES_OF: [&str; 3] = [
    "C[].env[].valueFrom.resourceFieldRef.containerName",
    "volumes[].downwardAPI.items[].resourceFieldRef.containerName",
    "volumes[].projected.sources[].downwardAPI.items[].resourceFieldRef.containerName",
];

/// Fields that name a port of the same container.
const PORTS_OF: [&str; 10] = [
    "livenessProbe.httpGet.port",
    "livenessProbe.tcpSocket.port",
    "readinessProbe.httpGet.port",
    "readinessProbe.tcpSocket.port",
    "startupProbe.httpGet.port",
    "startupProbe.tcpSocket.port",
    "lifecycle.postStart.httpGet.port",
    "lifecycle.postStart.tcpSocket.port",
    "lifecycle.preStop.httpGet.port",
    "lifecycle.preStop.tcpSocket.port",
];

fn ports(cx: &Context<'_>, entry: &Entry, container: &Container<'_>, out: &mut Out) {
    for field in PORTS_OF {
        let Some(port) = text(container.value, field) else { continue };
        let names = items(container.value, "ports").iter().filter_map(|port| text(port, "name"));
        let has = names.clone().any(|name| name == port);
        let path = join(&container.at, field);
        let has = has || entry.doubts(&join(&container.at, "ports"));
        if !out.refer_inside(&entry.name, &path, Part::Port(port.into()), has) {
            let names: Vec<_> = names.collect();
            let message = format!("the container has no port {port:?}{}", cx.offer(port, &names));
            out.raise(&entry.name, &path, rule::PORT_MISSING, PART, message);
        }
    }
}

/// Compares `$(NAME)` with the variables of a container that takes all keys of maps, if the set has all of them.
fn variables<'a>(
    cx: &Context<'a>,
    position: usize,
    entry: &'a Entry,
    spec: &'a Value,
    container: &Container<'a>,
    out: &mut Out,
) {
    let value = container.value;
    let sources = items(value, "envFrom");
    if sources.is_empty() || sources.len() > SOURCES {
        return;
    }
    // A large map that many containers take is compared by lookups, not copied.
    let mut maps = Vec::new();
    for source in sources {
        let prefix = text(source, "prefix").unwrap_or_default();
        for (field, kind) in [("configMapRef", "ConfigMap"), ("secretRef", "Secret")] {
            let Some(name) = text(source, &format!("{field}.name")) else { continue };
            let Some(map) = cx.set.get("", kind, cx.set.space(position), name) else { return };
            if !["data", "stringData"].iter().any(|data| has_entries(&map.value, data)) {
                return;
            }
            maps.push((prefix, &map.value));
        }
    }
    let from_maps = |name: &str| {
        maps.iter().any(|(prefix, map)| {
            let key = name.strip_prefix(prefix);
            key.is_some_and(|key| {
                ["data", "stringData"]
                    .iter()
                    .any(|data| get(map, data).is_some_and(|data| data.get(key).is_some()))
            })
        })
    };
    let has_links = get(spec, "enableServiceLinks") != Some(&Value::Bool(false));
    let is_link = |name: &str| has_links && (name.contains("_SERVICE_") || name.contains("_PORT"));
    let mut known: HashSet<&str> = HashSet::new();
    let mut require = |known: &HashSet<&str>, line: &str, path: &str| {
        for name in expansion::names(line) {
            let has = known.contains(name) || from_maps(name);
            if is_link(name) && !has {
                continue;
            }
            if !out.refer_inside(&entry.name, path, Part::Variable(name.into()), has) {
                let message = format!("$({name}) stays as it is: the container has no variable {name:?}");
                out.raise(&entry.name, path, rule::VARIABLE_MISSING, NOTE, message);
            }
        }
    };
    for (index, variable) in items(value, "env").iter().enumerate() {
        if let Some(line) = text(variable, "value") {
            require(&known, line, &join(&item(&container.at, "env", index), "value"));
        }
        known.extend(text(variable, "name"));
    }
    for list in ["command", "args"] {
        for (index, line) in items(value, list).iter().enumerate() {
            if let Some(line) = line.as_str() {
                require(&known, line, &item(&container.at, list, index));
            }
        }
    }
}

/// The most sources of variables that a name is looked for in.
const SOURCES: usize = 100;

/// Compares the `subPath` of a mount with the keys of its volume.
fn sub_paths<'a>(
    cx: &Context<'a>,
    position: usize,
    entry: &'a Entry,
    spec: &'a Value,
    container: &Container<'a>,
    out: &mut Out,
) {
    for (index, mount) in items(container.value, "volumeMounts").iter().enumerate() {
        let (Some(path), Some(name)) = (text(mount, "subPath"), text(mount, "name")) else { continue };
        let volumes = items(spec, "volumes").iter().take(VOLUMES);
        let Some(volume) = volumes.into_iter().find(|volume| text(volume, "name") == Some(name)) else {
            continue;
        };
        for (kind, source, field) in
            [("ConfigMap", "configMap", "configMap.name"), ("Secret", "secret", "secret.secretName")]
        {
            let Some(object) = text(volume, field) else { continue };
            if get(volume, source).is_some_and(|source| has_entries(source, "items")) {
                continue;
            }
            let space = cx.set.space(position);
            let Some(target) = cx.set.get("", kind, space, object) else { continue };
            let part = Part::Key(path.into());
            let at = join(&item(&container.at, "volumeMounts", index), "subPath");
            let has = parts::has(target, &part, false, &cx.set, &cx.providers, space);
            let outcome = match has {
                Has::Yes => Outcome::Resolved(ResolvedBy::Object),
                Has::Unknown(reason) => Outcome::Unknown(reason),
                Has::No if is_optional(volume, source) => Outcome::Unknown(Reason::Optional),
                Has::No => {
                    let names = parts::listed(target, &part, false);
                    let message = format!("{} has no {part}{}", target.name, cx.offer(path, &names));
                    out.raise(&entry.name, &at, rule::SUB_PATH_MISSING, NOTE, message);
                    Outcome::Dangling(Missing::Part)
                }
            };
            out.refer(&entry.name, at, Target::Object((*target.name).clone()), Some(part), outcome);
        }
    }
}

/// Compares the requests that a container names with those of its claims of devices.
fn device_requests<'a>(
    cx: &Context<'a>,
    position: usize,
    entry: &'a Entry,
    spec: &'a Value,
    container: &Container<'a>,
    out: &mut Out,
) {
    for (index, claim) in items(container.value, "resources.claims").iter().enumerate() {
        let (Some(name), Some(request)) = (text(claim, "name"), text(claim, "request")) else { continue };
        let mut claims = items(spec, "resourceClaims").iter().take(VOLUMES);
        let Some(claim) = claims.find(|claim| text(claim, "name") == Some(name)) else { continue };
        let claim_of = |field, kind| {
            text(claim, field)
                .and_then(|name| cx.set.get("resource.k8s.io", kind, cx.set.space(position), name))
        };
        let target = claim_of("resourceClaimName", "ResourceClaim")
            .or_else(|| claim_of("resourceClaimTemplateName", "ResourceClaimTemplate"));
        let Some(target) = target else { continue };
        let part = Part::Request(request.into());
        let field = join(&item(&join(&container.at, "resources"), "claims", index), "request");
        let outcome = match parts::has(target, &part, false, &cx.set, &cx.providers, "") {
            Has::Yes => Outcome::Resolved(ResolvedBy::Object),
            Has::Unknown(reason) => Outcome::Unknown(reason),
            Has::No => {
                let names = parts::listed(target, &part, false);
                let message = format!("{} has no {part}{}", target.name, cx.offer(request, &names));
                out.raise(&entry.name, &field, rule::REQUEST_MISSING, PART, message);
                Outcome::Dangling(Missing::Part)
            }
        };
        out.refer(&entry.name, field, Target::Object((*target.name).clone()), Some(part), outcome);
    }
}

/// The most volumes that the volume of a mount is looked for among.
const VOLUMES: usize = 1000;

fn is_optional(volume: &Value, source: &str) -> bool {
    get(volume, source).and_then(|source| get(source, "optional")) == Some(&Value::Bool(true))
}
