//! Manifests: typed objects as the files that a cluster reads.
//!
//! [`to_yaml`] and [`to_json`] write what is [`Valid`](crate::Valid), an [`Object`] of any kind, or a [`Manifest`] of many;
//! [`Yaml`] adds a header and writes any number, one after the other. [`write_yaml_file`], [`write_json_file`],
//! [`Yaml::write_file`] and [`Yaml::write_dir`] write files: as a whole, and only when they change.
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
//! let yaml = podwright::manifest::Yaml::new().unvalidated(&BTreeMap::from([("args", args)]))?;
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
//! quoted or not. Nor can kustomize carry U+007F, U+0080 to U+009F, U+FFFE or U+FFFF, nor text of several lines that begins
//! with a tab, however they are written: it refuses them.
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
//! # What is read
//!
//! With the feature `read`, `from_yaml` and `Reader` read YAML and JSON, one document or many, and say of everything that is
//! wrong where it is:
//!
//! - fields that the kind does not have, with the nearest that it has; keys that stand twice; values of a wrong type;
//! - violations of the [rules](crate::rules), of pods and of the templates of workloads;
//! - what kubectl would read otherwise than it looks, or not at all: keys such as `no` without quotes, tabs that indent, tags,
//!   line breaks that are none in YAML 1.2. Text without quotes is what kubectl takes it for: `yes` is a boolean, `010` is
//!   eight.
//!
//! Kinds of Kubernetes' own groups are read as their types have it: the workloads, `ConfigMap`, `Secret`, `Service`,
//! `Ingress`, `NetworkPolicy`, roles, storage and a few more. Other kinds are taken as they stand. Comments are not kept.
//!
//! Nothing that is read makes a reader panic, exhaust the stack, or take more than a time that grows with the length of the
//! text. A document has at most 16 MiB, unless `Reader::max_document_size` says otherwise; maps and lists stand at most 200
//! deep within each other; aliases stand for at most 100,000 values in one document; 1,000 problems of one document are
//! reported. A document that goes beyond is refused.
//!
#![doc = include_str!("KEY_ORDER.md")]

mod compound;
mod documents;
mod emitter;
mod error;
mod file;
mod format;
mod json;
mod key;
mod number;
mod object;
mod options;
mod order;
mod pod_security;
#[cfg(feature = "read")]
mod read;
mod set;
mod yaml;

use std::io;
use std::path::Path;

pub use documents::ToManifest;
pub use error::{WriteError, WriteErrorKind};
pub use file::{AtomicFile, FileChange};
#[cfg(feature = "build")]
pub(crate) use file::{make_parent, write_text};
pub use object::Object;
pub use options::{Yaml, YamlWriter};
#[cfg(feature = "read")]
pub use read::{Document, Excerpts, Position, Problem, ProblemKind, ReadErrors, Reader, from_yaml};
pub use set::{DuplicateObject, IntoIter, Iter, Manifest};

/// The YAML of an object, or of each object of a [`Manifest`].
///
/// # Errors
///
/// As [`Yaml::to_string`].
pub fn to_yaml<D: ToManifest + ?Sized>(documents: &D) -> Result<String, WriteError> {
    Yaml::new().to_string(documents)
}

/// Writes the YAML of an object, or of each object of a [`Manifest`].
///
/// # Errors
///
/// When the destination refuses the bytes, and as [`Yaml::to_string`]; nothing of an object is written then.
pub fn write_yaml<D: ToManifest + ?Sized>(
    destination: impl io::Write,
    documents: &D,
) -> Result<(), WriteError> {
    Yaml::new().writer(destination).write(documents)
}

/// Writes the YAML to a file, if the file does not hold it already.
///
/// # Errors
///
/// As [`Yaml::write_file`].
pub fn write_yaml_file<D: ToManifest + ?Sized>(
    path: impl AsRef<Path>,
    documents: &D,
) -> Result<FileChange, WriteError> {
    Yaml::new().write_file(path, documents)
}

/// The JSON of an object, an entry a line, with the same keys in the same order as its YAML; of a [`Manifest`] a `List`.
///
/// # Errors
///
/// As [`Yaml::to_string`].
pub fn to_json<D: ToManifest + ?Sized>(documents: &D) -> Result<String, WriteError> {
    let mut text = Vec::new();
    documents.json_to(&mut text)?;
    String::from_utf8(text).map_err(|error| WriteError::value(error.to_string()))
}

/// Writes the JSON of an object or a [`Manifest`], as [`to_json`].
///
/// # Errors
///
/// When the destination refuses the bytes, and as [`Yaml::to_string`]; nothing of an object is written then.
pub fn write_json<D: ToManifest + ?Sized>(
    destination: impl io::Write,
    documents: &D,
) -> Result<(), WriteError> {
    documents.json_to(destination)
}

/// Writes the JSON to a file, if the file does not hold it already.
///
/// # Errors
///
/// As [`Yaml::write_file`].
pub fn write_json_file<D: ToManifest + ?Sized>(
    path: impl AsRef<Path>,
    documents: &D,
) -> Result<FileChange, WriteError> {
    file::write_file(path.as_ref(), |file| documents.json_to(file))
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1;
    use serde_json::{Value, json};

    use super::*;
    use crate::Valid;
    use crate::rules::KubeVersion;

    fn json_of(value: &Value) -> String {
        to_json(&Valid::validated(value, KubeVersion::ENABLED)).unwrap()
    }

    #[test]
    fn json_has_the_same_keys_in_the_same_order() {
        let pod: v1::Pod = serde_json::from_value(json!({
            "metadata": {"namespace": "shop", "name": "web", "labels": {"a": "1"}},
            "spec": {
                "containers": [{
                    "name": "web", "image": "nginx:1.27", "args": ["a\n\"b\""], "resources": {"limits": {"cpu": "1000m"}},
                    "env": [],
                }],
                "volumes": [{"name": "tmp", "emptyDir": {}}],
            },
            "status": {},
        }))
        .unwrap();
        let pod = Valid::validated(pod, KubeVersion::ENABLED);
        let written = r#"{
  "apiVersion": "v1",
  "kind": "Pod",
  "metadata": {
    "name": "web",
    "namespace": "shop",
    "labels": {
      "a": "1"
    }
  },
  "spec": {
    "containers": [
      {
        "name": "web",
        "image": "nginx:1.27",
        "args": [
          "a\n\"b\""
        ],
        "env": [],
        "resources": {
          "limits": {
            "cpu": "1"
          }
        }
      }
    ],
    "volumes": [
      {
        "name": "tmp",
        "emptyDir": {}
      }
    ]
  }
}
"#;
        assert_eq!(to_json(&pod).unwrap(), written);
        let mut file = Vec::new();
        write_json(&mut file, &pod).unwrap();
        assert_eq!(file, written.as_bytes());
    }

    #[test]
    fn json_reads_back_as_it_was() {
        let texts: Vec<String> =
            ('\0'..='\u{ff}').chain("\u{2028}\u{fffe}🦀".chars()).map(|c| format!("{c}a{c}{c}")).collect();
        let by_key: serde_json::Map<_, _> =
            texts.iter().map(|text| (text.clone(), json!({text.as_str(): [text]}))).collect();
        let value = json!([texts, by_key, [], {}, [[]], null, true, -1, 1.5, 1e300, u64::MAX, {"": {}}]);
        assert_eq!(serde_json::from_str::<Value>(&json_of(&value)).unwrap(), value);
        for value in [json!({}), json!([]), json!("a"), json!([[], {}])] {
            assert_eq!(json_of(&value), format!("{}\n", serde_json::to_string_pretty(&value).unwrap()));
        }
    }

    #[test]
    fn yaml_of_a_valid_object_is_the_yaml_of_the_object() {
        let pod = Valid::validated(v1::Pod::default(), KubeVersion::ENABLED);
        let written = "apiVersion: v1\nkind: Pod\nmetadata: {}\n";
        assert_eq!(to_yaml(&pod).unwrap(), written);
        let mut file = Vec::new();
        write_yaml(&mut file, &pod).unwrap();
        assert_eq!(file, written.as_bytes());
        let mut documents = Yaml::new().writer(Vec::new());
        documents.write(&pod).unwrap();
        documents.write(&pod).unwrap();
        assert_eq!(documents.into_inner(), format!("{written}---\n{written}").as_bytes());
    }
}
