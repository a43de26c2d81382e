//! Strategies of scheduling: where a pod runs, and near what.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::pick::{few, maybe, parsed, rarely, when, with};
use super::value::{dns_subdomain, label_key, label_value, labels, name, prefixed_key, seconds, weight};
use podwright::object::{Expression, PriorityClassRef, Selector};
use podwright::pod::placement::{
    NodeAffinity, NodeInclusionPolicy, NodeTerm, PodAffinity, PodAntiAffinity, PodTerm, Spread, Toleration,
    topology,
};
use podwright::pod::{PodBuilder, PreemptionPolicy, State, Target};
use podwright::value::{DnsSubdomain, LabelKey, LabelValue, Labels, Seconds, Weight};

/// The settings that decide where a pod runs.
#[derive(Clone, Debug)]
pub(super) struct PlacementPlan {
    node_selector: Option<Labels>,
    bound: Bound,
    nodes: Option<NodeAffinity>,
    near: Option<PodAffinity>,
    away: Option<PodAntiAffinity>,
    tolerations: Vec<TolerationPlan>,
    spreads: Vec<SpreadPlan>,
    priority: Option<(DnsSubdomain, Option<PreemptionPolicy>)>,
    classes: (Option<DnsSubdomain>, Option<DnsSubdomain>),
}

/// A pod is bound to a node or waits for scheduling gates, not both.
#[derive(Clone, Debug)]
enum Bound {
    To(Option<DnsSubdomain>),
    Waits(Vec<LabelKey>),
}

pub(super) fn placement_plan() -> impl Strategy<Value = PlacementPlan> {
    let bound = prop_oneof![
        3 => Just(Bound::To(None)),
        1 => dns_subdomain().prop_map(|node| Bound::To(Some(node))),
        1 => few(prefixed_key(), 2).prop_map(Bound::Waits),
    ];
    (
        rarely(labels()),
        bound,
        rarely(node_affinity()),
        rarely(pod_affinity()),
        rarely(pod_anti_affinity()),
        few(toleration_plan(), 2),
        few(spread_plan(), 2),
        rarely((dns_subdomain(), maybe(select(PreemptionPolicy::ALL)))),
        (rarely(dns_subdomain()), rarely(dns_subdomain())),
    )
        .prop_map(
            |(node_selector, bound, nodes, near, away, tolerations, spreads, priority, classes)| {
                PlacementPlan {
                    node_selector: node_selector.filter(|labels| !labels.is_empty()),
                    bound,
                    nodes,
                    near,
                    away,
                    tolerations,
                    spreads,
                    priority,
                    classes,
                }
            },
        )
}

impl PlacementPlan {
    pub(super) fn put_into<S: State, T: Target>(self, pod: PodBuilder<S, T>) -> PodBuilder<S, T> {
        let pod = with(pod, self.node_selector, PodBuilder::node_selector);
        let pod = match self.bound {
            Bound::To(node) => with(pod, node, PodBuilder::node_name),
            Bound::Waits(mut gates) => {
                gates.sort();
                gates.dedup();
                gates.into_iter().fold(pod, PodBuilder::scheduling_gate)
            }
        };
        let pod = with(pod, self.nodes, PodBuilder::affinity);
        let pod = with(pod, self.near, PodBuilder::affinity);
        let pod = with(pod, self.away, PodBuilder::anti_affinity);
        let pod = self.tolerations.into_iter().fold(pod, |pod, plan| plan.put_into(pod));
        let (mut spreads, mut seen) = (self.spreads, Vec::new());
        spreads.retain(|spread| {
            let key = (spread.over.clone(), spread.is_strict);
            let is_new = !seen.contains(&key);
            seen.push(key);
            is_new
        });
        let pod = spreads.into_iter().fold(pod, |pod, plan| plan.put_into(pod));
        let pod = with(pod, self.priority, |pod, (class, preemption)| match preemption {
            Some(preemption) => pod.priority_class_and_preemption(&PriorityClassRef::new(class), preemption),
            None => pod.priority_class(&PriorityClassRef::new(class)),
        });
        let (runtime, scheduler) = self.classes;
        let pod = with(pod, runtime, PodBuilder::runtime_class);
        with(pod, scheduler, PodBuilder::scheduler)
    }
}

/// Statements about a label.
pub(super) fn expression() -> impl Strategy<Value = Expression> {
    let values = || (label_value(), few(label_value(), 2));
    prop_oneof![
        (label_key(), values()).prop_map(|(key, values)| key.is_in(values)),
        (label_key(), values()).prop_map(|(key, values)| key.is_not_in(values)),
        label_key().prop_map(LabelKey::exists),
        label_key().prop_map(LabelKey::does_not_exist),
    ]
}

fn node_term() -> impl Strategy<Value = NodeTerm> {
    let first = prop_oneof![
        4 => expression().prop_map(NodeTerm::from),
        1 => (label_key(), any::<u32>()).prop_map(|(key, number)| key.greater_than(number)),
        1 => (label_key(), any::<u32>()).prop_map(|(key, number)| key.less_than(number)),
        1 => dns_subdomain().prop_map(NodeTerm::named),
        1 => dns_subdomain().prop_map(NodeTerm::not_named),
    ];
    (first, few(expression(), 2)).prop_map(|(first, more)| more.into_iter().fold(first, NodeTerm::and))
}

fn node_affinity() -> impl Strategy<Value = NodeAffinity> {
    let first = prop_oneof![
        node_term().prop_map(NodeAffinity::require),
        (weight(), node_term()).prop_map(|(weight, term)| NodeAffinity::prefer(weight, term)),
    ];
    let more = (few(node_term(), 2), few((weight(), node_term()), 2));
    (first, more).prop_map(|(first, (required, preferred))| {
        let affinity = required.into_iter().fold(first, NodeAffinity::or_require);
        preferred.into_iter().fold(affinity, |affinity, (weight, term)| affinity.and_prefer(weight, term))
    })
}

/// Generates selectors of pods and namespaces by their labels, among them the one that selects everything.
pub fn selector() -> impl Strategy<Value = Selector> {
    let labels = labels().prop_filter("an empty selector has a name of its own", |labels| !labels.is_empty());
    let first = prop_oneof![
        4 => labels.prop_map(Selector::matching),
        2 => expression().prop_map(Selector::matching),
        1 => Just(Selector::everything()),
    ];
    (first, few(expression(), 1)).prop_map(|(first, more)| more.into_iter().fold(first, Selector::and))
}

fn pod_term() -> impl Strategy<Value = PodTerm> {
    let namespaces = rarely((name(), few(name(), 2)));
    (selector(), label_key(), namespaces, rarely(selector()), rarely(domain_keys())).prop_map(
        |(pods, topology, namespaces, labels, keys)| {
            let term = PodTerm::matching(pods).over(topology);
            let term = with(term, namespaces, PodTerm::namespaces);
            let term = with(term, labels, PodTerm::namespace_selector);
            with(term, keys, |term, (same, other)| {
                with(term.match_label_keys([same]), other, |term, key| term.mismatch_label_keys([key]))
            })
        },
    )
}

/// Keys that no selector has: one for `matchLabelKeys`, and one for `mismatchLabelKeys`.
fn domain_keys() -> impl Strategy<Value = (LabelKey, Option<LabelKey>)> {
    (parsed("same\\.example\\.com/[a-z]{1,8}"), maybe(parsed("other\\.example\\.com/[a-z]{1,8}")))
}

/// Defines the strategy of affinity or of anti-affinity, which are alike.
macro_rules! pod_affinity {
    ($Type:ident) => {{
        let first = prop_oneof![
            pod_term().prop_map($Type::require),
            (weight(), pod_term()).prop_map(|(weight, term)| $Type::prefer(weight, term)),
        ];
        (first, few(pod_term(), 1), few((weight(), pod_term()), 1)).prop_map(
            |(first, required, preferred): ($Type, Vec<PodTerm>, Vec<(Weight, PodTerm)>)| {
                let affinity = required.into_iter().fold(first, $Type::and_require);
                preferred
                    .into_iter()
                    .fold(affinity, |affinity, (weight, term)| affinity.and_prefer(weight, term))
            },
        )
    }};
}

fn pod_affinity() -> impl Strategy<Value = PodAffinity> {
    pod_affinity!(PodAffinity)
}

fn pod_anti_affinity() -> impl Strategy<Value = PodAntiAffinity> {
    pod_affinity!(PodAntiAffinity)
}

#[derive(Clone, Debug)]
struct TolerationPlan {
    taint: Option<(LabelKey, Option<LabelValue>)>,
    effect: Option<Effect>,
}

#[derive(Clone, Debug)]
enum Effect {
    NoSchedule,
    PreferNoSchedule,
    NoExecute(Option<Seconds>),
}

fn toleration_plan() -> impl Strategy<Value = TolerationPlan> {
    let effect = prop_oneof![
        Just(Effect::NoSchedule),
        Just(Effect::PreferNoSchedule),
        maybe(seconds()).prop_map(Effect::NoExecute),
    ];
    let taint = prop_oneof![
        5 => (label_key(), maybe(label_value())).prop_map(Some),
        1 => Just(None),
    ];
    (taint, maybe(effect)).prop_map(|(taint, effect)| TolerationPlan { taint, effect })
}

impl TolerationPlan {
    fn put_into<S: State, T: Target>(self, pod: PodBuilder<S, T>) -> PodBuilder<S, T> {
        let toleration = match self.taint {
            None => Toleration::everything(),
            Some((key, None)) => Toleration::exists(key),
            Some((key, Some(value))) => Toleration::equal(key, value),
        };
        match self.effect {
            None => pod.tolerate(toleration),
            Some(Effect::NoSchedule) => pod.tolerate(toleration.no_schedule()),
            Some(Effect::PreferNoSchedule) => pod.tolerate(toleration.prefer_no_schedule()),
            Some(Effect::NoExecute(time)) => {
                pod.tolerate(with(toleration.no_execute(), time, Toleration::for_at_most))
            }
        }
    }
}

#[derive(Clone, Debug)]
struct SpreadPlan {
    over: LabelKey,
    pods: Selector,
    is_strict: bool,
    max_skew: Option<u16>,
    min_domains: Option<u16>,
    affinity: Option<NodeInclusionPolicy>,
    taints: Option<NodeInclusionPolicy>,
    match_labels_of_template: bool,
}

fn spread_plan() -> impl Strategy<Value = SpreadPlan> {
    let over = prop_oneof![Just(topology::ZONE), Just(topology::HOSTNAME), label_key()];
    let numbers = (maybe(1..=8_u16), maybe(1..=8_u16));
    let policies = (rarely(select(NodeInclusionPolicy::ALL)), rarely(select(NodeInclusionPolicy::ALL)));
    (over, selector(), any::<bool>(), numbers, policies, any::<bool>()).prop_map(
        |(over, pods, is_strict, (max_skew, min_domains), (affinity, taints), match_labels_of_template)| {
            SpreadPlan {
                over,
                pods,
                is_strict,
                max_skew,
                min_domains,
                affinity,
                taints,
                match_labels_of_template,
            }
        },
    )
}

impl SpreadPlan {
    fn put_into<S: State, T: Target>(self, pod: PodBuilder<S, T>) -> PodBuilder<S, T> {
        let spread = Spread::over(self.over).matching(self.pods);
        let spread = with(spread, self.max_skew, Spread::max_skew);
        let spread = with(spread, self.affinity, Spread::node_affinity_policy);
        let spread = with(spread, self.taints, Spread::node_taints_policy);
        let spread = when(self.match_labels_of_template, spread, |spread| {
            spread.match_label_keys([LabelKey::literal("pod-template-hash")])
        });
        if self.is_strict {
            pod.spread(with(spread.or_do_not_schedule(), self.min_domains, Spread::min_domains))
        } else {
            pod.spread(spread.or_schedule_anyway())
        }
    }
}
