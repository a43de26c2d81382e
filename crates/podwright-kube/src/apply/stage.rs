//! Waits for what the next stage needs.

use std::collections::BTreeSet;
use std::time::Duration;

use k8s_openapi::jiff::Timestamp;
use podwright::manifest::Object;
use serde_json::Value;

use crate::backoff::Backoff;
use crate::cluster::Cluster;
use crate::status::{Observed, Patience, State};
use crate::{Change, ErrorKind, ObjectError, ObjectRef, Outcome, json};

/// How long a namespace may take to get its service account.
const ACCOUNT: Duration = Duration::from_secs(10);

/// Waits until namespaces are active, and definitions are established and served.
pub(super) async fn wait(
    changes: &[Change],
    cluster: &mut Cluster,
    mut backoff: Backoff,
) -> Result<(), ObjectError> {
    for change in changes {
        let target = change.object();
        let object = established(target, change, cluster, &mut backoff).await?;
        for kind in defined(&object) {
            served(target, &kind, cluster, &mut backoff).await?;
        }
    }
    Ok(())
}

/// Waits for the service accounts of new namespaces that get pods of their own, which are refused without one.
///
/// A cluster may make none, so the wait ends in any case.
pub(super) async fn wait_for_accounts(
    changes: &[Change],
    objects: &[&Object],
    cluster: &mut Cluster,
) -> Result<(), ObjectError> {
    let is_new =
        |change: &&Change| change.outcome() == Outcome::Created && change.object().is("", "Namespace");
    for namespace in changes.iter().filter(is_new).map(|change| change.object().name()) {
        let has_pod = objects.iter().map(|object| ObjectRef::of_object(object)).any(|object| {
            let of_object = object.namespace().unwrap_or(cluster.default_namespace());
            object.is("", "Pod") && of_object == namespace
        });
        let account = ObjectRef::new("v1", "ServiceAccount", "default").in_namespace(namespace);
        let mut backoff = Backoff::new(ACCOUNT);
        while has_pod && cluster.get(&account).await?.is_none() && backoff.pause().await {}
    }
    Ok(())
}

async fn established(
    target: &ObjectRef,
    change: &Change,
    cluster: &mut Cluster,
    backoff: &mut Backoff,
) -> Result<Value, ObjectError> {
    let mut object = change.after().cloned();
    loop {
        let observed = match object {
            Some(object) => Observed::new(object),
            None => Observed::missing(target.clone()),
        };
        let status = observed.status(&Patience::new(), Timestamp::now());
        match (status.state(), observed.object()) {
            (State::Ready | State::NotAwaited, Some(object)) => return Ok(object.clone()),
            (State::Failed, _) => {
                return Err(ObjectError::new(target, ErrorKind::NotReady, status.reason()));
            }
            _ => {}
        }
        if !backoff.pause().await {
            return Err(timeout(target, status.reason()));
        }
        object = cluster.get(target).await?;
    }
}

fn timeout(target: &ObjectRef, reason: &str) -> ObjectError {
    let text = format!(
        "the time to wait is over: {reason}; what needs it is not applied: see its status, and run this again"
    );
    ObjectError::new(target, ErrorKind::Timeout, text)
}

/// A definition is established before all API servers serve its kind.
async fn served(
    target: &ObjectRef,
    kind: &ObjectRef,
    cluster: &mut Cluster,
    backoff: &mut Backoff,
) -> Result<(), ObjectError> {
    loop {
        cluster.forget(kind.api_version());
        match cluster.is_namespaced(kind).await {
            Ok(_) => return Ok(()),
            Err(error) if error.kind() == ErrorKind::KindMissing => {}
            Err(error) => return Err(error),
        }
        if !backoff.pause().await {
            return Err(timeout(target, "the API server does not serve its kind yet"));
        }
    }
}

/// Returns the kinds that a definition of custom resources defines, in each version that is served.
pub(super) fn defined(object: &Value) -> BTreeSet<ObjectRef> {
    let (group, kind) = (json::text(object, "/spec/group"), json::text(object, "/spec/names/kind"));
    let (Some(group), Some(kind)) = (group, kind) else { return BTreeSet::new() };
    json::list(object, "/spec/versions")
        .iter()
        .filter(|version| json::flag(version, "/served"))
        .filter_map(|version| json::text(version, "/name"))
        .map(|version| ObjectRef::new(format!("{group}/{version}"), kind, ""))
        .collect()
}
