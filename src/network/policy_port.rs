use k8s_openapi::api::core::v1::ServicePort;
use k8s_openapi::api::networking::v1::NetworkPolicyPort;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::known::IntoPortNumber;
use crate::sealed::Sealed;
use crate::value::{Port, PortName, Protocol};

/// A port, or a range of ports, that a network policy allows. A port of a container is one, too.
///
/// ```
/// use k8s_openapi::api::networking::v1::NetworkPolicyPort;
/// use podwright::prelude::*;
///
/// let passive = NetworkPolicyPort::from(PolicyPort::range(32000, 32768));
/// assert_eq!(passive.end_port, Some(32768));
/// let dns = NetworkPolicyPort::from(PolicyPort::number(53).udp());
/// assert_eq!(dns.protocol.as_deref(), Some("UDP"));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-range-of-ports>
#[doc(alias = "NetworkPolicyPort")]
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyPort {
    port: NetworkPolicyPort,
    /// The name that the port of a container has.
    name: Option<PortName>,
}

impl PolicyPort {
    fn of(port: Option<IntOrString>, end_port: Option<i32>) -> Self {
        let port = NetworkPolicyPort { end_port, port, protocol: Some(Protocol::Tcp.into()) };
        Self { port, name: None }
    }

    /// Returns a port that a port of a service leads to.
    pub(super) fn of_service(port: &ServicePort, target: IntOrString) -> Self {
        let protocol = port.protocol.clone().or_else(|| Some(Protocol::Tcp.into()));
        Self { port: NetworkPolicyPort { end_port: None, port: Some(target), protocol }, name: None }
    }

    /// Returns the number or the name, and whether the port of a container is meant that has a name.
    pub(super) fn target(&self) -> (Option<&IntOrString>, bool) {
        (self.port.port.as_ref(), self.name.is_some())
    }

    pub(super) fn protocol(&self) -> Option<&str> {
        self.port.protocol.as_deref()
    }

    /// Returns the port as messages show it: `"http"`, `8080`.
    pub(super) fn shown(&self) -> String {
        match (&self.name, &self.port.port) {
            (Some(name), _) => format!("{:?}", name.as_str()),
            (None, Some(IntOrString::String(name))) => format!("{name:?}"),
            (None, Some(IntOrString::Int(number))) => number.to_string(),
            (None, None) => String::new(),
        }
    }

    /// Creates a TCP port.
    #[must_use]
    pub fn number(port: impl IntoPortNumber) -> Self {
        Self::of(Some(IntOrString::Int(port.into_port_number())), None)
    }

    /// Creates a TCP port by the name that the containers of the pods give it.
    #[must_use]
    pub fn name(name: PortName) -> Self {
        Self::of(Some(IntOrString::String(name.into())), None)
    }

    /// Creates the TCP ports from one number to another, which belongs to them.
    #[doc(alias = "endPort")]
    #[must_use]
    pub fn range(first: impl IntoPortNumber, last: impl IntoPortNumber) -> Self {
        Self::of(Some(IntOrString::Int(first.into_port_number())), Some(last.into_port_number()))
    }

    /// Creates all ports of TCP.
    #[must_use]
    pub fn all() -> Self {
        Self::of(None, None)
    }

    /// Sets the protocol to UDP.
    #[doc(alias = "protocol")]
    #[must_use]
    pub fn udp(mut self) -> Self {
        self.port.protocol = Some(Protocol::Udp.into());
        self
    }

    /// Sets the protocol to SCTP.
    #[doc(alias = "protocol")]
    #[must_use]
    pub fn sctp(mut self) -> Self {
        self.port.protocol = Some(Protocol::Sctp.into());
        self
    }
}

impl From<PolicyPort> for NetworkPolicyPort {
    fn from(port: PolicyPort) -> Self {
        port.port
    }
}

/// The port by its number: the name of a port is known in the pods that declare it only.
impl From<&Port> for PolicyPort {
    fn from(port: &Port) -> Self {
        let number = Some(IntOrString::Int(port.number().into()));
        let protocol = Some(port.protocol().into());
        Self {
            port: NetworkPolicyPort { end_port: None, port: number, protocol },
            name: port.name().cloned(),
        }
    }
}

/// All ports of all protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllPorts;

/// One or several ports of a rule: a [`Port`], a [`PolicyPort`], [`AllPorts`], or an array or a `Vec` of one of the former.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a port of a network policy",
    label = "give the port of the containers, `&http`, or `PolicyPort::number(8080)`, or `AllPorts`",
    note = "the port of a service is another thing: policies see the ports of pods"
)]
pub trait IntoPolicyPorts: Sealed {
    /// Returns the ports, or `None` for all.
    #[doc(hidden)]
    fn into_ports(self) -> Option<Vec<PolicyPort>>;
}

/// One port, of which a list is made.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a port of a network policy",
    label = "a list holds ports of containers, `&http`, or `PolicyPort::number(8080)`"
)]
#[doc(hidden)]
pub trait OnePort: IntoPolicyPorts {}

impl OnePort for &Port {}
impl OnePort for PolicyPort {}

impl IntoPolicyPorts for &Port {
    fn into_ports(self) -> Option<Vec<PolicyPort>> {
        PolicyPort::from(self).into_ports()
    }
}

impl Sealed for PolicyPort {}

impl IntoPolicyPorts for PolicyPort {
    fn into_ports(self) -> Option<Vec<PolicyPort>> {
        Some(vec![self])
    }
}

impl Sealed for AllPorts {}

impl IntoPolicyPorts for AllPorts {
    fn into_ports(self) -> Option<Vec<PolicyPort>> {
        None
    }
}

impl<P: OnePort, const N: usize> IntoPolicyPorts for [P; N] {
    fn into_ports(self) -> Option<Vec<PolicyPort>> {
        Some(self.into_iter().filter_map(IntoPolicyPorts::into_ports).flatten().collect())
    }
}

impl<P: OnePort> IntoPolicyPorts for Vec<P> {
    fn into_ports(self) -> Option<Vec<PolicyPort>> {
        Some(self.into_iter().filter_map(IntoPolicyPorts::into_ports).flatten().collect())
    }
}

/// Returns the ports as the object has them.
pub(super) fn written(ports: Option<Vec<PolicyPort>>) -> Option<Vec<NetworkPolicyPort>> {
    ports.map(|ports| ports.into_iter().map(Into::into).collect())
}
