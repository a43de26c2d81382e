use std::fmt;

use super::known::{Known, PortChoice};
use crate::env::{EnvValue, IntoEnvValue};
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
        if let Some(scheme) = &self.scheme {
            write!(f, "{scheme}://")?;
        }
        f.write_str(&self.service.name)?;
        let namespace = self.namespace.as_ref().map(DnsLabel::as_str).or(self.service.namespace.as_deref());
        if let Some(namespace) = namespace {
            write!(f, ".{namespace}")?;
        }
        if let Some(domain) = &self.domain {
            write!(f, ".svc.{domain}")?;
        }
        match &self.port {
            None => Ok(()),
            Some(port) => write!(f, ":{}", self.service.number_of(port).unwrap_or_else(|| port.number())),
        }
    }
}

impl IntoEnvValue for ServiceAddress {
    fn into_env_value(self) -> Option<EnvValue> {
        self.to_string().into_env_value()
    }
}

impl From<ServiceAddress> for String {
    fn from(address: ServiceAddress) -> Self {
        address.to_string()
    }
}
