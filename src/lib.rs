//! Kubernetes pods, written as typed Rust.
//!
//! What Kubernetes forbids is, wherever a type can say so, not writable; the rest is caught before anything leaves the
//! process, in the API server's own words and field paths. Out come plain [`k8s_openapi`] objects and clean YAML.
//!
//! ```
//! use podwright::prelude::*;
//!
//! let http = port!("http", 8080);
//! let pod = Pod::builder(name!("web"))
//!     .labels(labels! { "app" = "web" })
//!     .init(wait::for_service(name!("wait-for-db"), name!("db")))
//!     .main(
//!         Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
//!             .env(vars! { PORT = 8080 })
//!             .readiness(Probe::http(&http, "/ready")),
//!     )
//!     .build()?;
//! assert!(podwright::to_yaml(&pod)?.starts_with("apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"));
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! # Where to look
//!
//! - [`prelude`]: what a program imports.
//! - [`pod`]: [`Pod::builder`](pod::Pod::builder) and its stages; [`container`]: containers by what they are for.
//! - [`mod@env`]: environment variables of typed values, [`vars!`] and [`text!`]; [`downward`]: what a container may know of its
//!   pod.
//! - [`volume`]: volumes, mounts, and volumes that containers share; [`object`]: references to config maps, secrets and claims.
//! - [`security`]: what containers may do.
//! - [`mod@value`]: names, images, paths, ports, quantities, and the macros that check their literals.
//! - [`rules`]: what the API server demands, [`Valid`] and [`Violations`](rules::Violations); [`manifest`]: YAML and JSON,
//!   sets of objects, files; with the feature `read` also reading, strict and with positions.
//! - `build`, with the feature of that name: manifests written and verified by build scripts; with the feature `lint` also
//!   those validated that others write.
//! - [`wait`]: init containers that wait for a service or a port.
//!
//! # Versions of Kubernetes
//!
//! A program enables one of the features `v1_33` to `v1_37`, `earliest` or `latest`, of this crate or of `k8s-openapi`; a
//! library enables none.

#[cfg(feature = "build")]
pub mod build;
pub mod container;
pub mod downward;
pub mod env;
mod error;
mod few;
pub mod manifest;
pub mod object;
pub mod pod;
pub mod prelude;
pub mod rules;
mod sealed;
pub mod security;
#[cfg(feature = "proptest")]
pub mod strategies;
pub mod value;
pub mod volume;
pub mod wait;

pub use error::Error;
#[cfg(feature = "read")]
pub use manifest::from_yaml;
pub use manifest::{to_json, to_yaml, write_json, write_yaml};
pub use rules::Valid;
pub use value::{
    AnnotationKey, Annotations, ConfigKey, Cpu, DnsLabel, DnsSubdomain, EnvName, ExtendedResource, FileMode,
    GroupId, HostPath, HugePageSize, HugePages, Image, IpAddress, LabelKey, LabelValue, Labels, Memory,
    MountPath, ParseError, Port, ProjectedPath, Seconds, Storage, SubPath, SysctlName, UserId, Weight, secs,
};

/// The programs of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
