use super::{Asks, CONFIG_MAP, Class, GATEWAY, Kind, Row, SECRET, SERVICE, Where};

const INGRESS: &[Kind] = &[("networking.k8s.io", "Ingress")];
const NO_BACKEND: &str = "the controller answers 503, or drops the whole Ingress";

const fn backend(base: &'static str) -> Row {
    Row::of(INGRESS, base, "name", SERVICE)
        .asks(Asks::Port(&["port.name", "port.number"], 0))
        .effect(NO_BACKEND)
}

const ROUTES: &[Kind] = &[
    (GATEWAY, "HTTPRoute"),
    (GATEWAY, "GRPCRoute"),
    (GATEWAY, "TLSRoute"),
    (GATEWAY, "TCPRoute"),
    (GATEWAY, "UDPRoute"),
];

/// A reference of the Gateway API to a service, or to another kind by group.
const fn route(base: &'static str) -> Row {
    Row::of(ROUTES, base, "name", SERVICE)
        .kind_by("group", "kind")
        .at(Where::Named("namespace"))
        .asks(Asks::Port(&["port"], 0))
        .effect("the gateway answers 500")
}

/// What services, ingresses and routes refer to.
pub(in crate::links) const NETWORK: &[Row] = &[
    Row::of(&[("apps", "StatefulSet")], "spec.serviceName", "", SERVICE).effect("the pods have no DNS names"),
    backend("spec.rules[].http.paths[].backend.service"),
    backend("spec.defaultBackend.service"),
    Row::of(INGRESS, "spec.rules[].http.paths[].backend.resource", "name", ("", ""))
        .kind_by("apiGroup", "kind")
        .effect(NO_BACKEND),
    Row::of(INGRESS, "spec.defaultBackend.resource", "name", ("", ""))
        .kind_by("apiGroup", "kind")
        .effect(NO_BACKEND),
    Row::of(INGRESS, "spec.tls[]", "secretName", SECRET)
        .class(Class::Noted)
        .effect("the controller serves its default certificate"),
    Row::of(INGRESS, "spec.ingressClassName", "", ("networking.k8s.io", "IngressClass"))
        .at(Where::Cluster)
        .class(Class::Outside)
        .effect("nobody serves it"),
    Row::of(&[("networking.k8s.io", "IngressClass")], "spec.parameters", "name", ("", ""))
        .kind_by("apiGroup", "kind")
        .at(Where::Named("namespace"))
        .class(Class::Outside)
        .effect("the controller decides"),
    Row::of(
        &[("discovery.k8s.io", "EndpointSlice")],
        "metadata.labels[kubernetes.io/service-name]",
        "",
        SERVICE,
    )
    .effect("the endpoints are ignored"),
    Row::of(&[("", "Endpoints")], "metadata.name", "", SERVICE).effect("the endpoints are deleted"),
    Row::of(ROUTES, "spec.parentRefs[]", "name", (GATEWAY, "Gateway"))
        .kind_by("group", "kind")
        .at(Where::Named("namespace"))
        .asks(Asks::Listener { name: "sectionName", port: "port" })
        .effect("the route is not accepted"),
    route("spec.rules[].backendRefs[]"),
    route("spec.rules[].filters[].requestMirror.backendRef"),
    route("spec.rules[].backendRefs[].filters[].requestMirror.backendRef"),
    Row::of(&[(GATEWAY, "Gateway")], "spec.gatewayClassName", "", (GATEWAY, "GatewayClass"))
        .at(Where::Cluster)
        .class(Class::Outside)
        .effect("nobody serves it"),
    Row::of(&[(GATEWAY, "Gateway")], "spec.listeners[].tls.certificateRefs[]", "name", SECRET)
        .kind_by("group", "kind")
        .at(Where::Named("namespace"))
        .class(Class::Noted)
        .effect("the listener is down"),
    Row::of(&[(GATEWAY, "BackendTLSPolicy")], "spec.targetRefs[]", "name", SERVICE)
        .kind_by("group", "kind")
        .asks(Asks::Port(&["sectionName"], 0))
        .effect("the policy is not applied"),
    Row::of(&[(GATEWAY, "BackendTLSPolicy")], "spec.validation.caCertificateRefs[]", "name", CONFIG_MAP)
        .kind_by("group", "kind")
        .asks(Asks::KeyNamed("ca.crt"))
        .effect("the policy is not applied"),
];
