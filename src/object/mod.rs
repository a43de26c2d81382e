//! What every kind of object needs: references to objects that exist beside the pod.
//!
//! A reference is the name of an object together with its kind. A plain name says nothing about a kind, so no setter
//! takes one where an object is meant: a claim cannot stand where a secret belongs, nor the name of a volume where its
//! claim belongs.
//!
//! ```
//! use podwright::prelude::*;
//!
//! const CONFIG: ConfigMapRef = ConfigMapRef::literal("web-config");
//!
//! let web = Container::new(name!("web"), image!("nginx:1.27"))
//!     .env(vars! { LOG_LEVEL = CONFIG.key(config_key!("level")) })
//!     .env_from(CONFIG)
//!     .mount(Volume::config_map(name!("config"), &CONFIG).at(path!("/etc/web")));
//! let web = v1::Container::from(web);
//! assert_eq!(web.env_from.unwrap()[0].config_map_ref.as_ref().unwrap().name, "web-config");
//! ```

mod expression;
pub(crate) mod metadata;
mod reference;
pub(crate) mod selector;

pub use expression::Expression;
#[cfg(feature = "app")]
pub use reference::ServiceRef;
pub use reference::{ClaimRef, ConfigMapRef, PriorityClassRef, SecretRef, ServiceAccountRef};
pub use selector::{IntoSelector, Selector};

/// Returns the value as the type of its field: `T` in some versions of Kubernetes, and `Option<T>` in others.
#[cfg(feature = "app")]
pub(crate) fn field<T, F: From<T>>(value: T) -> F {
    value.into()
}
