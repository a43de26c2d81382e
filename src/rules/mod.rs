//! The rules of the API server for pods and pod templates.
//!
//! `build()` applies them to the pods that you build. The functions of this module apply them to pods from anywhere, such as
//! pods of `k8s_openapi` that other code has made or read:
//!
//! - [`validate`] returns the verdict of a cluster of some version: its [`Violation`]s and its [`Warning`]s.
//! - [`Valid::new`] takes an object and returns it as [`Valid`], or its [`Violations`].
//! - [`advise`] returns advice about what every API server accepts, but hardly anyone means.
//! - [`pod_security`](fn@pod_security) evaluates a pod against a level of the Pod Security Standards.
//! - [`admission`] returns the reasons why the default admission plugins refuse a pod.
//! - [`for_create`] makes a pod of a cluster into one that can be created.
//!
//! A violation has the kind and the field path of the API server's own error, and the id of its rule. These lists explain the
//! ids: [`RULES`], [`WARNINGS`], [`ADMISSION`] and [`ADVICE`].
//!
//! The rules cover all of a pod: metadata and annotations; containers with their ports, variables, mounts, resources, probes,
//! hooks and restarts; volumes and claims; security contexts; operating systems; DNS, host names and scheduling; and the
//! resources of the pod itself. A rule that differs between versions of Kubernetes follows the default feature gates of the
//! [`KubeVersion`]. What you build is also fit for server-side apply, twice and again, and has no field that its version drops;
//! these are the rules whose ids begin with `apply-` or end with `-dropped`. What depends on the state of a cluster is not checked: quotas, classes, webhooks and pod security labels.

pub(crate) mod catalog;
pub(crate) mod engine;

// The rules of each part of an object.
pub(crate) mod container;
mod downward;
mod object;
pub(crate) mod pod;
mod pod_template;
mod security;
mod volume;

// The rules of other kinds.
#[cfg(feature = "app")]
mod access;
#[cfg(feature = "app")]
mod batch;
#[cfg(feature = "app")]
mod claim;
#[cfg(feature = "app")]
mod cluster;
#[cfg(feature = "app")]
pub(crate) mod config;
#[cfg(feature = "app")]
pub(crate) mod network;
#[cfg(feature = "app")]
mod scaling;
#[cfg(feature = "app")]
mod workload;

// What is beyond the rules of creation.
mod admission;
mod advice;
mod apply;
pub mod pod_security;
mod warnings;

// The entry points.
mod built;
mod evaluate;
mod for_create;
pub(crate) mod intent;
pub(crate) mod kinds;

pub use admission::admission;
pub use advice::advise;
pub use catalog::{ADMISSION, ADVICE, POD_SECURITY, RULES, Rule, WARNINGS};
pub use engine::report::Report;
pub use engine::valid::Valid;
pub use engine::validate::{Validate, validate};
pub use engine::version::{KubeVersion, ParseVersionError};
pub use engine::violation::{Violation, ViolationKind};
pub use engine::violations::Violations;
pub use engine::warning::Warning;
pub use evaluate::pod_security;
pub use for_create::for_create;

#[cfg(feature = "read")]
pub(crate) use self::claim::template::WrittenVolumes;
pub(crate) use self::{
    engine::check::{list, text},
    engine::findings::Findings,
    engine::path::Path,
    engine::scope::{ObjectKind, Scope},
    engine::validate::subject,
    engine::version::Gates,
    pod::qos::report_not_guaranteed,
};

#[cfg(feature = "app")]
pub(crate) use self::{access::binding::RBAC, catalog::access as access_rule};
