//! Strategies of the ports of services.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::{Strategy, prop_oneof};
use proptest::sample::select;

use super::value::node_port;
use crate::pick::{maybe, parsed, rarely};
use crate::value::{port_name, port_number};
use podwright::network::ServicePort;
use podwright::value::{AppProtocol, NodePortNumber, Port, PortName, PortNumber, Protocol};

/// Generates names of protocols above TCP and UDP.
pub fn app_protocol() -> impl Strategy<Value = AppProtocol> {
    let known =
        [AppProtocol::HTTP, AppProtocol::HTTPS, AppProtocol::GRPC, AppProtocol::H2C, AppProtocol::WSS];
    prop_oneof![
        3 => select(known.to_vec()),
        1 => parsed("[a-z]{2,8}\\.(com|example)/[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,12}[a-zA-Z0-9])?"),
    ]
}

#[derive(Clone, Debug)]
pub(super) struct PortPlan {
    name: Option<PortName>,
    number: PortNumber,
    protocol: Protocol,
    target: Target,
    app_protocol: Option<AppProtocol>,
    node_port: Option<NodePortNumber>,
}

#[derive(Clone, Debug)]
enum Target {
    Number(PortNumber),
    Port(Option<PortName>, PortNumber),
}

fn port_plan() -> impl Strategy<Value = PortPlan> {
    let target = prop_oneof![
        port_number().prop_map(Target::Number),
        (maybe(port_name()), port_number()).prop_map(|(name, number)| Target::Port(name, number)),
    ];
    // Few numbers, so that two protocols share one now and then.
    let number =
        prop_oneof![2 => port_number(), 1 => select(vec![PortNumber::literal(53), PortNumber::literal(443)])];
    let node_port = maybe(node_port());
    (maybe(port_name()), number, select(Protocol::ALL), target, rarely(app_protocol()), node_port).prop_map(
        |(name, number, protocol, target, app_protocol, node_port)| PortPlan {
            name,
            number,
            protocol,
            target,
            app_protocol,
            node_port,
        },
    )
}

impl PortPlan {
    /// Leaves a port of the nodes to something else.
    pub(super) fn leave(mut self, taken: NodePortNumber) -> Self {
        self.node_port = self.node_port.filter(|own| *own != taken);
        self
    }
}

pub(super) fn port_plans() -> impl Strategy<Value = Vec<PortPlan>> {
    prop_oneof![3 => vec(port_plan(), 1), 2 => vec(port_plan(), 1..5)]
}

/// Generates at least one port: numbers, names, protocols and targets of every form, none of them twice.
pub fn service_ports() -> impl Strategy<Value = Vec<ServicePort>> {
    port_plans().prop_map(|plans| ports(plans, false))
}

/// Makes ports of which none has the number, the name or the node port of another one.
pub(super) fn ports(plans: Vec<PortPlan>, has_node_ports: bool) -> Vec<ServicePort> {
    let (mut numbers, mut names, mut node_ports) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let are_many = plans.len() > 1;
    let mut ports = Vec::new();
    for (i, plan) in plans.into_iter().enumerate() {
        let PortPlan { name, number, protocol, target, app_protocol, node_port } = plan;
        if !numbers.insert((protocol, number)) {
            continue;
        }
        let of_target = match &target {
            Target::Port(name, _) => name.clone(),
            Target::Number(_) => None,
        };
        // Each of several ports has a name.
        let own = (are_many && name.is_none() && of_target.is_none())
            .then(|| format!("own-{i}").parse().expect("a short name"));
        let name = name.or(own);
        let name = match name.clone().or(of_target) {
            Some(full) if !names.insert(full.clone()) => {
                Some(format!("other-{i}").parse().expect("a short name"))
            }
            _ => name,
        };
        let port = match target {
            Target::Number(target) => ServicePort::number(target, number),
            Target::Port(name, target) => {
                let port = name.map_or_else(|| Port::new(target), |name| Port::named(name, target));
                ServicePort::of(
                    match protocol {
                        Protocol::Tcp => port,
                        Protocol::Udp => port.udp(),
                        Protocol::Sctp => port.sctp(),
                    },
                    number,
                )
            }
        };
        let port = match protocol {
            Protocol::Tcp => port,
            Protocol::Udp => port.udp(),
            Protocol::Sctp => port.sctp(),
        };
        let node_port = node_port.filter(|number| has_node_ports && node_ports.insert(*number));
        ports.push(
            port.with_some(name, ServicePort::name)
                .with_some(app_protocol, ServicePort::app_protocol)
                .with_some(node_port, ServicePort::node_port),
        );
    }
    ports
}
