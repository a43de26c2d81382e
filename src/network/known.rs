//! What is known of a service: its name, and its ports.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::object::ServiceRef;
use crate::sealed::Sealed;
use crate::value::{DnsLabel, NodePortNumber, Port, PortName, PortNumber};
use crate::wait::{self, Wait};

/// A service, as those who refer to it know it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Known {
    pub(crate) name: String,
    /// The namespace, if it is another than that of those who refer to the service.
    pub(crate) namespace: Option<String>,
    /// The ports, unless nothing is known of them.
    pub(crate) ports: Option<Vec<v1::ServicePort>>,
}

impl Known {
    /// Returns the number of the port that is chosen, or `None` if the service has no such port.
    pub(crate) fn number_of(&self, choice: &PortChoice) -> Option<i32> {
        let Some(ports) = &self.ports else { return Some(choice.number()) };
        ports.iter().find(|port| choice.matches(port)).map(|port| port.port)
    }

    /// Returns why the service has no such port: what it has.
    pub(crate) fn no_port(&self) -> String {
        let ports = self.ports.as_deref().unwrap_or_default();
        let list: Vec<_> = ports.iter().map(|port| shown(port.name.as_deref(), port.port)).collect();
        match &*list {
            [] => format!("Service {:?} has no ports", self.name),
            list => format!("Service {:?} has no such port; it has {}", self.name, list.join(", ")),
        }
    }
}

/// Returns a port as messages show it: `"http" (8080)`.
pub(crate) fn shown(name: Option<&str>, number: i32) -> String {
    match name {
        Some(name) => format!("{name:?} ({number})"),
        None => number.to_string(),
    }
}

/// How a port of a service is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum PortChoice {
    #[doc(hidden)]
    Number(i32),
    #[doc(hidden)]
    Name(PortName),
    /// The port of the containers that the port of the service leads to.
    #[doc(hidden)]
    Target(Port),
}

impl PortChoice {
    pub(super) fn matches(&self, port: &v1::ServicePort) -> bool {
        match self {
            Self::Number(number) => port.port == *number,
            Self::Name(name) => port.name.as_deref() == Some(name.as_str()),
            Self::Target(target) => {
                let leads_to = match &port.target_port {
                    Some(IntOrString::String(name)) => target.name().is_some_and(|own| own.as_str() == name),
                    Some(IntOrString::Int(number)) => *number == i32::from(target.number()),
                    None => port.port == i32::from(target.number()),
                };
                leads_to && port.protocol.as_deref().unwrap_or("TCP") == target.protocol().as_str()
            }
        }
    }

    /// Returns the number that stands for the port if the service is unknown.
    pub(crate) fn number(&self) -> i32 {
        match self {
            Self::Number(number) => *number,
            Self::Name(_) => 0,
            Self::Target(target) => target.number().into(),
        }
    }

    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Name(name) => shown_name(name),
            Self::Target(target) => target.name().map_or_else(|| target.number().to_string(), shown_name),
        }
    }
}

fn shown_name(name: &PortName) -> String {
    format!("{:?}", name.as_str())
}

/// What chooses a port of a service: its number or its name, or the port of the containers that it leads to.
#[doc(alias = "ServiceBackendPort")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not choose a port of a service",
    label = "a port of a service is chosen by its number, by the port of its containers, or by `port_name!(\"http\")`",
    note = "an integer of another type is converted: `PortNumber::try_from(n)?`"
)]
pub trait ChoosePort: Sealed {
    #[doc(hidden)]
    fn into_choice(self) -> PortChoice;
}

impl Sealed for u16 {}

impl ChoosePort for u16 {
    fn into_choice(self) -> PortChoice {
        PortChoice::Number(self.into())
    }
}

impl Sealed for PortNumber {}

impl ChoosePort for PortNumber {
    fn into_choice(self) -> PortChoice {
        PortChoice::Number(self.into())
    }
}

impl Sealed for PortName {}

impl ChoosePort for PortName {
    fn into_choice(self) -> PortChoice {
        PortChoice::Name(self)
    }
}

impl ChoosePort for &Port {
    fn into_choice(self) -> PortChoice {
        PortChoice::Target(self.clone())
    }
}

/// The number of a port of a service.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the number of a port of a service",
    label = "write a number from 1 to 65535",
    note = "an integer of another type is converted: `PortNumber::try_from(n)?`"
)]
pub trait IntoPortNumber: Sealed {
    #[doc(hidden)]
    fn into_port_number(self) -> i32;
}

impl IntoPortNumber for u16 {
    fn into_port_number(self) -> i32 {
        self.into()
    }
}

impl IntoPortNumber for PortNumber {
    fn into_port_number(self) -> i32 {
        self.into()
    }
}

/// The number of a port that a service opens on every node: 30000 to 32767. `build()` refuses any other.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the number of a port of every node",
    label = "write a number from 30000 to 32767",
    note = "`node_port!(30080)` is checked while compiling"
)]
pub trait IntoNodePort: Sealed {
    #[doc(hidden)]
    fn into_node_port(self) -> i32;
}

impl IntoNodePort for u16 {
    fn into_node_port(self) -> i32 {
        self.into()
    }
}

impl Sealed for NodePortNumber {}

impl IntoNodePort for NodePortNumber {
    fn into_node_port(self) -> i32 {
        self.into()
    }
}

/// Returns an init container that waits for a service.
pub(crate) fn wait(container: DnsLabel, service: &ServiceRef, namespace: Option<String>) -> Wait {
    let service = service.name().clone();
    match namespace.and_then(|namespace| DnsLabel::try_from(namespace).ok()) {
        Some(namespace) => wait::for_service_in(container, namespace, service),
        None => wait::for_service(container, service),
    }
}

/// Defines what every value that stands for a service has, in an `impl` block of a type with `fn known(&self) -> Known` and
/// `fn handle(&self) -> ServiceRef`.
macro_rules! service_handle {
    () => {
        /// Returns the address of a port for a variable: `catalog:3550`.
        ///
        /// ```
        /// use podwright::prelude::*;
        ///
        /// let grpc = port!("grpc", 8080);
        /// let catalog = Service::over(name!("catalog"), labels! { "app" = "catalog" }).port(&grpc, 3550);
        /// let web = Container::new(name!("web"), image!("acme/web:1"))
        ///     .env(vars! { CATALOG_ADDR = catalog.address(&grpc) });
        /// let env = v1::Container::from(web).env.unwrap();
        /// assert_eq!(env[0].value.as_deref(), Some("catalog:3550"));
        /// ```
        #[must_use]
        pub fn address(&self, port: impl $crate::network::ChoosePort) -> $crate::network::ServiceAddress {
            $crate::network::ServiceAddress::of_port(self.known(), port.into_choice())
        }

        /// Returns the URL of a port for a variable: `http://catalog:80`.
        #[must_use]
        pub fn url(
            &self,
            scheme: impl Into<String>,
            port: impl $crate::network::ChoosePort,
        ) -> $crate::network::ServiceAddress {
            self.address(port).scheme(scheme.into())
        }

        /// Returns the name by which the service is found in the DNS of the cluster: `catalog`.
        #[must_use]
        pub fn host(&self) -> $crate::network::ServiceAddress {
            $crate::network::ServiceAddress::of_host(self.known())
        }

        /// Returns an init container that waits until the name of the service resolves.
        ///
        /// ```
        /// use podwright::prelude::*;
        ///
        /// let db = Service::external(name!("db"));
        /// let wait: v1::Container = db.wait(name!("wait-for-db")).container().into();
        /// assert!(wait.command.unwrap()[2].starts_with("until nslookup db."));
        /// ```
        pub fn wait(&self, container: $crate::value::DnsLabel) -> $crate::wait::Wait {
            $crate::network::known::wait(container, &self.handle(), self.known().namespace)
        }

        /// Returns a port of the service as the backend of an ingress, whose `build()` checks that the service has it.
        #[must_use]
        pub fn backend(&self, port: impl $crate::network::ChoosePort) -> $crate::network::Backend {
            $crate::network::Backend::of(self.known(), port.into_choice())
        }
    };
}

pub(crate) use service_handle;
