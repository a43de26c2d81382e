//! Deletes in the reverse of the install order.

use std::time::Duration;

use podwright_kube::{Delete, ErrorKind, Outcome, Protected};
use serde_json::json;

use crate::objects::{config_map, definition, deployment, manifest, object};
use crate::server::{Reply, Server};

const MAP: &str = "/api/v1/namespaces/shop/configmaps/web";
const WEB: &str = "/apis/apps/v1/namespaces/shop/deployments/web";

fn server() -> Server {
    let server = Server::new();
    server.put(MAP, config_map("web"));
    server.put(WEB, deployment("web", 2));
    server
}

#[tokio::test]
async fn objects_go_in_the_reverse_of_the_install_order() {
    let server = server();
    let delete = Delete::builder().client(server.client()).build();
    let all = manifest([
        config_map("web"),
        deployment("web", 2),
        config_map("gone"),
        object("example.com/v1", "Backup", "x"),
    ]);
    let changes = delete.run(&all).await.unwrap();
    assert_eq!(
        changes.to_string(),
        "skipped Backup \"x\": it is not there\ndeleted Deployment \"shop/web\"\n\
         skipped ConfigMap \"shop/gone\": it is not there\ndeleted ConfigMap \"shop/web\""
    );
    assert_eq!(server.writes(), [format!("DELETE {WEB}"), format!("DELETE {MAP}")]);
    // An object of the same name that is new is not meant, and what belongs to an object goes first.
    let deletes: Vec<_> = server.requests().into_iter().filter(|asked| asked.method == "DELETE").collect();
    for delete in deletes {
        assert!(delete.body["preconditions"]["uid"].is_string(), "{delete:?}");
        assert_eq!(delete.body["propagationPolicy"], "Foreground");
    }
}

#[tokio::test(start_paused = true)]
async fn an_object_is_gone_when_another_has_its_name() {
    let server = server();
    server.reply("DELETE", "deployments/web", None, 1, Reply::Status(200, json!({})));
    let controller = server.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(5)).await;
        controller.put(WEB, deployment("web", 2));
    });
    let started = tokio::time::Instant::now();
    let delete = Delete::builder().client(server.client()).timeout(Duration::from_secs(60)).build();
    assert_eq!(delete.run(&manifest([deployment("web", 2)])).await.unwrap().count(Outcome::Deleted), 1);
    assert!((5..12).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
}

#[tokio::test]
async fn what_is_protected_stays_unless_told() {
    let server = server();
    server.put(
        "/api/v1/namespaces/shop/persistentvolumeclaims/data",
        json!({ "kind": "PersistentVolumeClaim" }),
    );
    server.put("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/backups.example.com", definition());
    let all = manifest([
        object("v1", "PersistentVolumeClaim", "data"),
        object("v1", "Namespace", "shop"),
        definition(),
        config_map("web"),
    ]);
    let changes = Delete::builder().client(server.client()).build().run(&all).await.unwrap();
    assert_eq!((changes.count(Outcome::Deleted), changes.count(Outcome::Skipped)), (1, 3), "{changes}");
    for told in [Protected::Claims, Protected::Definitions, Protected::Namespaces] {
        let delete = Delete::builder().client(server.client()).also(told).build();
        assert_eq!(delete.run(&all).await.unwrap().count(Outcome::Deleted), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn an_object_that_does_not_go_is_an_error_and_the_others_go() {
    let server = server();
    let mut web = deployment("web", 2);
    web["metadata"]["finalizers"] = json!(["example.com/a", "b"]);
    server.put(WEB, web);
    server.reply("DELETE", "deployments/web", None, 1, Reply::Status(200, json!({})));
    let delete = Delete::builder().client(server.client()).timeout(Duration::from_secs(9)).build();
    let error = delete.run(&manifest([config_map("web"), deployment("web", 2)])).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "1 of 2 objects are done, 1 failed, 0 skipped: running this again does the rest\n\
         failed Deployment \"shop/web\": it is being deleted, and not gone after 9 s (finalizers: example.com/a, b): see what keeps it, and run this again\n\
         deleted ConfigMap \"shop/web\""
    );
    assert_eq!(error.errors().next().unwrap().kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_connection_that_is_lost_ends_the_run() {
    let server = server();
    server.reply("DELETE", "deployments/web", None, 1, Reply::Lost);
    let delete = Delete::builder().client(server.client()).build();
    let error = delete.run(&manifest([config_map("web"), deployment("web", 2)])).await.unwrap_err();
    assert!(error.to_string().contains("skipped ConfigMap"), "{error}");
    assert!(server.get(MAP).is_some());
}
