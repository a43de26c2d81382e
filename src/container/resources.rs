use std::collections::BTreeMap;
use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::value::quantity::pieces;
use crate::value::{Cpu, DnsLabel, ExtendedResource, HugePages, Memory, Storage};

/// The requests and limits of a container.
///
/// A resource is written `request..=limit`, `request..` or `..=limit`. Kubernetes fills in a missing request with the
/// limit. A resource that is set again replaces both its request and its limit.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::container::Resources;
/// use podwright::value::{Cpu, Memory};
///
/// let resources: v1::ResourceRequirements = Resources::new()
///     .cpu(Cpu::millis(250)..=Cpu::cores(1))
///     .memory(..=Memory::mib(256))
///     .into();
/// assert_eq!(
///     serde_json::to_value(resources)?,
///     serde_json::json!({
///         "requests": { "cpu": "250m" },
///         "limits": { "cpu": "1", "memory": "256Mi" },
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// An amount that may be absent is set by `with_some`; a request and a limit that may both be absent are a pair:
///
/// ```
/// use podwright::prelude::*;
///
/// fn resources(cpu: (Option<Cpu>, Option<Cpu>), memory: Option<Memory>) -> v1::ResourceRequirements {
///     Resources::new().cpu(cpu).with_some(memory, |resources, limit| resources.memory(..=limit)).into()
/// }
/// let resources = resources((Some(Cpu::millis(100)), None), Some(Memory::mib(64)));
/// assert_eq!(resources.requests.unwrap()["cpu"].0, "100m");
/// assert_eq!(resources.limits.unwrap()["memory"].0, "64Mi");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/>
#[doc(alias = "ResourceRequirements")]
#[doc(alias = "requests")]
#[doc(alias = "limits")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resources(v1::ResourceRequirements);

impl Resources {
    /// Creates an empty set: no requests, no limits.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the CPU time.
    #[must_use]
    pub fn cpu(mut self, bounds: impl IntoBounds<Cpu>) -> Self {
        set(&mut self.0, "cpu", bounds);
        self
    }

    /// Sets the memory.
    #[must_use]
    pub fn memory(mut self, bounds: impl IntoBounds<Memory>) -> Self {
        set(&mut self.0, "memory", bounds);
        self
    }

    /// Sets the huge pages of one size. The request equals the limit.
    ///
    /// Kubernetes demands CPU or memory beside them.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/>
    #[must_use]
    #[doc(alias = "hugepages")]
    #[inline]
    pub fn huge_pages(mut self, pages: HugePages) -> Self {
        set_both(&mut self.0, pages.size().resource_name(), pages.into());
        self
    }

    /// Sets the space on the node's disk for logs, the writable layer and `emptyDir` volumes.
    #[must_use]
    #[doc(alias = "ephemeral-storage")]
    pub fn ephemeral_storage(mut self, bounds: impl IntoBounds<Storage>) -> Self {
        set(&mut self.0, "ephemeral-storage", bounds);
        self
    }

    /// Sets how many devices of a kind the container has. The request equals the limit.
    ///
    /// A node offers such a resource by its name, `nvidia.com/gpu` for instance.
    #[must_use]
    #[inline]
    pub fn extended(mut self, resource: ExtendedResource, count: u32) -> Self {
        set_both(&mut self.0, resource.into_string(), pieces(count));
        self
    }

    /// Adds all devices of a resource claim of the pod.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/>
    #[must_use]
    #[doc(alias = "claims")]
    #[inline]
    pub fn claim(mut self, claim: DnsLabel) -> Self {
        self.add_claim(claim, None);
        self
    }

    /// Adds the devices of one request of a resource claim of the pod.
    ///
    /// A container uses each claim once. `build()` reports a second request of one claim, because server-side apply merges
    /// the list by the name of the claim.
    #[must_use]
    #[doc(alias = "claims")]
    #[inline]
    pub fn claim_request(mut self, claim: DnsLabel, request: DnsLabel) -> Self {
        self.add_claim(claim, Some(request));
        self
    }

    crate::conditional::conditional!();

    /// Changes the requests and limits by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::ResourceRequirements)) -> Self {
        change(&mut self.0);
        self
    }

    #[inline]
    fn add_claim(&mut self, claim: DnsLabel, request: Option<DnsLabel>) {
        let claim = v1::ResourceClaim { name: claim.into(), request: request.map(Into::into) };
        self.0.claims.get_or_insert_default().push(claim);
    }
}

impl From<Resources> for v1::ResourceRequirements {
    #[inline]
    fn from(resources: Resources) -> Self {
        resources.0
    }
}

/// The requests and limits that all containers of a pod share.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::container::PodResources;
/// use podwright::value::Cpu;
///
/// let resources = v1::ResourceRequirements::from(PodResources::new().cpu(..=Cpu::cores(2)));
/// assert_eq!(resources.limits.unwrap()["cpu"].0, "2");
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/>
#[doc(alias = "ResourceRequirements")]
#[doc(alias = "requests")]
#[doc(alias = "limits")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodResources(v1::ResourceRequirements);

impl PodResources {
    /// Creates an empty set: no requests, no limits.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the CPU time.
    #[must_use]
    pub fn cpu(mut self, bounds: impl IntoBounds<Cpu>) -> Self {
        set(&mut self.0, "cpu", bounds);
        self
    }

    /// Sets the memory.
    #[must_use]
    pub fn memory(mut self, bounds: impl IntoBounds<Memory>) -> Self {
        set(&mut self.0, "memory", bounds);
        self
    }

    /// Sets the huge pages of one size. The request equals the limit.
    ///
    /// Kubernetes demands CPU or memory beside them.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/>
    #[must_use]
    #[doc(alias = "hugepages")]
    #[inline]
    pub fn huge_pages(mut self, pages: HugePages) -> Self {
        set_both(&mut self.0, pages.size().resource_name(), pages.into());
        self
    }

    crate::conditional::conditional!();

    /// Changes the requests and limits by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::ResourceRequirements)) -> Self {
        change(&mut self.0);
        self
    }
}

impl From<PodResources> for v1::ResourceRequirements {
    #[inline]
    fn from(resources: PodResources) -> Self {
        resources.0
    }
}

/// What a pod needs beside the requests of its containers, as its runtime class defines it.
///
/// ```
/// use podwright::container::PodOverhead;
/// use podwright::value::{Cpu, Memory};
///
/// let overhead = PodOverhead::new().cpu(Cpu::millis(250)).memory(Memory::mib(120));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/>
#[doc(alias = "overhead")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodOverhead(BTreeMap<String, Quantity>);

impl PodOverhead {
    /// Creates an empty overhead.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the CPU time.
    #[must_use]
    #[inline]
    pub fn cpu(mut self, amount: Cpu) -> Self {
        self.0.insert("cpu".to_owned(), amount.into());
        self
    }

    /// Sets the memory.
    #[must_use]
    #[inline]
    pub fn memory(mut self, amount: Memory) -> Self {
        self.0.insert("memory".to_owned(), amount.into());
        self
    }

    /// Changes the overhead by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut BTreeMap<String, Quantity>)) -> Self {
        change(&mut self.0);
        self
    }
}

impl From<PodOverhead> for BTreeMap<String, Quantity> {
    #[inline]
    fn from(overhead: PodOverhead) -> Self {
        overhead.0
    }
}

/// A request, a limit, or both: `request..=limit`, `request..` or `..=limit`.
///
/// ```compile_fail
/// use podwright::container::Resources;
/// use podwright::value::Cpu;
///
/// Resources::new().cpu(Cpu::cores(1));
/// ```
#[diagnostic::on_unimplemented(
    message = "a resource of `{T}` is written `request..=limit`, `request..` or `..=limit`",
    label = "`{Self}` is not a range of `{T}`",
    note = "an amount of `{T}` is expected in them: `{T}`..=`{T}`",
    note = "a resource whose request equals its limit is written `..=limit`",
    note = "a request and a limit that may be absent are a pair: `(Option<{T}>, Option<{T}>)`"
)]
pub trait IntoBounds<T>: sealed::Sealed {
    /// Returns the request and the limit.
    #[doc(hidden)]
    fn into_bounds(self) -> (Option<T>, Option<T>);
}

#[diagnostic::do_not_recommend]
impl<T> IntoBounds<T> for RangeInclusive<T> {
    fn into_bounds(self) -> (Option<T>, Option<T>) {
        let (request, limit) = self.into_inner();
        (Some(request), Some(limit))
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoBounds<T> for RangeFrom<T> {
    fn into_bounds(self) -> (Option<T>, Option<T>) {
        (Some(self.start), None)
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoBounds<T> for RangeToInclusive<T> {
    fn into_bounds(self) -> (Option<T>, Option<T>) {
        (None, Some(self.end))
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoBounds<T> for (Option<T>, Option<T>) {
    fn into_bounds(self) -> (Option<T>, Option<T>) {
        self
    }
}

fn set<T: Into<Quantity>>(to: &mut v1::ResourceRequirements, resource: &str, bounds: impl IntoBounds<T>) {
    let (request, limit) = bounds.into_bounds();
    write(to, resource.to_owned(), request.map(Into::into), limit.map(Into::into));
}

#[inline]
fn set_both(to: &mut v1::ResourceRequirements, resource: String, amount: Quantity) {
    write(to, resource, Some(amount.clone()), Some(amount));
}

/// Replaces the request and the limit of a resource.
#[inline]
fn write(
    to: &mut v1::ResourceRequirements,
    resource: String,
    request: Option<Quantity>,
    limit: Option<Quantity>,
) {
    replace(&mut to.requests, resource.clone(), request);
    replace(&mut to.limits, resource, limit);
}

#[inline]
fn replace(side: &mut Option<BTreeMap<String, Quantity>>, resource: String, amount: Option<Quantity>) {
    if let Some(amount) = amount {
        side.get_or_insert_default().insert(resource, amount);
    } else if let Some(amounts) = side {
        amounts.remove(&resource);
        if amounts.is_empty() {
            *side = None;
        }
    }
}

mod sealed {
    use super::{RangeFrom, RangeInclusive, RangeToInclusive};

    pub trait Sealed {}
    impl<T> Sealed for RangeInclusive<T> {}
    impl<T> Sealed for RangeFrom<T> {}
    impl<T> Sealed for RangeToInclusive<T> {}
    impl<T> Sealed for (Option<T>, Option<T>) {}
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{BTreeMap, PodOverhead, PodResources, Resources, v1};
    use crate::name;
    use crate::value::{Cpu, HugePages, Memory, Storage};

    fn written(resources: impl Into<v1::ResourceRequirements>) -> Value {
        serde_json::to_value(resources.into()).unwrap()
    }

    #[test]
    fn nothing_set_is_nothing_written() {
        assert_eq!(written(Resources::new()), json!({}));
        assert_eq!(written(PodResources::new()), json!({}));
    }

    #[test]
    fn each_form_of_bounds() {
        let resources = Resources::new()
            .cpu(Cpu::millis(250)..=Cpu::cores(1))
            .memory(Memory::mib(128)..)
            .ephemeral_storage(..=Storage::gib(1));
        assert_eq!(
            written(resources),
            json!({
                "requests": { "cpu": "250m", "memory": "128Mi" },
                "limits": { "cpu": "1", "ephemeral-storage": "1Gi" },
            }),
        );
    }

    #[test]
    fn the_later_setting_replaces_the_earlier() {
        let resources = Resources::new().cpu(Cpu::millis(250)..=Cpu::cores(1)).cpu(..=Cpu::cores(2));
        assert_eq!(written(resources), json!({ "limits": { "cpu": "2" } }));
    }

    #[test]
    fn what_cannot_be_overcommitted_is_requested_and_limited_alike() {
        let resources = Resources::new()
            .memory(..=Memory::mib(64))
            .huge_pages(HugePages::of_2mi(50))
            .extended(crate::resource!("nvidia.com/gpu"), 2);
        assert_eq!(
            written(resources),
            json!({
                "requests": { "hugepages-2Mi": "100Mi", "nvidia.com/gpu": "2" },
                "limits": { "hugepages-2Mi": "100Mi", "memory": "64Mi", "nvidia.com/gpu": "2" },
            }),
        );
        let pod = PodResources::new()
            .cpu(Cpu::cores(1)..)
            .memory(..=Memory::gib(1))
            .huge_pages(HugePages::of_2mi(1));
        assert_eq!(
            written(pod),
            json!({
                "requests": { "cpu": "1", "hugepages-2Mi": "2Mi" },
                "limits": { "hugepages-2Mi": "2Mi", "memory": "1Gi" },
            }),
        );
    }

    #[test]
    fn a_change_by_hand_comes_on_top() {
        let resources = Resources::new()
            .cpu(..=Cpu::cores(1))
            .raw(|raw| raw.requests = Some([("cpu".to_owned(), Cpu::millis(1).into())].into()));
        assert_eq!(written(resources), json!({ "requests": { "cpu": "1m" }, "limits": { "cpu": "1" } }));
        let pod = PodResources::new().memory(..=Memory::gib(1)).raw(|raw| raw.limits = None);
        assert_eq!(written(pod), json!({}));
        let overhead = PodOverhead::new().cpu(Cpu::cores(1)).raw(BTreeMap::clear);
        assert_eq!(BTreeMap::from(overhead), BTreeMap::new());
    }

    #[test]
    fn an_overhead_is_a_list_of_amounts() {
        let overhead = PodOverhead::new().cpu(Cpu::millis(250)).memory(Memory::mib(120));
        assert_eq!(
            serde_json::to_value(BTreeMap::from(overhead)).unwrap(),
            json!({ "cpu": "250m", "memory": "120Mi" })
        );
    }

    #[test]
    fn claims_whole_and_by_request() {
        let resources = Resources::new().claim(name!("gpu")).claim_request(name!("net"), name!("fast"));
        assert_eq!(
            written(resources),
            json!({ "claims": [{ "name": "gpu" }, { "name": "net", "request": "fast" }] })
        );
    }
}
