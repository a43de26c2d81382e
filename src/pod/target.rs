//! What a builder builds: a pod, or the template from which a workload makes pods.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::build::build;
use super::builder::{Draft, PodBuilder};
use super::state::WantsMain;
use crate::rules::{KubeVersion, Valid, Validate, Violations};
use crate::value::{DnsSubdomain, GenerateName};

/// A pod of its own. [`Pod::builder`] begins one.
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
    /// Begins a pod of this name.
    #[must_use]
    pub fn builder(name: DnsSubdomain) -> PodBuilder {
        PodBuilder::begin(ObjectMeta { name: Some(name.into()), ..Default::default() })
    }

    /// Begins a pod to whose name the API server adds a random end, so that each creation makes a new one.
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

/// The part of a workload from which its pods are made. [`PodTemplate::builder`] begins one.
///
/// It has no name and no restart policy: both are the workload's.
///
/// ```
/// use podwright::prelude::*;
///
/// let template = PodTemplate::builder()
///     .labels(labels! { "app" = "web" })
///     .main(Container::new(name!("web"), image!("nginx:1.27")))
///     .build()?;
/// assert_eq!(template.spec.as_ref().unwrap().containers.len(), 1);
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates>
#[derive(Clone, Copy, Debug)]
pub enum PodTemplate {}

impl PodTemplate {
    /// Begins a template.
    #[must_use]
    pub fn builder() -> PodBuilder<WantsMain, PodTemplate> {
        PodBuilder::begin(ObjectMeta::default())
    }
}

/// What a builder builds.
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

/// What stands on its own, and so has a restart policy.
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
        type Object: Validate;

        fn assemble(metadata: ObjectMeta, spec: v1::PodSpec) -> Self::Object;

        /// Here, so that it is compiled with this crate and not with each program.
        fn build(draft: Draft, version: KubeVersion) -> Result<Valid<Self::Object>, Violations>;
    }
}
