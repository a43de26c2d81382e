//! Strategies of network policies.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::metadata::{metadata_plan, with_metadata};
use super::value::{Block, block};
use crate::pick::{few, maybe, seldom};
use crate::placement::selector;
use crate::value::{dns_subdomain, name, port, port_name, port_number};
use podwright::network::{AllPorts, IpBlock, NetworkPolicy, Peer, PolicyPort};
use podwright::object::Selector;
use podwright::value::{DnsLabel, Port, Protocol};

/// Generates ports of pods by number, by name and as ranges, of each protocol.
pub fn policy_port() -> impl Strategy<Value = PolicyPort> {
    let port = prop_oneof![
        3 => port_number().prop_map(PolicyPort::number),
        1 => port_name().prop_map(PolicyPort::name),
        1 => (port_number(), port_number())
            .prop_map(|(one, other)| PolicyPort::range(one.min(other), one.max(other))),
        1 => Just(PolicyPort::all()),
        1 => port().prop_map(|port| PolicyPort::from(&port)),
    ];
    (port, select(Protocol::ALL)).prop_map(|(port, protocol)| match protocol {
        Protocol::Tcp => port,
        Protocol::Udp => port.udp(),
        Protocol::Sctp => port.sctp(),
    })
}

#[derive(Clone, Debug)]
enum PeerPlan {
    PodsOfNamespace(Selector),
    OwnNamespace,
    EveryNamespace(Option<Selector>),
    Namespace(DnsLabel, Option<Selector>),
    Namespaces(Selector, Option<Selector>),
    Block(Block, Vec<u8>),
}

fn peer_plan() -> impl Strategy<Value = PeerPlan> {
    prop_oneof![
        selector().prop_map(PeerPlan::PodsOfNamespace),
        Just(PeerPlan::OwnNamespace),
        maybe(selector()).prop_map(PeerPlan::EveryNamespace),
        (name(), maybe(selector())).prop_map(|(name, pods)| PeerPlan::Namespace(name, pods)),
        (selector(), maybe(selector())).prop_map(|(names, pods)| PeerPlan::Namespaces(names, pods)),
        (block(), few(0..=24_u8, 2)).prop_map(|(block, parts)| PeerPlan::Block(block, parts)),
    ]
}

impl PeerPlan {
    fn peer(self) -> Result<Peer, IpBlock> {
        let with_pods = |peer: Peer, pods: Option<Selector>| match pods {
            Some(pods) => peer.pods(pods),
            None => peer,
        };
        Ok(match self {
            Self::PodsOfNamespace(pods) => Peer::pods_of_namespace(pods),
            Self::OwnNamespace => Peer::own_namespace(),
            Self::EveryNamespace(pods) => with_pods(Peer::every_namespace(), pods),
            Self::Namespace(name, pods) => with_pods(Peer::namespace(name), pods),
            Self::Namespaces(names, pods) => with_pods(Peer::namespaces(names), pods),
            Self::Block(block, parts) => {
                let parts = parts.into_iter().filter_map(|longer| block.part(longer));
                return Err(Peer::cidr(block.to_cidr()).except(parts));
            }
        })
    }
}

#[derive(Clone, Debug)]
enum Ports {
    All,
    Some(Vec<PolicyPort>),
    Of(Port),
}

fn ports() -> impl Strategy<Value = Ports> {
    prop_oneof![Just(Ports::All), vec(policy_port(), 1..4).prop_map(Ports::Some), port().prop_map(Ports::Of),]
}

#[derive(Clone, Debug)]
struct RulePlan {
    is_ingress: bool,
    peers: Option<PeerPlan>,
    ports: Ports,
}

/// Adds a rule whose ports and peers are of any of their types.
macro_rules! allow {
    ($policy:ident, $some:ident, $everywhere:ident, $plan:ident) => {
        match ($plan.peers.map(PeerPlan::peer), $plan.ports) {
            (None, Ports::All) => $policy.$everywhere(AllPorts),
            (None, Ports::Some(ports)) => $policy.$everywhere(ports),
            (None, Ports::Of(port)) => $policy.$everywhere(&port),
            (Some(Ok(peer)), Ports::All) => $policy.$some(peer, AllPorts),
            (Some(Ok(peer)), Ports::Some(ports)) => $policy.$some([peer], ports),
            (Some(Ok(peer)), Ports::Of(port)) => $policy.$some(vec![peer], &port),
            (Some(Err(block)), Ports::All) => $policy.$some(block, AllPorts),
            (Some(Err(block)), Ports::Some(ports)) => $policy.$some([block], ports),
            (Some(Err(block)), Ports::Of(port)) => $policy.$some(vec![block], &port),
        }
    };
}

impl RulePlan {
    fn put_into(self, policy: NetworkPolicy) -> NetworkPolicy {
        let Self { is_ingress, .. } = self;
        if is_ingress {
            allow!(policy, allow_from, allow_from_everywhere, self)
        } else {
            allow!(policy, allow_to, allow_to_everywhere, self)
        }
    }
}

/// `NetworkPolicy` objects over any pods, with rules of every peer and port.
pub fn network_policy() -> impl Strategy<Value = NetworkPolicy> {
    let rule = (any::<bool>(), maybe(peer_plan()), ports()).prop_map(|(is_ingress, peers, ports)| RulePlan {
        is_ingress,
        peers,
        ports,
    });
    let flags = (seldom(), seldom(), seldom());
    (dns_subdomain(), maybe(selector()), few(rule, 4), flags, metadata_plan()).prop_map(
        |(name, pods, rules, (denies_ingress, denies_egress, allows_dns), metadata)| {
            let policy = match pods {
                Some(pods) => NetworkPolicy::over(name, pods),
                None => NetworkPolicy::over_all(name),
            };
            let policy = with_metadata!(namespaced policy, metadata)
                .when(denies_ingress, NetworkPolicy::deny_ingress)
                .when(denies_egress, NetworkPolicy::deny_egress)
                .when(allows_dns, NetworkPolicy::allow_dns);
            rules.into_iter().fold(policy, |policy, rule| rule.put_into(policy))
        },
    )
}
