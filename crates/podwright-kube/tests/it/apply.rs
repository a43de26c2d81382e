//! What apply asks of an API server, in which order, and what it says of it.

use std::time::Duration;

use podwright_kube::{Apply, JobPolicy, Outcome, Target};
use serde_json::{Value, json};

use crate::objects::{config_map, definition, deployment, job, manifest, object};
use crate::server::{Asked, Server, failure};

const WEB: &str = "/apis/apps/v1/namespaces/shop/deployments/web";
const MAP: &str = "/api/v1/namespaces/shop/configmaps/web";
const MIGRATE: &str = "/apis/batch/v1/namespaces/shop/jobs/migrate";

fn outcomes(changes: &podwright_kube::ChangeSet) -> Vec<String> {
    changes.iter().map(ToString::to_string).collect()
}

fn apply(server: &Server) -> Apply {
    Apply::builder().client(server.client()).field_manager("shop").build()
}

#[tokio::test]
async fn objects_are_validated_and_then_applied_in_install_order() {
    let server = Server::new();
    let changes = apply(&server).run(&manifest([deployment("web", 2), config_map("web")])).await.unwrap();
    assert_eq!(outcomes(&changes), [r#"created ConfigMap "shop/web""#, r#"created Deployment "shop/web""#]);
    assert_eq!(
        server.lines(),
        [
            format!("GET {MAP}"),
            format!("PATCH? {MAP}"),
            format!("GET {WEB}"),
            format!("PATCH? {WEB}"),
            format!("PATCH {MAP}"),
            format!("PATCH {WEB}"),
        ]
    );
    let patches: Vec<_> = server.requests().into_iter().filter(|asked| asked.method == "PATCH").collect();
    for patch in &patches {
        assert_eq!(patch.content_type, "application/apply-patch+yaml");
        assert!(patch.query.contains("fieldManager=shop"), "{}", patch.query);
        assert!(patch.query.contains("fieldValidation=Strict"), "{}", patch.query);
        assert!(!patch.query.contains("force"), "{}", patch.query);
        assert_eq!(patch.body["metadata"]["namespace"], "shop");
        assert!(patch.body["metadata"]["resourceVersion"].is_null());
    }
    assert_eq!(changes.iter().last().unwrap().generation(), Some(1));
}

#[tokio::test]
async fn names_and_texts_are_sent_as_an_api_server_reads_them() {
    let server = Server::new();
    let mut map = config_map("a b?c");
    map["data"] = json!({ "text": "\u{85}\u{2028}é" });
    apply(&server).run(&manifest([map])).await.unwrap();
    let sent = server.requests().pop().unwrap();
    assert_eq!(sent.line(), "PATCH /api/v1/namespaces/shop/configmaps/a%20b%3Fc");
    assert!(sent.text.contains(r#""text":"\u0085\u2028é""#), "{}", sent.text);
}

#[tokio::test]
async fn which_kinds_there_are_is_asked_once() {
    let server = Server::new();
    apply(&server).run(&manifest([config_map("a"), config_map("b"), deployment("web", 1)])).await.unwrap();
    let discovery: Vec<_> = server
        .requests()
        .iter()
        .map(Asked::line)
        .filter(|line| line == "GET /api/v1" || line == "GET /apis/apps/v1")
        .collect();
    assert_eq!(discovery, ["GET /api/v1", "GET /apis/apps/v1"]);
}

#[tokio::test]
async fn what_would_not_change_is_not_written() {
    let server = Server::new();
    let objects = manifest([deployment("web", 2), config_map("web")]);
    apply(&server).run(&objects).await.unwrap();
    let version = server.get(WEB).unwrap()["metadata"]["resourceVersion"].clone();
    server.forget_requests();

    let changes = apply(&server).run(&objects).await.unwrap();
    assert_eq!(
        outcomes(&changes),
        [r#"unchanged ConfigMap "shop/web""#, r#"unchanged Deployment "shop/web""#]
    );
    assert!(changes.is_unchanged());
    assert_eq!(server.writes(), [""; 0]);
    assert_eq!(server.get(WEB).unwrap()["metadata"]["resourceVersion"], version);

    let changes = apply(&server).run(&manifest([deployment("web", 3), config_map("web")])).await.unwrap();
    assert_eq!((changes.count(Outcome::Configured), changes.count(Outcome::Unchanged)), (1, 1));
    assert_eq!(server.writes(), [format!("PATCH {WEB}")]);
    assert_eq!(changes.iter().last().unwrap().generation(), Some(2));
}

#[tokio::test]
async fn an_object_of_another_manager_is_configured_although_its_content_is_the_same() {
    let server = Server::new();
    let objects = manifest([config_map("web")]);
    apply(&server).run(&objects).await.unwrap();
    let other = Apply::builder().client(server.client()).field_manager("other").build();
    assert_eq!(other.run(&objects).await.unwrap().count(Outcome::Configured), 1);
}

#[tokio::test]
async fn nothing_of_a_stage_is_applied_if_one_object_is_refused() {
    let server = Server::new();
    let causes = json!({ "causes": [{ "field": "spec.replicas", "message": "Invalid value: -1" }] });
    let message = "Deployment.apps \"web\" is invalid: spec.replicas: Invalid value: -1: must be positive";
    server.reply("PATCH", "/web", Some(true), 9, failure(422, "Invalid", message, &causes));
    let objects = manifest([config_map("a"), deployment("web", 2), job("migrate", "acme/migrate:1")]);
    let error = apply(&server).run(&objects).await.unwrap_err();
    assert_eq!(server.writes(), [""; 0]);
    let said = error.to_string();
    assert_eq!(
        said,
        "0 of 3 objects are done, 1 failed, 2 skipped: mend what failed, and running this again does the rest\n\
         skipped ConfigMap \"shop/a\": another object is refused, so it was validated and not applied\n\
         skipped Job \"shop/migrate\": another object is refused, so it was validated and not applied\n\
         failed Deployment \"shop/web\": the API server refuses it: Deployment.apps \"web\" is invalid: \
         spec.replicas: Invalid value: -1: must be positive"
    );
    assert_eq!(error.errors().next().unwrap().fields(), ["spec.replicas"]);
}

#[tokio::test(start_paused = true)]
async fn definitions_and_namespaces_are_there_before_what_needs_them() {
    let server = Server::new();
    server.establish_after(2);
    let mut backup = object("example.com/v1", "Backup", "nightly");
    backup["metadata"]["namespace"] = json!("data");
    let objects = manifest([backup, object("v1", "Namespace", "data"), definition()]);
    let changes = apply(&server).run(&objects).await.unwrap();
    assert_eq!(
        outcomes(&changes),
        [
            r#"created Namespace "data""#,
            r#"created CustomResourceDefinition "backups.example.com""#,
            r#"created Backup "data/nightly""#,
        ]
    );
    let writes = server.writes();
    assert_eq!(writes.last().unwrap(), "PATCH /apis/example.com/v1/namespaces/data/backups/nightly");
}

#[tokio::test(start_paused = true)]
async fn a_kind_is_served_before_its_objects_are_applied() {
    let server = Server::new();
    // A definition is established before each API server has read it.
    let unknown = failure(404, "NotFound", "the server could not find the requested resource", &json!({}));
    server.reply("GET", "/apis/example.com/v1", None, 3, unknown.clone());
    let objects = manifest([object("example.com/v1", "Backup", "nightly"), definition()]);
    assert_eq!(apply(&server).run(&objects).await.unwrap().count(Outcome::Created), 2);

    server.reply("GET", "/apis/example.com/v1", None, usize::MAX, unknown);
    let error = apply(&server).run(&objects).await.unwrap_err();
    let said = r#"CustomResourceDefinition "backups.example.com": the time to wait is over: the API server does not serve its kind yet; what needs it is not applied: see its status, and run this again"#;
    assert_eq!(error.errors().next().unwrap().to_string(), said);
}

#[tokio::test(start_paused = true)]
async fn a_definition_that_is_not_established_ends_the_apply_in_time() {
    let server = Server::new();
    server.establish_after(usize::MAX);
    let objects = manifest([object("example.com/v1", "Backup", "nightly"), definition()]);
    let apply = Apply::builder()
        .client(server.client())
        .field_manager("shop")
        .stage_timeout(Duration::from_secs(20))
        .build();
    let started = tokio::time::Instant::now();
    let error = apply.run(&objects).await.unwrap_err();
    assert_eq!(started.elapsed().as_secs(), 20);
    assert_eq!(
        error.to_string().lines().collect::<Vec<_>>(),
        [
            "0 of 2 objects are done, 1 failed, 1 skipped: running this again does the rest",
            r#"created CustomResourceDefinition "backups.example.com""#,
            r#"failed CustomResourceDefinition "backups.example.com": the time to wait is over: it is not established; what needs it is not applied: see its status, and run this again"#,
            r#"skipped Backup "nightly": an error came before it, so it was not tried"#,
        ]
    );
}

#[tokio::test]
async fn a_plan_changes_nothing_and_says_what_the_api_server_has_not_seen() {
    let server = Server::new();
    let mut map = config_map("web");
    map["metadata"]["namespace"] = json!("data");
    let backup = object("example.com/v1", "Backup", "nightly");
    let objects =
        manifest([object("v1", "Namespace", "data"), definition(), map, backup, deployment("web", 1)]);
    let changes = apply(&server).plan(&objects).await.unwrap();
    let unseen = "the API server has not validated it, because its namespace or its definition is new";
    assert_eq!(
        outcomes(&changes),
        [
            r#"created Namespace "data""#.to_owned(),
            r#"created CustomResourceDefinition "backups.example.com""#.to_owned(),
            format!(r#"created ConfigMap "data/web": {unseen}"#),
            r#"created Deployment "shop/web""#.to_owned(),
            format!(r#"created Backup "nightly": {unseen}"#),
        ]
    );
    assert_eq!(server.writes(), [""; 0]);
}

fn conflict() -> crate::server::Reply {
    let causes = json!({ "causes": [
        { "reason": "FieldManagerConflict", "message": "conflict with \"autoscaler\" using apps/v1", "field": ".spec.replicas" },
        { "reason": "FieldManagerConflict", "message": "conflict with \"helm\" using apps/v1", "field": ".spec.paused" },
        { "reason": "FieldManagerConflict", "message": "conflict with \"autoscaler\" using apps/v1", "field": ".spec.minReadySeconds" },
    ] });
    failure(409, "Conflict", "Apply failed with 3 conflicts", &causes)
}

#[tokio::test]
async fn conflicts_name_the_managers_and_their_fields() {
    let server = Server::new();
    server.put(WEB, deployment("web", 5));
    server.reply("PATCH", "/web", Some(true), 9, conflict());
    let error = apply(&server).run(&manifest([deployment("web", 2)])).await.unwrap_err();
    let error = error.errors().next().unwrap();
    assert_eq!(
        error.to_string(),
        r#"Deployment "shop/web": "autoscaler" owns .spec.replicas, .spec.minReadySeconds; "helm" owns .spec.paused: leave these fields out, or take them with `force_field`"#
    );
    assert_eq!(error.conflicts()[0].manager(), "autoscaler");
    assert_eq!(server.writes(), [""; 0]);
}

#[tokio::test]
async fn a_field_is_forced_for_the_object_that_was_looked_at() {
    let server = Server::new();
    server.put(WEB, deployment("web", 5));
    let version = server.get(WEB).unwrap()["metadata"]["resourceVersion"].clone();
    server.reply("PATCH", "/web", Some(true), 1, conflict());
    let apply = Apply::builder()
        .client(server.client())
        .field_manager("shop")
        .force_field(Target::named("Deployment", "web"), ".spec.replicas")
        .force_field(Target::kind("Deployment"), "spec.paused")
        .build();
    let error = apply.run(&manifest([deployment("web", 2)])).await.unwrap_err();
    assert!(error.to_string().contains(r#""autoscaler" owns .spec.minReadySeconds: leave"#), "{error}");

    server.reply("PATCH", "/web", Some(true), 1, conflict());
    server.forget_requests();
    let apply = Apply::builder()
        .client(server.client())
        .field_manager("shop")
        .force(Target::named("Deployment", "web").in_namespace("shop"))
        .build();
    apply.run(&manifest([deployment("web", 2)])).await.unwrap();
    let patches: Vec<_> = server.requests().into_iter().filter(|asked| asked.method == "PATCH").collect();
    let forced: Vec<_> = patches.iter().map(|patch| patch.query.contains("force=true")).collect();
    assert_eq!(forced, [false, true, true]);
    assert_eq!(patches[2].body["metadata"]["resourceVersion"], version);
}

#[tokio::test]
async fn fields_of_kubectl_are_taken_over_before_the_first_apply() {
    let server = Server::new();
    let mut live = deployment("web", 5);
    live["metadata"]["managedFields"] = json!([{
        "manager": "kubectl-client-side-apply", "operation": "Update", "apiVersion": "apps/v1",
        "fieldsType": "FieldsV1", "fieldsV1": { "f:spec": { "f:replicas": {} } },
    }]);
    server.put(WEB, live);
    let causes = json!({ "causes": [{
        "reason": "FieldManagerConflict", "field": ".spec.replicas",
        "message": "conflict with \"kubectl-client-side-apply\" using apps/v1",
    }] });
    server.reply("PATCH", "/web", Some(true), 1, failure(409, "Conflict", "Apply failed", &causes));
    let changes = apply(&server).run(&manifest([deployment("web", 2)])).await.unwrap();
    assert_eq!(outcomes(&changes), [r#"configured Deployment "shop/web""#]);
    let patches: Vec<_> = server
        .requests()
        .into_iter()
        .filter(|asked| asked.method == "PATCH" && !asked.is_dry_run())
        .collect();
    let [taken, applied] = &patches[..] else { panic!("{patches:?}") };
    assert_eq!(taken.content_type, "application/merge-patch+json");
    let entry = &taken.body["metadata"]["managedFields"][0];
    assert_eq!((&entry["manager"], &entry["operation"]), (&json!("shop"), &json!("Apply")));
    assert_eq!(entry["fieldsV1"], json!({ "f:spec": { "f:replicas": {} } }));
    assert!(taken.body["metadata"]["resourceVersion"].is_string());
    assert!(!applied.query.contains("force"), "{}", applied.query);
}

#[tokio::test]
async fn fields_of_kubectl_are_taken_over_although_nothing_else_changes() {
    let server = Server::new();
    let objects = manifest([deployment("web", 2)]);
    apply(&server).run(&objects).await.unwrap();
    let mut live = server.get(WEB).unwrap();
    let theirs = json!({
        "manager": "kubectl-client-side-apply", "operation": "Update",
        "fieldsV1": { "f:spec": { "f:paused": {} } },
    });
    live["metadata"]["managedFields"].as_array_mut().unwrap().push(theirs);
    server.put(WEB, live);
    server.forget_requests();
    assert_eq!(
        outcomes(&apply(&server).run(&objects).await.unwrap()),
        [r#"configured Deployment "shop/web""#]
    );
    assert_eq!(server.writes().len(), 2, "{:?}", server.writes());
}

#[tokio::test]
async fn fields_of_a_tool_that_is_no_longer_used_are_taken_over() {
    let server = Server::new();
    let mut live = deployment("web", 5);
    live["metadata"]["managedFields"] = json!([
        { "manager": "helm", "operation": "Update", "fieldsV1": { "f:spec": { "f:replicas": {} } } },
        { "manager": "other", "operation": "Update", "fieldsV1": { "f:spec": { "f:paused": {} } } },
    ]);
    server.put(WEB, live);
    let apply = Apply::builder().client(server.client()).field_manager("shop").take_over("helm").build();
    apply.run(&manifest([deployment("web", 2)])).await.unwrap();
    let patches: Vec<_> = server.requests().into_iter().filter(|asked| asked.method == "PATCH").collect();
    let taken = patches.iter().find(|asked| asked.content_type.contains("merge")).unwrap();
    let entries = taken.body["metadata"]["managedFields"].as_array().unwrap();
    let owners: Vec<_> = entries.iter().map(|entry| (&entry["manager"], &entry["operation"])).collect();
    assert_eq!(owners, [(&json!("other"), &json!("Update")), (&json!("shop"), &json!("Apply"))]);
}

#[tokio::test]
async fn an_object_that_is_deleted_meanwhile_is_looked_at_again() {
    let server = Server::new();
    let mut live = deployment("web", 5);
    live["metadata"]["managedFields"] = json!([{
        "manager": "kubectl-client-side-apply", "operation": "Update", "fieldsV1": { "f:spec": {} },
    }]);
    server.put(WEB, live);
    let gone = failure(404, "NotFound", "deployments.apps \"web\" not found", &json!({ "name": "web" }));
    server.reply("PATCH", "/web", Some(false), 1, gone.clone());
    let plan = apply(&server).plan(&manifest([deployment("web", 2)])).await.unwrap();
    let mut first = server.get(WEB).unwrap();
    apply(&server).run(&manifest([deployment("web", 2)])).await.unwrap();
    assert_eq!((plan.count(Outcome::Configured), server.writes().len()), (1, 3), "{:?}", server.writes());

    first["metadata"].as_object_mut().unwrap().remove("uid");
    server.put(WEB, first);
    server.reply("PATCH", "/web", Some(false), usize::MAX, gone);
    let error = apply(&server).run(&manifest([deployment("web", 2)])).await.unwrap_err();
    let said = r#"Deployment "shop/web": it was deleted meanwhile, run this again"#;
    assert_eq!(error.errors().next().unwrap().to_string(), said);
    assert_eq!(error.errors().next().unwrap().kind(), podwright_kube::ErrorKind::Changed);
}

fn immutable(field: &str) -> crate::server::Reply {
    let message = "Invalid value: {\"a\":\"hunter2\"}: field is immutable";
    let causes = json!({ "causes": [{ "reason": "FieldValueInvalid", "field": field, "message": message }] });
    failure(422, "Invalid", &format!("it is invalid: {field}: {message}"), &causes)
}

#[tokio::test]
async fn a_field_that_cannot_change_is_named() {
    let server = Server::new();
    server.put(WEB, deployment("web", 5));
    server.reply("PATCH", "/web", None, 9, immutable("spec.selector"));
    let error = apply(&server).run(&manifest([deployment("web", 2)])).await.unwrap_err();
    let error = error.errors().next().unwrap();
    assert_eq!(
        error.to_string(),
        r#"Deployment "shop/web": spec.selector cannot change: keep it, or let this object be deleted and created again with `recreate`"#
    );
    assert_eq!(
        (error.kind(), error.fields()),
        (podwright_kube::ErrorKind::Immutable, &["spec.selector".to_owned()][..])
    );
}

#[tokio::test]
async fn an_object_is_recreated_if_its_option_says_so() {
    let server = Server::new();
    server.put(WEB, deployment("web", 5));
    let uid = server.get(WEB).unwrap()["metadata"]["uid"].clone();
    server.reply("PATCH", "/web", Some(true), 1, immutable("spec.selector"));
    let apply = Apply::builder()
        .client(server.client())
        .field_manager("shop")
        .recreate(Target::named("Deployment", "web"))
        .build();
    let changes = apply.run(&manifest([deployment("web", 2)])).await.unwrap();
    assert_eq!(outcomes(&changes), [r#"recreated Deployment "shop/web""#]);
    assert_eq!(server.writes(), [format!("DELETE {WEB}"), format!("PATCH {WEB}")]);
    let delete = server.requests().into_iter().find(|asked| asked.method == "DELETE").unwrap();
    assert_eq!(delete.body["preconditions"]["uid"], uid);
    assert_eq!(delete.body["propagationPolicy"], "Foreground");
}

#[tokio::test(start_paused = true)]
async fn an_object_is_created_again_when_it_is_gone() {
    let server = Server::new();
    server.put(WEB, deployment("web", 5));
    server.reply("PATCH", "/web", Some(true), 1, immutable("spec.selector"));
    // The deletion is accepted, and a finalizer keeps the object.
    server.reply("DELETE", "/web", None, 1, crate::server::Reply::Status(200, json!({})));
    let apply = Apply::builder()
        .client(server.client())
        .field_manager("shop")
        .recreate(Target::kind("Deployment"))
        .stage_timeout(Duration::from_secs(7))
        .build();
    let error = apply.run(&manifest([deployment("web", 2)])).await.unwrap_err();
    let said = error.errors().next().unwrap().to_string();
    assert_eq!(
        said,
        r#"Deployment "shop/web": it is being deleted, and not gone after 7 s: when it is gone, run this again, which creates it"#
    );
    assert_eq!(server.writes(), [format!("DELETE {WEB}")]);
}

#[tokio::test]
async fn an_object_that_is_created_again_takes_nothing_by_force() {
    let server = Server::new();
    server.put(WEB, deployment("web", 5));
    server.reply("PATCH", "/web", Some(true), 1, conflict());
    server.reply("PATCH", "/web", Some(true), 1, immutable("spec.selector"));
    let all = || Target::kind("Deployment");
    let apply =
        Apply::builder().client(server.client()).field_manager("shop").force(all()).recreate(all()).build();
    assert_eq!(apply.run(&manifest([deployment("web", 2)])).await.unwrap().count(Outcome::Recreated), 1);
    let last = server.requests().pop().unwrap();
    assert!(!last.query.contains("force") && !last.is_dry_run(), "{last:?}");
    assert!(last.body["metadata"]["resourceVersion"].is_null(), "{last:?}");
}

#[tokio::test]
async fn an_object_of_the_cluster_is_in_no_namespace() {
    let server = Server::new();
    let mut namespace = object("v1", "Namespace", "extra");
    namespace["metadata"]["namespace"] = json!("shop");
    apply(&server).run(&manifest([namespace])).await.unwrap();
    assert_eq!(server.writes(), ["PATCH /api/v1/namespaces/extra"]);
}

#[tokio::test(start_paused = true)]
async fn an_object_is_applied_over_another_that_has_its_name() {
    let server = Server::new();
    server.put(WEB, deployment("web", 5));
    server.reply("PATCH", "/web", Some(true), 1, immutable("spec.selector"));
    server.reply("DELETE", "/web", None, 1, crate::server::Reply::Status(200, json!({})));
    let controller = server.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(3)).await;
        controller.put(WEB, deployment("web", 5));
    });
    let started = tokio::time::Instant::now();
    let recreated = Target::kind("Deployment");
    let apply = Apply::builder().client(server.client()).field_manager("shop").recreate(recreated).build();
    let changes = apply.run(&manifest([deployment("web", 2)])).await.unwrap();
    assert_eq!(outcomes(&changes), [r#"recreated Deployment "shop/web""#]);
    assert!((3..9).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_job_whose_template_has_changed_fails_or_runs_again_or_is_another_job() {
    let server = Server::new();
    apply(&server).run(&manifest([job("migrate", "acme/migrate:1")])).await.unwrap();
    let next = manifest([job("migrate", "acme/migrate:2")]);
    server.reply("PATCH", "/migrate", Some(true), 2, immutable("spec.template"));
    let error = apply(&server).run(&next).await.unwrap_err();
    let said = "spec.template cannot change: keep it, or choose a `JobPolicy`, by which the Job runs again or gets another name";
    assert!(error.to_string().ends_with(said), "{error}");
    assert!(!error.to_string().contains("hunter2"), "{error}");

    server.forget_requests();
    let with = |policy| {
        Apply::builder()
            .client(server.client())
            .field_manager("shop")
            .job(Target::named("Job", "migrate"), policy)
            .build()
    };
    let changes = with(JobPolicy::Recreate).run(&next).await.unwrap();
    assert_eq!(outcomes(&changes), [r#"recreated Job "shop/migrate": the Job runs again"#]);
    assert_eq!(server.writes(), [format!("DELETE {MIGRATE}"), format!("PATCH {MIGRATE}")]);

    // The later call holds.
    let hashed = Apply::builder()
        .client(server.client())
        .field_manager("shop")
        .job(Target::kind("Job"), JobPolicy::Fail)
        .job(Target::named("Job", "migrate"), JobPolicy::NameByHash)
        .build();
    let names = |changes: &podwright_kube::ChangeSet| {
        changes.iter().map(|change| (change.outcome(), change.object().name().to_owned())).collect::<Vec<_>>()
    };
    let first = names(&hashed.run(&next).await.unwrap());
    let again = names(&hashed.run(&next).await.unwrap());
    let other = names(&hashed.run(&manifest([job("migrate", "acme/migrate:3")])).await.unwrap());
    assert_eq!(
        (first[0].0, again[0].0, other[0].0),
        (Outcome::Created, Outcome::Unchanged, Outcome::Created)
    );
    assert_eq!(first[0].1, again[0].1);
    assert_ne!(first[0].1, other[0].1);
    assert_eq!(first[0].1.len(), "migrate-".len() + 10);
    let sent = server.requests().last().unwrap().body["metadata"]["name"].clone();
    assert_eq!(sent, json!(other[0].1));
}

#[tokio::test]
async fn what_has_no_name_is_refused_before_anything_is_asked() {
    let server = Server::new();
    let mut nameless = config_map("web");
    nameless["metadata"] = json!({ "generateName": "web-" });
    let error = apply(&server).run(&manifest([nameless, deployment("web", 1)])).await.unwrap_err();
    assert!(error.to_string().contains(r#"failed ConfigMap "web-*": it has no name"#), "{error}");
    let unnamed = Apply::builder().client(server.client()).field_manager("").build();
    let error = unnamed.plan(&manifest([config_map("web")])).await.unwrap_err();
    assert!(error.to_string().contains(r#"the field manager "" is not"#), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_difference_leaves_out_what_the_cluster_writes() {
    let server = Server::new();
    apply(&server).run(&manifest([deployment("web", 2), config_map("web")])).await.unwrap();
    let mut live = server.get(WEB).unwrap();
    live["status"] = json!({ "replicas": 2 });
    server.put(WEB, live);
    let objects = manifest([deployment("web", 3), config_map("web"), config_map("new")]);
    let diff = apply(&server).diff(&objects).await.unwrap();
    assert_eq!(
        diff.to_string(),
        "+ ConfigMap \"shop/new\"\n\n~ Deployment \"shop/web\"\n    ~ spec.replicas: 2 -> 3\n\n1 added, 1 changed, 1 unchanged\n"
    );
}

#[tokio::test]
async fn a_difference_leaves_out_the_copy_that_kubectl_keeps() {
    let server = Server::new();
    let mut live = deployment("web", 2);
    live["metadata"]["annotations"] = json!({ "kubectl.kubernetes.io/last-applied-configuration": "{}" });
    server.put(WEB, live);
    server.reply("PATCH", "/web", Some(true), 1, immutable("spec.selector"));
    let recreated = Target::kind("Deployment");
    let apply = Apply::builder().client(server.client()).field_manager("shop").recreate(recreated).build();
    let diff = apply.diff(&manifest([deployment("web", 3)])).await.unwrap().to_string();
    assert!(diff.contains("spec.replicas: 2 -> 3") && !diff.contains("last-applied"), "{diff}");
}

#[tokio::test]
async fn a_difference_of_secrets_is_masked() {
    let server = Server::new();
    let secret = |value: &str| {
        let mut secret = object("v1", "Secret", "db");
        secret["data"] = json!({ "password": value });
        secret["metadata"]["annotations"] =
            json!({ "kubectl.kubernetes.io/last-applied-configuration": "{\"password\":\"aHVudGVyMQ==\"}" });
        secret
    };
    server.put("/api/v1/namespaces/shop/secrets/db", secret("aHVudGVyMg=="));
    let diff = apply(&server).diff(&manifest([secret("aHVudGVyMw==")])).await.unwrap();
    let plan = apply(&server).plan(&manifest([secret("aHVudGVyMw==")])).await.unwrap();
    for shown in [diff.to_string(), format!("{diff:?}"), format!("{plan:?}"), plan.to_string()] {
        assert!(!shown.contains("aHVudGVy"), "{shown}");
    }
    assert!(diff.to_string().contains("data[password]: (secret values differ)"), "{diff}");
    let Value::Object(after) = plan.iter().next().unwrap().after().unwrap() else { panic!() };
    assert_eq!(after["data"]["password"], "aHVudGVyMw==");
}

#[tokio::test]
async fn an_object_is_not_deleted_if_it_would_be_refused_again() {
    let server = Server::new();
    server.put(WEB, deployment("web", 5));
    let causes = json!({ "causes": [
        { "field": "spec.selector", "message": "Invalid value: {}: field is immutable" },
        { "field": "spec.replicas", "message": "Invalid value: -1: must be positive" },
    ] });
    server.reply("PATCH", "/web", Some(true), 1, failure(422, "Invalid", "two things are wrong", &causes));
    let apply = Apply::builder()
        .client(server.client())
        .field_manager("shop")
        .recreate(Target::kind("Deployment"))
        .build();
    let error = apply.run(&manifest([deployment("web", 2)])).await.unwrap_err();
    assert_eq!(error.errors().next().unwrap().kind(), podwright_kube::ErrorKind::Refused);
    assert_eq!(server.writes(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_pod_in_a_new_namespace_waits_for_the_service_account() {
    let server = Server::new();
    server.remove("/api/v1/namespaces/shop");
    let objects = manifest([object("v1", "Namespace", "shop"), object("v1", "Pod", "once")]);
    let controller = server.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(3)).await;
        assert!(controller.get("/api/v1/namespaces/shop/pods/once").is_none());
        controller.put(
            "/api/v1/namespaces/shop/serviceaccounts/default",
            object("v1", "ServiceAccount", "default"),
        );
    });
    let started = tokio::time::Instant::now();
    apply(&server).run(&objects).await.unwrap();
    assert!((3..6).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
    // A cluster without such accounts gets the pod a little later.
    server.remove("/api/v1/namespaces/shop");
    server.remove("/api/v1/namespaces/shop/serviceaccounts/default");
    apply(&server).run(&objects).await.unwrap();
}

#[tokio::test]
async fn what_changes_between_the_look_and_the_write_is_looked_at_again() {
    let meanwhile = failure(409, "Conflict", "Operation cannot be fulfilled", &json!({}));
    let server = Server::new();
    server.put(WEB, deployment("web", 5));
    server.reply("PATCH", "/web", Some(false), 2, meanwhile.clone());
    let forced = Apply::builder()
        .client(server.client())
        .field_manager("shop")
        .force(Target::kind("Deployment"))
        .build();
    // Each dry run without force has the conflict.
    for _ in 0..3 {
        server.reply("PATCH", "/web", Some(true), 1, conflict());
        server.reply("PATCH", "/web", Some(true), 1, crate::server::Reply::Status(200, deployment("web", 2)));
    }
    let changes = forced.run(&manifest([deployment("web", 2)])).await.unwrap();
    assert_eq!(outcomes(&changes), [r#"configured Deployment "shop/web""#]);
    assert_eq!(server.lines().iter().filter(|line| **line == format!("GET {WEB}")).count(), 3);

    server.reply("PATCH", "/web", Some(false), usize::MAX, meanwhile);
    let error = apply(&server).run(&manifest([deployment("web", 3)])).await.unwrap_err();
    assert_eq!(error.errors().next().unwrap().kind(), podwright_kube::ErrorKind::Changed);
}
