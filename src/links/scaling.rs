//! Autoscalers: containers and requests of the workload that is scaled.

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, NOTE, Out, PART};
use super::finding::Place;
use super::pods::pod_spec;
use super::reference::{Missing, Outcome, Part, Reason, ResolvedBy, Target};
use super::set::Entry;
use super::tree::{get, has_entries, item, items, join, text};

/// Links a `HorizontalPodAutoscaler` or a `VerticalPodAutoscaler` with the containers of its target.
pub(super) fn link(cx: &Context<'_>, position: usize, entry: &Entry, out: &mut Out) {
    let reference =
        if *entry.name.kind == *"VerticalPodAutoscaler" { "spec.targetRef" } else { "spec.scaleTargetRef" };
    let Some(target) = get(&entry.value, reference) else { return };
    let (Some(kind), Some(name)) = (text(target, "kind"), text(target, "name")) else { return };
    let version = text(target, "apiVersion").unwrap_or("apps/v1");
    let group = version.split_once('/').map_or("", |(group, _)| group);
    let Some(target) = cx.set.get(group, kind, cx.set.space(position), name) else { return };
    let Some((spec, at)) = pod_spec(target) else { return };
    let has_doubtful_requests = target.doubts_containers(&["resources", "restartPolicy"])
        || target.doubts(&join(&at, "resources"))
        || cx.doubts.may_limit(cx.set.space(position));
    let scaled = Scaled { target, spec, at, defaults: defaults(cx, position), has_doubtful_requests };
    for (index, metric) in items(&entry.value, "spec.metrics").iter().enumerate() {
        let at = item("spec", "metrics", index);
        if let Some(source) = get(metric, "containerResource") {
            let container = text(source, "container").unwrap_or_default();
            let field = join(&at, "containerResource.container");
            if scaled.require_container(cx, entry, &field, container, out) && is_utilization(source) {
                scaled.require_request(entry, &join(&at, "containerResource"), source, Some(container), out);
            }
        }
        if let Some(source) = get(metric, "resource").filter(|source| is_utilization(source)) {
            scaled.require_request(entry, &join(&at, "resource"), source, None, out);
        }
    }
    let is_autoscaler = *entry.name.kind == *"HorizontalPodAutoscaler";
    if get(&entry.value, "spec.targetCPUUtilizationPercentage").is_some() {
        scaled.require(entry, "spec.targetCPUUtilizationPercentage", "cpu", None, out);
    } else if is_autoscaler && !has_entries(&entry.value, "spec.metrics") {
        // The API server adds a metric: 80% of the CPU.
        scaled.require(entry, "spec.metrics", "cpu", None, out);
    }
    for (index, policy) in items(&entry.value, "spec.resourcePolicy.containerPolicies").iter().enumerate() {
        if let Some(container) = text(policy, "containerName").filter(|name| *name != "*") {
            let field = join(&item("spec.resourcePolicy", "containerPolicies", index), "containerName");
            scaled.require_container(cx, entry, &field, container, out);
        }
    }
}

/// Returns the limits of the namespace that give containers requests.
fn defaults<'a>(cx: &Context<'a>, position: usize) -> Vec<&'a Value> {
    let space = cx.set.space(position);
    let names = cx.set.names("", "LimitRange", space).iter().take(LIMIT_RANGES);
    let ranges = names.filter_map(|name| cx.set.get("", "LimitRange", space, name));
    let limits = ranges.flat_map(|range| items(&range.value, "spec.limits").iter().take(LIMIT_RANGES));
    limits.filter(|limit| text(limit, "type") == Some("Container")).collect()
}

/// The most `LimitRange`s of a namespace that are read, and the most limits of each.
const LIMIT_RANGES: usize = 8;

/// The most containers of a pod that a metric is compared with.
const CONTAINERS: usize = 1000;

fn is_utilization(source: &Value) -> bool {
    text(source, "target.type") == Some("Utilization") || get(source, "targetAverageUtilization").is_some()
}

/// The workload that is scaled.
struct Scaled<'a> {
    target: &'a Entry,
    spec: &'a Value,
    /// The path of the spec.
    at: String,
    defaults: Vec<&'a Value>,
    /// Whether a rule is broken where a request is or comes from.
    has_doubtful_requests: bool,
}

impl<'a> Scaled<'a> {
    /// Returns the containers that run with the pod, each with its list and its place there.
    fn containers(&self) -> impl Iterator<Item = (&'static str, usize, &'a Value)> + use<'a> {
        let is_sidecar = |container: &Value| text(container, "restartPolicy") == Some("Always");
        let spec = self.spec;
        ["containers", "initContainers"]
            .into_iter()
            .flat_map(move |list| {
                items(spec, list).iter().enumerate().map(move |(index, it)| (list, index, it))
            })
            .filter(move |(list, _, it)| *list == "containers" || is_sidecar(it))
            .take(CONTAINERS)
    }

    fn require_container(
        &self,
        cx: &Context<'_>,
        entry: &Entry,
        field: &str,
        name: &str,
        out: &mut Out,
    ) -> bool {
        let names: Vec<_> = self.containers().filter_map(|(.., it)| text(it, "name")).collect();
        let has = names.contains(&name) || self.target.doubts_containers(&["name", "restartPolicy"]);
        let outcome =
            if has { Outcome::Resolved(ResolvedBy::Object) } else { Outcome::Dangling(Missing::Part) };
        let part = Part::Container(name.into());
        if !has {
            let message = format!("{} has no {part}{}", self.target.name, cx.offer(name, &names));
            out.raise(&entry.name, field, rule::CONTAINER_MISSING, PART, message);
        }
        out.refer(&entry.name, field, Target::Object((*self.target.name).clone()), Some(part), outcome);
        has
    }

    fn require_request(
        &self,
        entry: &Entry,
        field: &str,
        source: &Value,
        container: Option<&str>,
        out: &mut Out,
    ) {
        if let Some(resource) = text(source, "name") {
            self.require(entry, field, resource, container, out);
        }
    }

    /// Reports containers without a request for the resource. A limit counts as a request.
    fn require(&self, entry: &Entry, field: &str, resource: &str, container: Option<&str>, out: &mut Out) {
        let has = |value: &Value, lists: [&str; 2]| {
            lists.iter().any(|list| get(value, list).is_some_and(|it| it.get(resource).is_some()))
        };
        let requests = |value: &Value| has(value, ["resources.requests", "resources.limits"]);
        let is_meant = |it: &Value| container.is_none_or(|name| text(it, "name") == Some(name));
        let mut names = Vec::new();
        let mut places = vec![Place { object: entry.name.clone(), field: field.into() }];
        if !requests(self.spec) {
            for (list, index, it) in self.containers().filter(|(.., it)| is_meant(it) && !requests(it)) {
                names.push(format!("{:?}", text(it, "name").unwrap_or_default()));
                let field = join(&item(&self.at, list, index), "resources.requests");
                places.push(Place { object: self.target.name.clone(), field: field.into() });
            }
        }
        let is_in_doubt = self.has_doubtful_requests || entry.doubts_reference(field);
        let has_default = self.defaults.iter().any(|limit| has(limit, ["defaultRequest", "default"]));
        let outcome = match names[..] {
            [] => Outcome::Resolved(ResolvedBy::Object),
            _ if has_default || is_in_doubt => Outcome::Unknown(Reason::FilledLater),
            _ => Outcome::Dangling(Missing::Part),
        };
        let part = Part::Request(resource.into());
        out.refer(&entry.name, field, Target::Object((*self.target.name).clone()), Some(part), outcome);
        let (subject, verb) = match &names[..] {
            [] => return,
            _ if is_in_doubt => return,
            [name] => (format!("container {name}"), "has"),
            names => (format!("containers {}", names.join(", ")), "have"),
        };
        let (levels, advice) = if has_default {
            (NOTE, "a LimitRange of the set gives one".to_owned())
        } else {
            (PART, format!("so nothing is scaled; write resources: {{requests: {{{resource}: ..}}}}"))
        };
        let message = format!("{subject} of {} {verb} no {resource} request, {advice}", self.target.name);
        out.raise_at(places, rule::REQUEST_MISSING, levels, message);
    }
}
