//! Strategies of limits of containers, pods and claims.

use std::fmt::Debug;

use proptest::array::uniform4;
use proptest::prelude::{BoxedStrategy, Strategy, any, prop_oneof};

use super::metadata::{metadata_plan, with_metadata};
use crate::pick::{maybe, parsed, rarely};
use crate::value::{cpu, dns_subdomain, extended_resource, huge_pages, memory, storage};
use podwright::cluster::{Amounts, ClaimLimits, ContainerLimits, LimitRange, PodLimits, Ratios};
use podwright::value::{Cpu, ExtendedResource, HugePages, LimitRatio, Memory, Storage};

/// Generates ratios of a limit and a request.
pub fn limit_ratio() -> impl Strategy<Value = LimitRatio> {
    parsed("[1-9][0-9]{0,2}(\\.[0-9]{1,3})?")
}

/// The amounts of one resource. Each is at most the next one.
#[derive(Clone, Debug)]
struct Bounds<T> {
    min: Option<T>,
    request: Option<T>,
    default: Option<T>,
    max: Option<T>,
    ratio: Option<LimitRatio>,
}

fn bounds<T: Ord + Clone + Debug + 'static>(
    amount: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Bounds<T>> {
    (uniform4(amount), any::<[bool; 4]>(), rarely(limit_ratio()))
        .prop_map(|(mut amounts, are_set, ratio)| {
            amounts.sort();
            let [min, request, default, max] = amounts;
            let [has_min, has_request, has_default, has_max] = are_set;
            // No limit is lower than its request, so that this one is never too large.
            let lowest = LimitRatio::literal("1");
            Bounds {
                min: has_min.then_some(min),
                request: has_request.then_some(request),
                default: has_default.then_some(default),
                max: has_max.then_some(max),
                ratio: ratio.map(|ratio| if has_min && has_max { lowest } else { ratio }),
            }
        })
        .boxed()
}

/// The limits of containers or of pods.
#[derive(Clone, Debug)]
struct LimitsPlan {
    cpu: Option<Bounds<Cpu>>,
    memory: Option<Bounds<Memory>>,
    storage: Option<Bounds<Storage>>,
    pages: Option<HugePages>,
    extended: Option<(ExtendedResource, u32)>,
    are_fixed: (bool, bool),
}

fn limits_plan() -> impl Strategy<Value = LimitsPlan> {
    let fixed = (rarely(huge_pages()), rarely((extended_resource(), 0..=10_u32)));
    let measured = (maybe(bounds(cpu())), maybe(bounds(memory())), rarely(bounds(storage())));
    (measured, fixed, any::<(bool, bool)>()).prop_map(
        |((cpu, memory, storage), (pages, extended), are_fixed)| LimitsPlan {
            cpu,
            memory,
            storage,
            pages,
            extended,
            are_fixed,
        },
    )
}

/// Amounts, if there are any.
type Some = Option<Amounts>;

impl LimitsPlan {
    fn amounts(
        &self,
        cpu: fn(&Bounds<Cpu>) -> Option<Cpu>,
        memory: fn(&Bounds<Memory>) -> Option<Memory>,
        storage: fn(&Bounds<Storage>) -> Option<Storage>,
        has_fixed: bool,
    ) -> Some {
        let (mut amounts, mut is_empty) = (Amounts::new(), true);
        if let Some(cpu) = self.cpu.as_ref().and_then(cpu) {
            (amounts, is_empty) = (amounts.cpu(cpu), false);
        }
        if let Some(memory) = self.memory.as_ref().and_then(memory) {
            (amounts, is_empty) = (amounts.memory(memory), false);
        }
        if let Some(storage) = self.storage.as_ref().and_then(storage) {
            (amounts, is_empty) = (amounts.ephemeral_storage(storage), false);
        }
        if let (Some(pages), true) = (self.pages, has_fixed) {
            (amounts, is_empty) = (amounts.huge_pages(pages), false);
        }
        if let (Some((resource, count)), true) = (&self.extended, has_fixed) {
            (amounts, is_empty) = (amounts.extended(resource.clone(), *count), false);
        }
        (!is_empty).then_some(amounts)
    }

    fn min(&self) -> Some {
        self.amounts(|of| of.min, |of| of.min, |of| of.min, self.are_fixed.0)
    }

    fn max(&self) -> Some {
        self.amounts(|of| of.max, |of| of.max, |of| of.max, self.are_fixed.1)
    }

    /// What Kubernetes overcommits not at all has the same request and limit.
    fn request(&self) -> Some {
        self.amounts(|of| of.request, |of| of.request, |of| of.request, true)
    }

    fn default(&self) -> Some {
        self.amounts(|of| of.default, |of| of.default, |of| of.default, true)
    }

    fn ratios(&self) -> Option<Ratios> {
        let cpu = self.cpu.as_ref().and_then(|of| of.ratio.clone());
        let memory = self.memory.as_ref().and_then(|of| of.ratio.clone());
        let storage = self.storage.as_ref().and_then(|of| of.ratio.clone());
        let is_empty = cpu.is_none() && memory.is_none() && storage.is_none();
        let ratios = cpu.map_or_else(Ratios::new, |ratio| Ratios::new().cpu(ratio));
        let ratios = match memory {
            Some(ratio) => ratios.memory(ratio),
            None => ratios,
        };
        let ratios = match storage {
            Some(ratio) => ratios.ephemeral_storage(ratio),
            None => ratios,
        };
        (!is_empty).then_some(ratios)
    }
}

/// Sets what there is.
macro_rules! set {
    ($limits:expr, $($setter:ident = $value:expr),+) => {{
        let mut limits = $limits;
        $(if let Some(value) = $value {
            limits = limits.$setter(value);
        })+
        limits
    }};
}

fn container_limits() -> impl Strategy<Value = ContainerLimits> {
    limits_plan().prop_map(|plan| {
        set!(
            ContainerLimits::new(),
            min = plan.min(),
            max = plan.max(),
            default = plan.default(),
            default_request = plan.request(),
            max_limit_request_ratio = plan.ratios()
        )
    })
}

fn pod_limits() -> impl Strategy<Value = PodLimits> {
    limits_plan().prop_map(|plan| {
        set!(PodLimits::new(), min = plan.min(), max = plan.max(), max_limit_request_ratio = plan.ratios())
    })
}

fn claim_limits() -> impl Strategy<Value = ClaimLimits> {
    prop_oneof![
        storage().prop_map(ClaimLimits::at_least),
        storage().prop_map(ClaimLimits::at_most),
        (storage(), storage()).prop_map(|(one, other)| ClaimLimits::between(one.min(other), one.max(other))),
    ]
}

/// `LimitRange` objects of containers, pods and claims, at least of one of them.
pub fn limit_range() -> impl Strategy<Value = LimitRange> {
    let limits = (maybe(container_limits()), maybe(pod_limits()), maybe(claim_limits()));
    (dns_subdomain(), limits, container_limits(), metadata_plan()).prop_map(
        |(name, (container, pod, claim), least, metadata)| {
            let is_empty = container.is_none() && pod.is_none() && claim.is_none();
            with_metadata!(namespaced LimitRange::new(name), metadata)
                .with_some(container.or(is_empty.then_some(least)), LimitRange::container)
                .with_some(pod, LimitRange::pod)
                .with_some(claim, LimitRange::claim)
        },
    )
}
