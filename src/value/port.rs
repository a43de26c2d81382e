use std::borrow::Cow;

use super::grammar;
use super::number::number_value;
use super::text::text_value;
use super::words::Protocol;
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
    /// The number of a port: 1 to 65535.
    ///
    /// ```
    /// use podwright::value::PortNumber;
    ///
    /// assert_eq!(PortNumber::literal(8080).get(), 8080);
    /// assert_eq!("8080".parse(), Ok(PortNumber::literal(8080)));
    /// assert_eq!(PortNumber::try_from(8080_i64), Ok(PortNumber::literal(8080)));
    /// assert!(PortNumber::try_from(0_i64).is_err());
    /// ```
    PortNumber(u16) in 1..=65535, "a port number is between 1 and 65535"
}

#[cfg(feature = "app")]
number_value! {
    /// The number of a port that a service opens on every node: 30000 to 32767. [`node_port!`](crate::node_port) makes one of
    /// a literal.
    ///
    /// This is the range of a cluster that sets no other. The API server of a cluster with another range takes other numbers: write
    /// such a service by [`Object::unvalidated`](crate::manifest::Object::unvalidated).
    ///
    /// ```
    /// use podwright::node_port;
    /// use podwright::value::NodePortNumber;
    ///
    /// assert_eq!(NodePortNumber::try_from(30080_i64), Ok(node_port!(30080)));
    /// assert!(NodePortNumber::try_from(80_i64).is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#nodeport-custom-port>
    NodePortNumber(u16) in 30000..=32767, "a node port is between 30000 and 32767; for a cluster with another range write the service by `Object::unvalidated`"
}

/// A port of a container. The container declares it, and its probes refer to it.
///
/// [`port!`](crate::port) makes one of literals.
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
#[doc(alias = "ContainerPort")]
pub struct Port {
    name: Option<PortName>,
    number: PortNumber,
    protocol: Protocol,
    on_host: Option<PortNumber>,
    host_ip: Option<IpAddress>,
}

impl Port {
    /// Creates a TCP port without a name.
    #[doc(alias = "containerPort")]
    #[must_use]
    #[inline]
    pub const fn new(number: PortNumber) -> Self {
        Self { name: None, number, protocol: Protocol::Tcp, on_host: None, host_ip: None }
    }

    /// Creates a TCP port with a name. Probes, services and network policies refer to it by the name.
    #[doc(alias = "containerPort")]
    #[must_use]
    #[inline]
    pub const fn named(name: PortName, number: PortNumber) -> Self {
        Self { name: Some(name), number, protocol: Protocol::Tcp, on_host: None, host_ip: None }
    }

    /// Creates a TCP port with a name from literals.
    ///
    /// In a `const` item the literals are checked at compile time.
    ///
    /// # Panics
    ///
    /// If the name is no [`PortName`], or the number is 0.
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn literal(name: &'static str, number: u16) -> Self {
        Self::of_literals(name, number as i64)
    }

    /// Creates the port for [`port!`](crate::port), which passes a number of any size.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn of_literals(name: &'static str, number: i64) -> Self {
        match grammar::port_name(name) {
            Ok(()) => Self::named(PortName(Cow::Borrowed(name)), PortNumber::of_literal(number)),
            Err(broken) => refuse_literal(name, broken.rule),
        }
    }

    /// Sets the protocol to UDP.
    #[doc(alias = "protocol")]
    #[must_use]
    #[inline]
    pub fn udp(mut self) -> Self {
        self.protocol = Protocol::Udp;
        self
    }

    /// Sets the protocol to SCTP.
    #[doc(alias = "protocol")]
    #[must_use]
    #[inline]
    pub fn sctp(mut self) -> Self {
        self.protocol = Protocol::Sctp;
        self
    }

    /// Opens the port on the node too, under a number that may differ.
    ///
    /// In a pod that uses the host's network the number must be that of the port: see [`on_host`](Port::on_host).
    #[doc(alias = "hostPort")]
    #[must_use]
    #[inline]
    pub fn host_port(mut self, number: PortNumber) -> Self {
        self.on_host = Some(number);
        self
    }

    /// Opens the port on the node too, under the same number.
    #[doc(alias = "hostPort")]
    #[must_use]
    #[inline]
    pub fn on_host(self) -> Self {
        let number = self.number;
        self.host_port(number)
    }

    /// Limits the port of the node to one of the node's addresses.
    #[doc(alias = "hostIP")]
    #[must_use]
    #[inline]
    pub fn host_ip(mut self, ip: IpAddress) -> Self {
        self.host_ip = Some(ip);
        self
    }

    /// Returns the name, if the port has one.
    #[must_use]
    #[inline]
    pub fn name(&self) -> Option<&PortName> {
        self.name.as_ref()
    }

    /// Returns the number in the pod.
    #[must_use]
    #[inline]
    pub const fn number(&self) -> PortNumber {
        self.number
    }

    /// Returns the protocol.
    #[must_use]
    #[inline]
    pub const fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// Returns the number of the port on the node, if it is opened there.
    #[doc(alias = "hostPort")]
    #[must_use]
    #[inline]
    pub const fn host_number(&self) -> Option<PortNumber> {
        self.on_host
    }

    /// Returns the address of the node to which the port on the node is limited, if any.
    #[doc(alias = "hostIP")]
    #[must_use]
    #[inline]
    pub const fn host_address(&self) -> Option<IpAddress> {
        self.host_ip
    }
}
