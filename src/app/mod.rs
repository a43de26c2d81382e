//! Applications: sets of objects in which every reference resolves.
//!
//! An [`App`] has the objects that belong together. `build()` validates each, gives all of them a label and a namespace, and
//! follows each reference between them: to a config map and its key, to a service and its port, from a selector to pods. It
//! reports everything that is wrong at once, and what becomes of a good one is a [`Manifest`](crate::manifest::Manifest).
//!
//! ```
//! use podwright::prelude::*;
//!
//! config_map! {
//!     /// What the web server reads at start.
//!     WebConfig = "web-config" { LEVEL = "level": "info" }
//! }
//!
//! external_secret! {
//!     /// The account of the database.
//!     Db = "db" made by "the platform team" { PASSWORD = "password" }
//! }
//!
//! let http = port!("http", 8080);
//! let web = Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2"))
//!     .port(&http)
//!     .env(vars! { LEVEL = WebConfig::LEVEL, DB_PASSWORD = Db::PASSWORD });
//! let web = Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(3);
//! let service = web.service().port(&http, 80);
//!
//! let shop = App::builder(name!("shop")).namespace(name!("shop")).add(WebConfig).add(web).add(service).build()?;
//! let objects: Vec<_> = shop.manifest().iter().map(ToString::to_string).collect();
//! assert_eq!(objects, [r#"ConfigMap "shop/web-config""#, r#"Service "shop/web""#, r#"Deployment "shop/web""#]);
//! assert!(podwright::to_yaml(&shop)?.contains("app.kubernetes.io/part-of: shop"));
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! The same without the config map is no application:
//!
//! ```
//! # use podwright::prelude::*;
//! # config_map!(WebConfig = "web-config" { LEVEL = "level": "info" });
//! let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { LEVEL = WebConfig::LEVEL });
//! let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
//! let error = App::builder(name!("shop")).add(web).build().unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "App \"shop\" cannot be built: 1 problem\n  \
//!      Deployment \"web\" spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name: \
//!      ConfigMap \"web-config\" is not in the set",
//! );
//! ```
//!
//! | you have | you write |
//! | --- | --- |
//! | objects of your own | [`add`](AppBuilder::add): builders, [`Valid`](crate::Valid) objects, plain objects of kinds that have rules, declared maps, options and lists of these |
//! | an object of another namespace | [`add_in`](AppBuilder::add_in) |
//! | a custom resource | `add(Object::unvalidated(resource)?)`, and [`custom`](AppBuilder::custom) for what it refers to |
//! | something that others make | a handle that says so (`external_secret!`, [`Claim::external`](crate::claim::Claim::external)) or a reference that it returns, or else [`external`](AppBuilder::external) |
//! | several namespaces | [`App::join`] |
//! | two installs | [`name_prefix`](AppBuilder::name_prefix), and [`instance`](AppBuilder::instance) for two in one namespace |
//! | a change of all workloads | [`each_workload`](AppBuilder::each_workload) |
//! | a level of the Pod Security Standards | [`pod_security`](AppBuilder::pod_security) |
//!
//! # What only a set can know
//!
//! [`links`](crate::links) has the list of references and of findings. A finding that is a violation fails the build. The others
//! may be meant: [`App::notes`] has them.

mod any_workload;
mod build;
mod builder;
mod built;
mod error;
mod external;
mod into_objects;
mod names;
mod security;

pub use any_workload::AnyWorkload;
pub use builder::AppBuilder;
pub use built::App;
pub use error::AppError;
pub use external::IntoExternal;
#[doc(hidden)]
pub use external::declared_external;
pub use into_objects::IntoObjects;
#[doc(hidden)]
pub use into_objects::{HasName, Members, StandsAlone};
