use k8s_openapi::api::autoscaling::v2;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::scale_target::ScaleTarget;
use crate::object::IntoSelector;
use crate::value::quantity::pieces;
use crate::value::words::MetricTargetType;
use crate::value::{Cpu, DnsLabel, ExtendedResource, HugePageSize, Memory, MetricName, Storage};

/// What an autoscaler measures, and the amount that it aims at.
///
/// ```
/// use podwright::prelude::*;
///
/// let requests = MetricQuery::new(metric_name!("http_requests")).selecting(labels! { "verb" = "GET" });
/// let queue = MetricQuery::new(metric_name!("queue_length"));
/// let autoscale = Autoscale::between(2, 10)
///     .metric(Metric::resource(MetricResource::Cpu, ResourceTarget::Utilization(70)))
///     .metric(Metric::container_resource(name!("web"), MetricResource::Memory, Memory::mib(512)))
///     .metric(Metric::pods(requests, 100))
///     .metric(Metric::external(queue, MetricTarget::average(30)));
/// # let _ = autoscale;
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work>
#[doc(alias = "MetricSpec")]
#[derive(Clone, Debug, PartialEq)]
pub struct Metric(v2::MetricSpec);

impl Metric {
    /// Measures a resource of the pods, all containers together.
    #[must_use]
    pub fn resource(resource: MetricResource, target: impl IntoResourceTarget) -> Self {
        let source = v2::ResourceMetricSource {
            name: resource.into_name(),
            target: target.into_resource_target().into_target(),
        };
        Self(v2::MetricSpec { type_: "Resource".to_owned(), resource: Some(source), ..Default::default() })
    }

    /// Measures a resource of one container of the pods.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics>
    #[must_use]
    pub fn container_resource(
        container: DnsLabel,
        resource: MetricResource,
        target: impl IntoResourceTarget,
    ) -> Self {
        let source = v2::ContainerResourceMetricSource {
            container: container.into(),
            name: resource.into_name(),
            target: target.into_resource_target().into_target(),
        };
        let type_ = "ContainerResource".to_owned();
        Self(v2::MetricSpec { type_, container_resource: Some(source), ..Default::default() })
    }

    /// Measures something that each pod reports. The autoscaler aims at an average over the pods.
    #[must_use]
    pub fn pods(metric: MetricQuery, average: impl IntoMetricAmount) -> Self {
        let target = MetricTarget::average(average).into_target();
        let source = v2::PodsMetricSource { metric: metric.0, target };
        Self(v2::MetricSpec { type_: "Pods".to_owned(), pods: Some(source), ..Default::default() })
    }

    /// Measures something about one object, such as the requests that an Ingress receives.
    #[doc(alias = "describedObject")]
    #[must_use]
    pub fn object(object: &ScaleTarget, metric: MetricQuery, target: MetricTarget) -> Self {
        let source = v2::ObjectMetricSource {
            described_object: object.to_reference(),
            metric: metric.0,
            target: target.into_target(),
        };
        Self(v2::MetricSpec { type_: "Object".to_owned(), object: Some(source), ..Default::default() })
    }

    /// Measures something outside of the cluster, such as the length of a queue.
    #[must_use]
    pub fn external(metric: MetricQuery, target: MetricTarget) -> Self {
        let source = v2::ExternalMetricSource { metric: metric.0, target: target.into_target() };
        Self(v2::MetricSpec { type_: "External".to_owned(), external: Some(source), ..Default::default() })
    }
}

impl From<Metric> for v2::MetricSpec {
    fn from(metric: Metric) -> Self {
        metric.0
    }
}

/// The name of a metric, and the labels of the series of it that count.
#[doc(alias = "MetricIdentifier")]
#[derive(Clone, Debug, PartialEq)]
pub struct MetricQuery(v2::MetricIdentifier);

impl MetricQuery {
    /// Asks for all series of a metric.
    #[must_use]
    pub fn new(name: MetricName) -> Self {
        Self(v2::MetricIdentifier { name: name.into_string(), selector: None })
    }

    /// Asks only for the series with these labels.
    #[doc(alias = "selector")]
    #[must_use]
    pub fn selecting(mut self, labels: impl IntoSelector) -> Self {
        self.0.selector = Some(labels.into_selector().into());
        self
    }
}

/// A resource whose use is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MetricResource {
    /// CPU time.
    Cpu,
    /// Memory.
    Memory,
    /// Local storage of the node.
    EphemeralStorage,
    /// Huge pages of a size.
    HugePages(HugePageSize),
    /// A resource that a device plugin or an administrator adds.
    Extended(ExtendedResource),
}

impl MetricResource {
    fn into_name(self) -> String {
        match self {
            Self::Cpu => "cpu".to_owned(),
            Self::Memory => "memory".to_owned(),
            Self::EphemeralStorage => "ephemeral-storage".to_owned(),
            Self::HugePages(size) => size.resource_name(),
            Self::Extended(resource) => resource.into_string(),
        }
    }
}

/// The use of a resource that an autoscaler aims at.
#[doc(alias = "averageUtilization")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResourceTarget {
    /// A percentage of what the pods request: at least 1.
    Utilization(u32),
    /// An amount for each pod, as a quantity.
    Average(MetricAmount),
}

impl ResourceTarget {
    fn into_target(self) -> v2::MetricTarget {
        match self {
            Self::Utilization(percent) => v2::MetricTarget {
                type_: MetricTargetType::Utilization.into(),
                average_utilization: Some(i32::try_from(percent).unwrap_or(i32::MAX)),
                ..Default::default()
            },
            Self::Average(amount) => MetricTarget::average(amount).into_target(),
        }
    }
}

/// What the use of a resource aims at: a [`ResourceTarget`], or an amount for each pod.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what use of a resource to aim at",
    label = "write `ResourceTarget::Utilization(70)`, or an amount such as `Cpu::millis(500)`",
    note = "a number alone could be a percentage or an amount"
)]
pub trait IntoResourceTarget: target::Sealed {
    #[doc(hidden)]
    fn into_resource_target(self) -> ResourceTarget;
}

impl IntoResourceTarget for ResourceTarget {
    fn into_resource_target(self) -> ResourceTarget {
        self
    }
}

macro_rules! resource_averages {
    ($($Amount:ty)+) => {
        $(
            impl IntoResourceTarget for $Amount {
                fn into_resource_target(self) -> ResourceTarget {
                    ResourceTarget::Average(self.into_metric_amount())
                }
            }

            impl target::Sealed for $Amount {}
        )+
    };
}

resource_averages! { Cpu Memory Storage MetricAmount }

mod target {
    pub trait Sealed {}
    impl Sealed for super::ResourceTarget {}
}

/// The amount that an autoscaler aims at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricTarget {
    kind: MetricTargetType,
    amount: MetricAmount,
}

impl MetricTarget {
    /// Aims at an amount in all.
    #[must_use]
    pub fn value(amount: impl IntoMetricAmount) -> Self {
        Self { kind: MetricTargetType::Value, amount: amount.into_metric_amount() }
    }

    /// Aims at an amount for each pod.
    #[doc(alias = "averageValue")]
    #[must_use]
    pub fn average(amount: impl IntoMetricAmount) -> Self {
        Self { kind: MetricTargetType::AverageValue, amount: amount.into_metric_amount() }
    }

    fn into_target(self) -> v2::MetricTarget {
        let amount = Some(Quantity(self.amount.0));
        let is_average = self.kind == MetricTargetType::AverageValue;
        let (value, average_value) = if is_average { (None, amount) } else { (amount, None) };
        v2::MetricTarget { type_: self.kind.into(), value, average_value, average_utilization: None }
    }
}

/// An amount of a metric.
///
/// ```
/// use podwright::workload::MetricAmount;
///
/// assert_eq!(MetricAmount::millis(1500).to_string(), "1500m");
/// ```
#[doc(alias = "Quantity")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricAmount(String);

impl MetricAmount {
    /// Creates an amount from thousandths.
    #[must_use]
    pub fn millis(millis: u32) -> Self {
        Self(Cpu::millis(millis).to_string())
    }
}

impl std::fmt::Display for MetricAmount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// What is an amount of a metric: a number, an amount of a resource, or a [`MetricAmount`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an amount of a metric",
    label = "write a number, or an amount such as `Cpu::millis(500)` or `Memory::mib(512)`",
    note = "a fraction is written in thousandths: `MetricAmount::millis(1500)`"
)]
pub trait IntoMetricAmount: sealed::Sealed {
    #[doc(hidden)]
    fn into_metric_amount(self) -> MetricAmount;
}

macro_rules! amounts {
    ($($Amount:ty)+) => {
        $(
            impl IntoMetricAmount for $Amount {
                fn into_metric_amount(self) -> MetricAmount {
                    MetricAmount(self.to_string())
                }
            }

            impl sealed::Sealed for $Amount {}
        )+
    };
}

amounts! { Cpu Memory Storage MetricAmount }

impl IntoMetricAmount for u32 {
    fn into_metric_amount(self) -> MetricAmount {
        MetricAmount(pieces(self).0)
    }
}

impl sealed::Sealed for u32 {}

mod sealed {
    pub trait Sealed {}
}
