//! What workloads demand of their templates.

use std::sync::LazyLock;

use k8s_openapi::api::core::v1;

use crate::rules::catalog::workload as rule;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;

/// Returns the template, or an empty one.
pub(crate) fn template_or_empty(template: Option<&v1::PodTemplateSpec>) -> &v1::PodTemplateSpec {
    static EMPTY: LazyLock<v1::PodTemplateSpec> = LazyLock::new(v1::PodTemplateSpec::default);
    template.unwrap_or_else(|| &EMPTY)
}

/// Reports pods at `root` that end: a workload of the kind `noun` keeps them running.
pub(crate) fn require_endless(scope: &Scope<'_>, noun: &str, root: &Path<'_>, findings: &mut Findings) {
    let at = root.field("spec");
    let policy = scope.restart_policy();
    if policy != "Always" {
        findings.not_supported(
            rule::TEMPLATE_RESTART_POLICY,
            &at.field("restartPolicy"),
            policy,
            &["Always"],
        );
    }
    if scope.spec.active_deadline_seconds.is_some() {
        let detail = format!("the pods of a {noun} run without end; only those of a Job have a deadline");
        findings.forbidden(rule::TEMPLATE_DEADLINE, &at.field("activeDeadlineSeconds"), &detail);
    }
}
