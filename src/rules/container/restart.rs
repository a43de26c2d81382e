//! Restart policies of containers, and resize policies.

use crate::rules::catalog::Id;
use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::require_one_of;
use crate::rules::engine::fields::RestartRules;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::view::Policy;
use crate::value::words::{ResizePolicy, ResizeResource, RestartAction, RestartPolicy};

/// Validates the restart policy of a regular container.
pub(crate) fn validate_regular(
    scope: &Scope<'_>,
    container: &ContainerView<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let policy = &container.restart;
    if !scope.gates.regular_restart_policy && policy.policy.is_some() {
        let detail = "only an init container has a restart policy before Kubernetes 1.34";
        findings.forbidden(rule::RESTART_POLICY_OF_REGULAR, &at.field("restartPolicy"), detail);
    }
    if !scope.gates.container_restart_rules {
        return;
    }
    if policy.policy.is_none() && policy.has_rules() {
        let detail = "restartPolicyRules need a restartPolicy";
        findings.required(rule::RESTART_POLICY_REQUIRED, &at.field("restartPolicy"), detail);
    }
    validate_policy_and_rules(scope, policy, at, findings);
}

/// Validates the restart policy of an init container.
pub(crate) fn validate_init(
    scope: &Scope<'_>,
    container: &ContainerView<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let policy = &container.restart;
    if let Some(policy) = policy.policy.filter(|_| !scope.gates.regular_restart_policy) {
        require_one_of(findings, rule::RESTART_POLICY, &at.field("restartPolicy"), policy, &["Always"]);
    }
    if !scope.gates.container_restart_rules {
        return;
    }
    if policy.policy.is_none() {
        if policy.has_rules() {
            let detail = "restartPolicyRules need a restartPolicy";
            findings.required(rule::RESTART_POLICY_REQUIRED, &at.field("restartPolicy"), detail);
        }
        return;
    }
    if policy.is_sidecar() && !scope.gates.restart_all_containers {
        if policy.has_rules() {
            let detail = "a sidecar has no restartPolicyRules before Kubernetes 1.36";
            findings.forbidden(rule::RESTART_RULES_OF_SIDECAR, &at.field("restartPolicyRules"), detail);
        }
        return;
    }
    validate_policy_and_rules(scope, policy, at, findings);
}

fn validate_policy_and_rules(scope: &Scope<'_>, policy: &Policy<'_>, at: &Path<'_>, findings: &mut Findings) {
    if let Some(policy) = policy.policy {
        require_one_of(
            findings,
            rule::RESTART_POLICY,
            &at.field("restartPolicy"),
            policy,
            RestartPolicy::WORDS,
        );
    }
    validate_rules(scope, policy.rules, at, findings);
}

const RULES_MAX: usize = 20;
const EXIT_CODES_MAX: usize = 255;

fn validate_rules(scope: &Scope<'_>, rules: RestartRules<'_>, at: &Path<'_>, findings: &mut Findings) {
    if rules.len() > RULES_MAX {
        let at = at.field("restartPolicyRules");
        too_many(scope, rule::RESTART_RULES_TOO_MANY, &at, rules.len(), RULES_MAX, findings);
    }
    let actions = RestartAction::WORDS;
    let actions = if scope.gates.restart_all_containers { actions } else { &actions[..1] };
    for (i, restart) in rules.iter().enumerate() {
        let at = at.item("restartPolicyRules", i);
        require_one_of(findings, rule::RESTART_RULE_ACTION, &at.field("action"), restart.action, actions);
        let at = at.field("exitCodes");
        let Some(codes) = restart.exit_codes else {
            findings.required(rule::RESTART_RULE_EXIT_CODES, &at, "say which exit codes the rule is for");
            continue;
        };
        require_one_of(
            findings,
            rule::RESTART_RULE_OPERATOR,
            &at.field("operator"),
            codes.operator,
            &["In", "NotIn"],
        );
        if codes.values.len() > EXIT_CODES_MAX {
            let at = at.field("values");
            too_many(
                scope,
                rule::RESTART_RULE_CODES_TOO_MANY,
                &at,
                codes.values.len(),
                EXIT_CODES_MAX,
                findings,
            );
        }
    }
}

fn too_many(scope: &Scope<'_>, id: Id, at: &Path<'_>, count: usize, most: usize, findings: &mut Findings) {
    if scope.gates.counts_are_too_many {
        findings.too_many(id, at, count, most);
    } else {
        findings.too_long(id, at, most);
    }
}

/// Validates the resize policies of a container.
pub(crate) fn validate_resize(
    scope: &Scope<'_>,
    container: &ContainerView<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if container.resize_policy.is_empty() {
        return;
    }
    let mut resources = Seen::<_>::new();
    let at = at.field("resizePolicy");
    for (i, policy) in container.resize_policy.iter().enumerate() {
        if !resources.insert(&*policy.resource_name) {
            findings.duplicate(rule::RESIZE_DUPLICATE, &at.index(i), &policy.resource_name);
        }
        // The API server names the list, not the item.
        if policy.resource_name.is_empty() {
            findings.required(rule::RESIZE_RESOURCE_REQUIRED, &at, "name a resource: cpu or memory");
        } else {
            require_one_of(
                findings,
                rule::RESIZE_RESOURCE,
                &at,
                &policy.resource_name,
                ResizeResource::WORDS,
            );
        }
        let restart = &*policy.restart_policy;
        if restart.is_empty() {
            findings.required(rule::RESIZE_RESTART_REQUIRED, &at, "say NotRequired or RestartContainer");
        } else {
            require_one_of(findings, rule::RESIZE_RESTART, &at, restart, ResizePolicy::WORDS);
        }
        if scope.restart_policy() == "Never" && restart != "NotRequired" {
            let detail = "must be NotRequired in a pod that never restarts";
            findings.invalid(rule::RESIZE_RESTART_NEVER, &at, restart, detail);
        }
    }
}

/// Reports resize policies that restart an init container which is not a sidecar.
pub(crate) fn forbid_resize_restart(
    scope: &Scope<'_>,
    container: &ContainerView<'_>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    if !scope.gates.init_resize_without_restart {
        return;
    }
    for (i, policy) in container.resize_policy.iter().enumerate() {
        if policy.restart_policy == "RestartContainer" {
            let at = at.item("resizePolicy", i);
            let detail = "must be NotRequired in an init container that is no sidecar";
            findings.invalid(
                rule::RESIZE_RESTART_OF_INIT,
                &at.field("restartPolicy"),
                "RestartContainer",
                detail,
            );
        }
    }
}
