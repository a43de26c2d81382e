//! The loop that makes the cluster have what each web site asks for.

use std::fmt::Debug;
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use futures::{Stream, StreamExt};
use k8s_openapi::NamespaceResourceScope;
use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::Service;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{Condition, Time};
use k8s_openapi::jiff::Timestamp;
use kube::api::{Api, Patch, PatchParams};
use kube::runtime::controller::{Action, Controller, Error as ControllerError};
use kube::runtime::reflector::ObjectRef;
use kube::runtime::watcher::{self, Config};
use kube::{Client, Resource, ResourceExt};
use podwright::rules::Valid;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::site::{self, Site};

/// The field manager of everything that this program applies.
pub const MANAGER: &str = "site-operator";

/// The condition that says whether the objects of a site are made.
pub const ACCEPTED: &str = "Accepted";

/// Runs until the stream is dropped. An item is one reconcile of a site.
///
/// A site is reconciled when it changes and when an object of it changes, and never by the clock: what it asks for is the
/// same tomorrow.
pub fn run(
    client: Client,
) -> impl Stream<Item = Result<(ObjectRef<Site>, Action), ControllerError<kube::Error, watcher::Error>>> {
    Controller::new(Api::<Site>::all(client.clone()), Config::default())
        .owns(Api::<Deployment>::all(client.clone()), Config::default())
        .owns(Api::<Service>::all(client.clone()), Config::default())
        .run(reconcile, retry, Arc::new(client))
        // An object that goes after its site calls for the site, which is gone.
        .filter(|reconcile| ready(!matches!(reconcile, Err(ControllerError::ObjectNotFound(_)))))
}

async fn reconcile(site: Arc<Site>, client: Arc<Client>) -> Result<Action, kube::Error> {
    // Its objects have it as their owner, so they go with it.
    if site.metadata.deletion_timestamp.is_none() {
        let made = match site::parts(&site) {
            Ok(parts) => {
                apply(&client, &site, &parts.deployment).await?;
                apply(&client, &site, &parts.service).await?;
                condition(&site, true, "Applied", "")
            }
            // The same site is refused again, so nothing is tried until it changes.
            Err(error) => condition(&site, false, "Invalid", &error.to_string()),
        };
        report(&client, &site, made).await?;
    }
    Ok(Action::await_change())
}

/// An API server that is away, or a quota: later it may be otherwise.
fn retry(_: Arc<Site>, _: &kube::Error, _: Arc<Client>) -> Action {
    Action::requeue(Duration::from_secs(10))
}

/// Applies an object of a site. Without a change of the site, the API server changes nothing.
async fn apply<K>(client: &Client, site: &Site, object: &Valid<K>) -> kube::Result<K>
where
    K: Resource<Scope = NamespaceResourceScope, DynamicType = ()>
        + Clone
        + Debug
        + DeserializeOwned
        + Serialize,
{
    let objects: Api<K> = Api::namespaced(client.clone(), &site.namespace().unwrap_or_default());
    let params = PatchParams::apply(MANAGER).force();
    objects.patch(&object.name_any(), &params, &Patch::Apply(object.as_ref())).await
}

fn condition(site: &Site, status: bool, reason: &str, message: &str) -> Condition {
    Condition {
        type_: ACCEPTED.to_owned(),
        status: if status { "True" } else { "False" }.to_owned(),
        reason: reason.to_owned(),
        message: message.to_owned(),
        observed_generation: site.metadata.generation,
        last_transition_time: Time(Timestamp::now()),
    }
}

/// Writes a condition, unless the site has it: each write is a change, which calls this program again.
async fn report(client: &Client, site: &Site, mut made: Condition) -> kube::Result<()> {
    let conditions = site.status.iter().flat_map(|status| &status.conditions);
    if let Some(found) = conditions.into_iter().find(|condition| condition.type_ == made.type_) {
        if found.status == made.status {
            made.last_transition_time = found.last_transition_time.clone();
        }
        if *found == made {
            return Ok(());
        }
    }
    let sites: Api<Site> = Api::namespaced(client.clone(), &site.namespace().unwrap_or_default());
    let status = json!({
        "apiVersion": Site::api_version(&()),
        "kind": Site::kind(&()),
        "status": { "conditions": [made] },
    });
    let params = PatchParams::apply(MANAGER).force();
    sites.patch_status(&site.name_any(), &params, &Patch::Apply(&status)).await?;
    Ok(())
}
