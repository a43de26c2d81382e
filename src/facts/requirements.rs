use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::rules::pod::resources::{self, Addend, add, added, is_of_pods};
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
pub fn effective_requests_for(spec: &v1::PodSpec, version: KubeVersion) -> BTreeMap<String, Quantity> {
    with_scope(spec, version, |scope| {
        let mut requests = owned(resources::sum_of_requests(scope, Addend::rounded_to_milli));
        let (_, of_pod) = resources_of_pod(scope);
        requests.extend(of_pod);
        add(&mut requests, &overhead(spec));
        quantities(requests)
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
pub fn effective_limits(spec: &v1::PodSpec) -> BTreeMap<String, Quantity> {
    effective_limits_for(spec, KubeVersion::ENABLED)
}

/// Returns what a pod may use of each resource in a cluster of `version`. See [`effective_limits`].
///
/// Kubernetes 1.33 ignores the resources of the pod itself.
#[must_use]
pub fn effective_limits_for(spec: &v1::PodSpec, version: KubeVersion) -> BTreeMap<String, Quantity> {
    with_scope(spec, version, |scope| {
        let mut limits = owned(resources::sum_of_limits(scope, Addend::rounded_to_milli));
        let (of_pod, _) = resources_of_pod(scope);
        limits.extend(of_pod);
        for (name, more) in overhead(spec) {
            if let Some(limit) = limits.get_mut(&name).filter(|limit| !limit.is_zero()) {
                *limit = added(limit, &more);
            }
        }
        quantities(limits)
    })
}

/// Amounts by resource.
pub(super) type Amounts = BTreeMap<String, Exact>;

/// Calls a function with the spec as that of a pod.
pub(super) fn with_scope<T>(spec: &v1::PodSpec, version: KubeVersion, f: impl FnOnce(&Scope<'_>) -> T) -> T {
    let gates = Gates::of(version);
    f(&Scope { kind: ObjectKind::Pod, metadata: None, spec, gates: &gates })
}

/// Returns the limits and the requests of the pod itself, with defaults. They are empty if the version ignores them.
pub(super) fn resources_of_pod(scope: &Scope<'_>) -> (Amounts, Amounts) {
    let resources = scope.spec.resources.as_ref().filter(|_| scope.gates.pod_level_resources);
    let Some(resources) = resources else { return (Amounts::new(), Amounts::new()) };
    let (limits, requests) = resources::defaulted::<Exact>(scope, resources);
    let of_pod = |quantities: &BTreeMap<String, Quantity>| {
        let mut amounts = amounts(quantities);
        amounts.retain(|name, _| is_of_pods(name));
        amounts
    };
    (of_pod(&limits), of_pod(&requests))
}

fn overhead(spec: &v1::PodSpec) -> Amounts {
    spec.overhead.as_ref().map(amounts).unwrap_or_default()
}

fn amounts(quantities: &BTreeMap<String, Quantity>) -> Amounts {
    let amount = |quantity: &Quantity| Some(Exact::parse(&quantity.0).ok()?.rounded_to_milli());
    quantities.iter().filter_map(|(name, quantity)| Some((name.clone(), amount(quantity)?))).collect()
}

fn owned(amounts: resources::Amounts<'_, Exact>) -> Amounts {
    amounts.into_iter().map(|(name, amount)| (name.to_owned(), amount)).collect()
}

fn quantities(amounts: Amounts) -> BTreeMap<String, Quantity> {
    amounts.into_iter().map(|(name, amount)| (name, Quantity(amount.to_string()))).collect()
}
