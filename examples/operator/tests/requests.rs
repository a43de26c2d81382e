//! What the operator sends, seen by a client without a cluster; and that it is the code which the README shows.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use http::{Request, Response};
use http_body_util::BodyExt;
use kube::Client;
use kube::client::Body;
use operator::{Report, ReportSpec, apply, create, pod};
use podwright::manifest::{Manifest, Object};
use serde_json::{Value, json};

fn report() -> Report {
    let spec = json!({
        "image": "acme/report:7", "deadlineSeconds": 600, "metricsPort": 9100, "memory": "512Mi",
        "labels": { "team": "web" }, "env": { "MONTH": "2026-10" }, "databaseSecret": "db",
    });
    let mut report = Report::new("october", serde_json::from_value::<ReportSpec>(spec).unwrap());
    report.metadata.uid = Some("4711".to_owned());
    report
}

/// Answers each request with its own body, and remembers method, path and body.
fn client() -> (Client, Arc<Mutex<Vec<(String, String, Value)>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&seen);
    let service = tower::service_fn(move |request: Request<Body>| {
        let record = Arc::clone(&record);
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            let object = serde_json::from_slice(&body).unwrap();
            record.lock().unwrap().push((head.method.to_string(), head.uri.to_string(), object));
            Ok::<_, Infallible>(Response::new(Body::from(body.to_vec())))
        }
    });
    (Client::new(service, "reports"), seen)
}

#[tokio::test]
async fn a_report_becomes_a_pod_that_is_created_and_applied() {
    let pod = pod(&report()).unwrap();
    let (client, seen) = client();
    create(client.clone(), &pod).await.unwrap();
    apply(client, &pod).await.unwrap();

    let seen = seen.lock().unwrap();
    let [(post, posted_to, created), (patch, patched_at, applied)] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!((post.as_str(), patch.as_str()), ("POST", "PATCH"));
    assert!(posted_to.starts_with("/api/v1/namespaces/reports/pods?"), "{posted_to}");
    assert!(patched_at.starts_with("/api/v1/namespaces/reports/pods/october?"), "{patched_at}");
    assert!(patched_at.contains("fieldManager=report-operator"), "{patched_at}");
    assert_eq!(created, applied);
    assert_eq!((&created["apiVersion"], &created["kind"]), (&json!("v1"), &json!("Pod")));
    assert_eq!(created["metadata"]["ownerReferences"][0]["uid"], "4711");
    assert_eq!(created["spec"]["activeDeadlineSeconds"], 600);
    assert_eq!(created["spec"]["containers"][0]["env"][0], json!({ "name": "MONTH", "value": "2026-10" }));
}

#[test]
fn a_report_and_its_pod_stand_in_one_manifest() {
    let objects = [Object::unvalidated(report()).unwrap(), Object::from(pod(&report()).unwrap())];
    let manifest = Manifest::of(objects).unwrap();
    let written: Vec<_> = manifest.iter().map(ToString::to_string).collect();
    assert_eq!(written, [r#"Pod "october""#, r#"Report "october""#]);
    let yaml = podwright::to_yaml(&manifest).unwrap();
    assert!(
        yaml.contains("apiVersion: example.com/v1\nkind: Report\nmetadata:\n  name: october\n"),
        "{yaml}"
    );
}

#[test]
fn every_mistake_of_a_report_is_named_at_once() {
    let mut report = report();
    report.spec.image = "acme/report:".to_owned();
    report.spec.deadline_seconds = 3_000_000_000;
    report.spec.memory = Some("512m".to_owned());
    let error = pod(&report).unwrap_err().to_string();
    let fields: Vec<_> = error.lines().skip(1).filter_map(|line| line.trim().split(':').next()).collect();
    assert_eq!(fields, ["spec.image", "spec.deadlineSeconds", "spec.memory"], "{error}");
}

#[test]
fn the_readme_shows_this_code() {
    let (readme, code) = (include_str!("../../../README.md"), include_str!("../src/lib.rs"));
    let shown = readme.split("```rs\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let calls: Vec<_> =
        shown.lines().filter(|line| line.starts_with("    ") || line.starts_with("pub ")).collect();
    assert!(calls.len() >= 7, "{shown}");
    for line in calls {
        assert!(code.contains(line), "{line}");
    }
}
