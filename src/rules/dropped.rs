//! Fields that the API server accepts and drops, because their feature is off or younger than the version.
//!
//! The pod then runs without what its author wrote.
//!
//! Source: <https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/>

use k8s_openapi::api::core::v1;

use super::catalog::{self as rule, Id};
use super::check::list;
use super::container::ContainerView;
use super::fields::{Certificate, hostname_override};
use super::findings::Findings;
use super::gated_fields;
use super::path::Path;
use super::resources::claims;
use super::scope::Scope;

/// Reports the fields that a cluster of the version drops by default, and that a later version keeps.
pub(crate) fn validate(scope: &Scope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let (spec, gates) = (scope.spec, scope.gates);
    if !gates.pod_level_resources && spec.resources.is_some() {
        drop_by(&POD_LEVEL_RESOURCES, &at.field("resources"), findings);
    }
    if !gates.resource_claims && !list(spec.resource_claims.as_ref()).is_empty() {
        drop_by(&RESOURCE_CLAIMS, &at.field("resourceClaims"), findings);
    }
    if !gates.hostname_override && hostname_override(spec).is_some() {
        drop_by(&HOSTNAME_OVERRIDE, &at.field("hostnameOverride"), findings);
    }
    // These features are on in the same versions or in earlier ones.
    if !gates.container_restart_rules {
        for container in scope.containers() {
            validate_container(scope, &container.view(), &container.at(at), findings);
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

fn validate_container(
    scope: &Scope<'_>,
    container: &ContainerView<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if !scope.gates.resource_claims && !claims(container.resources).is_empty() {
        drop_by(&RESOURCE_CLAIMS, &at.field("resources.claims"), findings);
    }
    let restart = &container.restart;
    if restart.rules.is_set() {
        drop_by(&RESTART_RULES, &at.field("restartPolicyRules"), findings);
    }
    // Before 1.34 the API server refuses the policy. A sidecar keeps its own.
    if scope.gates.regular_restart_policy && restart.policy.is_some_and(|policy| policy != "Always") {
        drop_by(&RESTART_RULES, &at.field("restartPolicy"), findings);
    }
}

fn validate_volume(scope: &Scope<'_>, volume: &v1::Volume, at: &Path<'_>, findings: &mut Findings) {
    if !scope.gates.image_volume && volume.image.is_some() {
        drop_by(&IMAGE_VOLUME, &at.field("image"), findings);
    }
    let template = volume.ephemeral.as_ref().and_then(|source| source.volume_claim_template.as_ref());
    if !scope.gates.volume_attributes_class
        && template.is_some_and(|template| template.spec.volume_attributes_class_name.is_some())
    {
        let at = at.field("ephemeral.volumeClaimTemplate.spec.volumeAttributesClassName");
        drop_by(&ATTRIBUTES_CLASS, &at, findings);
    }
    let sources = volume.projected.as_ref().and_then(|projected| projected.sources.as_ref());
    let at = at.field("projected");
    for (i, source) in list(sources).iter().enumerate() {
        let at = at.item("sources", i);
        if !scope.gates.trust_bundles && source.cluster_trust_bundle.is_some() {
            TRUST_BUNDLE.report(rule::PROJECTION_DROPPED, &at.field("clusterTrustBundle"), findings);
        }
        if !scope.gates.pod_certificates && Certificate::of(source).is_some() {
            POD_CERTIFICATE.report(rule::PROJECTION_DROPPED, &at.field("podCertificate"), findings);
        }
    }
}

fn drop_by(feature: &Feature, at: &Path<'_>, findings: &mut Findings) {
    feature.report(rule::FIELD_DROPPED, at, findings);
}

/// A feature of Kubernetes, by the name of its gate.
#[derive(Debug)]
pub(crate) struct Feature {
    pub(crate) gate: &'static str,
    /// The first minor version that keeps the field by default, or that knows it if none keeps it.
    pub(crate) since: u8,
}

const POD_LEVEL_RESOURCES: Feature = Feature { gate: "PodLevelResources", since: 34 };
const RESOURCE_CLAIMS: Feature = Feature { gate: "DynamicResourceAllocation", since: 34 };
const ATTRIBUTES_CLASS: Feature = Feature { gate: "VolumeAttributesClass", since: 34 };
const RESTART_RULES: Feature = Feature { gate: "ContainerRestartRules", since: 35 };
const HOSTNAME_OVERRIDE: Feature = Feature { gate: "HostnameOverride", since: 35 };
const IMAGE_VOLUME: Feature = Feature { gate: "ImageVolume", since: 35 };
const TRUST_BUNDLE: Feature = Feature { gate: "ClusterTrustBundleProjection", since: 37 };
const POD_CERTIFICATE: Feature = Feature { gate: "PodCertificateRequest", since: 37 };

impl Feature {
    #[cold]
    fn report(&self, id: Id, at: &Path<'_>, findings: &mut Findings) {
        let Self { gate, since } = self;
        let detail = format!(
            "clusters before Kubernetes 1.{since} drop it unless the feature {gate} is switched on; if yours has it, build \
             for 1.{since}"
        );
        findings.forbidden(id, at, &detail);
    }
}
