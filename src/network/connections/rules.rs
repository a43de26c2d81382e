//! The rules of one direction of a policy, merged.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::networking::v1::{NetworkPolicyPeer, NetworkPolicyPort};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use k8s_openapi::serde_json;

/// What a policy allows in one direction.
#[derive(Clone, Debug, Default)]
pub(super) struct Direction {
    /// Whether the policy is about this direction. If it is, and has no rules, it allows nothing.
    pub(super) is_meant: bool,
    everyone: Ports,
    peers: BTreeMap<String, (NetworkPolicyPeer, Ports)>,
}

/// A rule: peers, or `None` for everyone; ports, or `None` for all.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) peers: Option<Vec<NetworkPolicyPeer>>,
    pub(super) ports: Option<Vec<NetworkPolicyPort>>,
}

/// What orders ports: the protocol, the number, the name, the end of the range.
type PortKey = (String, i32, String, i32);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ports {
    All,
    These(BTreeSet<PortKey>),
}

impl Default for Ports {
    fn default() -> Self {
        Self::These(BTreeSet::new())
    }
}

impl Ports {
    fn add(&mut self, ports: Option<&[NetworkPolicyPort]>) {
        match (&mut *self, ports) {
            (Self::All, _) => {}
            (_, None) => *self = Self::All,
            (Self::These(all), Some(ports)) => all.extend(ports.iter().map(key_of)),
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::These(ports) if ports.is_empty())
    }

    fn written(&self) -> Option<Vec<NetworkPolicyPort>> {
        match self {
            Self::All => None,
            Self::These(ports) => Some(ports.iter().map(port_of).collect()),
        }
    }
}

fn key_of(port: &NetworkPolicyPort) -> PortKey {
    let (number, name) = match &port.port {
        Some(IntOrString::Int(number)) => (*number, String::new()),
        Some(IntOrString::String(name)) => (0, name.clone()),
        None => (0, String::new()),
    };
    (port.protocol.clone().unwrap_or_default(), number, name, port.end_port.unwrap_or_default())
}

fn port_of((protocol, number, name, end): &PortKey) -> NetworkPolicyPort {
    let port = match (number, &**name) {
        (0, "") => None,
        (0, name) => Some(IntOrString::String(name.to_owned())),
        (number, _) => Some(IntOrString::Int(*number)),
    };
    NetworkPolicyPort { end_port: (*end != 0).then_some(*end), port, protocol: Some(protocol.clone()) }
}

impl Direction {
    /// Allows peers, or everyone, on ports, or on all. An empty list allows nothing.
    pub(super) fn allow(
        &mut self,
        peers: Option<Vec<NetworkPolicyPeer>>,
        ports: Option<&[NetworkPolicyPort]>,
    ) {
        self.is_meant = true;
        let Some(peers) = peers else { return self.everyone.add(ports) };
        for peer in peers {
            // A peer is made of texts and numbers, which JSON takes.
            let key = serde_json::to_string(&peer).unwrap_or_default();
            self.peers.entry(key).or_insert_with(|| (peer, Ports::default())).1.add(ports);
        }
    }

    /// Returns the rules: that of everyone, then one for each set of ports, with all its peers.
    pub(super) fn rules(&self) -> Vec<Rule> {
        let mut rules = Vec::new();
        if !self.everyone.is_empty() {
            rules.push(Rule { peers: None, ports: self.everyone.written() });
        }
        if self.everyone == Ports::All {
            return rules;
        }
        let mut by_ports: BTreeMap<&Ports, Vec<NetworkPolicyPeer>> = BTreeMap::new();
        for (peer, ports) in self.peers.values().filter(|(_, ports)| !ports.is_empty()) {
            by_ports.entry(ports).or_default().push(peer.clone());
        }
        rules.extend(
            by_ports.into_iter().map(|(ports, peers)| Rule { peers: Some(peers), ports: ports.written() }),
        );
        rules
    }
}

/// Returns the index of the first rule with a port, and the index of the port there.
pub(super) fn place_of(rules: &[Rule], port: &NetworkPolicyPort) -> Option<(usize, usize)> {
    rules.iter().enumerate().find_map(|(at, rule)| {
        let ports = rule.ports.as_deref().unwrap_or_default();
        Some((at, ports.iter().position(|other| other == port)?))
    })
}
