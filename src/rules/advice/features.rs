//! Fields that a cluster drops unless somebody has switched their feature on.

use super::super::catalog as rule;
use super::super::gated_fields;
use super::super::path::Path;
use super::super::scope::Scope;
use super::super::warning::Warnings;

pub(super) fn advise(scope: &Scope<'_>, spec: &Path<'_>, advice: &mut Warnings) {
    gated_fields::visit(scope.spec, spec, &mut |feature, at| {
        let message = format!(
            "the feature {} is off by default, and then the cluster drops the field; make sure that yours has it on",
            feature.gate
        );
        advice.warn(rule::ADVICE_FEATURE_OFF, at, message);
    });
}
