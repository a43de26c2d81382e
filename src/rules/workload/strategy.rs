//! How workloads replace their pods.

use k8s_openapi::api::apps::v1::{DaemonSetUpdateStrategy, DeploymentStrategy};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::int_or_percent;
use crate::rules::catalog::workload as rule;
use crate::rules::engine::check::text_or;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;

/// Validates the strategy of a Deployment.
pub(crate) fn validate_deployment(
    strategy: Option<&DeploymentStrategy>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let kind = text_or(strategy.and_then(|strategy| strategy.type_.as_ref()), "RollingUpdate");
    let rolling = strategy.and_then(|strategy| strategy.rolling_update.as_ref());
    let rolling_at = at.field("rollingUpdate");
    match kind {
        "Recreate" if rolling.is_some() => {
            let detail = "the strategy Recreate stops all pods before it starts others";
            findings.forbidden(rule::RECREATE_ROLLING_UPDATE, &rolling_at, detail);
        }
        "Recreate" => {}
        "RollingUpdate" => {
            let quarter = IntOrString::String("25%".to_owned());
            let unavailable =
                rolling.and_then(|rolling| rolling.max_unavailable.as_ref()).unwrap_or(&quarter);
            let surge = rolling.and_then(|rolling| rolling.max_surge.as_ref()).unwrap_or(&quarter);
            let unavailable_at = rolling_at.field("maxUnavailable");
            int_or_percent::validate(unavailable, rule::ROLLING_UPDATE_AMOUNT, &unavailable_at, findings);
            int_or_percent::validate(
                surge,
                rule::ROLLING_UPDATE_AMOUNT,
                &rolling_at.field("maxSurge"),
                findings,
            );
            if int_or_percent::is_zero(unavailable) && int_or_percent::is_zero(surge) {
                let detail = "must not be 0 if maxSurge is 0: no update could begin";
                findings.invalid_plain(rule::ROLLING_UPDATE_STUCK, &unavailable_at, 0, detail);
            }
            int_or_percent::forbid_over_100(
                unavailable,
                rule::ROLLING_UPDATE_OVER_100,
                &unavailable_at,
                findings,
            );
        }
        other => {
            findings.not_supported(rule::UPDATE_STRATEGY_UNKNOWN, at, other, &["Recreate", "RollingUpdate"]);
        }
    }
}

/// Validates the update strategy of a DaemonSet.
pub(crate) fn validate_daemon_set(
    strategy: Option<&DaemonSetUpdateStrategy>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let kind = text_or(strategy.and_then(|strategy| strategy.type_.as_ref()), "RollingUpdate");
    match kind {
        "OnDelete" => {}
        "RollingUpdate" => {
            let (one, zero) = (IntOrString::Int(1), IntOrString::Int(0));
            let rolling = strategy.and_then(|strategy| strategy.rolling_update.as_ref());
            let unavailable = rolling.and_then(|rolling| rolling.max_unavailable.as_ref()).unwrap_or(&one);
            let surge = rolling.and_then(|rolling| rolling.max_surge.as_ref()).unwrap_or(&zero);
            validate_rolling_daemon_set(unavailable, surge, &at.field("rollingUpdate"), findings);
        }
        other => {
            findings.not_supported(rule::UPDATE_STRATEGY_UNKNOWN, at, other, &["RollingUpdate", "OnDelete"]);
        }
    }
}

fn validate_rolling_daemon_set(
    unavailable: &IntOrString,
    surge: &IntOrString,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let (unavailable_at, surge_at) = (at.field("maxUnavailable"), at.field("maxSurge"));
    let amounts = [(unavailable, &unavailable_at), (surge, &surge_at)];
    for (amount, at) in amounts {
        int_or_percent::validate(amount, rule::ROLLING_UPDATE_AMOUNT, at, findings);
    }
    for (amount, at) in amounts {
        int_or_percent::forbid_over_100(amount, rule::ROLLING_UPDATE_OVER_100, at, findings);
    }
    match (int_or_percent::is_zero(unavailable), int_or_percent::is_zero(surge)) {
        (false, false) => {
            let detail = "must be 0 unless maxUnavailable is 0; by default that is 1";
            findings.invalid(rule::DAEMON_SET_SURGE, &surge_at, &shown(surge), detail);
        }
        (true, true) => {
            let detail = "must not be 0 if maxSurge is 0: no update could begin";
            findings.required(rule::ROLLING_UPDATE_STUCK, &unavailable_at, detail);
        }
        _ => {}
    }
}

fn shown(amount: &IntOrString) -> String {
    match amount {
        IntOrString::Int(number) => number.to_string(),
        IntOrString::String(text) => text.clone(),
    }
}
