use k8s_openapi::api::networking::v1::{IPBlock, NetworkPolicyPeer};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::draft::Problem;
use crate::network::declared_port::{DeclaredPort, lacks_port};
use crate::network::peer::NAMESPACE_NAME;
use crate::network::policy_port::{IntoPolicyPorts, PolicyPort};
use crate::object::{IntoSelector, Selector};
use crate::sealed::Sealed;
use crate::value::link::ServiceLink;
use crate::value::{DnsLabel, DnsSubdomain, IpAddress};

/// Pods at one end of a connection that no workload of the program makes: those of an operator, or a pod of its own.
///
/// ```
/// use podwright::network::{Connections, SelectedPods};
/// use podwright::prelude::*;
///
/// let kafka = SelectedPods::over(name!("kafka"), labels! { "strimzi.io/cluster" = "events" });
/// let web = Container::new(name!("web"), image!("acme/web:1"));
/// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
/// let policies = Connections::new().allow(&web, &kafka, &port!("kafka", 9092)).build_all()?;
/// let selector = policies[0].spec.as_ref().unwrap().pod_selector.as_ref().unwrap();
/// assert_eq!(selector.match_labels.as_ref().unwrap()["strimzi.io/cluster"], "events");
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SelectedPods {
    /// The kind, empty if no object is known.
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) namespace: Option<String>,
    /// The selector, or `None` if no labels are known that all of the pods have.
    pub(super) selector: Option<LabelSelector>,
    /// The ports, unless nothing is known of them.
    ports: Option<Vec<DeclaredPort>>,
}

impl SelectedPods {
    /// Chooses the pods with these labels. The policy about them gets the name.
    #[must_use]
    pub fn over(name: DnsSubdomain, pods: impl IntoSelector) -> Self {
        let selector = Some(Selector::matching(pods).into());
        Self { kind: "", name: name.into(), namespace: None, selector, ports: None }
    }

    /// Sets the namespace of the pods. Defaults to that of the [`Connections`](super::Connections).
    #[must_use]
    pub fn namespace(mut self, namespace: DnsLabel) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Chooses the pods of an object.
    pub(crate) fn of(
        kind: &'static str,
        name: &str,
        namespace: Option<&str>,
        selector: Option<LabelSelector>,
        ports: Option<Vec<DeclaredPort>>,
    ) -> Self {
        Self { kind, name: name.to_owned(), namespace: namespace.map(str::to_owned), selector, ports }
    }

    /// Returns the kind and the name: `Deployment "web"`.
    pub(super) fn noun(&self) -> String {
        match self.kind {
            "" => format!("{:?}", self.name),
            kind => format!("{kind} {:?}", self.name),
        }
    }

    /// Returns the pods as a peer, with their namespace if it is another than that of the policy.
    pub(super) fn to_peer(&self, other_namespace: Option<&str>) -> NetworkPolicyPeer {
        let namespace_selector = other_namespace.map(|namespace| LabelSelector {
            match_labels: Some([(NAMESPACE_NAME.to_owned(), namespace.to_owned())].into()),
            ..LabelSelector::default()
        });
        let pod_selector = Some(self.selector.clone().unwrap_or_default());
        NetworkPolicyPeer { namespace_selector, pod_selector, ip_block: None }
    }

    /// Returns the pods as what a connection leads to. A port that has a name, and that no container declares, is a problem.
    pub(crate) fn into_destination(self, ports: impl IntoPolicyPorts) -> Destination {
        let ports = ports.into_ports();
        let declared = self.ports.as_deref();
        let undeclared =
            ports.iter().flatten().filter(|port| !declared.is_none_or(|all| declares(all, port)));
        let problems = undeclared
            .map(|port| Problem::UndeclaredPort {
                port: port.clone().into(),
                shown: port.shown(),
                detail: lacks_port(&self.noun(), declared.unwrap_or_default()),
            })
            .collect();
        Destination { to: To::Pods(self), ports, problems }
    }
}

/// Tells whether a container declares the port. A number without a name may be that of a port that none declares.
fn declares(declared: &[DeclaredPort], port: &PolicyPort) -> bool {
    let (target, is_named) = port.target();
    let protocol = |declared: &DeclaredPort| Some(&*declared.protocol) == port.protocol();
    match target {
        Some(IntOrString::String(name)) => {
            declared.iter().any(|it| it.name.as_ref() == Some(name) && protocol(it))
        }
        Some(IntOrString::Int(number)) if is_named => {
            declared.iter().any(|it| it.number == *number && protocol(it))
        }
        _ => true,
    }
}

/// What a connection leads to: pods or addresses, and the ports there.
#[derive(Clone, Debug)]
pub struct Destination {
    pub(super) to: To,
    /// The ports, or `None` for all.
    pub(super) ports: Option<Vec<PolicyPort>>,
    pub(super) problems: Vec<Problem>,
}

#[derive(Clone, Debug)]
pub(super) enum To {
    Pods(SelectedPods),
    Addresses(Vec<NetworkPolicyPeer>),
}

/// Returns the block of one address.
pub(super) fn block_of(ip: IpAddress) -> NetworkPolicyPeer {
    let bits = if std::net::IpAddr::from(ip).is_ipv6() { 128 } else { 32 };
    let ip_block = IPBlock { cidr: format!("{ip}/{bits}"), except: None };
    NetworkPolicyPeer { ip_block: Some(ip_block), ..NetworkPolicyPeer::default() }
}

/// A service that a variable of a workload has the address of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed {
    pub(super) service: String,
    pub(super) namespace: Option<String>,
    /// The port, unless the variable has the name of the service alone.
    pub(super) port: Option<i32>,
}

impl From<&ServiceLink> for Addressed {
    fn from(link: &ServiceLink) -> Self {
        Self { service: link.service.clone(), namespace: link.namespace.clone(), port: link.port }
    }
}

/// Who connects to others: a workload, or [`SelectedPods`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not connect to others",
    label = "give the workload whose pods connect: `&web`",
    note = "connections of somebody else are allowed by their peer: `.allow_from(Peer::namespace(name!(\"ingress-nginx\")), &web, &http)`"
)]
pub trait ConnectsFrom: Sealed {
    #[doc(hidden)]
    fn selected_pods(self) -> SelectedPods;

    #[doc(hidden)]
    fn addressed(self) -> Vec<Addressed>;
}

/// What a connection leads to: a workload or [`SelectedPods`] with ports of the containers, or a
/// [`Service`](crate::network::Service) with a port of the service.
#[diagnostic::on_unimplemented(
    message = "a connection does not lead to `{Self}`",
    label = "give the workload or the service: `&db` with `&postgres`, `&db_service` with `5432`",
    note = "a policy knows pods and addresses, not names: somebody else's pods and hosts outside the cluster are allowed by their peer, `.allow_out(&web, Peer::cidr(cidr!(\"192.0.2.0/24\")), &https)`"
)]
pub trait ConnectsTo<Ports>: Sealed {
    #[doc(hidden)]
    fn destination(self, ports: Ports) -> Destination;
}

impl Sealed for &SelectedPods {}

impl ConnectsFrom for &SelectedPods {
    fn selected_pods(self) -> SelectedPods {
        self.clone()
    }

    fn addressed(self) -> Vec<Addressed> {
        Vec::new()
    }
}

impl<P: IntoPolicyPorts> ConnectsTo<P> for &SelectedPods {
    fn destination(self, ports: P) -> Destination {
        self.clone().into_destination(ports)
    }
}
