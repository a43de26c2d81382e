//! Rules of roles.

use k8s_openapi::api::rbac::v1::{AggregationRule, PolicyRule};

use crate::rules::catalog::access as rule;
use crate::rules::engine::check::list;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::object::selectors::validate_selector;

/// Validates the rules of a role, in a namespace or of the cluster.
pub(crate) fn validate_rules(rules: &[PolicyRule], is_namespaced: bool, findings: &mut Findings) {
    for (i, policy) in rules.iter().enumerate() {
        validate_rule(policy, is_namespaced, &Path::ROOT.item("rules", i), findings);
    }
}

fn validate_rule(policy: &PolicyRule, is_namespaced: bool, at: &Path<'_>, findings: &mut Findings) {
    if policy.verbs.is_empty() {
        findings.required(rule::POLICY_RULE_VERBS, &at.field("verbs"), "name at least one verb");
    }
    let groups = list(policy.api_groups.as_ref());
    let resources = list(policy.resources.as_ref());
    let urls = list(policy.non_resource_urls.as_ref());
    if let Some(first) = urls.first() {
        let urls_at = at.field("nonResourceURLs");
        if is_namespaced {
            let detail = "a Role has no rules about URLs, a ClusterRole has";
            findings.invalid(rule::POLICY_RULE_URLS_NAMESPACED, &urls_at, first, detail);
        }
        let names = list(policy.resource_names.as_ref());
        if !groups.is_empty() || !resources.is_empty() || !names.is_empty() {
            let detail = "a rule is about resources or about URLs, not both";
            findings.invalid(rule::POLICY_RULE_URLS_ALONE, &urls_at, first, detail);
        }
        return;
    }
    if groups.is_empty() {
        let detail = "name at least one API group; the core group is \"\"";
        findings.required(rule::POLICY_RULE_GROUPS, &at.field("apiGroups"), detail);
    }
    if resources.is_empty() {
        findings.required(rule::POLICY_RULE_RESOURCES, &at.field("resources"), "name at least one resource");
    }
}

/// Validates the selectors of the roles that an aggregated role collects.
pub(crate) fn validate_aggregation(aggregation: Option<&AggregationRule>, findings: &mut Findings) {
    let Some(aggregation) = aggregation else { return };
    let at = Path::of("aggregationRule");
    let selectors = list(aggregation.cluster_role_selectors.as_ref());
    if selectors.is_empty() {
        let detail = "an aggregated role has at least one selector";
        findings.required(rule::AGGREGATION_REQUIRED, &at.field("clusterRoleSelectors"), detail);
    }
    for (i, selector) in selectors.iter().enumerate() {
        let at = at.item("clusterRoleSelectors", i);
        let before = findings.len();
        validate_selector(Some(selector), &at, findings);
        if findings.len() > before {
            // The API server reports the selector as a whole too.
            findings.invalid(rule::AGGREGATION_SELECTOR, &at, "", "is no valid label selector");
        }
    }
}
