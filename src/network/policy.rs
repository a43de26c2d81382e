use k8s_openapi::api::networking::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::peer::{IntoPolicyPeers, Peer};
use super::policy_port::{IntoPolicyPorts, PolicyPort, written};
use crate::conditional::conditional;
use crate::object::metadata::metadata_setters;
use crate::object::{IntoSelector, Selector};
use crate::rules::{Findings, KubeVersion, Valid, Violation, Violations};
use crate::value::DnsSubdomain;

/// A network policy: who may connect to some pods, and to whom they may connect.
///
/// Pods that a policy of a direction selects accept no other connections in this direction. Which directions a policy is about
/// follows from what it says.
///
/// ```
/// use podwright::prelude::*;
///
/// let postgres = port!("postgres", 5432);
/// let policy = NetworkPolicy::over(name!("db"), labels! { "app" = "db" })
///     .allow_from(Peer::pods_of_namespace(labels! { "app" = "web" }), &postgres)
///     .deny_egress()
///     .build()?;
/// assert_eq!(
///     podwright::to_yaml(&policy)?,
///     "\
/// apiVersion: networking.k8s.io/v1
/// kind: NetworkPolicy
/// metadata:
///   name: db
/// spec:
///   podSelector:
///     matchLabels:
///       app: db
///   policyTypes:
///   - Ingress
///   - Egress
///   ingress:
///   - from:
///     - podSelector:
///         matchLabels:
///           app: web
///     ports:
///     - protocol: TCP
///       port: 5432
/// ",
/// );
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/network-policies/>
#[doc(alias = "NetworkPolicySpec")]
#[doc(alias = "NetworkPolicyIngressRule")]
#[doc(alias = "NetworkPolicyEgressRule")]
#[derive(Clone, Debug)]
pub struct NetworkPolicy {
    metadata: ObjectMeta,
    spec: v1::NetworkPolicySpec,
    is_about_ingress: bool,
    is_about_egress: bool,
    /// What is wrong with the connections that the policy is made of.
    own: Vec<Violation>,
}

impl NetworkPolicy {
    /// Creates a policy over these pods of its namespace: those of a workload, `web.pods()`, or those with some labels.
    #[doc(alias = "podSelector")]
    #[must_use]
    pub fn over(name: DnsSubdomain, pods: impl IntoSelector) -> Self {
        Self {
            metadata: ObjectMeta { name: Some(name.into()), ..ObjectMeta::default() },
            spec: v1::NetworkPolicySpec {
                pod_selector: Some(Selector::matching(pods).into()),
                ..v1::NetworkPolicySpec::default()
            },
            is_about_ingress: false,
            is_about_egress: false,
            own: Vec::new(),
        }
    }

    /// Creates a policy of finished rules. `None` leaves a direction out.
    pub(super) fn of(
        metadata: ObjectMeta,
        pods: LabelSelector,
        ingress: Option<Vec<v1::NetworkPolicyIngressRule>>,
        egress: Option<Vec<v1::NetworkPolicyEgressRule>>,
        own: Findings,
    ) -> Self {
        let (is_about_ingress, is_about_egress) = (ingress.is_some(), egress.is_some());
        let spec = v1::NetworkPolicySpec {
            pod_selector: Some(pods),
            ingress: ingress.filter(|rules| !rules.is_empty()),
            egress: egress.filter(|rules| !rules.is_empty()),
            policy_types: None,
        };
        Self { metadata, spec, is_about_ingress, is_about_egress, own: own.into_list() }
    }

    /// Creates a policy over every pod of its namespace.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let policy = NetworkPolicy::over_all(name!("default-deny")).deny_ingress().deny_egress().build()?;
    /// let types = policy.spec.as_ref().unwrap().policy_types.as_ref().unwrap();
    /// assert_eq!(types[..], ["Ingress", "Egress"]);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "podSelector")]
    #[must_use]
    pub fn over_all(name: DnsSubdomain) -> Self {
        Self::over(name, Selector::everything())
    }

    /// Allows these peers to connect to the pods, on these ports. All other connections to the pods are denied.
    ///
    /// An empty list of peers or of ports allows nothing.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let nobody: Vec<Peer> = Vec::new();
    /// let policy = NetworkPolicy::over_all(name!("closed")).allow_from(nobody, AllPorts).build()?;
    /// assert_eq!(policy.spec.as_ref().unwrap().ingress, None);
    /// assert_eq!(policy.spec.as_ref().unwrap().policy_types.as_deref(), Some(&["Ingress".to_owned()][..]));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "ingress")]
    #[doc(alias = "from")]
    #[doc(alias = "ports")]
    #[must_use]
    pub fn allow_from(mut self, peers: impl IntoPolicyPeers, ports: impl IntoPolicyPorts) -> Self {
        self.is_about_ingress = true;
        let (from, ports) = (peers.into_peers(), written(ports.into_ports()));
        if !allows_nothing(from.as_ref(), ports.as_ref()) {
            let rule = v1::NetworkPolicyIngressRule { from, ports };
            self.spec.ingress.get_or_insert_default().push(rule);
        }
        self
    }

    /// Allows everyone to connect to the pods, on these ports. All other connections to the pods are denied.
    #[doc(alias = "ingress")]
    #[must_use]
    pub fn allow_from_everywhere(self, ports: impl IntoPolicyPorts) -> Self {
        self.allow_from(Peer::any(), ports)
    }

    /// Allows the pods to connect to these peers, on these ports. All other connections of the pods are denied, those to the
    /// DNS of the cluster too: see [`allow_dns`](Self::allow_dns).
    #[doc(alias = "egress")]
    #[doc(alias = "to")]
    #[must_use]
    pub fn allow_to(mut self, peers: impl IntoPolicyPeers, ports: impl IntoPolicyPorts) -> Self {
        self.is_about_egress = true;
        let (to, ports) = (peers.into_peers(), written(ports.into_ports()));
        if !allows_nothing(to.as_ref(), ports.as_ref()) {
            let rule = v1::NetworkPolicyEgressRule { ports, to };
            self.spec.egress.get_or_insert_default().push(rule);
        }
        self
    }

    /// Allows the pods to connect to everyone, on these ports. All other connections of the pods are denied.
    #[doc(alias = "egress")]
    #[must_use]
    pub fn allow_to_everywhere(self, ports: impl IntoPolicyPorts) -> Self {
        self.allow_to(Peer::any(), ports)
    }

    /// Allows the pods to ask any DNS server: port 53 of UDP and TCP.
    #[doc(alias = "egress")]
    #[must_use]
    pub fn allow_dns(self) -> Self {
        self.allow_to_everywhere([PolicyPort::number(53).udp(), PolicyPort::number(53)])
    }

    /// Denies connections to the pods that no `allow_from` allows.
    #[doc(alias = "policyTypes")]
    #[must_use]
    pub fn deny_ingress(mut self) -> Self {
        self.is_about_ingress = true;
        self
    }

    /// Denies connections of the pods that no `allow_to` allows.
    #[doc(alias = "policyTypes")]
    #[must_use]
    pub fn deny_egress(mut self) -> Self {
        self.is_about_egress = true;
        self
    }

    metadata_setters!(labels);
    metadata_setters!(identity);
    conditional!();

    /// Changes the spec by hand. `build()` validates the result like any other.
    #[doc(alias = "spec")]
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::NetworkPolicySpec)) -> Self {
        change(&mut self.spec);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }

    /// Returns the policy, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the policy breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::NetworkPolicy>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the policy validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::NetworkPolicy>, Violations> {
        let Self { metadata, mut spec, is_about_ingress, is_about_egress, own } = self;
        let types = [
            ("Ingress", is_about_ingress || spec.ingress.is_some()),
            ("Egress", is_about_egress || spec.egress.is_some()),
        ];
        let types: Vec<_> = types.into_iter().filter(|(_, is_meant)| *is_meant).collect();
        if spec.policy_types.is_none() && !types.is_empty() {
            spec.policy_types = Some(types.into_iter().map(|(name, _)| name.to_owned()).collect());
        }
        let mut findings = Findings::new();
        for violation in own {
            findings.push(violation);
        }
        Valid::build(v1::NetworkPolicy { metadata, spec: Some(spec) }, None, version, findings)
    }
}

/// Tells whether a rule with these peers and ports allows nothing. Kubernetes takes an empty list for all, so no such rule is
/// written.
fn allows_nothing<T, U>(peers: Option<&Vec<T>>, ports: Option<&Vec<U>>) -> bool {
    peers.is_some_and(Vec::is_empty) || ports.is_some_and(Vec::is_empty)
}
