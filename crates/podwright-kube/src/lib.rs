//! podwright's manifests against a running cluster, with [kube](https://docs.rs/kube).
//!
//! | you want | you write |
//! | --- | --- |
//! | to apply a manifest | [`Apply::builder()`](Apply::builder)`.client(client).field_manager("shop").build().run(&manifest)` |
//! | to see what would change | `apply.diff(&manifest)`, or `apply.plan(&manifest)` for a line for each object |
//! | to wait until it runs | [`Wait::builder()`](Wait::builder)`.client(client).build().ready(&changes, &mut progress)` |
//! | to delete what is no longer in the manifest | `.apply_set(`[`ApplySet::new("shop")`](ApplySet::new)`)` on the builder of `Apply` |
//! | to delete it all | [`Delete::builder()`](Delete::builder)`.client(client).build().run(&manifest)` |
//! | to read the state of recorded objects | [`status::Observed`] |
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use podwright::manifest::Manifest;
//! use podwright::prelude::*;
//! use podwright_kube::progress::Lines;
//! use podwright_kube::{Apply, ApplySet, Wait};
//!
//! # async fn apply() -> Result<(), Box<dyn std::error::Error>> {
//! let web = Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"));
//! let web = podwright::workload::Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(3);
//! let manifest = Manifest::of([web.build()?])?;
//!
//! let client = kube::Client::try_default().await?;
//! let apply = Apply::builder()
//!     .client(client.clone())
//!     .field_manager("shop")
//!     .namespace("shop")
//!     .apply_set(ApplySet::new("shop"))
//!     .build();
//! print!("{}", apply.diff(&manifest).await?);
//! let changes = apply.run(&manifest).await?;
//! println!("{changes}");
//! let wait = Wait::builder().client(client).timeout(Duration::from_secs(600)).build();
//! wait.ready(&changes, &mut Lines::new(std::io::stderr())).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Apply
//!
//! Objects are applied by server-side apply, in install order. Namespaces and definitions of custom resources come first, and are
//! waited for. In each stage the API server validates all objects (a dry run), before the first is written. An object that would
//! not change is not written.
//!
//! - **Conflicts.** A field that another manager owns is an error that names the manager and the field. Leave the field out, or
//!   take it for this object: `.force_field(Target::named("Deployment", "web"), ".spec.replicas")`.
//! - **Fields that cannot change.** The error names them. `.recreate(Target::named("Service", "web"))` deletes the object, waits
//!   until it is gone, and creates it again.
//! - **Jobs.** [`JobPolicy`] says what becomes of a Job whose template has changed.
//! - **kubectl.** Fields that `kubectl apply` owns are taken over, so that they go away when they leave the manifest.
//!
//! # Errors
//!
//! A [`ChangeError`] lists what stands and what does not, object by object, with what to do. Running the same apply again does the
//! rest. Messages never have values of Secrets, nor anything of the client's credentials. The messages of an API server about a Secret may quote
//! its values, so only their reasons and fields are shown.
//!
//! # Features
//!
//! | feature | brings |
//! | --- | --- |
//! | `indicatif` | [`progress`] as bars in a terminal |
//! | `v1_33` to `v1_37`, `earliest`, `latest` | the version of Kubernetes, as in `podwright` |
//!
//! The client is yours: enable the TLS of your choice on your own dependency on `kube` (`rustls-tls` with `ring`, or
//! `openssl-tls`).

#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod apply;
mod apply_set;
mod backoff;
mod change;
mod cluster;
#[expect(unreachable_pub, reason = "the builder copies the functions, which stand in a private function too")]
mod delete;
mod diff;
mod error;
mod json;
mod object_ref;
mod plain;
pub mod progress;
mod protected;
pub mod status;
mod target;
mod wait;
mod wire;

pub use apply::{Apply, ApplyBuilder, JobPolicy};
pub use apply_set::ApplySet;
pub use change::{Change, ChangeError, ChangeSet, Outcome};
pub use delete::{Delete, DeleteBuilder};
pub use error::{Conflict, ErrorKind, ObjectError};
pub use object_ref::ObjectRef;
pub use protected::Protected;
pub use target::Target;
pub use wait::{Awaited, Wait, WaitBuilder, WaitError, WaitErrorKind};

/// Runs the programs of the README as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
