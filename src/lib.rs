//! Kubernetes pods, and the applications made of them, written as typed Rust.
//!
//! Most objects that Kubernetes would reject do not compile. `build()` reports the rest, with the API server's own field paths,
//! before anything is sent. You get plain [`k8s_openapi`] objects, which the client `kube` takes as they are, and clean YAML.
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
//! - [`prelude`]: everything that a program imports to write pods and applications.
//! - [`pod`]: [`Pod::builder`](pod::Pod::builder) and the settings of a pod.
//! - [`container`]: main containers, sidecars and init containers, with their probes, hooks and resources.
//! - [`mod@env`]: environment variables with typed values, [`vars!`] and [`text!`].
//! - [`expansion`]: texts in which the kubelet replaces `$(NAME)`.
//! - [`downward`]: fields and resources of the pod as values for its containers.
//! - [`volume`]: volumes, mounts, block devices, and volumes that containers share.
//! - [`object`]: references to config maps, secrets, claims, services and accounts; selectors.
//! - [`security`]: security contexts of pods and containers.
//! - [`wait`]: init containers that wait for a service or a port.
//! - [`mod@value`]: names, images, paths, ports and quantities, and the macros that check their literals.
//! - [`rules`]: the rules of the API server, [`Valid`], [`Violations`](rules::Violations), warnings and advice. They also
//!   validate objects from anywhere else.
//! - [`facts`]: what a pod requests in all, its quality of service class, and the order in which its containers start and stop.
//! - [`manifest`]: YAML and JSON, sets of objects, files. With the feature `read` also reading, strict and with positions.
//! - `build`, with the feature `build`: build scripts that write and verify manifests. With the feature `lint` they also
//!   validate manifests that others write, and resolve the references between them.
//! - The crate [`podwright-proptest`](https://docs.rs/podwright-proptest): pods and their parts for property tests.
//! - `links`, with the feature `app`: which object of a set refers to which, and what is missing.
//! - `diff`, with the feature `app`: what differs between two manifests, and what it takes to apply it.
//! - `links`, with the feature `app`: which object of a set refers to which, and what is missing. With the feature `read` also
//!   where in the files.
//! - `diagram`, with the feature `app`: an application as a picture, for Markdown and for browsers.
//! - The crate [`podwright-env`](https://docs.rs/podwright-env): the environment of a service as a type that the service reads.
//!   With the feature `contract`, [`Container::env`](container::ContainerOf::env) takes it.
//! - The crate [`podwright-kube`](https://docs.rs/podwright-kube): manifests against a cluster: apply, diff, wait, prune.
//! - [`kubernetes_fields`]: which method sets which field of Kubernetes.
//! - [`Error`]: one error type for programs that pass errors on with `?`.
//!
//! # Applications
//!
//! With the feature `app` a program writes what an application of pods is made of. Each object takes what it needs from the value
//! it belongs to:
//!
//! ```
//! # #[cfg(feature = "app")] {
//! use podwright::prelude::*;
//!
//! let http = port!("http", 8080);
//! let web = Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2")).port(&http);
//! let web = Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(3);
//! let service = web.service().port(&http, 80);
//! let budget = web.disruption_budget(MaxUnavailable(1));
//!
//! let shop = App::builder(name!("shop")).namespace(name!("shop")).add(web).add(service).add(budget).build()?;
//! assert_eq!(shop.manifest().len(), 3);
//! # }
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! - [`workload`](workload/index.html): Deployments, StatefulSets, DaemonSets, `Job`s and `CronJob`s; autoscalers, disruption budgets.
//! - [`network`](network/index.html): services, ingresses and network policies.
//! - [`config`](config/index.html): config maps and secrets, whose keys are constants of a type.
//! - [`claim`](claim/index.html): claims of storage that outlives pods.
//! - [`access`](access/index.html): service accounts, roles and bindings.
//! - [`cluster`](cluster/index.html): namespaces, priority classes, limit ranges and quotas.
//!
//! An [`App`](app/index.html) holds the objects, and resolves every reference between them. [`links`](links/index.html) has the
//! references of any set of objects, [`diagram`](diagram/index.html) draws them, and [`diff`](diff/index.html) compares two sets.
//!
//! # Features
//!
//! | feature | brings | enables |
//! | --- | --- | --- |
//! | `app` | all kinds but pods and their templates | |
//! | `contract` | contracts of `podwright-env` in the environment of containers | |
//! | `build` | build scripts that write and verify manifests | |
//! | `read` | reading manifests, strictly and with positions | `app` |
//! | `lint` | build scripts that validate manifests of others and their references | `build`, `read` |
//! | `v1_33` to `v1_37`, `earliest`, `latest` | the version of Kubernetes | |
//!
//! # Versions of Kubernetes
//!
//! Your program enables one of the features `v1_33` to `v1_37`, `earliest` or `latest`, of this crate or of `k8s-openapi`. A
//! library enables none of them.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "app")]
pub mod access;
#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "build")]
pub mod build;
#[cfg(feature = "app")]
pub mod claim;
#[cfg(feature = "app")]
pub mod cluster;
mod conditional;
#[cfg(feature = "app")]
pub mod config;
pub mod container;
#[cfg(feature = "app")]
pub mod diagram;
#[cfg(feature = "app")]
pub mod diff;
pub mod downward;
mod drawing;
pub mod env;
mod error;
pub mod expansion;
pub mod facts;
mod few;
mod kind;
pub mod kubernetes_fields;
#[cfg(any(feature = "app", feature = "build"))]
mod lines;
#[cfg(feature = "app")]
pub mod links;
pub mod manifest;
mod masked;
#[cfg(feature = "app")]
pub mod network;
pub mod object;
pub mod pod;
pub mod prelude;
#[cfg(test)]
mod random;
pub mod rules;
mod sealed;
pub mod security;
pub mod value;
pub mod volume;
pub mod wait;
#[cfg(feature = "app")]
pub mod workload;

pub use error::Error;
#[cfg(feature = "read")]
pub use manifest::from_yaml;
pub use manifest::{to_json, to_yaml, write_json, write_yaml};
pub use rules::Valid;
pub use value::{
    AnnotationKey, Annotations, ConfigKey, Cpu, DnsLabel, DnsSubdomain, EnvName, ExtendedResource, FileMode,
    GroupId, HostPath, HugePageSize, HugePages, Image, IpAddress, LabelKey, LabelValue, Labels, Memory,
    MountPath, ParseError, ParseErrors, Port, ProjectedPath, Registry, Seconds, Storage, SubPath, SysctlName,
    UserId, Weight, collect, field, fields, secs,
};

/// Runs the programs of the README as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
