//! Amounts of resources: the exact value of a quantity's text, and the types that hold one.
//!
//! Source: <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/>

mod amount;
mod bytes;
mod canonical;
mod cpu;
mod exact;
mod extended;
mod hint;
mod huge_pages;
mod int64;
mod nanos;
mod scan;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use bytes::{Memory, Storage};
pub use cpu::Cpu;
pub use extended::ExtendedResource;
pub use huge_pages::{HugePageSize, HugePages};

pub(crate) use canonical::canonical;
pub(crate) use exact::Exact;
pub(crate) use extended::pieces;
#[cfg(feature = "app")]
pub(crate) use int64::{in_64_bits, is_big};
pub(crate) use int64::{is_whole, is_whole_pages, keeps_text};
pub(crate) use nanos::{nanos, trimmed};
