//! What a builder builds: a pod, or the template from which a workload creates pods.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::build::build;
use super::builder::{Draft, PodBuilder};
use super::state::WantsMain;
use crate::rules::{KubeVersion, Valid, Validate, Violations};
use crate::value::{DnsSubdomain, GenerateName};

/// A pod that is created on its own. [`Pod::builder`] starts one.
///
/// ```
/// use podwright::prelude::*;
///
/// let pod = Pod::builder(name!("web"))
///     .main(Container::new(name!("web"), image!("nginx:1.27")))
///     .build()?;
/// assert_eq!(pod.metadata.name.as_deref(), Some("web"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/>
#[derive(Clone, Copy, Debug)]
pub enum Pod {}

impl Pod {
    /// Creates a builder of a pod with this name.
    #[must_use]
    pub fn builder(name: DnsSubdomain) -> PodBuilder {
        PodBuilder::begin(ObjectMeta { name: Some(name.into()), ..Default::default() })
    }

    /// Creates a builder of a pod whose name the API server completes with a random end, so that each request creates a new
    /// pod.
    ///
    /// Create such a pod, by `kubectl create` or `kube::Api::create`. Apply refuses it, because apply finds objects by name.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let pod = Pod::generate_name(generate_name!("job-"))
    ///     .main(Container::new(name!("job"), image!("acme/job:1")))
    ///     .build()?;
    /// assert_eq!(pod.metadata.generate_name.as_deref(), Some("job-"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/using-api/api-concepts/#generated-values>
    #[must_use]
    pub fn generate_name(prefix: GenerateName) -> PodBuilder {
        PodBuilder::begin(ObjectMeta { generate_name: Some(prefix.into()), ..Default::default() })
    }
}

/// The part of a workload from which its pods are created. [`PodTemplate::builder`] starts one.
///
/// A template has no name, namespace, owners, finalizers or restart policy: they belong to the workload. `build()` returns a
/// `Valid<v1::PodTemplateSpec>`; [`into_inner`](crate::Valid::into_inner) gives the plain one, for the `template` field of a
/// workload. [`Valid::new`](crate::Valid::new) validates a template from elsewhere. The field paths of violations are relative
/// to the template: `spec.containers[0].name`.
///
/// ```
/// use podwright::prelude::*;
///
/// let template = PodTemplate::builder()
///     .labels(labels! { "app" = "web" })
///     .main(Container::new(name!("web"), image!("nginx:1.27")))
///     .build()?;
/// assert_eq!(template.spec.as_ref().unwrap().containers.len(), 1);
///
/// let template: v1::PodTemplateSpec = template.into_inner();
/// assert!(Valid::new(template).is_ok());
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// # What a workload demands in addition
///
/// This crate validates the template, not the workload around it. The API server rejects
///
/// - a `Deployment`, `ReplicaSet`, `StatefulSet` or `DaemonSet` whose template sets `activeDeadlineSeconds`
///   ([`active_deadline`](PodBuilder::active_deadline)) or a restart policy other than `Always`;
/// - a `Job` whose template has no restart policy of `Never` or `OnFailure`: set it with [`raw`](PodBuilder::raw), or in the
///   plain template;
/// - a `Job` that never restarts and whose containers have a resize policy other than `NotRequired`
///   ([`restart_on_resize`](crate::container::ContainerOf::restart_on_resize));
/// - a workload whose selector does not match the labels of its template.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates>
#[derive(Clone, Copy, Debug)]
pub enum PodTemplate {}

impl PodTemplate {
    /// Creates a builder of a template.
    #[must_use]
    pub fn builder() -> PodBuilder<WantsMain, PodTemplate> {
        PodBuilder::begin(ObjectMeta::default())
    }
}

/// What a builder builds: a [`Pod`] or a [`PodTemplate`].
pub trait Target: sealed::Build {}

impl Target for Pod {}
impl Target for PodTemplate {}

impl sealed::Build for Pod {
    type Object = v1::Pod;

    fn assemble(metadata: ObjectMeta, spec: v1::PodSpec) -> v1::Pod {
        v1::Pod { metadata, spec: Some(spec), status: None }
    }

    fn build(draft: Draft, version: KubeVersion) -> Result<Valid<v1::Pod>, Violations> {
        build::<Self>(draft, version)
    }
}

impl sealed::Build for PodTemplate {
    type Object = v1::PodTemplateSpec;

    fn assemble(metadata: ObjectMeta, spec: v1::PodSpec) -> v1::PodTemplateSpec {
        let metadata = (metadata != ObjectMeta::default()).then_some(metadata);
        v1::PodTemplateSpec { metadata, spec: Some(spec) }
    }

    fn build(draft: Draft, version: KubeVersion) -> Result<Valid<v1::PodTemplateSpec>, Violations> {
        build::<Self>(draft, version)
    }
}

/// A target that is created on its own, and so has a restart policy, a namespace, owners and finalizers.
#[diagnostic::on_unimplemented(
    message = "a pod template has no restart policy, namespace, owners or finalizers: they belong to the workload",
    label = "only a pod of its own has this",
    note = "the pods of a Deployment, StatefulSet or DaemonSet always restart; a Job chooses between `Never` and `OnFailure`"
)]
pub trait Standalone: Target {}
impl Standalone for Pod {}

pub(super) mod sealed {
    use super::{Draft, KubeVersion, ObjectMeta, Valid, Validate, Violations, v1};

    /// How a target is built.
    pub trait Build {
        /// The object that `build()` returns.
        type Object: Validate + Send + Sync + 'static;

        fn assemble(metadata: ObjectMeta, spec: v1::PodSpec) -> Self::Object;

        /// Compiled with this crate, not with each program.
        fn build(draft: Draft, version: KubeVersion) -> Result<Valid<Self::Object>, Violations>;
    }
}
