//! Fields that a cluster drops unless somebody has switched their feature on.

use crate::rules::catalog::pod as rule;
use crate::rules::engine::gated_fields;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::warning::Warnings;

pub(super) fn advise(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    gated_fields::visit(scope.spec, spec, &mut |feature, at| {
        let message = format!(
            "the feature {} is off by default, and then the cluster drops the field; make sure that yours has it on",
            feature.gate
        );
        advice.warn(rule::ADVICE_FEATURE_OFF, at, message);
    });
}
