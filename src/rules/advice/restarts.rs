//! Pods that never complete.
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-jobs>

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::text;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::warning::Warnings;

/// Gives advice about a container that serves beside one that ends, in a pod that is to complete.
///
/// Several containers that all end are what a Job may mean. Ports and probes of readiness show that a container serves.
#[inline]
pub(super) fn advise(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    let containers = &scope.spec.containers;
    if !matches!(scope.restart_policy(), "Never" | "OnFailure") || containers.iter().all(serves) {
        return;
    }
    for (i, _) in containers.iter().enumerate().filter(|(_, container)| serves(container)) {
        let message = "serves until it is stopped, so the pod does not complete when its other containers end; make \
                       it a sidecar: an init container with restartPolicy: Always";
        advice.warn(rule::ADVICE_NEVER_COMPLETES, &spec.item("containers", i), message);
    }
}

/// Tells whether a container takes requests. One with a restart policy of its own shows what is meant.
#[inline]
fn serves(container: &v1::Container) -> bool {
    let takes_requests = container.readiness_probe.is_some()
        || container.liveness_probe.is_some()
        || container.ports.as_ref().is_some_and(|ports| !ports.is_empty());
    takes_requests && text(container.restart_policy.as_ref()).is_empty()
}
