//! The doors to the rules: a pod, a pod template.

use std::sync::LazyLock;

use k8s_openapi::api::core::v1;

use super::apply;
use super::catalog as rule;
use super::check::list;
use super::path::Path;
use super::report::Report;
use super::scope::{Scope, Whole};
use super::verdict::Verdict;
use super::version::{Gates, KubeVersion};
use super::violations::Violations;
use super::warning::Warnings;
use super::{
    affinity, annotations, container, env, metadata, pod_resources, ports, resources, security, spec, spread,
    tolerations, volumes, warnings, windows,
};

/// For whom an object is judged.
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
    let mut report = Report::new();
    judge_pod_for(version, pod, Door::Create, &mut report);
    report.into_result(|| subject("pod", pod.metadata.name.as_deref(), pod.metadata.generate_name.as_deref()))
}

/// Says what a cluster of `version` would say when `pod` is created: violations and warnings.
#[must_use]
pub fn judge(pod: &v1::Pod, version: KubeVersion) -> Verdict {
    let mut report = Report::new();
    judge_pod_for(version, pod, Door::Create, &mut report);
    let gates = Gates::of(version);
    let spec = given(pod.spec.as_ref());
    let scope = Scope { whole: Whole::Pod, metadata: Some(&pod.metadata), spec, gates: &gates };
    let mut warnings = Warnings::default();
    warnings::warn_app_armor_of_pod(&scope, &mut warnings);
    if report.is_empty() {
        warnings::warn(&scope, &Path::ROOT, &mut warnings);
    }
    Verdict::new(report.into_list(), warnings.into_list())
}

/// Says what a cluster of `version` would say of the pods of a workload: violations and warnings.
///
/// The paths are relative to the template, as in the API server's `spec.template.spec.containers[0].name`. A
/// workload demands more of its template than pods do, such as a restart policy that fits.
#[must_use]
pub fn judge_template(template: &v1::PodTemplateSpec, version: KubeVersion) -> Verdict {
    let mut report = Report::new();
    judge_template_for(version, template, &Path::ROOT, Door::Create, &mut report);
    let gates = Gates::of(version);
    let spec = given(template.spec.as_ref());
    let scope = Scope { whole: Whole::Template, metadata: template.metadata.as_ref(), spec, gates: &gates };
    let mut warnings = Warnings::default();
    if report.is_empty() {
        warnings::warn(&scope, &Path::ROOT, &mut warnings);
    }
    Verdict::new(report.into_list(), warnings.into_list())
}

/// Judges a pod.
pub(crate) fn judge_pod_for(version: KubeVersion, pod: &v1::Pod, door: Door, report: &mut Report) {
    let gates = Gates::of(version);
    let scope = Scope {
        whole: Whole::Pod,
        metadata: Some(&pod.metadata),
        spec: given(pod.spec.as_ref()),
        gates: &gates,
    };
    let at = Path::ROOT.field("metadata");
    metadata::judge(&pod.metadata, &gates, report);
    annotations::judge(&scope, &at.field("annotations"), report);
    let at = Path::ROOT.field("spec");
    judge_spec(&scope, &at, report);
    container::judge_images(&scope, &at, report);
    if !list(scope.spec.ephemeral_containers.as_ref()).is_empty() {
        let detail = "ephemeral containers are added to a pod that runs, not when it is created";
        report.forbidden(rule::EPHEMERAL_ON_CREATE, &at.field("ephemeralContainers"), detail);
    }
    let is_gated = !list(scope.spec.scheduling_gates.as_ref()).is_empty();
    if is_gated && !super::check::text(scope.spec.node_name.as_ref()).is_empty() {
        let detail = "must not be set while there are schedulingGates";
        report.forbidden(rule::NODE_NAME_GATED, &at.field("nodeName"), detail);
    }
    security::judge_annotations_agree(&scope, &at, report);
    if door == Door::Build {
        apply::judge_merge_keys(scope.spec, &at, report);
    }
}

/// Judges a pod template that stands at `root`; the paths of what is found begin with it.
pub(crate) fn judge_template_for(
    version: KubeVersion,
    template: &v1::PodTemplateSpec,
    root: &Path<'_>,
    door: Door,
    report: &mut Report,
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
        metadata::judge_labels(metadata, root, report);
        metadata::judge_annotations(metadata, root, report);
    }
    annotations::judge(&scope, &root.field("annotations"), report);
    let at = root.field("spec");
    judge_spec(&scope, &at, report);
    security::judge_annotations_agree(&scope, &at, report);
    if !list(scope.spec.ephemeral_containers.as_ref()).is_empty() {
        let detail = "ephemeral containers are added to a pod that runs, not to a template";
        report.forbidden(rule::EPHEMERAL_ON_CREATE, &at.field("ephemeralContainers"), detail);
    }
    if door == Door::Build {
        apply::judge_merge_keys(scope.spec, &at, report);
    }
}

/// The spec, or an empty one where there is none.
fn given(spec: Option<&v1::PodSpec>) -> &v1::PodSpec {
    static EMPTY: LazyLock<v1::PodSpec> = LazyLock::new(v1::PodSpec::default);
    spec.unwrap_or_else(|| &EMPTY)
}

/// The rules of a spec, in the API server's order.
fn judge_spec(scope: &Scope<'_>, at: &Path<'_>, report: &mut Report) {
    let volumes = volumes::judge(scope, at, report);
    resources::judge_pod_claims(scope, at, report);
    container::judge_regular(scope, &volumes, at, report);
    container::judge_init(scope, &volumes, at, report);
    container::judge_ephemeral(scope, &volumes, at, report);
    pod_resources::judge(scope, at, report);
    ports::judge_host_network(scope, at, report);
    spec::judge_policies(scope, at, report);
    security::judge_pod(scope, at, report);
    affinity::judge(scope, at, report);
    spec::judge_dns(scope, at, report);
    spec::judge_gates(scope, at, report);
    spread::judge(scope, at, report);
    windows::judge_host_process(scope, at, report);
    security::judge_host_users(scope, at, report);
    spec::judge_hostname_override(scope, at, report);
    spec::judge_names(scope, at, report);
    let tolerations = list(scope.spec.tolerations.as_ref());
    tolerations::judge(tolerations, &at.field("tolerations"), report);
    spec::judge_host_aliases(scope, at, report);
    spec::judge_classes(scope, at, report);
    resources::judge_overhead(scope, at, report);
    windows::judge_os(scope, at, report);
    env::judge_file_volumes(scope, at, report);
}

/// `pod "web"`, or what stands for its name.
pub(crate) fn subject(kind: &str, name: Option<&str>, generate_name: Option<&str>) -> String {
    match (name, generate_name) {
        (Some(name), _) if !name.is_empty() => format!("{kind} {name:?}"),
        (_, Some(prefix)) if !prefix.is_empty() => format!("{kind} {prefix:?}.."),
        _ => format!("{kind} without a name"),
    }
}
