//! Facts about a pod that its manifest does not show: what it requests in all, its quality of service class, and its timeline.
//!
//! They follow from the spec alone, so they are known before a cluster sees the pod:
//!
//! - [`effective_requests`] and [`effective_limits`] return what the scheduler and quotas count.
//! - [`qos_class`] returns the class that decides which pods a node evicts first.
//! - [`timeline`] returns the order in which the containers start and stop, as data, Mermaid or SVG.
//!
//! The functions take any [`PodSpec`](k8s_openapi::api::core::v1::PodSpec), also that of a template. They read it with the
//! defaults of the API server: a container that limits a resource requests as much of it, unless it requests less.
//!
//! ```
//! use podwright::facts::{self, QosClass};
//! use podwright::prelude::*;
//!
//! let pod = Pod::builder(name!("web"))
//!     .init(
//!         InitContainer::new(name!("migrate"), image!("ghcr.io/acme/web:1.4.2"))
//!             .resources(Resources::new().cpu(Cpu::cores(2)..)),
//!     )
//!     .sidecar(
//!         Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.34.1"))
//!             .resources(Resources::new().cpu(Cpu::millis(100)..)),
//!     )
//!     .main(
//!         Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
//!             .resources(Resources::new().cpu(Cpu::millis(500)..)),
//!     )
//!     .build()?;
//! let spec = pod.spec.as_ref().unwrap();
//!
//! // `migrate` runs before the others start, and requests more than they do together.
//! assert_eq!(facts::effective_requests(spec)["cpu"].0, "2");
//! assert_eq!(facts::qos_class(spec), QosClass::Burstable);
//! # Ok::<(), podwright::Error>(())
//! ```

mod qos;
mod requirements;
mod timeline;

pub use qos::{QosClass, qos_class, qos_class_for};
pub use requirements::{effective_limits, effective_limits_for, effective_requests, effective_requests_for};
pub use timeline::{ContainerKind, Event, HookAction, Step, Timeline, timeline};
