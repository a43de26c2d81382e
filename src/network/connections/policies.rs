use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::networking::v1::{self, NetworkPolicyPeer};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::serde_json;

use super::builder::{Connection, Connections, End};
use super::draft::{Draft, Problem};
use super::ends::SelectedPods;
use crate::network::policy::NetworkPolicy;
use crate::rules::{KubeVersion, Valid, Violations};

/// The name of the policy that denies what no connection allows.
const DEFAULT_DENY: &str = "default-deny";

/// # The policies
impl Connections {
    /// Returns the policies: those that deny by default first, then by namespace and name.
    ///
    /// The order of the connections makes no difference. Pods that several objects select by the same labels have one policy.
    #[must_use]
    pub fn policies(&self) -> Vec<NetworkPolicy> {
        let mut drafts = BTreeMap::new();
        for connection in &self.all {
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
