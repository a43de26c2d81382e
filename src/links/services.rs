//! Services: the pods that they select, and the ports of those.

use std::collections::{HashMap, HashSet};

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, NOTE, Out, PART, WHOLE, WHOLE_NOTE};
use super::named::name_or_number;
use super::near::nearest;
use super::pods::{Pods, Selected, pod_spec};
use super::policies::perhaps_made;
use super::reference::{Missing, Outcome, Part, Reason, ResolvedBy, Target};
use super::replicas::Replicas;
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
            let message = format!(
                "no pod of the set has the labels {}{}",
                selector.text(),
                meant(cx, entry, space, &selector)
            );
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

/// Returns the labels of the workload that has the name of the service, or a label that is nearly that of the selector.
fn meant(cx: &Context<'_>, entry: &Entry, space: &str, selector: &Selector<'_>) -> String {
    match workload(cx, entry, space) {
        Some((pods, workload)) => format!("; those of {} are {}", workload.name, pods.labels_text()),
        None => cx.near_labels(space, selector),
    }
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

/// Compares the ports of a service with those of its pods.
///
/// A program may listen on a port that no container declares, and often such a port stands beside declared ones. So a number is
/// noted only if the service leads to no declared port at all, or if a declared port that it does not lead to has nearly this
/// number. It is not noted if a command line or variable of the pods has it.
fn target_ports(cx: &Context<'_>, entry: &Entry, selected: &Selected, out: &mut Out) {
    let mut leads = false;
    let mut undeclared = Vec::new();
    for (index, port) in items(&entry.value, "spec.ports").iter().enumerate() {
        let protocol = text(port, "protocol").unwrap_or("TCP");
        let field = |name| join(&item("spec", "ports", index), name);
        let (path, number) = match get(port, "targetPort") {
            Some(Value::String(name)) if !name.is_empty() => {
                leads |= named_port(cx, entry, selected, &field("targetPort"), name, protocol, out);
                continue;
            }
            Some(Value::Number(number)) if number.as_u64() != Some(0) => {
                (field("targetPort"), number.as_u64())
            }
            _ => (field("port"), get(port, "port").and_then(Value::as_u64)),
        };
        let Some(number) = number else { continue };
        if numbered_port(cx, entry, selected, &path, number, protocol, out) {
            leads = true;
        } else {
            undeclared.push((path, number, protocol));
        }
    }
    let declares_all = selected.is_whole && cx.pods.at(&selected.pods).all(|pods| !pods.ports.is_empty());
    if undeclared.is_empty() || !declares_all || is_headless(entry) {
        return;
    }
    let object = selected.objects.first().map(ToString::to_string).unwrap_or_default();
    let unserved = unserved(cx, entry, selected);
    for (path, number, protocol) in undeclared {
        let text = number.to_string();
        let near = nearest(&text, unserved.iter().map(String::as_str));
        if (leads && near.is_none()) || cx.pods.at(&selected.pods).any(|pods| pods.mentions(&text)) {
            continue;
        }
        let meant = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        let message = format!(
            "no container of {object} declares {protocol} port {number}, and it declares others{meant}"
        );
        out.raise(&entry.name, &path, rule::PORT_UNDECLARED, NOTE, message);
    }
}

/// The most ports of a pod that may be meant.
const PORTS: usize = 64;

/// Returns the ports of the first pods to which a service does not lead.
fn unserved(cx: &Context<'_>, entry: &Entry, selected: &Selected) -> Vec<String> {
    let ports = items(&entry.value, "spec.ports").iter();
    let targets: HashSet<_> = ports
        .filter_map(|port| {
            get(port, "targetPort")
                .and_then(name_or_number)
                .or_else(|| get(port, "port").and_then(name_or_number))
        })
        .collect();
    let declared = cx.pods.at(&selected.pods).take(1).flat_map(|pods| &pods.ports).take(PORTS);
    let named = declared.filter(|port| !targets.contains(port.name)).map(|port| port.number.to_string());
    named.filter(|number| !targets.contains(number.as_str())).collect()
}

/// Reports a port name that none of the selected pods has, or only some of those that a service sends to. Returns whether one
/// has it.
///
/// A network policy over many pods is about those that have the port. And pods that end are not there to serve: tests of a chart
/// often have the labels of what they test.
pub(super) fn named_port(
    cx: &Context<'_>,
    entry: &Entry,
    selected: &Selected,
    path: &str,
    name: &str,
    protocol: &str,
    out: &mut Out,
) -> bool {
    let mut lacking = None;
    let mut serving = None;
    let (mut has, mut is_unknown) = (false, !selected.is_whole);
    for pods in cx.pods.at(&selected.pods) {
        cx.set.step();
        is_unknown |= pods.spec.is_none() || cx.has_doubtful_ports(pods);
        if pods.has_port(name, protocol) {
            has = true;
        } else if pods.spec.is_some() {
            lacking = lacking.or(Some(pods));
            serving = serving.or(Some(pods).filter(|pods| !pods.ends()));
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
    let is_service = entry.is("", "Service");
    let lacking = if has { serving.filter(|_| is_service) } else { lacking.filter(|_| is_dangling) };
    let Some(lacking) = lacking else { return has };
    let Some(object) = cx.entry(lacking.object) else { return has };
    if has {
        let message = format!("{} of the pods that it selects has no {protocol} port {name:?}", object.name);
        out.raise(&entry.name, path, rule::PORT_OF_SOME, NOTE, message);
    } else {
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
    has
}

/// Links a port number. Returns whether a pod declares it.
fn numbered_port(
    cx: &Context<'_>,
    entry: &Entry,
    selected: &Selected,
    path: &str,
    number: u64,
    protocol: &str,
    out: &mut Out,
) -> bool {
    let mut has = false;
    for pods in cx.pods.at(&selected.pods) {
        cx.set.step();
        has |= pods.has_number(number, protocol);
    }
    let outcome = if has { Outcome::Resolved(ResolvedBy::Object) } else { Outcome::Unknown(Reason::Opaque) };
    let target =
        Target::Selected { kind: "Pod".into(), selector: "".into(), objects: selected.objects.clone() };
    out.refer(&entry.name, path, target, Some(Part::Port(number.to_string().into())), outcome);
    has
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
        if !std::ptr::eq(first, entry) && !cx.set.have_one_name(first, entry) {
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

/// Tells whether a workload has more than one pod. The service leads to a single one without a name of its own.
fn has_several<'a>(cx: &Context<'a>, position: usize, entry: &'a Entry) -> bool {
    match cx.autoscalers.replicas(&cx.set, position, entry) {
        Replicas::Fixed(replicas) => replicas > 1,
        Replicas::Scaled { most, .. } => most > 1,
        _ => true,
    }
}

/// Compares the service of a `StatefulSet`, and the subdomain of pods, with services of the set.
pub(super) fn link_names<'a>(cx: &Context<'a>, position: usize, entry: &'a Entry, out: &mut Out) {
    let space = cx.set.space(position);
    if entry.is("apps", "StatefulSet")
        && let Some(name) = text(&entry.value, "spec.serviceName")
        && let Some(service) = cx.set.get("", "Service", space, name)
    {
        let field = "spec.serviceName";
        if !is_headless(service) && has_several(cx, position, entry) {
            let message = format!(
                "{} is not headless, so the pods have no DNS names; write clusterIP: None",
                service.name
            );
            out.raise(&entry.name, field, rule::SERVICE_NOT_HEADLESS, NOTE, message);
        } else if is_headless(service) && !selects(cx, service, position) {
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
