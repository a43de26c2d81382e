//! References of autoscalers to other objects.

use crate::rules::catalog::Id;
use crate::rules::catalog::scaling as rule;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;

/// A reference to an object by kind, name and version of its API.
#[derive(Clone, Copy)]
pub(crate) struct Reference<'p> {
    pub(crate) api_version: &'p str,
    pub(crate) kind: &'p str,
    pub(crate) name: &'p str,
}

macro_rules! reference {
    ($($Type:ty),+) => {
        $(impl<'p> From<&'p $Type> for Reference<'p> {
            fn from(reference: &'p $Type) -> Self {
                Self {
                    api_version: crate::rules::engine::check::text(reference.api_version.as_ref()),
                    kind: &reference.kind,
                    name: &reference.name,
                }
            }
        })+
    };
}

reference!(
    k8s_openapi::api::autoscaling::v1::CrossVersionObjectReference,
    k8s_openapi::api::autoscaling::v2::CrossVersionObjectReference
);

impl Reference<'_> {
    pub(crate) const NONE: Self = Self { api_version: "", kind: "", name: "" };

    /// Validates the object whose pods are counted.
    pub(crate) fn validate_target(self, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
        self.validate(gates, self.kind == "ReplicationController", at, findings);
    }

    /// Validates an object that a metric is of. It may be of the group that has no name.
    pub(crate) fn validate_described(self, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
        self.validate(gates, true, at, findings);
    }

    fn validate(self, gates: &Gates, may_be_core: bool, at: &Path<'_>, findings: &mut Findings) {
        for (field, value) in [("kind", self.kind), ("name", self.name)] {
            let ids = (rule::AUTOSCALER_REFERENCE_REQUIRED, rule::AUTOSCALER_REFERENCE);
            require_path_segment(findings, ids, &at.field(field), value);
        }
        if !gates.autoscaler_target_group {
            return;
        }
        let detail = match self.api_version.split_once('/') {
            Some((_, version)) if self.api_version != "/" && version.contains('/') => {
                "must be a version, or a group and a version: apps/v1"
            }
            Some((group, _)) if !group.is_empty() => return,
            _ if may_be_core => return,
            _ => "must name a group, such as apps/v1",
        };
        findings.invalid(rule::AUTOSCALER_API_VERSION, &at.field("apiVersion"), self.api_version, detail);
    }
}

/// Reports a name that is empty or cannot be a segment of a path.
pub(super) fn require_path_segment(
    findings: &mut Findings,
    (required, invalid): (Id, Id),
    at: &Path<'_>,
    name: &str,
) {
    if name.is_empty() {
        findings.required(required, at, "");
    } else if let Err(broken) = crate::value::grammar::path_segment(name) {
        findings.invalid(invalid, at, name, broken.rule);
    }
}
