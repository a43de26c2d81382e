//! The environment of a container: variables of typed values, and texts that refer to them.
//!
//! [`vars!`](crate::vars) writes a list of variables; [`text!`](crate::text) a text that refers to those above it. Text
//! that only looks like a reference arrives in the container as it was written.
//!
//! Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/>

mod arg;
mod file_key;
mod from;
mod lines;
mod literal;
mod macros;
mod source;
mod text;
mod value;
mod vars;

pub use arg::{Arg, IntoArg, IntoArgs};
pub use file_key::FileKey;
pub use from::{EnvFrom, IntoEnvFrom};
#[doc(hidden)]
pub use lines::{GivenOnce, HasValue, IsWords, count_variables, given_once, has_value, is_given, is_words};
pub use source::{ConfigMapKey, ConfigMapRef, SecretKey, SecretRef};
pub use text::{Text, TextPart, VarRef, expand};
pub use value::{EnvValue, IntoEnvValue};
pub use vars::{IntoEnv, IntoVars, Var, Vars};
