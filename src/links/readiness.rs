//! Readiness probes of sidecars that no service needs.
//!
//! A pod is ready only if its sidecars are. A probe of a sidecar is meant if the sidecar serves, or if the others cannot serve
//! without it. Where neither is the case it does nothing, or it takes the others out of their service.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, Out, WHOLE_NOTE};
use super::pods::pod_spec;
use super::selector::Selector;
use super::services::has_selector;
use super::set::Entry;
use super::tree::{CONTAINER_LISTS, get, item, items, join, text, texts};

/// The services and budgets that select pods which have a sidecar with a readiness probe.
#[derive(Debug, Default)]
struct Selecting<'a> {
    services: Vec<&'a Entry>,
    has_budget: bool,
}

impl<'a> Selecting<'a> {
    /// Adds a service, or a budget.
    fn add(&mut self, service: Option<&'a Entry>) {
        match service {
            Some(service) if self.services.len() < SERVICES => self.services.push(service),
            Some(_) => {}
            None => self.has_budget = true,
        }
    }
}

/// The most services of a pod that are looked at.
const SERVICES: usize = 100;

/// What selects by the same labels, with the pods that have them.
struct Asking<'a> {
    pods: Rc<[u32]>,
    found: Selecting<'a>,
}

/// Reports the readiness probes of sidecars that nothing needs.
pub(super) fn link<'a>(cx: &Context<'a>, out: &mut Out) {
    // A custom resource may make services.
    if cx.maker.is_some() {
        return;
    }
    let has_probe = |(_, entry): &(usize, &'a Entry)| sidecars(entry).next().is_some();
    let mut selecting: BTreeMap<usize, Selecting<'a>> = cx
        .set
        .entries
        .iter()
        .enumerate()
        .filter(has_probe)
        .map(|(at, _)| (at, Selecting::default()))
        .collect();
    if selecting.is_empty() {
        return;
    }
    let mut by_selector: HashMap<(&str, String), Asking<'a>> = HashMap::new();
    for (at, entry) in cx.set.entries.iter().enumerate() {
        let is_service = entry.is("", "Service") && has_selector(entry);
        let selector = match get(&entry.value, "spec.selector") {
            Some(_) if is_service => Selector::of_map(&entry.value, "spec.selector"),
            Some(selector) if entry.is("policy", "PodDisruptionBudget") => Selector::of(selector),
            _ => continue,
        };
        cx.set.step();
        let space = cx.set.space(at);
        let asking = by_selector.entry((space, selector.text())).or_insert_with(|| Asking {
            pods: cx.pods.select(&cx.set, space, &selector).pods,
            found: Selecting::default(),
        });
        asking.found.add(is_service.then_some(entry));
    }
    let mut all: Vec<_> = by_selector.into_iter().collect();
    all.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    for (_, asking) in &all {
        for pods in cx.pods.at(&asking.pods) {
            cx.set.step();
            if let Some(found) = selecting.get_mut(&pods.object) {
                found.has_budget |= asking.found.has_budget;
                asking.found.services.iter().for_each(|service| found.add(Some(service)));
            }
        }
    }
    for (at, found) in &selecting {
        if let Some(entry) = cx.entry(*at) {
            link_pod(entry, found, out);
        }
    }
}

/// Returns the sidecars of an object that have a readiness probe, with their positions.
fn sidecars(entry: &Entry) -> impl Iterator<Item = (usize, &Value)> {
    let containers = pod_spec(entry).map_or(&[][..], |(spec, _)| items(spec, "initContainers"));
    containers.iter().enumerate().filter(|(_, it)| is_sidecar(it) && get(it, "readinessProbe").is_some())
}

fn is_sidecar(container: &Value) -> bool {
    text(container, "restartPolicy") == Some("Always")
}

fn link_pod(entry: &Entry, found: &Selecting<'_>, out: &mut Out) {
    let Some((spec, at)) = pod_spec(entry) else { return };
    let runs = entry.is("batch", "Job") || entry.is("batch", "CronJob");
    for (index, sidecar) in sidecars(entry) {
        let field = join(&item(&at, "initContainers", index), "readinessProbe");
        if runs && found.services.is_empty() && !found.has_budget {
            let message = "nothing asks whether the pods of a Job are ready; if the containers after the sidecar are to wait for \
                           it, write a startupProbe";
            out.raise(&entry.name, &field, rule::READINESS_UNUSED, WHOLE_NOTE, message);
        }
        let asking = || found.services.iter().filter(|service| !publishes_all(service));
        let Some(first) = asking().next() else { continue };
        let serves_others =
            found.services.len() < SERVICES && asking().all(|service| leads_to_mains(service, spec));
        if serves_others && !may_need(spec, sidecar) {
            let message = format!(
                "{} sends the pod nothing while the sidecar is not ready, and leads to none of its ports; leave the probe out \
                 if the other containers serve without it",
                first.name
            );
            out.raise(&entry.name, &field, rule::READINESS_UNUSED, WHOLE_NOTE, message);
        }
    }
}

/// Tells whether a service leads to pods that are not ready too.
fn publishes_all(service: &Entry) -> bool {
    get(&service.value, "spec.publishNotReadyAddresses") == Some(&Value::Bool(true))
}

/// Tells whether all ports of a service lead to ports that the main containers declare.
fn leads_to_mains(service: &Entry, spec: &Value) -> bool {
    let ports = items(&service.value, "spec.ports");
    let declared = || items(spec, "containers").iter().flat_map(|it| items(it, "ports"));
    let of_sidecars = || {
        let sidecars = items(spec, "initContainers").iter().filter(|it| is_sidecar(it));
        sidecars.flat_map(|it| items(it, "ports"))
    };
    let is_main = |port: &Value| {
        let target = get(port, "targetPort").filter(|it| !it.is_null()).or_else(|| get(port, "port"));
        let is = |field: &str, it: &Value| get(it, field).is_some_and(|found| Some(found) == target);
        let field = if target.is_some_and(Value::is_string) { "name" } else { "containerPort" };
        declared().any(|it| is(field, it)) && !of_sidecars().any(|it| is(field, it))
    };
    !ports.is_empty() && ports.len() <= PORTS && ports.iter().all(is_main)
}

/// The most ports of a service that are looked for.
const PORTS: usize = 100;

/// Tells whether another container may need a sidecar: it has the address of the pod itself, or one of the ports of the sidecar,
/// in a text.
fn may_need(spec: &Value, sidecar: &Value) -> bool {
    let ports: HashSet<String> = items(sidecar, "ports")
        .iter()
        .filter_map(|port| get(port, "containerPort").and_then(Value::as_u64))
        .map(|port| port.to_string())
        .collect();
    let needs = |line: &str| {
        ["localhost", "127.0.0.1", "[::1]"].iter().any(|host| line.contains(host))
            || line.split(|c: char| !c.is_ascii_digit()).any(|number| ports.contains(number))
    };
    let others = CONTAINER_LISTS.iter().flat_map(|list| items(spec, list)).filter(|it| *it != sidecar);
    others.flat_map(texts).any(needs)
}
