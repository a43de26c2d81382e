//! The rules of a success policy.

use k8s_openapi::api::batch::v1;

use super::JobScope;
use crate::rules::catalog::batch as rule;
use crate::rules::engine::check::require_not_negative;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::value::grammar::job as grammar;

const RULES_MAX: usize = 20;
/// The maximal length of `succeededIndexes`, in bytes.
const INDEXES_MAX: usize = 64 * 1024;

/// Validates the policy at `at`.
pub(super) fn validate(job: &JobScope<'_>, at: &Path<'_>, findings: &mut Findings) {
    let Some(policy) = &job.spec.success_policy else { return };
    if !job.is_indexed() {
        let detail = "only an indexed Job has a success policy";
        findings.invalid(rule::SUCCESS_POLICY_INDEXED, at, job.completion_mode(), detail);
        return;
    }
    let rules_at = at.field("rules");
    if policy.rules.is_empty() {
        findings.required(rule::SUCCESS_RULES_REQUIRED, &rules_at, "a success policy has at least one rule");
    }
    if policy.rules.len() > RULES_MAX {
        findings.too_many(rule::SUCCESS_RULES_TOO_MANY, &rules_at, policy.rules.len(), RULES_MAX);
    }
    for (i, policy_rule) in policy.rules.iter().enumerate() {
        validate_rule(job, policy_rule, &rules_at.index(i), findings);
    }
}

fn validate_rule(
    job: &JobScope<'_>,
    policy_rule: &v1::SuccessPolicyRule,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let (count, indexes) = (policy_rule.succeeded_count, policy_rule.succeeded_indexes.as_deref());
    if count.is_none() && indexes.is_none() {
        findings.required(rule::SUCCESS_RULE_EMPTY, at, "needs succeededIndexes or succeededCount");
    }
    // Without completions, which another rule reports, there is nothing to compare with.
    let Some(completions) = job.completions() else { return };
    let mut total = 0;
    if let Some(indexes) = indexes {
        let at = at.field("succeededIndexes");
        if indexes.len() > INDEXES_MAX {
            findings.too_long(rule::SUCCEEDED_INDEXES_TOO_LONG, &at, INDEXES_MAX);
        }
        let detail = match grammar::indexes(indexes) {
            Err(broken) => Some(broken.rule),
            Ok(read) if read.last.is_some_and(|last| i64::from(completions) <= last.cast_signed()) => {
                Some("an index is less than the number of completions")
            }
            Ok(read) => {
                total = read.count.cast_signed();
                None
            }
        };
        if let Some(detail) = detail {
            findings.invalid(rule::SUCCEEDED_INDEXES, &at, indexes, detail);
        }
    }
    let Some(count) = count else { return };
    let at = at.field("succeededCount");
    require_not_negative(findings, rule::SUCCEEDED_COUNT, &at, count.into());
    if count > completions {
        let detail = format!("must be at most the number of completions, {completions}");
        findings.invalid_plain(rule::SUCCEEDED_COUNT_COMPLETIONS, &at, count, &detail);
    }
    if indexes.is_some() && i64::from(count) > total {
        let detail = format!("must be at most the number of succeededIndexes, {total}");
        findings.invalid_plain(rule::SUCCEEDED_COUNT_INDEXES, &at, count, &detail);
    }
}
