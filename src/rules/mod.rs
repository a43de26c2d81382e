//! What the API server demands of a pod, for pods from anywhere.
//!
//! Every rule has one statement, found by its id in [`RULES`], and speaks with the API server's kinds and field
//! paths. The files are the areas of a pod; [`Valid`] is the proof that a pod passed.

mod apply;
mod catalog;
mod judge;
mod path;
mod report;
mod valid;
mod violation;
mod violations;

pub use catalog::{RULES, Rule};
pub use valid::Valid;
pub use violation::{Violation, ViolationKind};
pub use violations::Violations;

pub(crate) use self::{
    catalog::{CONTAINERS_REQUIRED, ENV_REFERENCE_UNRESOLVED, SHARED_VOLUME_SOURCE_REQUIRED},
    judge::{Door, judge_pod, judge_template, subject},
    path::Path,
    report::Report,
    violation::Quoted,
};
