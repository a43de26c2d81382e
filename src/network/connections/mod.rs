//! Network policies that are derived from connections.

mod builder;
mod draft;
mod ends;
mod of_service;
mod policies;
mod rules;

pub use builder::Connections;
#[doc(hidden)]
pub use ends::{Addressed, Destination};
pub use ends::{ConnectsFrom, ConnectsTo, SelectedPods};
