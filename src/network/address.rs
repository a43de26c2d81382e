use std::fmt;

use super::known::{Known, PortChoice};
use crate::env::{EnvValue, IntoEnvValue};
use crate::value::link::ServiceLink;
use crate::value::{DnsLabel, DnsSubdomain};

/// The address of a service, as the value of a variable or a part of a text.
///
/// It keeps the service and the port that it is made of, and becomes a text where it is used.
///
/// ```
/// use podwright::prelude::*;
///
/// let http = port!("http", 8080);
/// let web = Service::over(name!("web"), labels! { "app" = "web" }).port(&http, 80);
/// assert_eq!(web.address(80).to_string(), "web:80");
/// assert_eq!(web.url("http", &http).to_string(), "http://web:80");
/// assert_eq!(web.host().in_namespace(name!("shop")).to_string(), "web.shop");
/// let domain = dns_subdomain!("cluster.local");
/// assert_eq!(web.host().fqdn(name!("shop"), domain).to_string(), "web.shop.svc.cluster.local");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services>
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceAddress {
    service: Known,
    port: Option<PortChoice>,
    scheme: Option<String>,
    namespace: Option<DnsLabel>,
    domain: Option<DnsSubdomain>,
}

impl ServiceAddress {
    pub(super) fn of_host(service: Known) -> Self {
        Self { service, port: None, scheme: None, namespace: None, domain: None }
    }

    pub(super) fn of_port(service: Known, port: PortChoice) -> Self {
        Self { port: Some(port), ..Self::of_host(service) }
    }

    pub(super) fn scheme(mut self, scheme: String) -> Self {
        self.scheme = Some(scheme);
        self
    }

    /// Adds the namespace of the service to its name, for pods of other namespaces.
    #[must_use]
    pub fn in_namespace(mut self, namespace: DnsLabel) -> Self {
        self.namespace = Some(namespace);
        self
    }

    /// Makes the name that ends with the domain of the cluster, which is `cluster.local` unless the cluster has another.
    #[must_use]
    pub fn fqdn(mut self, namespace: DnsLabel, domain: DnsSubdomain) -> Self {
        self.namespace = Some(namespace);
        self.domain = Some(domain);
        self
    }

    /// Returns the name of the service.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service.name
    }

    /// Returns whether the service has the port. It does, if nothing is known of its ports.
    #[must_use]
    pub fn has_port(&self) -> bool {
        self.port.as_ref().is_none_or(|port| self.service.number_of(port).is_some())
    }
}

/// Writes the address: `web:80`.
impl fmt::Display for ServiceAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.link().text())
    }
}

impl ServiceAddress {
    /// Returns the address as a text that keeps the name of the service apart.
    fn link(&self) -> ServiceLink {
        let before = self.scheme.as_ref().map_or_else(String::new, |scheme| format!("{scheme}://"));
        let mut after = String::new();
        let namespace = self.namespace.as_ref().map(DnsLabel::as_str).or(self.service.namespace.as_deref());
        if let Some(namespace) = namespace {
            after.push('.');
            after.push_str(namespace);
        }
        if let Some(domain) = &self.domain {
            after.push_str(".svc.");
            after.push_str(domain.as_str());
        }
        let namespace = namespace.map(str::to_owned);
        let (mut number, mut missing) = (None, None);
        if let Some(port) = &self.port {
            let found = self.service.number_of(port);
            if found.is_none() {
                missing = Some(self.service.no_port());
            }
            let shown = found.unwrap_or_else(|| port.number());
            number = Some(shown);
            after.push(':');
            after.push_str(&shown.to_string());
        }
        ServiceLink {
            service: self.service.name.clone(),
            namespace,
            port: number,
            around: vec![before, after],
            missing,
        }
    }
}

/// The variable keeps a link to the service. `build()` of a pod or a workload reports a port that the service does not have.
///
/// ```
/// use podwright::prelude::*;
///
/// let catalog = Service::over(name!("catalog"), labels! { "app" = "catalog" }).port(&port!("grpc", 8080), 3550);
/// let web = Container::new(name!("web"), image!("acme/web:1")).env(vars! { CATALOG_ADDR = catalog.address(3551) });
/// assert_eq!(
///     Pod::builder(name!("web")).main(web).build().unwrap_err().iter().next().unwrap().to_string(),
///     "spec.containers[0].env[0].value: Invalid value: \"catalog:3551\": \
///      Service \"catalog\" has no such port; it has \"grpc\" (3550)",
/// );
/// ```
impl IntoEnvValue for ServiceAddress {
    fn into_env_value(self) -> Option<EnvValue> {
        Some(EnvValue::of_address(self.link()))
    }
}

/// An address is a text, so it is the value of a `String` of a contract.
///
/// ```
/// use podwright::prelude::*;
/// use podwright_env::contract;
///
/// contract! { pub struct WebEnv { CATALOG_ADDR as catalog: String } }
///
/// let catalog = Service::over(name!("catalog"), labels! { "app" = "catalog" }).port(&port!("grpc", 8080), 3550);
/// let vars = WebEnv::vars().catalog(catalog.address(3550)).build();
/// let web = v1::Container::from(Container::new(name!("web"), image!("acme/web:1")).env(vars));
/// assert_eq!(web.env.unwrap()[0].value.as_deref(), Some("catalog:3550"));
/// ```
#[cfg(feature = "contract")]
#[diagnostic::do_not_recommend]
impl<Need> podwright_env::Provides<String, EnvValue, Need> for ServiceAddress {
    fn provide(self) -> EnvValue {
        EnvValue::of_address(self.link())
    }
}

impl From<ServiceAddress> for String {
    fn from(address: ServiceAddress) -> Self {
        address.to_string()
    }
}
