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
//! [`KubeVersion`]. What depends on the state of a cluster is not checked: quotas, classes, webhooks and pod security labels.

// The entry points.
mod admission;
mod advice;
mod evaluate;
mod for_create;
pub mod pod_security;
mod valid;
mod validate;
mod version;

// Rules, and the results of applying them.
mod catalog;
mod report;
mod violation;
mod violations;
mod warning;

// Shared by all areas: access to the object, its defaults, paths, lists of findings.
mod check;
mod fields;
mod findings;
mod path;
mod scope;
mod seen;

// Metadata and annotations.
mod annotations;
mod json;
mod metadata;
mod toleration_annotation;

// Containers.
mod container;
mod env;
mod mounts;
mod ports;
mod probes;
mod quantities;
mod references;
pub(crate) mod resources;
mod restart;

// Volumes.
mod iscsi;
mod volume_claims;
mod volume_disks;
mod volume_files;
mod volume_tokens;
mod volumes;

// The pod as a whole.
mod affinity;
mod ip;
pub(crate) mod pod_resources;
mod qos;
mod root_user;
mod security;
mod selectors;
mod spec;
mod spread;
mod tolerations;
mod windows;

// What create accepts and apply refuses, or the API server drops.
mod apply;
mod dropped;
mod gated_fields;

// Warnings.
mod warn_ports;
mod warn_volumes;
mod warnings;

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
    catalog::{
        COMMAND_PROGRAM_REQUIRED, CONTAINERS_REQUIRED, ENV_REFERENCE_UNRESOLVED,
        SHARED_VOLUME_SOURCE_REQUIRED, VOLUME_CREATED_TWICE,
    },
    check::{list, text},
    findings::Findings,
    path::Path,
    pod_security::demand_pod_security,
    qos::report_not_guaranteed,
    scope::{ObjectKind, Scope},
    validate::{Operation, into_result, subject},
    version::Gates,
    violation::Quoted,
};
