use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::IsSelector;
use crate::value::closed_set::closed_set;
use crate::value::{LabelKey, OneOrMore};

/// How evenly pods spread over zones, nodes or whatever a label of nodes tells apart.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::labels;
/// use podwright::pod::placement::{Spread, topology};
///
/// let spread = Spread::over(topology::ZONE)
///     .matching(labels! { "app" = "web" })
///     .max_skew(1)
///     .or_do_not_schedule()
///     .min_domains(2);
/// assert_eq!(
///     serde_json::to_value(v1::TopologySpreadConstraint::from(spread))?,
///     serde_json::json!({
///         "labelSelector": { "matchLabels": { "app": "web" } },
///         "maxSkew": 1,
///         "minDomains": 2,
///         "topologyKey": "topology.kubernetes.io/zone",
///         "whenUnsatisfiable": "DoNotSchedule",
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Types
///
/// `S` says what is missing: the pods that count ([`MatchesNothing`]), or what happens to a pod that cannot be spread
/// ([`Undecided`]). Nothing is missing from a `Spread<DoNotSchedule>` and a `Spread<ScheduleAnyway>`.
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>
#[derive(Clone, Debug, PartialEq)]
pub struct Spread<S> {
    constraint: v1::TopologySpreadConstraint,
    state: PhantomData<S>,
}

/// It is not said which pods count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchesNothing {}

/// It is not said what happens to a pod that cannot be spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {}

/// A pod that cannot be spread is not scheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoNotSchedule {}

/// A pod that cannot be spread is scheduled where it disturbs least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleAnyway {}

impl Spread<MatchesNothing> {
    /// Over the nodes that differ in this label, such as [`topology::ZONE`](super::topology::ZONE).
    #[must_use]
    pub fn over(topology: LabelKey) -> Self {
        Self::of(v1::TopologySpreadConstraint {
            topology_key: topology.into(),
            max_skew: 1,
            ..v1::TopologySpreadConstraint::default()
        })
    }
}

impl<S> Spread<S> {
    fn of(constraint: v1::TopologySpreadConstraint) -> Self {
        Self { constraint, state: PhantomData }
    }

    /// The pods that count: those of the same namespace with these labels.
    #[must_use]
    pub fn matching(mut self, pods: impl IsSelector) -> Spread<S::Matching>
    where
        S: SpreadState,
    {
        self.constraint.label_selector = Some(pods.into_selector().into());
        Spread::of(self.constraint)
    }

    /// Of the pods that count, only those whose labels with these keys have the same values as this pod's.
    ///
    /// With `pod-template-hash`, each revision of a deployment spreads on its own.
    #[must_use]
    pub fn match_label_keys(mut self, keys: impl OneOrMore<LabelKey>) -> Self
    where
        S: MatchesPods,
    {
        let keys = keys.into_list().into_iter().map(Into::into);
        self.constraint.match_label_keys.get_or_insert_default().extend(keys);
        self
    }

    /// By how many pods the fullest and the emptiest may differ; at least 1, which it is unless said.
    #[must_use]
    pub fn max_skew(mut self, pods: u16) -> Self {
        self.constraint.max_skew = pods.into();
        self
    }

    /// A pod that cannot be spread is not scheduled.
    #[must_use]
    pub fn or_do_not_schedule(mut self) -> Spread<DoNotSchedule>
    where
        S: MatchesPods,
    {
        "DoNotSchedule".clone_into(&mut self.constraint.when_unsatisfiable);
        Spread::of(self.constraint)
    }

    /// A pod that cannot be spread is scheduled where it disturbs least.
    #[must_use]
    pub fn or_schedule_anyway(mut self) -> Spread<ScheduleAnyway>
    where
        S: MatchesPods,
    {
        "ScheduleAnyway".clone_into(&mut self.constraint.when_unsatisfiable);
        self.constraint.min_domains = None;
        Spread::of(self.constraint)
    }

    /// Over how many zones, nodes or the like at least; 1 unless said.
    #[must_use]
    pub fn min_domains(mut self, domains: u16) -> Self
    where
        S: KeepsPodsWaiting,
    {
        self.constraint.min_domains = Some(domains.into());
        self
    }

    /// Whether nodes that node selector and node affinity rule out count; they do not unless said.
    #[must_use]
    pub fn node_affinity_policy(mut self, policy: NodeInclusionPolicy) -> Self {
        self.constraint.node_affinity_policy = Some(policy.into());
        self
    }

    /// Whether nodes with taints that the pod does not tolerate count; they do unless said.
    #[must_use]
    pub fn node_taints_policy(mut self, policy: NodeInclusionPolicy) -> Self {
        self.constraint.node_taints_policy = Some(policy.into());
        self
    }
}

impl<S: MatchesPods + Decided> From<Spread<S>> for v1::TopologySpreadConstraint {
    fn from(spread: Spread<S>) -> Self {
        spread.constraint
    }
}

closed_set! {
    /// Whether nodes on which a pod cannot run count when pods are spread.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>
    NodeInclusionPolicy, "a node inclusion policy" {
        /// They do not count.
        Honor = "Honor",
        /// They count.
        Ignore = "Ignore",
    }
}

/// What a spread constraint lacks, and what it lacks once it matches pods.
pub trait SpreadState {
    /// The state once it matches pods.
    type Matching;
}

impl SpreadState for MatchesNothing {
    type Matching = Undecided;
}

impl SpreadState for Undecided {
    type Matching = Self;
}

impl SpreadState for DoNotSchedule {
    type Matching = Self;
}

impl SpreadState for ScheduleAnyway {
    type Matching = Self;
}

/// A spread constraint that says which pods count.
#[diagnostic::on_unimplemented(
    message = "a spread constraint that matches no labels counts nothing",
    label = "call `.matching(labels! {{ .. }})` before this"
)]
pub trait MatchesPods: SpreadState {}
impl MatchesPods for Undecided {}
impl MatchesPods for DoNotSchedule {}
impl MatchesPods for ScheduleAnyway {}

/// A spread constraint that says what happens to a pod that cannot be spread.
#[diagnostic::on_unimplemented(
    message = "a spread constraint says what happens to a pod that cannot be spread: there is no default",
    label = "call `.or_do_not_schedule()` or `.or_schedule_anyway()` on it"
)]
pub trait Decided: SpreadState {}
impl Decided for DoNotSchedule {}
/// What it lacks is said once, by [`MatchesPods`].
impl Decided for MatchesNothing {}
impl Decided for ScheduleAnyway {}

/// A spread constraint under which a pod may wait for a node.
#[diagnostic::on_unimplemented(
    message = "only a spread constraint with `.or_do_not_schedule()` has a least number of domains",
    label = "call `.or_do_not_schedule()` before this"
)]
pub trait KeepsPodsWaiting: SpreadState {}
impl KeepsPodsWaiting for DoNotSchedule {}

/// A spread constraint from which nothing is missing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a spread constraint",
    label = "make one with `Spread::over(topology::ZONE).matching(labels! {{ .. }})`"
)]
pub trait IsSpread: sealed::IntoConstraint {}
impl<S: MatchesPods + Decided> IsSpread for Spread<S> {}

mod sealed {
    use super::{Decided, MatchesPods, Spread, v1};

    /// The constraint as Kubernetes has it.
    pub trait IntoConstraint {
        #[doc(hidden)]
        fn into_constraint(self) -> v1::TopologySpreadConstraint;
    }

    impl<S: MatchesPods + Decided> IntoConstraint for Spread<S> {
        fn into_constraint(self) -> v1::TopologySpreadConstraint {
            self.constraint
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{IsSpread, NodeInclusionPolicy, Spread};
    use crate::pod::placement::topology;
    use crate::{key, labels};

    fn written(spread: impl IsSpread) -> Value {
        serde_json::to_value(spread.into_constraint()).unwrap()
    }

    #[test]
    fn every_setting() {
        let spread = Spread::over(topology::HOSTNAME)
            .matching(labels! { "app" = "web" })
            .match_label_keys([key!("pod-template-hash")])
            .max_skew(3)
            .node_affinity_policy(NodeInclusionPolicy::Honor)
            .node_taints_policy(NodeInclusionPolicy::Ignore)
            .or_schedule_anyway();
        assert_eq!(
            written(spread),
            json!({
                "topologyKey": "kubernetes.io/hostname", "labelSelector": { "matchLabels": { "app": "web" } },
                "matchLabelKeys": ["pod-template-hash"], "maxSkew": 3, "nodeAffinityPolicy": "Honor",
                "nodeTaintsPolicy": "Ignore", "whenUnsatisfiable": "ScheduleAnyway",
            }),
        );
    }

    #[test]
    fn the_later_decision_holds_and_takes_its_least_number_with_it() {
        let spread = Spread::over(topology::ZONE)
            .matching(labels! {})
            .or_do_not_schedule()
            .min_domains(2)
            .or_schedule_anyway()
            .matching(labels! { "a" = "b" });
        assert_eq!(
            written(spread),
            json!({
                "topologyKey": "topology.kubernetes.io/zone", "labelSelector": { "matchLabels": { "a": "b" } },
                "maxSkew": 1, "whenUnsatisfiable": "ScheduleAnyway",
            }),
        );
    }
}
