//! Fields that the API server accepts and drops, because their feature is off or younger than the version.
//!
//! The pod then runs without what its author wrote.
//!
//! Source: <https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/>

use k8s_openapi::api::core::v1;

use crate::rules::catalog::{Id, pod as rule};
use crate::rules::container::resources::claims;
use crate::rules::engine::check::list;
use crate::rules::engine::fields::{Certificate, hostname_override};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::gated_fields::{self, Feature};
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::{ContainerRef, Scope};
use crate::rules::engine::version::Gates;

/// Reports the fields that a cluster of the version drops by default, and that a later version keeps.
pub(crate) fn validate(scope: &Scope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let (spec, gates) = (scope.spec, scope.gates);
    if !gates.pod_level_resources && spec.resources.is_some() {
        report(&POD_LEVEL_RESOURCES, rule::FIELD_DROPPED, &at.field("resources"), findings);
    }
    if !gates.resource_claims && !list(spec.resource_claims.as_ref()).is_empty() {
        report(&RESOURCE_CLAIMS, rule::FIELD_DROPPED, &at.field("resourceClaims"), findings);
    }
    if !gates.hostname_override && hostname_override(spec).is_some() {
        report(&HOSTNAME_OVERRIDE, rule::FIELD_DROPPED, &at.field("hostnameOverride"), findings);
    }
    // These features are on in the same versions or in earlier ones.
    if !gates.container_restart_rules {
        for container in scope.containers() {
            validate_container(scope, &container, &container.at(at), findings);
        }
    }
    if !gates.trust_bundles || !gates.image_volume {
        for (i, volume) in list(spec.volumes.as_ref()).iter().enumerate() {
            validate_volume(scope, volume, &at.item("volumes", i), findings);
        }
    }
    gated_fields::visit(spec, at, &mut |feature, at| {
        if gates.minor < feature.since {
            let detail = format!("the field exists from Kubernetes 1.{} on", feature.since);
            findings.forbidden(rule::FIELD_DROPPED, at, &detail);
        }
    });
}

/// Reports the field of a Job that a cluster of the version does not know.
#[cfg(feature = "app")]
#[allow(unused_variables, reason = "the enabled version of Kubernetes decides which fields there are")]
pub(crate) fn validate_job(
    spec: &k8s_openapi::api::batch::v1::JobSpec,
    gates: &Gates,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    k8s_openapi::k8s_if_ge_1_37! {
        if gates.minor < 37 && spec.scheduling.is_some() {
            let detail = "the field exists from Kubernetes 1.37 on";
            findings.forbidden(rule::FIELD_DROPPED, &at.field("scheduling"), detail);
        }
    }
}

fn validate_container(
    scope: &Scope<'_>,
    reference: &ContainerRef<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let container = reference.view();
    if !scope.gates.resource_claims && !claims(container.resources).is_empty() {
        report(&RESOURCE_CLAIMS, rule::FIELD_DROPPED, &at.field("resources.claims"), findings);
    }
    let restart = &container.restart;
    if restart.rules.is_set() {
        report(&RESTART_RULES, rule::FIELD_DROPPED, &at.field("restartPolicyRules"), findings);
    }
    // Before 1.34 the API server refuses the policy. A sidecar keeps its own.
    let is_sidecar = reference.is_init() && restart.policy == Some("Always");
    if scope.gates.regular_restart_policy && restart.policy.is_some() && !is_sidecar {
        report(&RESTART_RULES, rule::FIELD_DROPPED, &at.field("restartPolicy"), findings);
    }
}

fn validate_volume(scope: &Scope<'_>, volume: &v1::Volume, at: &Path<'_>, findings: &mut Findings) {
    if !scope.gates.image_volume && volume.image.is_some() {
        report(&IMAGE_VOLUME, rule::FIELD_DROPPED, &at.field("image"), findings);
    }
    let template = volume.ephemeral.as_ref().and_then(|source| source.volume_claim_template.as_ref());
    if let Some(template) = template {
        let at = at.field("ephemeral.volumeClaimTemplate.spec");
        validate_attributes_class(&template.spec, scope.gates, &at, findings);
    }
    let sources = volume.projected.as_ref().and_then(|projected| projected.sources.as_ref());
    let at = at.field("projected");
    for (i, source) in list(sources).iter().enumerate() {
        let at = at.item("sources", i);
        if !scope.gates.trust_bundles && source.cluster_trust_bundle.is_some() {
            report(&TRUST_BUNDLE, rule::PROJECTION_DROPPED, &at.field("clusterTrustBundle"), findings);
        }
        if !scope.gates.pod_certificates && Certificate::of(source).is_some() {
            report(&POD_CERTIFICATE, rule::PROJECTION_DROPPED, &at.field("podCertificate"), findings);
        }
    }
}

/// Reports the class of attributes of a claim.
pub(crate) fn validate_attributes_class(
    spec: &v1::PersistentVolumeClaimSpec,
    gates: &Gates,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if !gates.volume_attributes_class && spec.volume_attributes_class_name.is_some() {
        report(&ATTRIBUTES_CLASS, rule::FIELD_DROPPED, &at.field("volumeAttributesClassName"), findings);
    }
}

const POD_LEVEL_RESOURCES: Feature = Feature { gate: "PodLevelResources", since: 34 };
const RESOURCE_CLAIMS: Feature = Feature { gate: "DynamicResourceAllocation", since: 34 };
const ATTRIBUTES_CLASS: Feature = Feature { gate: "VolumeAttributesClass", since: 34 };
const RESTART_RULES: Feature = Feature { gate: "ContainerRestartRules", since: 35 };
const HOSTNAME_OVERRIDE: Feature = Feature { gate: "HostnameOverride", since: 35 };
const IMAGE_VOLUME: Feature = Feature { gate: "ImageVolume", since: 35 };
const TRUST_BUNDLE: Feature = Feature { gate: "ClusterTrustBundleProjection", since: 37 };
const POD_CERTIFICATE: Feature = Feature { gate: "PodCertificateRequest", since: 37 };

/// Reports a field that a later version keeps.
#[cold]
pub(crate) fn report(feature: &Feature, id: Id, at: &Path<'_>, findings: &mut Findings) {
    let Feature { gate, since } = feature;
    let detail = format!(
        "clusters before Kubernetes 1.{since} drop it unless the feature {gate} is switched on; if yours has it, build \
         for 1.{since}"
    );
    findings.forbidden(id, at, &detail);
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1;
    use serde_json::{Value, json};

    use crate::rules::engine::validate::Operation;
    use crate::rules::{Findings, KubeVersion, Validate};

    /// Returns `field rule` of each violation that create does not have.
    fn dropped(spec: &Value, version: KubeVersion) -> Vec<String> {
        let pod: v1::Pod =
            serde_json::from_value(json!({ "metadata": { "name": "web" }, "spec": spec })).unwrap();
        let template = v1::PodTemplateSpec { metadata: None, spec: pod.spec.clone() };
        let found = |find: &dyn Fn(&mut Findings)| {
            let mut findings = Findings::new();
            find(&mut findings);
            let list = findings.into_list();
            let dropped = list.iter().filter(|found| found.rule().ends_with("-dropped"));
            dropped.map(|found| format!("{} {}", found.field(), found.rule())).collect::<Vec<_>>()
        };
        let of_pod = found(&|findings| pod.find_violations(version, Operation::CreateOrApply, findings));
        let of_template =
            found(&|findings| template.find_violations(version, Operation::CreateOrApply, findings));
        assert_eq!(of_pod, of_template);
        assert!(found(&|findings| pod.find_violations(version, Operation::Create, findings)).is_empty());
        of_pod
    }

    /// Asserts that versions before `since` drop fields of the spec, and later ones do not.
    #[track_caller]
    fn since(since: &str, mut spec: Value, expected: &[&str]) {
        let since: KubeVersion = since.parse().unwrap();
        if spec.get("containers").is_none() {
            spec["containers"] = json!([{ "name": "web", "image": "nginx:1.27" }]);
        }
        let read: v1::PodSpec = serde_json::from_value(spec.clone()).unwrap();
        if serde_json::to_value(read).unwrap() != spec {
            assert!(KubeVersion::ENABLED < KubeVersion::V1_37, "{spec} is not read");
            return;
        }
        for version in KubeVersion::ALL {
            let expected = if version < since { expected } else { &[] };
            assert_eq!(dropped(&spec, version), expected, "{version}");
        }
    }

    #[test]
    fn a_field_is_dropped_before_the_version_whose_feature_is_on() {
        since(
            "1.34",
            json!({ "resources": { "limits": { "cpu": "1" } } }),
            &["spec.resources field-dropped"],
        );
        since(
            "1.34",
            json!({
                "containers": [{ "name": "web", "image": "a", "resources": { "claims": [{ "name": "gpu" }] } }],
                "resourceClaims": [{ "name": "gpu", "resourceClaimName": "gpu" }],
            }),
            &["spec.resourceClaims field-dropped", "spec.containers[0].resources.claims field-dropped"],
        );
        let claim = json!({
            "accessModes": ["ReadWriteOnce"],
            "resources": { "requests": { "storage": "1Gi" } },
            "volumeAttributesClassName": "fast",
        });
        since(
            "1.34",
            json!({ "volumes": [{ "name": "a", "ephemeral": { "volumeClaimTemplate": { "spec": claim } } }] }),
            &["spec.volumes[0].ephemeral.volumeClaimTemplate.spec.volumeAttributesClassName field-dropped"],
        );
        since("1.35", json!({ "hostnameOverride": "a" }), &["spec.hostnameOverride field-dropped"]);
        since(
            "1.35",
            json!({ "volumes": [{ "name": "a", "image": { "reference": "a" } }] }),
            &["spec.volumes[0].image field-dropped"],
        );
    }

    #[test]
    fn a_source_of_a_projected_volume_is_dropped_before_1_37() {
        let certificate = json!({ "signerName": "a.b/c", "keyType": "ED25519", "keyPath": "b" });
        since(
            "1.37",
            json!({ "volumes": [{ "name": "a", "projected": { "sources": [
                { "clusterTrustBundle": { "name": "a", "path": "a" } },
                { "podCertificate": certificate },
                { "secret": { "name": "a" } },
            ] } }] }),
            &[
                "spec.volumes[0].projected.sources[0].clusterTrustBundle projection-dropped",
                "spec.volumes[0].projected.sources[1].podCertificate projection-dropped",
            ],
        );
    }

    #[test]
    fn restart_rules_are_dropped_in_1_34() {
        let rules = json!([{ "action": "Restart", "exitCodes": { "operator": "In", "values": [1] } }]);
        let container = json!({
            "name": "web", "image": "a", "restartPolicy": "Never", "restartPolicyRules": rules,
        });
        let sidecar = json!({ "name": "log", "image": "a", "restartPolicy": "Always" });
        let spec = json!({ "initContainers": [sidecar], "containers": [container] });
        let policy = "spec.containers[0].restartPolicy field-dropped";
        let rules = "spec.containers[0].restartPolicyRules field-dropped";
        let both: &[_] = if KubeVersion::ENABLED < KubeVersion::V1_34 { &[policy] } else { &[rules, policy] };
        assert_eq!(dropped(&spec, KubeVersion::V1_34), both);
        assert!(dropped(&spec, KubeVersion::V1_35).is_empty());
        let always = json!({ "containers": [{ "name": "web", "image": "a", "restartPolicy": "Always" }] });
        assert_eq!(dropped(&always, KubeVersion::V1_34), [policy]);
        // Before 1.34 the policy of a regular container is refused.
        assert_eq!(dropped(&spec, KubeVersion::V1_33), both[..both.len() - 1]);
    }

    #[test]
    fn a_field_that_a_version_does_not_have_is_dropped() {
        since(
            "1.36",
            json!({ "schedulingGroup": { "podGroupName": "a" } }),
            &["spec.schedulingGroup field-dropped"],
        );
        let http = json!({ "port": 80, "protocol": "H2C" });
        since(
            "1.37",
            json!({
                "containers": [{
                    "name": "web",
                    "image": "a",
                    "livenessProbe": { "httpGet": http },
                    "readinessProbe": { "grpc": { "port": 80, "mode": "TLS" } },
                    "lifecycle": { "preStop": { "httpGet": http }, "stopSignal": "SIGUSR1" },
                    "volumeMounts": [{ "name": "a", "mountPath": "/a", "bindMountOptions": ["noexec"] }],
                }],
                "evictionResponders": [{ "name": "a.b/c", "priority": 1 }],
                "volumes": [
                    { "name": "a", "emptyDir": { "mode": 511 } },
                    { "name": "b", "secret": {
                        "defaultUser": 1, "items": [{ "key": "a", "path": "a", "user": 1 }],
                    } },
                    { "name": "c", "projected": { "sources": [
                        { "serviceAccountToken": { "path": "a", "user": 1 } },
                        { "configMap": { "name": "a", "items": [{ "key": "a", "path": "b", "user": 1 }] } },
                    ] } },
                ],
            }),
            &[
                "spec.containers[0].volumeMounts[0].bindMountOptions field-dropped",
                "spec.containers[0].livenessProbe.httpGet.protocol field-dropped",
                "spec.containers[0].readinessProbe.grpc.mode field-dropped",
                "spec.containers[0].lifecycle.preStop.httpGet.protocol field-dropped",
                "spec.evictionResponders field-dropped",
                "spec.volumes[0].emptyDir.mode field-dropped",
                "spec.volumes[1].secret.defaultUser field-dropped",
                "spec.volumes[1].secret.items[0].user field-dropped",
                "spec.volumes[2].projected.sources[0].serviceAccountToken.user field-dropped",
                "spec.volumes[2].projected.sources[1].configMap.items[0].user field-dropped",
            ],
        );
    }
}
