//! Tolerations of node taints.

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check::{require_grammar, require_grammar_if_set, require_one_of, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::value::grammar;

/// Validates `tolerations` of the spec or of an annotation.
pub(crate) fn validate(tolerations: &[v1::Toleration], at: &Path<'_>, findings: &mut Findings) {
    for (i, toleration) in tolerations.iter().enumerate() {
        let at = at.index(i);
        let (key, value) = (text(toleration.key.as_ref()), text(toleration.value.as_ref()));
        let (operator, effect) = (text(toleration.operator.as_ref()), text(toleration.effect.as_ref()));
        let operator_at = at.field("operator");
        require_grammar_if_set(findings, rule::TOLERATION_KEY, &at.field("key"), key, grammar::label_key);
        if key.is_empty() && operator != "Exists" {
            let detail = "must be Exists where no key is given: it tolerates every taint";
            findings.invalid(rule::TOLERATION_KEY_REQUIRED, &operator_at, operator, detail);
        }
        if toleration.toleration_seconds.is_some() && effect != "NoExecute" {
            let detail = "must be NoExecute where tolerationSeconds is set";
            findings.invalid(rule::TOLERATION_SECONDS, &at.field("effect"), effect, detail);
        }
        match operator {
            // The API server reports the value at the path of the operator.
            "Equal" | "" => {
                require_grammar(findings, rule::TOLERATION_VALUE, &operator_at, value, grammar::label_value);
            }
            "Exists" if value.is_empty() => {}
            "Exists" => {
                let detail = "must have no value: Exists tolerates all of them";
                findings.invalid(rule::TOLERATION_EXISTS_VALUE, &operator_at, value, detail);
            }
            // The feature gate of the operators Lt and Gt is off by default.
            other => {
                findings.not_supported(rule::TOLERATION_OPERATOR, &operator_at, other, &["Equal", "Exists"]);
            }
        }
        if !effect.is_empty() {
            let known = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
            require_one_of(findings, rule::TOLERATION_EFFECT, &at.field("effect"), effect, &known);
        }
    }
}
