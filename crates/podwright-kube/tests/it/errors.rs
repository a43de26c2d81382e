//! Errors in the middle of an apply: what stands, what does not, and that applying again does the rest.

use podwright_kube::{Apply, ChangeError, ErrorKind, ObjectError};
use serde_json::{Value, json};

use crate::objects::{config_map, deployment, job, manifest, object};
use crate::server::{Reply, Server, failure};

fn apply(server: &Server) -> Apply {
    Apply::builder().client(server.client()).field_manager("shop").build()
}

async fn error(server: &Server) -> ChangeError {
    let objects = manifest([config_map("web"), deployment("web", 2), job("migrate", "acme/migrate:1")]);
    apply(server).run(&objects).await.unwrap_err()
}

fn first(error: &ChangeError) -> &ObjectError {
    error.errors().next().unwrap()
}

#[tokio::test]
async fn a_connection_that_is_lost_in_the_middle_leaves_what_stands() {
    let server = Server::new();
    server.reply("PATCH", "deployments/web", Some(false), 1, Reply::Lost);
    let error = error(&server).await;
    assert_eq!(
        error.to_string(),
        "1 of 3 objects are done, 1 failed, 1 skipped: running this again does the rest\n\
         created ConfigMap \"shop/web\"\n\
         skipped Job \"shop/migrate\": an error came before it, so it was not tried\n\
         failed Deployment \"shop/web\": there is no connection to the API server (connection reset by peer): it may be done, or not, so run this again"
    );
    assert_eq!(first(&error).kind(), ErrorKind::Connection);

    let objects = manifest([config_map("web"), deployment("web", 2), job("migrate", "acme/migrate:1")]);
    let changes = apply(&server).run(&objects).await.unwrap();
    assert_eq!(
        changes.to_string(),
        "unchanged ConfigMap \"shop/web\"\ncreated Deployment \"shop/web\"\ncreated Job \"shop/migrate\""
    );
}

#[tokio::test]
async fn a_token_that_has_expired_ends_the_run() {
    let server = Server::new();
    server.reply(
        "PATCH",
        "configmaps/web",
        Some(true),
        1,
        failure(401, "Unauthorized", "Unauthorized", &json!({})),
    );
    let error = error(&server).await;
    assert_eq!(first(&error).kind(), ErrorKind::Unauthorized);
    let said = error.to_string();
    let line = r#"failed ConfigMap "shop/web": the API server does not accept the credentials (401): renew the token, and run this again"#;
    assert!(said.ends_with(line), "{said}");
    assert!(
        said.starts_with("0 of 3 objects are done, 1 failed, 2 skipped: running this again does the rest"),
        "{said}"
    );
    // Nobody asks on with a token that is not accepted.
    assert_eq!(server.lines().len(), 2, "{:?}", server.lines());
}

#[tokio::test]
async fn a_namespace_that_is_not_there_is_named() {
    let server = Server::new();
    server.remove("/api/v1/namespaces/shop");
    let error = error(&server).await;
    assert_eq!(first(&error).kind(), ErrorKind::NamespaceMissing);
    let said = r#"failed ConfigMap "shop/web": there is no namespace "shop": add the Namespace to the manifest, or create it"#;
    assert!(error.to_string().contains(said), "{error}");
    assert_eq!(error.errors().count(), 3);
}

#[tokio::test]
async fn a_kind_that_is_not_served_is_named() {
    let server = Server::new();
    let objects = manifest([config_map("web"), object("example.com/v1", "Backup", "nightly")]);
    let error = apply(&server).run(&objects).await.unwrap_err();
    assert_eq!(first(&error).kind(), ErrorKind::KindMissing);
    let said = r#"failed Backup "nightly": the API server does not serve Backup of example.com/v1: apply its CustomResourceDefinition, and wait until it is established"#;
    assert!(error.to_string().contains(said), "{error}");
    let first_line = "0 of 2 objects are done, 1 failed, 1 skipped: mend what failed, and running this again does the rest";
    assert_eq!(error.to_string().lines().next().unwrap(), first_line);
    let old = manifest([object("policy/v1beta1", "PodDisruptionBudget", "web")]);
    let error = apply(&server).run(&old).await.unwrap_err();
    let said = r#"PodDisruptionBudget "web": the API server does not serve PodDisruptionBudget of policy/v1beta1: it is of another version of Kubernetes: `kubectl api-resources` lists those of this one"#;
    assert_eq!(first(&error).to_string(), said);
    assert_eq!(server.writes(), [""; 0]);
}

#[tokio::test]
async fn what_is_forbidden_and_what_is_not_available_is_said() {
    let server = Server::new();
    let message = "configmaps \"web\" is forbidden: User \"ci\" cannot patch resource \"configmaps\"";
    server.reply("PATCH", "configmaps/web", None, 1, failure(403, "Forbidden", message, &json!({})));
    let webhook = "Internal error occurred: failed calling webhook \"a.example.com\"";
    server.reply("PATCH", "deployments/web", None, 1, failure(500, "InternalError", webhook, &json!({})));
    let changed = "Operation cannot be fulfilled on jobs.batch \"migrate\": the object has been modified";
    server.reply("PATCH", "jobs/migrate", None, 1, failure(409, "Conflict", changed, &json!({})));
    let error = error(&server).await;
    let kinds: Vec<_> = error.errors().map(ObjectError::kind).collect();
    assert_eq!(kinds, [ErrorKind::Forbidden, ErrorKind::Unavailable, ErrorKind::Changed]);
    for part in [message, webhook, changed] {
        assert!(error.to_string().contains(part), "{error}");
    }
}

#[tokio::test]
async fn what_an_api_server_says_of_a_secret_is_not_repeated() {
    let server = Server::new();
    let causes = json!({ "causes": [{ "field": "data[password]", "message": "Invalid value: \"hunter2\": illegal base64" }] });
    let message = "Secret \"db\" is invalid: data[password]: Invalid value: \"hunter2\": illegal base64";
    let mut secret = object("v1", "Secret", "db");
    secret["stringData"] = json!({ "password": "hunter2" });
    for (code, reason, details) in [
        (422, "Invalid", causes),
        (403, "Forbidden", json!({})),
        (400, "BadRequest", json!({})),
        (500, "InternalError", json!({})),
        (409, "Conflict", json!({})),
    ] {
        server.reply("PATCH", "secrets/db", None, 1, failure(code, reason, message, &details));
        let error = apply(&server).run(&manifest([secret.clone()])).await.unwrap_err();
        for shown in [error.to_string(), format!("{error:?}"), format!("{:?}", first(&error))] {
            assert!(!shown.contains("hunter2"), "{shown}");
            assert!(shown.contains(reason), "{shown}");
        }
        assert!(std::error::Error::source(&error).is_none());
    }
    server.reply("PATCH", "secrets/db", None, 1, Reply::Status(200, json!("not an object")));
    // An answer that cannot be read is not quoted.
    server.reply("GET", "secrets/db", None, 1, Reply::Status(502, Value::Null));
    let error = apply(&server).run(&manifest([secret])).await.unwrap_err();
    assert!(!format!("{error:?}").contains("hunter2"), "{error}");
}

#[test]
fn errors_are_send_and_sync() {
    fn is<T: Send + Sync + std::error::Error + 'static>() {}
    is::<ChangeError>();
    is::<ObjectError>();
    is::<podwright_kube::WaitError>();
}

/// What a kube-apiserver of 1.36 answers.
#[tokio::test]
async fn a_field_that_the_kind_does_not_have_is_a_refusal() {
    let server = Server::new();
    let message = "failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema";
    server.reply("PATCH", "deployments/web", None, 1, failure(500, "", message, &json!({})));
    let error = apply(&server).run(&manifest([deployment("web", 1)])).await.unwrap_err();
    assert_eq!(
        (first(&error).kind(), first(&error).fields()),
        (ErrorKind::Refused, &[".spec.replica".to_owned()][..])
    );
    let said = format!(r#"Deployment "shop/web": the API server refuses it: {message}"#);
    assert_eq!(first(&error).to_string(), said);
    let typed = "failed to create typed patch object (/db; /v1, Kind=Secret): .data.x: expected string, got &value.valueUnstructured{Value:hunter2}";
    let other = "failed to convert new object (/db; /v1, Kind=Secret) to proper version: hunter2";
    for (message, said) in [
        (typed, "status 500: .data.x"),
        (other, "status 500 (the message may hold values of the Secret, and is not shown)"),
    ] {
        server.reply("PATCH", "secrets/db", None, 1, failure(500, "", message, &json!({})));
        let error = apply(&server).run(&manifest([object("v1", "Secret", "db")])).await.unwrap_err();
        let said = format!(r#"Secret "shop/db": the API server refuses it: {said}"#);
        assert_eq!(first(&error).to_string(), said);
    }
}

#[tokio::test]
async fn why_a_field_cannot_change_is_said_without_its_values() {
    let server = Server::new();
    let message = "Forbidden: updates to statefulset spec for fields other than 'replicas' are forbidden\n\tcore.Spec{hunter2}";
    let causes =
        json!({ "causes": [{ "reason": "FieldValueForbidden", "field": "spec", "message": message }] });
    server.reply("PATCH", "deployments/web", None, 1, failure(422, "Invalid", message, &causes));
    let error = apply(&server).run(&manifest([deployment("web", 1)])).await.unwrap_err();
    assert_eq!(
        first(&error).to_string(),
        r#"Deployment "shop/web": spec cannot change (updates to statefulset spec for fields other than 'replicas' are forbidden): keep it, or let this object be deleted and created again with `recreate`"#
    );
}

#[tokio::test]
async fn a_proxy_that_answers_in_its_own_words_is_quoted() {
    let server = Server::new();
    let page = "\u{1b}[31mBad\n Gateway\u{1b}[0m";
    let message = failure(502, "", page, &json!({}));
    server.reply("PATCH", "deployments/web", None, 1, message);
    let error = apply(&server).run(&manifest([deployment("web", 1)])).await.unwrap_err();
    assert!(
        error.to_string().ends_with("the API server cannot do it now, run this again later: Bad Gateway"),
        "{error}"
    );
    server.reply("PATCH", "deployments/web", None, 1, Reply::Status(502, json!("Bad Gateway")));
    let error = apply(&server).run(&manifest([deployment("web", 1)])).await.unwrap_err();
    assert_eq!(first(&error).kind(), ErrorKind::Unavailable);
    assert!(
        error.to_string().ends_with("the API server cannot do it now, run this again later: \"Bad Gateway\""),
        "{error}"
    );
}

#[tokio::test]
async fn what_is_forbidden_comes_with_what_to_do() {
    let server = Server::new();
    let right = r#"User "ci" cannot patch resource "RESOURCE" in API group "" in the namespace "shop""#;
    for (kind, plural, said, shown) in [
        ("ConfigMap", "configmaps", right, Some(": grant this right, or use other credentials")),
        // Who checks rights has not seen the Secret.
        ("Secret", "secrets", right, Some(": grant this right, or use other credentials")),
        (
            "ConfigMap",
            "configmaps",
            "exceeded quota: shop, requested: count/configmaps=1",
            Some(": ask for less, or raise the quota"),
        ),
        (
            "ConfigMap",
            "configmaps",
            "unable to create new content in namespace shop because it is being terminated",
            Some(": wait until the namespace is gone, and run this again"),
        ),
        ("ConfigMap", "configmaps", "ValidatingAdmissionPolicy 'a' denied request: no", Some("")),
        ("Secret", "secrets", "ValidatingAdmissionPolicy 'a' denied request: hunter2", None),
        ("Secret", "secrets", "hunter2 is forbidden: User \"ci\" cannot do that", None),
    ] {
        let said = said.replace("RESOURCE", plural);
        let message = format!("{plural} \"web\" is forbidden: {said}");
        let refusal = failure(403, "Forbidden", &message, &json!({}));
        server.reply("PATCH", &format!("{plural}/web"), None, 1, refusal);
        let error = apply(&server).run(&manifest([object("v1", kind, "web")])).await.unwrap_err();
        let text = first(&error).to_string();
        let start = format!("{kind} \"shop/web\": the API server forbids it: ");
        match shown {
            Some(advice) if kind == "Secret" => assert_eq!(text, format!("{start}{said}{advice}")),
            Some(advice) => assert_eq!(text, format!("{start}{message}{advice}")),
            None => assert_eq!(
                text,
                format!("{start}Forbidden (the message may hold values of the Secret, and is not shown)")
            ),
        }
    }
}

#[tokio::test]
async fn an_answer_of_something_else_is_not_taken_for_that_of_an_api_server() {
    let server = Server::new();
    server.reply("GET", "configmaps/web", None, 1, Reply::Text("<html>hunter2".to_owned()));
    let error = error(&server).await;
    let said =
        r#"ConfigMap "shop/web": the answer is not that of an API server: look at the address of the client"#;
    assert_eq!(first(&error).to_string(), said);
}

#[tokio::test]
async fn what_was_only_asked_for_is_not_done() {
    let server = Server::new();
    server.reply("PATCH", "configmaps/web", Some(true), 1, Reply::Lost);
    let error = error(&server).await;
    let said = r#"ConfigMap "shop/web": there is no connection to the API server (connection reset by peer)"#;
    assert_eq!(first(&error).to_string(), said);
}

#[tokio::test]
async fn why_a_field_of_a_secret_cannot_change_is_not_quoted() {
    let server = Server::new();
    let message = "Forbidden: field is immutable when `immutable` is set: hunter2";
    let causes =
        json!({ "causes": [{ "reason": "FieldValueForbidden", "field": "data", "message": message }] });
    server.reply("PATCH", "secrets/db", None, 1, failure(422, "Invalid", message, &causes));
    let error = apply(&server).run(&manifest([object("v1", "Secret", "db")])).await.unwrap_err();
    assert_eq!(
        first(&error).to_string(),
        r#"Secret "shop/db": data cannot change: keep it, or let this object be deleted and created again with `recreate`"#
    );
}

/// What kube-apiservers of 1.33 to 1.37 answer.
#[tokio::test]
async fn fields_that_cannot_change_are_known_by_the_words_of_their_kinds() {
    let server = Server::new();
    for (field, message) in [
        ("spec.selector", "Invalid value: {}: field is immutable"),
        ("roleRef", "Invalid value: rbac.RoleRef{}: cannot change roleRef"),
        ("spec", "Forbidden: pod updates may not change fields other than `spec.containers[*].image`"),
        ("spec.clusterIPs[0]", "Invalid value: \"10.0.0.1\": may not change once set"),
        ("spec.clusterIPs[0]", "Invalid value: null: primary clusterIP can not be unset"),
        ("value", "Forbidden: may not be changed in an update."),
        ("provisioner", "Forbidden: updates to provisioner are forbidden."),
        ("spec.containers", "Forbidden: pod updates may not add or remove containers"),
        ("spec", "Forbidden: updates to statefulset spec for fields other than 'replicas' are forbidden"),
    ] {
        let causes = json!({ "causes": [{ "field": field, "message": message }] });
        server.reply("PATCH", "deployments/web", None, 1, failure(422, "Invalid", message, &causes));
        let error = apply(&server).run(&manifest([deployment("web", 1)])).await.unwrap_err();
        assert_eq!(
            (first(&error).kind(), first(&error).fields()),
            (ErrorKind::Immutable, &[field.to_owned()][..])
        );
    }
}

#[tokio::test]
async fn a_missing_namespace_is_known_by_details_or_message() {
    let server = Server::new();
    for (message, details) in [
        ("namespaces \"shop\" not found", json!({})),
        ("not found", json!({ "kind": "namespaces", "name": "shop" })),
    ] {
        server.reply("PATCH", "configmaps/web", None, 1, failure(404, "NotFound", message, &details));
        let error = apply(&server).run(&manifest([config_map("web")])).await.unwrap_err();
        assert_eq!(first(&error).kind(), ErrorKind::NamespaceMissing, "{error}");
    }
}
