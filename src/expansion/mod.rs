//! Texts in which the kubelet replaces `$(NAME)`: values of variables, commands, arguments and sub paths.
//!
//! [`text!`](crate::text) makes such a text of literals and variables. The kubelet takes `$$` for a dollar, and leaves a
//! reference unchanged if no variable has its name.
//!
//! ```
//! use podwright::prelude::*;
//!
//! let container = Container::new(name!("web"), image!("acme/web:1.4")).env(vars! {
//!     HOST = Downward::pod_ip(),
//!     URL = text!["http://", HOST, ":8080/"],
//!     PRICE = "5 $(USD)",
//! });
//! let container: v1::Container = container.into();
//! let env = container.env.unwrap();
//! assert_eq!(env[1].value.as_deref(), Some("http://$(HOST):8080/"));
//! assert_eq!(env[2].value.as_deref(), Some("5 $$(USD)"));
//! ```
//!
//! Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/>

mod escape;
mod literal;
mod reference;
#[cfg(feature = "app")]
mod service_variables;
mod syntax;
mod text;

pub use text::{Text, TextPart, VarRef, expand};

pub(crate) use escape::cow_literal;
pub(crate) use literal::for_each_literal;
pub(crate) use reference::{Reference, Site, Unresolved};
#[cfg(feature = "app")]
pub(crate) use service_variables::{
    LinkValue, LinkedPort, ServiceVariable, service_variables, variable_prefix,
};
#[cfg(feature = "app")]
pub(crate) use syntax::references;
pub(crate) use syntax::{escaped_names, names};
