//! Apply sets: what is written down, what is deleted, and what stays.

use podwright_kube::{Apply, ApplySet, ErrorKind, Outcome, Protected};
use serde_json::{Value, json};

use crate::objects::{config_map, definition, deployment, manifest, object};
use crate::server::{Reply, Server, failure};

const PARENT: &str = "/api/v1/namespaces/shop/configmaps/shop";
const ID: &str = "applyset-XH-PJYPzLD9nFYm7BNKLLSDNEG2L1ih90R3Ov_stz-s-v1";

fn apply(server: &Server, set: ApplySet) -> Apply {
    Apply::builder().client(server.client()).field_manager("shop").apply_set(set).build()
}

fn set() -> ApplySet {
    ApplySet::new("shop")
}

fn annotations(server: &Server) -> Value {
    server.get(PARENT).unwrap()["metadata"]["annotations"].clone()
}

#[tokio::test]
async fn the_parent_and_the_labels_are_those_that_kubectl_reads() {
    let server = Server::new();
    server.put("/api/v1/namespaces/data", json!({ "kind": "Namespace" }));
    let mut map = config_map("web");
    map["metadata"]["namespace"] = json!("data");
    map["metadata"]["labels"] = json!({ "a": "b" });
    apply(&server, set()).run(&manifest([map, deployment("web", 2)])).await.unwrap();
    let parent = server.get(PARENT).unwrap();
    assert_eq!(parent["metadata"]["labels"]["applyset.kubernetes.io/id"], ID);
    let tooling = format!("podwright-kube/v{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        annotations(&server),
        json!({
            "applyset.kubernetes.io/tooling": tooling,
            "applyset.kubernetes.io/contains-group-kinds": "ConfigMap,Deployment.apps",
            "applyset.kubernetes.io/additional-namespaces": "data",
        })
    );
    let map = server.get("/api/v1/namespaces/data/configmaps/web").unwrap();
    assert_eq!(map["metadata"]["labels"], json!({ "a": "b", "applyset.kubernetes.io/part-of": ID }));
    // What the set is to have is written down before anything of it is applied.
    assert_eq!(server.writes()[0], format!("PATCH {PARENT}"));
}

#[tokio::test]
async fn what_is_no_longer_in_the_manifest_is_deleted_and_nothing_else() {
    let server = Server::new();
    server.put("/api/v1/namespaces/shop/configmaps/of-others", config_map("of-others"));
    let all = manifest([config_map("a"), config_map("b"), deployment("web", 2)]);
    apply(&server, set()).run(&all).await.unwrap();
    server.forget_requests();
    let changes = apply(&server, set()).run(&manifest([config_map("b")])).await.unwrap();
    assert_eq!(
        changes.to_string(),
        "unchanged ConfigMap \"shop/b\"\ndeleted Deployment \"shop/web\"\ndeleted ConfigMap \"shop/a\""
    );
    assert_eq!(
        server.writes(),
        [
            format!("PATCH {PARENT}"),
            "DELETE /apis/apps/v1/namespaces/shop/deployments/web".to_owned(),
            "DELETE /api/v1/namespaces/shop/configmaps/a".to_owned(),
            format!("PATCH {PARENT}"),
        ]
    );
    // An object of the same name that is new is not meant.
    let deleted: Vec<_> = server.requests().into_iter().filter(|asked| asked.method == "DELETE").collect();
    assert!(deleted.iter().all(|asked| asked.body["preconditions"]["uid"].is_string()), "{deleted:?}");
    let kinds = "applyset.kubernetes.io/contains-group-kinds";
    let written: Vec<_> = server
        .requests()
        .into_iter()
        .filter(|asked| asked.method == "PATCH" && asked.path == PARENT)
        .map(|asked| asked.body["metadata"]["annotations"][kinds].clone())
        .collect();
    assert_eq!(written, [json!("ConfigMap,Deployment.apps"), json!("ConfigMap")]);
    assert!(server.get("/api/v1/namespaces/shop/configmaps/of-others").is_some());
}

#[tokio::test]
async fn a_namespace_that_the_manifest_has_left_is_pruned() {
    let server = Server::new();
    server.put("/api/v1/namespaces/data", json!({ "kind": "Namespace" }));
    let mut elsewhere = config_map("a");
    elsewhere["metadata"]["namespace"] = json!("data");
    apply(&server, set()).run(&manifest([elsewhere, config_map("b")])).await.unwrap();
    let changes = apply(&server, set()).run(&manifest([config_map("b")])).await.unwrap();
    assert_eq!(changes.to_string(), "unchanged ConfigMap \"shop/b\"\ndeleted ConfigMap \"data/a\"");
    assert!(server.get("/api/v1/namespaces/data/configmaps/a").is_none());
    assert_eq!(annotations(&server)["applyset.kubernetes.io/additional-namespaces"], "");
}

#[tokio::test]
async fn a_list_of_many_pages_is_read_to_its_end() {
    let server = Server::new();
    apply(&server, set()).run(&manifest([config_map("a"), config_map("b")])).await.unwrap();
    server.forget_requests();
    let page = json!({ "kind": "List", "metadata": { "continue": "page-2" }, "items": [] });
    server.reply("GET", "/configmaps", None, 1, Reply::Status(200, page));
    let changes = apply(&server, set()).run(&manifest([config_map("b")])).await.unwrap();
    assert_eq!(changes.count(Outcome::Deleted), 1, "{changes}");
    let asked: Vec<_> =
        server.requests().into_iter().filter(|asked| asked.path.ends_with("/configmaps")).collect();
    assert!(asked[0].query.contains("limit=500") && !asked[0].query.contains("continue"), "{asked:?}");
    assert!(asked[1].query.contains("continue=page-2"), "{asked:?}");
}

#[tokio::test]
async fn claims_namespaces_and_definitions_stay_unless_told() {
    let server = Server::new();
    let claim = object("v1", "PersistentVolumeClaim", "data");
    let all = manifest([claim, config_map("b"), object("v1", "Namespace", "extra"), definition()]);
    apply(&server, set()).run(&all).await.unwrap();
    let changes = apply(&server, set()).run(&manifest([config_map("b")])).await.unwrap();
    let notes: Vec<_> = changes.iter().skip(1).map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            r#"skipped PersistentVolumeClaim "shop/data": it is no longer in the manifest, and a claim is deleted with its data: prune it if you mean it"#,
            r#"skipped CustomResourceDefinition "backups.example.com": it is no longer in the manifest, and a definition is deleted with all objects of its kind: prune it if you mean it"#,
            r#"skipped Namespace "extra": it is no longer in the manifest, and a namespace is deleted with all that is in it: prune it if you mean it"#,
        ]
    );
    // What stays is not forgotten.
    assert_eq!(
        annotations(&server)["applyset.kubernetes.io/contains-group-kinds"],
        "ConfigMap,CustomResourceDefinition.apiextensions.k8s.io,Namespace,PersistentVolumeClaim"
    );
    for told in [Protected::Claims, Protected::Definitions, Protected::Namespaces] {
        let changes = apply(&server, set().prune(told)).run(&manifest([config_map("b")])).await.unwrap();
        assert_eq!(changes.count(Outcome::Deleted), 1, "{changes}");
    }
}

fn replica_set(server: &Server, owner: &str, map: &str) {
    let template = json!({ "spec": { "volumes": [{ "name": "v", "configMap": { "name": map } }] } });
    server.put(
        "/apis/apps/v1/namespaces/shop/replicasets/web-1",
        json!({
            "kind": "ReplicaSet", "spec": { "replicas": 0, "template": template },
            "metadata": { "ownerReferences": [{ "uid": owner }] },
        }),
    );
}

#[tokio::test]
async fn a_map_stays_while_a_replica_set_uses_it() {
    let server = Server::new();
    let web = deployment("web", 2);
    apply(&server, set()).run(&manifest([config_map("routes-1a2b"), web.clone()])).await.unwrap();
    let uid = server.get("/apis/apps/v1/namespaces/shop/deployments/web").unwrap()["metadata"]["uid"].clone();
    replica_set(&server, uid.as_str().unwrap(), "routes-1a2b");
    let next = manifest([config_map("routes-3c4d"), web]);
    let changes = apply(&server, set()).run(&next).await.unwrap();
    let last = changes.iter().last().unwrap().to_string();
    assert_eq!(
        last,
        r#"skipped ConfigMap "shop/routes-1a2b": it is no longer in the manifest, and ReplicaSet "web-1" still uses it"#
    );
    // When the Deployment goes, its ReplicaSets and their maps go with it.
    let changes = apply(&server, set()).run(&manifest([])).await.unwrap();
    assert_eq!(changes.count(Outcome::Deleted), 3, "{changes}");
}

#[tokio::test]
async fn nothing_is_pruned_after_an_error() {
    let server = Server::new();
    apply(&server, set()).run(&manifest([config_map("a"), config_map("b")])).await.unwrap();
    server.forget_requests();
    server.reply("PATCH", "configmaps/b", Some(false), 1, Reply::Lost);
    let mut changed = config_map("b");
    changed["data"]["level"] = json!("debug");
    apply(&server, set()).run(&manifest([changed])).await.unwrap_err();
    assert!(server.writes().iter().all(|line| !line.starts_with("DELETE")), "{:?}", server.writes());
}

#[tokio::test]
async fn what_is_gone_already_is_deleted() {
    let server = Server::new();
    apply(&server, set()).run(&manifest([config_map("a"), config_map("b")])).await.unwrap();
    let gone = failure(404, "NotFound", "configmaps \"a\" not found", &json!({ "name": "a" }));
    server.reply("DELETE", "configmaps/a", None, 1, gone);
    let changes = apply(&server, set()).run(&manifest([config_map("b")])).await.unwrap();
    assert_eq!(changes.count(Outcome::Deleted), 1, "{changes}");
}

#[tokio::test]
async fn an_error_of_pruning_is_in_the_change_set() {
    let server = Server::new();
    apply(&server, set()).run(&manifest([config_map("a"), config_map("b")])).await.unwrap();
    let forbidden = failure(403, "Forbidden", "configmaps \"a\" is forbidden", &json!({}));
    server.reply("DELETE", "configmaps/a", None, 1, forbidden);
    let error = apply(&server, set()).run(&manifest([config_map("b")])).await.unwrap_err();
    assert_eq!(error.errors().next().unwrap().kind(), ErrorKind::Forbidden);
    let changes = apply(&server, set()).run(&manifest([config_map("b")])).await.unwrap();
    assert_eq!(changes.count(Outcome::Deleted), 1);
}

#[tokio::test]
async fn the_parent_of_another_tool_is_left_alone() {
    let server = Server::new();
    let parent = |label: Value, tooling: &str| {
        json!({ "kind": "ConfigMap", "metadata": {
            "labels": { "applyset.kubernetes.io/id": label },
            "annotations": { "applyset.kubernetes.io/tooling": tooling },
        } })
    };
    for (found, said) in [
        (parent(json!(ID), "kubectl/v1.36"), "what another tool applied is not pruned"),
        (parent(json!("applyset-x-v1"), "podwright-kube/v0.1.0"), "it is the parent of another apply set"),
        (json!({ "kind": "ConfigMap" }), "is not the parent of an apply set"),
    ] {
        server.put(PARENT, found);
        server.forget_requests();
        let error = apply(&server, set()).run(&manifest([config_map("b")])).await.unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
        assert_eq!(server.writes(), [""; 0]);
    }
}

#[tokio::test]
async fn the_namespace_of_the_parent_may_be_in_the_manifest() {
    let server = Server::new();
    server.remove("/api/v1/namespaces/shop");
    let all = manifest([object("v1", "Namespace", "shop"), config_map("b")]);
    let changes = apply(&server, set()).run(&all).await.unwrap();
    assert_eq!(changes.count(Outcome::Created), 2);
    let kinds = annotations(&server)["applyset.kubernetes.io/contains-group-kinds"].clone();
    assert_eq!(kinds, "ConfigMap,Namespace");
}

#[tokio::test]
async fn a_set_is_not_forgotten_if_the_kinds_cannot_be_asked_for() {
    let server = Server::new();
    apply(&server, set()).run(&manifest([config_map("b"), deployment("web", 2)])).await.unwrap();
    server.reply("GET", "/apis", None, 1, failure(503, "ServiceUnavailable", "starting", &json!({})));
    let error = apply(&server, set()).run(&manifest([config_map("b")])).await.unwrap_err();
    assert_eq!(error.errors().next().unwrap().kind(), ErrorKind::Unavailable);
    let changes = apply(&server, set()).run(&manifest([config_map("b")])).await.unwrap();
    assert_eq!(changes.count(Outcome::Deleted), 1, "{changes}");
}

#[tokio::test]
async fn the_parent_is_no_object_of_the_manifest() {
    let server = Server::new();
    let error = apply(&server, set()).run(&manifest([config_map("shop")])).await.unwrap_err();
    assert_eq!(error.errors().next().unwrap().kind(), ErrorKind::Input);
    assert_eq!(server.writes(), [""; 0]);
}

#[tokio::test]
async fn a_plan_and_a_difference_have_what_would_be_deleted() {
    let server = Server::new();
    let claim = object("v1", "PersistentVolumeClaim", "data");
    apply(&server, set()).run(&manifest([config_map("a"), config_map("b"), claim])).await.unwrap();
    server.forget_requests();
    let plan = apply(&server, set()).plan(&manifest([config_map("b")])).await.unwrap();
    assert_eq!((plan.count(Outcome::Deleted), plan.count(Outcome::Skipped)), (1, 1), "{plan}");
    let diff = apply(&server, set()).diff(&manifest([config_map("b")])).await.unwrap();
    assert_eq!(diff.to_string(), "- ConfigMap \"shop/a\"\n\n1 removed, 1 unchanged\n");
    assert_eq!(server.writes(), [""; 0]);
    assert!(server.get("/api/v1/namespaces/shop/configmaps/a").is_some());
}
