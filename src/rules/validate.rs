//! The doors to the rules: a pod, a pod template.

use std::sync::LazyLock;

use k8s_openapi::api::core::v1;

use super::apply;
use super::catalog as rule;
use super::check::list;
use super::findings::Findings;
use super::path::Path;
use super::report::Report;
use super::scope::{Scope, Whole};
use super::version::{Gates, KubeVersion};
use super::violations::Violations;
use super::warning::Warnings;
use super::{
    affinity, annotations, container, env, metadata, pod_resources, ports, resources, security, spec, spread,
    tolerations, volumes, warnings, windows,
};

/// For whom an object is validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// For creation alone: what the API server says to `kubectl create`.
    Create,
    /// For creation and server-side apply: what is built must be fit for both.
    Build,
}

/// Says what a cluster of `version` would reject when `pod` is created.
///
/// [`Valid::try_from`](super::Valid) does the same for the version that is enabled, and takes the pod.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::rules::{self, KubeVersion};
///
/// let violations = rules::check(&v1::Pod::default(), KubeVersion::V1_36).unwrap_err();
/// assert_eq!(violations.subject(), "pod without a name");
/// assert_eq!(violations.len(), 2);
/// ```
///
/// # Errors
///
/// With everything that the API server would reject.
pub fn check(pod: &v1::Pod, version: KubeVersion) -> Result<(), Violations> {
    let mut findings = Findings::new();
    validate_pod_for(version, pod, Door::Create, &mut findings);
    findings
        .into_result(|| subject("pod", pod.metadata.name.as_deref(), pod.metadata.generate_name.as_deref()))
}

/// Says what a cluster of `version` would say when `pod` is created: violations and warnings.
#[must_use]
pub fn validate(pod: &v1::Pod, version: KubeVersion) -> Report {
    let mut findings = Findings::new();
    validate_pod_for(version, pod, Door::Create, &mut findings);
    let gates = Gates::of(version);
    let spec = given(pod.spec.as_ref());
    let scope = Scope { whole: Whole::Pod, metadata: Some(&pod.metadata), spec, gates: &gates };
    let mut warnings = Warnings::default();
    warnings::warn_app_armor_of_pod(&scope, &mut warnings);
    if findings.is_empty() {
        warnings::warn(&scope, &Path::ROOT, &mut warnings);
    }
    Report::new(findings.into_list(), warnings.into_list())
}

/// Says what a cluster of `version` would say of the pods of a workload: violations and warnings.
///
/// The paths are relative to the template, as in the API server's `spec.template.spec.containers[0].name`. A
/// workload demands more of its template than pods do, such as a restart policy that fits.
#[must_use]
pub fn validate_template(template: &v1::PodTemplateSpec, version: KubeVersion) -> Report {
    let mut findings = Findings::new();
    validate_template_for(version, template, &Path::ROOT, Door::Create, &mut findings);
    let gates = Gates::of(version);
    let spec = given(template.spec.as_ref());
    let scope = Scope { whole: Whole::Template, metadata: template.metadata.as_ref(), spec, gates: &gates };
    let mut warnings = Warnings::default();
    if findings.is_empty() {
        warnings::warn(&scope, &Path::ROOT, &mut warnings);
    }
    Report::new(findings.into_list(), warnings.into_list())
}

/// Validates a pod.
pub(crate) fn validate_pod_for(version: KubeVersion, pod: &v1::Pod, door: Door, findings: &mut Findings) {
    let gates = Gates::of(version);
    let scope = Scope {
        whole: Whole::Pod,
        metadata: Some(&pod.metadata),
        spec: given(pod.spec.as_ref()),
        gates: &gates,
    };
    let at = Path::ROOT.field("metadata");
    metadata::validate(&pod.metadata, &gates, findings);
    annotations::validate(&scope, &at.field("annotations"), findings);
    let at = Path::ROOT.field("spec");
    validate_spec(&scope, &at, findings);
    container::validate_images(&scope, &at, findings);
    if !list(scope.spec.ephemeral_containers.as_ref()).is_empty() {
        let detail = "ephemeral containers are added to a pod that runs, not when it is created";
        findings.forbidden(rule::EPHEMERAL_ON_CREATE, &at.field("ephemeralContainers"), detail);
    }
    let is_gated = !list(scope.spec.scheduling_gates.as_ref()).is_empty();
    if is_gated && !super::check::text(scope.spec.node_name.as_ref()).is_empty() {
        let detail = "must not be set while there are schedulingGates";
        findings.forbidden(rule::NODE_NAME_GATED, &at.field("nodeName"), detail);
    }
    security::validate_annotations_agree(&scope, &at, findings);
    if door == Door::Build {
        apply::validate_merge_keys(scope.spec, &at, findings);
    }
}

/// Validates a pod template that stands at `root`; the paths of what is found begin with it.
pub(crate) fn validate_template_for(
    version: KubeVersion,
    template: &v1::PodTemplateSpec,
    root: &Path<'_>,
    door: Door,
    findings: &mut Findings,
) {
    let gates = Gates::of(version);
    let scope = Scope {
        whole: Whole::Template,
        metadata: template.metadata.as_ref(),
        spec: given(template.spec.as_ref()),
        gates: &gates,
    };
    if let Some(metadata) = &template.metadata {
        // The API server names labels and annotations of a template as fields of the template itself.
        metadata::validate_labels(metadata, root, findings);
        metadata::validate_annotations(metadata, root, findings);
    }
    annotations::validate(&scope, &root.field("annotations"), findings);
    let at = root.field("spec");
    validate_spec(&scope, &at, findings);
    security::validate_annotations_agree(&scope, &at, findings);
    if !list(scope.spec.ephemeral_containers.as_ref()).is_empty() {
        let detail = "ephemeral containers are added to a pod that runs, not to a template";
        findings.forbidden(rule::EPHEMERAL_ON_CREATE, &at.field("ephemeralContainers"), detail);
    }
    if door == Door::Build {
        apply::validate_merge_keys(scope.spec, &at, findings);
    }
}

/// The spec, or an empty one where there is none.
fn given(spec: Option<&v1::PodSpec>) -> &v1::PodSpec {
    static EMPTY: LazyLock<v1::PodSpec> = LazyLock::new(v1::PodSpec::default);
    spec.unwrap_or_else(|| &EMPTY)
}

/// The rules of a spec, in the API server's order.
fn validate_spec(scope: &Scope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let volumes = volumes::validate(scope, at, findings);
    resources::validate_pod_claims(scope, at, findings);
    container::validate_regular(scope, &volumes, at, findings);
    container::validate_init(scope, &volumes, at, findings);
    container::validate_ephemeral(scope, &volumes, at, findings);
    pod_resources::validate(scope, at, findings);
    ports::validate_host_network(scope, at, findings);
    spec::validate_policies(scope, at, findings);
    security::validate_pod(scope, at, findings);
    affinity::validate(scope, at, findings);
    spec::validate_dns(scope, at, findings);
    spec::validate_gates(scope, at, findings);
    spread::validate(scope, at, findings);
    windows::validate_host_process(scope, at, findings);
    security::validate_host_users(scope, at, findings);
    spec::validate_hostname_override(scope, at, findings);
    spec::validate_names(scope, at, findings);
    let tolerations = list(scope.spec.tolerations.as_ref());
    tolerations::validate(tolerations, &at.field("tolerations"), findings);
    spec::validate_host_aliases(scope, at, findings);
    spec::validate_classes(scope, at, findings);
    resources::validate_overhead(scope, at, findings);
    windows::validate_os(scope, at, findings);
    env::validate_file_volumes(scope, at, findings);
}

/// `pod "web"`, or what stands for its name.
pub(crate) fn subject(kind: &str, name: Option<&str>, generate_name: Option<&str>) -> String {
    match (name, generate_name) {
        (Some(name), _) if !name.is_empty() => format!("{kind} {name:?}"),
        (_, Some(prefix)) if !prefix.is_empty() => format!("{kind} {prefix:?}.."),
        _ => format!("{kind} without a name"),
    }
}
