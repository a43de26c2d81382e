//! Waiting for workloads whose pods come from the controllers, and their statuses from the test.

use std::time::Duration;

use k8s_openapi::api::batch::v1::Job as ApiJob;
use k8s_openapi::api::core::v1::{Pod as ApiPod, ResourceQuota as ApiQuota};
use kube::Client;
use kube::api::{Api, Patch, PatchParams, PostParams};
use podwright::manifest::{Manifest, Object};
use podwright::prelude::*;
use podwright_cluster::kubelet::{self, Kubelet};
use podwright_cluster::wait::until;
use podwright_kube::progress::Quiet;
use podwright_kube::status::{Patience, State, Status};
use podwright_kube::{Apply, ChangeSet, Wait, WaitError, WaitErrorKind};
use podwright_tests::say;
use serde_json::json;
use tokio::time::{sleep, timeout};

use crate::cluster;

const LEFT_OUT: &str = "waiting is tested with recorded objects only";

fn container(image: Image) -> Container {
    Container::new(name!("web"), image)
}

fn deployment(image: Image, replicas: u32) -> Manifest {
    let template = PodTemplate::builder()
        .init(wait::for_service(name!("wait-for-db"), name!("db")))
        .sidecar(Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.34.1")))
        .main(container(image));
    Manifest::of([Deployment::new(name!("web"), template).replicas(replicas).build().unwrap()]).unwrap()
}

async fn apply(client: &Client, manifest: &Manifest) -> ChangeSet {
    let apply = Apply::builder().client(client.clone()).field_manager("podwright").build();
    apply.run(manifest).await.unwrap()
}

fn waiting(client: &Client) -> Wait {
    let patience = Patience::new()
        .image(Duration::from_secs(2))
        .creation(Duration::from_secs(2))
        .configuration(Duration::from_secs(2));
    Wait::builder().client(client.clone()).timeout(Duration::from_secs(60)).patience(patience).build()
}

async fn ready(client: &Client, changes: &ChangeSet) -> Result<Vec<Status>, WaitError> {
    waiting(client).ready(changes, &mut Quiet).await
}

/// Waits for a failure, and returns what it says.
async fn failure(client: &Client, changes: &ChangeSet) -> String {
    let error = ready(client, changes).await.unwrap_err();
    assert!(matches!(error.kind(), WaitErrorKind::Failed), "{error}");
    error.to_string()
}

#[track_caller]
fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in {text:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_good_rollout_ends_a_wait_and_the_next_one_does_not_end_early() {
    let Some(cluster) = cluster(LEFT_OUT) else { return };
    let client = cluster.namespace("wait-rollout").await;
    let changes = apply(&client, &deployment(image!("acme/web:1"), 3)).await;
    let of_first = Kubelet::start(client.clone(), |pod| Some(kubelet::ready(pod)));
    let statuses = ready(&client, &changes).await.unwrap();
    assert!(statuses.iter().all(|status| status.state() == State::Ready), "{statuses:?}");
    assert_eq!(statuses[0].reason(), "3 pods are available");
    drop(of_first);

    // The pods of the first are still ready, but another generation is asked for.
    let changes = apply(&client, &deployment(image!("acme/web:2"), 3)).await;
    let early = timeout(Duration::from_secs(4), ready(&client, &changes)).await;
    assert!(early.is_err(), "the second wait has ended before its pods run: {early:?}");
    let _of_second = Kubelet::start(client.clone(), |pod| Some(kubelet::ready(pod)));
    ready(&client, &changes).await.unwrap();
    let pods: Api<ApiPod> = Api::default_namespaced(client.clone());
    let is_new =
        |pod: &ApiPod| pod.spec.as_ref().unwrap().containers[0].image.as_deref() == Some("acme/web:2");
    let found = pods.list(&kube::api::ListParams::default()).await.unwrap().items;
    assert_eq!(found.iter().filter(|pod| is_new(pod)).count(), 3);

    // Without a change there is nothing to wait for.
    let again = apply(&client, &deployment(image!("acme/web:2"), 3)).await;
    assert!(again.is_unchanged(), "{again}");
    ready(&client, &again).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_init_container_in_a_crash_loop_ends_a_wait() {
    let Some(cluster) = cluster(LEFT_OUT) else { return };
    let client = cluster.namespace("wait-init").await;
    let changes = apply(&client, &deployment(image!("acme/web:1"), 2)).await;
    let _kubelet = Kubelet::start(client.clone(), |pod| Some(kubelet::crash_loop(pod, "wait-for-db", 3, 7)));
    let text = failure(&client, &changes).await;
    assert_says(&text, &["wait-init/web", "init container \"wait-for-db\"", "exit code 7"]);
    say(&text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_image_that_cannot_be_pulled_ends_a_wait() {
    let Some(cluster) = cluster(LEFT_OUT) else { return };
    let client = cluster.namespace("wait-image").await;
    let changes = apply(&client, &deployment(image!("acme/web:1"), 1)).await;
    let _kubelet = Kubelet::start(client.clone(), |pod| Some(kubelet::image_pull_error(pod, "proxy")));
    let text = failure(&client, &changes).await;
    assert_says(
        &text,
        &["wait-image/web", "sidecar \"proxy\" cannot pull image \"envoyproxy/envoy:v1.34.1\""],
    );
    say(&text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quota_ends_a_wait() {
    let Some(cluster) = cluster(LEFT_OUT) else { return };
    let client = cluster.namespace("wait-quota").await;
    let quotas: Api<ApiQuota> = Api::default_namespaced(client.clone());
    let quota = json!({ "metadata": { "name": "few" }, "spec": { "hard": { "pods": "1" } } });
    quotas.create(&PostParams::default(), &serde_json::from_value(quota).unwrap()).await.unwrap();
    until("quota in force", async || quotas.get("few").await.unwrap().status?.hard.map(drop)).await;

    let changes = apply(&client, &deployment(image!("acme/web:1"), 2)).await;
    let _kubelet = Kubelet::start(client.clone(), |pod| Some(kubelet::ready(pod)));
    let text = failure(&client, &changes).await;
    assert_says(&text, &["wait-quota/web", "quota"]);
    say(&text);
}

fn job() -> Manifest {
    let main = Container::new(name!("report"), image!("acme/report:7"));
    let job =
        Job::new(name!("report"), JobTemplate::never(PodTemplate::builder().main(main)).backoff_limit(0));
    Manifest::of([job.build().unwrap()]).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_job_ends_a_wait_and_one_that_succeeds_does_too() {
    let Some(cluster) = cluster(LEFT_OUT) else { return };
    for (namespace, exit_code) in [("wait-job-failed", 3), ("wait-job-done", 0)] {
        let client = cluster.namespace(namespace).await;
        let changes = apply(&client, &job()).await;
        let _kubelet = Kubelet::start(client.clone(), move |pod| Some(kubelet::ended(pod, exit_code)));
        if exit_code == 0 {
            ready(&client, &changes).await.unwrap();
            let jobs: Api<ApiJob> = Api::default_namespaced(client.clone());
            assert_eq!(jobs.get("report").await.unwrap().status.unwrap().succeeded, Some(1));
        } else {
            let text = failure(&client, &changes).await;
            assert_says(&text, &["wait-job-failed/report", "exit code 3"]);
            say(&text);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_time_out_says_how_far_things_are() {
    let Some(cluster) = cluster(LEFT_OUT) else { return };
    let client = cluster.namespace("wait-time").await;
    let changes = apply(&client, &deployment(image!("acme/web:1"), 2)).await;
    // One of two pods is ready.
    let _kubelet = Kubelet::start(client.clone(), {
        let first = std::sync::OnceLock::new();
        move |pod| {
            (first.get_or_init(|| pod.metadata.uid.clone()) == &pod.metadata.uid).then(|| kubelet::ready(pod))
        }
    });
    sleep(Duration::from_secs(1)).await;
    let wait = Wait::builder().client(client.clone()).timeout(Duration::from_secs(4)).build();
    let error = wait.ready(&changes, &mut Quiet).await.unwrap_err();
    assert!(matches!(error.kind(), WaitErrorKind::Timeout(_)), "{error}");
    assert_says(&error.to_string(), &["wait-time/web", "1 of 2"]);
    say(&error.to_string());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sets_of_both_kinds_are_awaited() {
    let Some(cluster) = cluster(LEFT_OUT) else { return };
    let client = cluster.namespace("wait-sets").await;
    let nodes: Api<k8s_openapi::api::core::v1::Node> = Api::all(client.clone());
    for name in ["one", "two"] {
        let node = json!({ "metadata": { "name": name } });
        nodes.create(&PostParams::default(), &serde_json::from_value(node).unwrap()).await.unwrap();
        // A new node has the taint of one that is not ready, and no pod of a DaemonSet.
        let untainted = json!({ "spec": { "taints": null } });
        nodes.patch(name, &PatchParams::default(), &Patch::Merge(untainted)).await.unwrap();
    }
    let template = || PodTemplate::builder().main(container(image!("acme/web:1")));
    let peers = Service::headless(name!("peers")).port(&port!("http", 80), 80);
    let of_names = StatefulSet::new(name!("names"), &peers, template()).replicas(2);
    let of_nodes = DaemonSet::new(name!("nodes"), template());
    let objects = [Object::from(of_names.build().unwrap()), Object::from(of_nodes.build().unwrap())];
    let changes = apply(&client, &Manifest::of(objects).unwrap()).await;
    let _kubelet = Kubelet::start(client.clone(), |pod| Some(kubelet::ready(pod)));
    let statuses = ready(&client, &changes).await.unwrap();
    assert_eq!(statuses.len(), 2);
    assert!(statuses.iter().all(|status| status.reason() == "2 pods are available"), "{statuses:?}");
}
