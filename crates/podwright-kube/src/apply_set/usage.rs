//! What uses a config map or a Secret.

use std::collections::HashMap;

use kube::api::ListParams;
use serde_json::Value;

use crate::cluster::Cluster;
use crate::{ObjectError, ObjectRef, json};

/// The ReplicaSets and pods of the namespaces that were asked for them.
///
/// A rollback needs the maps of old ReplicaSets, too, and a container that starts again needs those of its pod.
#[derive(Default)]
pub(super) struct Users {
    by_namespace: HashMap<String, Vec<Value>>,
}

impl Users {
    /// Returns what uses a config map or a Secret: `ReplicaSet "web-5d9f7c"`. What goes with a deleted object does not count.
    pub(super) async fn of(
        &mut self,
        object: &ObjectRef,
        deleted: &[String],
        cluster: &mut Cluster,
    ) -> Result<Option<String>, ObjectError> {
        let is_map = object.is("", "ConfigMap") || object.is("", "Secret");
        let (true, Some(namespace)) = (is_map, object.namespace()) else { return Ok(None) };
        if !self.by_namespace.contains_key(namespace) {
            let mut users = Vec::new();
            for (api_version, kind) in [("apps/v1", "ReplicaSet"), ("v1", "Pod")] {
                let all = ObjectRef::new(api_version, kind, "").in_namespace(namespace);
                users.extend(cluster.list(&all, ListParams::default()).await?);
            }
            self.by_namespace.insert(namespace.to_owned(), users);
        }
        Ok(user(object, &self.by_namespace[namespace], deleted))
    }
}

fn user(map: &ObjectRef, users: &[Value], deleted: &[String]) -> Option<String> {
    let goes_with = |user: &Value, owners: &[String]| owners.iter().any(|uid| json::is_owned_by(user, uid));
    let mut gone = deleted.to_vec();
    let sets = users.iter().filter(|user| goes_with(user, deleted));
    gone.extend(sets.filter_map(|set| json::text(set, "/metadata/uid")).map(ToOwned::to_owned));
    let user = users.iter().find(|user| {
        let is_over = user.pointer("/metadata/deletionTimestamp").is_some_and(|time| !time.is_null())
            || matches!(json::text(user, "/status/phase"), Some("Succeeded" | "Failed"));
        let spec = user.pointer("/spec/template/spec").or_else(|| user.get("spec"));
        let is_used = spec.is_some_and(|spec| refers(spec, map.kind(), map.name()));
        is_used && !is_over && !goes_with(user, &gone)
    })?;
    let name = json::text(user, "/metadata/name").unwrap_or_default();
    Some(format!("{} {name:?}", json::text(user, "/kind").unwrap_or_default()))
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
    fn a_pod_that_goes_with_its_deployment_uses_nothing() {
        let map = ObjectRef::new("v1", "ConfigMap", "routes").in_namespace("shop");
        let spec = json!({ "volumes": [{ "configMap": { "name": "routes" } }] });
        let set = json!({ "kind": "ReplicaSet", "spec": { "template": { "spec": spec } },
                          "metadata": { "name": "web-1", "uid": "r1", "ownerReferences": [{ "uid": "d1" }] } });
        let pod = json!({ "kind": "Pod", "spec": spec,
                          "metadata": { "name": "web-1-x", "ownerReferences": [{ "uid": "r1" }] } });
        let users = [set, pod.clone()];
        assert_eq!(user(&map, &users, &[]).unwrap(), "ReplicaSet \"web-1\"");
        assert_eq!(user(&map, &users, &["d1".to_owned()]), None);
        assert_eq!(user(&map, &users[1..], &[]).unwrap(), "Pod \"web-1-x\"");
        let mut ended = pod;
        ended["status"] = json!({ "phase": "Succeeded" });
        assert_eq!(user(&map, &[ended], &[]), None);
    }

    #[test]
    fn every_reference_of_a_pod_is_seen() {
        let uses = |spec: Value, kind: &str| refers(&spec, kind, "routes-1a2b");
        let named = json!({ "name": "routes-1a2b" });
        for (spec, kind) in [
            (json!({ "volumes": [{ "name": "v", "configMap": named }] }), "ConfigMap"),
            (json!({ "volumes": [{ "projected": { "sources": [{ "configMap": named }] } }] }), "ConfigMap"),
            (json!({ "initContainers": [{ "envFrom": [{ "configMapRef": named }] }] }), "ConfigMap"),
            (
                json!({ "containers": [{ "env": [{ "valueFrom": { "configMapKeyRef": named } }] }] }),
                "ConfigMap",
            ),
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
