//! Workloads: objects that create pods from a template and replace them.
//!
//! A workload takes the unfinished template, so that one `build()` reports everything, with the API server's paths:
//! `spec.template.spec.containers[0].name`.
//!
//! ```
//! use podwright::prelude::*;
//! use podwright::workload::Deployment;
//!
//! let web = Container::new(name!("web"), image!("nginx:1.27"));
//! let web = Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(3).build()?;
//! assert_eq!(web.spec.replicas, Some(3));
//! # Ok::<(), podwright::Error>(())
//! ```

mod deployment;
mod methods;
pub(crate) mod serve;
mod template;

pub use deployment::Deployment;
pub use methods::Workload;
pub(crate) use template::{DeclaredPort, Selected};
pub use template::{IntoTemplate, IsTemplate, Template};
