//! Manifests: typed objects as the files that a cluster reads.
//!
//! [`to_yaml`] and [`to_json`] write one [`Valid`] object; [`Yaml`] adds a header and writes many.
//!
//! # What the YAML is like
//!
//! Whatever text an object holds, every reader gets it back: kubectl, Helm, kustomize, Flux and Argo CD, which read with
//! the habits of YAML 1.1 (`no` is a boolean to them), and readers of YAML 1.2. A text stays without quotes only when no
//! dialect can take it for anything else; all other text is in double quotes, and text of several lines is a literal
//! block, unless one of those readers would change it:
//!
//! ```
//! # use std::collections::BTreeMap;
//! let args = ["sh", "-c", "echo ready\nexec serve --port=8080\n", "no", "1.28", "8080", "8080m"];
//! let yaml = podwright::manifest::Yaml::new().unjudged(&BTreeMap::from([("args", args)]))?;
//! assert_eq!(yaml, r#"args:
//! - sh
//! - -c
//! - |
//!   echo ready
//!   exec serve --port=8080
//! - "no"
//! - "1.28"
//! - "8080"
//! - 8080m
//! "#);
//! # Ok::<(), podwright::manifest::WriteError>(())
//! ```
//!
//! Sequences are not indented below their key, the last line ends with a line break, and `---` stands between documents
//! only, unless [`Yaml::document_start`] asks for one at the start. The same object gives the same bytes.
//!
//! YAML cannot help a text through a template: what Helm finds between `{{` and `}}` in a chart's templates it replaces,
//! quoted or not. Nor can kustomize carry U+007F, U+0080 to U+009F, U+FFFE or U+FFFF, however they are written: it refuses them.
//!
//! # What is written
//!
//! - Quantities in the form by which the API server shows them: `1000m` is written as `1`, `1024Mi` as `1Gi`.
//! - Keys in the order below, the same for every version of Kubernetes. Labels, annotations, limits and other maps whose
//!   keys are the user's stay in alphabetical order.
//! - Nothing that says nothing: an empty `status` of an object, the empty `resources` of a container or pod, and
//!   `creationTimestamp: null` are left out. All else that is empty may carry a meaning (`emptyDir: {}`) and stays.
//! - What `serde_json` would write, for values from elsewhere: enums as `{Variant: value}`, bytes as a sequence of
//!   numbers, integers as keys in quotes. What JSON cannot hold is a [`WriteError`].
//!
#![doc = include_str!("KEY_ORDER.md")]

mod compound;
mod emitter;
mod error;
mod format;
mod json;
mod key;
mod number;
mod options;
mod order;
mod yaml;

use std::io;

use serde::Serialize;

pub use error::{WriteError, WriteErrorKind};
pub use options::{Yaml, YamlWriter};

use crate::Valid;
use emitter::Emitter;
use json::Json;

/// The YAML of one object.
///
/// # Errors
///
/// As [`Yaml::to_string`].
pub fn to_yaml<T: Serialize>(object: &Valid<T>) -> Result<String, WriteError> {
    Yaml::new().to_string(object)
}

/// Writes the YAML of one object.
///
/// # Errors
///
/// When the destination refuses the bytes, and as [`Yaml::to_string`]; nothing is written then.
pub fn write_yaml<T: Serialize>(destination: impl io::Write, object: &Valid<T>) -> Result<(), WriteError> {
    Yaml::new().writer(destination).write(object)
}

/// The JSON of one object, an entry a line, with the same keys in the same order as its YAML.
///
/// # Errors
///
/// As [`Yaml::to_string`].
pub fn to_json<T: Serialize>(object: &Valid<T>) -> Result<String, WriteError> {
    let mut emitter = Emitter::<Json>::new();
    emitter.document(&**object)?;
    emitter.into_text()
}

/// Writes the JSON of one object, as [`to_json`].
///
/// # Errors
///
/// When the destination refuses the bytes, and as [`Yaml::to_string`]; nothing is written then.
pub fn write_json<T: Serialize>(
    mut destination: impl io::Write,
    object: &Valid<T>,
) -> Result<(), WriteError> {
    let mut emitter = Emitter::<Json>::new();
    emitter.document(&**object)?;
    Ok(destination.write_all(&emitter.out)?)
}
