//! Names, paths, ports, labels, quantities: parsed once, valid ever after.
//!
//! A value has one type for each grammar of Kubernetes. It is made from a text known at run time by `parse()` or
//! `try_from`, which say what is wrong with the text, and from a literal by a macro such as [`name!`](crate::name),
//! which refuses a bad one while compiling.

pub(crate) mod grammar;
mod macros;
mod name;
mod parse_error;
pub(crate) mod quantity;
mod text;

pub use name::{FromName, Name, Subdomain};
pub use parse_error::ParseError;

pub(crate) use parse_error::refuse_literal;
