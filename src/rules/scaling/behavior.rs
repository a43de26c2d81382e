//! How fast autoscalers change the number of pods.

use k8s_openapi::api::autoscaling::v2::{HPAScalingPolicy, HPAScalingRules, HorizontalPodAutoscalerBehavior};

use crate::rules::catalog::scaling as rule;
use crate::rules::engine::check::{list, require_one_of};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::quantities::Amount;
use crate::rules::engine::version::Gates;
use crate::value::words::{ScalingPolicyType, ScalingSelect};

const WINDOW_MAX: i32 = 3600;
const PERIOD_MAX: i32 = 1800;

/// The behavior of an autoscaler.
#[derive(Clone, Copy)]
pub(crate) struct Behavior<'p> {
    pub(crate) rules: Option<&'p HorizontalPodAutoscalerBehavior>,
    /// Whether the API server sets a list of policies where there is none.
    pub(crate) has_default_policies: bool,
}

impl<'p> Behavior<'p> {
    fn directions(self) -> impl Iterator<Item = (&'static str, &'p HPAScalingRules)> {
        let rules = self.rules;
        let up = rules.and_then(|rules| rules.scale_up.as_ref()).map(|up| ("scaleUp", up));
        let down = rules.and_then(|rules| rules.scale_down.as_ref()).map(|down| ("scaleDown", down));
        up.into_iter().chain(down)
    }
}

/// Validates the behavior of an autoscaler.
pub(super) fn validate(behavior: &Behavior<'_>, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    for (direction, rules) in behavior.directions() {
        let at = at.field(direction);
        if let Some(window) = rules.stabilization_window_seconds
            && !(0..=WINDOW_MAX).contains(&window)
        {
            let at = at.field("stabilizationWindowSeconds");
            findings.invalid_plain(rule::SCALING_WINDOW, &at, window, "must be between 0 and 3600");
        }
        if let Some(select) = &rules.select_policy {
            let at = at.field("selectPolicy");
            require_one_of(findings, rule::SCALING_SELECT, &at, select, ScalingSelect::WORDS);
        }
        let policies = list(rules.policies.as_ref());
        let are_defaults = rules.policies.is_none() && behavior.has_default_policies;
        if policies.is_empty() && !are_defaults {
            let detail = "say by how much the number of pods may change";
            findings.required(rule::SCALING_POLICIES_REQUIRED, &at.field("policies"), detail);
        }
        for (i, policy) in policies.iter().enumerate() {
            validate_policy(policy, &at.item("policies", i), findings);
        }
        if let Some(tolerance) = rules.tolerance.as_ref().filter(|_| gates.autoscaler_tolerance) {
            let at = at.field("tolerance");
            let amount = Amount::read(tolerance, &at, findings);
            if amount.is_some_and(|amount| amount.is_negative()) {
                findings.invalid(rule::SCALING_TOLERANCE, &at, &tolerance.0, "must not be negative");
            }
        }
    }
}

fn validate_policy(policy: &HPAScalingPolicy, at: &Path<'_>, findings: &mut Findings) {
    let type_at = at.field("type");
    require_one_of(findings, rule::SCALING_POLICY_TYPE, &type_at, &policy.type_, ScalingPolicyType::WORDS);
    if policy.value <= 0 {
        let detail = "must be greater than 0";
        findings.invalid_plain(rule::SCALING_POLICY_AMOUNT, &at.field("value"), policy.value, detail);
    }
    if !(1..=PERIOD_MAX).contains(&policy.period_seconds) {
        let (at, period) = (at.field("periodSeconds"), policy.period_seconds);
        findings.invalid_plain(rule::SCALING_POLICY_PERIOD, &at, period, "must be between 1 and 1800");
    }
}

/// Reports a tolerance that the API server drops.
pub(crate) fn forbid_dropped(behavior: Behavior<'_>, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    for (direction, rules) in behavior.directions() {
        if rules.tolerance.is_some() && !gates.autoscaler_tolerance {
            let at = at.field(direction);
            let detail = "the feature HPAConfigurableTolerance is on by default from Kubernetes 1.35 on";
            findings.forbidden(rule::SCALING_TOLERANCE_DROPPED, &at.field("tolerance"), detail);
        }
    }
}
