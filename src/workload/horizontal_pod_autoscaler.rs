use k8s_openapi::api::autoscaling::v2;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::autoscale::Autoscale;
use super::scale_target::ScaleTarget;
use super::template::spec_field;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::DnsSubdomain;

/// A HorizontalPodAutoscaler: sets the number of pods of a workload, by what it measures.
///
/// `.autoscaler()` of a workload makes one. [`new`](Self::new) makes one for a custom resource:
///
/// ```
/// use podwright::prelude::*;
///
/// let rollout = ScaleTarget::custom("argoproj.io/v1alpha1", "Rollout", name!("web"));
/// let autoscaler = HorizontalPodAutoscaler::new(name!("web"), &rollout, Autoscale::between(2, 10)).build()?;
/// assert_eq!(autoscaler.spec.scale_target_ref.kind, "Rollout");
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/>
#[doc(alias = "HPA")]
#[derive(Clone, Debug)]
pub struct HorizontalPodAutoscaler {
    metadata: ObjectMeta,
    spec: v2::HorizontalPodAutoscalerSpec,
}

impl HorizontalPodAutoscaler {
    /// Creates an autoscaler of this name for the pods of `target`.
    #[doc(alias = "scaleTargetRef")]
    #[must_use]
    pub fn new(name: DnsSubdomain, target: &ScaleTarget, autoscale: Autoscale) -> Self {
        let metadata = ObjectMeta { name: Some(name.into()), ..ObjectMeta::default() };
        let spec = v2::HorizontalPodAutoscalerSpec {
            scale_target_ref: target.to_reference(),
            ..autoscale.into_spec()
        };
        Self { metadata, spec }
    }

    /// Creates the autoscaler of a workload of this crate.
    pub(super) fn of(workload: &ObjectMeta, kind: &str, autoscale: Autoscale) -> Self {
        let (name, namespace) = (workload.name.clone(), workload.namespace.clone());
        let target = v2::CrossVersionObjectReference {
            api_version: Some("apps/v1".to_owned()),
            kind: kind.to_owned(),
            name: name.clone().unwrap_or_default(),
        };
        let metadata = ObjectMeta { name, namespace, ..ObjectMeta::default() };
        let spec = v2::HorizontalPodAutoscalerSpec { scale_target_ref: target, ..autoscale.into_spec() };
        Self { metadata, spec }
    }

    crate::object::metadata::metadata_setters!(labels);
    crate::object::metadata::metadata_setters!(identity);
    crate::conditional::conditional!();

    /// Changes the [`v2::HorizontalPodAutoscalerSpec`] by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v2::HorizontalPodAutoscalerSpec)) -> Self {
        change(&mut self.spec);
        self
    }

    /// Returns the autoscaler, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the autoscaler breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v2::HorizontalPodAutoscaler>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the autoscaler validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v2::HorizontalPodAutoscaler>, Violations> {
        let spec = spec_field(self.spec);
        let autoscaler = v2::HorizontalPodAutoscaler { metadata: self.metadata, spec, status: None };
        Valid::build(autoscaler, None, version, Findings::new())
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }
}
