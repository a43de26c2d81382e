use k8s_openapi::api::core::v1;

use super::load_balancer::LoadBalancer;
use crate::sealed::Sealed;
use crate::value::words::TrafficPolicy;

/// How a service is reached. What only one type has is a setter of that type's value.
///
/// ```
/// use podwright::prelude::*;
///
/// fn exposed(is_production: bool) -> ServiceType {
///     if is_production { LoadBalancer::new().into() } else { NodePort::new().into() }
/// }
///
/// let web = Service::over(name!("web"), labels! { "app" = "web" })
///     .port_number(8080, 80)
///     .expose(exposed(false))
///     .build()?;
/// assert_eq!(web.spec.as_ref().unwrap().type_.as_deref(), Some("NodePort"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types>
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ServiceType {
    /// By an address inside the cluster. This is the default.
    ClusterIp,
    /// By the addresses of its pods, which the DNS of the cluster returns.
    Headless,
    /// By a port of every node too.
    NodePort(NodePort),
    /// By a load balancer too, which the cluster's cloud or a controller makes.
    LoadBalancer(LoadBalancer),
}

impl ServiceType {
    /// Writes the type and what belongs to it. What belongs to another type is removed.
    pub(super) fn write(self, spec: &mut v1::ServiceSpec) {
        let was_headless = spec.cluster_ip.as_deref() == Some("None");
        if was_headless {
            spec.cluster_ip = None;
        }
        spec.type_ = None;
        spec.external_traffic_policy = None;
        spec.health_check_node_port = None;
        spec.allocate_load_balancer_node_ports = None;
        spec.load_balancer_class = None;
        spec.load_balancer_ip = None;
        spec.load_balancer_source_ranges = None;
        match self {
            Self::ClusterIp => {}
            Self::Headless => {
                spec.cluster_ip = Some("None".to_owned());
                spec.cluster_ips = None;
            }
            Self::NodePort(node_port) => {
                spec.type_ = Some("NodePort".to_owned());
                spec.external_traffic_policy = node_port.external_traffic_policy.map(Into::into);
            }
            Self::LoadBalancer(load_balancer) => load_balancer.write(spec),
        }
    }
}

impl From<NodePort> for ServiceType {
    fn from(node_port: NodePort) -> Self {
        Self::NodePort(node_port)
    }
}

impl From<LoadBalancer> for ServiceType {
    fn from(load_balancer: LoadBalancer) -> Self {
        Self::LoadBalancer(load_balancer)
    }
}

/// How a service is reached: a [`NodePort`], a [`LoadBalancer`], or a [`ServiceType`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how a service is reached",
    label = "write `NodePort::new()`, `LoadBalancer::new()` or `ServiceType::Headless`",
    note = "a service that stands for a host outside the cluster: `Service::external_name(name, host)`"
)]
pub trait IntoServiceType: Sealed {
    #[doc(hidden)]
    fn into_service_type(self) -> ServiceType;
}

impl Sealed for ServiceType {}

impl IntoServiceType for ServiceType {
    fn into_service_type(self) -> ServiceType {
        self
    }
}

impl Sealed for NodePort {}

impl IntoServiceType for NodePort {
    fn into_service_type(self) -> ServiceType {
        self.into()
    }
}

impl Sealed for LoadBalancer {}

impl IntoServiceType for LoadBalancer {
    fn into_service_type(self) -> ServiceType {
        self.into()
    }
}

/// Only the default type of a service is without an address.
#[diagnostic::on_unimplemented(
    message = "a service with node ports has an address of its own: it is not headless",
    label = "a headless service is exposed by no port of a node: `.expose(ServiceType::Headless)`"
)]
#[doc(hidden)]
pub trait HasNoAddress {}

/// A port of every node leads to the service.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = Service::over(name!("web"), labels! { "app" = "web" })
///     .ports([ServicePort::number(8080, 80).node_port(node_port!(30080))])
///     .expose(NodePort::new().external_traffic_policy(TrafficPolicy::Local))
///     .build()?;
/// assert_eq!(web.spec.as_ref().unwrap().external_traffic_policy.as_deref(), Some("Local"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodePort {
    external_traffic_policy: Option<TrafficPolicy>,
}

impl NodePort {
    /// Creates the type. Each port gets a free port of the nodes, unless it asks for one.
    #[must_use]
    pub const fn new() -> Self {
        Self { external_traffic_policy: None }
    }

    /// Sets which endpoints get the traffic from outside the cluster. Defaults to all.
    #[must_use]
    pub const fn external_traffic_policy(mut self, policy: TrafficPolicy) -> Self {
        self.external_traffic_policy = Some(policy);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn headless(self) -> Self
    where
        for<'a> Self: HasNoAddress,
    {
        self
    }
}
