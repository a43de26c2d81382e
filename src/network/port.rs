use std::borrow::Borrow;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::known::{IntoNodePort, IntoPortNumber};
use crate::container::IntoPort;
use crate::value::{AppProtocol, Port, PortName, Protocol};

/// A port of a service, and the port of its pods that it leads to.
///
/// ```
/// use podwright::prelude::*;
///
/// let grpc = port!("grpc", 8080);
/// let port = ServicePort::of(&grpc, 443).name(port_name!("api")).app_protocol(AppProtocol::GRPC);
/// let port = v1::ServicePort::from(port);
/// assert_eq!((port.name.as_deref(), port.app_protocol.as_deref()), (Some("api"), Some("grpc")));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports>
#[derive(Clone, Debug, PartialEq)]
pub struct ServicePort(v1::ServicePort);

impl ServicePort {
    /// Creates a port that leads to a port of the containers, with its name and its protocol.
    ///
    /// The service refers to a port with a name by the name.
    #[doc(alias = "targetPort")]
    #[must_use]
    pub fn of(target: impl IntoPort, port: impl IntoPortNumber) -> Self {
        let target = target.into_port();
        let target: &Port = target.borrow();
        let name = target.name().map(|name| name.as_str().to_owned());
        let target_port = match &name {
            Some(name) => IntOrString::String(name.clone()),
            None => IntOrString::Int(target.number().into()),
        };
        Self(v1::ServicePort {
            name,
            port: port.into_port_number(),
            protocol: Some(target.protocol().into()),
            target_port: Some(target_port),
            ..v1::ServicePort::default()
        })
    }

    /// Creates a TCP port that leads to a number, for containers that declare no ports.
    #[doc(alias = "targetPort")]
    #[must_use]
    pub fn number(target: impl IntoPortNumber, port: impl IntoPortNumber) -> Self {
        Self(v1::ServicePort {
            port: port.into_port_number(),
            protocol: Some(Protocol::Tcp.into()),
            target_port: Some(IntOrString::Int(target.into_port_number())),
            ..v1::ServicePort::default()
        })
    }

    /// Sets the name. Defaults to that of the port of the containers. A service with several ports names each.
    #[must_use]
    pub fn name(mut self, name: PortName) -> Self {
        self.0.name = Some(name.into());
        self
    }

    /// Sets the protocol to UDP.
    #[doc(alias = "protocol")]
    #[must_use]
    pub fn udp(mut self) -> Self {
        self.0.protocol = Some(Protocol::Udp.into());
        self
    }

    /// Sets the protocol to SCTP.
    #[doc(alias = "protocol")]
    #[must_use]
    pub fn sctp(mut self) -> Self {
        self.0.protocol = Some(Protocol::Sctp.into());
        self
    }

    /// Sets the protocol that the application speaks.
    #[must_use]
    pub fn app_protocol(mut self, protocol: AppProtocol) -> Self {
        self.0.app_protocol = Some(protocol.into());
        self
    }

    /// Sets the port of every node that leads to this port. Only a service of type `NodePort` or `LoadBalancer` has one, and
    /// it gets a free one unless it asks.
    #[must_use]
    pub fn node_port(mut self, port: impl IntoNodePort) -> Self {
        self.0.node_port = Some(port.into_node_port());
        self
    }

    /// Changes the port by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::ServicePort)) -> Self {
        change(&mut self.0);
        self
    }

    crate::conditional::conditional!();
}

impl From<ServicePort> for v1::ServicePort {
    fn from(port: ServicePort) -> Self {
        port.0
    }
}
