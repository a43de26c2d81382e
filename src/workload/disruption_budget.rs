use k8s_openapi::api::policy::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::rollout::{MaxUnavailable, MinAvailable};
use crate::object::IntoSelector;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::words::EvictionPolicy;
use crate::value::{DnsSubdomain, IntoIntOrPercent};

/// A `PodDisruptionBudget`: how many pods of an application stay when nodes are drained.
///
/// `.disruption_budget(..)` of a workload makes one for its pods. [`over`](Self::over) makes one for pods with some labels,
/// such as those of an operator:
///
/// ```
/// use podwright::prelude::*;
///
/// let postgres = labels! { "cnpg.io/cluster" = "db" };
/// let budget = DisruptionBudget::over(name!("db"), postgres, MinAvailable::percent(50)).build()?;
/// assert!(budget.advice().is_empty());
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/run-application/configure-pdb/>
#[doc(alias = "PodDisruptionBudget")]
#[doc(alias = "PDB")]
#[doc(alias = "PodDisruptionBudgetSpec")]
#[derive(Clone, Debug)]
pub struct DisruptionBudget {
    metadata: ObjectMeta,
    spec: v1::PodDisruptionBudgetSpec,
}

impl DisruptionBudget {
    /// Creates a budget of this name over the pods that `pods` selects.
    #[doc(alias = "selector")]
    #[must_use]
    pub fn over(name: DnsSubdomain, pods: impl IntoSelector, limit: impl IntoDisruptionLimit) -> Self {
        let metadata = ObjectMeta { name: Some(name.into()), ..ObjectMeta::default() };
        Self::of(metadata, pods.into_selector().into(), limit)
    }

    pub(super) fn of(metadata: ObjectMeta, selector: LabelSelector, limit: impl IntoDisruptionLimit) -> Self {
        let mut spec = v1::PodDisruptionBudgetSpec { selector: Some(selector), ..Default::default() };
        limit.put_into(&mut spec);
        Self { metadata, spec }
    }

    /// Sets which pods that are not ready may be evicted. Defaults to [`EvictionPolicy::IfHealthyBudget`].
    ///
    /// Source: <https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy>
    #[must_use]
    pub fn unhealthy_pod_eviction_policy(mut self, policy: EvictionPolicy) -> Self {
        self.spec.unhealthy_pod_eviction_policy = Some(policy.into());
        self
    }

    crate::object::metadata::metadata_setters!(labels);
    crate::object::metadata::metadata_setters!(identity);
    crate::conditional::conditional!();

    /// Changes the [`v1::PodDisruptionBudgetSpec`] by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::PodDisruptionBudgetSpec)) -> Self {
        change(&mut self.spec);
        self
    }

    /// Returns the budget, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the budget breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::PodDisruptionBudget>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the budget validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::PodDisruptionBudget>, Violations> {
        let budget = v1::PodDisruptionBudget { metadata: self.metadata, spec: Some(self.spec), status: None };
        Valid::build(budget, None, version, Findings::new())
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }
}

/// What a disruption budget limits: the pods that may be missing, or those that must stay.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the limit of a disruption budget",
    label = "write `MaxUnavailable(1)` or `MinAvailable::percent(50)`",
    note = "a budget has one of the two limits"
)]
pub trait IntoDisruptionLimit: sealed::Sealed {
    #[doc(hidden)]
    fn put_into(self, spec: &mut v1::PodDisruptionBudgetSpec);
}

impl<A: IntoIntOrPercent> IntoDisruptionLimit for MaxUnavailable<A> {
    fn put_into(self, spec: &mut v1::PodDisruptionBudgetSpec) {
        spec.max_unavailable = Some(self.0.into_int_or_percent().into());
    }
}

impl<A: IntoIntOrPercent> IntoDisruptionLimit for MinAvailable<A> {
    fn put_into(self, spec: &mut v1::PodDisruptionBudgetSpec) {
        spec.min_available = Some(self.0.into_int_or_percent().into());
    }
}

mod sealed {
    pub trait Sealed {}
    impl<A> Sealed for super::MaxUnavailable<A> {}
    impl<A> Sealed for super::MinAvailable<A> {}
}
