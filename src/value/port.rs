use std::borrow::Cow;

use super::closed_set::closed_set;
use super::grammar;
use super::number::number_value;
use super::text::text_value;
use super::{IpAddress, refuse_literal};

text_value! {
    /// The name of a port: an IANA service name.
    ///
    /// 1 to 15 characters of `a-z`, `0-9` and `-`, at least one of them a letter, no `-` at an end or beside another.
    ///
    /// ```
    /// use podwright::value::PortName;
    ///
    /// assert_eq!(PortName::literal("http-alt").as_str(), "http-alt");
    /// assert!("8080".parse::<PortName>().is_err());
    /// assert!("HTTP".parse::<PortName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports>
    PortName, grammar::port_name
}

number_value! {
    /// A port number: 1 to 65535.
    ///
    /// ```
    /// use podwright::value::PortNumber;
    ///
    /// assert_eq!(PortNumber::literal(8080).get(), 8080);
    /// assert_eq!("8080".parse(), Ok(PortNumber::literal(8080)));
    /// assert!(PortNumber::try_from(0_u16).is_err());
    /// ```
    PortNumber(u16) in 1..=65535, "a port number is between 1 and 65535"
}

closed_set! {
    /// The protocol of a port.
    ///
    /// Source: <https://kubernetes.io/docs/reference/networking/service-protocols/>
    Protocol, "a protocol" {
        /// TCP, the default.
        Tcp = "TCP",
        /// UDP.
        Udp = "UDP",
        /// SCTP, where the cluster's network offers it.
        Sctp = "SCTP",
    }
}

/// A port of a container: a handle that the container declares and that its probes refer to.
///
/// Literals are written [`port!`](crate::port).
///
/// ```
/// use podwright::{Port, port};
/// use podwright::value::{PortName, PortNumber, Protocol};
///
/// let http: Port = port!("http", 8080);
/// assert_eq!(http.number().get(), 8080);
/// assert_eq!(http.name().map(PortName::as_str), Some("http"));
/// assert_eq!(http.protocol(), Protocol::Tcp);
///
/// let dns = Port::new(PortNumber::literal(53)).udp();
/// assert_eq!(dns.protocol(), Protocol::Udp);
/// ```
///
/// Source: <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Port {
    name: Option<PortName>,
    number: PortNumber,
    protocol: Protocol,
    on_host: Option<PortNumber>,
    host_ip: Option<IpAddress>,
}

impl Port {
    /// A TCP port without a name.
    #[must_use]
    pub const fn new(number: PortNumber) -> Self {
        Self { name: None, number, protocol: Protocol::Tcp, on_host: None, host_ip: None }
    }

    /// A TCP port with a name, by which probes, services and policies refer to it.
    #[must_use]
    pub const fn named(name: PortName, number: PortNumber) -> Self {
        Self { name: Some(name), number, protocol: Protocol::Tcp, on_host: None, host_ip: None }
    }

    /// A named TCP port from literals.
    ///
    /// # Panics
    ///
    /// If the name is no port name, or the number is 0.
    #[must_use]
    #[track_caller]
    pub const fn literal(name: &'static str, number: u16) -> Self {
        Self::of_literals(name, number as i64)
    }

    /// What [`port!`](crate::port) makes of a name and a number.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn of_literals(name: &'static str, number: i64) -> Self {
        match grammar::port_name(name) {
            Ok(()) => Self::named(PortName(Cow::Borrowed(name)), PortNumber::of_literal(number)),
            Err(broken) => refuse_literal(name, broken.rule),
        }
    }

    /// The same port for UDP.
    #[must_use]
    pub fn udp(mut self) -> Self {
        self.protocol = Protocol::Udp;
        self
    }

    /// The same port for SCTP.
    #[must_use]
    pub fn sctp(mut self) -> Self {
        self.protocol = Protocol::Sctp;
        self
    }

    /// Also opens the port on the node, under a number that may differ.
    ///
    /// A pod in the host's network can only have the number of the port itself: see [`on_host`](Port::on_host).
    #[must_use]
    pub fn host_port(mut self, number: PortNumber) -> Self {
        self.on_host = Some(number);
        self
    }

    /// Also opens the port on the node, under the same number.
    #[must_use]
    pub fn on_host(self) -> Self {
        let number = self.number;
        self.host_port(number)
    }

    /// Opens the node's port on one of the node's addresses only.
    #[must_use]
    pub fn host_ip(mut self, ip: IpAddress) -> Self {
        self.host_ip = Some(ip);
        self
    }

    /// The name, where it has one.
    #[must_use]
    pub fn name(&self) -> Option<&PortName> {
        self.name.as_ref()
    }

    /// The number inside the pod.
    #[must_use]
    pub const fn number(&self) -> PortNumber {
        self.number
    }

    /// The protocol.
    #[must_use]
    pub const fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// The port of the node that leads to it, where there is one.
    #[must_use]
    pub const fn node_port(&self) -> Option<PortNumber> {
        self.on_host
    }

    /// The address of the node that the node's port is limited to, where it is.
    #[must_use]
    pub const fn node_ip(&self) -> Option<IpAddress> {
        self.host_ip
    }
}
