//! Variables that the kubelet sets for the services of a namespace, where a container has its own of the same name or refers to
//! one.

use std::collections::{HashMap, HashSet};

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, NOTE, Out};
use super::parts::{self, Has};
use super::pods::pod_spec;
use super::reference::Part;
use super::services::is_headless;
use super::set::Entry;
use super::tree::{CONTAINER_LISTS, get, has_entries, item, items, join, text};
use crate::expansion::{self, LinkValue, LinkedPort, ServiceVariable, service_variables, variable_prefix};

/// The variables of the services of a set.
#[derive(Debug, Default)]
pub(super) struct ServiceVariables<'a> {
    /// By namespace and name: the value and the service.
    set: HashMap<(&'a str, String), (LinkValue, usize)>,
    /// The services of a namespace by what their variables begin with.
    services: HashMap<(&'a str, String), usize>,
}

/// The most ports of a service whose variables are remembered.
const PORTS: usize = 1000;

/// Returns the variables that the kubelet sets for a service. One without an address has none.
pub(super) fn variables_of(service: &Entry) -> Vec<ServiceVariable> {
    if !has_address(service) {
        return Vec::new();
    }
    let ports = items(&service.value, "spec.ports").iter().take(PORTS).map(|port| LinkedPort {
        name: text(port, "name").unwrap_or_default(),
        number: get(port, "port").and_then(Value::as_u64).unwrap_or(0),
        protocol: text(port, "protocol").unwrap_or("TCP"),
    });
    service_variables(&service.name.name, ports)
}

impl<'a> ServiceVariables<'a> {
    pub(super) fn of(cx: &Context<'a>) -> Self {
        let mut all = Self::default();
        for (at, entry) in cx.set.entries.iter().enumerate() {
            if !entry.is("", "Service") || !entry.is_named {
                continue;
            }
            cx.set.step();
            let (space, name) = (cx.set.space(at), &*entry.name.name);
            all.services.entry((space, variable_prefix(name))).or_insert(at);
            for variable in variables_of(entry) {
                all.set.entry((space, variable.name)).or_insert((variable.value, at));
            }
        }
        all
    }

    /// Reports the containers of pods for which these variables are in the way, or missing.
    pub(super) fn link(&self, cx: &Context<'a>, position: usize, entry: &'a Entry, out: &mut Out) {
        if self.services.is_empty() {
            return;
        }
        let Some((spec, at)) = pod_spec(entry) else { return };
        let has_links = get(spec, "enableServiceLinks") != Some(&Value::Bool(false));
        let space = cx.set.space(position);
        for list in CONTAINER_LISTS {
            for (index, container) in items(spec, list).iter().enumerate() {
                cx.set.step();
                let container = Container { value: container, at: item(&at, list, index), space, has_links };
                self.link_container(cx, entry, &container, out);
            }
        }
    }

    fn link_container(&self, cx: &Context<'a>, entry: &'a Entry, container: &Container<'a>, out: &mut Out) {
        let variables = items(container.value, "env");
        let takes_maps = has_entries(container.value, "envFrom");
        let all: HashSet<&str> = variables.iter().filter_map(|variable| text(variable, "name")).collect();
        let mut before: HashSet<&str> = HashSet::new();
        for (index, variable) in variables.iter().enumerate() {
            let field = item(&container.at, "env", index);
            let Some(name) = text(variable, "name") else { continue };
            if let Some(line) = text(variable, "value") {
                // The variable itself has not got its value yet.
                for (before_it, found) in
                    expansion::references(line).filter(|(_, found)| !before.contains(found))
                {
                    let is_later = found != name && all.contains(found);
                    let line = Line { before: before_it, name: found, is_later, takes_maps };
                    self.link_reference(cx, entry, container, &line, &join(&field, "value"), out);
                }
            }
            if container.has_links
                && !takes_maps
                && !before.contains(name)
                && let Some((value, service)) = self.of_name(container.space, name)
                && may_be_missing(cx, container.space, variable)
            {
                let service = cx.entry(service).map(|it| it.name.to_string()).unwrap_or_default();
                let message = format!(
                    "is optional, and without its key it is {value}, which the kubelet sets for {service}; write \
                     enableServiceLinks: false, or another name"
                );
                out.raise(&entry.name, &join(&field, "name"), rule::SERVICE_VARIABLE, NOTE, message);
            }
            before.insert(name);
        }
        for list in ["command", "args"] {
            for (index, line) in items(container.value, list).iter().enumerate() {
                let Some(line) = line.as_str() else { continue };
                for (before_it, found) in
                    expansion::references(line).filter(|(_, found)| !all.contains(found))
                {
                    let line = Line { before: before_it, name: found, is_later: false, takes_maps };
                    let field = item(&container.at, list, index);
                    self.link_reference(cx, entry, container, &line, &field, out);
                }
            }
        }
    }

    /// Reports a reference that leads to the variable of a service instead of another, or to none.
    fn link_reference(
        &self,
        cx: &Context<'a>,
        entry: &Entry,
        container: &Container<'a>,
        line: &Line<'_>,
        field: &str,
        out: &mut Out,
    ) {
        let Line { before, name, is_later, takes_maps } = *line;
        cx.set.step();
        // A map may have any name.
        if takes_maps {
            return;
        }
        let found = self.of_name(container.space, name);
        let message = match found {
            Some((value, service)) if container.has_links => {
                let Some(service) = cx.entry(service) else { return };
                if is_later {
                    format!(
                        "$({name}) is {value} here, which the kubelet sets for {}, because the container sets {name} later; \
                         set it before",
                        service.name
                    )
                } else if matches!(value, LinkValue::Url(..)) && wants_number(before) {
                    let number = format!("{}_SERVICE_PORT", variable_prefix(&service.name.name));
                    format!(
                        "$({name}) is {value}, which the kubelet sets for {}, and no number; write $({number})",
                        service.name
                    )
                } else {
                    return;
                }
            }
            Some((_, service)) if !is_later => {
                let Some(service) = cx.entry(service) else { return };
                format!(
                    "$({name}) stays as it is: the pod has enableServiceLinks: false, so no variable of {} is set; write its name",
                    service.name
                )
            }
            None if !is_later => {
                let Some(service) = self.service_of(cx, container.space, name) else { return };
                let reason = if is_headless(service) {
                    "is headless, so the kubelet sets no variables for it; write its name"
                } else if has_address(service) {
                    "has no port for a variable of this name"
                } else {
                    "has no cluster IP, so the kubelet sets no variables for it; write its name"
                };
                format!("$({name}) stays as it is: {} {reason}", service.name)
            }
            _ => return,
        };
        out.raise(&entry.name, field, rule::SERVICE_VARIABLE, NOTE, message);
    }

    fn of_name(&self, space: &'a str, name: &str) -> Option<(LinkValue, usize)> {
        self.set.get(&(space, name.to_owned())).copied()
    }

    /// Returns the service that a variable is meant to be of.
    fn service_of(&self, cx: &Context<'a>, space: &'a str, name: &str) -> Option<&'a Entry> {
        let start = name.strip_suffix("_SERVICE_HOST").or_else(|| Some(name.split_once("_SERVICE_PORT")?.0));
        cx.entry(*self.services.get(&(space, start?.to_owned()))?)
    }
}

/// A container, with its path and its namespace.
struct Container<'a> {
    value: &'a Value,
    at: String,
    space: &'a str,
    has_links: bool,
}

/// A reference in a text.
struct Line<'t> {
    /// The text before it.
    before: &'t str,
    name: &'t str,
    /// Whether the container sets the variable behind the text.
    is_later: bool,
    takes_maps: bool,
}

/// Tells whether a service has a cluster IP.
fn has_address(service: &Entry) -> bool {
    !is_headless(service) && text(&service.value, "spec.type") != Some("ExternalName")
}

/// Tells whether a port number is to follow on a text: a host and a colon, or an option for a port.
fn wants_number(before: &str) -> bool {
    let option = before.strip_suffix('=').unwrap_or_default();
    before.ends_with(':') || option.to_ascii_lowercase().ends_with("port")
}

/// Tells whether the value of a variable may be missing: it is optional, and nothing of the set is known to have its key.
fn may_be_missing<'a>(cx: &Context<'a>, space: &'a str, variable: &'a Value) -> bool {
    let sources = [("ConfigMap", "valueFrom.configMapKeyRef"), ("Secret", "valueFrom.secretKeyRef")];
    let found = sources.iter().find_map(|(kind, source)| Some((*kind, get(variable, source)?)));
    let Some((kind, source)) = found else { return false };
    let (Some(name), Some(key)) = (text(source, "name"), text(source, "key")) else { return false };
    if get(source, "optional") != Some(&Value::Bool(true)) {
        return false;
    }
    if let Some(map) = cx.set.get("", kind, space, name) {
        return parts::has(map, &Part::Key(key.into()), true, &cx.set, &cx.providers, space) != Has::Yes;
    }
    // Somebody else makes it.
    cx.set.find("", kind, space, name).is_none()
        && cx.providers.find(kind, space, name).is_none()
        && cx.externals.object("", kind, space, name).is_none()
}
