//! The environment of a container: variables of typed values, and texts that refer to them.
//!
//! [`vars!`](crate::vars) writes a list of variables, [`text!`](crate::text) a text that refers to those above it. All
//! other text is literal: the container receives it as you write it, even if it looks like a reference.
//!
//! | you have | you write |
//! | --- | --- |
//! | names that the program knows | `.env(vars! { PORT = 8080 })` |
//! | one variable | `.env(Var::new(env_name!("PORT"), 8080))` |
//! | names and values of a custom resource | `.env(pairs)`, where `pairs` are `(name.parse::<EnvName>()?, value)` |
//! | a variable that may be absent | `.env(vars! { DEBUG = debug })`, where `debug` is an `Option` |
//! | a key of a secret | `.env(vars! { PASSWORD = secret.key(config_key!("password")) })` |
//! | all keys of a config map | `.env_from(config_map.all())` |
//! | a field of the pod, `fieldRef` | `.env(vars! { POD_IP = Downward::pod_ip() })` |
//! | a limit or a request, `resourceFieldRef` | `.env(vars! { MEMORY = downward::Limits::memory() })` |
//! | a text with other variables in it | `.env(vars! { HOST = "db", URL = text!["http://", HOST] })` |
//! | a variable that replaces another | `.env_override(Var::new(env_name!("PORT"), 9090))` |
//!
//! Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/>

mod arg;
#[cfg(feature = "contract")]
mod contract;
mod file_key;
mod from;
mod lines;
mod literal;
mod macros;
mod source;
mod value;
mod vars;

pub use arg::{Arg, IntoArg, IntoArgs};
#[cfg(feature = "contract")]
pub use contract::{FilledContract, FilledVariable, ShownSecretKey};
#[doc(hidden)]
pub use from::EnvFromSource;
pub use from::{EnvFrom, IntoEnvFrom};
#[doc(hidden)]
pub use lines::{
    GivenOnce, HasValue, ListsArguments, count_variables, given_once, has_value, lists_arguments,
    refuse_names_in_quotes,
};
pub use source::{ConfigMapKey, OptionalKey, SecretKey};
pub use value::{EnvValue, IntoEnvValue};
pub use vars::{IntoEnv, IntoVars, Var, Vars};
