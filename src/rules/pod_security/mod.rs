//! The Pod Security Standards: what a namespace that enforces a level admits.
//!
//! [`rules::pod_security`](fn@crate::rules::pod_security) evaluates a pod or a template. The answer names each check that fails by the id that the code
//! of the policy gives it, in the admission plugin's words, with the paths of the fields and what to write instead:
//!
//! ```
//! use podwright::prelude::*;
//! use podwright::rules;
//! use podwright::rules::pod_security::{Level, PolicyVersion};
//!
//! let pod = Pod::builder(name!("web"))
//!     .security_context(PodSecurityContext::restricted())
//!     .main(Container::new(name!("web"), image!("nginx:1.27")).port(port!("http", 8080).on_host()))
//!     .build()?;
//! let evaluation = rules::pod_security(&*pod, Level::Baseline, PolicyVersion::LATEST);
//! assert_eq!(
//!     evaluation.to_string(),
//!     r#"violates PodSecurity "baseline:latest": hostPort (container "web" uses hostPort 8080)"#,
//! );
//! let failure = &evaluation.failures()[0];
//! assert_eq!(failure.check().id(), "hostPorts");
//! assert_eq!(failure.fields(), ["spec.containers[0].ports[0].hostPort"]);
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! A level is also a demand on a builder, [`PodBuilder::pod_security`](crate::pod::PodBuilder::pod_security), and a type that
//! a function can ask for: [`Baseline`] and [`Restricted`].
//!
//! # What is evaluated
//!
//! The object as it is written, with the defaults of the API server: the ports of a pod on the host network are host ports.
//! All containers count: init containers and sidecars, regular ones, and ephemeral ones. The paths of a template are
//! relative to it.
//!
//! The evaluation knows no exemptions of a cluster by user, namespace or runtime class. It does not see what other admission
//! plugins add to a pod, nor the fields that the API server fills in from annotations which they replaced.
//!
//! # Checks
//!
//! A check of the level baseline is one of the level restricted too, unless another takes its place there. A revision is in
//! force from its version on, until the next one. Other versions change nothing.
//!
#![doc = include_str!("CHECKS.md")]
//!
//! Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/>, and the package
//! [`policy`](https://pkg.go.dev/k8s.io/pod-security-admission/policy) at 0.37.2.

mod baseline;
mod checks;
mod demand;
mod evaluation;
mod found;
mod level;
mod proof;
mod restricted;
mod subject;
mod wording;

pub use checks::{CHECKS, Check, Revision};
pub use evaluation::{Evaluation, Failure};
pub use level::{Level, LevelVersion, PolicyVersion};
pub use proof::{Baseline, Restricted};

pub(crate) use self::demand::demand_pod_security;
