//! What autoscalers measure.

use k8s_openapi::api::autoscaling::v2::{
    ContainerResourceMetricSource, ExternalMetricSource, MetricIdentifier, MetricSpec, MetricTarget,
    ObjectMetricSource, PodsMetricSource, ResourceMetricSource,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::reference::{Reference, require_path_segment};
use crate::rules::catalog::scaling as rule;
use crate::rules::container::resources::validate_container_name;
use crate::rules::engine::check::require_set_and_grammar;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::version::Gates;
use crate::value::grammar;
use crate::value::words::MetricTargetType;

const TYPES: &[&str] = &["ContainerResource", "External", "Object", "Pods", "Resource"];

pub(super) fn validate(metrics: &[MetricSpec], gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    for (i, metric) in metrics.iter().enumerate() {
        validate_metric(metric, gates, &at.index(i), findings);
    }
}

/// A source of a metric: its field, and the type that names it.
type Source<'p> = (&'static str, &'static str, Option<Of<'p>>);

/// What a source of a metric is.
#[derive(Clone, Copy)]
enum Of<'p> {
    Object(&'p ObjectMetricSource),
    External(&'p ExternalMetricSource),
    Pods(&'p PodsMetricSource),
    Resource(&'p ResourceMetricSource),
    ContainerResource(&'p ContainerResourceMetricSource),
}

/// Returns the sources, in the order in which the API server looks for the first.
fn sources(metric: &MetricSpec) -> [Source<'_>; 5] {
    [
        ("object", "Object", metric.object.as_ref().map(Of::Object)),
        ("external", "External", metric.external.as_ref().map(Of::External)),
        ("pods", "Pods", metric.pods.as_ref().map(Of::Pods)),
        ("resource", "Resource", metric.resource.as_ref().map(Of::Resource)),
        (
            "containerResource",
            "ContainerResource",
            metric.container_resource.as_ref().map(Of::ContainerResource),
        ),
    ]
}

fn validate_metric(metric: &MetricSpec, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    let type_at = at.field("type");
    if metric.type_.is_empty() {
        findings.required(rule::METRIC_TYPE_REQUIRED, &type_at, "say what is measured");
    }
    if !TYPES.contains(&&*metric.type_) {
        findings.not_supported(rule::METRIC_TYPE, &type_at, &metric.type_, TYPES);
    }
    let sources = sources(metric);
    let mut present = sources.iter().filter_map(|(field, _, source)| Some((field, (*source)?)));
    if let Some((field, first)) = present.next() {
        first.validate(gates, &at.field(field), findings);
    }
    let others = present.count();
    let named = sources.iter().find(|(_, name, _)| *name == metric.type_);
    if let Some((field, _, None)) = named {
        findings.required(rule::METRIC_SOURCE_REQUIRED, &at.field(field), "the type names this source");
    }
    let is_single = others == 0;
    for (field, name, source) in &sources {
        if !is_single && source.is_some() && *name != metric.type_ {
            let detail = "the type names another source";
            findings.forbidden(rule::METRIC_SOURCE_OTHER, &at.field(field), detail);
        }
    }
}

impl Of<'_> {
    fn validate(self, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
        let target_at = at.field("target");
        match self {
            Self::Object(source) => {
                let described = Reference::from(&source.described_object);
                described.validate_described(gates, &at.field("describedObject"), findings);
                validate_identifier(&source.metric, at, findings);
                validate_target(&source.target, &target_at, findings);
                if source.target.value.is_none() {
                    require_average(&source.target, &target_at, findings);
                }
            }
            Self::External(source) => {
                validate_identifier(&source.metric, at, findings);
                validate_target(&source.target, &target_at, findings);
                if source.target.value.is_none() {
                    require_average(&source.target, &target_at, findings);
                } else if source.target.average_value.is_some() {
                    let detail = "a metric aims at a value in all or at one for each pod";
                    findings.forbidden(rule::METRIC_TARGET_TWO, &target_at.field("value"), detail);
                }
            }
            Self::Pods(source) => {
                validate_identifier(&source.metric, at, findings);
                validate_target(&source.target, &target_at, findings);
                require_average(&source.target, &target_at, findings);
            }
            Self::Resource(source) => {
                if source.name.is_empty() {
                    findings.required(rule::METRIC_NAME_REQUIRED, &at.field("name"), "name the resource");
                }
                validate_resource_target(&source.target, &target_at, findings);
            }
            Self::ContainerResource(source) => {
                let name_at = at.field("name");
                if source.name.is_empty() {
                    findings.required(rule::METRIC_NAME_REQUIRED, &name_at, "name the resource");
                } else {
                    validate_container_name(&source.name, &name_at, findings);
                }
                let ids = (rule::METRIC_NAME_REQUIRED, rule::METRIC_CONTAINER);
                let container_at = at.field("container");
                require_set_and_grammar(findings, ids, &container_at, &source.container, grammar::label);
                validate_resource_target(&source.target, &target_at, findings);
            }
        }
    }
}

fn validate_identifier(metric: &MetricIdentifier, source: &Path<'_>, findings: &mut Findings) {
    let at = source.field("metric");
    let ids = (rule::METRIC_NAME_REQUIRED, rule::METRIC_NAME);
    require_path_segment(findings, ids, &at.field("name"), &metric.name);
}

fn require_average(target: &MetricTarget, at: &Path<'_>, findings: &mut Findings) {
    if target.average_value.is_none() {
        let detail = "say the value to aim at";
        findings.required(rule::METRIC_TARGET_REQUIRED, &at.field("averageValue"), detail);
    }
}

/// Validates the target of a resource: a share of what is requested, or an amount for each pod.
fn validate_resource_target(target: &MetricTarget, at: &Path<'_>, findings: &mut Findings) {
    validate_target(target, at, findings);
    match (target.average_utilization, &target.average_value) {
        (None, None) => {
            let detail = "say the share of what is requested, or an amount for each pod";
            findings.required(rule::METRIC_TARGET_REQUIRED, &at.field("averageUtilization"), detail);
        }
        (Some(_), Some(_)) => {
            let detail = "a metric aims at a share of what is requested or at an amount for each pod";
            findings.forbidden(rule::METRIC_TARGET_TWO, &at.field("averageValue"), detail);
        }
        _ => {}
    }
}

fn validate_target(target: &MetricTarget, at: &Path<'_>, findings: &mut Findings) {
    let type_at = at.field("type");
    if target.type_.is_empty() {
        findings.required(rule::METRIC_TARGET_TYPE_REQUIRED, &type_at, "say what the amount means");
    }
    if !MetricTargetType::WORDS.contains(&&*target.type_) {
        let detail = "must be Utilization, Value or AverageValue";
        findings.invalid(rule::METRIC_TARGET_TYPE, &type_at, &target.type_, detail);
    }
    require_positive(target.value.as_ref(), &at.field("value"), findings);
    require_positive(target.average_value.as_ref(), &at.field("averageValue"), findings);
    if let Some(share) = target.average_utilization
        && share < 1
    {
        let at = at.field("averageUtilization");
        findings.invalid_plain(rule::METRIC_TARGET_AMOUNT, &at, share, "must be greater than 0");
    }
}

fn require_positive(quantity: Option<&Quantity>, at: &Path<'_>, findings: &mut Findings) {
    let Some(quantity) = quantity else { return };
    let amount = Amount::read(quantity, at, findings);
    if amount.is_some_and(|amount| !amount.is_positive()) {
        findings.invalid(rule::METRIC_TARGET_AMOUNT, at, &quantity.0, "must be greater than 0");
    }
}
