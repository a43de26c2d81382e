use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::annotations::MIRROR;
use crate::rules::engine::check::{list, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::violation::Violation;

/// Returns the reasons why the default admission plugins refuse a pod in any cluster.
///
/// Admission comes after [`validate`](super::validate). [`ADMISSION`](super::ADMISSION) lists the rules. What depends on the
/// cluster is not checked: whether the namespace, the service account and the classes exist, and what quotas allow.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::rules;
///
/// let spec = v1::PodSpec { priority: Some(7), ..Default::default() };
/// let refused = rules::admission(&v1::Pod { spec: Some(spec), ..Default::default() });
/// assert_eq!(refused[0].field(), "spec.priority");
/// assert_eq!(refused[0].rule(), "admission-priority");
/// ```
///
/// Source: <https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/>
#[must_use]
#[inline]
pub fn admission(pod: &v1::Pod) -> Vec<Violation> {
    let mut findings = Findings::new();
    if let Some(spec) = &pod.spec {
        let at = Path::ROOT.field("spec");
        validate_priority(spec, &at, &mut findings);
        if spec.overhead.is_some() && text(spec.runtime_class_name.as_ref()).is_empty() {
            let detail = "only a runtime class sets an overhead: name one with runtimeClassName";
            findings.forbidden(rule::ADMISSION_OVERHEAD, &at.field("overhead"), detail);
        }
        if pod.metadata.annotations.as_ref().is_some_and(|annotations| annotations.contains_key(MIRROR)) {
            validate_mirror(spec, &at, &mut findings);
        }
    }
    findings.into_list()
}

#[inline]
fn validate_priority(spec: &v1::PodSpec, at: &Path<'_>, findings: &mut Findings) {
    let priority = match text(spec.priority_class_name.as_ref()) {
        "" => 0,
        "system-cluster-critical" => 2_000_000_000,
        "system-node-critical" => 2_000_001_000,
        // The values of other classes are known only to the cluster.
        _ => return,
    };
    if spec.priority.is_some_and(|own| own != priority) {
        let detail = format!("must be that of the priority class, {priority}, or be left out");
        findings.forbidden(rule::ADMISSION_PRIORITY, &at.field("priority"), &detail);
    }
    if spec.preemption_policy.as_ref().is_some_and(|policy| policy != "PreemptLowerPriority") {
        let detail = "must be that of the priority class, PreemptLowerPriority, or be left out";
        findings.forbidden(rule::ADMISSION_PREEMPTION, &at.field("preemptionPolicy"), detail);
    }
}

#[inline]
fn validate_mirror(spec: &v1::PodSpec, at: &Path<'_>, findings: &mut Findings) {
    let detail = "must not be set for a mirror pod, which has no access to the API";
    if !text(spec.service_account_name.as_ref()).is_empty() || !text(spec.service_account.as_ref()).is_empty()
    {
        findings.forbidden(rule::ADMISSION_MIRROR_POD, &at.field("serviceAccountName"), detail);
    }
    if list(spec.image_pull_secrets.as_ref()).iter().any(|secret| !secret.name.is_empty()) {
        findings.forbidden(rule::ADMISSION_MIRROR_POD, &at.field("imagePullSecrets"), detail);
    }
    for (i, volume) in list(spec.volumes.as_ref()).iter().enumerate() {
        let at = at.item("volumes", i);
        if volume.secret.is_some() {
            findings.forbidden(rule::ADMISSION_MIRROR_POD, &at.field("secret"), detail);
        }
        let sources = volume.projected.as_ref().and_then(|projected| projected.sources.as_ref());
        for (j, source) in list(sources).iter().enumerate() {
            if source.secret.is_some() || source.service_account_token.is_some() {
                let at = at.field("projected");
                findings.forbidden(rule::ADMISSION_MIRROR_POD, &at.item("sources", j), detail);
            }
        }
    }
    let containers =
        list(spec.init_containers.as_ref()).iter().map(|container| ("initContainers", container));
    let indexed = containers.enumerate().chain(spec.containers.iter().map(|c| ("containers", c)).enumerate());
    for (i, (field, container)) in indexed {
        let at = at.item(field, i);
        for (j, var) in list(container.env.as_ref()).iter().enumerate() {
            if var.value_from.as_ref().is_some_and(|source| source.secret_key_ref.is_some()) {
                findings.forbidden(rule::ADMISSION_MIRROR_POD, &at.item("env", j), detail);
            }
        }
        for (j, source) in list(container.env_from.as_ref()).iter().enumerate() {
            if source.secret_ref.is_some() {
                findings.forbidden(rule::ADMISSION_MIRROR_POD, &at.item("envFrom", j), detail);
            }
        }
    }
}
