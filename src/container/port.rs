use k8s_openapi::api::core::v1;

use crate::value::Port;

/// The protocol is always written: server-side apply merges ports by it.
impl From<&Port> for v1::ContainerPort {
    fn from(port: &Port) -> Self {
        Self {
            name: port.name().map(|name| name.as_str().to_owned()),
            container_port: port.number().into(),
            protocol: Some(port.protocol().into()),
            host_port: port.node_port().map(Into::into),
            host_ip: port.node_ip().map(|ip| ip.to_string()),
        }
    }
}

/// What `port` of a container takes: a port, or a reference to one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a port of a container",
    label = "a port has a number and, best, a name: `port!(\"http\", 8080)`",
    note = "a number known only at run time: `Port::new(number.try_into()?)`"
)]
pub trait IsPort: crate::sealed::Sealed {
    #[doc(hidden)]
    fn into_container_port(self) -> v1::ContainerPort;
}

impl IsPort for Port {
    fn into_container_port(self) -> v1::ContainerPort {
        (&self).into()
    }
}

impl IsPort for &Port {
    fn into_container_port(self) -> v1::ContainerPort {
        self.into()
    }
}
