//! What has rules, and how an object is validated by them.

use std::sync::LazyLock;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::apply;
use super::catalog as rule;
use super::check::list;
use super::findings::Findings;
use super::path::Path;
use super::pod_security::Subject;
use super::report::Report;
use super::scope::{ObjectKind, Scope};
use super::version::{Gates, KubeVersion};
use super::violations::Violations;
use super::warning::{Warning, Warnings};
use super::{
    advice, affinity, annotations, container, env, metadata, pod_resources, ports, resources, security, spec,
    spread, tolerations, volumes, warnings, windows,
};

/// An object whose rules this crate knows: a pod, or the template of a workload.
///
/// [`validate`] and [`Valid::new`](super::Valid::new) take one. The paths of a template are relative to it, as in the API
/// server's `spec.template.spec.containers[0].name`. A workload demands more of its template than this, such as a restart
/// policy that fits.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rules that this crate knows",
    label = "a `v1::Pod` or a `v1::PodTemplateSpec` is validated",
    note = "`Object::unvalidated(..)` takes an object of any other kind"
)]
pub trait Validate: sealed::Rules {}

impl Validate for v1::Pod {}
impl Validate for v1::PodTemplateSpec {}

/// So that [`Valid::new(&pod)`](super::Valid::new) validates a pod without taking it.
impl<T: Validate> Validate for &T {}

/// Reports what a cluster of `version` would say when `object` is created: violations and warnings.
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
    Report::new(findings.into_list(), warnings)
}

/// What an object is validated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// To be created: what the API server says to `kubectl create`.
    Create,
    /// To be created or applied: what is built must be fit for both.
    CreateOrApply,
}

pub(crate) mod sealed {
    use super::{Findings, KubeVersion, ObjectMeta, Operation, Subject, Warning};

    /// The rules of a kind.
    pub trait Rules {
        /// The name of the kind in a report: `pod`.
        #[doc(hidden)]
        const NOUN: &'static str;

        #[doc(hidden)]
        fn metadata(&self) -> Option<&ObjectMeta>;

        #[doc(hidden)]
        fn find_violations(&self, version: KubeVersion, operation: Operation, findings: &mut Findings);

        /// Few warnings are given of an object that is rejected.
        #[doc(hidden)]
        fn find_warnings(&self, version: KubeVersion, is_accepted: bool) -> Vec<Warning>;

        #[doc(hidden)]
        fn find_advice(&self, version: KubeVersion) -> Vec<Warning>;

        /// The pod or the template that the Pod Security Standards are about; none in a kind without pods.
        #[doc(hidden)]
        fn pod_security_subject(&self) -> Option<Subject<'_>>;
    }
}

/// The violations of `object`, if it has any, under its name.
pub(crate) fn result_of<T: sealed::Rules>(object: &T, findings: Findings) -> Result<(), Violations> {
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Violations::new(subject(T::NOUN, object.metadata()), findings.into_list()))
    }
}

impl<T: sealed::Rules> sealed::Rules for &T {
    const NOUN: &'static str = T::NOUN;

    fn metadata(&self) -> Option<&ObjectMeta> {
        T::metadata(self)
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

impl sealed::Rules for v1::Pod {
    const NOUN: &'static str = "pod";

    fn metadata(&self) -> Option<&ObjectMeta> {
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
        if is_gated && !super::check::text(scope.spec.node_name.as_ref()).is_empty() {
            let detail = "must not be set while there are schedulingGates";
            findings.forbidden(rule::NODE_NAME_GATED, &at.field("nodeName"), detail);
        }
        security::validate_annotations_agree(&scope, &at, findings);
        if operation == Operation::CreateOrApply {
            apply::validate_merge_keys(scope.spec, &at, findings);
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

impl sealed::Rules for v1::PodTemplateSpec {
    const NOUN: &'static str = "pod template";

    fn metadata(&self) -> Option<&ObjectMeta> {
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
            apply::validate_merge_keys(scope.spec, &at, findings);
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

/// The spec, or an empty one where there is none.
fn spec_or_empty(spec: Option<&v1::PodSpec>) -> &v1::PodSpec {
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
pub(crate) fn subject(noun: &str, metadata: Option<&ObjectMeta>) -> String {
    let text = |text: &'_ Option<String>| text.clone().filter(|text| !text.is_empty());
    let name = metadata.and_then(|metadata| text(&metadata.name));
    let generate_name = metadata.and_then(|metadata| text(&metadata.generate_name));
    match (name, generate_name) {
        (Some(name), _) => format!("{noun} {name:?}"),
        (None, Some(prefix)) => format!("{noun} {prefix:?}.."),
        (None, None) => format!("{noun} without a name"),
    }
}
