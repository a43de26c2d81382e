use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::value::quantity::{canonical, pieces};
use crate::value::{Cpu, ExtendedResource, HugePages, LimitRatio, Memory, Storage};

/// Amounts of resources, none of them negative.
///
/// ```
/// use podwright::cluster::{Amounts, ContainerLimits, LimitRange};
/// use podwright::prelude::*;
///
/// let most = Amounts::new().cpu(Cpu::cores(2)).memory(Memory::gib(4)).extended(resource!("nvidia.com/gpu"), 1);
/// let limits = LimitRange::new(name!("limits")).container(ContainerLimits::new().max(most)).build()?;
/// let max = limits.spec.as_ref().unwrap().limits[0].max.as_ref().unwrap();
/// assert_eq!((&*max["cpu"].0, &*max["nvidia.com/gpu"].0), ("2", "1"));
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amounts(BTreeMap<String, Quantity>);

impl Amounts {
    /// Creates no amounts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the amount of CPU.
    #[must_use]
    pub fn cpu(self, amount: Cpu) -> Self {
        self.with("cpu", amount)
    }

    /// Sets the amount of memory.
    #[must_use]
    pub fn memory(self, amount: Memory) -> Self {
        self.with("memory", amount)
    }

    /// Sets the amount of storage on the disk of the node.
    #[must_use]
    pub fn ephemeral_storage(self, amount: Storage) -> Self {
        self.with("ephemeral-storage", amount)
    }

    /// Sets the amount of huge pages of one size.
    #[must_use]
    pub fn huge_pages(self, pages: HugePages) -> Self {
        self.with(
            pages.size().resource_name(),
            Memory::try_bytes(pages.as_bytes()).map_or_else(
                |_| Quantity(canonical(&pages.as_bytes().to_string()).into_owned()),
                Quantity::from,
            ),
        )
    }

    /// Sets the number of pieces of an extended resource.
    #[must_use]
    pub fn extended(self, resource: ExtendedResource, count: u32) -> Self {
        self.with(resource, pieces(count))
    }

    /// Changes the amounts by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut BTreeMap<String, Quantity>)) -> Self {
        change(&mut self.0);
        self
    }

    fn with(mut self, resource: impl Into<String>, amount: impl Into<Quantity>) -> Self {
        self.0.insert(resource.into(), amount.into());
        self
    }
}

impl From<Amounts> for BTreeMap<String, Quantity> {
    fn from(amounts: Amounts) -> Self {
        amounts.0
    }
}

/// How many times larger than their requests limits may be.
///
/// ```
/// use podwright::cluster::{LimitRange, PodLimits, Ratios};
/// use podwright::{limit_ratio, name};
///
/// let ratios = Ratios::new().cpu(limit_ratio!("4")).memory(limit_ratio!("1.5"));
/// let limits = LimitRange::new(name!("limits")).pod(PodLimits::new().max_limit_request_ratio(ratios)).build()?;
/// let ratios = limits.spec.as_ref().unwrap().limits[0].max_limit_request_ratio.as_ref().unwrap();
/// assert_eq!((&*ratios["cpu"].0, &*ratios["memory"].0), ("4", "1500m"));
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ratios(BTreeMap<String, Quantity>);

impl Ratios {
    /// Creates no ratios.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the ratio of CPU.
    #[must_use]
    pub fn cpu(self, ratio: LimitRatio) -> Self {
        self.with("cpu", ratio)
    }

    /// Sets the ratio of memory.
    #[must_use]
    pub fn memory(self, ratio: LimitRatio) -> Self {
        self.with("memory", ratio)
    }

    /// Sets the ratio of storage on the disk of the node.
    #[must_use]
    pub fn ephemeral_storage(self, ratio: LimitRatio) -> Self {
        self.with("ephemeral-storage", ratio)
    }

    /// Changes the ratios by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut BTreeMap<String, Quantity>)) -> Self {
        change(&mut self.0);
        self
    }

    fn with(mut self, resource: &str, ratio: LimitRatio) -> Self {
        self.0.insert(resource.to_owned(), ratio.into());
        self
    }
}

impl From<Ratios> for BTreeMap<String, Quantity> {
    fn from(ratios: Ratios) -> Self {
        ratios.0
    }
}
