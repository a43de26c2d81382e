use k8s_openapi::api::autoscaling::v2;

use super::metric::{Metric, MetricResource, ResourceTarget};
use super::scaling_rules::ScalingRules;

/// The range in which an autoscaler chooses the number of pods, and what it measures.
///
/// `.replicas(..)` of a workload takes it, and `.autoscaler()` of the workload then makes the
/// [`HorizontalPodAutoscaler`](super::HorizontalPodAutoscaler). For pods of another object,
/// [`HorizontalPodAutoscaler::new`](super::HorizontalPodAutoscaler::new) takes it.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
/// let web = Deployment::new(name!("web"), web).replicas(Autoscale::between(2, 10).cpu_utilization(70));
/// let autoscaler = web.autoscaler().unwrap().build()?;
/// assert_eq!(autoscaler.spec.scale_target_ref.kind, "Deployment");
/// assert_eq!(autoscaler.spec.max_replicas, 10);
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/>
#[doc(alias = "HorizontalPodAutoscalerSpec")]
#[derive(Clone, Debug, PartialEq)]
pub struct Autoscale {
    /// Without the target.
    spec: v2::HorizontalPodAutoscalerSpec,
}

impl Autoscale {
    /// Creates an autoscaler of at least `min` and at most `max` pods. Without a metric it aims at 80% of the requested CPU.
    ///
    /// `min` is 1 or more. Since Kubernetes 1.37 it may be 0 if a metric is of an object or an external one.
    #[doc(alias = "minReplicas")]
    #[doc(alias = "maxReplicas")]
    #[must_use]
    pub fn between(min: u32, max: u32) -> Self {
        let mut autoscale = Self::up_to(max);
        autoscale.spec.min_replicas = Some(i32::try_from(min).unwrap_or(i32::MAX));
        autoscale
    }

    /// Creates an autoscaler of at least 1 and at most `max` pods.
    #[doc(alias = "maxReplicas")]
    #[must_use]
    pub fn up_to(max: u32) -> Self {
        let max_replicas = i32::try_from(max).unwrap_or(i32::MAX);
        Self { spec: v2::HorizontalPodAutoscalerSpec { max_replicas, ..Default::default() } }
    }

    /// Aims at a percentage of the CPU time that the pods request.
    #[doc(alias = "metrics")]
    #[must_use]
    pub fn cpu_utilization(self, percent: u32) -> Self {
        self.metric(Metric::resource(MetricResource::Cpu, ResourceTarget::Utilization(percent)))
    }

    /// Aims at a percentage of the memory that the pods request.
    #[doc(alias = "metrics")]
    #[must_use]
    pub fn memory_utilization(self, percent: u32) -> Self {
        self.metric(Metric::resource(MetricResource::Memory, ResourceTarget::Utilization(percent)))
    }

    /// Adds a metric. The one that asks for the most pods counts.
    #[doc(alias = "metrics")]
    #[must_use]
    pub fn metric(mut self, metric: Metric) -> Self {
        self.spec.metrics.get_or_insert_default().push(metric.into());
        self
    }

    /// Sets how fast pods are added. Defaults to 4 pods or to as many as there are, every 15 seconds.
    #[doc(alias = "behavior")]
    #[must_use]
    pub fn scale_up(mut self, rules: ScalingRules) -> Self {
        self.spec.behavior.get_or_insert_default().scale_up = Some(rules.into());
        self
    }

    /// Sets how fast pods are removed. Defaults to all that are too many, after 5 minutes.
    #[doc(alias = "behavior")]
    #[must_use]
    pub fn scale_down(mut self, rules: ScalingRules) -> Self {
        self.spec.behavior.get_or_insert_default().scale_down = Some(rules.into());
        self
    }

    crate::conditional::conditional!();

    pub(super) fn into_spec(self) -> v2::HorizontalPodAutoscalerSpec {
        self.spec
    }
}
