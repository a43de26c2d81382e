use k8s_openapi::api::core::v1;

use super::known::{IntoPortNumber, Known, service_handle};
use super::port::ServicePort;
use crate::container::IntoPort;
use crate::object::ServiceRef;
use crate::value::DnsLabel;

/// A service that others make: another team, or an operator. It is referred to, and never written.
///
/// ```
/// use podwright::prelude::*;
///
/// let metrics = Service::external(name!("prometheus")).in_namespace(name!("monitoring")).port_number(9090, 80);
/// assert_eq!(metrics.url("http", 80).to_string(), "http://prometheus.monitoring:80");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalService {
    name: DnsLabel,
    namespace: Option<DnsLabel>,
    ports: Vec<v1::ServicePort>,
}

impl ExternalService {
    pub(super) fn new(name: DnsLabel) -> Self {
        Self { name, namespace: None, ports: Vec::new() }
    }

    /// Sets the namespace of the service. Defaults to that of those who refer to it.
    #[must_use]
    pub fn in_namespace(mut self, namespace: DnsLabel) -> Self {
        self.namespace = Some(namespace);
        self
    }

    /// Adds a port that is known. A service without known ports has any.
    #[must_use]
    pub fn port(mut self, target: impl IntoPort, port: impl IntoPortNumber) -> Self {
        self.ports.push(ServicePort::of(target, port).into());
        self
    }

    /// Adds a port that is known, and the number that it leads to.
    #[must_use]
    pub fn port_number(mut self, target: impl IntoPortNumber, port: impl IntoPortNumber) -> Self {
        self.ports.push(ServicePort::number(target, port).into());
        self
    }

    /// Returns a reference to the service.
    #[must_use]
    pub fn handle(&self) -> ServiceRef {
        ServiceRef::new(self.name.clone())
    }

    service_handle!();

    /// Returns the namespace of the service, if it is another than that of those who refer to it.
    pub(crate) fn namespace(&self) -> Option<&DnsLabel> {
        self.namespace.as_ref()
    }

    fn known(&self) -> Known {
        Known {
            name: self.name.as_str().to_owned(),
            namespace: self.namespace.clone().map(Into::into),
            ports: (!self.ports.is_empty()).then(|| self.ports.clone()),
        }
    }
}
