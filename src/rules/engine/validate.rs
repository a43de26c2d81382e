//! The objects that have rules, and what all of them are asked.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::check::text;
use super::findings::Findings;
use super::report::Report;
use super::subject::Subject;
use super::version::KubeVersion;
use super::violations::Violations;
use super::warning::Warning;

/// An object that this crate has rules for: a pod, the pod template of a workload, and with the feature `app` the kinds that
/// applications of pods are made of.
///
/// [`validate`], [`advise`](crate::rules::advise) and [`Valid::new`](crate::rules::Valid::new) take one. No other crate implements it.
///
/// The field paths of a template on its own are relative to the template: `spec.containers[0].name`, which is
/// `spec.template.spec.containers[0].name` in a Deployment.
#[diagnostic::on_unimplemented(
    message = "this crate has no rules for `{Self}`",
    label = "only objects of kinds that have rules are validated: pods, pod templates and, with the feature `app`, workloads, services and configuration",
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

    /// Finds the warnings. For a pod that is rejected these are only those about `AppArmor` annotations.
    #[doc(hidden)]
    fn find_warnings(&self, _version: KubeVersion, _is_accepted: bool) -> Vec<Warning> {
        Vec::new()
    }

    #[doc(hidden)]
    fn find_advice(&self, _version: KubeVersion) -> Vec<Warning> {
        Vec::new()
    }

    /// Returns the pod or the template that the Pod Security Standards are about; none in a kind without pods.
    #[doc(hidden)]
    fn pod_security_subject(&self) -> Option<Subject<'_>> {
        None
    }

    /// Returns the object if it is a Secret, whose values `Debug` must not show.
    #[doc(hidden)]
    fn as_secret(&self) -> Option<&v1::Secret> {
        None
    }
}

pub(crate) mod sealed {
    use super::v1;

    pub trait Sealed {}

    impl Sealed for v1::Pod {}
    impl Sealed for v1::PodTemplateSpec {}
    impl<T: Sealed> Sealed for &T {}
}

/// Validates `object` as a cluster of `version` does when the object is created.
///
/// The report has the violations and the warnings of the API server. [`advise`](crate::rules::advise) gives this crate's own
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

/// A reference validates as its object does: [`Valid::new(&pod)`](crate::rules::Valid::new) leaves you the pod.
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

    fn as_secret(&self) -> Option<&v1::Secret> {
        T::as_secret(self)
    }
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
