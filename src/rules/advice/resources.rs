//! Requests and limits that are not what they look like.
//!
//! Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/>

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::{list, text};
use crate::rules::engine::index::Keys;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::warning::Warnings;

/// Less memory than any container starts with, in thousand-millionths of a byte: 4 MiB.
const LEAST_MEMORY: Amount = Amount::Nanos(4 * 1024 * 1024 * 1_000_000_000);

/// The variable by which programs in Go take a soft limit. The memory of the node stands for none.
const GO_MEMORY: &str = "GOMEMLIMIT";

/// Returns the memory limit, if there is one above zero, which stands for none.
#[inline]
pub(super) fn memory_limit(resources: Option<&v1::ResourceRequirements>) -> Option<Amount> {
    let limit = resources?.limits.as_ref()?.get("memory")?;
    Amount::parse(&limit.0).ok().filter(Amount::is_positive)
}

/// The containers that have a memory limit.
pub(super) struct MemoryLimits<'p> {
    /// Whether the pod as a whole has one, which its containers then share.
    of_pod: bool,
    containers: Keys<'p>,
}

impl<'p> MemoryLimits<'p> {
    #[inline]
    pub(super) fn of(scope: &Scope<'p>) -> Self {
        let of_pod = memory_limit(scope.spec.resources.as_ref()).is_some();
        let mut containers = Keys::new();
        for container in scope.containers() {
            if memory_limit(container.view().resources).is_some() {
                containers.insert(container.name());
            }
        }
        Self { of_pod, containers }
    }

    /// Gives advice about a reference to a memory limit that the container does not have.
    #[inline]
    fn advise(
        &self,
        source: Option<&v1::ResourceFieldSelector>,
        own: &str,
        at: &Path<'_>,
        advice: &mut Warnings,
    ) {
        let Some(source) = source.filter(|source| source.resource == "limits.memory") else { return };
        let name = match text(source.container_name.as_ref()) {
            "" => own,
            name => name,
        };
        if !self.of_pod && !self.containers.contains(name) {
            let message = format!(
                "container {name:?} has no memory limit, so this is the memory of the whole node; write \
                 resources.limits.memory for the container"
            );
            advice.warn(rule::ADVICE_LIMIT_OF_NODE, at, message);
        }
    }
}

/// Gives advice about limits and about references to them in variables.
#[inline]
pub(super) fn advise(
    container: &ContainerView<'_>,
    limits: &MemoryLimits<'_>,
    at: &Path<'_>,
    advice: &mut Warnings,
) {
    for (i, var) in container.env.iter().enumerate() {
        let source = var.value_from.as_ref().and_then(|source| source.resource_field_ref.as_ref());
        let at = at.item("env", i);
        if var.name == GO_MEMORY {
            continue;
        }
        limits.advise(source, container.name, &at.field("valueFrom.resourceFieldRef"), advice);
    }
    if let Some(limit) = memory_limit(container.resources).filter(|limit| *limit < LEAST_MEMORY) {
        let written = container
            .resources
            .and_then(|resources| resources.limits.as_ref()?.get("memory"))
            .map_or("", |quantity| &quantity.0);
        let meant = match written.strip_suffix('m') {
            Some(number) => format!("{written} is in thousandths of a byte; write {number}Mi"),
            None => format!("{limit} is too little for any container to start; write at least 4Mi"),
        };
        let at = at.field("resources.limits");
        advice.warn(rule::ADVICE_MEMORY_TINY, &at.key("memory"), meant);
    }
}

/// Gives advice about references to limits in files.
#[inline]
pub(super) fn advise_volumes(
    scope: &Scope<'_>,
    limits: &MemoryLimits<'_>,
    spec: &Path<'_>,
    advice: &mut Warnings,
) {
    let mut files = |items: Option<&Vec<v1::DownwardAPIVolumeFile>>, at: &Path<'_>| {
        for (i, item) in list(items).iter().enumerate() {
            let at = at.item("items", i);
            limits.advise(item.resource_field_ref.as_ref(), "", &at.field("resourceFieldRef"), advice);
        }
    };
    for (i, volume) in scope.volumes().enumerate() {
        let at = spec.item("volumes", i);
        if let Some(source) = &volume.downward_api {
            files(source.items.as_ref(), &at.field("downwardAPI"));
        }
        let sources = volume.projected.as_ref().and_then(|projected| projected.sources.as_ref());
        let at = at.field("projected");
        for (i, source) in list(sources).iter().enumerate() {
            if let Some(source) = &source.downward_api {
                files(source.items.as_ref(), &at.item("sources", i).field("downwardAPI"));
            }
        }
    }
}

/// Gives advice about init containers that alone make the pod request more than twice what it needs when it runs.
///
/// The request of a pod is the larger of two: what its regular containers and sidecars request together, and what each init
/// container requests together with the sidecars before it. The node keeps it as long as the pod lives.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers>
#[inline]
pub(super) fn advise_init(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    if scope.init_containers().is_empty() {
        return;
    }
    for resource in ["cpu", "memory"] {
        if request(scope.spec.resources.as_ref(), resource).is_none() {
            advise_init_request(scope, resource, spec, advice);
        }
    }
}

#[inline]
fn advise_init_request(scope: &Scope<'_>, resource: &str, spec: &Path<'_>, advice: &mut Warnings) {
    let is_sidecar = |container: &&v1::Container| container.restart_policy.as_deref() == Some("Always");
    let of = |container: &v1::Container| request(container.resources.as_ref(), resource);
    let sidecars = || scope.init_containers().iter().filter(is_sidecar);
    let mut running = scope.spec.containers.iter().chain(sidecars()).filter_map(of);
    // A sum that has too many digits to compute is no reason for advice.
    let sum = running.try_fold(Amount::Nanos(0), |sum, (amount, _)| sum.checked_add(&amount));
    let Some(running) = sum else { return };
    let Some(twice) = running.checked_add(&running).filter(Amount::is_positive) else { return };
    let mut before = Amount::Nanos(0);
    for (i, container) in scope.init_containers().iter().enumerate() {
        let Some((own, field)) = of(container) else { continue };
        let Some(meanwhile) = before.checked_add(&own) else { return };
        if is_sidecar(&container) {
            before = meanwhile;
        } else if meanwhile > twice {
            let message = format!(
                "makes the pod reserve {meanwhile} as long as it lives, and its other containers request {running}; \
                 write a smaller request here"
            );
            let at = spec.item("initContainers", i);
            let at = at.field(field);
            advice.warn(rule::ADVICE_INIT_REQUEST, &at.key(resource), message);
        }
    }
}

/// Returns the request, which defaults to the limit, and the field that it comes from.
#[inline]
fn request(resources: Option<&v1::ResourceRequirements>, name: &str) -> Option<(Amount, &'static str)> {
    let resources = resources?;
    let of = |map: &Option<crate::rules::container::resources::Quantities>| map.as_ref()?.get(name).cloned();
    let (quantity, field) = match of(&resources.requests) {
        Some(quantity) => (quantity, "resources.requests"),
        None => (of(&resources.limits)?, "resources.limits"),
    };
    Some((Amount::parse(&quantity.0).ok()?, field))
}
