use std::collections::BTreeMap;

use k8s_openapi::api::networking::v1::{NetworkPolicyPeer, NetworkPolicyPort};

use super::draft::Problem;
use super::ends::{Addressed, ConnectsFrom, ConnectsTo, Destination, SelectedPods, To};
use super::of_service;
use crate::conditional::conditional;
use crate::network::known::PortChoice;
use crate::network::peer::IntoPolicyPeers;
use crate::network::policy_port::{IntoPolicyPorts, PolicyPort, written};
use crate::network::service::Service;
use crate::value::DnsLabel;

/// The connections that an application makes, from which its network policies are derived.
///
/// Each connection is written on both sides: the policy of the target lets it in, the policy of the source lets it out. There is
/// one policy for the pods of a workload, with its name. What the pods of a policy may do in its directions is all that they may
/// do there, so a workload that is allowed one connection out makes no other. [`deny_by_default`](Self::deny_by_default) closes
/// what no connection speaks of.
///
/// ```
/// use podwright::prelude::*;
///
/// let (http, postgres) = (port!("http", 8080), port!("postgres", 5432));
/// let web = Container::new(name!("web"), image!("acme/web:1")).port(&http);
/// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
/// let db = Container::new(name!("db"), image!("postgres:17")).port(&postgres);
/// let db = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), PodTemplate::builder().main(db));
///
/// let policies = Connections::new()
///     .allow(&web, &db, &postgres)
///     .allow_from(Peer::namespace(name!("ingress-nginx")), &web, &http)
///     .deny_by_default()
///     .build_all()?;
/// let names: Vec<_> = policies.iter().map(|policy| policy.metadata.name.as_deref().unwrap()).collect();
/// assert_eq!(names, ["default-deny", "db", "web"]);
/// assert_eq!(
///     podwright::to_yaml(&policies[2])?,
///     "\
/// apiVersion: networking.k8s.io/v1
/// kind: NetworkPolicy
/// metadata:
///   name: web
/// spec:
///   podSelector:
///     matchLabels:
///       app.kubernetes.io/name: web
///   policyTypes:
///   - Ingress
///   - Egress
///   ingress:
///   - from:
///     - namespaceSelector:
///         matchLabels:
///           kubernetes.io/metadata.name: ingress-nginx
///     ports:
///     - protocol: TCP
///       port: 8080
///   egress:
///   - ports:
///     - protocol: TCP
///       port: 53
///     - protocol: UDP
///       port: 53
///   - to:
///     - podSelector:
///         matchLabels:
///           app.kubernetes.io/name: db
///     ports:
///     - protocol: TCP
///       port: 5432
/// ",
/// );
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// A port with a name that no container of the target declares is a violation, which names those that are declared. A port of a
/// container without a name, and [`PolicyPort::number`], may be of a program that declares none.
///
/// # DNS
///
/// A workload that may connect out may ask DNS servers too: port 53 of UDP and TCP, at any address. A narrower rule is not true of
/// most clusters. Where a `NodeLocal` DNS cache runs, queries go to an address of the node, and no selector of pods covers it. Some
/// clusters have their DNS servers outside. In a cluster where you know better, [`dns`](Self::dns) says where they are:
///
/// | DNS of the cluster | what allows it |
/// | --- | --- |
/// | `CoreDNS` or `kube-dns` as pods, no cache on nodes | `.dns(Peer::namespace(name!("kube-system")).pods(labels! { "k8s-app" = "kube-dns" }), ..)` |
/// | `NodeLocal` DNS cache | the default, or the addresses of the cache and of the service `kube-dns`: `.dns(Peer::cidr(cidr!("169.254.20.10/32")), ..)` |
/// | `OpenShift`, whose servers listen on port 5353 | `.dns(Peer::namespace(name!("openshift-dns")), [PolicyPort::number(5353).udp(), PolicyPort::number(5353)])` |
///
/// # What needs no rule, and what needs one
///
/// - Probes: the kubelet of a pod's own node always reaches it.
/// - Answers: a connection that is allowed carries traffic both ways.
/// - An ingress controller, and the scraper of metrics, are peers: `.allow_from(Peer::namespace(name!("monitoring")), &web, &metrics)`.
/// - The API server is no pod. A workload that calls it has a rule to its addresses, and a webhook one from them:
///   `.allow_out(&operator, Peer::cidr(..), PolicyPort::number(6443))`.
/// - Pods in the network of their node (`hostNetwork`): most network plugins apply no policies to them.
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/network-policies/>
#[doc(alias = "NetworkPolicy")]
#[derive(Clone, Debug)]
pub struct Connections {
    pub(super) all: Vec<Connection>,
    pub(super) namespace: Option<String>,
    pub(super) dns: Dns,
    pub(super) denies_by_default: bool,
    pub(super) allows_dns_everywhere: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Connection {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) ports: Option<Vec<NetworkPolicyPort>>,
    pub(super) problems: Vec<Problem>,
}

#[derive(Clone, Debug)]
pub(super) enum End {
    Pods(SelectedPods),
    /// Peers, or everyone.
    Peers(Option<Vec<NetworkPolicyPeer>>),
}

#[derive(Clone, Debug)]
pub(super) struct Dns {
    pub(super) peers: Option<Vec<NetworkPolicyPeer>>,
    pub(super) ports: Option<Vec<NetworkPolicyPort>>,
}

impl Connections {
    /// Creates no connections.
    #[must_use]
    pub fn new() -> Self {
        Self {
            all: Vec::new(),
            namespace: None,
            dns: Dns {
                peers: None,
                ports: written([PolicyPort::number(53).udp(), PolicyPort::number(53)].into_ports()),
            },
            denies_by_default: false,
            allows_dns_everywhere: false,
        }
    }

    /// Allows the pods of a workload to connect to those of another on ports of its containers, or to those behind a service on
    /// a port of the service.
    ///
    /// Policies see the ports of pods. So a port of a service stands for the port of the pods that it leads to. A service without
    /// a selector stands for its addresses.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let grpc = port!("grpc", 8080);
    /// let catalog = Container::new(name!("catalog"), image!("acme/catalog:1")).port(&grpc);
    /// let catalog = Deployment::new(name!("catalog"), PodTemplate::builder().main(catalog));
    /// let web = Container::new(name!("web"), image!("acme/web:1"));
    /// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    ///
    /// let service = catalog.service().port(&grpc, 3550);
    /// let of_service = Connections::new().allow(&web, &service, 3550).build_all()?;
    /// let of_workload = Connections::new().allow(&web, &catalog, &grpc).build_all()?;
    /// assert!(of_service.iter().map(|policy| &**policy).eq(of_workload.iter().map(|policy| &**policy)));
    ///
    /// let violations = Connections::new().allow(&web, &catalog, &port!("admin", 9000)).build_all().unwrap_err();
    /// assert_eq!(
    ///     violations.iter().next().unwrap().to_string(),
    ///     "spec.ingress[0].ports[0].port: Invalid value: \"admin\": no container of Deployment \"catalog\" declares this port; \
    ///      declared are \"grpc\" (8080)",
    /// );
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "ingress")]
    #[doc(alias = "egress")]
    #[must_use]
    pub fn allow<P>(self, from: impl ConnectsFrom, to: impl ConnectsTo<P>, ports: P) -> Self {
        self.connect(End::Pods(from.selected_pods()), to.destination(ports))
    }

    /// Allows peers to connect to the pods of a workload or of a service: other namespaces, blocks of addresses, everyone.
    ///
    /// The peers' own side is not written. For two workloads of the program use [`allow`](Self::allow).
    #[doc(alias = "from")]
    #[must_use]
    pub fn allow_from<P>(self, peers: impl IntoPolicyPeers, to: impl ConnectsTo<P>, ports: P) -> Self {
        self.connect(End::Peers(peers.into_peers()), to.destination(ports))
    }

    /// Allows the pods of a workload to connect to peers: other namespaces, blocks of addresses, everyone.
    ///
    /// A policy knows no host names. A connection to a host outside the cluster is one to its addresses.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = Container::new(name!("web"), image!("acme/web:1"));
    /// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    /// let policies = Connections::new()
    ///     .allow_out(&web, Peer::cidr(cidr!("0.0.0.0/0")).except([cidr!("10.0.0.0/8")]), PolicyPort::number(443))
    ///     .build_all()?;
    /// let rules = policies[0].spec.as_ref().unwrap().egress.as_ref().unwrap();
    /// assert_eq!(rules[1].to.as_ref().unwrap()[0].ip_block.as_ref().unwrap().cidr, "0.0.0.0/0");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "to")]
    #[must_use]
    pub fn allow_out(
        mut self,
        from: impl ConnectsFrom,
        peers: impl IntoPolicyPeers,
        ports: impl IntoPolicyPorts,
    ) -> Self {
        self.all.push(Connection {
            from: End::Pods(from.selected_pods()),
            to: End::Peers(peers.into_peers()),
            ports: written(ports.into_ports()),
            problems: Vec::new(),
        });
        self
    }

    /// Allows the connections whose addresses a workload has: for each variable with the address of one of these services, a
    /// connection to the port that it names. The name of a service alone, [`Service::host`], stands for all of its ports.
    ///
    /// Addresses of other services allow nothing.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let grpc = port!("grpc", 8080);
    /// let catalog = Container::new(name!("catalog"), image!("acme/catalog:1")).port(&grpc);
    /// let catalog = Deployment::new(name!("catalog"), PodTemplate::builder().main(catalog));
    /// let service = catalog.service().port(&grpc, 3550);
    ///
    /// let web = Container::new(name!("web"), image!("acme/web:1")).env(vars! { CATALOG_ADDR = service.address(&grpc) });
    /// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    ///
    /// let policies = Connections::new().allow_addresses(&web, [&service]).build_all()?;
    /// let written = Connections::new().allow(&web, &catalog, &grpc).build_all()?;
    /// assert!(policies.iter().map(|policy| &**policy).eq(written.iter().map(|policy| &**policy)));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn allow_addresses<'s>(
        mut self,
        from: impl ConnectsFrom + Copy,
        services: impl IntoIterator<Item = &'s Service>,
    ) -> Self {
        let by_name: BTreeMap<_, Vec<_>> = services.into_iter().fold(BTreeMap::new(), |mut all, service| {
            all.entry(service.name()).or_insert_with(Vec::new).push(service);
            all
        });
        let pods = from.selected_pods();
        for address in from.addressed() {
            for service in by_name.get(&*address.service).into_iter().flatten() {
                if is_of(&address, service, &pods) {
                    let choice = address.port.map(PortChoice::Number);
                    let destination = of_service::of(service, choice.as_ref());
                    self = self.connect(End::Pods(pods.clone()), destination);
                }
            }
        }
        self
    }

    /// Denies what no connection allows, for every pod of the namespaces of the connections, by a policy `default-deny` in each.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let policies = Connections::new().deny_by_default().build_all()?;
    /// let spec = policies[0].spec.as_ref().unwrap();
    /// assert_eq!((spec.policy_types.as_ref().unwrap().len(), &spec.ingress, &spec.egress), (2, &None, &None));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic>
    #[doc(alias = "policyTypes")]
    #[must_use]
    pub fn deny_by_default(mut self) -> Self {
        self.denies_by_default = true;
        self
    }

    /// Allows every pod to ask DNS servers, also one that may connect to nobody else. Defaults to those that may.
    ///
    /// It makes a difference with [`deny_by_default`](Self::deny_by_default) alone.
    #[must_use]
    pub fn allow_dns(mut self) -> Self {
        self.allows_dns_everywhere = true;
        self
    }

    /// Sets where the DNS servers are, and their ports. Defaults to port 53 of UDP and TCP at any address. An empty list allows
    /// no DNS.
    #[must_use]
    pub fn dns(mut self, servers: impl IntoPolicyPeers, ports: impl IntoPolicyPorts) -> Self {
        self.dns = Dns { peers: servers.into_peers(), ports: written(ports.into_ports()) };
        self
    }

    /// Sets the namespace of workloads that name none. Defaults to none: such workloads, and the policies, are in the namespace
    /// that they are applied in.
    #[must_use]
    pub fn namespace(mut self, namespace: DnsLabel) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    conditional!();

    fn connect(mut self, from: End, destination: Destination) -> Self {
        let Destination { to, ports, problems } = destination;
        let to = match to {
            To::Pods(pods) => End::Pods(pods),
            To::Addresses(blocks) => End::Peers(Some(blocks)),
        };
        self.all.push(Connection { from, to, ports: written(ports), problems });
        self
    }
}

/// Tells whether the address is that of a service, as its namespace says.
fn is_of(address: &Addressed, service: &Service, from: &SelectedPods) -> bool {
    let wanted = address.namespace.as_deref().or(from.namespace.as_deref());
    wanted.is_none() || service.space().is_none() || wanted == service.space()
}

impl Default for Connections {
    fn default() -> Self {
        Self::new()
    }
}
