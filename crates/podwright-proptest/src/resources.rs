//! Strategies of resources.

use std::fmt::Debug;

use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::Index;

use super::pick::{few, maybe, one_of, rarely, with};
use super::value::{cpu, extended_resource, huge_pages, memory, storage};
use podwright::container::{PodResources, ResizeResource, Resources};
use podwright::value::{Cpu, DnsLabel, ExtendedResource, HugePages, Memory, Storage};

/// Generates resources of a container: at most 8 CPUs, 8 GiB of memory and 1 TiB of storage, each request within its limit.
pub fn resources() -> impl Strategy<Value = Resources> {
    resources_plan().prop_map(|plan| plan.resources(&[]))
}

/// A request and a limit.
#[derive(Clone, Copy, Debug)]
enum Bounds<T> {
    Both(T, T),
    Request(T),
    Limit(T),
}

fn bounds<T: Copy + Debug + Ord + 'static>(
    amount: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Bounds<T>> {
    let amount = amount.boxed();
    prop_oneof![
        (amount.clone(), amount.clone()).prop_map(|(a, b)| Bounds::Both(a.min(b), a.max(b))),
        amount.clone().prop_map(Bounds::Request),
        amount.prop_map(Bounds::Limit),
    ]
}

macro_rules! bounded {
    ($resources:ident.$set:ident($bounds:expr)) => {
        match $bounds {
            None => $resources,
            Some(Bounds::Both(request, limit)) => $resources.$set(request..=limit),
            Some(Bounds::Request(request)) => $resources.$set(request..),
            Some(Bounds::Limit(limit)) => $resources.$set(..=limit),
        }
    };
}

#[derive(Clone, Debug)]
pub(super) struct ResourcesPlan {
    cpu: Option<Bounds<Cpu>>,
    memory: Option<Bounds<Memory>>,
    storage: Option<Bounds<Storage>>,
    huge_pages: Option<HugePages>,
    extended: Vec<(ExtendedResource, u32)>,
    claims: Vec<(Index, Option<DnsLabel>)>,
}

pub(super) fn resources_plan() -> impl Strategy<Value = ResourcesPlan> {
    let claims = few((any::<Index>(), rarely(super::value::name())), 2);
    (
        maybe(bounds(cpu())),
        maybe(bounds(memory())),
        rarely(bounds(storage())),
        rarely(huge_pages()),
        few((extended_resource(), 1..=16_u32), 2),
        claims,
    )
        .prop_map(|(cpu, memory, storage, huge_pages, extended, claims)| ResourcesPlan {
            cpu,
            memory,
            storage,
            huge_pages,
            extended,
            claims,
        })
}

impl ResourcesPlan {
    /// Returns the resources of a container in a pod that has these claims.
    pub(super) fn resources(self, claims: &[DnsLabel]) -> Resources {
        // Kubernetes accepts huge pages only with CPU or memory.
        let huge_pages = self.huge_pages.filter(|_| self.cpu.is_some() || self.memory.is_some());
        let resources = Resources::new();
        let resources = bounded!(resources.cpu(self.cpu));
        let resources = bounded!(resources.memory(self.memory));
        let resources = bounded!(resources.ephemeral_storage(self.storage));
        let resources = with(resources, huge_pages, Resources::huge_pages);
        let resources = self
            .extended
            .into_iter()
            .fold(resources, |resources, (resource, count)| resources.extended(resource, count));
        let mut claimed = Vec::new();
        self.claims.into_iter().fold(resources, |resources, (index, request)| {
            match one_of(claims, index).filter(|claim| !claimed.contains(claim)) {
                None => resources,
                Some(claim) => {
                    claimed.push(claim);
                    match request {
                        Some(request) => resources.claim_request(claim.clone(), request),
                        None => resources.claim(claim.clone()),
                    }
                }
            }
        })
    }

    /// Returns whether nothing is set in a pod that has these claims.
    pub(super) fn is_empty(&self, claims: &[DnsLabel]) -> bool {
        self.cpu.is_none()
            && self.memory.is_none()
            && self.storage.is_none()
            && self.extended.is_empty()
            && (self.claims.is_empty() || claims.is_empty())
    }
}

/// Generates resources of a pod as a whole, enough for eight containers of [`resources`](super::resources).
pub(super) fn pod_resources() -> impl Strategy<Value = PodResources> {
    let cpu = bounds((64..=256_u32).prop_map(Cpu::cores));
    let memory = bounds((64..=256_u32).prop_map(Memory::gib));
    (maybe(cpu), memory).prop_map(|(cpu, memory)| {
        let resources = PodResources::new();
        let resources = bounded!(resources.cpu(cpu));
        bounded!(resources.memory(Some(memory)))
    })
}

/// Generates resize policies: for each resource, whether a change restarts the container.
pub(super) fn resize() -> impl Strategy<Value = Vec<(ResizeResource, bool)>> {
    (rarely(any::<bool>()), rarely(any::<bool>())).prop_map(|(cpu, memory)| {
        let cpu = cpu.map(|restarts| (ResizeResource::Cpu, restarts));
        cpu.into_iter().chain(memory.map(|restarts| (ResizeResource::Memory, restarts))).collect()
    })
}
