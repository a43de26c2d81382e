//! The environment of a service as one type, which the service reads at start and its Kubernetes manifest must fill.
//!
//! [`contract!`] declares the type. It stands in a library that both the service and the program that writes its manifests
//! use. This crate has no dependency and knows nothing of Kubernetes, so the service compiles nothing of it.
//!
//! ```
//! use podwright_env::{Secret, contract, words};
//!
//! words! {
//!     /// What is logged.
//!     pub enum Level { Debug = "debug", Info = "info" }
//! }
//!
//! contract! {
//!     /// The environment of the web server.
//!     #[derive(Debug)]
//!     pub struct WebEnv {
//!         /// Port to listen on.
//!         PORT as port: u16 = 8080,
//!         LOG_LEVEL as log_level: Level,
//!         DB_PASSWORD as db_password: Secret<String>,
//!         REGION as region: Option<String>,
//!     }
//! }
//!
//! // In the service this is `WebEnv::from_env()`.
//! let env = WebEnv::from_vars([("LOG_LEVEL", "info"), ("DB_PASSWORD", "hunter2")])?;
//! assert_eq!((env.port, env.log_level, env.region), (8080, Level::Info, None));
//!
//! let error = WebEnv::from_vars([("PORT", "http"), ("DB_PASSWORD", "hunter2")]).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "2 problems with the environment\n  \
//!      PORT=\"http\" is not a u16: invalid digit found in string\n  \
//!      LOG_LEVEL is not set: it is a Level"
//! );
//! # Ok::<(), podwright_env::EnvErrors>(())
//! ```
//!
//! # Types
//!
//! A variable has any type that implements [`FromStr`](std::str::FromStr): integers, floats, `bool`, `char`, `String`,
//! `PathBuf`, addresses of IP and of sockets, types of your own. In addition there are
//!
//! - [`words!`]: enums, each of whose variants is a word,
//! - [`List`]: several values with a separator,
//! - [`Secret`]: a value that neither prints nor compares by accident,
//! - [`Duration`]: `1h 30m`, `250ms`,
//! - `Url`, with the feature `url`.
//!
//! # Unset, empty, malformed
//!
//! A variable that is unset is missing, or has its default, or is `None`. A variable that is set to the empty text has a value,
//! the empty text, which is a `String` and is not a `u16`. Kubernetes distinguishes the two as well: `value: ""` sets a variable,
//! a missing optional key does not.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod contract;
mod describe;
mod duration;
mod error;
mod list;
#[doc(hidden)]
pub mod private;
mod reader;
mod secret;
mod vars;
mod words;

pub use contract::Contract;
pub use describe::{Description, Requirement, Variable};
pub use duration::{Duration, DurationError};
pub use error::{EnvErrors, EnvProblem, EnvProblemKind};
pub use list::{List, ListError, PlainItem};
pub use reader::{Reader, ReadsText};
pub use secret::{Secret, SecretError};
#[cfg(feature = "url")]
pub use url::Url;
pub use vars::{FromLiteral, Given, GivenVar, MayBeUnset, MustBeSet, Provides, ProvidesSecret, VarName};
pub use words::WordError;

/// Runs the programs of the README as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
