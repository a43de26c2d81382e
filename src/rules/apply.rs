//! Duplicate merge keys, which server-side apply refuses and create accepts.
//!
//! Source: <https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy>

use k8s_openapi::api::core::v1;

use crate::rules::catalog as rule;
use crate::rules::container::ports::protocol;
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::seen::Seen;

/// Validates that each merge key occurs once in its list.
pub(crate) fn validate_merge_keys(spec: &v1::PodSpec, at: &Path<'_>, findings: &mut Findings) {
    for (i, container) in spec.init_containers.iter().flatten().enumerate() {
        validate_container(container, &at.item("initContainers", i), findings);
    }
    for (i, container) in spec.containers.iter().enumerate() {
        validate_container(container, &at.item("containers", i), findings);
    }
    let mut ips = Seen::<_>::new();
    for (i, alias) in list(spec.host_aliases.as_ref()).iter().enumerate() {
        if !ips.insert(&*alias.ip) {
            let at = at.item("hostAliases", i);
            findings.duplicate(rule::APPLY_HOST_ALIAS_DUPLICATE, &at.field("ip"), &alias.ip);
        }
    }
    let mut names = Seen::<_>::new();
    for (i, secret) in list(spec.image_pull_secrets.as_ref()).iter().enumerate() {
        if !names.insert(&*secret.name) {
            let at = at.item("imagePullSecrets", i);
            findings.duplicate(rule::APPLY_PULL_SECRET_DUPLICATE, &at.field("name"), &secret.name);
        }
    }
}

fn validate_container(container: &v1::Container, at: &Path<'_>, findings: &mut Findings) {
    let mut names = Seen::<_>::new();
    for (i, var) in list(container.env.as_ref()).iter().enumerate() {
        if !names.insert(&*var.name) {
            let at = at.item("env", i);
            findings.duplicate(rule::APPLY_ENV_NAME_DUPLICATE, &at.field("name"), &var.name);
        }
    }
    let mut ports = Seen::<_>::new();
    for (i, port) in list(container.ports.as_ref()).iter().enumerate() {
        let key = (port.container_port, protocol(port));
        if !ports.insert(key) {
            let value = format!("{}/{}", key.0, key.1);
            findings.duplicate(rule::APPLY_PORT_DUPLICATE, &at.item("ports", i), &value);
        }
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1;

    use crate::rules::{Findings, KubeVersion, Operation, Validate};

    #[test]
    fn duplicate_merge_keys_are_refused_for_apply_only() {
        let pod: v1::Pod = serde_json::from_value(serde_json::json!({
            "metadata": {"name": "web"},
            "spec": {
                "containers": [{
                    "name": "web",
                    "image": "nginx",
                    "env": [{"name": "A", "value": "1"}, {"name": "B"}, {"name": "A", "value": "2"}],
                    "ports": [
                        {"containerPort": 80},
                        {"containerPort": 80, "protocol": "UDP"},
                        {"containerPort": 80, "protocol": "TCP", "name": "web"},
                    ],
                }],
                "hostAliases": [{"ip": "1.2.3.4"}, {"ip": "1.2.3.4"}],
                "imagePullSecrets": [{"name": "a"}, {"name": "b"}, {"name": "a"}],
            },
        }))
        .unwrap();
        let found = |operation| {
            let mut findings = Findings::new();
            pod.find_violations(KubeVersion::V1_36, operation, &mut findings);
            findings
                .into_list()
                .iter()
                .map(|violation| format!("{violation} [{}]", violation.rule()))
                .collect::<Vec<_>>()
        };
        assert!(found(Operation::Create).is_empty());
        assert_eq!(
            found(Operation::CreateOrApply),
            [
                r#"spec.containers[0].env[2].name: Duplicate value: "A" [apply-env-name-duplicate]"#,
                r#"spec.containers[0].ports[2]: Duplicate value: "80/TCP" [apply-port-duplicate]"#,
                r#"spec.hostAliases[1].ip: Duplicate value: "1.2.3.4" [apply-host-alias-duplicate]"#,
                r#"spec.imagePullSecrets[2].name: Duplicate value: "a" [apply-pull-secret-duplicate]"#,
            ]
        );
    }
}
