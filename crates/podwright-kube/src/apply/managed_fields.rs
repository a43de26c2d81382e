//! Who owns the fields of an object.

use serde_json::{Map, Value, json};

use crate::json;

const MANAGED: &str = "/metadata/managedFields";

fn is_of(entry: &Value, manager: &str, operation: &str) -> bool {
    json::text(entry, "/manager") == Some(manager)
        && json::text(entry, "/operation") == Some(operation)
        && json::text(entry, "/subresource").is_none_or(str::is_empty)
}

fn is_updated_by(entry: &Value, managers: &[String]) -> bool {
    managers.iter().any(|manager| is_of(entry, manager, "Update"))
}

/// Tells whether a manager owns fields by updates.
pub(super) fn owns_by_update(object: &Value, manager: &str) -> bool {
    json::list(object, MANAGED).iter().any(|entry| is_of(entry, manager, "Update"))
}

/// Returns the patch that gives the fields of other managers to the one that applies, if they have any.
///
/// It is what kubectl does when it goes over to server-side apply. The patch fails if somebody changes the object meanwhile.
pub(super) fn take_over(object: &Value, to: &str, from: &[String]) -> Option<Value> {
    let entries = json::list(object, MANAGED);
    let (taken, mut kept): (Vec<_>, Vec<_>) =
        entries.iter().cloned().partition(|entry| is_updated_by(entry, from));
    let mut taken = taken.into_iter();
    let first = taken.next()?;
    let at = kept.iter().position(|entry| is_of(entry, to, "Apply")).unwrap_or_else(|| {
        let mut entry = first.clone();
        entry["manager"] = json!(to);
        entry["operation"] = json!("Apply");
        kept.push(entry);
        kept.len() - 1
    });
    for entry in [first].into_iter().chain(taken) {
        if let Some(fields) = entry.get("fieldsV1") {
            unite(&mut kept[at]["fieldsV1"], fields);
        }
    }
    let version = json::text(object, "/metadata/resourceVersion");
    Some(json!({ "metadata": { "resourceVersion": version, "managedFields": kept } }))
}

/// Adds the fields of a set to another one.
fn unite(fields: &mut Value, more: &Value) {
    if !fields.is_object() {
        *fields = Value::Object(Map::new());
    }
    let (Some(fields), Some(more)) = (fields.as_object_mut(), more.as_object()) else { return };
    for (name, below) in more {
        unite(fields.entry(name.clone()).or_insert_with(|| json!({})), below);
    }
}

/// Tells whether an object is as it would be after an apply, and whether the manager owns the same fields of it.
pub(super) fn is_same(live: &Value, applied: &Value, manager: &str) -> bool {
    let owned = |object: &Value| {
        let entry = json::list(object, MANAGED).iter().find(|entry| is_of(entry, manager, "Apply"));
        entry.and_then(|entry| entry.get("fieldsV1")).cloned()
    };
    owned(live) == owned(applied) && content(live) == content(applied)
}

/// Returns an object without what the API server writes at each change.
fn content(object: &Value) -> Value {
    let mut object = object.clone();
    if let Some(fields) = object.as_object_mut() {
        fields.remove("status");
        if let Some(metadata) = fields.get_mut("metadata").and_then(Value::as_object_mut) {
            for field in
                ["managedFields", "resourceVersion", "generation", "creationTimestamp", "uid", "selfLink"]
            {
                metadata.remove(field);
            }
        }
    }
    object
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(manager: &str, operation: &str, fields: &Value) -> Value {
        json!({ "manager": manager, "operation": operation, "apiVersion": "apps/v1", "fieldsType": "FieldsV1", "fieldsV1": fields })
    }

    fn object(entries: &[Value]) -> Value {
        json!({ "metadata": { "resourceVersion": "7", "managedFields": entries } })
    }

    fn kubectl() -> Vec<String> {
        vec!["kubectl-client-side-apply".to_owned()]
    }

    #[test]
    fn fields_of_kubectl_are_taken_over() {
        let theirs = json!({ "f:spec": { "f:replicas": {}, "f:paused": {} } });
        let other = entry("kube-controller-manager", "Update", &json!({ "f:status": {} }));
        let live = object(&[entry("kubectl-client-side-apply", "Update", &theirs), other.clone()]);
        let patch = take_over(&live, "shop", &kubectl()).unwrap();
        assert_eq!(patch, object(&[other.clone(), entry("shop", "Apply", &theirs)]));
        let ours = json!({ "f:spec": { "f:replicas": {}, "f:selector": {} } });
        let live = object(&[
            entry("shop", "Apply", &ours),
            entry("kubectl-client-side-apply", "Update", &theirs),
            other.clone(),
        ]);
        let all = json!({ "f:spec": { "f:replicas": {}, "f:selector": {}, "f:paused": {} } });
        assert_eq!(
            take_over(&live, "shop", &kubectl()).unwrap(),
            object(&[entry("shop", "Apply", &all), other.clone()])
        );
        assert_eq!(take_over(&object(&[other]), "shop", &kubectl()), None);
    }

    #[test]
    fn fields_of_a_subresource_stay_with_their_manager() {
        let mut status = entry("kubectl-client-side-apply", "Update", &json!({ "f:status": {} }));
        status["subresource"] = json!("status");
        assert_eq!(take_over(&object(&[status]), "shop", &kubectl()), None);
    }

    #[test]
    fn an_object_is_the_same_if_its_content_and_its_owner_are() {
        let object = |version: &str, owner: &str, replicas: u8| {
            let entry = entry(owner, "Apply", &json!({ "f:spec": { "f:replicas": {} } }));
            json!({
                "metadata": { "name": "web", "resourceVersion": version, "managedFields": [entry] },
                "spec": { "replicas": replicas }, "status": { "version": version },
            })
        };
        assert!(is_same(&object("1", "shop", 2), &object("2", "shop", 2), "shop"));
        assert!(!is_same(&object("1", "shop", 2), &object("1", "shop", 3), "shop"));
        assert!(!is_same(&object("1", "helm", 2), &object("1", "shop", 2), "shop"));
    }
}
