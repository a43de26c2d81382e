//! Manifests that tests apply.

use podwright::manifest::{Manifest, Object};
use serde_json::{Value, json};

pub(crate) fn manifest(objects: impl IntoIterator<Item = Value>) -> Manifest {
    Manifest::of(objects.into_iter().map(|object| Object::unvalidated(object).unwrap())).unwrap()
}

pub(crate) fn object(api_version: &str, kind: &str, name: &str) -> Value {
    json!({ "apiVersion": api_version, "kind": kind, "metadata": { "name": name } })
}

pub(crate) fn config_map(name: &str) -> Value {
    let mut map = object("v1", "ConfigMap", name);
    map["data"] = json!({ "level": "info" });
    map
}

pub(crate) fn deployment(name: &str, replicas: u8) -> Value {
    let mut deployment = object("apps/v1", "Deployment", name);
    deployment["spec"] = json!({ "replicas": replicas, "selector": { "matchLabels": { "app": name } } });
    deployment
}

pub(crate) fn job(name: &str, image: &str) -> Value {
    let mut job = object("batch/v1", "Job", name);
    job["spec"] = json!({ "template": { "spec": { "containers": [{ "name": "main", "image": image }] } } });
    job
}

pub(crate) fn definition() -> Value {
    let mut definition = object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "backups.example.com");
    definition["spec"] = json!({
        "group": "example.com", "names": { "kind": "Backup", "plural": "backups" }, "scope": "Namespaced",
        "versions": [{ "name": "v1", "served": true, "storage": true }],
    });
    definition
}
