use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use crate::object::IntoSelector;
use crate::value::words::NodeInclusionPolicy;
use crate::value::{LabelKey, OneOrMore};

/// A rule for how evenly pods spread over zones, nodes or whatever a label of nodes tells apart.
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
/// `S` is what is missing: the pods that count ([`MatchesNothing`]), or what happens to a pod that cannot be spread
/// ([`Undecided`]). A `Spread<DoNotSchedule>` and a `Spread<ScheduleAnyway>` are complete. Users do not write it.
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>
#[doc(alias = "TopologySpreadConstraint")]
#[derive(Clone, Debug, PartialEq)]
pub struct Spread<S> {
    constraint: v1::TopologySpreadConstraint,
    state: PhantomData<S>,
}

/// The pods that count are unset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchesNothing {}

/// What happens to a pod that cannot be spread is unset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {}

/// A pod that cannot be spread is not scheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoNotSchedule {}

/// A pod that cannot be spread is scheduled where it adds least to the skew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleAnyway {}

impl Spread<MatchesNothing> {
    /// Creates a rule over the nodes that differ in this label, such as [`topology::ZONE`](super::topology::ZONE).
    #[doc(alias = "topologyKey")]
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

    /// Sets the pods that count: those of the same namespace that the selector matches.
    #[doc(alias = "labelSelector")]
    #[must_use]
    pub fn matching(mut self, pods: impl IntoSelector) -> Spread<S::Matching>
    where
        S: SpreadState,
    {
        self.constraint.label_selector = Some(pods.into_selector().into());
        Spread::of(self.constraint)
    }

    /// Adds a label key. Of the pods, only those count whose label with this key has the same value as this pod's.
    ///
    /// With `pod-template-hash`, each revision of a Deployment spreads on its own.
    #[doc(alias = "matchLabelKeys")]
    #[must_use]
    pub fn match_label_key(self, key: LabelKey) -> Self
    where
        S: MatchesPods,
    {
        self.match_label_keys([key])
    }

    /// Adds label keys. Of the pods, only those count whose labels with these keys have the same values as this pod's.
    #[must_use]
    pub fn match_label_keys(mut self, keys: impl OneOrMore<LabelKey>) -> Self
    where
        S: MatchesPods,
    {
        let keys = keys.into_list().into_iter().map(Into::into);
        self.constraint.match_label_keys.get_or_insert_default().extend(keys);
        self
    }

    /// Sets by how many pods the fullest and the emptiest domain may differ.
    ///
    /// Defaults to 1. 0 is a violation at `build()`. A number of a custom resource fits by `try_into()?`.
    #[must_use]
    pub fn max_skew(mut self, pods: u16) -> Self {
        self.constraint.max_skew = pods.into();
        self
    }

    /// Makes a pod that cannot be spread wait: it is not scheduled.
    #[doc(alias = "whenUnsatisfiable")]
    #[must_use]
    pub fn or_do_not_schedule(mut self) -> Spread<DoNotSchedule>
    where
        S: MatchesPods + MayDecide,
    {
        "DoNotSchedule".clone_into(&mut self.constraint.when_unsatisfiable);
        Spread::of(self.constraint)
    }

    /// Schedules a pod that cannot be spread where it adds least to the skew.
    #[doc(alias = "whenUnsatisfiable")]
    #[must_use]
    pub fn or_schedule_anyway(mut self) -> Spread<ScheduleAnyway>
    where
        S: MatchesPods + MayDecide,
    {
        "ScheduleAnyway".clone_into(&mut self.constraint.when_unsatisfiable);
        Spread::of(self.constraint)
    }

    /// Sets the least number of zones, nodes or other domains.
    ///
    /// Defaults to 1. 0 is a violation at `build()`. A number of a custom resource fits by `try_into()?`.
    #[must_use]
    pub fn min_domains(mut self, domains: u16) -> Self
    where
        S: KeepsPodsWaiting,
    {
        self.constraint.min_domains = Some(domains.into());
        self
    }

    /// Sets whether nodes count that the node selector or the node affinity rules out. Defaults to `Honor`: they do not.
    #[must_use]
    pub fn node_affinity_policy(mut self, policy: NodeInclusionPolicy) -> Self {
        self.constraint.node_affinity_policy = Some(policy.into());
        self
    }

    /// Sets whether nodes count whose taints the pod does not tolerate. Defaults to `Ignore`: they do.
    #[must_use]
    pub fn node_taints_policy(mut self, policy: NodeInclusionPolicy) -> Self {
        self.constraint.node_taints_policy = Some(policy.into());
        self
    }

    /// Changes the rule by hand. `build()` validates the result like any other.
    ///
    /// ```
    /// use k8s_openapi::api::core::v1;
    /// use podwright::labels;
    /// use podwright::pod::placement::{Spread, topology};
    ///
    /// let spread = Spread::over(topology::ZONE)
    ///     .matching(labels! { "app" = "web" })
    ///     .or_schedule_anyway()
    ///     .raw(|constraint| constraint.max_skew = 2);
    /// assert_eq!(v1::TopologySpreadConstraint::from(spread).max_skew, 2);
    /// ```
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::TopologySpreadConstraint)) -> Self {
        change(&mut self.constraint);
        self
    }
}

impl<S: MatchesPods + Decided> From<Spread<S>> for v1::TopologySpreadConstraint {
    fn from(spread: Spread<S>) -> Self {
        spread.constraint
    }
}

/// The state of a spread constraint.
pub trait SpreadState: sealed::Sealed {
    /// The state after `matching`.
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

/// A spread constraint whose pods are set.
#[diagnostic::on_unimplemented(
    message = "a spread constraint that matches no labels counts nothing",
    label = "call `.matching(labels! {{ .. }})` before this"
)]
pub trait MatchesPods: SpreadState {}
impl MatchesPods for Undecided {}
impl MatchesPods for DoNotSchedule {}
impl MatchesPods for ScheduleAnyway {}

/// A spread constraint that decides what happens to a pod that cannot be spread.
#[diagnostic::on_unimplemented(
    message = "a spread constraint says what happens to a pod that cannot be spread: there is no default",
    label = "call `.or_do_not_schedule()` or `.or_schedule_anyway()` on it"
)]
pub trait Decided: SpreadState {}
impl Decided for DoNotSchedule {}
// So that the compiler reports what is missing once, by `MatchesPods`.
impl Decided for MatchesNothing {}
impl Decided for ScheduleAnyway {}

/// A spread constraint that has not decided yet what happens to a pod that cannot be spread.
#[diagnostic::on_unimplemented(
    message = "this spread constraint has decided already what happens to a pod that cannot be spread",
    label = "`.or_do_not_schedule()` or `.or_schedule_anyway()` is called once"
)]
pub trait MayDecide: SpreadState {}
impl MayDecide for Undecided {}
// So that the compiler reports what is missing once, by `MatchesPods`.
impl MayDecide for MatchesNothing {}

/// A spread constraint under which a pod may wait for a node.
#[diagnostic::on_unimplemented(
    message = "only a spread constraint with `.or_do_not_schedule()` has a least number of domains",
    label = "call `.or_do_not_schedule()` before this"
)]
pub trait KeepsPodsWaiting: SpreadState {}
impl KeepsPodsWaiting for DoNotSchedule {}

/// What [`spread`](crate::pod::PodBuilder::spread) of a pod takes: a complete [`Spread`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a spread constraint",
    label = "make one with `Spread::over(topology::ZONE).matching(labels! {{ .. }})`"
)]
pub trait IntoSpread: sealed::Sealed {
    #[doc(hidden)]
    fn into_spread(self) -> v1::TopologySpreadConstraint;
}

impl<S: MatchesPods + Decided> IntoSpread for Spread<S> {
    fn into_spread(self) -> v1::TopologySpreadConstraint {
        self.constraint
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::MatchesNothing {}
    impl Sealed for super::Undecided {}
    impl Sealed for super::DoNotSchedule {}
    impl Sealed for super::ScheduleAnyway {}
    impl<S> Sealed for super::Spread<S> {}
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{IntoSpread, NodeInclusionPolicy, Spread};
    use crate::pod::placement::topology;
    use crate::{key, labels};

    fn written(spread: impl IntoSpread) -> Value {
        serde_json::to_value(spread.into_spread()).unwrap()
    }

    #[test]
    fn every_setting() {
        let spread = Spread::over(topology::HOSTNAME)
            .matching(labels! { "app" = "web" })
            .match_label_key(key!("pod-template-hash"))
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
    fn the_later_selector_holds() {
        let spread = Spread::over(topology::ZONE)
            .matching(labels! {})
            .or_do_not_schedule()
            .min_domains(2)
            .matching(labels! { "a" = "b" });
        assert_eq!(
            written(spread),
            json!({
                "topologyKey": "topology.kubernetes.io/zone", "labelSelector": { "matchLabels": { "a": "b" } },
                "maxSkew": 1, "minDomains": 2, "whenUnsatisfiable": "DoNotSchedule",
            }),
        );
    }
}
