//! Rules of priority classes.

use k8s_openapi::api::scheduling::v1::PriorityClass;

use crate::rules::catalog::{cluster as rule, pod};
use crate::rules::engine::check::{require_one_of, some};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::object::metadata;
use crate::value::words::PreemptionPolicy;

/// The start of the names that Kubernetes keeps for itself.
const SYSTEM: &str = "system-";
/// The largest value of a class that is not one of Kubernetes' own.
pub(crate) const VALUE_MAX: i32 = 1_000_000_000;
/// Kubernetes' own classes, and the value of each.
pub(crate) const SYSTEM_CLASSES: &[(&str, i32)] =
    &[("system-node-critical", 2_000_001_000), ("system-cluster-critical", 2_000_000_000)];

/// Validates the value and the preemption policy.
pub(crate) fn validate(class: &PriorityClass, findings: &mut Findings) {
    let name = metadata::name(&class.metadata);
    let value = some(&class.value).copied().unwrap_or(0);
    if name.starts_with(SYSTEM) {
        let known = SYSTEM_CLASSES.iter().find(|(known, _)| *known == name);
        let detail = match known {
            Some((name, known)) if *known != value => format!("the value of {name} is {known}"),
            Some((name, _)) if class.global_default == Some(true) => {
                format!("{name} is not the default of a cluster")
            }
            Some(_) => String::new(),
            None => "names that begin with system- are Kubernetes' own".to_owned(),
        };
        if !detail.is_empty() {
            findings.forbidden(rule::PRIORITY_CLASS_SYSTEM, &Path::of("metadata.name"), &detail);
        }
    } else if value > VALUE_MAX {
        findings.forbidden(rule::PRIORITY_VALUE, &Path::of("value"), "must be at most 1000000000");
    }
    let at = Path::of("preemptionPolicy");
    match class.preemption_policy.as_deref() {
        None => {}
        Some("") => findings.required(pod::PREEMPTION_POLICY_REQUIRED, &at, ""),
        Some(policy) => {
            require_one_of(findings, pod::PREEMPTION_POLICY, &at, policy, PreemptionPolicy::WORDS);
        }
    }
}
