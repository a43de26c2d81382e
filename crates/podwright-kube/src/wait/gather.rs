//! Reads what a status is read from.

use k8s_openapi::jiff::Timestamp;
use kube::api::ListParams;
use serde_json::Value;

use super::awaited::AwaitedObject;
use crate::cluster::Cluster;
use crate::status::{FailingContainer, Observed, Patience, State};
use crate::{ErrorKind, ObjectError, ObjectRef, json};

/// Reads an object, and what belongs to it unless it is ready.
pub(super) async fn observe(
    awaited: &AwaitedObject,
    patience: &Patience,
    cluster: &mut Cluster,
) -> Result<Observed, ObjectError> {
    let target = &awaited.target;
    let Some(mut object) = cluster.get(target).await? else {
        let missing = Observed::missing(target.clone());
        return Ok(if awaited.has_time_to_live { missing.removed_after_completion() } else { missing });
    };
    object["apiVersion"] = target.api_version().into();
    object["kind"] = target.kind().into();
    let observed = Observed::new(object.clone()).generation(awaited.generation);
    let state = observed.status(patience, Timestamp::now()).state();
    if !matches!(state, State::InProgress | State::Failed) {
        return Ok(observed);
    }
    let observed = match selector(&object).filter(|_| has_pods(target)) {
        None => observed,
        Some(selector) => {
            let params = ListParams::default().labels(&selector);
            let observed = if target.is("apps", "Deployment") {
                observed.replica_sets(list("apps/v1", "ReplicaSet", target, params.clone(), cluster).await?)
            } else {
                observed
            };
            observed.pods(list("v1", "Pod", target, params, cluster).await?)
        }
    };
    if has_pods(target) || target.is("", "PersistentVolumeClaim") {
        let mut events = Vec::new();
        for uid in observed.uids_of_creators() {
            let params = ListParams::default().fields(&format!("involvedObject.uid={uid}"));
            events.extend(list("v1", "Event", target, params, cluster).await?);
        }
        return Ok(observed.events(events));
    }
    Ok(observed)
}

/// Lists objects beside another one. What the credentials do not allow to read is not read.
async fn list(
    api_version: &str,
    kind: &str,
    beside: &ObjectRef,
    params: ListParams,
    cluster: &mut Cluster,
) -> Result<Vec<Value>, ObjectError> {
    let all = ObjectRef::new(api_version, kind, "");
    let all = match beside.namespace() {
        Some(namespace) => all.in_namespace(namespace),
        None => all,
    };
    match cluster.list(&all, params).await {
        Err(error) if error.kind() == ErrorKind::Forbidden => Ok(Vec::new()),
        listed => listed,
    }
}

fn has_pods(target: &ObjectRef) -> bool {
    matches!(
        (target.group(), target.kind()),
        ("apps", "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet") | ("batch", "Job")
    )
}

/// Writes the selector of a workload as a query: `app in (web),!canary`.
fn selector(object: &Value) -> Option<String> {
    let selector = object.pointer("/spec/selector")?;
    let labels = selector.get("matchLabels").and_then(Value::as_object);
    let mut parts: Vec<_> = labels
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some(format!("{key}={}", value.as_str()?)))
        .collect();
    for expression in json::list(selector, "/matchExpressions") {
        let key = json::text(expression, "/key")?;
        let values: Vec<_> = json::list(expression, "/values").iter().filter_map(Value::as_str).collect();
        let values = values.join(",");
        parts.push(match json::text(expression, "/operator")? {
            "In" => format!("{key} in ({values})"),
            "NotIn" => format!("{key} notin ({values})"),
            "Exists" => key.to_owned(),
            "DoesNotExist" => format!("!{key}"),
            _ => return None,
        });
    }
    (!parts.is_empty()).then(|| parts.join(","))
}

/// Reads the last lines that a container logged, if there are any.
pub(super) async fn log(
    object: &ObjectRef,
    failing: &FailingContainer,
    cluster: &mut Cluster,
) -> Option<String> {
    let pod = ObjectRef::new("v1", "Pod", &*failing.pod).in_namespace(object.namespace()?);
    let text = cluster.log(&pod, &failing.container, failing.has_restarted).await.ok()?;
    (!text.trim().is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_selector_is_written_as_a_query() {
        let object = json!({ "spec": { "selector": {
            "matchLabels": { "app": "web" },
            "matchExpressions": [
                { "key": "tier", "operator": "In", "values": ["a", "b"] },
                { "key": "canary", "operator": "DoesNotExist" },
            ],
        } } });
        assert_eq!(selector(&object).unwrap(), "app=web,tier in (a,b),!canary");
        assert_eq!(selector(&json!({ "spec": { "selector": {} } })), None);
    }
}
