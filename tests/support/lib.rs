//! What several tests share: independent readers of YAML, random texts and pods, recorded rows, programs in Go, and pages of
//! the docs that are made from the sources.

#![expect(
    missing_docs,
    missing_debug_implementations,
    clippy::unwrap_used,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    reason = "a test fails by panicking, and what it calls is not a library"
)]

pub mod foreign;
pub mod full;
pub mod go;
pub mod hostile;
#[path = "../../examples/validate/kinds.rs"]
mod kinds;
pub mod kubelet;
pub mod layouts;
pub mod objects;
mod page;
pub mod random;
pub mod reader_rows;
mod readers;
mod recorded;
pub mod shop;

use std::io::{self, Write};
use std::path::Path;
use std::{env, fs};

pub use page::assert_page;
pub use readers::{by_saphyr, by_yaml_serde, config};
pub use recorded::{lines, rows};

/// Returns the directory of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Returns the text of a file of the repository.
pub fn text_of(file: impl AsRef<Path>) -> String {
    let path = root().join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the number that a variable of the environment holds, if it is set.
pub fn number(variable: &str) -> Option<usize> {
    let text = env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is no number: {text:?}")))
}

/// Returns a spec, whose type is `T` in some versions of Kubernetes and `Option<T>` in others.
pub fn spec_of<'a, T: 'a, F>(field: &'a F) -> &'a T
where
    Option<&'a T>: From<&'a F>,
{
    Option::<&T>::from(field).unwrap()
}

/// Prints a message even if the test passes.
pub fn say(text: &str) {
    io::stderr().write_all(format!("{text}\n").as_bytes()).unwrap();
}
