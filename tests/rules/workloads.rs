//! The template of a workload gets the advice and the levels of its pods, at the path of the template.

use podwright::rules::pod_security::{Level, PolicyVersion};
use podwright::rules::{self, KubeVersion, Warning};
use podwright_tests::{objects, rows};
use serde_json::{Value, json};

/// The kinds that have a template: `apiVersion`, `kind`, and the pointer to the template.
const KINDS: [(&str, &str, &str); 8] = [
    ("apps/v1", "Deployment", "spec.template"),
    ("apps/v1", "DaemonSet", "spec.template"),
    ("apps/v1", "ReplicaSet", "spec.template"),
    ("apps/v1", "StatefulSet", "spec.template"),
    ("v1", "ReplicationController", "spec.template"),
    ("v1", "PodTemplate", "template"),
    ("batch/v1", "Job", "spec.template"),
    ("batch/v1", "CronJob", "spec.jobTemplate.spec.template"),
];

/// Every how many of the recorded pods become the pods of workloads.
const EVERY: usize = 40;

/// Returns an object of a kind, with this template.
fn workload((api_version, kind, path): (&str, &str, &str), template: &Value) -> Value {
    let selector = match kind {
        "ReplicationController" => json!({ "app": "web" }),
        _ => json!({ "matchLabels": { "app": "web" } }),
    };
    let mut object = template.clone();
    for field in path.rsplit('.') {
        object = json!({ field: object });
    }
    object["apiVersion"] = api_version.into();
    object["kind"] = kind.into();
    object["metadata"] = json!({ "name": "web" });
    if kind == "CronJob" {
        object["spec"]["schedule"] = "15 3 * * *".into();
    } else if kind != "PodTemplate" && kind != "Job" {
        object["spec"]["selector"] = selector;
    }
    object
}

fn templates() -> impl Iterator<Item = Value> {
    let pods = rows("conformance/pods-1.36.2.ndjson.gz").step_by(EVERY);
    pods.map(|mut row| match row["template"].take() {
        Value::Null => {
            let mut pod = row["pod"].take();
            json!({ "metadata": pod["metadata"].take(), "spec": pod["spec"].take() })
        }
        template => template,
    })
}

fn below(path: &str, found: &[Warning]) -> Vec<(&'static str, String)> {
    found.iter().map(|found| (found.rule(), format!("{path}{}", found.field()))).collect()
}

#[test]
fn the_pods_of_a_workload_get_the_advice_of_their_template() {
    let mut given = 0;
    for template in templates() {
        let plain =
            serde_json::from_value::<k8s_openapi::api::core::v1::PodTemplateSpec>(template.clone()).unwrap();
        let expected = rules::advise(&plain);
        given += expected.len();
        for kind in KINDS {
            let object = workload(kind, &template);
            let path = format!("{}.", kind.2);
            let mut found = below("", &objects::read(&object).unwrap().advise());
            found.retain(|(_, field)| field.starts_with(&path));
            assert_eq!(found, below(&path, &expected), "{object}");
        }
    }
    assert!(given > 100, "{given}");
}

#[test]
fn the_pods_of_a_workload_have_the_level_of_their_template() {
    let mut failures = 0;
    let version = PolicyVersion::from(KubeVersion::V1_36);
    for template in templates() {
        let plain =
            serde_json::from_value::<k8s_openapi::api::core::v1::PodTemplateSpec>(template.clone()).unwrap();
        for level in [Level::Privileged, Level::Baseline, Level::Restricted] {
            let expected = rules::pod_security(&plain, level, version);
            failures += expected.failures().len();
            for kind in KINDS {
                let object = workload(kind, &template);
                let found = objects::read(&object).unwrap().pod_security(level, version);
                let reasons = |failures: &[rules::pod_security::Failure]| -> Vec<_> {
                    failures.iter().map(rules::pod_security::Failure::reason).collect()
                };
                assert_eq!(reasons(found.failures()), reasons(expected.failures()), "{object}");
                for (found, expected) in found.failures().iter().zip(expected.failures()) {
                    let fields = expected.fields().iter().map(|field| format!("{}.{field}", kind.2));
                    assert_eq!(found.fields(), fields.collect::<Vec<_>>(), "{object}");
                }
            }
        }
    }
    assert!(failures > 100, "{failures}");
}

#[test]
fn the_pods_of_a_workload_break_the_rules_that_their_template_breaks() {
    let mut given = 0;
    for template in templates() {
        let plain =
            serde_json::from_value::<k8s_openapi::api::core::v1::PodTemplateSpec>(template.clone()).unwrap();
        let expected = rules::validate(&plain, KubeVersion::V1_36);
        given += expected.violations().len();
        for kind in KINDS {
            let object = workload(kind, &template);
            let found = objects::read(&object).unwrap().validate(KubeVersion::V1_36);
            let path = format!("{}.", kind.2);
            let found: Vec<_> =
                found.violations().iter().map(|found| (found.rule(), found.field().to_owned())).collect();
            // A StatefulSet sets the host names of its pods, so that nobody looks at those of the template.
            let is_set =
                |field: &str| kind.1 == "StatefulSet" && matches!(field, "spec.hostname" | "spec.subdomain");
            for violation in expected.violations().iter().filter(|violation| !is_set(violation.field())) {
                let expected = (violation.rule(), format!("{path}{}", violation.field()));
                assert!(found.contains(&expected), "{expected:?} not in {found:?}: {object}");
            }
        }
    }
    assert!(given > 100, "{given}");
}
