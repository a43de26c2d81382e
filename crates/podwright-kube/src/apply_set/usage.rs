//! Which ReplicaSets use a config map or a Secret.

use serde_json::Value;

use crate::{ObjectRef, json};

/// Returns the name of a ReplicaSet whose pods use a map. A rollback needs the maps of old ReplicaSets, too.
pub(super) fn user<'s>(map: &ObjectRef, replica_sets: &'s [Value]) -> Option<&'s str> {
    let set = replica_sets.iter().find(|set| {
        let template = set.pointer("/spec/template/spec");
        template.is_some_and(|template| refers(template, map.kind(), map.name()))
    })?;
    json::text(set, "/metadata/name")
}

/// Tells whether any field of a pod's spec names a map.
fn refers(value: &Value, kind: &str, name: &str) -> bool {
    let is_named = |reference: &Value, field: &str| reference[field].as_str() == Some(name);
    match value {
        Value::Array(items) => items.iter().any(|item| refers(item, kind, name)),
        Value::Object(fields) => fields.iter().any(|(field, value)| {
            let is_reference = match (kind, field.as_str()) {
                ("ConfigMap", "configMap" | "configMapRef" | "configMapKeyRef")
                | ("Secret", "secretRef" | "secretKeyRef") => is_named(value, "name"),
                ("Secret", "secret") => is_named(value, "name") || is_named(value, "secretName"),
                ("Secret", "imagePullSecrets") => {
                    value.as_array().is_some_and(|all| all.iter().any(|one| is_named(one, "name")))
                }
                _ => false,
            };
            is_reference || refers(value, kind, name)
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_reference_of_a_pod_is_seen() {
        let uses = |spec: Value, kind: &str| refers(&spec, kind, "routes-1a2b");
        let named = json!({ "name": "routes-1a2b" });
        for (spec, kind) in [
            (json!({ "volumes": [{ "name": "v", "configMap": named }] }), "ConfigMap"),
            (json!({ "volumes": [{ "projected": { "sources": [{ "configMap": named }] } }] }), "ConfigMap"),
            (json!({ "initContainers": [{ "envFrom": [{ "configMapRef": named }] }] }), "ConfigMap"),
            (json!({ "containers": [{ "env": [{ "valueFrom": { "configMapKeyRef": named } }] }] }), "ConfigMap"),
            (json!({ "volumes": [{ "secret": { "secretName": "routes-1a2b" } }] }), "Secret"),
            (json!({ "volumes": [{ "projected": { "sources": [{ "secret": named }] } }] }), "Secret"),
            (json!({ "containers": [{ "envFrom": [{ "secretRef": named }] }] }), "Secret"),
            (json!({ "imagePullSecrets": [named] }), "Secret"),
        ] {
            let other = if kind == "Secret" { "ConfigMap" } else { "Secret" };
            assert!(uses(spec.clone(), kind), "{spec}");
            assert!(!uses(spec, other));
        }
        assert!(!uses(json!({ "containers": [{ "name": "routes-1a2b" }] }), "ConfigMap"));
    }
}
