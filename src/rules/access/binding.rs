//! Rules of bindings.

use k8s_openapi::api::rbac::v1::{RoleRef, Subject};

use crate::rules::catalog::access as rule;
use crate::rules::engine::check::{require_grammar, require_one_of, some, text, text_or};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::value::grammar;

/// The API group of roles, of users and of groups.
pub(crate) const RBAC: &str = "rbac.authorization.k8s.io";

/// Validates the role that a binding grants. `kinds` are those that it may have.
pub(crate) fn validate_role(role: &RoleRef, kinds: &[&str], findings: &mut Findings) {
    let at = Path::of("roleRef");
    let group = text_or(some(&role.api_group), RBAC);
    require_one_of(findings, rule::ROLE_REF_GROUP, &at.field("apiGroup"), group, &[RBAC]);
    require_one_of(findings, rule::ROLE_REF_KIND, &at.field("kind"), &role.kind, kinds);
    let name_at = at.field("name");
    if role.name.is_empty() {
        findings.required(rule::ROLE_REF_NAME_REQUIRED, &name_at, "name the role");
    } else {
        require_grammar(
            findings,
            rule::ROLE_REF_NAME_INVALID,
            &name_at,
            &role.name,
            grammar::access::path_segment,
        );
    }
}

/// Validates those who get the role, in a namespace or in the whole cluster.
pub(crate) fn validate_subjects(subjects: &[Subject], is_namespaced: bool, findings: &mut Findings) {
    for (i, subject) in subjects.iter().enumerate() {
        validate_subject(subject, is_namespaced, &Path::ROOT.item("subjects", i), findings);
    }
}

fn validate_subject(subject: &Subject, is_namespaced: bool, at: &Path<'_>, findings: &mut Findings) {
    let name_at = at.field("name");
    if subject.name.is_empty() {
        findings.required(rule::SUBJECT_NAME_REQUIRED, &name_at, "name the subject");
    }
    let group_at = at.field("apiGroup");
    match &*subject.kind {
        "ServiceAccount" => {
            if !subject.name.is_empty() {
                let name = &subject.name;
                require_grammar(findings, rule::SUBJECT_ACCOUNT_NAME, &name_at, name, grammar::subdomain);
            }
            let group = text(subject.api_group.as_ref());
            require_one_of(findings, rule::SUBJECT_GROUP, &group_at, group, &[""]);
            if !is_namespaced && text(subject.namespace.as_ref()).is_empty() {
                let detail = "a ClusterRoleBinding has no namespace that the account could be in";
                findings.required(rule::SUBJECT_NAMESPACE_REQUIRED, &at.field("namespace"), detail);
            }
        }
        "User" | "Group" => {
            let group = text_or(subject.api_group.as_ref(), RBAC);
            require_one_of(findings, rule::SUBJECT_GROUP, &group_at, group, &[RBAC]);
        }
        other => {
            let known = ["ServiceAccount", "User", "Group"];
            findings.not_supported(rule::SUBJECT_KIND, &at.field("kind"), other, &known);
        }
    }
}
