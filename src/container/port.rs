use std::borrow::Borrow;

use k8s_openapi::api::core::v1;

use crate::sealed::Sealed;
use crate::value::{Port, PortName};

/// Every port has a protocol: server-side apply uses it as a merge key.
impl From<&Port> for v1::ContainerPort {
    fn from(port: &Port) -> Self {
        Self {
            name: port.name().map(|name| name.as_str().to_owned()),
            container_port: port.number().into(),
            protocol: Some(port.protocol().into()),
            host_port: port.host_number().map(Into::into),
            host_ip: port.host_address().map(|ip| ip.to_string()),
        }
    }
}

/// Returns whether the container has this port already, without writing the port.
pub(super) fn is_written(written: &v1::ContainerPort, port: &Port) -> bool {
    let v1::ContainerPort { name, container_port, protocol, host_port, host_ip } = written;
    *container_port == i32::from(port.number())
        && name.as_deref() == port.name().map(PortName::as_str)
        && protocol.as_deref() == Some(port.protocol().as_str())
        && *host_port == port.host_number().map(i32::from)
        && *host_ip == port.host_address().map(|ip| ip.to_string())
}

/// A port of a container: a [`Port`], or a reference to one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a port of a container",
    label = "a port has a number and, best, a name: `port!(\"http\", 8080)`",
    note = "a number known only at run time: `Port::new(number.try_into()?)`"
)]
pub trait IntoPort: Sealed {
    #[doc(hidden)]
    fn into_port(self) -> impl Borrow<Port>;
}

impl Sealed for Port {}

impl IntoPort for Port {
    fn into_port(self) -> impl Borrow<Port> {
        self
    }
}

impl Sealed for &Port {}

impl IntoPort for &Port {
    fn into_port(self) -> impl Borrow<Port> {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{is_written, v1};
    use crate::port;

    #[test]
    fn a_port_is_written_where_what_it_makes_is() {
        let (http, ip) = (port!("http", 80), "10.0.0.1".parse().unwrap());
        let ports = [
            http.clone(),
            port!("web", 80),
            port!("http", 81),
            port!(80),
            http.clone().udp(),
            http.clone().on_host(),
            http.clone().on_host().host_ip(ip),
            http.host_ip("10.0.0.2".parse().unwrap()),
        ];
        for one in &ports {
            let written = v1::ContainerPort::from(one);
            for other in &ports {
                assert_eq!(is_written(&written, other), written == other.into(), "{one:?} {other:?}");
            }
        }
    }
}
