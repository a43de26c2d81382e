use crate::rules::engine::validate::Validate;
use crate::rules::pod_security::{Evaluation, Level, PolicyVersion};

/// Evaluates a level of the Pod Security Standards on a pod or a template, in a version of the policy.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::rules;
/// use podwright::rules::pod_security::{Level, PolicyVersion};
///
/// let container = v1::Container { name: "web".into(), ..Default::default() };
/// let spec = v1::PodSpec { containers: vec![container], host_pid: Some(true), ..Default::default() };
/// let template = v1::PodTemplateSpec { spec: Some(spec), ..Default::default() };
///
/// let reasons = |level, version| -> Vec<&str> {
///     let evaluation = rules::pod_security(&template, level, version);
///     evaluation.failures().iter().map(|failure| failure.reason()).collect()
/// };
/// assert!(reasons(Level::Privileged, PolicyVersion::LATEST).is_empty());
/// assert_eq!(reasons(Level::Baseline, PolicyVersion::LATEST), ["host namespaces"]);
/// assert_eq!(reasons(Level::Restricted, PolicyVersion::v1(7)), ["host namespaces", "runAsNonRoot != true"]);
/// ```
#[must_use]
pub fn pod_security<T: Validate>(object: &T, level: Level, version: impl Into<PolicyVersion>) -> Evaluation {
    let asked = level.at(version);
    match object.pod_security_subject() {
        Some(subject) => Evaluation::of(&subject, asked, asked.version()),
        None => Evaluation::allowed(asked),
    }
}
