//! The objects that have rules, and the order in which the rules are checked.

use std::sync::LazyLock;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::apply;
use super::catalog as rule;
use super::check::{list, text};
use super::findings::Findings;
use super::path::Path;
use super::pod_security::Subject;
use super::report::Report;
use super::scope::{ObjectKind, Scope};
use super::version::{Gates, KubeVersion};
use super::violations::Violations;
use super::warning::{Warning, Warnings};
use super::{
    advice, affinity, annotations, container, dropped, env, metadata, pod_resources, ports, resources,
    root_user, security, spec, spread, tolerations, volumes, warnings, windows,
};

/// An object that this crate has rules for: a pod, or the pod template of a workload.
///
/// [`validate`], [`advise`](super::advise) and [`Valid::new`](super::Valid::new) take one. No other crate implements it.
///
/// The field paths of a template are relative to the template: `spec.containers[0].name`, which is
/// `spec.template.spec.containers[0].name` in a Deployment. The rules of the workload itself are not checked, such as
/// the restart policy that a Deployment requires of its template.
#[diagnostic::on_unimplemented(
    message = "only a `v1::Pod` or a `v1::PodTemplateSpec` is validated",
    label = "this crate has no rules for `{Self}`",
    note = "`Object::unvalidated(..)` takes an object of any other kind"
)]
pub trait Validate: sealed::Sealed {
    /// The name of the kind in a report: `pod`.
    #[doc(hidden)]
    const NOUN: &'static str;

    #[doc(hidden)]
    fn object_meta(&self) -> Option<&ObjectMeta>;

    #[doc(hidden)]
    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings);

    /// Finds the warnings. For an object that is rejected these are only those about `AppArmor` annotations.
    #[doc(hidden)]
    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning>;

    #[doc(hidden)]
    fn find_advice(&self, version: KubeVersion) -> Vec<Warning>;

    /// Returns the pod or the template that the Pod Security Standards are about; none in a kind without pods.
    #[doc(hidden)]
    fn pod_security_subject(&self) -> Option<Subject<'_>>;
}

mod sealed {
    use super::v1;

    pub trait Sealed {}

    impl Sealed for v1::Pod {}
    impl Sealed for v1::PodTemplateSpec {}
    impl<T: Sealed> Sealed for &T {}
}

/// Validates `object` as a cluster of `version` does when the object is created.
///
/// The report has the violations and the warnings of the API server. [`advise`](super::advise) gives this crate's own
/// advice.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::rules::{self, KubeVersion};
///
/// let report = rules::validate(&v1::Pod::default(), KubeVersion::V1_36);
/// assert!(!report.is_accepted());
/// assert_eq!(report.violations()[0].field(), "metadata.name");
/// assert_eq!(report.violations()[1].field(), "spec.containers");
/// ```
#[must_use]
pub fn validate<T: Validate>(object: &T, version: KubeVersion) -> Report {
    let mut findings = Findings::new();
    object.find_violations(version, Operation::Create, &mut findings);
    let warnings = object.find_warnings(version, findings.is_empty());
    Report::new(into_result(object, findings), warnings)
}

/// The operations that an object is validated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `kubectl create`: the verdict of the API server.
    Create,
    /// `kubectl create` and `kubectl apply --server-side`: what the builder makes passes both, again and again, and the API
    /// server drops none of it.
    CreateOrApply,
}

/// Returns the findings on `object` as an error under its name, if there are any.
pub(crate) fn into_result<T: Validate>(object: &T, findings: Findings) -> Result<(), Violations> {
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Violations::new(subject(T::NOUN, object.object_meta()), findings.into_list()))
    }
}

/// A reference validates as its object does: [`Valid::new(&pod)`](super::Valid::new) leaves you the pod.
#[diagnostic::do_not_recommend]
impl<T: Validate> Validate for &T {
    const NOUN: &'static str = T::NOUN;

    fn object_meta(&self) -> Option<&ObjectMeta> {
        T::object_meta(self)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        T::find_violations(self, version, operation, findings);
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        T::find_warnings(self, version, is_accepted)
    }

    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        T::find_advice(self, version)
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        T::pod_security_subject(self)
    }
}

impl Validate for v1::Pod {
    const NOUN: &'static str = "pod";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        Some(&self.metadata)
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        let scope = scope_of_pod(self, &gates);
        let at = Path::ROOT.field("metadata");
        metadata::validate(&self.metadata, &gates, findings);
        annotations::validate(&scope, &at.field("annotations"), findings);
        let at = Path::ROOT.field("spec");
        validate_spec(&scope, &at, findings);
        container::validate_images(&scope, &at, findings);
        if !list(scope.spec.ephemeral_containers.as_ref()).is_empty() {
            let detail = "ephemeral containers are added to a pod that runs, not when it is created";
            findings.forbidden(rule::EPHEMERAL_ON_CREATE, &at.field("ephemeralContainers"), detail);
        }
        let is_gated = !list(scope.spec.scheduling_gates.as_ref()).is_empty();
        if is_gated && !text(scope.spec.node_name.as_ref()).is_empty() {
            let detail = "must not be set while there are schedulingGates";
            findings.forbidden(rule::NODE_NAME_GATED, &at.field("nodeName"), detail);
        }
        security::validate_annotations_agree(&scope, &at, findings);
        if operation == Operation::CreateOrApply {
            let metadata_at = Path::ROOT.field("metadata");
            apply::validate_metadata(&self.metadata, &metadata_at, findings);
            apply::forbid_cluster_metadata(&self.metadata, &metadata_at, findings);
            validate_for_apply(&scope, &at, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let gates = Gates::of(version);
        let scope = scope_of_pod(self, &gates);
        let mut warnings = Warnings::default();
        warnings::warn_app_armor_of_pod(&scope, &mut warnings);
        if is_accepted {
            warnings::warn(&scope, &Path::ROOT, &mut warnings);
        }
        warnings.into_list()
    }

    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        advice::advise_on(&scope_of_pod(self, &Gates::of(version)))
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        let spec = spec_or_empty(self.spec.as_ref());
        Some(Subject { kind: ObjectKind::Pod, metadata: Some(&self.metadata), spec })
    }
}

impl Validate for v1::PodTemplateSpec {
    const NOUN: &'static str = "pod template";

    fn object_meta(&self) -> Option<&ObjectMeta> {
        self.metadata.as_ref()
    }

    fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings) {
        let gates = Gates::of(version);
        let scope = scope_of_template(self, &gates);
        if let Some(metadata) = &self.metadata {
            // The API server names labels and annotations of a template as fields of the template itself.
            metadata::validate_labels(metadata, &Path::ROOT, findings);
            metadata::validate_annotations(metadata, &Path::ROOT, findings);
        }
        annotations::validate(&scope, &Path::ROOT.field("annotations"), findings);
        let at = Path::ROOT.field("spec");
        validate_spec(&scope, &at, findings);
        security::validate_annotations_agree(&scope, &at, findings);
        if !list(scope.spec.ephemeral_containers.as_ref()).is_empty() {
            let detail = "ephemeral containers are added to a pod that runs, not to a template";
            findings.forbidden(rule::EPHEMERAL_ON_CREATE, &at.field("ephemeralContainers"), detail);
        }
        if operation == Operation::CreateOrApply {
            if let Some(metadata) = &self.metadata {
                apply::validate_metadata(metadata, &Path::ROOT.field("metadata"), findings);
            }
            validate_for_apply(&scope, &at, findings);
        }
    }

    fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning> {
        let mut warnings = Warnings::default();
        if is_accepted {
            let gates = Gates::of(version);
            warnings::warn(&scope_of_template(self, &gates), &Path::ROOT, &mut warnings);
        }
        warnings.into_list()
    }

    fn find_advice(&self, version: KubeVersion) -> Vec<Warning> {
        advice::advise_on(&scope_of_template(self, &Gates::of(version)))
    }

    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        let spec = spec_or_empty(self.spec.as_ref());
        Some(Subject { kind: ObjectKind::Template, metadata: self.metadata.as_ref(), spec })
    }
}

fn scope_of_pod<'p>(pod: &'p v1::Pod, gates: &'p Gates) -> Scope<'p> {
    let spec = spec_or_empty(pod.spec.as_ref());
    Scope { kind: ObjectKind::Pod, metadata: Some(&pod.metadata), spec, gates }
}

fn scope_of_template<'p>(template: &'p v1::PodTemplateSpec, gates: &'p Gates) -> Scope<'p> {
    let spec = spec_or_empty(template.spec.as_ref());
    Scope { kind: ObjectKind::Template, metadata: template.metadata.as_ref(), spec, gates }
}

/// Returns the spec, or an empty one.
fn spec_or_empty(spec: Option<&v1::PodSpec>) -> &v1::PodSpec {
    static EMPTY: LazyLock<v1::PodSpec> = LazyLock::new(v1::PodSpec::default);
    spec.unwrap_or_else(|| &EMPTY)
}

/// Checks the rules of a spec, in the API server's order.
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

/// Checks the rules of a spec that create does not have.
fn validate_for_apply(scope: &Scope<'_>, at: &Path<'_>, findings: &mut Findings) {
    apply::validate_merge_keys(scope, at, findings);
    dropped::validate(scope, at, findings);
    root_user::validate(scope, at, findings);
}

/// Returns the name of an object in a report: `pod "web"`.
pub(crate) fn subject(noun: &str, metadata: Option<&ObjectMeta>) -> String {
    let name = metadata.map_or("", |metadata| text(metadata.name.as_ref()));
    let prefix = metadata.map_or("", |metadata| text(metadata.generate_name.as_ref()));
    match (name, prefix) {
        ("", "") => format!("{noun} without a name"),
        ("", prefix) => format!("{noun} {prefix:?}.."),
        (name, _) => format!("{noun} {name:?}"),
    }
}
