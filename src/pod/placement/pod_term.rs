use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::{IsSelector, Selector};
use crate::value::{DnsLabel, LabelKey, OneOrMore};

/// Near which pods, or away from which: those with some labels, on nodes that are alike in a label.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::labels;
/// use podwright::pod::placement::{PodTerm, topology};
///
/// let term = v1::PodAffinityTerm::from(PodTerm::with_labels(labels! { "app" = "web" }).over(topology::HOSTNAME));
/// assert_eq!(term.topology_key, "kubernetes.io/hostname");
/// ```
///
/// # Types
///
/// `T` is [`WantsTopology`] until `over` says what nodes are alike, and [`Topology`] from then on.
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity>
#[derive(Clone, Debug, PartialEq)]
pub struct PodTerm<T = Topology> {
    term: v1::PodAffinityTerm,
    topology: PhantomData<T>,
}

/// It is not said which nodes are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WantsTopology {}

/// It is said which nodes are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topology {}

impl PodTerm<WantsTopology> {
    /// The pods with these labels; of the same namespace, unless others are named.
    #[must_use]
    pub fn with_labels(pods: impl IsSelector) -> Self {
        Self::of(v1::PodAffinityTerm {
            label_selector: Some(pods.into_selector().into()),
            ..v1::PodAffinityTerm::default()
        })
    }

    /// On nodes that are alike in this label, such as [`topology::HOSTNAME`](super::topology::HOSTNAME).
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

    /// In these namespaces.
    #[must_use]
    pub fn namespaces(mut self, namespaces: impl OneOrMore<DnsLabel>) -> Self {
        let namespaces = namespaces.into_list().into_iter().map(Into::into);
        self.term.namespaces.get_or_insert_default().extend(namespaces);
        self
    }

    /// In the namespaces with these labels, and those named.
    #[must_use]
    pub fn namespaces_with_labels(mut self, namespaces: impl IsSelector) -> Self {
        self.term.namespace_selector = Some(namespaces.into_selector().into());
        self
    }

    /// In every namespace.
    #[must_use]
    pub fn every_namespace(self) -> Self {
        self.namespaces_with_labels(Selector::everything())
    }

    /// Of these pods, only those whose labels with these keys have the same values as this pod's.
    #[must_use]
    pub fn match_label_keys(mut self, keys: impl OneOrMore<LabelKey>) -> Self {
        let keys = keys.into_list().into_iter().map(Into::into);
        self.term.match_label_keys.get_or_insert_default().extend(keys);
        self
    }

    /// Of these pods, only those whose labels with these keys have other values than this pod's.
    #[must_use]
    pub fn mismatch_label_keys(mut self, keys: impl OneOrMore<LabelKey>) -> Self {
        let keys = keys.into_list().into_iter().map(Into::into);
        self.term.mismatch_label_keys.get_or_insert_default().extend(keys);
        self
    }
}

impl<T: HasTopology> From<PodTerm<T>> for v1::PodAffinityTerm {
    fn from(term: PodTerm<T>) -> Self {
        term.term
    }
}

/// A term that says which nodes are alike.
#[diagnostic::on_unimplemented(
    message = "this says near which pods, but not what near is",
    label = "call `.over(topology::HOSTNAME)` or `.over(topology::ZONE)` on it"
)]
pub trait HasTopology {}
impl HasTopology for Topology {}

/// What pod affinity and anti-affinity take.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which pods",
    label = "make it with `PodTerm::with_labels(labels! {{ .. }}).over(topology::HOSTNAME)`"
)]
pub trait IsPodTerm: sealed::IntoTerm {}
impl<T: HasTopology> IsPodTerm for PodTerm<T> {}

mod sealed {
    use super::{HasTopology, PodTerm, v1};

    /// The term as Kubernetes has it.
    pub trait IntoTerm {
        #[doc(hidden)]
        fn into_term(self) -> v1::PodAffinityTerm;
    }

    impl<T: HasTopology> IntoTerm for PodTerm<T> {
        fn into_term(self) -> v1::PodAffinityTerm {
            self.term
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{PodTerm, v1};
    use crate::pod::placement::topology;
    use crate::{key, labels, name};

    #[test]
    fn every_setting() {
        let term = PodTerm::with_labels(labels! { "app" = "web" })
            .over(topology::ZONE)
            .namespaces([name!("a"), name!("b")])
            .namespaces_with_labels(labels! { "team" = "web" })
            .match_label_keys([key!("pod-template-hash")])
            .mismatch_label_keys([key!("tenant")]);
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
        let term = PodTerm::with_labels(labels! {}).every_namespace().over(topology::ZONE);
        assert_eq!(
            serde_json::to_value(v1::PodAffinityTerm::from(term)).unwrap(),
            json!({
                "labelSelector": {}, "namespaceSelector": {}, "topologyKey": "topology.kubernetes.io/zone",
            }),
        );
    }
}
