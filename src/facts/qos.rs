use std::collections::BTreeMap;
use std::fmt;

use k8s_openapi::api::core::v1;

use super::requirements::{Amounts, resources_of_pod, with_scope};
use crate::rules::container::resources::effective_requests;
use crate::rules::{KubeVersion, Scope};
use crate::value::quantity::Exact;

/// The quality of service class of a pod. A node that runs out of memory evicts pods of the last class first.
///
/// `Display` writes the value of `status.qosClass`.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/>
#[doc(alias = "qosClass")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QosClass {
    /// Each container limits CPU and memory, and requests as much as the limits.
    Guaranteed,
    /// Some container requests or limits CPU or memory, and the pod is not [`Guaranteed`](Self::Guaranteed).
    Burstable,
    /// No container requests or limits CPU or memory.
    BestEffort,
}

impl QosClass {
    /// Returns the value of `status.qosClass`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Guaranteed => "Guaranteed",
            Self::Burstable => "Burstable",
            Self::BestEffort => "BestEffort",
        }
    }
}

impl fmt::Display for QosClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Returns the quality of service class of a pod.
///
/// Init containers and sidecars count too: one that has no limits makes the pod [`Burstable`](QosClass::Burstable).
/// Resources of the pod itself decide alone if they are set. Follows the version of Kubernetes whose feature is enabled.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::facts::{self, QosClass};
///
/// let mut spec: v1::PodSpec = serde_json::from_str(
///     r#"{"containers": [{"name": "web", "resources": {"limits": {"cpu": "1", "memory": "512Mi"}}}]}"#,
/// )?;
/// assert_eq!(facts::qos_class(&spec), QosClass::Guaranteed);
///
/// let sidecar = v1::Container {
///     name: "proxy".into(),
///     restart_policy: Some("Always".into()),
///     ..Default::default()
/// };
/// spec.init_containers = Some(vec![sidecar]);
/// assert_eq!(facts::qos_class(&spec), QosClass::Burstable);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/quality-service-pod/>
#[must_use]
pub fn qos_class(spec: &v1::PodSpec) -> QosClass {
    qos_class_for(spec, KubeVersion::ENABLED)
}

/// Returns the quality of service class of a pod in a cluster of `version`. See [`qos_class`].
///
/// Kubernetes 1.33 ignores the resources of the pod itself. Until 1.36, `resources: {}` of the pod hides those of its
/// containers, and a pod is [`Guaranteed`](QosClass::Guaranteed) if the sums over all containers are equal. Since 1.37
/// requests and limits of each container must be.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::facts::{self, QosClass};
/// use podwright::rules::KubeVersion;
///
/// let spec: v1::PodSpec = serde_json::from_str(
///     r#"{
///         "resources": {},
///         "containers": [{"name": "web", "resources": {"limits": {"cpu": "1", "memory": "512Mi"}}}]
///     }"#,
/// )?;
/// assert_eq!(facts::qos_class_for(&spec, KubeVersion::V1_36), QosClass::BestEffort);
/// assert_eq!(facts::qos_class_for(&spec, KubeVersion::V1_37), QosClass::Guaranteed);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn qos_class_for(spec: &v1::PodSpec, version: KubeVersion) -> QosClass {
    with_scope(spec, version, |scope| {
        let of_pod = of_pod(scope);
        if scope.gates.qos_of_each_container { each_equal(scope, of_pod) } else { sums_equal(scope, of_pod) }
    })
}

/// CPU and memory.
const COMPUTE: [&str; 2] = ["cpu", "memory"];

/// Amounts of CPU and memory.
type Compute = [Option<Exact>; 2];

/// The requests and limits of a container or of the pod itself.
struct Requirements {
    requests: Compute,
    limits: Compute,
}

/// Returns the requirements of the pod itself, if they decide about the class.
fn of_pod(scope: &Scope<'_>) -> Option<Requirements> {
    scope.spec.resources.as_ref().filter(|_| scope.gates.pod_level_resources)?;
    let (limits, requests) = resources_of_pod(scope);
    if scope.gates.qos_of_each_container && limits.is_empty() && requests.is_empty() {
        return None;
    }
    let compute = |mut amounts: Amounts| COMPUTE.map(|name| amounts.remove(name));
    Some(Requirements { requests: compute(requests), limits: compute(limits) })
}

/// Returns the requirements of all init containers and containers.
fn of_containers<'s>(scope: &Scope<'s>) -> impl Iterator<Item = Requirements> + use<'s> {
    scope.init_containers().iter().chain(&scope.spec.containers).map(|container| {
        let resources = container.resources.as_ref();
        let limits = resources.and_then(|resources| resources.limits.as_ref());
        let requests = resources.and_then(|resources| resources.requests.as_ref());
        let requests: BTreeMap<_, _> = effective_requests(limits, requests, true).collect();
        let amount = |text: &str| Some(Exact::parse(text).ok()?.rounded_to_milli());
        Requirements {
            requests: COMPUTE.map(|name| amount(&requests.get(&name.to_owned())?.0)),
            limits: COMPUTE.map(|name| amount(&limits?.get(name)?.0)),
        }
    })
}

/// Compares the requests and the limits of each container, as Kubernetes does since 1.37.
fn each_equal(scope: &Scope<'_>, of_pod: Option<Requirements>) -> QosClass {
    if let Some(of_pod) = of_pod {
        return of_pod.class();
    }
    let mut classes = of_containers(scope).map(|container| container.class());
    let first = classes.next().unwrap_or(QosClass::BestEffort);
    if classes.all(|class| class == first) { first } else { QosClass::Burstable }
}

impl Requirements {
    fn class(&self) -> QosClass {
        let [cpu, memory] = [0, 1].map(|i| {
            let zero = || Exact::from_nanos(0);
            let request = self.requests[i].clone().unwrap_or_else(zero);
            let limit = self.limits[i].clone().unwrap_or_else(zero);
            if request != limit {
                QosClass::Burstable
            } else if request.is_zero() {
                QosClass::BestEffort
            } else {
                QosClass::Guaranteed
            }
        });
        if cpu == memory { cpu } else { QosClass::Burstable }
    }
}

/// Compares the sums of requests with those of limits, as Kubernetes does until 1.36. Only amounts above zero count.
fn sums_equal(scope: &Scope<'_>, of_pod: Option<Requirements>) -> QosClass {
    let mut sums = Requirements { requests: [None, None], limits: [None, None] };
    let mut all_limited = true;
    let mut count = |own: Requirements| {
        let limits = own.limits.map(positive);
        all_limited &= limits.iter().all(Option::is_some);
        add(&mut sums.requests, own.requests.map(positive));
        add(&mut sums.limits, limits);
    };
    match of_pod {
        Some(of_pod) => count(of_pod),
        None => of_containers(scope).for_each(count),
    }
    let nothing = [&sums.requests, &sums.limits].into_iter().flatten().all(Option::is_none);
    if nothing {
        QosClass::BestEffort
    } else if all_limited && sums.requests == sums.limits {
        QosClass::Guaranteed
    } else {
        QosClass::Burstable
    }
}

fn positive(amount: Option<Exact>) -> Option<Exact> {
    amount.filter(|amount| !amount.is_negative() && !amount.is_zero())
}

/// Adds amounts. A sum that is too long to compute counts as its larger part.
fn add(sums: &mut Compute, more: Compute) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum = match (sum.take(), more) {
            (Some(sum), Some(more)) => Some(sum.checked_add(&more).unwrap_or_else(|| sum.max(more))),
            (sum, more) => sum.or(more),
        };
    }
}
