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

/// Reports a connection to a port that no container of its target declares.
pub(crate) fn undeclared_target(at: &Path<'_>, port: &str, detail: &str, findings: &mut Findings) {
    findings.invalid_plain(rule::CONNECTION_PORT_UNDECLARED, at, port, detail);
}

/// Reports a connection to a port that a service does not have.
pub(crate) fn no_service_port(port: &str, detail: &str, findings: &mut Findings) {
    findings.invalid_plain(rule::CONNECTION_SERVICE_PORT, &Path::of("spec.ingress"), port, detail);
}

/// Reports a connection to a service that has neither a selector nor addresses.
pub(crate) fn no_addresses(service: &str, findings: &mut Findings) {
    let detail = format!(
        "Service {service:?} selects no pods, and its addresses are not known: '.endpoints(..)' of the service gives them, or \
         '.allow_out(..)' allows blocks of addresses"
    );
    findings.required(rule::CONNECTION_ADDRESSES, &Path::of("spec.egress"), &detail);
}

/// Reports pods at the end of a connection that nothing selects.
pub(crate) fn no_pods(noun: &str, findings: &mut Findings) {
    let detail = format!(
        "the pods of {noun} have no labels that are known: '.label(..)' on the template gives them one"
    );
    findings.required(rule::CONNECTION_PODS, &Path::of("spec.podSelector"), &detail);
}

/// Reports a connection of which one end alone names its namespace.
pub(crate) fn unknown_namespace(noun: &str, other: &str, namespace: &str, findings: &mut Findings) {
    let detail = format!(
        "{noun} connects with {other} of namespace {namespace:?}, and names no namespace: '.namespace(..)' of the connections \
         says which"
    );
    findings.required(rule::CONNECTION_NAMESPACE, &Path::of("metadata.namespace"), &detail);
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
