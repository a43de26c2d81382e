//! Connections: the policies allow the traffic that is asked for, and no other. The evaluator below reads the objects by the words
//! of the Kubernetes documentation, and knows nothing of the builder.

use std::net::Ipv4Addr;

use k8s_openapi::api::networking::v1 as networking;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use podwright::network::{Connections, SelectedPods};
use podwright::prelude::*;
use proptest::prelude::*;

/// Where objects are applied that name no namespace.
const APPLY: &str = "shop";

/// An end of some traffic.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Pod { namespace: &'static str, labels: Vec<(String, String)> },
    Address(Ipv4Addr),
}

/// A port of the target, with the names that its pods give to ports.
#[derive(Clone, Copy, Debug, PartialEq)]
struct At {
    protocol: &'static str,
    number: i32,
}

/// Tells whether the policies allow the traffic.
fn is_allowed(policies: &[Valid<networking::NetworkPolicy>], from: &Node, to: &Node, at: At) -> bool {
    let side = |own: &Node, other: &Node, kind: &str| {
        let Node::Pod { namespace, labels } = own else { return true };
        let mut is_isolated = false;
        for policy in policies {
            let (spec, own_namespace) = (policy.spec.as_ref().unwrap(), space(policy));
            let types = spec.policy_types.as_ref().unwrap();
            let selects = own_namespace == *namespace && matches(spec.pod_selector.as_ref().unwrap(), labels);
            if !selects || !types.iter().any(|it| it == kind) {
                continue;
            }
            is_isolated = true;
            let ingress = spec.ingress.iter().flatten().map(|rule| (&rule.from, &rule.ports));
            let egress = spec.egress.iter().flatten().map(|rule| (&rule.to, &rule.ports));
            let mut rules: Box<dyn Iterator<Item = _>> =
                if kind == "Ingress" { Box::new(ingress) } else { Box::new(egress) };
            if rules.any(|(peers, ports)| {
                let peers = peers.as_deref().unwrap_or_default();
                let ports = ports.as_deref().unwrap_or_default();
                (peers.is_empty() || peers.iter().any(|peer| is_peer(peer, other, own_namespace)))
                    && (ports.is_empty() || ports.iter().any(|port| is_port(port, at)))
            }) {
                return true;
            }
        }
        !is_isolated
    };
    side(from, to, "Egress") && side(to, from, "Ingress")
}

fn space(policy: &networking::NetworkPolicy) -> &str {
    policy.metadata.namespace.as_deref().unwrap_or(APPLY)
}

fn matches(selector: &LabelSelector, labels: &[(String, String)]) -> bool {
    let has = |key: &str| labels.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str());
    let equal = selector.match_labels.iter().flatten().all(|(key, value)| has(key) == Some(value));
    equal
        && selector.match_expressions.iter().flatten().all(|it| match &*it.operator {
            "In" => has(&it.key).is_some_and(|own| it.values.iter().flatten().any(|value| value == own)),
            "Exists" => has(&it.key).is_some(),
            other => panic!("{other}"),
        })
}

fn is_peer(peer: &networking::NetworkPolicyPeer, node: &Node, own_namespace: &str) -> bool {
    match (node, &peer.ip_block) {
        (Node::Address(address), Some(block)) => {
            let excepted = block.except.iter().flatten().any(|part| is_in(part, *address));
            is_in(&block.cidr, *address) && !excepted
        }
        (Node::Pod { namespace, labels }, None) => {
            let of_namespace = vec![("kubernetes.io/metadata.name".to_owned(), (*namespace).to_owned())];
            let is_there = match &peer.namespace_selector {
                Some(selector) => matches(selector, &of_namespace),
                None => own_namespace == *namespace,
            };
            is_there && peer.pod_selector.as_ref().is_none_or(|selector| matches(selector, labels))
        }
        _ => false,
    }
}

fn is_in(block: &str, address: Ipv4Addr) -> bool {
    let (network, bits) = block.split_once('/').unwrap();
    let (network, bits): (Ipv4Addr, u32) = (network.parse().unwrap(), bits.parse().unwrap());
    let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
    u32::from(network) & mask == u32::from(address) & mask
}

fn is_port(port: &networking::NetworkPolicyPort, at: At) -> bool {
    let number = match (&port.port, port.end_port) {
        (None, _) => true,
        (Some(IntOrString::Int(number)), None) => *number == at.number,
        (Some(IntOrString::Int(first)), Some(last)) => (*first..=last).contains(&at.number),
        (Some(IntOrString::String(name)), _) => panic!("the number of {name} is known"),
    };
    number && port.protocol.as_deref() == Some(at.protocol)
}

fn http() -> Port {
    port!("http", 8080)
}

fn metrics() -> Port {
    port!("metrics", 9090)
}

fn game() -> Port {
    port!("game", 5353).udp()
}

/// Ports that somebody asks for.
#[derive(Clone, Copy, Debug)]
enum Ports {
    Http,
    Game,
    HttpAndMetrics,
    Range,
    All,
}

impl Ports {
    fn have(self, at: At) -> bool {
        let tcp = at.protocol == "TCP";
        match self {
            Self::Http => tcp && at.number == 8080,
            Self::Game => !tcp && at.number == 5353,
            Self::HttpAndMetrics => tcp && [8080, 9090].contains(&at.number),
            Self::Range => tcp && (9000..=9100).contains(&at.number),
            Self::All => true,
        }
    }
}

/// Somebody else.
#[derive(Clone, Copy, Debug)]
enum Others {
    EveryNamespace,
    OwnNamespace,
    Monitoring,
    Prometheus,
    Block,
    Any,
    Nobody,
}

impl Others {
    fn have(self, node: &Node, own_namespace: &str) -> bool {
        match (self, node) {
            (Self::Any, _) | (Self::EveryNamespace, Node::Pod { .. }) => true,
            (Self::OwnNamespace, Node::Pod { namespace, .. }) => *namespace == own_namespace,
            (Self::Monitoring, Node::Pod { namespace, .. }) => *namespace == "monitoring",
            (Self::Prometheus, Node::Pod { namespace, labels }) => {
                *namespace == "monitoring" && labels.contains(&("app".to_owned(), "prometheus".to_owned()))
            }
            (Self::Block, Node::Address(address)) => {
                let [a, b, c, d] = address.octets();
                [a, b, c] == [192, 0, 2] && d >= 64
            }
            _ => false,
        }
    }
}

/// A workload of the application, by its number.
type Own = usize;

#[derive(Clone, Copy, Debug)]
enum Asked {
    Workloads(Own, Own, Ports),
    /// To port 80 of the service of a workload, which leads to `http`.
    Service(Own, Own),
    /// The address of the same port in a variable.
    Address(Own, Own),
    From(Others, Own, Ports),
    Out(Own, Others, Ports),
}

/// The number of workloads. The last is an operator's, and the one before in another namespace.
const OWN: usize = 5;

fn namespace_of(own: Own) -> &'static str {
    if own == OWN - 2 { "data" } else { APPLY }
}

fn workload(own: Own, address: Option<&Service>) -> Deployment {
    let name = format!("w{own}");
    let main = Container::new(name!("main"), image!("acme/main:1")).ports([&http(), &metrics(), &game()]);
    let main = main.with_some(address, |main, service| main.env(vars! { ADDRESS = service.address(80) }));
    let it = Deployment::new(name.parse().unwrap(), PodTemplate::builder().main(main));
    let it = it.when(own == 0, |it| it.selector(labels! { "app" = "w0", "tier" = "front" }));
    let it = it.when(own == 1, |it| {
        let track: LabelKey = key!("track");
        it.selector(Selector::matching(labels! { "app" = "w1" }).and(track.exists()))
            .template(|pod| pod.label(key!("track"), value!("stable")))
    });
    it.when(namespace_of(own) != APPLY, |it| it.namespace(namespace_of(own).parse().unwrap()))
}

fn node(own: Own) -> Node {
    let labels: &[(&str, &str)] = match own {
        0 => &[("app", "w0"), ("tier", "front"), ("pod-template-hash", "x")],
        1 => &[("app", "w1"), ("track", "stable")],
        2 => &[("app.kubernetes.io/name", "w2")],
        3 => &[("app.kubernetes.io/name", "w3")],
        _ => &[("kafka", "events")],
    };
    Node::Pod { namespace: namespace_of(own), labels: owned(labels) }
}

fn owned(labels: &[(&str, &str)]) -> Vec<(String, String)> {
    labels.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// Who is in the cluster beside the workloads.
fn others() -> Vec<Node> {
    let pod = |namespace, labels| Node::Pod { namespace, labels: owned(labels) };
    vec![
        pod(APPLY, &[("app", "w1")]),
        pod(APPLY, &[]),
        pod("data", &[("app.kubernetes.io/name", "w2")]),
        pod("monitoring", &[("app", "prometheus")]),
        pod("monitoring", &[("app.kubernetes.io/name", "w2")]),
        pod("kube-system", &[("k8s-app", "kube-dns")]),
        Node::Address(Ipv4Addr::new(192, 0, 2, 7)),
        Node::Address(Ipv4Addr::new(192, 0, 2, 100)),
        Node::Address(Ipv4Addr::new(10, 0, 0, 1)),
    ]
}

/// Adds what is asked for.
fn ask(connections: Connections, asked: Asked) -> Connections {
    macro_rules! with_ports {
        ($ports:expr, |$given:ident| $body:expr) => {
            match $ports {
                Ports::Http => {
                    let $given = &http();
                    $body
                }
                Ports::Game => {
                    let $given = &game();
                    $body
                }
                Ports::HttpAndMetrics => {
                    let $given = [&http(), &metrics()];
                    $body
                }
                Ports::Range => {
                    let $given = PolicyPort::range(9000, 9100);
                    $body
                }
                Ports::All => {
                    let $given = AllPorts;
                    $body
                }
            }
        };
    }
    macro_rules! with_own {
        ($own:expr, |$given:ident| $body:expr) => {
            if $own == OWN - 1 {
                let $given = &SelectedPods::over(name!("w4"), labels! { "kafka" = "events" });
                $body
            } else {
                let $given = &workload($own, None);
                $body
            }
        };
    }
    macro_rules! with_others {
        ($others:expr, |$given:ident| $body:expr) => {
            match $others {
                Others::EveryNamespace => {
                    let $given = Peer::every_namespace();
                    $body
                }
                Others::OwnNamespace => {
                    let $given = Peer::own_namespace();
                    $body
                }
                Others::Monitoring => {
                    let $given = Peer::namespace(name!("monitoring"));
                    $body
                }
                Others::Prometheus => {
                    let $given = Peer::namespace(name!("monitoring")).pods(labels! { "app" = "prometheus" });
                    $body
                }
                Others::Block => {
                    let $given = Peer::cidr(cidr!("192.0.2.0/24")).except([cidr!("192.0.2.0/26")]);
                    $body
                }
                Others::Any => {
                    let $given = Peer::any();
                    $body
                }
                Others::Nobody => {
                    let $given = Vec::<Peer>::new();
                    $body
                }
            }
        };
    }
    match asked {
        Asked::Workloads(from, to, ports) => with_own!(from, |from| with_own!(to, |to| {
            with_ports!(ports, |ports| connections.allow(from, to, ports))
        })),
        Asked::Service(from, to) => {
            let service = service(to);
            with_own!(from, |from| connections.allow(from, &service, 80))
        }
        Asked::Address(from, to) => {
            let service = service(to);
            connections.allow_addresses(&workload(from, Some(&service)), [&service])
        }
        Asked::From(others, to, ports) => with_own!(to, |to| with_others!(others, |others| {
            with_ports!(ports, |ports| connections.allow_from(others, to, ports))
        })),
        Asked::Out(from, others, ports) => with_own!(from, |from| with_others!(others, |others| {
            with_ports!(ports, |ports| connections.allow_out(from, others, ports))
        })),
    }
}

/// The service of a workload that labels alone select.
fn service(own: Own) -> Service {
    workload(own, None).service().port(http(), 80).port(metrics(), 9090)
}

/// Tells whether the traffic is asked for, side by side.
fn is_asked(asked: &[Asked], from: &Node, to: &Node, at: At, closed: bool, dns_for_all: bool) -> bool {
    let own_nodes: Vec<Node> = (0..OWN).map(node).collect();
    let who = |node: &Node| own_nodes.iter().position(|own| own == node);
    let is = |node: &Node, own: Own| who(node) == Some(own);
    let pair = |one: &Asked| match *one {
        Asked::Workloads(source, target, ports) => is(from, source) && is(to, target) && ports.have(at),
        Asked::Service(source, target) | Asked::Address(source, target) => {
            is(from, source) && is(to, target) && Ports::Http.have(at)
        }
        _ => false,
    };
    let is_source = |one: &Asked, own: Own| match *one {
        Asked::Workloads(source, ..)
        | Asked::Service(source, _)
        | Asked::Address(source, _)
        | Asked::Out(source, ..) => source == own,
        Asked::From(..) => false,
    };
    let is_target = |one: &Asked, own: Own| match *one {
        Asked::Workloads(_, target, _)
        | Asked::Service(_, target)
        | Asked::Address(_, target)
        | Asked::From(_, target, _) => target == own,
        Asked::Out(..) => false,
    };
    let is_dns = at.number == 53;
    let spaces: Vec<_> = (0..OWN)
        .filter(|own| asked.iter().any(|one| is_source(one, *own) || is_target(one, *own)))
        .map(namespace_of)
        .collect();
    let is_closed = |node: &Node| match node {
        Node::Pod { namespace, .. } => {
            closed && (spaces.contains(namespace) || (spaces.is_empty() && *namespace == APPLY))
        }
        Node::Address(_) => false,
    };
    let source = who(from);
    let speaks = source.is_some_and(|own| asked.iter().any(|one| is_source(one, own)));
    let out = asked.iter().any(|one| {
        pair(one)
            || matches!(*one, Asked::Out(own, others, ports)
                if is(from, own) && others.have(to, namespace_of(own)) && ports.have(at))
    });
    let out = out || (!speaks && !is_closed(from)) || (is_dns && (speaks || dns_for_all));
    let target = who(to);
    let hears = target.is_some_and(|own| asked.iter().any(|one| is_target(one, own)));
    let into = asked.iter().any(|one| {
        pair(one)
            || matches!(*one, Asked::From(others, own, ports)
                if is(to, own) && others.have(from, namespace_of(own)) && ports.have(at))
    });
    let into = into || (!hears && !is_closed(to));
    out && into
}

fn asked() -> impl Strategy<Value = Asked> {
    let ports = || {
        prop::sample::select(&[Ports::Http, Ports::Game, Ports::HttpAndMetrics, Ports::Range, Ports::All][..])
    };
    let others = || {
        prop::sample::select(
            &[
                Others::EveryNamespace,
                Others::OwnNamespace,
                Others::Monitoring,
                Others::Prometheus,
                Others::Block,
                Others::Any,
                Others::Nobody,
            ][..],
        )
    };
    // The selector of a service has labels alone.
    let served = || prop::sample::select(&[0, 2, 3][..]);
    prop_oneof![
        3 => (0..OWN, 0..OWN, ports()).prop_map(|(from, to, ports)| Asked::Workloads(from, to, ports)),
        1 => (0..OWN, served()).prop_map(|(from, to)| Asked::Service(from, to)),
        1 => (0..OWN - 1, served()).prop_map(|(from, to)| Asked::Address(from, to)),
        1 => (others(), 0..OWN, ports()).prop_map(|(others, to, ports)| Asked::From(others, to, ports)),
        1 => (0..OWN, others(), ports()).prop_map(|(from, others, ports)| Asked::Out(from, others, ports)),
    ]
}

fn build(asked: &[Asked], closed: bool, dns_for_all: bool) -> Vec<Valid<networking::NetworkPolicy>> {
    let connections =
        asked.iter().fold(Connections::new().namespace(name!("shop")), |all, one| ask(all, *one));
    let connections = connections.when(closed, Connections::deny_by_default);
    connections.when(dns_for_all, Connections::allow_dns).build_all().unwrap()
}

proptest! {
    #[test]
    fn what_is_asked_for_is_allowed_and_nothing_else(
        asked in prop::collection::vec(asked(), 0..8),
        closed in prop::bool::weighted(0.7),
        dns_for_all in any::<bool>(),
    ) {
        let policies = build(&asked, closed, dns_for_all);
        let nodes: Vec<Node> = (0..OWN).map(node).chain(others()).collect();
        let ports = [("TCP", 8080), ("TCP", 9090), ("UDP", 5353), ("TCP", 5353), ("TCP", 80), ("UDP", 53), ("TCP", 53)];
        for (from, to) in nodes.iter().flat_map(|from| nodes.iter().map(move |to| (from, to))) {
            if matches!((from, to), (Node::Address(_), Node::Address(_))) {
                continue;
            }
            for at in ports.map(|(protocol, number)| At { protocol, number }) {
                prop_assert_eq!(
                    is_allowed(&policies, from, to, at),
                    is_asked(&asked, from, to, at, closed, dns_for_all),
                    "{:?} -> {:?} {:?}", from, to, at
                );
            }
        }
    }

    #[test]
    fn the_order_makes_no_difference_and_each_pod_has_one_policy(
        asked in prop::collection::vec(asked(), 0..8).prop_flat_map(|asked| (Just(asked.clone()), Just(asked).prop_shuffle())),
        closed in any::<bool>(),
    ) {
        let (one, other) = (build(&asked.0, closed, true), build(&asked.1, closed, true));
        prop_assert!(one.iter().map(|policy| &**policy).eq(other.iter().map(|policy| &**policy)));
        let twice: Vec<_> = asked.0.iter().chain(&asked.0).copied().collect();
        let twice = build(&twice, closed, true);
        prop_assert!(one.iter().map(|policy| &**policy).eq(twice.iter().map(|policy| &**policy)));
        let mut names: Vec<_> = one.iter().map(|it| (space(it), it.metadata.name.as_deref())).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        prop_assert_eq!(names.len(), count);
        for own in 0..OWN {
            let Node::Pod { namespace, labels } = node(own) else { unreachable!() };
            let selecting = one.iter().filter(|it| {
                let selector = it.spec.as_ref().unwrap().pod_selector.as_ref().unwrap();
                space(it) == namespace && *selector != LabelSelector::default() && matches(selector, &labels)
            });
            prop_assert!(selecting.count() <= 1);
        }
    }
}

fn first_violation(connections: &Connections) -> (String, String) {
    let violations = connections.build_all().unwrap_err();
    let violation = violations.iter().next().unwrap();
    (violation.rule().to_owned(), violation.to_string())
}

#[test]
fn what_a_connection_lacks_is_named() {
    let (web, db) = (workload(2, None), workload(3, None));
    let admin = port!("admin", 9000);
    let (rule, text) = first_violation(&Connections::new().namespace(name!("shop")).allow(&web, &db, &admin));
    assert_eq!(rule, "connection-port-undeclared");
    assert_eq!(
        text,
        "spec.ingress[0].ports[0].port: Invalid value: \"admin\": no container of Deployment \"w3\" declares this port; \
         declared are \"http\" (8080), \"metrics\" (9090), \"game\" (5353) UDP"
    );
    // A name that is declared with another number or another protocol is another port.
    for other in [port!("http", 8081), port!("http", 8080).udp()] {
        let (rule, _) = first_violation(&Connections::new().allow(&web, &web, &other));
        assert_eq!(rule, "connection-port-undeclared");
    }
    // A program may listen on a port that no container declares.
    let silent = Connections::new().allow(&web, &web, PolicyPort::number(7000)).allow(
        &web,
        &web,
        &Port::new(7001.try_into().unwrap()),
    );
    assert_eq!(silent.build_all().unwrap().len(), 1);
    let named = Connections::new().allow(&web, &web, PolicyPort::name(port_name!("http")));
    assert_eq!(named.build_all().unwrap().len(), 1);
    let named = Connections::new().allow(&web, &web, PolicyPort::name(port_name!("nope")));
    assert_eq!(first_violation(&named).0, "connection-port-undeclared");

    let (rule, text) = first_violation(&Connections::new().allow(&web, &web.service().port(http(), 80), 81));
    assert_eq!(rule, "connection-service-port");
    assert_eq!(
        text,
        "spec.ingress: Invalid value: 81: Service \"w2\" has no such port; it has \"http\" (80)"
    );
    let (rule, _) = first_violation(&Connections::new().allow(&web, &web.service().port(&admin, 80), 80));
    assert_eq!(rule, "connection-port-undeclared");

    let outside = Service::without_selector(name!("legacy")).port_number(5432, 5432);
    let (rule, text) = first_violation(&Connections::new().allow(&web, &outside, 5432));
    assert_eq!(
        (&*rule, text.starts_with("spec.egress: Required value: Service \"legacy\" selects no pods")),
        ("connection-addresses", true)
    );

    let (rule, text) = first_violation(&Connections::new().allow(&web, &db, &http()));
    assert_eq!(rule, "connection-namespace");
    assert!(text.starts_with("metadata.namespace: Required value: Deployment \"w2\" connects with Deployment \"w3\" of namespace \"data\""), "{text}");
}

#[test]
fn a_service_without_a_selector_stands_for_its_addresses() {
    let web = workload(2, None);
    let legacy = Service::without_selector(name!("legacy"))
        .port_number(5433, 5432)
        .endpoints([ip!("192.0.2.7"), ip!("2001:db8::7")]);
    let policies = Connections::new().allow(&web, &legacy, 5432).deny_by_default().build_all().unwrap();
    assert_eq!(policies.len(), 2);
    let rule = &policies[1].spec.as_ref().unwrap().egress.as_ref().unwrap()[1];
    let blocks: Vec<_> =
        rule.to.iter().flatten().map(|peer| &*peer.ip_block.as_ref().unwrap().cidr).collect();
    assert_eq!(blocks, ["192.0.2.7/32", "2001:db8::7/128"]);
    assert_eq!(rule.ports.as_ref().unwrap()[0].port, Some(IntOrString::Int(5433)));
}

#[test]
fn jobs_connect_by_the_labels_that_their_pods_have() {
    let (template, db) =
        (|| PodTemplate::builder().main(Container::new(name!("a"), image!("acme/a:1"))), workload(2, None));
    let job = Job::new(name!("migrate"), JobTemplate::never(template()));
    let policies = Connections::new().allow(&job, &db, &http()).build_all().unwrap();
    let selector = |policy: &networking::NetworkPolicy| {
        policy.spec.as_ref().unwrap().pod_selector.as_ref().unwrap().match_labels.clone().unwrap()
    };
    assert_eq!(policies[0].metadata.name.as_deref(), Some("migrate"));
    assert_eq!(selector(&policies[0])["batch.kubernetes.io/job-name"], "migrate");

    let nightly =
        |template| CronJob::new(name!("nightly"), cron!("15 3 * * *"), JobTemplate::never(template));
    let labelled = nightly(template().label(key!("app"), value!("nightly")));
    let policies = Connections::new().allow(&labelled, &db, &http()).build_all().unwrap();
    assert_eq!(selector(&policies[0])["app"], "nightly");
    let (rule, text) = first_violation(&Connections::new().allow(&nightly(template()), &db, &http()));
    assert_eq!(rule, "connection-pods");
    assert_eq!(
        text,
        "spec.podSelector: Required value: the pods of CronJob \"nightly\" have no labels that are known: \
         '.label(..)' on the template gives them one"
    );
}

#[test]
fn names_are_told_apart_by_the_kind() {
    let (web, service) =
        (workload(2, None), Service::over(name!("w2"), labels! { "app" = "all" }).port(http(), 80));
    let other = SelectedPods::over(name!("w2"), labels! { "app" = "other" });
    let deny = SelectedPods::over(name!("default-deny"), labels! { "app" = "deny" });
    let all = Connections::new()
        .allow(&other, &service, 80)
        .allow(&other, &web, &http())
        .allow(&other, &deny, AllPorts)
        .deny_by_default();
    let names: Vec<_> = all.build_all().unwrap().iter().map(|it| it.metadata.name.clone().unwrap()).collect();
    assert_eq!(names, ["default-deny", "default-deny-pods", "w2-pods", "w2-deployment", "w2-service"]);
}

#[test]
fn dns_is_where_it_is_said_to_be() {
    let (web, db) = (workload(2, None), workload(0, None));
    let dns = |connections: Connections| {
        let policies = connections.allow(&web, &db, &http()).build_all().unwrap();
        let web = policies.iter().find(|it| it.metadata.name.as_deref() == Some("w2")).unwrap();
        let to = |to: &Node, number| is_allowed(&policies, &node(2), to, At { protocol: "UDP", number });
        let rules = web.spec.as_ref().unwrap().egress.as_ref().unwrap().len();
        let [kube_dns, outside] = [&others()[5], &others()[8]].map(|node| (to(node, 53), to(node, 5353)));
        (rules, kube_dns, outside)
    };
    assert_eq!(dns(Connections::new()), (2, (true, false), (true, false)));
    let kube_dns = || Peer::namespace(name!("kube-system")).pods(labels! { "k8s-app" = "kube-dns" });
    let ports = [PolicyPort::number(53).udp(), PolicyPort::number(53)];
    assert_eq!(dns(Connections::new().dns(kube_dns(), ports)), (2, (true, false), (false, false)));
    assert_eq!(
        dns(Connections::new().dns(Vec::<Peer>::new(), AllPorts)),
        (1, (false, false), (false, false))
    );
}
