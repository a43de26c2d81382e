//! Ingresses.

use k8s_openapi::api::core::v1::TypedLocalObjectReference;
use k8s_openapi::api::networking::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::service::SPEC;
use crate::rules::catalog::network as rule;
use crate::rules::container::ports::validate_number;
use crate::rules::engine::check::{list, require_grammar, require_grammar_if_set, require_one_of, text};
use crate::rules::engine::findings::Findings;
use crate::rules::engine::ip;
use crate::rules::engine::path::Path;
use crate::rules::engine::version::Gates;
use crate::rules::engine::warning::Warnings;
use crate::value::grammar::{self, service};

/// The annotation in which the class once stood.
const CLASS: &str = "kubernetes.io/ingress.class";

const PATH_TYPES: [&str; 3] = ["Exact", "ImplementationSpecific", "Prefix"];

/// Validates an ingress without its metadata.
pub(crate) fn validate(ingress: &v1::Ingress, gates: &Gates, findings: &mut Findings) {
    let empty = v1::IngressSpec::default();
    let spec = ingress.spec.as_ref().unwrap_or(&empty);
    let rules = list(spec.rules.as_ref());
    if rules.is_empty() && spec.default_backend.is_none() {
        let detail = "must have rules or a defaultBackend";
        findings.invalid_plain(rule::INGRESS_EMPTY, &SPEC, "[]", detail);
    }
    if let Some(backend) = &spec.default_backend {
        validate_backend(backend, gates, &SPEC.field("defaultBackend"), findings);
    }
    for (i, rule) in rules.iter().enumerate() {
        validate_rule(rule, gates, &SPEC.item("rules", i), findings);
    }
    for (i, tls) in list(spec.tls.as_ref()).iter().enumerate() {
        let at = SPEC.item("tls", i);
        for (j, host) in list(tls.hosts.as_ref()).iter().enumerate() {
            let at = at.item("hosts", j);
            require_grammar(findings, rule::INGRESS_TLS_HOST, &at, host, service::host);
        }
        let secret = text(tls.secret_name.as_ref());
        let at = at.field("secretName");
        require_grammar_if_set(findings, rule::INGRESS_TLS_SECRET, &at, secret, grammar::subdomain);
    }
    if let Some(class) = &spec.ingress_class_name {
        let at = SPEC.field("ingressClassName");
        require_grammar(findings, rule::INGRESS_CLASS, &at, class, grammar::subdomain);
        if let Some(annotated) = annotated_class(&ingress.metadata)
            && annotated != class
        {
            let at = Path::of("annotations");
            let detail = "must be equal to ingressClassName, if there are both";
            findings.invalid(rule::INGRESS_CLASS_ANNOTATION, &at.field(CLASS), annotated, detail);
        }
    }
}

fn annotated_class(metadata: &ObjectMeta) -> Option<&String> {
    metadata.annotations.as_ref()?.get(CLASS)
}

fn validate_rule(rule: &v1::IngressRule, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    let host = text(rule.host.as_ref());
    let host_at = at.field("host");
    if ip::parse(host).is_some() {
        findings.invalid(rule::INGRESS_HOST_IP, &host_at, host, "must be a name, not an IP address");
    }
    require_grammar_if_set(findings, rule::INGRESS_HOST, &host_at, host, service::host);
    let Some(http) = &rule.http else { return };
    let at = at.field("http");
    if http.paths.is_empty() {
        findings.required(rule::INGRESS_PATHS_REQUIRED, &at.field("paths"), "");
    }
    for (i, path) in http.paths.iter().enumerate() {
        validate_path(path, gates, &at.item("paths", i), findings);
    }
}

fn validate_path(path: &v1::HTTPIngressPath, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    let text = text(path.path.as_ref());
    let path_at = at.field("path");
    let absolute = "must begin with '/'";
    match &*path.path_type {
        "" => {
            let detail = "say Exact, Prefix or ImplementationSpecific";
            findings.required(rule::INGRESS_PATH_TYPE_REQUIRED, &at.field("pathType"), detail);
            return;
        }
        "Exact" | "Prefix" => {
            if !text.starts_with('/') {
                findings.invalid(rule::INGRESS_PATH_ABSOLUTE, &path_at, text, absolute);
            }
            if let Err(broken) = service::path_sequences(text) {
                findings.invalid(rule::INGRESS_PATH_SEQUENCE, &path_at, text, broken.rule);
            }
        }
        "ImplementationSpecific" => {
            if !text.is_empty() && !text.starts_with('/') {
                findings.invalid(rule::INGRESS_PATH_ABSOLUTE, &path_at, text, absolute);
            }
        }
        other => {
            require_one_of(findings, rule::INGRESS_PATH_TYPE, &at.field("pathType"), other, &PATH_TYPES);
        }
    }
    validate_backend(&path.backend, gates, &at.field("backend"), findings);
}

fn validate_backend(backend: &v1::IngressBackend, gates: &Gates, at: &Path<'_>, findings: &mut Findings) {
    match (&backend.service, &backend.resource) {
        (None, None) => {
            findings.invalid(rule::INGRESS_BACKEND_REQUIRED, at, "", "must have a service or a resource");
        }
        (Some(_), Some(_)) => {
            findings.invalid(rule::INGRESS_BACKEND_BOTH, at, "", "must not have a service and a resource");
        }
        (Some(service), None) => validate_service(service, gates, at, findings),
        (None, Some(resource)) => validate_resource(resource, &at.field("resource"), findings),
    }
}

fn validate_service(
    service: &v1::IngressServiceBackend,
    gates: &Gates,
    at: &Path<'_>,
    findings: &mut Findings,
) {
    let service_at = at.field("service");
    let name_at = service_at.field("name");
    let label = if gates.relaxed_service_names { grammar::label } else { service::label_1035 };
    if service.name.is_empty() {
        findings.required(rule::BACKEND_SERVICE_REQUIRED, &name_at, "");
    } else {
        require_grammar(findings, rule::BACKEND_SERVICE, &name_at, &service.name, label);
    }
    let port = service.port.as_ref();
    let name = port.map_or("", |port| text(port.name.as_ref()));
    let number = port.and_then(|port| port.number).unwrap_or(0);
    let port_at = service_at.field("port");
    match (name, number) {
        ("", 0) => {
            findings.required(rule::BACKEND_PORT_REQUIRED, at, "a port of the service, by name or number");
        }
        ("", number) => validate_number(rule::BACKEND_PORT_RANGE, &port_at.field("number"), number, findings),
        (name, 0) => {
            require_grammar(
                findings,
                rule::BACKEND_PORT_NAME,
                &port_at.field("name"),
                name,
                grammar::port_name,
            );
        }
        _ => findings.invalid(
            rule::BACKEND_PORT_BOTH,
            at,
            "",
            "must not have the name and the number of a port",
        ),
    }
}

fn validate_resource(resource: &TypedLocalObjectReference, at: &Path<'_>, findings: &mut Findings) {
    if let Some(group) = &resource.api_group {
        let at = at.field("apiGroup");
        require_grammar(findings, rule::BACKEND_RESOURCE_GROUP, &at, group, grammar::subdomain);
    }
    for (field, text) in [("kind", &resource.kind), ("name", &resource.name)] {
        let at = at.field(field);
        if text.is_empty() {
            findings.required(rule::BACKEND_RESOURCE_REQUIRED, &at, "");
        } else {
            require_grammar(findings, rule::BACKEND_RESOURCE, &at, text, service::path_segment);
        }
    }
}

/// Warns of a class that is an annotation.
pub(crate) fn warn(ingress: &v1::Ingress, warnings: &mut Warnings) {
    let has_class = ingress.spec.as_ref().is_some_and(|spec| spec.ingress_class_name.is_some());
    if annotated_class(&ingress.metadata).is_some() && !has_class {
        let at = Path::of("metadata.annotations");
        let message = "has been replaced by spec.ingressClassName";
        warnings.warn(rule::WARN_INGRESS_CLASS_ANNOTATION, &at.key(CLASS), message);
    }
}
