use super::evaluation::Evaluation;
use super::level::{LevelVersion, PolicyVersion};
use crate::rules::Validate;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::version::KubeVersion;
use crate::rules::engine::violation::{Violation, ViolationKind};

/// Reports each check that fails where a level is demanded of an object: one violation, at the first offending field.
///
/// A cluster knows no policy that is newer than itself.
pub(crate) fn demand_pod_security<T: Validate>(
    object: &T,
    demanded: LevelVersion,
    version: KubeVersion,
    findings: &mut Findings,
) {
    let Some(subject) = object.pod_security_subject() else { return };
    let policy = demanded.version().min(PolicyVersion::from(version));
    for failure in Evaluation::of(&subject, demanded, policy).failures() {
        let field = failure.fields().first().map(String::as_str).unwrap_or_default();
        let detail = format!("violates PodSecurity \"{demanded}\": {failure}; {}", failure.fix());
        findings.push(Violation::new(
            failure.check().id_of_rule(),
            ViolationKind::Forbidden,
            field,
            None,
            detail,
        ));
    }
}
