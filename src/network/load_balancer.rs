use k8s_openapi::api::core::v1;

use super::known::IntoNodePort;
use crate::sealed::Sealed;
use crate::value::words::TrafficPolicy;
use crate::value::{Cidr, IpAddress, LabelKey};

/// A load balancer leads to the service.
///
/// ```
/// use podwright::prelude::*;
///
/// let web = Service::over(name!("web"), labels! { "app" = "web" })
///     .port_number(8080, 80)
///     .expose(
///         LoadBalancer::new()
///             .class(key!("example.com/internal"))
///             .source_ranges([cidr!("10.0.0.0/8")])
///             .external_traffic_policy(LocalTraffic::new().health_check_node_port(node_port!(30100)))
///             .no_node_ports(),
///     )
///     .build()?;
/// let spec = web.spec.as_ref().unwrap();
/// assert_eq!(spec.load_balancer_class.as_deref(), Some("example.com/internal"));
/// assert_eq!(spec.health_check_node_port, Some(30100));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadBalancer {
    class: Option<LabelKey>,
    source_ranges: Vec<Cidr>,
    external_traffic: Option<ExternalTraffic>,
    allocate_node_ports: Option<bool>,
    ip: Option<IpAddress>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub struct ExternalTraffic {
    policy: TrafficPolicy,
    health_check_node_port: Option<i32>,
}

impl LoadBalancer {
    /// Creates the type. The cluster's cloud makes the load balancer, unless a class is chosen.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the class: which controller makes the load balancer. It cannot be changed later.
    #[doc(alias = "loadBalancerClass")]
    #[must_use]
    pub fn class(mut self, class: LabelKey) -> Self {
        self.class = Some(class);
        self
    }

    /// Adds blocks of addresses from which clients may come, if the load balancer supports it. Defaults to all.
    #[doc(alias = "loadBalancerSourceRanges")]
    #[must_use]
    pub fn source_ranges(mut self, ranges: impl IntoIterator<Item = Cidr>) -> Self {
        self.source_ranges.extend(ranges);
        self
    }

    /// Sets which endpoints get the traffic from outside the cluster: a [`TrafficPolicy`], or [`LocalTraffic`]. Defaults to
    /// all.
    #[must_use]
    pub fn external_traffic_policy(mut self, policy: impl IntoExternalTraffic) -> Self {
        self.external_traffic = Some(policy.into_external_traffic());
        self
    }

    /// Opens no ports on the nodes, for a load balancer that needs none.
    #[doc(alias = "allocateLoadBalancerNodePorts")]
    #[must_use]
    pub fn no_node_ports(mut self) -> Self {
        self.allocate_node_ports = Some(false);
        self
    }

    /// Asks for an address, which few load balancers support. Kubernetes has deprecated the field.
    #[doc(alias = "loadBalancerIP")]
    #[must_use]
    pub fn ip(mut self, ip: IpAddress) -> Self {
        self.ip = Some(ip);
        self
    }

    pub(super) fn write(self, spec: &mut v1::ServiceSpec) {
        spec.type_ = Some("LoadBalancer".to_owned());
        spec.load_balancer_class = self.class.map(Into::into);
        spec.allocate_load_balancer_node_ports = self.allocate_node_ports;
        spec.load_balancer_ip = self.ip.map(Into::into);
        let ranges: Vec<_> = self.source_ranges.into_iter().map(Into::into).collect();
        spec.load_balancer_source_ranges = (!ranges.is_empty()).then_some(ranges);
        spec.external_traffic_policy = self.external_traffic.map(|traffic| traffic.policy.into());
        spec.health_check_node_port =
            self.external_traffic.and_then(|traffic| traffic.health_check_node_port);
    }
}

/// Traffic from outside goes to endpoints on the node where it arrives. The load balancer asks each node whether it has one.
///
/// Source: <https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocalTraffic {
    health_check_node_port: Option<i32>,
}

impl LocalTraffic {
    /// Creates the policy `Local`.
    #[must_use]
    pub const fn new() -> Self {
        Self { health_check_node_port: None }
    }

    /// Sets the port of the nodes that the load balancer asks. Defaults to one that the API server assigns.
    #[must_use]
    pub fn health_check_node_port(mut self, port: impl IntoNodePort) -> Self {
        self.health_check_node_port = Some(port.into_node_port());
        self
    }
}

/// Which endpoints of a load balancer get the traffic: a [`TrafficPolicy`], or [`LocalTraffic`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say where a load balancer sends its traffic",
    label = "write `TrafficPolicy::Cluster`, `TrafficPolicy::Local` or `LocalTraffic::new()`"
)]
pub trait IntoExternalTraffic: Sealed {
    #[doc(hidden)]
    fn into_external_traffic(self) -> ExternalTraffic;
}

impl Sealed for TrafficPolicy {}

impl IntoExternalTraffic for TrafficPolicy {
    fn into_external_traffic(self) -> ExternalTraffic {
        ExternalTraffic { policy: self, health_check_node_port: None }
    }
}

impl Sealed for LocalTraffic {}

impl IntoExternalTraffic for LocalTraffic {
    fn into_external_traffic(self) -> ExternalTraffic {
        let Self { health_check_node_port } = self;
        ExternalTraffic { policy: TrafficPolicy::Local, health_check_node_port }
    }
}
