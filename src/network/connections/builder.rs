use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::networking::v1::{self, NetworkPolicyPeer, NetworkPolicyPort};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::serde_json;

use super::draft::{Draft, Problem};
use super::ends::{Addressed, ConnectsFrom, ConnectsTo, Destination, SelectedPods, To};
use super::of_service;
use crate::conditional::conditional;
use crate::network::known::PortChoice;
use crate::network::peer::IntoPolicyPeers;
use crate::network::policy::NetworkPolicy;
use crate::network::policy_port::{IntoPolicyPorts, PolicyPort, written};
use crate::network::service::Service;
use crate::rules::{KubeVersion, Valid, Violations};
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
/// most clusters. Where a NodeLocal DNS cache runs, queries go to an address of the node, and no selector of pods covers it. Some
/// clusters have their DNS servers outside. In a cluster where you know better, [`dns`](Self::dns) says where they are:
///
/// | DNS of the cluster | what allows it |
/// | --- | --- |
/// | CoreDNS or kube-dns as pods, no cache on nodes | `.dns(Peer::namespace(name!("kube-system")).pods(labels! { "k8s-app" = "kube-dns" }), ..)` |
/// | NodeLocal DNS cache | the default, or the addresses of the cache and of the service `kube-dns`: `.dns(Peer::cidr(cidr!("169.254.20.10/32")), ..)` |
/// | OpenShift, whose servers listen on port 5353 | `.dns(Peer::namespace(name!("openshift-dns")), [PolicyPort::number(5353).udp(), PolicyPort::number(5353)])` |
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
    connections: Vec<Connection>,
    namespace: Option<String>,
    dns: Dns,
    denies_by_default: bool,
    allows_dns_everywhere: bool,
}

#[derive(Clone, Debug)]
struct Connection {
    from: End,
    to: End,
    ports: Option<Vec<NetworkPolicyPort>>,
    problems: Vec<Problem>,
}

#[derive(Clone, Debug)]
enum End {
    Pods(SelectedPods),
    /// Peers, or everyone.
    Peers(Option<Vec<NetworkPolicyPeer>>),
}

#[derive(Clone, Debug)]
struct Dns {
    peers: Option<Vec<NetworkPolicyPeer>>,
    ports: Option<Vec<NetworkPolicyPort>>,
}

/// The name of the policy that denies what no connection allows.
const DEFAULT_DENY: &str = "default-deny";

impl Connections {
    /// Creates no connections.
    #[must_use]
    pub fn new() -> Self {
        Self {
            connections: Vec::new(),
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
        self.connections.push(Connection {
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
        self.connections.push(Connection { from, to, ports: written(ports), problems });
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

/// # The policies
impl Connections {
    /// Returns the policies: those that deny by default first, then by namespace and name.
    ///
    /// The order of the connections makes no difference. Pods that several objects select by the same labels have one policy.
    #[must_use]
    pub fn policies(&self) -> Vec<NetworkPolicy> {
        let mut drafts = BTreeMap::new();
        for connection in &self.connections {
            self.add(connection, &mut drafts);
        }
        let mut drafts: Vec<Draft> = drafts.into_values().collect();
        for draft in drafts.iter_mut().filter(|draft| draft.egress.is_meant) {
            draft.egress.allow(self.dns.peers.clone(), self.dns.ports.as_deref());
        }
        drafts.sort_by(|one, other| (&one.namespace, one.name()).cmp(&(&other.namespace, other.name())));
        let names = self.names_of(&drafts);
        let mut policies: Vec<_> = self.default_policies(&drafts);
        policies.extend(drafts.into_iter().zip(names).map(|(draft, name)| draft.into_policy(name)));
        policies
    }

    /// Returns the policies, as those that the API server accepts, or every rule that one of them breaks.
    ///
    /// # Errors
    ///
    /// If a connection leads to a port that its target does not declare, to a service without such a port, or to addresses that
    /// are not known; if nothing selects the pods of an end; or if only one end of a connection names its namespace. The error has
    /// the violations of the first policy that has any.
    pub fn build_all(&self) -> Result<Vec<Valid<v1::NetworkPolicy>>, Violations> {
        self.build_all_for(KubeVersion::ENABLED)
    }

    /// Returns the policies validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build_all`](Self::build_all).
    pub fn build_all_for(&self, version: KubeVersion) -> Result<Vec<Valid<v1::NetworkPolicy>>, Violations> {
        self.policies().into_iter().map(|policy| policy.build_for(version)).collect()
    }

    /// Adds a connection to the policies of its ends.
    fn add(&self, connection: &Connection, drafts: &mut BTreeMap<(Option<String>, String), Draft>) {
        let Connection { from, to, ports, problems } = connection;
        let ports = ports.as_deref();
        if let End::Pods(pods) = to {
            let (peers, unknown) = self.peers_of(from, pods);
            let draft = self.draft_of(pods, drafts);
            draft.ingress.allow(peers, ports);
            draft.problems.extend(problems.iter().cloned().chain(unknown));
        }
        if let End::Pods(pods) = from {
            let (peers, unknown) = self.peers_of(to, pods);
            let draft = self.draft_of(pods, drafts);
            draft.egress.allow(peers, ports);
            draft.problems.extend(unknown);
            if matches!(to, End::Peers(_)) {
                draft.problems.extend(problems.iter().cloned());
            }
        }
    }

    fn draft_of<'d>(
        &self,
        pods: &SelectedPods,
        drafts: &'d mut BTreeMap<(Option<String>, String), Draft>,
    ) -> &'d mut Draft {
        let namespace = self.namespace_of(pods).map(str::to_owned);
        // A selector is made of texts, which JSON takes. Pods that nothing selects are told apart by what makes them.
        let key = match &pods.selector {
            Some(selector) => serde_json::to_string(selector).unwrap_or_default(),
            None => pods.noun(),
        };
        let draft = drafts.entry((namespace, key));
        let draft = draft.or_insert_with_key(|(namespace, _)| {
            Draft::over(namespace.clone(), pods.selector.clone().unwrap_or_default())
        });
        draft.know_as(pods);
        draft
    }

    fn namespace_of<'p>(&'p self, pods: &'p SelectedPods) -> Option<&'p str> {
        pods.namespace.as_deref().or(self.namespace.as_deref())
    }

    /// Returns an end as the peers of a policy over other pods.
    fn peers_of(&self, end: &End, of: &SelectedPods) -> (Option<Vec<NetworkPolicyPeer>>, Option<Problem>) {
        let pods = match end {
            End::Peers(peers) => return (peers.clone(), None),
            End::Pods(pods) => pods,
        };
        let (own, other) = (self.namespace_of(of), self.namespace_of(pods));
        let unknown = match (own, other) {
            (None, Some(namespace)) => Some(Problem::UnknownNamespace {
                noun: of.noun(),
                other: pods.noun(),
                namespace: namespace.to_owned(),
            }),
            _ => None,
        };
        (Some(vec![pods.to_peer(other.filter(|_| own != other))]), unknown)
    }

    /// Returns the policies that deny by default: one for each namespace of the others.
    fn default_policies(&self, drafts: &[Draft]) -> Vec<NetworkPolicy> {
        if !self.denies_by_default {
            return Vec::new();
        }
        let mut namespaces: BTreeSet<_> = drafts.iter().map(|draft| &draft.namespace).collect();
        if namespaces.is_empty() {
            namespaces.insert(&self.namespace);
        }
        let policy = |namespace: &Option<String>| {
            let mut draft = Draft::over(namespace.clone(), LabelSelector::default());
            (draft.ingress.is_meant, draft.egress.is_meant) = (true, true);
            if self.allows_dns_everywhere {
                draft.egress.allow(self.dns.peers.clone(), self.dns.ports.as_deref());
            }
            draft.into_policy(DEFAULT_DENY.to_owned())
        };
        namespaces.into_iter().map(policy).collect()
    }

    /// Returns the names of the policies. A name that two have, in one namespace, gets the kind, and then a number.
    fn names_of(&self, drafts: &[Draft]) -> Vec<String> {
        let mut count: BTreeMap<_, usize> = BTreeMap::new();
        for draft in drafts {
            *count.entry((&draft.namespace, draft.name().0)).or_default() += 1;
        }
        let mut taken = BTreeSet::new();
        let name = |draft: &Draft| {
            let (name, kind) = draft.name();
            let is_taken = self.denies_by_default && name == DEFAULT_DENY;
            let is_shared = is_taken || count.get(&(&draft.namespace, name)).is_some_and(|count| *count > 1);
            let base = match (is_shared, kind) {
                (false, _) => name.to_owned(),
                (true, "") => format!("{name}-pods"),
                (true, kind) => format!("{name}-{}", kind.to_ascii_lowercase()),
            };
            let mut own = base.clone();
            let mut number = 1;
            while !taken.insert((draft.namespace.clone(), own.clone())) {
                number += 1;
                own = format!("{base}-{number}");
            }
            own
        };
        drafts.iter().map(name).collect()
    }
}
