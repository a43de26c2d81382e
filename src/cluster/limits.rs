//! What a limit range says of containers, pods and claims.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::LimitRangeItem;

use super::amounts::{Amounts, Ratios};
use crate::value::Storage;

/// Implemented by nothing: its message is what a misuse shows.
#[diagnostic::on_unimplemented(
    message = "limits of pods have no defaults",
    label = "only limits of containers have: `ContainerLimits`",
    note = "a pod requests what its containers request"
)]
pub trait HasDefaults {}

/// Implemented by nothing: its message is what a misuse shows.
#[diagnostic::on_unimplemented(
    message = "limits of claims have an amount of storage",
    label = "begin with `ClaimLimits::at_least(..)`, `at_most(..)` or `between(..)`"
)]
pub trait HasStorage {}

/// Defines the setters of a limit.
macro_rules! limits {
    ($($(#[$doc:meta])* $Limits:ident = $type:literal { $($default:ident)? })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $Limits(LimitRangeItem);

        impl $Limits {
            /// Creates limits that demand nothing.
            #[must_use]
            pub fn new() -> Self {
                Self(LimitRangeItem { type_: $type.to_owned(), ..LimitRangeItem::default() })
            }

            /// Sets the least that may be requested.
            #[must_use]
            pub fn min(mut self, amounts: Amounts) -> Self {
                self.0.min = Some(amounts.into());
                self
            }

            /// Sets the most that a limit may be.
            #[must_use]
            pub fn max(mut self, amounts: Amounts) -> Self {
                self.0.max = Some(amounts.into());
                self
            }

            /// Sets how many times larger than its request a limit may be.
            #[must_use]
            pub fn max_limit_request_ratio(mut self, ratios: Ratios) -> Self {
                self.0.max_limit_request_ratio = Some(ratios.into());
                self
            }

            $(
                /// Sets the limits of containers that have none. Defaults to `max`.
                #[must_use]
                pub fn $default(mut self, amounts: Amounts) -> Self {
                    self.0.default = Some(amounts.into());
                    self
                }

                /// Sets the requests of containers that have none. Defaults to `default`, and then to `min`.
                #[must_use]
                pub fn default_request(mut self, amounts: Amounts) -> Self {
                    self.0.default_request = Some(amounts.into());
                    self
                }
            )?

            /// Changes the limits by hand. `build()` validates the result like any other.
            #[must_use]
            pub fn raw(mut self, change: impl FnOnce(&mut LimitRangeItem)) -> Self {
                change(&mut self.0);
                self
            }
        }

        impl Default for $Limits {
            fn default() -> Self {
                Self::new()
            }
        }

        impl From<$Limits> for LimitRangeItem {
            fn from(limits: $Limits) -> Self {
                limits.0
            }
        }
    )+ };
}

limits! {
    /// Limits of each container, and what a container has that says nothing.
    ///
    /// ```
    /// use podwright::cluster::{Amounts, ContainerLimits, LimitRange};
    /// use podwright::prelude::*;
    ///
    /// let limits = ContainerLimits::new()
    ///     .min(Amounts::new().memory(Memory::mib(16)))
    ///     .default(Amounts::new().memory(Memory::mib(256)))
    ///     .default_request(Amounts::new().memory(Memory::mib(128)));
    /// let limits = LimitRange::new(name!("limits")).container(limits).build()?;
    /// let limit = &limits.spec.as_ref().unwrap().limits[0];
    /// assert_eq!(limit.default_request.as_ref().unwrap()["memory"].0, "128Mi");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/policy/limit-range/>
    #[doc(alias = "LimitRangeItem")]
    ContainerLimits = "Container" { default }

    /// Limits of the sum over the containers of each pod. A pod has no defaults.
    ///
    /// ```
    /// use podwright::cluster::{Amounts, LimitRange, PodLimits};
    /// use podwright::prelude::*;
    ///
    /// let limits = PodLimits::new().max(Amounts::new().cpu(Cpu::cores(4)));
    /// let limits = LimitRange::new(name!("limits")).pod(limits).build()?;
    /// assert_eq!(limits.spec.as_ref().unwrap().limits[0].max.as_ref().unwrap()["cpu"].0, "4");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/policy/limit-range/>
    #[doc(alias = "LimitRangeItem")]
    PodLimits = "Pod" {}
}

impl PodLimits {
    /// A pod has no defaults.
    #[doc(hidden)]
    #[must_use]
    pub fn default(self, _: Amounts) -> Self
    where
        for<'a> (): HasDefaults,
    {
        self
    }

    /// A pod has no defaults.
    #[doc(hidden)]
    #[must_use]
    pub fn default_request(self, _: Amounts) -> Self
    where
        for<'a> (): HasDefaults,
    {
        self
    }
}

/// Limits of the storage that each claim requests: at least a least or a most.
///
/// ```
/// use podwright::cluster::{ClaimLimits, LimitRange};
/// use podwright::prelude::*;
///
/// let limits = ClaimLimits::between(Storage::gib(1), Storage::gib(50));
/// let limits = LimitRange::new(name!("limits")).claim(limits).build()?;
/// assert_eq!(limits.spec.as_ref().unwrap().limits[0].max.as_ref().unwrap()["storage"].0, "50Gi");
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/policy/limit-range/>
#[doc(alias = "LimitRangeItem")]
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimLimits(LimitRangeItem);

impl ClaimLimits {
    /// Limits of claims begin with an amount.
    #[doc(hidden)]
    #[must_use]
    pub fn new() -> Self
    where
        for<'a> (): HasStorage,
    {
        Self::of(None, None)
    }

    /// Claims request at least this amount.
    #[doc(alias = "min")]
    #[must_use]
    pub fn at_least(min: Storage) -> Self {
        Self::of(Some(min), None)
    }

    /// Claims request at most this amount.
    #[doc(alias = "max")]
    #[must_use]
    pub fn at_most(max: Storage) -> Self {
        Self::of(None, Some(max))
    }

    /// Claims request at least `min` and at most `max`.
    #[doc(alias = "min")]
    #[doc(alias = "max")]
    #[must_use]
    pub fn between(min: Storage, max: Storage) -> Self {
        Self::of(Some(min), Some(max))
    }

    fn of(min: Option<Storage>, max: Option<Storage>) -> Self {
        let storage = |amount: Storage| BTreeMap::from([("storage".to_owned(), amount.into())]);
        Self(LimitRangeItem {
            type_: "PersistentVolumeClaim".to_owned(),
            min: min.map(storage),
            max: max.map(storage),
            ..LimitRangeItem::default()
        })
    }

    /// Changes the limits by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut LimitRangeItem)) -> Self {
        change(&mut self.0);
        self
    }
}

impl From<ClaimLimits> for LimitRangeItem {
    fn from(limits: ClaimLimits) -> Self {
        limits.0
    }
}
