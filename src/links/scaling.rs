//! Autoscalers: containers and requests of the workload that is scaled.

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, NOTE, Out, PART};
use super::pods::pod_spec;
use super::reference::{Missing, Outcome, Part, Reason, ResolvedBy, Target};
use super::set::Entry;
use super::tree::{get, item, items, join, text};

/// Links a `HorizontalPodAutoscaler` or a `VerticalPodAutoscaler` with the containers of its target.
pub(super) fn link(cx: &Context<'_>, position: usize, entry: &Entry, out: &mut Out) {
    let reference =
        if *entry.name.kind == *"VerticalPodAutoscaler" { "spec.targetRef" } else { "spec.scaleTargetRef" };
    let Some(target) = get(&entry.value, reference) else { return };
    let (Some(kind), Some(name)) = (text(target, "kind"), text(target, "name")) else { return };
    let version = text(target, "apiVersion").unwrap_or("apps/v1");
    let group = version.split_once('/').map_or("", |(group, _)| group);
    let Some(target) = cx.set.get(group, kind, cx.set.space(position), name) else { return };
    let Some((spec, _)) = pod_spec(target) else { return };
    let scaled = Scaled { target, spec, has_defaults: has_defaults(cx, position) };
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
    if get(&entry.value, "spec.targetCPUUtilizationPercentage").is_some() {
        scaled.require(entry, "spec.targetCPUUtilizationPercentage", "cpu", None, out);
    }
    for (index, policy) in items(&entry.value, "spec.resourcePolicy.containerPolicies").iter().enumerate() {
        if let Some(container) = text(policy, "containerName").filter(|name| *name != "*") {
            let field = join(&item("spec.resourcePolicy", "containerPolicies", index), "containerName");
            scaled.require_container(cx, entry, &field, container, out);
        }
    }
}

/// Tells whether a `LimitRange` of the namespace gives containers requests.
fn has_defaults(cx: &Context<'_>, position: usize) -> bool {
    let space = cx.set.space(position);
    cx.set.names("", "LimitRange", space).iter().take(LIMIT_RANGES).any(|name| {
        let limits =
            cx.set.get("", "LimitRange", space, name).map_or(&[][..], |it| items(&it.value, "spec.limits"));
        limits.iter().any(|limit| get(limit, "defaultRequest").is_some() || get(limit, "default").is_some())
    })
}

/// The most `LimitRange`s of a namespace that are read.
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
    has_defaults: bool,
}

impl<'a> Scaled<'a> {
    /// Returns the containers that run with the pod.
    fn containers(&self) -> impl Iterator<Item = &'a Value> + use<'a> {
        let is_sidecar = |container: &&Value| text(container, "restartPolicy") == Some("Always");
        let list = |name| items(self.spec, name).iter();
        list("containers").chain(list("initContainers").filter(is_sidecar)).take(CONTAINERS)
    }

    fn require_container(
        &self,
        cx: &Context<'_>,
        entry: &Entry,
        field: &str,
        name: &str,
        out: &mut Out,
    ) -> bool {
        let names: Vec<_> = self.containers().filter_map(|it| text(it, "name")).collect();
        let has = names.contains(&name);
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
        let requests = |value: &Value| {
            ["requests", "limits"].iter().any(|list| {
                get(value, "resources")
                    .and_then(|it| get(it, list))
                    .is_some_and(|it| it.get(resource).is_some())
            })
        };
        let is_meant = |it: &&Value| container.is_none_or(|name| text(it, "name") == Some(name));
        let lacks = self.containers().filter(is_meant).find(|it| !requests(it));
        let lacks = lacks.filter(|_| !requests(self.spec)).and_then(|it| text(it, "name"));
        let outcome = match lacks {
            None => Outcome::Resolved(ResolvedBy::Object),
            Some(_) if self.has_defaults => Outcome::Unknown(Reason::FilledLater),
            Some(_) => Outcome::Dangling(Missing::Part),
        };
        let part = Part::Request(resource.into());
        out.refer(&entry.name, field, Target::Object((*self.target.name).clone()), Some(part), outcome);
        if let Some(name) = lacks {
            let levels = if self.has_defaults { NOTE } else { PART };
            let message = format!("container {name:?} of {} has no {resource} request", self.target.name);
            out.raise(&entry.name, field, rule::REQUEST_MISSING, levels, message);
        }
    }
}
