use std::collections::BTreeMap;
use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::value::quantity::pieces;
use crate::value::{Cpu, DnsLabel, ExtendedResource, HugePages, Memory, Storage};

/// What a container asks of its node, and what it may not exceed.
///
/// A resource is written `request..=limit`, `request..` or `..=limit`. A limit without a request is the request as well,
/// which Kubernetes fills in.
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
/// Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resources(v1::ResourceRequirements);

impl Resources {
    /// Nothing asked for, nothing limited.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// CPU time.
    #[must_use]
    pub fn cpu(mut self, bounds: impl Bounds<Cpu>) -> Self {
        set(&mut self.0, "cpu", bounds);
        self
    }

    /// Memory.
    #[must_use]
    pub fn memory(mut self, bounds: impl Bounds<Memory>) -> Self {
        set(&mut self.0, "memory", bounds);
        self
    }

    /// Space on the node's disk for logs, the writable layer and volumes of kind `emptyDir`.
    #[must_use]
    pub fn ephemeral_storage(mut self, bounds: impl Bounds<Storage>) -> Self {
        set(&mut self.0, "ephemeral-storage", bounds);
        self
    }

    /// Huge pages of one size, requested and limited alike.
    ///
    /// Kubernetes asks for CPU or memory beside them.
    #[must_use]
    pub fn huge_pages(mut self, pages: HugePages) -> Self {
        set_both(&mut self.0, pages.size().resource_name(), pages.into());
        self
    }

    /// Devices and the like that a node offers by name, requested and limited alike.
    #[must_use]
    pub fn extended(mut self, resource: ExtendedResource, count: u32) -> Self {
        set_both(&mut self.0, resource.into_string(), pieces(count));
        self
    }

    /// All devices of a resource claim of the pod.
    #[must_use]
    pub fn claim(mut self, claim: DnsLabel) -> Self {
        self.add_claim(claim, None);
        self
    }

    /// The devices of one request of a resource claim of the pod.
    #[must_use]
    pub fn claim_request(mut self, claim: DnsLabel, request: DnsLabel) -> Self {
        self.add_claim(claim, Some(request));
        self
    }

    fn add_claim(&mut self, claim: DnsLabel, request: Option<DnsLabel>) {
        let claim = v1::ResourceClaim { name: claim.into(), request: request.map(Into::into) };
        self.0.claims.get_or_insert_default().push(claim);
    }
}

impl From<Resources> for v1::ResourceRequirements {
    fn from(resources: Resources) -> Self {
        resources.0
    }
}

/// What all containers of a pod share: their requests and limits in sum.
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodResources(v1::ResourceRequirements);

impl PodResources {
    /// Nothing asked for, nothing limited.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// CPU time.
    #[must_use]
    pub fn cpu(mut self, bounds: impl Bounds<Cpu>) -> Self {
        set(&mut self.0, "cpu", bounds);
        self
    }

    /// Memory.
    #[must_use]
    pub fn memory(mut self, bounds: impl Bounds<Memory>) -> Self {
        set(&mut self.0, "memory", bounds);
        self
    }

    /// Huge pages of one size, requested and limited alike.
    #[must_use]
    pub fn huge_pages(mut self, pages: HugePages) -> Self {
        set_both(&mut self.0, pages.size().resource_name(), pages.into());
        self
    }
}

impl From<PodResources> for v1::ResourceRequirements {
    fn from(resources: PodResources) -> Self {
        resources.0
    }
}

/// What a pod needs beside what its containers ask for, as its runtime class says.
///
/// ```
/// use podwright::container::PodOverhead;
/// use podwright::value::{Cpu, Memory};
///
/// let overhead = PodOverhead::new().cpu(Cpu::millis(250)).memory(Memory::mib(120));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodOverhead(BTreeMap<String, Quantity>);

impl PodOverhead {
    /// Nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// CPU time.
    #[must_use]
    pub fn cpu(mut self, amount: Cpu) -> Self {
        self.0.insert("cpu".to_owned(), amount.into());
        self
    }

    /// Memory.
    #[must_use]
    pub fn memory(mut self, amount: Memory) -> Self {
        self.0.insert("memory".to_owned(), amount.into());
        self
    }
}

impl From<PodOverhead> for BTreeMap<String, Quantity> {
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
    label = "`{Self}` is none of these",
    note = "an amount of `{T}` is expected in them: `{T}`..=`{T}`",
    note = "a resource whose request equals its limit is written `..=limit`"
)]
pub trait Bounds<T>: sealed::IntoBounds<T> {}
#[diagnostic::do_not_recommend]
impl<T> Bounds<T> for RangeInclusive<T> {}
#[diagnostic::do_not_recommend]
impl<T> Bounds<T> for RangeFrom<T> {}
#[diagnostic::do_not_recommend]
impl<T> Bounds<T> for RangeToInclusive<T> {}

fn set<T: Into<Quantity>>(to: &mut v1::ResourceRequirements, resource: &str, bounds: impl Bounds<T>) {
    let (request, limit) = bounds.into_bounds();
    write(to, resource.to_owned(), request.map(Into::into), limit.map(Into::into));
}

fn set_both(to: &mut v1::ResourceRequirements, resource: String, amount: Quantity) {
    write(to, resource, Some(amount.clone()), Some(amount));
}

/// Replaces both sides, so that the later of two settings of a resource holds.
fn write(
    to: &mut v1::ResourceRequirements,
    resource: String,
    request: Option<Quantity>,
    limit: Option<Quantity>,
) {
    replace(&mut to.requests, resource.clone(), request);
    replace(&mut to.limits, resource, limit);
}

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

    /// Request and limit.
    pub trait IntoBounds<T> {
        #[doc(hidden)]
        fn into_bounds(self) -> (Option<T>, Option<T>);
    }

    impl<T> IntoBounds<T> for RangeInclusive<T> {
        fn into_bounds(self) -> (Option<T>, Option<T>) {
            let (request, limit) = self.into_inner();
            (Some(request), Some(limit))
        }
    }

    impl<T> IntoBounds<T> for RangeFrom<T> {
        fn into_bounds(self) -> (Option<T>, Option<T>) {
            (Some(self.start), None)
        }
    }

    impl<T> IntoBounds<T> for RangeToInclusive<T> {
        fn into_bounds(self) -> (Option<T>, Option<T>) {
            (None, Some(self.end))
        }
    }
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
    fn nothing_said_is_nothing_written() {
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
