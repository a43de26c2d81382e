//! Services: the pods that they select, and the ports of those.

use std::collections::HashMap;

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, NOTE, Out, PART, WHOLE, WHOLE_NOTE};
use super::pods::{Pods, Selected, pod_spec};
use super::policies::perhaps_made;
use super::reference::{Missing, Outcome, Part, Reason, ResolvedBy, Target};
use super::selector::Selector;
use super::set::Entry;
use super::tree::{get, item, items, join, pairs, text};

/// The services of the set by the ports of nodes that they take: number and protocol.
pub(super) type NodePorts<'a> = HashMap<(u64, &'a str), &'a Entry>;

/// Kinds whose pods a service of the same name is meant to select.
const WORKLOADS: [&str; 3] = ["Deployment", "StatefulSet", "DaemonSet"];

/// Links a `Service` with the pods that it selects.
pub(super) fn link<'a>(
    cx: &Context<'a>,
    ports: &mut NodePorts<'a>,
    position: usize,
    entry: &'a Entry,
    out: &mut Out,
) {
    node_ports(cx, entry, ports, out);
    if !has_selector(entry) {
        return;
    }
    let selector = Selector::of_map(&entry.value, "spec.selector");
    let space = cx.set.space(position);
    let field = "spec.selector";
    let (selected, outcome) = cx.select(&entry.name, field, space, &selector, out);
    match &outcome {
        Outcome::Resolved(_) => {
            require_named_workload(cx, entry, space, &selected, out);
            target_ports(cx, entry, &selected, out);
        }
        Outcome::Dangling(_) => {
            let message =
                format!("no pod of the set has the labels {}{}", selector.text(), namesake(cx, entry, space));
            out.raise(&entry.name, field, rule::PODS_MISSING, WHOLE, message);
        }
        Outcome::Unknown(reason) => {
            if let Some(message) = perhaps_made(&selector, reason) {
                out.raise(&entry.name, field, rule::PODS_MISSING, WHOLE_NOTE, message);
            }
        }
    }
}

/// Returns the workload of a service's name, with the pods that it makes.
fn workload<'c, 'a>(cx: &'c Context<'a>, entry: &Entry, space: &str) -> Option<(&'c Pods<'a>, &'a Entry)> {
    WORKLOADS.iter().find_map(|kind| {
        let super::set::Found::Once(at) = cx.set.find("apps", kind, space, &entry.name.name)? else {
            return None;
        };
        Some((cx.pods.of_object(at as usize)?, cx.entry(at as usize)?))
    })
}

/// Returns the labels of the workload that has the name of the service.
fn namesake(cx: &Context<'_>, entry: &Entry, space: &str) -> String {
    workload(cx, entry, space)
        .map(|(pods, workload)| format!("; those of {} are {}", workload.name, pods.labels_text()))
        .unwrap_or_default()
}

/// Reports a service that selects other pods than those of the workload that has its name.
fn require_named_workload(cx: &Context<'_>, entry: &Entry, space: &str, selected: &Selected, out: &mut Out) {
    if let Some((pods, workload)) = workload(cx, entry, space)
        && selected.is_whole
        && cx.pods.at(&selected.pods).all(|other| other.object != pods.object)
    {
        let others = selected.objects.first().map(ToString::to_string).unwrap_or_default();
        let message =
            format!("selects {others}, and not {}, which has the name of the service", workload.name);
        out.raise(&entry.name, "spec.selector", rule::PODS_OF_OTHERS, NOTE, message);
    }
}

fn target_ports(cx: &Context<'_>, entry: &Entry, selected: &Selected, out: &mut Out) {
    for (index, port) in items(&entry.value, "spec.ports").iter().enumerate() {
        let protocol = text(port, "protocol").unwrap_or("TCP");
        let path = join(&item("spec", "ports", index), "targetPort");
        match get(port, "targetPort") {
            Some(Value::String(name)) if !name.is_empty() => {
                named_port(cx, entry, selected, &path, name, protocol, "selects", out);
            }
            Some(Value::Number(number)) if number.as_u64() != Some(0) => {
                numbered_port(cx, entry, selected, &path, number.as_u64(), protocol, out);
            }
            _ => {
                let number = get(port, "port").and_then(Value::as_u64);
                let path = join(&item("spec", "ports", index), "port");
                numbered_port(cx, entry, selected, &path, number, protocol, out);
            }
        }
    }
}

/// Reports a port name that none or only some of the selected pods have.
#[expect(clippy::too_many_arguments, reason = "each is a part of one reference")]
pub(super) fn named_port(
    cx: &Context<'_>,
    entry: &Entry,
    selected: &Selected,
    path: &str,
    name: &str,
    protocol: &str,
    verb: &str,
    out: &mut Out,
) {
    let mut lacking = None;
    let (mut has, mut is_unknown) = (false, !selected.is_whole);
    for pods in cx.pods.at(&selected.pods) {
        cx.set.step();
        is_unknown |= pods.spec.is_none() || cx.has_doubtful_ports(pods);
        if pods.has_port(name, protocol) {
            has = true;
        } else if pods.spec.is_some() {
            lacking = lacking.or(Some(pods));
        }
    }
    let outcome = match (has, is_unknown) {
        (true, _) => Outcome::Resolved(ResolvedBy::Object),
        (false, true) => Outcome::Unknown(Reason::Opaque),
        (false, false) => Outcome::Dangling(Missing::Part),
    };
    let is_dangling = outcome.is_dangling();
    let target =
        Target::Selected { kind: "Pod".into(), selector: "".into(), objects: selected.objects.clone() };
    out.refer(&entry.name, path, target, Some(Part::Port(name.into())), outcome);
    let Some(lacking) = lacking else { return };
    let Some(object) = cx.entry(lacking.object) else { return };
    if has {
        let message = format!("{} of the pods that it {verb} has no {protocol} port {name:?}", object.name);
        out.raise(&entry.name, path, rule::PORT_OF_SOME, NOTE, message);
    } else if is_dangling {
        let wrong = lacking.ports.iter().find(|port| port.name == name);
        let offers: Vec<&str> = lacking
            .ports
            .iter()
            .filter(|port| port.protocol == protocol && !port.name.is_empty())
            .map(|port| port.name)
            .collect();
        let rest = match wrong {
            Some(port) => format!("; port {name:?} is {}", port.protocol),
            None => cx.offer(name, &offers),
        };
        let message = format!("no container of {} has a {protocol} port {name:?}{rest}", object.name);
        out.raise(&entry.name, path, rule::PORT_MISSING, PART, message);
    }
}

/// Notes a port number that no pod declares, if all declare others.
fn numbered_port(
    cx: &Context<'_>,
    entry: &Entry,
    selected: &Selected,
    path: &str,
    number: Option<u64>,
    protocol: &str,
    out: &mut Out,
) {
    let Some(number) = number else { return };
    let mut has = false;
    let mut declares_all = selected.is_whole;
    for pods in cx.pods.at(&selected.pods) {
        cx.set.step();
        has |= pods.has_number(number, protocol);
        declares_all &= !pods.ports.is_empty();
    }
    let outcome = if has { Outcome::Resolved(ResolvedBy::Object) } else { Outcome::Unknown(Reason::Opaque) };
    let target =
        Target::Selected { kind: "Pod".into(), selector: "".into(), objects: selected.objects.clone() };
    out.refer(&entry.name, path, target, Some(Part::Port(number.to_string().into())), outcome);
    if !has && declares_all && !is_headless(entry) {
        let object = selected.objects.first().map(ToString::to_string).unwrap_or_default();
        let message =
            format!("no container of {object} declares {protocol} port {number}, and it declares others");
        out.raise(&entry.name, path, rule::PORT_UNDECLARED, NOTE, message);
    }
}

/// Tells whether a service selects pods.
pub(super) fn has_selector(entry: &Entry) -> bool {
    text(&entry.value, "spec.type") != Some("ExternalName")
        && pairs(&entry.value, "spec.selector").next().is_some()
}

/// Reports a port of the nodes that two services take: the API server refuses the second.
fn node_ports<'a>(cx: &Context<'a>, entry: &'a Entry, taken: &mut NodePorts<'a>, out: &mut Out) {
    for (index, port) in items(&entry.value, "spec.ports").iter().enumerate() {
        let Some(number) = get(port, "nodePort").and_then(Value::as_u64).filter(|it| *it > 0) else {
            continue;
        };
        cx.set.step();
        let field = join(&item("spec", "ports", index), "nodePort");
        if entry.doubts(&field) {
            continue;
        }
        let protocol = text(port, "protocol").unwrap_or("TCP");
        let first = *taken.entry((number, protocol)).or_insert(entry);
        // The same name twice is an alternative.
        if first.name != entry.name {
            let message = format!(
                "{} has {protocol} port {number} of the nodes too, and one service only gets it; choose another, or none",
                first.name
            );
            out.raise(&entry.name, &field, rule::NODE_PORT_TWICE, PART, message);
        }
    }
}

pub(super) fn is_headless(entry: &Entry) -> bool {
    text(&entry.value, "spec.clusterIP") == Some("None")
}

/// Tells whether a service selects the pods of an object.
fn selects(cx: &Context<'_>, service: &Entry, position: usize) -> bool {
    let selector = Selector::of_map(&service.value, "spec.selector");
    let Some(pods) = cx.pods.of_object(position) else { return true };
    let selected = cx.pods.select(&cx.set, pods.space, &selector);
    selector.is_empty() || !selected.is_whole || cx.pods.at(&selected.pods).any(|it| it.object == position)
}

/// Compares the service of a `StatefulSet`, and the subdomain of pods, with services of the set.
pub(super) fn link_names(cx: &Context<'_>, position: usize, entry: &Entry, out: &mut Out) {
    let space = cx.set.space(position);
    if entry.is("apps", "StatefulSet")
        && let Some(name) = text(&entry.value, "spec.serviceName")
        && let Some(service) = cx.set.get("", "Service", space, name)
    {
        let field = "spec.serviceName";
        if !is_headless(service) {
            let message = format!(
                "{} is not headless, so the pods have no DNS names; write clusterIP: None",
                service.name
            );
            out.raise(&entry.name, field, rule::SERVICE_NOT_HEADLESS, NOTE, message);
        } else if !selects(cx, service, position) {
            let message = format!("{} does not select the pods, so they have no DNS names", service.name);
            out.raise(&entry.name, field, rule::SERVICE_NOT_HEADLESS, NOTE, message);
        }
    }
    let Some((spec, at)) = pod_spec(entry) else { return };
    let Some(subdomain) = text(spec, "subdomain") else { return };
    let field = join(&at, "subdomain");
    let service = cx.set.get("", "Service", space, subdomain);
    let is_served = service.is_some_and(|service| is_headless(service) && selects(cx, service, position));
    let target = super::reference::ObjectName::new("", "Service", Some(space), subdomain);
    let outcome = match (is_served, service) {
        (true, _) => Outcome::Resolved(ResolvedBy::Object),
        (false, Some(_)) => Outcome::Dangling(Missing::Part),
        (false, None) => Outcome::Dangling(Missing::Object),
    };
    out.refer(&entry.name, &*field, Target::Object(target.clone()), None, outcome);
    if !is_served {
        let message = format!(
            "{target} is no headless service of the set that selects the pods, so they have no DNS name"
        );
        out.raise(&entry.name, &field, rule::SUBDOMAIN_WITHOUT_SERVICE, WHOLE_NOTE, message);
    }
}
