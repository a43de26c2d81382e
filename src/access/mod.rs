//! Service accounts, and what they may do: roles and bindings.
//!
//! A service account says what it may do, and brings its role and its binding.
//!
//! ```
//! use podwright::prelude::*;
//!
//! let config = ConfigMapRef::new(name!("operator-config"));
//! let operator = ServiceAccount::new(name!("operator"))
//!     .namespace(name!("shop"))
//!     .can(Verbs::READ, resources!("pods", "apps/deployments"))
//!     .can(Verbs::ALL, &config)
//!     .in_cluster(ClusterRights::new().can(Verbs::READ, resources!("nodes")).urls([url_path!("/metrics")], Verbs::GET));
//!
//! let objects: Vec<_> = operator.build_all()?.iter().map(ToString::to_string).collect();
//! assert_eq!(
//!     objects,
//!     [
//!         r#"ServiceAccount "shop/operator""#,
//!         r#"Role "shop/operator""#,
//!         r#"RoleBinding "shop/operator""#,
//!         r#"ClusterRole "shop-operator""#,
//!         r#"ClusterRoleBinding "shop-operator""#,
//!     ]
//! );
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! | you have | you write |
//! | --- | --- |
//! | pods that call the API server | [`ServiceAccount::new(name)`](ServiceAccount::new)`.can(Verbs::READ, resources!("pods"))` |
//! | pods that call nothing | `ServiceAccount::new(name).no_token()` |
//! | one object that the account may change | `.can(Verbs::WRITE, &config)`, where `config` is a reference |
//! | rights in another namespace | `.in_namespace(namespace, Rights::new().can(..))` |
//! | rights in the cluster, URLs | `.in_cluster(ClusterRights::new().can(..).urls(..))` |
//! | a role that exists | `.bind(ClusterRoleRef::VIEW)` |
//! | the account, and its roles and bindings | `.build()` makes the first, `.build_all()` all of them |
//! | an account that others make | [`ServiceAccountRef::new(name)`](crate::object::ServiceAccountRef::new) |
//! | people and groups | [`RoleBinding`], [`ClusterRoleBinding`] with a [`Subject`] |
//!
//! A pod takes the account by reference: `.service_account(&operator)` of [`Pod::builder`](crate::pod::Pod::builder) and of the
//! template of a [`workload`](crate::workload).
//!
//! Source: <https://kubernetes.io/docs/reference/access-authn-authz/rbac/>

mod account;
mod binding;
mod merge;
mod resources;
mod rights;
mod role;
mod subject;
mod verbs;

pub use account::ServiceAccount;
pub use binding::{ClusterRoleBinding, IntoClusterRole, IntoRole, RoleBinding};
pub use resources::{IntoRoleResources, RoleResources};
pub use rights::{ClusterRights, Rights};
pub use role::{ClusterRole, ClusterRoleRef, Role, RoleRef};
pub use subject::{IntoClusterSubject, IntoSubject, Subject};
pub use verbs::Verbs;
