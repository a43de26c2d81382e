//! YAML and JSON of Kubernetes objects: writing them, reading them, and files.
//!
//! [`to_yaml`] and [`to_json`] write a [`Valid`](crate::Valid) object, an [`Object`] of any kind, or a [`Manifest`] of many
//! objects. [`Yaml`] adds a header, and writes documents one after the other. [`write_yaml_file`], [`write_json_file`],
//! [`Yaml::write_file`] and [`Yaml::write_dir`] write files. They replace a file as a whole, and only if it changes.
//!
//! # The YAML
//!
//! Every reader gets back the string that the object holds: kubectl, Helm, kustomize, Flux and Argo CD, which follow YAML 1.1
//! (where `no` is a boolean), and readers of YAML 1.2. A string is written without quotes only if no dialect takes it for
//! something else. All other strings are in double quotes. A string of several lines is a literal block, unless one of these
//! readers would change it:
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
//! Sequences are not indented below their key. The text ends with a line break. `---` separates documents;
//! [`Yaml::document_start`] writes one at the start too. The same object gives the same bytes.
//!
//! Two readers change or reject some strings however they are written:
//!
//! - Helm replaces what stands between `{{` and `}}` in a chart's templates, in quotes or not.
//! - kustomize rejects U+007F, U+0080 to U+009F, U+FFFE and U+FFFF, and strings of several lines that begin with a tab.
//!
//! # What is written
//!
//! - Quantities have the form that the API server shows: `1000m` is written as `1`, `1024Mi` as `1Gi`.
//! - Keys have the order below, the same for every version of Kubernetes. Maps with keys of your own (labels, annotations,
//!   limits) are in alphabetical order.
//! - An empty `status` of an object, the empty `resources` of a container or pod and `creationTimestamp: null` are left out,
//!   because they mean nothing. Other empty values may have a meaning (`emptyDir: {}`) and are written.
//! - Other types that serialize are written as `serde_json` writes them: enums as `{Variant: value}`, bytes as a sequence of
//!   numbers, integer keys in quotes. A value that JSON cannot represent is a [`WriteError`].
//!
//! # What is read
//!
//! With the feature `read`, `from_yaml` and `Reader` read YAML and JSON, one document or many. They report every problem of a
//! document with its position:
//!
//! - unknown fields, with the nearest field that the kind has; duplicate keys; values of a wrong type;
//! - violations of the [rules](crate::rules), in pods and in the templates of workloads;
//! - text that kubectl rejects, or reads as something else than it seems: keys such as `no` without quotes, tabs in the
//!   indentation, tags, line breaks that YAML 1.2 does not have. Values without quotes mean what they mean to kubectl: `yes`
//!   is a boolean, `010` is eight.
//!
//! Kinds of Kubernetes' own groups are read strictly, by the fields of their types: the workloads, `ConfigMap`, `Secret`,
//! `Service`, `Ingress`, `NetworkPolicy`, roles, storage and a few more. Other kinds are taken as they are. Comments are lost.
//!
//! No input makes a reader panic or exhaust the stack, and the time it takes grows with the length of the input. A document may
//! have 16 MiB (see `Reader::max_document_size`), maps and lists nested 200 deep, and aliases that stand for 100,000 values
//! in all. A document beyond these limits is rejected. Up to 1,000 problems of a document are reported.
//!
#![doc = include_str!("KEY_ORDER.md")]

mod compound;
pub(crate) mod content;
mod emitter;
mod error;
mod file;
mod format;
mod identity;
mod json;
mod key;
mod number;
pub(crate) mod object;
mod options;
mod order;
#[cfg(feature = "app")]
pub(crate) mod placement;
mod pod_security;
#[cfg(feature = "read")]
pub(crate) mod read;
#[cfg(feature = "app")]
pub(crate) mod retype;
mod set;
mod to_manifest;
mod yaml;

use std::io;
use std::path::Path;

pub use error::{WriteError, WriteErrorKind};
pub use file::{AtomicFile, FileChange};
#[cfg(feature = "build")]
pub(crate) use file::{make_parent, write_text};
pub use object::Object;
pub use options::{Yaml, YamlWriter};
#[cfg(feature = "read")]
pub use read::{Document, Excerpts, Position, Problem, ProblemKind, ReadErrors, Reader, from_yaml};
pub use set::{DuplicateObject, IntoIter, Iter, Manifest};
pub use to_manifest::ToManifest;

/// Returns the YAML of an object, or of each object of a [`Manifest`].
///
/// # Errors
///
/// Fails like [`Yaml::to_string`].
pub fn to_yaml<M: ToManifest + ?Sized>(objects: &M) -> Result<String, WriteError> {
    Yaml::new().to_string(objects)
}

/// Writes the YAML of an object, or of each object of a [`Manifest`].
///
/// # Errors
///
/// Fails if the destination returns an error, and like [`Yaml::to_string`]. An object that cannot be serialized is not written
/// in part.
pub fn write_yaml<M: ToManifest + ?Sized>(
    destination: impl io::Write,
    objects: &M,
) -> Result<(), WriteError> {
    Yaml::new().writer(destination).write(objects)
}

/// Writes the YAML to a file, unless the file already holds it.
///
/// # Errors
///
/// Fails like [`Yaml::write_file`].
pub fn write_yaml_file<M: ToManifest + ?Sized>(
    path: impl AsRef<Path>,
    objects: &M,
) -> Result<FileChange, WriteError> {
    Yaml::new().write_file(path, objects)
}

/// Returns the JSON of an object, or the `List` of the objects of a [`Manifest`].
///
/// Each entry has a line. The keys and their order are those of the YAML.
///
/// # Errors
///
/// Fails like [`Yaml::to_string`].
pub fn to_json<M: ToManifest + ?Sized>(objects: &M) -> Result<String, WriteError> {
    let mut text = Vec::new();
    objects.json_to(&mut text)?;
    String::from_utf8(text).map_err(|error| WriteError::value(error.to_string()))
}

/// Writes the JSON of an object, or the `List` of the objects of a [`Manifest`].
///
/// # Errors
///
/// Fails if the destination returns an error, and like [`Yaml::to_string`]. An object that cannot be serialized is not written
/// in part.
pub fn write_json<M: ToManifest + ?Sized>(
    destination: impl io::Write,
    objects: &M,
) -> Result<(), WriteError> {
    objects.json_to(destination)
}

/// Writes the JSON to a file, unless the file already holds it.
///
/// # Errors
///
/// Fails like [`Yaml::write_file`].
pub fn write_json_file<M: ToManifest + ?Sized>(
    path: impl AsRef<Path>,
    objects: &M,
) -> Result<FileChange, WriteError> {
    file::write_file(path.as_ref(), |file| objects.json_to(file))
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1;
    use serde_json::{Value, json};

    use super::object::Identity;
    use super::*;
    use crate::Valid;
    use crate::rules::KubeVersion;

    fn json_of(value: &Value) -> String {
        let identity = Identity {
            api_version: "v1".into(),
            kind: "Value".into(),
            namespace: None,
            name: None,
            generate_name: None,
        };
        to_json(&Object::of(identity, value.clone())).unwrap()
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
