//! Strategies of services of every type.

use std::net::Ipv4Addr;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::metadata::{MetadataPlan, metadata_plan, with_metadata};
use super::service_port::{PortPlan, port_plans, ports};
use super::value::{cidr, node_port, plain_host, service_name};
use crate::pick::{few, maybe, parsed, rarely, seldom, with};
use crate::value::{label_key, labels};
use crate::versions::since;
use podwright::network::{
    ExternalName, IpFamilies, IpFamily, LoadBalancer, LocalTraffic, NodePort, Service, ServiceType,
    SessionAffinity, TrafficDistribution, TrafficPolicy,
};
use podwright::rules::KubeVersion;
use podwright::value::{Cidr, DnsLabel, IpAddress, LabelKey, Labels, NodePortNumber, Seconds};

/// Which pods a service has.
#[derive(Clone, Debug)]
enum Pods {
    /// Those with its name.
    Named,
    Over(Labels),
    /// None, but addresses.
    Addresses(Vec<IpAddress>),
}

#[derive(Clone, Debug)]
enum Reach {
    Cluster,
    Headless,
    Nodes(Option<TrafficPolicy>),
    Balanced(Box<BalancerPlan>),
}

#[derive(Clone, Debug)]
struct BalancerPlan {
    class: Option<LabelKey>,
    ranges: Vec<Cidr>,
    traffic: Option<TrafficPolicy>,
    health_check: Option<NodePortNumber>,
    has_no_node_ports: bool,
    ip: Option<IpAddress>,
}

/// Addresses of hosts, neither local ones nor those of a link.
fn global_address() -> impl Strategy<Value = IpAddress> {
    prop_oneof![v4(), v6()]
}

fn v4() -> impl Strategy<Value = IpAddress> {
    (1..=100_u8, any::<[u8; 3]>())
        .prop_map(|(first, [b, c, d])| IpAddress::from(Ipv4Addr::new(first, b, c, d)))
}

fn v6() -> impl Strategy<Value = IpAddress> {
    parsed("2001:db8(:[1-9a-f][0-9a-f]{0,3}){6}")
}

fn reach() -> impl Strategy<Value = Reach> {
    let traffic = || maybe(select(TrafficPolicy::ALL));
    let balancer = (
        rarely(label_key()),
        few(cidr(), 2),
        traffic(),
        maybe(node_port()),
        seldom(),
        rarely(global_address()),
    )
        .prop_map(|(class, ranges, traffic, health_check, has_no_node_ports, ip)| BalancerPlan {
            class,
            ranges,
            traffic,
            health_check: health_check.filter(|_| traffic == Some(TrafficPolicy::Local)),
            has_no_node_ports,
            ip,
        });
    prop_oneof![
        3 => Just(Reach::Cluster),
        2 => Just(Reach::Headless),
        2 => traffic().prop_map(Reach::Nodes),
        3 => balancer.prop_map(|balancer| Reach::Balanced(Box::new(balancer))),
    ]
}

impl BalancerPlan {
    fn balancer(self) -> LoadBalancer {
        let balancer = LoadBalancer::new().source_ranges(self.ranges);
        let balancer = with(balancer, self.class, LoadBalancer::class);
        let balancer = with(balancer, self.ip, LoadBalancer::ip);
        let balancer = if self.has_no_node_ports { balancer.no_node_ports() } else { balancer };
        match (self.traffic, self.health_check) {
            (_, Some(port)) => {
                balancer.external_traffic_policy(LocalTraffic::new().health_check_node_port(port))
            }
            (Some(policy), None) => balancer.external_traffic_policy(policy),
            (None, None) => balancer,
        }
    }
}

/// The addresses of a service in the cluster, and their families.
#[derive(Clone, Debug)]
enum Addresses {
    Default,
    One(IpAddress),
    Two { first: IpAddress, second: IpAddress, is_required: bool },
    Single(IpFamily),
    Dual { first: Option<IpFamily>, is_required: bool },
}

fn addresses() -> impl Strategy<Value = Addresses> {
    prop_oneof![
        4 => Just(Addresses::Default),
        1 => global_address().prop_map(Addresses::One),
        1 => (v4(), v6(), any::<bool>(), any::<bool>()).prop_map(|(four, six, is_swapped, is_required)| {
            let (first, second) = if is_swapped { (six, four) } else { (four, six) };
            Addresses::Two { first, second, is_required }
        }),
        1 => select(IpFamily::ALL).prop_map(Addresses::Single),
        1 => (maybe(select(IpFamily::ALL)), any::<bool>())
            .prop_map(|(first, is_required)| Addresses::Dual { first, is_required }),
    ]
}

impl Addresses {
    fn put_into(self, service: Service, is_headless: bool) -> Service {
        let dual = |is_required| {
            if is_required { IpFamilies::require_dual_stack() } else { IpFamilies::prefer_dual_stack() }
        };
        match self {
            Self::Default => service,
            Self::One(_) | Self::Two { .. } if is_headless => service,
            Self::One(ip) => service.cluster_ip(ip),
            Self::Two { first, second, is_required } => {
                service.cluster_ips(first, second).ip_families(dual(is_required))
            }
            Self::Single(family) => service.ip_families(IpFamilies::single(family)),
            Self::Dual { first, is_required } => {
                service.ip_families(with(dual(is_required), first, IpFamilies::first))
            }
        }
    }
}

#[derive(Clone, Debug)]
struct ServicePlan {
    name: DnsLabel,
    pods: Pods,
    ports: Vec<PortPlan>,
    is_without_ports: bool,
    addresses: Addresses,
    external_ips: Vec<IpAddress>,
    affinity: Option<SessionAffinity>,
    traffic: (Option<TrafficPolicy>, Option<TrafficDistribution>),
    publishes_not_ready: bool,
    metadata: MetadataPlan,
}

fn service_plan() -> impl Strategy<Value = ServicePlan> {
    let pods = prop_oneof![
        2 => Just(Pods::Named),
        2 => labels().prop_map(Pods::Over),
        1 => vec(global_address(), 0..3).prop_map(Pods::Addresses),
    ];
    let affinity = prop_oneof![
        Just(SessionAffinity::NONE),
        Just(SessionAffinity::client_ip()),
        (1..=86_400_u32).prop_map(|time| SessionAffinity::client_ip().timeout(Seconds::literal(time))),
    ];
    let distribution = select(TrafficDistribution::ALL)
        .prop_filter("the others need Kubernetes 1.34", |distribution| {
            since(KubeVersion::V1_34) || *distribution == TrafficDistribution::PreferClose
        });
    let traffic = (rarely(select(TrafficPolicy::ALL)), rarely(distribution));
    let rest = (few(global_address(), 2), rarely(affinity), traffic, seldom());
    (service_name(), pods, (port_plans(), any::<bool>()), addresses(), rest, metadata_plan()).prop_map(
        |(name, pods, (ports, is_without_ports), addresses, rest, metadata)| {
            let (external_ips, affinity, traffic, publishes_not_ready) = rest;
            ServicePlan {
                name,
                pods,
                ports,
                is_without_ports,
                addresses,
                external_ips,
                affinity,
                traffic,
                publishes_not_ready,
                metadata,
            }
        },
    )
}

impl ServicePlan {
    fn service(self, reach: Reach) -> Service {
        let is_headless = matches!(reach, Reach::Headless);
        let service = match self.pods {
            Pods::Named if is_headless => Service::headless(self.name),
            Pods::Named => {
                let pods = Labels::new().with(
                    LabelKey::literal("app.kubernetes.io/name"),
                    self.name.as_str().parse().expect("a name is the value of a label"),
                );
                Service::over(self.name, pods)
            }
            Pods::Over(labels) => Service::over(self.name, labels),
            Pods::Addresses(ips) => Service::without_selector(self.name).endpoints(ips),
        };
        let has_node_ports = matches!(reach, Reach::Nodes(_) | Reach::Balanced(_));
        let health_check = match &reach {
            Reach::Balanced(balancer) => balancer.health_check,
            _ => None,
        };
        let plans = self.ports.into_iter().map(|port| match health_check {
            Some(taken) => port.leave(taken),
            None => port,
        });
        let ports = ports(plans.collect(), has_node_ports);
        let service = match reach {
            Reach::Cluster => service,
            Reach::Headless => service.expose(ServiceType::Headless),
            Reach::Nodes(None) => service.node_port(),
            Reach::Nodes(Some(policy)) => service.expose(NodePort::new().external_traffic_policy(policy)),
            Reach::Balanced(balancer) => service.expose(balancer.balancer()),
        };
        let service = if is_headless && self.is_without_ports { service } else { service.ports(ports) };
        let service = self.addresses.put_into(service, is_headless);
        let (internal, distribution) = self.traffic;
        with_metadata!(namespaced service, self.metadata)
            .external_ips(self.external_ips)
            .with_some(self.affinity, Service::session_affinity)
            .with_some(internal, Service::internal_traffic_policy)
            .with_some(distribution, Service::traffic_distribution)
            .when(self.publishes_not_ready, Service::publish_not_ready_addresses)
    }
}

/// Services of every type with every setting, over pods or addresses.
pub fn service() -> impl Strategy<Value = Service> {
    (service_plan(), reach()).prop_map(|(plan, reach)| plan.service(reach))
}

/// Services without an address of their own.
pub(super) fn headless_service() -> impl Strategy<Value = Service> {
    service_plan().prop_map(|plan| plan.service(Reach::Headless))
}

/// Services that stand for a host outside the cluster.
pub fn external_name() -> impl Strategy<Value = ExternalName> {
    (service_name(), plain_host(), metadata_plan(), seldom()).prop_map(|(name, host, metadata, is_full)| {
        with_metadata!(namespaced Service::external_name(name, host), metadata)
            .when(is_full, ExternalName::fully_qualified)
    })
}
