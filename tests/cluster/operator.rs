//! The operator of `examples/operator` keeps the objects of its custom resources.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::{StreamExt, pin_mut};
use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::{Pod, Service};
use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::api::{Api, DeleteParams, ListParams, Patch, PatchParams, PostParams};
use kube::runtime::wait::{await_condition, conditions};
use kube::{Client, CustomResourceExt, Resource, ResourceExt};
use operator::controller::{self, ACCEPTED};
use operator::site::Site;
use podwright_cluster::wait::until;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::cluster;

/// A running operator, which counts what it does.
struct Operator {
    task: JoinHandle<()>,
    reconciles: Arc<AtomicUsize>,
}

impl Operator {
    fn start(client: Client) -> Self {
        let reconciles = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&reconciles);
        let task = tokio::spawn(async move {
            let operator = controller::run(client);
            pin_mut!(operator);
            while let Some(reconcile) = operator.next().await {
                reconcile.unwrap();
                counter.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { task, reconciles }
    }

    fn reconciles(&self) -> usize {
        self.reconciles.load(Ordering::SeqCst)
    }

    /// Waits until nothing happens for a while, and returns the number of reconciles until then.
    async fn until_quiet(&self) -> usize {
        until("quiet", async || {
            let before = self.reconciles();
            sleep(Duration::from_secs(3)).await;
            (self.reconciles() == before).then_some(before)
        })
        .await
    }

    async fn end(self) {
        self.task.abort();
        let ended = self.task.await;
        assert!(ended.is_err_and(|error| error.is_cancelled()), "a reconcile failed");
    }
}

fn site(name: &str, spec: Value) -> Site {
    Site::new(name, serde_json::from_value(spec).unwrap())
}

/// Returns the condition once it is about the current site.
async fn condition(sites: &Api<Site>, name: &str) -> Condition {
    until("condition", async || {
        let site = sites.get(name).await.unwrap();
        let conditions = site.status.map(|status| status.conditions).unwrap_or_default();
        let accepted = conditions.into_iter().find(|condition| condition.type_ == ACCEPTED)?;
        (accepted.observed_generation == site.metadata.generation).then_some(accepted)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_keeps_the_objects_of_its_sites() {
    let Some(cluster) = cluster("the operator is tested with a client that records") else { return };
    let client = cluster.namespace("operator").await;
    let definitions: Api<CustomResourceDefinition> = Api::all(client.clone());
    definitions.create(&PostParams::default(), &Site::crd()).await.unwrap();
    let established = await_condition(definitions, Site::crd_name(), conditions::is_crd_established());
    tokio::time::timeout(Duration::from_secs(30), established).await.unwrap().unwrap();

    let sites: Api<Site> = Api::default_namespaced(client.clone());
    let deployments: Api<Deployment> = Api::default_namespaced(client.clone());
    let services: Api<Service> = Api::default_namespaced(client.clone());
    let operator = Operator::start(client.clone());

    // A site gets its objects, of the name that it has.
    let shop = site("shop", json!({ "image": "acme/shop:7", "port": 8080, "replicas": 2 }));
    let shop = sites.create(&PostParams::default(), &shop).await.unwrap();
    let accepted = condition(&sites, "shop").await;
    assert_eq!((accepted.status.as_str(), accepted.reason.as_str()), ("True", "Applied"));
    let deployment = deployments.get("shop").await.unwrap();
    let service = services.get("shop").await.unwrap();
    for metadata in [deployment.meta(), service.meta()] {
        let [owner] = &metadata.owner_references.as_ref().unwrap()[..] else { panic!("{metadata:?}") };
        assert_eq!((owner.kind.as_str(), Some(&owner.uid)), ("Site", shop.metadata.uid.as_ref()));
        assert_eq!(owner.controller, Some(true));
    }
    // The controllers of the cluster go on from there.
    let pods: Api<Pod> = Api::default_namespaced(client.clone());
    until("second pod", async || {
        (pods.list(&ListParams::default()).await.unwrap().items.len() == 2).then_some(())
    })
    .await;

    // Mistakes of both kinds are in the status: of the site's values, and of the objects that would be made.
    let wrong = json!({ "image": "acme/shop:", "port": 0, "replicas": 1, "memory": "512m" });
    sites.create(&PostParams::default(), &site("my.shop", wrong)).await.unwrap();
    let refused = condition(&sites, "my.shop").await;
    assert_eq!((refused.status.as_str(), refused.reason.as_str()), ("False", "Invalid"));
    for field in ["metadata.name", "spec.image", "spec.port", "spec.memory"] {
        assert!(refused.message.contains(&format!("{field}: ")), "{}", refused.message);
    }
    let wrong = json!({ "image": "acme/shop:7", "port": 8080, "replicas": 1, "minReadySeconds": 700 });
    sites.create(&PostParams::default(), &site("slow", wrong)).await.unwrap();
    let refused = condition(&sites, "slow").await;
    assert_eq!(refused.status, "False");
    assert!(refused.message.contains("spec.progressDeadlineSeconds: "), "{}", refused.message);
    assert!(deployments.get_opt("slow").await.unwrap().is_none());

    // A site that is mended is accepted.
    let mended = json!({ "spec": { "minReadySeconds": 7 } });
    sites.patch("slow", &PatchParams::default(), &Patch::Merge(mended)).await.unwrap();
    assert_eq!(condition(&sites, "slow").await.status, "True");
    assert_eq!(deployments.get("slow").await.unwrap().spec.min_ready_seconds, Some(7));

    // What somebody else changes is changed back.
    let changed = json!({ "spec": { "replicas": 5 } });
    deployments.patch("shop", &PatchParams::default(), &Patch::Merge(changed)).await.unwrap();
    until("two replicas again", async || {
        (deployments.get("shop").await.unwrap().spec.replicas == Some(2)).then_some(())
    })
    .await;

    // Nothing happens then: no loop, whatever is refused.
    let reconciles = operator.until_quiet().await;
    assert!((6..60).contains(&reconciles), "{reconciles} reconciles of six changes");

    // Another reconcile of each site changes nothing: the operator starts anew.
    let versions = async || {
        let mut versions = Vec::new();
        for name in ["shop", "slow"] {
            versions.push(deployments.get(name).await.unwrap().resource_version());
            versions.push(services.get(name).await.unwrap().resource_version());
            versions.push(sites.get(name).await.unwrap().resource_version());
        }
        versions.push(sites.get("my.shop").await.unwrap().resource_version());
        versions
    };
    let before = versions().await;
    operator.end().await;
    let operator = Operator::start(client.clone());
    until("three reconciles", async || (operator.reconciles() >= 3).then_some(())).await;
    // The Deployments and Services that are there call for their sites too.
    let reconciles = operator.until_quiet().await;
    assert!(reconciles <= 3 + 4, "{reconciles} reconciles of three sites");
    assert_eq!(versions().await, before);

    // The objects go with their site.
    sites.delete("shop", &DeleteParams::background()).await.unwrap();
    until("end of its objects", async || {
        let deployment = deployments.get_opt("shop").await.unwrap();
        let service = services.get_opt("shop").await.unwrap();
        (deployment.is_none() && service.is_none()).then_some(())
    })
    .await;
    operator.end().await;
}
