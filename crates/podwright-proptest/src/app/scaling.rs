//! Strategies of autoscalers and disruption budgets.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::metadata::{metadata_plan, with_metadata};
use super::metric::{metric, metric_without_pods, scale_target};
use super::value::int_or_percent;
use crate::pick::{few, maybe, rarely, with};
use crate::placement::selector;
use crate::value::dns_subdomain;
use crate::versions::since;
use podwright::rules::KubeVersion;
use podwright::value::Seconds;
use podwright::workload::{
    Autoscale, DisruptionBudget, EvictionPolicy, HorizontalPodAutoscaler, MaxUnavailable, MinAvailable,
    ScalingRules, ScalingSelect,
};

/// Generates rules of how fast an autoscaler scales.
pub fn scaling_rules() -> impl Strategy<Value = ScalingRules> {
    let number = || prop_oneof![1..=100_u32, Just(2_147_483_647)];
    let period = || (1..=1_800_u32).prop_map(Seconds::literal);
    let policy = (any::<bool>(), number(), period());
    let window = (0..=3_600_u32).prop_map(Seconds::literal);
    (maybe(window), few(policy, 3), maybe(select(ScalingSelect::ALL)), rarely(any::<u32>()), any::<bool>())
        .prop_map(|(window, policies, select, tolerance, is_disabled)| {
            let rules = if is_disabled { ScalingRules::disabled() } else { ScalingRules::new() };
            let is_empty = policies.is_empty() && select.is_none() && !is_disabled;
            let window = window.or(is_empty.then_some(Seconds::literal(0)));
            let rules = with(rules, window, ScalingRules::stabilization_window);
            let rules = policies.into_iter().fold(rules, |rules, (is_percent, number, period)| {
                if is_percent { rules.percent(number, period) } else { rules.pods(number, period) }
            });
            let rules = with(rules, select, ScalingRules::select);
            let tolerance = tolerance.filter(|_| since(KubeVersion::V1_35));
            with(rules, tolerance, ScalingRules::tolerance_millis)
        })
}

/// Generates numbers of pods that follow metrics.
///
/// An autoscaler may go down to no pods at all from Kubernetes 1.37 on.
pub fn autoscale() -> impl Strategy<Value = Autoscale> {
    let range = prop_oneof![
        4 => (1..=10_u32, 0..=20_u32).prop_map(|(min, more)| (Some(min), min + more)),
        1 => (1..=10_u32).prop_map(|max| (None, max)),
        1 => Just((None, 2_147_483_647)),
    ];
    let to_zero = rarely(metric_without_pods());
    let utilization = (rarely(1..=200_u32), rarely(1..=200_u32));
    let behavior = (rarely(scaling_rules()), rarely(scaling_rules()));
    (range, to_zero, utilization, few(metric(), 2), behavior).prop_map(
        |((min, max), to_zero, (cpu, memory), metrics, (up, down))| {
            let to_zero = to_zero.filter(|_| since(KubeVersion::V1_37));
            let autoscale = match (&to_zero, min) {
                (Some(_), _) => Autoscale::between(0, max),
                (None, Some(min)) => Autoscale::between(min, max),
                (None, None) => Autoscale::up_to(max),
            };
            autoscale
                .with_some(to_zero, Autoscale::metric)
                .with_some(cpu, Autoscale::cpu_utilization)
                .with_some(memory, Autoscale::memory_utilization)
                .with_some(up, Autoscale::scale_up)
                .with_some(down, Autoscale::scale_down)
                .when(!metrics.is_empty(), |autoscale| metrics.into_iter().fold(autoscale, Autoscale::metric))
        },
    )
}

/// `HorizontalPodAutoscaler` objects with every kind of metric and of behavior.
pub fn horizontal_pod_autoscaler() -> impl Strategy<Value = HorizontalPodAutoscaler> {
    (dns_subdomain(), scale_target(), autoscale(), metadata_plan()).prop_map(
        |(name, target, autoscale, metadata)| {
            let autoscaler = HorizontalPodAutoscaler::new(name, &target, autoscale);
            with_metadata!(namespaced autoscaler, metadata)
        },
    )
}

/// `PodDisruptionBudget` objects with either limit, over any pods.
pub fn disruption_budget() -> impl Strategy<Value = DisruptionBudget> {
    let limit = (any::<bool>(), int_or_percent());
    (dns_subdomain(), selector(), limit, maybe(select(EvictionPolicy::ALL)), metadata_plan()).prop_map(
        |(name, pods, (is_max, limit), policy, metadata)| {
            let budget = if is_max {
                DisruptionBudget::over(name, pods, MaxUnavailable(limit))
            } else {
                DisruptionBudget::over(name, pods, MinAvailable(limit))
            };
            with_metadata!(namespaced budget, metadata)
                .with_some(policy, DisruptionBudget::unhealthy_pod_eviction_policy)
        },
    )
}
