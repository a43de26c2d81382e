//! Strategies of ingresses.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};

use super::metadata::{metadata_plan, with_metadata};
use super::value::{host, service_name};
use crate::pick::{few, maybe, parsed, rarely, texts};
use crate::value::{dns_subdomain, port_name, port_number};
use podwright::network::{Backend, Ingress, IngressPath, IntoBackend, ResourceBackend, Service};
use podwright::object::SecretRef;
use podwright::value::{DnsSubdomain, Host, Labels, ObjectKind};

/// Generates paths of requests, of each type.
#[expect(clippy::missing_panics_doc, reason = "each text that it makes is valid")]
pub fn ingress_path() -> impl Strategy<Value = IngressPath> {
    let path = || texts("/|(/[a-zA-Z0-9_~-][-a-zA-Z0-9._~!$&'()*+,;=:@]{0,8}){1,3}/?");
    let valid = |path: Result<IngressPath, _>| path.expect("each text is a path");
    prop_oneof![
        3 => path().prop_map(IngressPath::prefix).prop_map(valid),
        2 => path().prop_map(IngressPath::exact).prop_map(valid),
        1 => texts("/[ -~]{0,12}").prop_map(IngressPath::implementation_specific).prop_map(valid),
        1 => Just(IngressPath::any()),
    ]
}

/// A port of a service that is known or external, or another object.
fn backend() -> impl Strategy<Value = Backend> {
    let made = (service_name(), port_number(), port_number()).prop_map(|(name, target, port)| {
        Service::over(name, Labels::new()).port_number(target, port).backend(port)
    });
    let external =
        (service_name(), port_number()).prop_map(|(name, port)| Service::external(name).backend(port));
    let by_name =
        (service_name(), port_name()).prop_map(|(name, port)| Service::external(name).backend(port));
    let kind = parsed::<ObjectKind>("[A-Z][a-zA-Z0-9]{0,12}");
    let group = parsed::<DnsSubdomain>("[a-z]{2,8}\\.example\\.com");
    let resource = (kind, dns_subdomain(), maybe(group)).prop_map(|(kind, name, group)| {
        let resource = ResourceBackend::new(kind, name);
        match group {
            Some(group) => resource.api_group(group),
            None => resource,
        }
        .into_backend()
    });
    prop_oneof![2 => made, 2 => external, 2 => by_name, 1 => resource]
}

#[derive(Clone, Debug)]
enum Tls {
    Secret(Host, Vec<Host>, DnsSubdomain),
    OfController(Host, Vec<Host>),
}

fn tls() -> impl Strategy<Value = Tls> {
    let hosts = (host(), few(host(), 2));
    (hosts, maybe(dns_subdomain())).prop_map(|((first, more), secret)| match secret {
        Some(secret) => Tls::Secret(first, more, secret),
        None => Tls::OfController(first, more),
    })
}

/// Ingresses with every setting: routes of any host and path, a default backend, certificates.
pub fn ingress() -> impl Strategy<Value = Ingress> {
    let routes = vec((maybe(host()), ingress_path(), backend()), 0..4);
    let settings = (maybe(dns_subdomain()), few(tls(), 2));
    (dns_subdomain(), routes, (rarely(backend()), any::<bool>()), settings, metadata_plan()).prop_map(
        |(name, routes, (default, has_default), (class, certificates), metadata)| {
            let is_empty = routes.is_empty() && default.is_none();
            let own = Service::external(podwright::value::DnsLabel::literal("default"));
            let default =
                if is_empty { Some(own.backend(if has_default { 80 } else { 65_535 })) } else { default };
            let ingress = with_metadata!(namespaced Ingress::new(name), metadata);
            let ingress = routes.into_iter().fold(ingress, |ingress, (host, path, backend)| match host {
                Some(host) => ingress.route(host, path, backend),
                None => ingress.route_any_host(path, backend),
            });
            let ingress = certificates.into_iter().fold(ingress, |ingress, tls| match tls {
                Tls::Secret(first, more, secret) => ingress.tls((first, more), SecretRef::new(secret)),
                Tls::OfController(first, more) => ingress.tls_of_controller((first, more)),
            });
            ingress.with_some(default, Ingress::default_backend).with_some(class, Ingress::ingress_class_name)
        },
    )
}
