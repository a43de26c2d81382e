use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::rules::container::resources::Quantities;
use crate::rules::engine::check::entries;
use crate::rules::pod::resources::{self, Amounts, Round, add, added, is_of_pods};
use crate::rules::{Gates, KubeVersion, ObjectKind, Scope};
use crate::value::quantity::Exact;

/// Returns what a pod requests of each resource, as the scheduler and quotas count it.
///
/// The main containers and the sidecars run together, so their requests add up. An init container runs beside the sidecars
/// before it. The pod needs as much as the largest of these. Requests of the pod itself replace the sum, and the
/// overhead of the runtime class is added.
///
/// The amounts are in canonical form. A text that is no quantity counts as nothing: the API server refuses the pod.
/// Follows the version of Kubernetes whose feature is enabled.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::facts;
///
/// let spec: v1::PodSpec = serde_json::from_str(
///     r#"{
///         "initContainers": [
///             {"name": "proxy", "restartPolicy": "Always", "resources": {"requests": {"memory": "64Mi"}}},
///             {"name": "migrate", "resources": {"requests": {"cpu": "1", "memory": "128Mi"}}}
///         ],
///         "containers": [{"name": "web", "resources": {"requests": {"cpu": "250m", "memory": "96Mi"}}}]
///     }"#,
/// )?;
/// let requests = facts::effective_requests(&spec);
/// assert_eq!(requests["cpu"].0, "1");
/// assert_eq!(requests["memory"].0, "192Mi");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers>,
/// <https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers>,
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/>
#[must_use]
#[inline]
pub fn effective_requests(spec: &v1::PodSpec) -> BTreeMap<String, Quantity> {
    effective_requests_for(spec, KubeVersion::ENABLED)
}

/// Returns what a pod requests of each resource in a cluster of `version`. See [`effective_requests`].
///
/// Kubernetes 1.33 ignores the resources of the pod itself.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::facts;
/// use podwright::rules::KubeVersion;
///
/// let spec: v1::PodSpec = serde_json::from_str(
///     r#"{
///         "resources": {"requests": {"cpu": "2"}},
///         "containers": [{"name": "web", "resources": {"requests": {"cpu": "250m"}}}]
///     }"#,
/// )?;
/// assert_eq!(facts::effective_requests_for(&spec, KubeVersion::V1_33)["cpu"].0, "250m");
/// assert_eq!(facts::effective_requests_for(&spec, KubeVersion::V1_34)["cpu"].0, "2");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
#[inline]
pub fn effective_requests_for(spec: &v1::PodSpec, version: KubeVersion) -> BTreeMap<String, Quantity> {
    with_scope(spec, version, |scope| {
        let mut requests = resources::sum_of_requests::<Exact>(scope, Round::ToMilli);
        let (_, of_pod) = resources_of_pod(scope);
        replace(&mut requests, &of_pod);
        add(&mut requests, &overhead(spec));
        quantities(&requests)
    })
}

/// Returns what a pod may use of each resource, as quotas count it.
///
/// The limits of containers add up as the requests do: see [`effective_requests`]. Limits of the pod itself replace the
/// sum. The overhead of the runtime class is added to limits that are not zero.
///
/// A resource has a limit here as soon as one container limits it. The other containers may use any amount nevertheless.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::facts;
///
/// let spec: v1::PodSpec = serde_json::from_str(
///     r#"{
///         "overhead": {"cpu": "50m", "memory": "100Mi"},
///         "containers": [{"name": "web", "resources": {"limits": {"memory": "512Mi"}}}]
///     }"#,
/// )?;
/// let limits = facts::effective_limits(&spec);
/// assert_eq!(limits["memory"].0, "612Mi");
/// assert_eq!(limits.get("cpu"), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers>
#[must_use]
#[inline]
pub fn effective_limits(spec: &v1::PodSpec) -> BTreeMap<String, Quantity> {
    effective_limits_for(spec, KubeVersion::ENABLED)
}

/// Returns what a pod may use of each resource in a cluster of `version`. See [`effective_limits`].
///
/// Kubernetes 1.33 ignores the resources of the pod itself.
#[must_use]
#[inline]
pub fn effective_limits_for(spec: &v1::PodSpec, version: KubeVersion) -> BTreeMap<String, Quantity> {
    with_scope(spec, version, |scope| {
        let mut limits = resources::sum_of_limits::<Exact>(scope, Round::ToMilli);
        let (of_pod, _) = resources_of_pod(scope);
        replace(&mut limits, &of_pod);
        for (name, more) in overhead(spec).iter() {
            if let Some(limit) = limits.get_mut(name).filter(|limit| !limit.is_zero()) {
                *limit = added(limit, more);
            }
        }
        quantities(&limits)
    })
}

/// Calls a function with the spec as that of a pod.
pub(super) fn with_scope<T>(spec: &v1::PodSpec, version: KubeVersion, f: impl FnOnce(&Scope<'_>) -> T) -> T {
    let gates = Gates::of(version);
    f(&Scope { kind: ObjectKind::Pod, metadata: None, spec, gates: &gates })
}

/// Returns the limits and the requests of the pod itself, with defaults. They are empty if the version ignores them.
#[inline]
pub(super) fn resources_of_pod(scope: &Scope<'_>) -> (Quantities, Quantities) {
    let resources = scope.spec.resources.as_ref().filter(|_| scope.gates.pod_level_resources);
    match resources {
        Some(resources) => resources::defaulted::<Exact>(scope, resources),
        None => (Quantities::new(), Quantities::new()),
    }
}

/// Parses an amount of the pod itself. It is `None` for a resource that only containers have.
#[inline]
pub(super) fn of_pod(name: &str, quantity: &Quantity) -> Option<Exact> {
    let amount = Exact::parse(&quantity.0).ok().filter(|_| is_of_pods(name))?;
    Some(amount.rounded_to_milli())
}

/// Replaces amounts by those of the pod itself.
#[inline]
fn replace<'p>(amounts: &mut Amounts<'p, Exact>, quantities: &'p Quantities) {
    for (name, quantity) in quantities {
        if let Some(amount) = of_pod(name, quantity) {
            amounts.set(&**name, amount);
        }
    }
}

#[inline]
fn overhead(spec: &v1::PodSpec) -> Amounts<'_, Exact> {
    resources::amounts(entries(spec.overhead.as_ref()), Round::ToMilli)
}

#[inline]
fn quantities(amounts: &Amounts<'_, Exact>) -> Quantities {
    let mut quantities = Quantities::new();
    for (name, amount) in amounts.iter() {
        quantities.insert(name.to_owned(), Quantity(amount.to_string()));
    }
    quantities
}
