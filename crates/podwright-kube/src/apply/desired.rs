//! The objects of a manifest as they are sent.

use std::fmt::Write;

use podwright::manifest::{Manifest, Object};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::JobPolicy;
use super::options::Apply;
use crate::cluster::Cluster;
use crate::{ErrorKind, ObjectError, ObjectRef};

/// An object as it is sent.
#[derive(Clone)]
pub(super) struct Desired {
    pub(super) target: ObjectRef,
    pub(super) body: Value,
}

/// Returns the objects of a manifest in stages: what others need first, and then the others.
pub(super) fn stages(manifest: &Manifest) -> [Vec<&Object>; 2] {
    let (first, then) = manifest.iter().partition(|object| {
        let object = ObjectRef::of_object(object);
        object.is("", "Namespace") || object.is("apiextensions.k8s.io", "CustomResourceDefinition")
    });
    [first, then]
}

impl Desired {
    /// Writes an object with the name and the namespace that it gets in the cluster.
    pub(super) async fn of(
        object: &Object,
        options: &Apply,
        cluster: &mut Cluster,
    ) -> Result<Self, ObjectError> {
        let mut target = ObjectRef::of_object(object);
        let mut body = body(object, &target)?;
        let is_hashed = target.is("batch", "Job") && options.job_policy(&target) == JobPolicy::NameByHash;
        if is_hashed {
            target = target.renamed(hashed_name(&target, &body)?);
        }
        target = cluster.place(&target).await?;
        set(&mut body, "name", json!(target.name()));
        if let Some(namespace) = target.namespace() {
            set(&mut body, "namespace", json!(namespace));
        }
        if let Some(set) = &options.apply_set {
            set.label(&mut body, cluster.default_namespace());
        }
        Ok(Self { target, body })
    }
}

fn body(object: &Object, target: &ObjectRef) -> Result<Value, ObjectError> {
    if object.name().is_none() {
        let text = "it has no name, so that each apply would make another object: give it a name";
        return Err(ObjectError::new(target, ErrorKind::Input, text));
    }
    let text = podwright::to_json(object).ok();
    text.and_then(|text| serde_json::from_str(&text).ok())
        .ok_or_else(|| ObjectError::new(target, ErrorKind::Input, "it cannot be written as JSON"))
}

fn set(body: &mut Value, field: &str, value: Value) {
    if let Some(metadata) = body.get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.insert(field.to_owned(), value);
    }
}

/// Returns the name of a Job with ten characters of a hash of its `spec`.
fn hashed_name(target: &ObjectRef, body: &Value) -> Result<String, ObjectError> {
    // A Job's name is a label value of its pods.
    const LONGEST: usize = 63;
    let name = format!("{}-{}", target.name(), hash(body.get("spec").unwrap_or(&Value::Null)));
    if name.len() > LONGEST {
        let text = format!(
            "{name:?} has more than {LONGEST} characters: a Job that is named by hash needs a shorter name"
        );
        return Err(ObjectError::new(target, ErrorKind::Input, text));
    }
    Ok(name)
}

/// Returns ten hexadecimal digits of a hash of a value, whatever the order of its keys.
fn hash(value: &Value) -> String {
    let digest = Sha256::digest(sorted(value).to_string());
    digest.iter().take(5).fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| *key);
            Value::Object(
                fields.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_that_of_the_content() {
        let (one, other) =
            (json!({ "a": 1, "b": [{ "c": 2, "d": 3 }] }), json!({ "b": [{ "d": 3, "c": 2 }], "a": 1 }));
        assert_eq!(hash(&one), hash(&other));
        assert_eq!(hash(&one).len(), 10);
        assert_ne!(hash(&one), hash(&json!({ "a": 2, "b": [{ "c": 2, "d": 3 }] })));
    }

    #[test]
    fn a_name_that_is_too_long_is_refused() {
        let job = ObjectRef::new("batch/v1", "Job", "a".repeat(52));
        assert_eq!(hashed_name(&job, &json!({ "spec": {} })).unwrap().len(), 63);
        let job = ObjectRef::new("batch/v1", "Job", "a".repeat(53));
        assert_eq!(hashed_name(&job, &json!({ "spec": {} })).unwrap_err().kind(), ErrorKind::Input);
    }
}
