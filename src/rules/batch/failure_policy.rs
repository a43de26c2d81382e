//! The rules of a pod failure policy.

use k8s_openapi::api::batch::v1;

use super::JobScope;
use crate::rules::catalog::batch as rule;
use crate::rules::engine::check::{list, require_grammar, require_one_of, some};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::index::Keys;
use crate::rules::engine::path::Path;
use crate::rules::engine::seen::Seen;
use crate::value::grammar;
use crate::value::words::{ConditionStatus, PodFailureAction};

const RULES_MAX: usize = 20;
const CONDITIONS_MAX: usize = 20;
const CODES_MAX: usize = 255;

/// Validates the policy at `at`.
pub(super) fn validate(job: &JobScope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let Some(policy) = &job.spec.pod_failure_policy else { return };
    let count = policy.rules.len();
    if count > RULES_MAX {
        findings.too_many(rule::FAILURE_RULES_TOO_MANY, &at.field("rules"), count, RULES_MAX);
    }
    let containers = containers(job);
    for (i, policy_rule) in policy.rules.iter().enumerate() {
        validate_rule(job, policy_rule, &containers, &at.item("rules", i), findings);
    }
}

/// Returns the names of the containers that end by themselves or are ended.
fn containers<'p>(job: &JobScope<'p>) -> Keys<'p> {
    let mut names = Keys::default();
    if let Some(spec) = &job.spec.template.spec {
        for container in spec.containers.iter().chain(list(spec.init_containers.as_ref())) {
            names.insert(&*container.name);
        }
    }
    names
}

fn validate_rule(
    job: &JobScope<'_>,
    policy_rule: &v1::PodFailurePolicyRule,
    containers: &Keys<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let action_at = at.field("action");
    match &*policy_rule.action {
        "" => findings.required(rule::FAILURE_RULE_ACTION, &action_at, "say what to do"),
        "FailIndex" => {
            if job.spec.backoff_limit_per_index.is_none() {
                let detail = "needs backoffLimitPerIndex";
                findings.invalid(rule::FAILURE_RULE_FAIL_INDEX, &action_at, "FailIndex", detail);
            }
        }
        action => {
            require_one_of(findings, rule::FAILURE_RULE_ACTION, &action_at, action, PodFailureAction::WORDS);
        }
    }
    let codes = policy_rule.on_exit_codes.as_ref();
    if let Some(codes) = codes {
        validate_codes(codes, containers, &at.field("onExitCodes"), findings);
    }
    let conditions = list(policy_rule.on_pod_conditions.as_ref());
    validate_conditions(job, conditions, at, findings);
    match (codes.is_some(), !conditions.is_empty()) {
        (true, true) => {
            let detail = "has either onExitCodes or onPodConditions";
            findings.invalid(rule::FAILURE_RULE_BOTH, at, "onExitCodes and onPodConditions", detail);
        }
        (false, false) => {
            findings.invalid(rule::FAILURE_RULE_EMPTY, at, "", "has onExitCodes or onPodConditions");
        }
        _ => {}
    }
}

fn validate_conditions(
    job: &JobScope<'_>,
    conditions: &[v1::PodFailurePolicyOnPodConditionsPattern],
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if conditions.len() > CONDITIONS_MAX {
        let list_at = at.field("onPodConditions");
        findings.too_many(rule::FAILURE_CONDITIONS_TOO_MANY, &list_at, conditions.len(), CONDITIONS_MAX);
    }
    for (i, condition) in conditions.iter().enumerate() {
        let at = at.item("onPodConditions", i);
        let type_at = at.field("type");
        require_grammar(
            findings,
            rule::FAILURE_CONDITION_TYPE,
            &type_at,
            &condition.type_,
            grammar::label_key,
        );
        let status_at = at.field("status");
        match status(condition) {
            "" if job.is_in_cron_job && !job.gates.condition_status_in_cron_jobs => {
                findings.required(rule::FAILURE_CONDITION_STATUS, &status_at, "say True, False or Unknown");
            }
            "" => {}
            status => {
                require_one_of(
                    findings,
                    rule::FAILURE_CONDITION_STATUS,
                    &status_at,
                    status,
                    ConditionStatus::WORDS,
                );
            }
        }
    }
}

/// Returns the status, which is optional in the types of newer versions.
fn status(condition: &v1::PodFailurePolicyOnPodConditionsPattern) -> &str {
    some::<String, _>(&condition.status).map_or("", String::as_str)
}

fn validate_codes(
    codes: &v1::PodFailurePolicyOnExitCodesRequirement,
    containers: &Keys<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let operator_at = at.field("operator");
    if codes.operator.is_empty() {
        findings.required(rule::FAILURE_CODES_OPERATOR, &operator_at, "say In or NotIn");
    } else {
        require_one_of(
            findings,
            rule::FAILURE_CODES_OPERATOR,
            &operator_at,
            &codes.operator,
            &["In", "NotIn"],
        );
    }
    if let Some(name) = codes.container_name.as_deref().filter(|name| !containers.contains(*name)) {
        let detail = "must name a container or an init container of the template";
        findings.invalid(rule::FAILURE_CODES_CONTAINER, &at.field("containerName"), name, detail);
    }
    let (values, values_at) = (&codes.values, at.field("values"));
    if values.is_empty() {
        findings.invalid(rule::FAILURE_CODES_EMPTY, &values_at, "", "must have at least one exit code");
    } else if values.len() > CODES_MAX {
        findings.too_many(rule::FAILURE_CODES_TOO_MANY, &values_at, values.len(), CODES_MAX);
    }
    let mut seen = Seen::<_>::new();
    for (i, value) in values.iter().enumerate() {
        let at = values_at.index(i);
        if *value == 0 && codes.operator == "In" {
            let detail = "must not be 0, which is no failure";
            findings.invalid_plain(rule::FAILURE_CODES_ZERO, &at, value, detail);
        }
        if !seen.insert(*value) {
            findings.duplicate_plain(rule::FAILURE_CODES_DUPLICATE, &at, value);
        }
    }
    if !values.is_sorted() {
        let detail = "must be in ascending order";
        findings.invalid(rule::FAILURE_CODES_ORDER, &values_at, "values", detail);
    }
}
