//! Strategies of the metrics that autoscalers follow.

use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::{ReplicationController, Service};
use k8s_openapi::api::networking::v1::Ingress;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};

use crate::pick::{parsed, rarely, texts};
use crate::placement::selector;
use crate::value::{cpu, dns_subdomain, extended_resource, huge_pages, memory, name, storage};
use podwright::value::{Cpu, Memory, MetricName, Storage};
use podwright::workload::{
    IntoMetricAmount, Metric, MetricAmount, MetricQuery, MetricResource, MetricTarget, ResourceTarget,
    ScaleTarget,
};

/// Generates names of metrics.
pub fn metric_name() -> impl Strategy<Value = MetricName> {
    prop_oneof![
        4 => parsed("[a-z][a-z0-9_:-]{0,20}"),
        1 => parsed("[A-Za-z0-9][ -$&-.0-~]{0,12}"),
    ]
}

fn query() -> impl Strategy<Value = MetricQuery> {
    (metric_name(), rarely(selector())).prop_map(|(name, labels)| {
        let query = MetricQuery::new(name);
        match labels {
            Some(labels) => query.selecting(labels),
            None => query,
        }
    })
}

/// An amount of any unit.
#[derive(Clone, Debug)]
enum Amount {
    Number(u32),
    Cpu(Cpu),
    Memory(Memory),
    Storage(Storage),
    Millis(MetricAmount),
}

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        (1..=u32::MAX).prop_map(Amount::Number),
        cpu().prop_map(Amount::Cpu),
        memory().prop_map(Amount::Memory),
        storage().prop_map(Amount::Storage),
        (1..=u32::MAX).prop_map(|millis| Amount::Millis(MetricAmount::millis(millis))),
    ]
}

impl Amount {
    fn metric_amount(self) -> MetricAmount {
        match self {
            Self::Number(number) => number.into_metric_amount(),
            Self::Cpu(cpu) => cpu.into_metric_amount(),
            Self::Memory(memory) => memory.into_metric_amount(),
            Self::Storage(storage) => storage.into_metric_amount(),
            Self::Millis(amount) => amount,
        }
    }
}

fn resource() -> impl Strategy<Value = (MetricResource, ResourceTarget)> {
    let resource = prop_oneof![
        2 => Just(MetricResource::Cpu),
        2 => Just(MetricResource::Memory),
        1 => Just(MetricResource::EphemeralStorage),
        1 => huge_pages().prop_map(|pages| MetricResource::HugePages(pages.size())),
        1 => extended_resource().prop_map(MetricResource::Extended),
    ];
    let target = prop_oneof![
        prop_oneof![1..=200_u32, Just(2_147_483_647)].prop_map(ResourceTarget::Utilization),
        amount().prop_map(|amount| ResourceTarget::Average(amount.metric_amount())),
    ];
    (resource, target)
}

fn target() -> impl Strategy<Value = MetricTarget> {
    (any::<bool>(), amount()).prop_map(|(is_average, amount)| {
        let amount = amount.metric_amount();
        if is_average { MetricTarget::average(amount) } else { MetricTarget::value(amount) }
    })
}

/// What an autoscaler scales.
pub(super) fn scale_target() -> BoxedStrategy<ScaleTarget> {
    let version = texts("[a-z]{2,8}\\.example\\.com/v[1-9](beta[1-9])?");
    prop_oneof![
        3 => dns_subdomain().prop_map(ScaleTarget::of::<Deployment>),
        1 => dns_subdomain().prop_map(ScaleTarget::of::<ReplicationController>),
        1 => (version, texts("[A-Z][a-zA-Z0-9]{0,12}"), dns_subdomain())
            .prop_map(|(version, kind, name)| ScaleTarget::custom(version, kind, name)),
    ]
    .boxed()
}

/// Generates metrics of every source: of resources, pods, other objects, and from outside the cluster.
pub fn metric() -> impl Strategy<Value = Metric> {
    prop_oneof![
        2 => resource().prop_map(|(resource, target)| Metric::resource(resource, target)),
        1 => (name(), resource()).prop_map(|(container, (resource, target))| {
            Metric::container_resource(container, resource, target)
        }),
        1 => (query(), amount()).prop_map(|(query, amount)| Metric::pods(query, amount.metric_amount())),
        2 => metric_without_pods(),
    ]
}

/// Metrics that there are without any pod.
pub(super) fn metric_without_pods() -> impl Strategy<Value = Metric> {
    let described = prop_oneof![
        scale_target(),
        dns_subdomain().prop_map(ScaleTarget::of::<Service>),
        dns_subdomain().prop_map(ScaleTarget::of::<Ingress>),
    ];
    prop_oneof![
        (described, query(), target())
            .prop_map(|(object, query, target)| Metric::object(&object, query, target)),
        (query(), target()).prop_map(|(query, target)| Metric::external(query, target)),
    ]
}
