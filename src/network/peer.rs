use k8s_openapi::api::networking::v1::{IPBlock, NetworkPolicyPeer};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::pods::Pods;
use crate::object::{IntoSelector, Selector};
use crate::sealed::Sealed;
use crate::value::{Cidr, DnsLabel};

/// Who is at the other end of a connection: pods, namespaces, or a block of addresses.
///
/// ```
/// use k8s_openapi::api::networking::v1::NetworkPolicyPeer;
/// use podwright::prelude::*;
///
/// let scraper = Peer::namespace(name!("monitoring")).pods(labels! { "app" = "prometheus" });
/// let scraper = NetworkPolicyPeer::from(scraper);
/// let namespace = scraper.namespace_selector.unwrap().match_labels.unwrap();
/// assert_eq!(namespace["kubernetes.io/metadata.name"], "monitoring");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors>
#[doc(alias = "NetworkPolicyPeer")]
#[derive(Clone, Debug, PartialEq)]
pub struct Peer(NetworkPolicyPeer);

impl Peer {
    /// Creates a peer: these pods of the policy's own namespace.
    #[doc(alias = "podSelector")]
    #[must_use]
    pub fn pods_of_namespace(pods: impl IntoSelector) -> Self {
        Self(NetworkPolicyPeer { pod_selector: Some(selector(pods)), ..NetworkPolicyPeer::default() })
    }

    /// Creates a peer: every pod of the policy's own namespace.
    #[doc(alias = "podSelector")]
    #[must_use]
    pub fn own_namespace() -> Self {
        Self::pods_of_namespace(Selector::everything())
    }

    /// Creates a peer: every pod of every namespace.
    #[doc(alias = "namespaceSelector")]
    #[must_use]
    pub fn every_namespace() -> Self {
        Self::namespaces(Selector::everything())
    }

    /// Creates a peer: every pod of the namespace of this name.
    #[doc(alias = "namespaceSelector")]
    #[must_use]
    pub fn namespace(name: DnsLabel) -> Self {
        let match_labels = Some([(NAMESPACE_NAME.to_owned(), name.into())].into());
        Self::namespaces(Pods::new(LabelSelector { match_labels, ..LabelSelector::default() }))
    }

    /// Creates a peer: every pod of the namespaces with these labels.
    #[doc(alias = "namespaceSelector")]
    #[must_use]
    pub fn namespaces(namespaces: impl IntoSelector) -> Self {
        let namespace_selector = Some(selector(namespaces));
        Self(NetworkPolicyPeer { namespace_selector, ..NetworkPolicyPeer::default() })
    }

    /// Limits the peer to these pods of its namespaces.
    #[doc(alias = "podSelector")]
    #[must_use]
    pub fn pods(mut self, pods: impl IntoSelector) -> Self {
        self.0.pod_selector = Some(selector(pods));
        self
    }

    /// Returns everyone: every pod, every node and every address outside the cluster.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let policy = NetworkPolicy::over(name!("web"), labels! { "app" = "web" })
    ///     .allow_from(Peer::any(), &port!("http", 8080))
    ///     .build()?;
    /// assert_eq!(policy.spec.as_ref().unwrap().ingress.as_ref().unwrap()[0].from, None);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub const fn any() -> AnyPeer {
        AnyPeer
    }

    /// Creates a peer: a block of addresses, outside the cluster as a rule.
    #[doc(alias = "ipBlock")]
    #[must_use]
    pub fn cidr(block: Cidr) -> IpBlock {
        IpBlock(IPBlock { cidr: block.into(), except: None })
    }
}

/// The label with the name of a namespace, which every namespace has.
///
/// Source: <https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name>
pub(super) const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";

fn selector(what: impl IntoSelector) -> LabelSelector {
    Selector::matching(what).into()
}

impl From<Peer> for NetworkPolicyPeer {
    fn from(peer: Peer) -> Self {
        peer.0
    }
}

/// A block of addresses at the other end of a connection. [`Peer::cidr`] creates one.
///
/// ```
/// use podwright::prelude::*;
///
/// let policy = NetworkPolicy::over(name!("web"), labels! { "app" = "web" })
///     .allow_to(Peer::cidr(cidr!("10.0.0.0/8")).except([cidr!("10.1.0.0/16")]), &port!("https", 443))
///     .build()?;
/// let egress = &policy.spec.as_ref().unwrap().egress.as_ref().unwrap()[0];
/// assert_eq!(egress.to.as_ref().unwrap()[0].ip_block.as_ref().unwrap().cidr, "10.0.0.0/8");
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct IpBlock(IPBlock);

impl IpBlock {
    /// Excepts parts of the block.
    #[must_use]
    pub fn except(mut self, parts: impl IntoIterator<Item = Cidr>) -> Self {
        crate::object::metadata::extend_list(&mut self.0.except, parts.into_iter().map(Into::into));
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn pods(self, _: impl IntoSelector) -> Self
    where
        for<'a> Self: HasLabels,
    {
        self
    }
}

/// A block of addresses is not chosen by labels.
#[diagnostic::on_unimplemented(
    message = "a block of addresses has no pods to select by labels",
    label = "pods are selected in namespaces: `Peer::every_namespace().pods(..)`, `Peer::namespace(name).pods(..)`",
    note = "a peer has selectors or a block of addresses, not both"
)]
#[doc(hidden)]
pub trait HasLabels {}

impl From<IpBlock> for NetworkPolicyPeer {
    fn from(block: IpBlock) -> Self {
        Self { ip_block: Some(block.0), ..Self::default() }
    }
}

/// Everyone at the other end of a connection. [`Peer::any`] returns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnyPeer;

/// One or several peers of a rule: a [`Peer`], [`Peer::any()`], the [`Pods`] of a workload, an [`IpBlock`], or an array or a `Vec` of one of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a peer of a network policy",
    label = "a peer is `web.pods()`, `Peer::namespace(name!(\"monitoring\"))` or `Peer::cidr(cidr!(\"10.0.0.0/8\"))`"
)]
pub trait IntoPolicyPeers: Sealed {
    /// Returns the peers, or `None` for everyone.
    #[doc(hidden)]
    fn into_peers(self) -> Option<Vec<NetworkPolicyPeer>>;
}

impl Sealed for AnyPeer {}

impl IntoPolicyPeers for AnyPeer {
    fn into_peers(self) -> Option<Vec<NetworkPolicyPeer>> {
        None
    }
}

impl Sealed for Peer {}

impl IntoPolicyPeers for Peer {
    fn into_peers(self) -> Option<Vec<NetworkPolicyPeer>> {
        Some(vec![self.into()])
    }
}

impl Sealed for IpBlock {}

impl IntoPolicyPeers for IpBlock {
    fn into_peers(self) -> Option<Vec<NetworkPolicyPeer>> {
        Some(vec![self.into()])
    }
}

impl Sealed for Pods {}

impl IntoPolicyPeers for Pods {
    fn into_peers(self) -> Option<Vec<NetworkPolicyPeer>> {
        Peer::pods_of_namespace(self).into_peers()
    }
}

impl<P: IntoPolicyPeers, const N: usize> IntoPolicyPeers for [P; N] {
    fn into_peers(self) -> Option<Vec<NetworkPolicyPeer>> {
        joined(self)
    }
}

impl<P: Sealed, const N: usize> Sealed for [P; N] {}

impl<P: IntoPolicyPeers> IntoPolicyPeers for Vec<P> {
    fn into_peers(self) -> Option<Vec<NetworkPolicyPeer>> {
        joined(self)
    }
}

impl<P: Sealed> Sealed for Vec<P> {}

fn joined(peers: impl IntoIterator<Item: IntoPolicyPeers>) -> Option<Vec<NetworkPolicyPeer>> {
    let lists: Option<Vec<_>> = peers.into_iter().map(IntoPolicyPeers::into_peers).collect();
    lists.map(|lists| lists.into_iter().flatten().collect())
}
