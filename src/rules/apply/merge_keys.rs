//! What server-side apply refuses and create accepts: doubled merge keys, and metadata that the cluster sets.
//!
//! Source: <https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy>

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{ObjectMeta, OwnerReference};

use crate::rules::catalog::pod as rule;
use crate::rules::container::ports::protocol;
use crate::rules::container::resources::claims;
use crate::rules::engine::check::{list, text};
use crate::rules::engine::fields::{bind_mount_options, eviction_responders};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::rules::engine::view::ContainerView;

/// Validates the metadata of an object for apply. A template has only what [`validate_metadata`] looks at.
pub(crate) fn validate_object(metadata: &ObjectMeta, findings: &mut Findings) {
    let at = Path::ROOT.field("metadata");
    validate_metadata(metadata, &at, findings);
    forbid_cluster_metadata(metadata, &at, findings);
}

/// Validates that the finalizers and owners of a pod or a template occur once.
pub(crate) fn validate_metadata(metadata: &ObjectMeta, at: &Path<'_>, findings: &mut Findings) {
    let mut finalizers = Seen::<_>::new();
    for (i, finalizer) in list(metadata.finalizers.as_ref()).iter().enumerate() {
        if !finalizers.insert(&**finalizer) {
            let at = at.item("finalizers", i);
            findings.duplicate(rule::APPLY_FINALIZER_DUPLICATE, &at, finalizer);
        }
    }
    let owners: &[OwnerReference] = list(metadata.owner_references.as_ref());
    let mut uids = Seen::<_>::new();
    for (i, owner) in owners.iter().enumerate() {
        if !uids.insert(&*owner.uid) {
            let at = at.item("ownerReferences", i);
            findings.duplicate(rule::APPLY_OWNER_DUPLICATE, &at.field("uid"), &owner.uid);
        }
    }
}

/// Reports metadata that the cluster sets, if apply refuses it or makes a pod of it that ends at once.
fn forbid_cluster_metadata(metadata: &ObjectMeta, at: &Path<'_>, findings: &mut Findings) {
    let version = text(metadata.resource_version.as_ref());
    for (field, is_set, what) in [
        ("uid", !text(metadata.uid.as_ref()).is_empty(), "apply refuses it where no such object exists"),
        // Create refuses the others.
        ("resourceVersion", version.bytes().any(|byte| !byte.is_ascii_digit()), "apply cannot read it"),
        (
            "deletionTimestamp",
            metadata.deletion_timestamp.is_some(),
            "apply makes a pod that is being deleted",
        ),
        ("managedFields", metadata.managed_fields.is_some(), "apply refuses it"),
    ] {
        if is_set {
            let detail = format!("the cluster sets it, and {what}; leave it out");
            findings.forbidden(rule::APPLY_CLUSTER_METADATA, &at.field(field), &detail);
        }
    }
}

/// Validates that each merge key occurs once in its list.
pub(crate) fn validate(scope: &Scope<'_>, at: &Path<'_>, findings: &mut Findings) {
    for container in scope.containers() {
        validate_container(&container.view(), &container.at(at), findings);
    }
    let mut ips = Seen::<_>::new();
    for (i, alias) in list(scope.spec.host_aliases.as_ref()).iter().enumerate() {
        if !ips.insert(&*alias.ip) {
            let at = at.item("hostAliases", i);
            findings.duplicate(rule::APPLY_HOST_ALIAS_DUPLICATE, &at.field("ip"), &alias.ip);
        }
    }
    let mut names = Seen::<_>::new();
    for (i, secret) in list(scope.spec.image_pull_secrets.as_ref()).iter().enumerate() {
        if !names.insert(&*secret.name) {
            let at = at.item("imagePullSecrets", i);
            findings.duplicate(rule::APPLY_PULL_SECRET_DUPLICATE, &at.field("name"), &secret.name);
        }
    }
    let mut names = Seen::<_>::new();
    for (i, name) in eviction_responders(scope.spec).enumerate() {
        if !names.insert(name) {
            let at = at.item("evictionResponders", i);
            findings.duplicate(rule::APPLY_RESPONDER_DUPLICATE, &at.field("name"), name);
        }
    }
    let at = at.field("resources");
    validate_claims(claims(scope.spec.resources.as_ref()), &at, findings);
}

fn validate_container(container: &ContainerView<'_>, at: &Path<'_>, findings: &mut Findings) {
    let mut names = Seen::<_>::new();
    for (i, var) in container.env.iter().enumerate() {
        if !names.insert(&*var.name) {
            let at = at.item("env", i);
            findings.duplicate(rule::APPLY_ENV_NAME_DUPLICATE, &at.field("name"), &var.name);
        }
    }
    validate_ports(container.ports, at, findings);
    validate_claims(claims(container.resources), &at.field("resources"), findings);
    validate_exit_codes(container, at, findings);
    for (i, mount) in container.volume_mounts.iter().enumerate() {
        let mut options = Seen::<_>::new();
        for (j, option) in bind_mount_options(mount).iter().enumerate() {
            if !options.insert(&**option) {
                let at = at.item("volumeMounts", i);
                let at = at.item("bindMountOptions", j);
                findings.duplicate(rule::APPLY_MOUNT_OPTION_DUPLICATE, &at, option);
            }
        }
    }
}

fn validate_ports(ports: &[v1::ContainerPort], at: &Path<'_>, findings: &mut Findings) {
    let mut keys = Seen::<_>::new();
    for (i, port) in ports.iter().enumerate() {
        let at = at.item("ports", i);
        let key = (port.container_port, protocol(port));
        if !keys.insert(key) {
            let value = format!("{}/{}", key.0, key.1);
            findings.duplicate(rule::APPLY_PORT_DUPLICATE, &at, &value);
        }
        // The API server stores TCP for an empty text, and then the port that is applied again is another one.
        if port.protocol.as_ref().is_some_and(String::is_empty) {
            let detail = "an empty protocol is stored as TCP, and then the second apply fails; write TCP";
            findings.invalid(rule::APPLY_PORT_PROTOCOL, &at.field("protocol"), "", detail);
        }
    }
}

fn validate_claims(claims: &[v1::ResourceClaim], at: &Path<'_>, findings: &mut Findings) {
    let mut names = Seen::<_>::new();
    for (i, claim) in claims.iter().enumerate() {
        if !names.insert(&*claim.name) {
            let at = at.item("claims", i);
            findings.duplicate(rule::APPLY_CLAIM_DUPLICATE, &at.field("name"), &claim.name);
        }
    }
}

fn validate_exit_codes(container: &ContainerView<'_>, at: &Path<'_>, findings: &mut Findings) {
    for (i, rule) in container.restart.rules.iter().enumerate() {
        let mut codes = Seen::<_>::new();
        for (j, code) in rule.exit_codes.into_iter().flat_map(|codes| codes.values).enumerate() {
            if !codes.insert(*code) {
                let at = at.item("restartPolicyRules", i);
                let at = at.field("exitCodes");
                let at = at.item("values", j);
                findings.duplicate_plain(rule::APPLY_EXIT_CODE_DUPLICATE, &at, code);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1;
    use serde_json::{Value, json};

    use crate::rules::engine::validate::Operation;
    use crate::rules::{Findings, KubeVersion, Validate};

    fn found(pod: &v1::Pod, operation: Operation) -> Vec<String> {
        let mut findings = Findings::new();
        pod.find_violations(KubeVersion::V1_36, operation, &mut findings);
        let list = findings.into_list();
        list.iter().map(|violation| format!("{violation} [{}]", violation.rule())).collect()
    }

    fn pod_with(metadata: &Value) -> v1::Pod {
        let mut pod = json!({
            "metadata": metadata,
            "spec": { "containers": [{ "name": "web", "image": "nginx" }] },
        });
        pod["metadata"]["name"] = "web".into();
        serde_json::from_value(pod).unwrap()
    }

    #[test]
    fn metadata_of_the_cluster_is_refused_for_apply_only() {
        for (field, value, what) in [
            ("uid", json!("0"), "apply refuses it where no such object exists"),
            ("resourceVersion", json!("a"), "apply cannot read it"),
            ("deletionTimestamp", json!("2026-01-01T00:00:00Z"), "apply makes a pod that is being deleted"),
            ("managedFields", json!([]), "apply refuses it"),
        ] {
            let pod = pod_with(&json!({ field: value }));
            assert!(found(&pod, Operation::Create).is_empty());
            let expected = format!(
                "metadata.{field}: Forbidden: the cluster sets it, and {what}; leave it out [apply-cluster-metadata]"
            );
            assert_eq!(found(&pod, Operation::CreateOrApply), [expected]);
        }
        // The cluster replaces these.
        let harmless = pod_with(&json!({
            "resourceVersion": "0",
            "generation": 7,
            "selfLink": "/a",
            "deletionGracePeriodSeconds": 1,
            "creationTimestamp": "2026-01-01T00:00:00Z",
        }));
        assert!(found(&harmless, Operation::CreateOrApply).is_empty());
    }

    #[test]
    fn a_resource_version_is_refused_on_create_as_the_storage_refuses_it() {
        let expected = "metadata.resourceVersion: Forbidden: resourceVersion should not be set on objects to be \
                        created [resource-version-on-create]";
        for operation in [Operation::Create, Operation::CreateOrApply] {
            for version in ["4711", "007", "18446744073709551615"] {
                assert_eq!(found(&pod_with(&json!({ "resourceVersion": version })), operation), [expected]);
            }
        }
        for version in ["", "0", "00", "18446744073709551616", "+1", "1a"] {
            let found = found(&pod_with(&json!({ "resourceVersion": version })), Operation::Create);
            assert!(found.is_empty(), "{version:?}: {found:?}");
        }
    }

    #[test]
    fn duplicate_merge_keys_are_refused_for_apply_only() {
        let pod: v1::Pod = serde_json::from_value(json!({
            "metadata": {
                "name": "web",
                "finalizers": ["a.b/c", "a.b/d", "a.b/c"],
                "ownerReferences": [
                    {"apiVersion": "v1", "kind": "A", "name": "a", "uid": "0"},
                    {"apiVersion": "v1", "kind": "A", "name": "b", "uid": "0"},
                ],
            },
            "spec": {
                "containers": [{
                    "name": "web",
                    "image": "nginx",
                    "env": [{"name": "A", "value": "1"}, {"name": "B"}, {"name": "A", "value": "2"}],
                    "ports": [
                        {"containerPort": 80},
                        {"containerPort": 80, "protocol": "UDP"},
                        {"containerPort": 80, "protocol": "TCP", "name": "web"},
                        {"containerPort": 81, "protocol": ""},
                    ],
                    "resources": {"claims": [{"name": "gpu", "request": "a"}, {"name": "gpu", "request": "b"}]},
                }],
                "hostAliases": [{"ip": "1.2.3.4"}, {"ip": "1.2.3.4"}],
                "imagePullSecrets": [{"name": "a"}, {"name": "b"}, {"name": "a"}],
                "resourceClaims": [{"name": "gpu", "resourceClaimName": "gpu"}],
            },
        }))
        .unwrap();
        assert!(found(&pod, Operation::Create).is_empty());
        assert_eq!(
            found(&pod, Operation::CreateOrApply),
            [
                r#"metadata.finalizers[2]: Duplicate value: "a.b/c" [apply-finalizer-duplicate]"#,
                r#"metadata.ownerReferences[1].uid: Duplicate value: "0" [apply-owner-duplicate]"#,
                r#"spec.containers[0].env[2].name: Duplicate value: "A" [apply-env-name-duplicate]"#,
                r#"spec.containers[0].ports[2]: Duplicate value: "80/TCP" [apply-port-duplicate]"#,
                r#"spec.containers[0].ports[3].protocol: Invalid value: "": an empty protocol is stored as TCP, and then the second apply fails; write TCP [apply-port-protocol]"#,
                r#"spec.containers[0].resources.claims[1].name: Duplicate value: "gpu" [apply-claim-duplicate]"#,
                r#"spec.hostAliases[1].ip: Duplicate value: "1.2.3.4" [apply-host-alias-duplicate]"#,
                r#"spec.imagePullSecrets[2].name: Duplicate value: "a" [apply-pull-secret-duplicate]"#,
            ]
        );
    }
}
