use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use crate::object::{IntoSelector, Selector};
use crate::value::{DnsLabel, LabelKey, OneOrMore};

/// A choice of pods for affinity and anti-affinity, and what counts as near them.
///
/// A selector chooses the pods by their labels. A node is near them if it has the same value of a label, the topology, as
/// the node of one of them.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::labels;
/// use podwright::pod::placement::{PodTerm, topology};
///
/// let term = v1::PodAffinityTerm::from(PodTerm::matching(labels! { "app" = "web" }).over(topology::HOSTNAME));
/// assert_eq!(term.topology_key, "kubernetes.io/hostname");
/// ```
///
/// # Types
///
/// `T` is [`WantsTopology`] until [`over`](PodTerm::over) sets the topology, and [`Topology`] from then on. Users do not
/// write it.
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity>
#[doc(alias = "PodAffinityTerm")]
#[derive(Clone, Debug, PartialEq)]
pub struct PodTerm<T = Topology> {
    term: v1::PodAffinityTerm,
    topology: PhantomData<T>,
}

/// The topology is unset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantsTopology {}

/// The topology is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topology {}

impl PodTerm<WantsTopology> {
    /// Creates a term of the pods that the selector matches.
    ///
    /// Defaults to pods of the same namespace.
    #[doc(alias = "labelSelector")]
    #[must_use]
    pub fn matching(pods: impl IntoSelector) -> Self {
        Self::of(v1::PodAffinityTerm {
            label_selector: Some(pods.into_selector().into()),
            ..v1::PodAffinityTerm::default()
        })
    }

    /// Sets the label whose values tell nodes apart, such as [`topology::HOSTNAME`](super::topology::HOSTNAME).
    #[doc(alias = "topologyKey")]
    #[must_use]
    pub fn over(mut self, topology: LabelKey) -> PodTerm {
        self.term.topology_key = topology.into();
        PodTerm::of(self.term)
    }
}

impl<T> PodTerm<T> {
    fn of(term: v1::PodAffinityTerm) -> Self {
        Self { term, topology: PhantomData }
    }

    /// Adds a namespace in which pods count. Without one, pods of the same namespace count.
    #[doc(alias = "namespaces")]
    #[must_use]
    pub fn namespace(self, namespace: DnsLabel) -> Self {
        self.namespaces([namespace])
    }

    /// Adds namespaces in which pods count. Without one, pods of the same namespace count.
    #[must_use]
    pub fn namespaces(mut self, namespaces: impl OneOrMore<DnsLabel>) -> Self {
        let namespaces = namespaces.into_list().into_iter().map(Into::into);
        self.term.namespaces.get_or_insert_default().extend(namespaces);
        self
    }

    /// Sets a selector of further namespaces in which pods count.
    #[must_use]
    pub fn namespace_selector(mut self, namespaces: impl IntoSelector) -> Self {
        self.term.namespace_selector = Some(namespaces.into_selector().into());
        self
    }

    /// Makes pods of every namespace count.
    #[doc(alias = "namespaceSelector")]
    #[must_use]
    pub fn every_namespace(self) -> Self {
        self.namespace_selector(Selector::everything())
    }

    /// Adds a label key. Of the pods, only those count whose label with this key has the same value as this pod's.
    #[doc(alias = "matchLabelKeys")]
    #[must_use]
    pub fn match_label_key(self, key: LabelKey) -> Self {
        self.match_label_keys([key])
    }

    /// Adds label keys. Of the pods, only those count whose labels with these keys have the same values as this pod's.
    #[must_use]
    pub fn match_label_keys(mut self, keys: impl OneOrMore<LabelKey>) -> Self {
        let keys = keys.into_list().into_iter().map(Into::into);
        self.term.match_label_keys.get_or_insert_default().extend(keys);
        self
    }

    /// Adds a label key. Of the pods, only those count whose label with this key has another value than this pod's.
    #[doc(alias = "mismatchLabelKeys")]
    #[must_use]
    pub fn mismatch_label_key(self, key: LabelKey) -> Self {
        self.mismatch_label_keys([key])
    }

    /// Adds label keys. Of the pods, only those count whose labels with these keys have other values than this pod's.
    #[must_use]
    pub fn mismatch_label_keys(mut self, keys: impl OneOrMore<LabelKey>) -> Self {
        let keys = keys.into_list().into_iter().map(Into::into);
        self.term.mismatch_label_keys.get_or_insert_default().extend(keys);
        self
    }

    /// Changes the term by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::PodAffinityTerm)) -> Self {
        change(&mut self.term);
        self
    }
}

impl<T: HasTopology> From<PodTerm<T>> for v1::PodAffinityTerm {
    fn from(term: PodTerm<T>) -> Self {
        term.term
    }
}

/// A term whose topology is set.
#[diagnostic::on_unimplemented(
    message = "this says near which pods, but not what near is",
    label = "call `.over(topology::HOSTNAME)` or `.over(topology::ZONE)` on it"
)]
pub trait HasTopology: sealed::Sealed {}
impl HasTopology for Topology {}

/// What [`PodAffinity`](super::PodAffinity) and [`PodAntiAffinity`](super::PodAntiAffinity) take: a [`PodTerm`] with a
/// topology.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which pods",
    label = "make it with `PodTerm::matching(labels! {{ .. }}).over(topology::HOSTNAME)`"
)]
pub trait IntoPodTerm: sealed::Sealed {
    #[doc(hidden)]
    fn into_pod_term(self) -> v1::PodAffinityTerm;
}

impl<T: HasTopology> IntoPodTerm for PodTerm<T> {
    fn into_pod_term(self) -> v1::PodAffinityTerm {
        self.term
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::WantsTopology {}
    impl Sealed for super::Topology {}
    impl<T> Sealed for super::PodTerm<T> {}
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{PodTerm, v1};
    use crate::pod::placement::topology;
    use crate::{key, labels, name};

    #[test]
    fn every_setting() {
        let term = PodTerm::matching(labels! { "app" = "web" })
            .over(topology::ZONE)
            .namespace(name!("a"))
            .namespaces([name!("b")])
            .namespace_selector(labels! { "team" = "web" })
            .match_label_key(key!("pod-template-hash"))
            .mismatch_label_key(key!("tenant"));
        assert_eq!(
            serde_json::to_value(v1::PodAffinityTerm::from(term)).unwrap(),
            json!({
                "labelSelector": { "matchLabels": { "app": "web" } },
                "topologyKey": "topology.kubernetes.io/zone",
                "namespaces": ["a", "b"],
                "namespaceSelector": { "matchLabels": { "team": "web" } },
                "matchLabelKeys": ["pod-template-hash"],
                "mismatchLabelKeys": ["tenant"],
            }),
        );
        let term = PodTerm::matching(labels! {}).every_namespace().over(topology::ZONE);
        assert_eq!(
            serde_json::to_value(v1::PodAffinityTerm::from(term)).unwrap(),
            json!({
                "labelSelector": {}, "namespaceSelector": {}, "topologyKey": "topology.kubernetes.io/zone",
            }),
        );
    }

    #[test]
    fn a_term_is_changed_by_hand() {
        let term = PodTerm::matching(labels! { "app" = "web" })
            .over(topology::ZONE)
            .raw(|term| term.namespaces = Some(vec!["a".to_owned()]));
        assert_eq!(v1::PodAffinityTerm::from(term).namespaces.unwrap(), ["a"]);
    }
}
