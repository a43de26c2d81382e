//! Rules of what the author of a service or an ingress means, which the object alone does not show. The builders ask for them.

use crate::rules::catalog::network as rule;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;

/// Reports a port of a service that no container of its workload declares.
pub(crate) fn undeclared_port(i: usize, target: &str, detail: &str, findings: &mut Findings) {
    let at = Path::of("spec");
    let at = at.item("ports", i);
    findings.invalid(rule::SERVICE_PORT_UNDECLARED, &at.field("targetPort"), target, detail);
}

/// Reports a port of a backend that its service does not have.
pub(crate) fn unknown_port(at: &Path<'_>, port: &str, detail: &str, findings: &mut Findings) {
    findings.invalid_plain(rule::BACKEND_PORT_UNKNOWN, &at.field("service.port"), port, detail);
}
