//! Deletes what a set no longer has.

use kube::api::{ListParams, PropagationPolicy};
use podwright::manifest::{Manifest, Object};
use serde_json::Value;

use super::PART_OF;
use super::members::{Members, kind_and_group, namespaces};
use super::usage::Users;
use crate::cluster::Cluster;
use crate::{Change, ChangeSet, ObjectError, ObjectRef, Outcome, Protected, json};

/// Deletes the objects of a set that were not applied now, the last installed first. The changes have what was done.
pub(crate) async fn prune(
    members: Members,
    changes: &mut ChangeSet,
    cluster: &mut Cluster,
) -> Result<(), ObjectError> {
    let mut kept = members.now.clone();
    for (object, value, why) in decide(&members, changes, cluster).await? {
        if let Some(why) = why {
            kept.add(&object);
            changes.push(Change::skipped(object, why));
            continue;
        }
        let uid = json::text(&value, "/metadata/uid");
        cluster.delete(&object, uid, PropagationPolicy::Background).await?;
        changes.push(Change::new(object, Outcome::Deleted).with_values(Some(value), None));
    }
    members.write(&kept, cluster).await
}

/// Adds what [`prune`] would do to the changes. Nothing is changed.
pub(crate) async fn plan(
    members: &Members,
    changes: &mut ChangeSet,
    cluster: &mut Cluster,
) -> Result<(), ObjectError> {
    for (object, value, why) in decide(members, changes, cluster).await? {
        changes.push(match why {
            Some(why) => Change::skipped(object, why),
            None => Change::new(object, Outcome::Deleted).with_values(Some(value), None),
        });
    }
    Ok(())
}

/// An object that a set no longer has, and why it stays, if it does.
type Leftover = (ObjectRef, Value, Option<String>);

/// Decides which objects of a set are to be deleted, the last installed first.
async fn decide(
    members: &Members,
    changes: &ChangeSet,
    cluster: &mut Cluster,
) -> Result<Vec<Leftover>, ObjectError> {
    let mut users = Users::default();
    let mut deleted = Vec::new();
    let mut decided = Vec::new();
    for (object, value) in leftover(members, changes, cluster).await? {
        let why = match Protected::keeps(&object, members.set.pruned()) {
            Some(why) => Some(format!("it is no longer in the manifest, and {why}: prune it if you mean it")),
            None => users
                .of(&object, &deleted, cluster)
                .await?
                .map(|user| format!("it is no longer in the manifest, and {user} still uses it")),
        };
        if why.is_none() {
            deleted.extend(json::text(&value, "/metadata/uid").map(ToOwned::to_owned));
        }
        decided.push((object, value, why));
    }
    Ok(decided)
}

/// Lists the objects of a set that were not applied now, the last installed first.
async fn leftover(
    members: &Members,
    changes: &ChangeSet,
    cluster: &mut Cluster,
) -> Result<Vec<(ObjectRef, Value)>, ObjectError> {
    let params = ListParams::default().labels(&format!("{PART_OF}={}", members.id));
    let mut found = Vec::new();
    for kind in &members.all.kinds {
        let (kind, group) = kind_and_group(kind);
        let Some(version) = version(kind, group, members, changes, cluster).await? else { continue };
        let of_kind = ObjectRef::new(version, kind, "");
        let places = if cluster.is_namespaced(&of_kind).await? {
            namespaces(members).into_iter().map(|namespace| of_kind.clone().in_namespace(namespace)).collect()
        } else {
            vec![of_kind]
        };
        for place in places {
            found.extend(cluster.list(&place, params.clone()).await?);
        }
    }
    let mut left: Vec<_> = found
        .into_iter()
        .map(|value| (ObjectRef::of_value(&value), value))
        .filter(|(object, _)| !changes.iter().any(|change| change.object().is_same(object)))
        .collect();
    sort(&mut left);
    Ok(left)
}

/// Returns the version by which a kind is asked for, if it is served at all.
async fn version(
    kind: &str,
    group: &str,
    members: &Members,
    changes: &ChangeSet,
    cluster: &mut Cluster,
) -> Result<Option<String>, ObjectError> {
    match changes.iter().find(|change| change.object().is(group, kind)) {
        Some(change) => Ok(Some(change.object().api_version().to_owned())),
        None => cluster.version_of(members.parent(), group, kind).await,
    }
}

/// Puts objects into the reverse of the install order.
fn sort(objects: &mut [(ObjectRef, Value)]) {
    let mut manifest = Manifest::new();
    for (_, value) in objects.iter() {
        if let Ok(object) = Object::unvalidated(value.clone()) {
            // Objects of a cluster are unique, but for two versions of one: any place will do.
            let _ = manifest.add(object);
        }
    }
    let order: Vec<_> = manifest.iter().map(ObjectRef::of_object).collect();
    objects
        .sort_by_key(|(object, _)| std::cmp::Reverse(order.iter().position(|other| other.is_same(object))));
}
