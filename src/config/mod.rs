//! Config maps and secrets: what they hold, and their keys as handles.
//!
//! | you have | you write |
//! | --- | --- |
//! | the keys of a ConfigMap, and its values or some of them | [`config_map!`](crate::config_map) |
//! | the keys of a ConfigMap that somebody else makes | [`external_config_map!`](crate::external_config_map) |
//! | the keys of a Secret, whose values it reads at run time | [`secret!`](crate::secret) |
//! | the keys of a Secret that somebody else makes | [`external_secret!`](crate::external_secret) |
//! | keys and values at run time only | [`ConfigMap::new`], [`Secret::new`] |
//! | a certificate, credentials of registries, a password, a key of SSH | [`Secret::tls`], [`Secret::docker_config`], [`Secret::basic_auth`], [`Secret::ssh_auth`] |
//! | a name at run time, and nothing else | [`ConfigMapRef`](crate::object::ConfigMapRef), [`SecretRef`](crate::object::SecretRef) |
//!
//! A key is the value of a variable, which [`vars!`](crate::vars) writes. All keys are a volume, which is in
//! [`volume`](crate::volume). A role that may read a map takes its reference: [`access`](crate::access).
//!
//! A declared key is a constant of a type, so a key that does not exist does not compile:
//!
//! ```
//! use podwright::prelude::*;
//!
//! config_map! {
//!     /// What the web server reads at start.
//!     pub WebConfig = "web-config" {
//!         LEVEL = "level": "info",
//!         ROUTES = "routes.yaml": "- /\n",
//!     }
//! }
//!
//! external_secret! {
//!     /// Made by the platform team.
//!     pub Db = "db" { PASSWORD = "password" }
//! }
//!
//! let web = Container::new(name!("web"), image!("nginx:1.27"))
//!     .env(vars! { LEVEL = WebConfig::LEVEL, DB_PASSWORD = Db::PASSWORD })
//!     .mount(WebConfig.file(WebConfig::ROUTES).at(path!("/etc/web/routes.yaml")));
//! let pod = Pod::builder(name!("web")).main(web).build()?;
//! let map = WebConfig.build()?;
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! # Files of several objects in one directory
//!
//! ```
//! use podwright::prelude::*;
//!
//! config_map!(WebConfig = "web-config" { LEVEL = "level": "info" });
//! external_secret!(Db = "db" { PASSWORD = "password" });
//!
//! let files = Volume::projected(name!("web")).project(WebConfig).project(Db.file(Db::PASSWORD));
//! let sources = v1::Volume::from(files).projected.unwrap().sources.unwrap();
//! assert_eq!(sources[1].secret.as_ref().unwrap().items.as_ref().unwrap()[0].path, "password");
//! ```
//!
//! The volume of a ConfigMap or a Secret is named after it. If a ConfigMap and a Secret of one name are volumes of one pod,
//! `build()` reports the two: name one of them by [`Volume::config_map`](crate::volume::Volume::config_map) or
//! [`Volume::secret`](crate::volume::Volume::secret).
//!
//! # When a value changes
//!
//! Kubernetes does not restart a pod when a map changes that it uses. A directory of files follows after a minute or so, and
//! variables and single files never do. There are two ways to have a workload replace its pods:
//!
//! | | `hashed` | `checksum()` |
//! | --- | --- | --- |
//! | what changes | the name of the map, and so the template | an annotation of the template |
//! | a rollback | finds the old map with the old values | gets the new values |
//! | while pods are replaced | old pods keep the old values | restarted old pods get the new values |
//! | old maps | stay until somebody deletes them | there are none |
//! | the template of a Job | cannot change: the Job needs a hashed name too | cannot change either |
//!
//! Nothing in Kubernetes collects old maps, and old revisions of a workload still need theirs. Prune them by age, or use the annotation.
//! In the template of a Job, which cannot be changed, neither works unless the Job has a new name as well.
//!
//! ```
//! use podwright::prelude::*;
//!
//! config_map!(WebConfig = "web-config" { LEVEL = "level": "info" });
//!
//! let web = Container::new(name!("web"), image!("nginx:1.27")).env_from(WebConfig);
//! let template = PodTemplate::builder().annotations(WebConfig.checksum()).main(web).build()?;
//! let annotations = template.metadata.as_ref().unwrap().annotations.as_ref().unwrap();
//! assert_eq!(annotations["checksum.podwright/configmap.web-config"].len(), 10);
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! The hash is a SHA-256 of keys and values, of which the first ten hexadecimal digits are used. Those who read pods may not
//! read Secrets, but they could guess a password and compare its hash. So a Secret has no `checksum()`, only
//! [`keyed_checksum`](Secret::keyed_checksum).
//!
//! # Size
//!
//! All values of an object have at most 1 MiB. `build()` reports more, with the largest keys and their sizes. `kubectl apply`
//! fails already above 256 KiB, because it keeps a copy in an annotation; `kubectl apply --server-side` does not.
//!
//! Source: <https://kubernetes.io/docs/concepts/configuration/>

mod checksum;
mod config_map;
mod content;
#[cfg(feature = "contract")]
mod contract;
mod declared;
mod docker_config;
mod expand;
mod files;
mod handles;
mod hash;
mod key;
mod key_error;
mod macros;
mod of_map;
mod of_secret;
mod secret;
mod secret_value;
mod sha256;
mod state;

pub use config_map::{ConfigMap, HashedConfigMap};
pub use declared::{DeclaredConfigMap, DeclaredSecret};
pub use docker_config::DockerConfig;
pub use files::{ConfigMapItems, File, SecretItems};
pub use key::{ConfigKeyOf, FillsConfigMap, FillsSecret, KeyOfConfigMap, KeyOfSecret, SecretKeyOf};
pub use key_error::KeyError;
pub use of_map::ConfigMapOf;
pub use of_secret::SecretOf;
pub use secret::Secret;
pub use secret_value::{IntoSecretValue, SecretValue};

pub(crate) use hash::of_config_map as content_hash;

/// What the macros of this module name.
#[doc(hidden)]
pub mod declare {
    pub use super::content::{Binary, Elsewhere, HoldsFile, HoldsText, Optional, Required, TakesValue, Text};
    pub use super::declared::{Data, DeclaredObject, Form, has_all_values, needs_no_value};
    pub use super::of_map::hashed_name;
    pub use super::state::{External, HasAllSecretValues, HasAllValues, OurConfigMap, OurSecret, Ours};
    pub use crate::env::EnvFromSource;
    pub use crate::volume::source::projected::{ProjectedSource, Projection};
}
