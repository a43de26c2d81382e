//! Waits: what is asked, when a wait ends, and what it says.

use std::time::Duration;

use podwright_kube::progress::{Lines, Quiet};
use podwright_kube::status::{Patience, State};
use podwright_kube::{Apply, ApplySet, Outcome, Wait, WaitErrorKind};
use serde_json::{Value, json};

use crate::objects::{config_map, deployment, job, manifest, object};
use crate::server::{Reply, Server, failure};

const WEB: &str = "/apis/apps/v1/namespaces/shop/deployments/web";

fn wait(server: &Server) -> Wait {
    Wait::builder().client(server.client()).timeout(Duration::from_secs(30)).build()
}

/// Stores a Deployment of one pod whose controller has seen its generation.
fn put_web(server: &Server, generation: u8, available: u8) {
    let mut web = deployment("web", 1);
    web["metadata"] = json!({
        "uid": "d1", "generation": generation, "annotations": { "deployment.kubernetes.io/revision": "1" },
    });
    web["status"] = json!({
        "observedGeneration": generation, "replicas": 1, "updatedReplicas": 1, "availableReplicas": available,
    });
    server.put(WEB, web);
    server.put(
        "/apis/apps/v1/namespaces/shop/replicasets/web-1",
        json!({ "kind": "ReplicaSet", "metadata": {
            "uid": "r1", "labels": { "app": "web" }, "ownerReferences": [{ "uid": "d1" }],
            "annotations": { "deployment.kubernetes.io/revision": "1" },
        } }),
    );
}

fn put_pod(server: &Server, init: &Value) {
    server.put(
        "/api/v1/namespaces/shop/pods/web-1-x",
        json!({
            "kind": "Pod", "metadata": { "labels": { "app": "web" }, "ownerReferences": [{ "uid": "r1" }] },
            "spec": { "initContainers": [{ "name": "wait-for-db" }], "containers": [{ "name": "web" }] },
            "status": { "phase": "Pending", "initContainerStatuses": [init] },
        }),
    );
}

fn crashing() -> Value {
    json!({ "name": "wait-for-db", "restartCount": 2, "state": { "waiting": { "reason": "CrashLoopBackOff" } },
            "lastState": { "terminated": { "exitCode": 1, "reason": "Error" } } })
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_with_the_reason_and_the_log_of_the_container() {
    let server = Server::new();
    put_web(&server, 1, 0);
    put_pod(&server, &crashing());
    server.log("waiting\ngave up after 120 s of waiting for db.internal port 5432\n");
    let objects = manifest([deployment("web", 1), config_map("web")]);
    server.put("/api/v1/namespaces/shop/configmaps/web", config_map("web"));
    let error = wait(&server).ready(&objects, &mut Quiet).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"Deployment "shop/web": pod "web-1-x": init container "wait-for-db" failed 3 times, exit code 1: gave up after 120 s of waiting for db.internal port 5432"#
    );
    assert_eq!(error.kind(), &WaitErrorKind::Failed);
    assert_eq!(error.statuses().len(), 2);
    let failed = error.unready().next().unwrap();
    assert!(failed.log().unwrap().starts_with("waiting\n"));
    let log = server.requests().into_iter().find(|asked| asked.path.ends_with("/log")).unwrap();
    assert_eq!(log.path, "/api/v1/namespaces/shop/pods/web-1-x/log");
    assert!(
        log.query.contains("container=wait-for-db") && log.query.contains("previous=true"),
        "{}",
        log.query
    );
    let pods = server.requests().into_iter().find(|asked| asked.path.ends_with("/pods")).unwrap();
    assert!(pods.query.contains("labelSelector=app%3Dweb"), "{}", pods.query);
}

#[tokio::test(start_paused = true)]
async fn a_wait_goes_on_until_the_deployment_is_available() {
    let server = Server::new();
    put_web(&server, 1, 0);
    let later = server.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(10)).await;
        put_web(&later, 1, 1);
    });
    let mut lines = Lines::new(Vec::new());
    let statuses = wait(&server).ready(&manifest([deployment("web", 1)]), &mut lines).await.unwrap();
    assert_eq!(statuses[0].state(), State::Ready);
    assert_eq!(
        String::from_utf8(lines.into_inner()).unwrap(),
        "waiting  Deployment \"shop/web\": 0 of 1 pods are available\nready    Deployment \"shop/web\": 1 pod is available\n"
    );
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_wait_is_its_own() {
    let server = Server::new();
    put_web(&server, 1, 0);
    put_pod(&server, &json!({ "name": "wait-for-db", "restartCount": 0, "state": { "running": {} } }));
    let started = tokio::time::Instant::now();
    let error = wait(&server).ready(&manifest([deployment("web", 1)]), &mut Quiet).await.unwrap_err();
    assert_eq!(started.elapsed().as_secs(), 30);
    let asked = server.lines().iter().filter(|line| **line == format!("GET {WEB}")).count();
    assert!((8..16).contains(&asked), "asked {asked} times");
    assert_eq!(
        error.to_string(),
        r#"Deployment "shop/web": not ready after 30 s: 0 of 1 pods are available: pod "web-1-x": init container "wait-for-db" runs"#
    );
    assert_eq!(error.kind(), &WaitErrorKind::Timeout(Duration::from_secs(30)));
}

#[tokio::test(start_paused = true)]
async fn the_generation_of_the_apply_is_awaited() {
    let server = Server::new();
    let apply = Apply::builder().client(server.client()).field_manager("shop").build();
    let changes = apply.run(&manifest([deployment("web", 1)])).await.unwrap();
    assert_eq!(changes.iter().next().unwrap().generation(), Some(1));
    // A read from a cache that is behind.
    put_web(&server, 0, 1);
    let error = wait(&server).ready(&changes, &mut Quiet).await.unwrap_err();
    assert!(error.to_string().contains("its controller has not seen generation 1 yet"), "{error}");
    put_web(&server, 1, 1);
    wait(&server).ready(&changes, &mut Quiet).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_stands_is_awaited_though_it_has_not_changed_and_what_was_left_alone_is_not() {
    let server = Server::new();
    let claim = object("v1", "PersistentVolumeClaim", "data");
    let set = || ApplySet::new("shop");
    let apply = || Apply::builder().client(server.client()).field_manager("shop").apply_set(set()).build();
    apply().run(&manifest([deployment("web", 1), claim])).await.unwrap();
    let changes = apply().run(&manifest([deployment("web", 1)])).await.unwrap();
    let outcomes: Vec<_> = changes.iter().map(podwright_kube::Change::outcome).collect();
    assert_eq!(outcomes, [Outcome::Unchanged, Outcome::Skipped]);
    let error = wait(&server).ready(&changes, &mut Quiet).await.unwrap_err();
    let objects: Vec<_> = error.statuses().iter().map(|status| status.object().kind()).collect();
    assert_eq!(objects, ["Deployment"]);
}

#[tokio::test(start_paused = true)]
async fn a_quota_is_asked_for_with_the_events_of_the_replica_set() {
    let server = Server::new();
    put_web(&server, 1, 0);
    let mut web = server.get(WEB).unwrap();
    web["status"]["updatedReplicas"] = json!(0);
    server.put(WEB, web);
    server.put(
        "/api/v1/namespaces/shop/events/web-1.1",
        json!({ "kind": "Event", "reason": "FailedCreate", "involvedObject": { "uid": "r1" },
                "firstTimestamp": "2020-01-01T00:00:00Z", "lastTimestamp": "2020-01-01T00:01:00Z",
                "message": "exceeded quota: shop" }),
    );
    let error = wait(&server).ready(&manifest([deployment("web", 1)]), &mut Quiet).await.unwrap_err();
    assert_eq!(error.to_string(), r#"Deployment "shop/web": pods are not created: exceeded quota: shop"#);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_lost_is_tried_again() {
    let server = Server::new();
    put_web(&server, 1, 1);
    server.reply("GET", "deployments/web", None, 2, Reply::Lost);
    server.reply(
        "GET",
        "deployments/web",
        None,
        1,
        failure(503, "ServiceUnavailable", "starting", &json!({})),
    );
    wait(&server).ready(&manifest([deployment("web", 1)]), &mut Quiet).await.unwrap();
    server.reply("GET", "deployments/web", None, usize::MAX, Reply::Lost);
    let error = wait(&server).ready(&manifest([deployment("web", 1)]), &mut Quiet).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"Deployment "shop/web": not ready after 30 s: its status is not known: there is no connection to the API server (connection reset by peer)"#
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_that_has_expired_ends_the_wait() {
    let server = Server::new();
    put_web(&server, 1, 0);
    server.put("/api/v1/namespaces/shop/services/web", object("v1", "Service", "web"));
    server.reply("GET", "deployments/web", None, 1, failure(401, "Unauthorized", "Unauthorized", &json!({})));
    let objects = manifest([object("v1", "Service", "web"), deployment("web", 1)]);
    let error = wait(&server).ready(&objects, &mut Quiet).await.unwrap_err();
    assert!(matches!(error.kind(), WaitErrorKind::Request(_)), "{error}");
    assert_eq!(
        error.to_string(),
        "Deployment \"shop/web\": the API server does not accept the credentials (401): renew the token, and run this again\n\
         1 object was ready before; what was applied stays, and goes on without this wait"
    );
}

#[tokio::test(start_paused = true)]
async fn what_may_not_be_read_is_done_without() {
    let server = Server::new();
    put_web(&server, 1, 0);
    put_pod(&server, &crashing());
    for path in ["/pods", "/events"] {
        server.reply("GET", path, None, usize::MAX, failure(403, "Forbidden", "no", &json!({})));
    }
    let error = wait(&server).ready(&manifest([deployment("web", 1)]), &mut Quiet).await.unwrap_err();
    assert!(error.to_string().ends_with("not ready after 30 s: 0 of 1 pods are available"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_gone_by_its_time_to_live_is_not_awaited_for_ever() {
    let server = Server::new();
    let mut migrate = job("migrate", "acme/migrate:1");
    migrate["spec"]["ttlSecondsAfterFinished"] = json!(60);
    let apply = Apply::builder().client(server.client()).field_manager("shop").build();
    let changes = apply.run(&manifest([migrate])).await.unwrap();
    server.remove("/apis/batch/v1/namespaces/shop/jobs/migrate");
    let statuses = wait(&server).ready(&changes, &mut Quiet).await.unwrap();
    assert_eq!(statuses[0].reason(), "it has ended, and its time to live is over");
}

#[tokio::test(start_paused = true)]
async fn what_has_nothing_to_wait_for_is_read_once() {
    let server = Server::new();
    server.put("/api/v1/namespaces/shop/services/web", object("v1", "Service", "web"));
    let wait = Wait::builder().client(server.client()).patience(Patience::new()).build();
    wait.ready(&manifest([object("v1", "Service", "web")]), &mut Quiet).await.unwrap();
    assert_eq!(server.lines(), ["GET /api/v1/namespaces/shop/services/web"]);
}

#[tokio::test(start_paused = true)]
async fn a_kind_that_is_served_later_is_asked_for_again() {
    let server = Server::new();
    let mut definition = crate::objects::definition();
    server.put(
        "/apis/example.com/v1/namespaces/shop/backups/nightly",
        object("example.com/v1", "Backup", "nightly"),
    );
    // The group has another kind already.
    let other =
        json!({ "name": "restores", "kind": "Restore", "namespaced": true, "singularName": "", "verbs": [] });
    let kinds = json!({ "kind": "APIResourceList", "groupVersion": "example.com/v1", "resources": [other] });
    server.reply("GET", "/apis/example.com/v1", None, 2, Reply::Status(200, kinds));
    let later = server.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(4)).await;
        let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/backups.example.com";
        definition["status"] = json!({ "conditions": [{ "type": "Established", "status": "True" }] });
        later.put(path, definition);
    });
    let objects = manifest([object("example.com/v1", "Backup", "nightly")]);
    wait(&server).ready(&objects, &mut Quiet).await.unwrap();
}
