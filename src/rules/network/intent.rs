//! Rules of what the author of a service or an ingress means, which the object alone does not show. The builders ask for them.

use k8s_openapi::api::core::v1;

use crate::expansion::Site;
use crate::rules::catalog::network as rule;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::value::link::Link;

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

/// Reports values of variables that name a port which their service does not have. A value that was changed by hand is not
/// looked at.
pub(crate) fn validate_links<'l>(
    container: &v1::Container,
    links: impl IntoIterator<Item = &'l (Site, Box<Link>)>,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    for (site, link) in links {
        let (Site::Env(index), Link::Address(link)) = (site, &**link) else { continue };
        let text = link.text();
        if let Some(has) = &link.missing
            && site.text(container) == Some(&text)
        {
            let at = at.item("env", *index);
            findings.invalid(rule::SERVICE_ADDRESS_PORT, &at.field("value"), &text, has);
        }
    }
}
