//! The metrics and the behavior that `autoscaling/v1` keeps in annotations.

use k8s_openapi::api::autoscaling::v2::{
    ContainerResourceMetricSource, CrossVersionObjectReference, ExternalMetricSource, HPAScalingPolicy,
    HPAScalingRules, HorizontalPodAutoscalerBehavior, MetricIdentifier, MetricSpec, MetricTarget,
    ObjectMetricSource, PodsMetricSource, ResourceMetricSource,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::decode::{self, Read, list, number, object, optional, quantity, selector, string};
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::version::Gates;
use crate::rules::pod::json::Reader;

/// The share of the requested cpu that an autoscaler aims at unless it says otherwise.
const DEFAULT_CPU: i32 = 80;

/// Returns the metrics of an autoscaler of `autoscaling/v1`, as `autoscaling/v2` has them.
pub(crate) fn metrics(annotation: Option<&str>, cpu: Option<i32>, gates: &Gates) -> Vec<MetricSpec> {
    let read = |text: &str| decode::text(text, |reader, all: &mut Vec<Metric>| list(reader, all, metric));
    let annotated = annotation.and_then(read).unwrap_or_default();
    let mut metrics: Vec<_> = annotated.into_iter().map(|metric| metric.into_v2(gates)).collect();
    let default = metrics.is_empty().then_some(DEFAULT_CPU);
    metrics.extend(cpu.or(default).map(of_cpu));
    metrics
}

/// Returns the behavior that an annotation holds.
pub(crate) fn behavior(annotation: &str) -> Option<HorizontalPodAutoscalerBehavior> {
    decode::text(annotation, |reader, behavior: &mut HorizontalPodAutoscalerBehavior| {
        object(reader, |reader, name| {
            match name {
                "scaleup" => optional(reader, &mut behavior.scale_up, scaling_rules)?,
                "scaledown" => optional(reader, &mut behavior.scale_down, scaling_rules)?,
                _ => return Some(false),
            }
            Some(true)
        })
    })
}

fn scaling_rules(reader: &mut Reader<'_>, rules: &mut HPAScalingRules) -> Read {
    object(reader, |reader, name| {
        match name {
            "stabilizationwindowseconds" => {
                optional(reader, &mut rules.stabilization_window_seconds, number)?;
            }
            "selectpolicy" => optional(reader, &mut rules.select_policy, string)?,
            "policies" => list(reader, rules.policies.get_or_insert_default(), policy)?,
            "tolerance" => optional(reader, &mut rules.tolerance, quantity)?,
            _ => return Some(false),
        }
        Some(true)
    })
}

fn policy(reader: &mut Reader<'_>, policy: &mut HPAScalingPolicy) -> Read {
    object(reader, |reader, name| {
        match name {
            "type" => string(reader, &mut policy.type_)?,
            "value" => number(reader, &mut policy.value)?,
            "periodseconds" => number(reader, &mut policy.period_seconds)?,
            _ => return Some(false),
        }
        Some(true)
    })
}

fn of_cpu(utilization: i32) -> MetricSpec {
    MetricSpec {
        type_: "Resource".to_owned(),
        resource: Some(ResourceMetricSource {
            name: "cpu".to_owned(),
            target: target("Utilization", None, None, Some(utilization)),
        }),
        ..MetricSpec::default()
    }
}

fn target(
    type_: &str,
    value: Option<Quantity>,
    average_value: Option<Quantity>,
    average_utilization: Option<i32>,
) -> MetricTarget {
    MetricTarget { type_: type_.to_owned(), value, average_value, average_utilization }
}

/// A metric of `autoscaling/v1`.
#[derive(Default)]
struct Metric {
    type_: String,
    object: Option<Source>,
    pods: Option<Source>,
    resource: Option<Source>,
    container_resource: Option<Source>,
    external: Option<Source>,
}

/// The fields of all sources of metrics.
#[derive(Default)]
struct Source {
    of: CrossVersionObjectReference,
    name: String,
    container: String,
    value: Option<Quantity>,
    average: Option<Quantity>,
    utilization: Option<i32>,
}

fn metric(reader: &mut Reader<'_>, metric: &mut Metric) -> Read {
    object(reader, |reader, name| {
        match name {
            "type" => string(reader, &mut metric.type_)?,
            "object" => optional(reader, &mut metric.object, object_source)?,
            "pods" => optional(reader, &mut metric.pods, pods_source)?,
            "resource" => optional(reader, &mut metric.resource, resource_source)?,
            "containerresource" => optional(reader, &mut metric.container_resource, container_source)?,
            "external" => optional(reader, &mut metric.external, external_source)?,
            _ => return Some(false),
        }
        Some(true)
    })
}

fn object_source(reader: &mut Reader<'_>, source: &mut Source) -> Read {
    object(reader, |reader, name| {
        match name {
            "target" => reference(reader, &mut source.of)?,
            "metricname" => string(reader, &mut source.name)?,
            "targetvalue" => quantity(reader, source.value.get_or_insert_default())?,
            "averagevalue" => optional(reader, &mut source.average, quantity)?,
            "selector" => selector(reader)?,
            _ => return Some(false),
        }
        Some(true)
    })
}

fn reference(reader: &mut Reader<'_>, reference: &mut CrossVersionObjectReference) -> Read {
    object(reader, |reader, name| {
        match name {
            "kind" => string(reader, &mut reference.kind)?,
            "name" => string(reader, &mut reference.name)?,
            "apiversion" => string(reader, reference.api_version.get_or_insert_default())?,
            _ => return Some(false),
        }
        Some(true)
    })
}

fn pods_source(reader: &mut Reader<'_>, source: &mut Source) -> Read {
    object(reader, |reader, name| {
        match name {
            "metricname" => string(reader, &mut source.name)?,
            "targetaveragevalue" => quantity(reader, source.average.get_or_insert_default())?,
            "selector" => selector(reader)?,
            _ => return Some(false),
        }
        Some(true)
    })
}

fn resource_source(reader: &mut Reader<'_>, source: &mut Source) -> Read {
    object(reader, |reader, name| resource_field(reader, source, name))
}

fn container_source(reader: &mut Reader<'_>, source: &mut Source) -> Read {
    object(reader, |reader, name| {
        if name == "container" {
            string(reader, &mut source.container)?;
            return Some(true);
        }
        resource_field(reader, source, name)
    })
}

fn resource_field(reader: &mut Reader<'_>, source: &mut Source, name: &str) -> Option<bool> {
    match name {
        "name" => string(reader, &mut source.name)?,
        "targetaverageutilization" => optional(reader, &mut source.utilization, number)?,
        "targetaveragevalue" => optional(reader, &mut source.average, quantity)?,
        _ => return Some(false),
    }
    Some(true)
}

fn external_source(reader: &mut Reader<'_>, source: &mut Source) -> Read {
    object(reader, |reader, name| {
        match name {
            "metricname" => string(reader, &mut source.name)?,
            "metricselector" => selector(reader)?,
            "targetvalue" => optional(reader, &mut source.value, quantity)?,
            "targetaveragevalue" => optional(reader, &mut source.average, quantity)?,
            _ => return Some(false),
        }
        Some(true)
    })
}

impl Metric {
    fn into_v2(self, gates: &Gates) -> MetricSpec {
        MetricSpec {
            type_: self.type_,
            object: self.object.map(|source| source.into_object(gates)),
            pods: self.pods.map(Source::into_pods),
            resource: self.resource.map(Source::into_resource),
            container_resource: self.container_resource.map(Source::into_container_resource),
            external: self.external.map(Source::into_external),
        }
    }
}

impl Source {
    fn into_object(self, gates: &Gates) -> ObjectMetricSource {
        let value = self.value.unwrap_or_else(zero);
        let type_ = if self.average.is_none() { "Value" } else { "AverageValue" };
        let is_left_out = self.average.is_some() && gates.autoscaler_average_alone && is_zero(&value);
        let value = (!is_left_out).then_some(value);
        ObjectMetricSource {
            described_object: self.of,
            metric: MetricIdentifier { name: self.name, selector: None },
            target: target(type_, value, self.average, None),
        }
    }

    fn into_pods(self) -> PodsMetricSource {
        let average = self.average.unwrap_or_else(zero);
        PodsMetricSource {
            metric: MetricIdentifier { name: self.name, selector: None },
            target: target("AverageValue", None, Some(average), None),
        }
    }

    fn into_resource(self) -> ResourceMetricSource {
        ResourceMetricSource { target: resource_target(self.average, self.utilization), name: self.name }
    }

    fn into_container_resource(self) -> ContainerResourceMetricSource {
        ContainerResourceMetricSource {
            target: resource_target(self.average, self.utilization),
            name: self.name,
            container: self.container,
        }
    }

    fn into_external(self) -> ExternalMetricSource {
        let type_ = if self.value.is_none() { "AverageValue" } else { "Value" };
        ExternalMetricSource {
            metric: MetricIdentifier { name: self.name, selector: None },
            target: target(type_, self.value, self.average, None),
        }
    }
}

fn resource_target(average: Option<Quantity>, utilization: Option<i32>) -> MetricTarget {
    let type_ = if utilization.is_none() { "AverageValue" } else { "Utilization" };
    target(type_, None, average, utilization)
}

fn zero() -> Quantity {
    Quantity("0".to_owned())
}

fn is_zero(quantity: &Quantity) -> bool {
    Amount::parse(&quantity.0).is_ok_and(|amount| !amount.is_positive() && !amount.is_negative())
}
