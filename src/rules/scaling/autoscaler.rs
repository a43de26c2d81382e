//! Autoscalers: how many pods there are, of which object, by which metrics.

use k8s_openapi::api::autoscaling::v2::MetricSpec;

use super::behavior::{self, Behavior};
use super::metrics;
use super::reference::Reference;
use crate::rules::catalog::scaling as rule;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;

/// The spec of an autoscaler, with the API server's defaults.
pub(crate) struct Autoscaler<'p> {
    pub(crate) min: i32,
    pub(crate) max: i32,
    pub(crate) target: Reference<'p>,
    pub(crate) metrics: &'p [MetricSpec],
    pub(crate) behavior: Behavior<'p>,
}

/// Validates the spec of an autoscaler.
pub(crate) fn validate(autoscaler: &Autoscaler<'_>, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    let Autoscaler { min, max, target, metrics, .. } = *autoscaler;
    let lowest = i32::from(!gates.autoscaler_to_zero);
    if min < lowest {
        let detail = format!("must be at least {lowest}");
        findings.invalid_plain(rule::AUTOSCALER_MIN, &at.field("minReplicas"), min, &detail);
    }
    let max_at = at.field("maxReplicas");
    if max == 0 && gates.autoscaler_max_required {
        findings.required(rule::AUTOSCALER_MAX_REQUIRED, &max_at, "must be at least 1");
    } else if max < 1 {
        findings.invalid_plain(rule::AUTOSCALER_MAX, &max_at, max, "must be at least 1");
    }
    if max < min {
        findings.invalid_plain(rule::AUTOSCALER_RANGE, &max_at, max, "must not be less than minReplicas");
    }
    target.validate_target(gates, &at.field("scaleTargetRef"), findings);
    let metrics_at = at.field("metrics");
    metrics::validate(metrics, gates, &metrics_at, findings);
    let counts_without_pods = |metric: &MetricSpec| matches!(metric.type_.as_str(), "Object" | "External");
    if min == 0 && !metrics.iter().any(counts_without_pods) {
        let detail = "without pods there is only a metric of an object or an external one";
        findings.forbidden(rule::AUTOSCALER_ZERO, &metrics_at, detail);
    }
    behavior::validate(&autoscaler.behavior, gates, &at.field("behavior"), findings);
}
