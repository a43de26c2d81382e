//! What governs a namespace or the cluster: namespaces, priority classes, limit ranges and quotas.
//!
//! ```
//! use podwright::cluster::{LimitRange, Namespace, ResourceQuota};
//! use podwright::cluster::{Amounts, ContainerLimits, CountedObject};
//! use podwright::prelude::*;
//! use podwright::rules::pod_security::Level;
//!
//! let shop = Namespace::new(name!("shop")).pod_security(Level::Restricted).build()?;
//! let quota = ResourceQuota::new(name!("shop"))
//!     .namespace(name!("shop"))
//!     .requests(Amounts::new().cpu(Cpu::cores(20)).memory(Memory::gib(64)))
//!     .count(CountedObject::Pods, 100)
//!     .build()?;
//! let limits = LimitRange::new(name!("shop"))
//!     .namespace(name!("shop"))
//!     .container(ContainerLimits::new().default_request(Amounts::new().cpu(Cpu::millis(100))))
//!     .build()?;
//! let enforced = shop.metadata.labels.as_ref().unwrap().get("pod-security.kubernetes.io/enforce");
//! assert_eq!(enforced.map(String::as_str), Some("restricted"));
//! assert_eq!(quota.spec.as_ref().unwrap().hard.as_ref().unwrap()["requests.cpu"].0, "20");
//! assert_eq!(limits.spec.as_ref().unwrap().limits[0].type_, "Container");
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! | you have | you write |
//! | --- | --- |
//! | a namespace, and the level of its pods | [`Namespace::new(name)`](Namespace::new)`.pod_security(Level::Restricted)` |
//! | a sum that all pods of a namespace may request | [`ResourceQuota::new(name)`](ResourceQuota::new)`.requests(amounts)` |
//! | a number of objects | `.count(CountedObject::Pods, 100)` |
//! | bounds and defaults of each container, pod or claim | [`LimitRange::new(name)`](LimitRange::new)`.container(limits)` |
//! | pods that matter more than others | [`PriorityClass::new(name, priority!(1000))`](PriorityClass::new) |
//! | a priority class that others make | [`PriorityClassRef::new(name)`](crate::object::PriorityClassRef::new) |
//!
//! A pod that demands a level itself does so by [`pod_security`](crate::pod::PodBuilder::pod_security). Rights of the cluster are in
//! [`access`](crate::access).
//!
//! Source: <https://kubernetes.io/docs/concepts/policy/>

mod amounts;
mod limit_range;
mod limits;
mod namespace;
mod priority_class;
mod quota;
mod quota_scope;

pub use amounts::{Amounts, Ratios};
pub use limit_range::LimitRange;
pub use limits::{ClaimLimits, ContainerLimits, PodLimits};
pub use namespace::Namespace;
pub use priority_class::PriorityClass;
pub use quota::{IntoCounted, ResourceQuota};
pub use quota_scope::{IntoScopeTerm, ScopeTerm};

pub use crate::value::words::{CountedObject, QuotaScope};
