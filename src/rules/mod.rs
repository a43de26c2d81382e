//! What the API server demands of a pod, for pods from anywhere.
//!
//! Every rule has one statement, found by its id in [`RULES`], and speaks with the API server's kinds and field
//! paths. The files are the areas of a pod; [`Valid`] is the proof that a pod passed.

mod admission;
mod advice;
mod affinity;
mod annotations;
mod apply;
mod catalog;
mod check;
mod container;
mod env;
mod evaluate;
mod fields;
mod findings;
mod for_create;
mod ip;
mod iscsi;
mod json;
mod metadata;
mod mounts;
mod path;
mod pod_resources;
pub mod pod_security;
mod ports;
mod probes;
mod quantities;
mod references;
mod report;
mod resources;
mod restart;
mod scope;
mod security;
mod seen;
mod selectors;
mod spec;
mod spread;
mod toleration_annotation;
mod tolerations;
mod valid;
mod validate;
mod version;
mod violation;
mod violations;
mod volume_claims;
mod volume_disks;
mod volume_files;
mod volume_tokens;
mod volumes;
mod warn_ports;
mod warn_volumes;
mod warning;
mod warnings;
mod windows;

pub use admission::admission;
pub use advice::advise;
pub use catalog::{ADMISSION, ADVICE, POD_SECURITY, RULES, Rule, WARNINGS};
pub use evaluate::pod_security;
pub use for_create::for_create;
pub use report::Report;
pub use valid::Valid;
pub use validate::{Validate, validate};
pub use version::{KubeVersion, ParseVersionError};
pub use violation::{Violation, ViolationKind};
pub use violations::Violations;
pub use warning::Warning;

pub(crate) use self::{
    catalog::{CONTAINERS_REQUIRED, ENV_REFERENCE_UNRESOLVED, SHARED_VOLUME_SOURCE_REQUIRED},
    findings::Findings,
    path::Path,
    pod_security::demand_pod_security,
    validate::{Operation, result_of, sealed::Rules, subject},
    violation::Quoted,
};
