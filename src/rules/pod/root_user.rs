//! Containers that every API server accepts and no kubelet starts: user 0 that must not be root.
//!
//! Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>

use crate::rules::catalog::pod as rule;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;

/// Reports each user 0 that must not be root.
#[inline]
pub(crate) fn validate(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    find(scope, spec, |at, name| {
        let detail = format!(
            "container {name:?} would never start: user 0 is root, and runAsNonRoot is true; \
             set another user, or allow root"
        );
        findings.invalid_plain(rule::RUN_AS_NON_ROOT_USER, at, 0, &detail);
    });
}

/// Calls `report` with the path of each user 0 that must not be root, and with the name of the container.
///
/// A container's own security context takes precedence over that of its pod, field by field. A pod's user is reported once.
pub(crate) fn find(scope: &Scope<'_>, spec: &Path<'_>, mut report: impl FnMut(&Path<'_>, &str)) {
    if scope.is_windows() {
        return;
    }
    let pod = scope.spec.security_context.as_ref();
    let user_of_pod = pod.and_then(|context| context.run_as_user);
    let non_root_of_pod = pod.and_then(|context| context.run_as_non_root);
    let mut is_pod_reported = false;
    for container in scope.containers() {
        let own = container.security_context();
        let own_user = own.and_then(|context| context.run_as_user);
        let non_root = own.and_then(|context| context.run_as_non_root).or(non_root_of_pod);
        if non_root != Some(true) || own_user.or(user_of_pod) != Some(0) {
            continue;
        }
        let at = if own_user.is_some() { container.at(spec) } else { *spec };
        if own_user.is_some() || !is_pod_reported {
            let at = at.field("securityContext");
            report(&at.field("runAsUser"), container.view().name);
        }
        is_pod_reported |= own_user.is_none();
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1;
    use serde_json::{Value, json};

    use crate::rules::engine::validate::Operation;
    use crate::rules::{Findings, KubeVersion, Validate};

    /// The fields at which a pod with these security contexts breaks the rule, for an operation.
    fn found(operation: Operation, pod: &Value, containers: &[&Value]) -> Vec<String> {
        let containers: Vec<Value> = containers
            .iter()
            .enumerate()
            .map(
                |(i, context)| json!({ "name": format!("c{i}"), "image": "a:1", "securityContext": context }),
            )
            .collect();
        let pod: v1::Pod = serde_json::from_value(json!({
            "metadata": { "name": "web" },
            "spec": { "securityContext": pod, "containers": containers },
        }))
        .unwrap();
        let mut findings = Findings::new();
        pod.find_violations(KubeVersion::V1_36, operation, &mut findings);
        let list = findings.into_list();
        assert!(list.iter().all(|violation| violation.rule() == "run-as-non-root-user"), "{list:?}");
        list.iter().map(|violation| violation.field().to_owned()).collect()
    }

    #[test]
    fn a_container_that_must_not_be_root_has_another_user_than_0() {
        let (none, root, user) = (json!({}), json!({ "runAsUser": 0 }), json!({ "runAsUser": 7 }));
        let (non_root, may_be_root) = (json!({ "runAsNonRoot": true }), json!({ "runAsNonRoot": false }));
        let root_not_root = json!({ "runAsUser": 0, "runAsNonRoot": true });
        let user_not_root = json!({ "runAsUser": 7, "runAsNonRoot": true });
        let root_allowed = json!({ "runAsUser": 0, "runAsNonRoot": false });
        let (of_pod, first, second) = (
            "spec.securityContext.runAsUser",
            "spec.containers[0].securityContext.runAsUser",
            "spec.containers[1].securityContext.runAsUser",
        );
        let cases: &[(&Value, &[&Value], &[&str])] = &[
            (&none, &[&root_not_root], &[first]),
            (&non_root, &[&root], &[first]),
            (&root, &[&non_root], &[of_pod]),
            (&root_not_root, &[&none, &user, &none], &[of_pod]),
            (&root_not_root, &[&none, &root], &[of_pod, second]),
            (&root_not_root, &[&user, &may_be_root], &[]),
            (&root, &[&none], &[]),
            (&non_root, &[&user, &root_allowed], &[]),
            (&user_not_root, &[&none], &[]),
        ];
        for (pod, containers, fields) in cases {
            assert_eq!(found(Operation::CreateOrApply, pod, containers), *fields, "{pod} {containers:?}");
            assert!(found(Operation::Create, pod, containers).is_empty());
        }
    }
}
