//! Any set gets an answer, in linear time.

use std::time::Instant;

use serde_json::{Value, json};

use super::{Completeness, Links, Outcome};
use crate::manifest::Object;
use crate::manifest::identity::Identity;
use crate::random::{Random, cases};

pub(super) fn object(value: &Value) -> Object {
    let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(Box::from);
    let identity = Identity {
        api_version: text(&value["apiVersion"]).unwrap_or_default(),
        kind: text(&value["kind"]).unwrap_or_default(),
        namespace: text(&value["metadata"]["namespace"]),
        name: text(&value["metadata"]["name"]),
        generate_name: text(&value["metadata"]["generateName"]),
    };
    Object::of(identity, value.clone())
}

fn steps(values: &[Value]) -> u64 {
    let objects: Vec<Object> = values.iter().map(object).collect();
    let links = Links::between(&objects);
    for completeness in [Completeness::Fragment, Completeness::Complete] {
        assert!(links.findings(completeness).len() <= values.len() * 8);
    }
    links.steps
}

/// An application of four objects.
fn application(number: usize) -> [Value; 4] {
    let name = format!("web-{number}");
    let config = format!("config-{number}");
    [
        json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": config}, "data": {"level": "info"}}),
        json!({
            "apiVersion": "v1", "kind": "Service", "metadata": {"name": name},
            "spec": {"selector": {"team": "shop", "app": name}, "ports": [{"port": 80, "targetPort": "http"}]},
        }),
        json!({
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name},
            "spec": {
                "selector": {"matchLabels": {"team": "shop", "app": name}},
                "template": {
                    "metadata": {"labels": {"team": "shop", "app": name}},
                    "spec": {"containers": [{
                        "name": "web", "image": "acme/web:1", "args": [format!("http://web-{}:80", number / 2)],
                        "ports": [{"name": "http", "containerPort": 8080}],
                        "env": [{"name": "L", "valueFrom": {"configMapKeyRef": {"name": config, "key": "level"}}}],
                    }]},
                },
            },
        }),
        json!({
            "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": name},
            "spec": {"maxUnavailable": 1, "selector": {"matchLabels": {"team": "shop", "app": name}}},
        }),
    ]
}

/// Objects that all refer to one, select everything, or miss by one letter.
fn crowd(number: usize) -> [Value; 4] {
    let name = format!("web-{number}");
    [
        json!({"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": {
            "selector": {"app": "all", "n": name.clone()}, "ports": [{"port": 80, "targetPort": "no"}]}}),
        json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}, "spec": {
            "selector": {"matchLabels": {"app": "all"}},
            "template": {"metadata": {"labels": {"app": "all", "n": "same"}}, "spec": {
                "serviceAccountName": format!("account-{number}"),
                "containers": [{"name": "a", "envFrom": [{"configMapRef": {"name": "missing"}}]}]}}}}),
        json!({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": name}, "spec": {
            "podSelector": {"matchExpressions": [{"key": "app", "operator": "NotIn", "values": [name.clone(), "all"]}]}}}),
        json!({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": format!("account_{number}")}}),
    ]
}

/// Objects about which there is something to report, and which share all that can be shared.
fn reported(number: usize) -> [Value; 4] {
    let name = format!("web-{number}");
    let claim = json!({"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "shared"}, "spec": {
        "accessModes": ["ReadWriteOnce"]}});
    let scaler = json!({"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": {"name": name}, "spec": {
        "maxReplicas": 3, "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": format!("web-{}", number / 2)}}});
    [
        json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name}, "spec": {
        "replicas": 2, "selector": {"matchLabels": {"n": name}},
        "template": {"metadata": {"labels": {"app": "all", "n": name}}, "spec": {
            "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "shared"}}],
            "initContainers": [{"name": "log", "restartPolicy": "Always", "readinessProbe": {"httpGet": {"port": 9000}}}],
            "containers": [{
                "name": "a", "ports": [{"name": "http", "containerPort": 80}], "args": ["--port=$(WEB_1_PORT)"],
                "env": [{"name": "WEB_1_PORT", "valueFrom": {"secretKeyRef": {"name": "a", "key": "b", "optional": true}}}],
            }]}}}}),
        json!({"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": {
            "selector": {"app": "all"}, "ports": [{"port": 80, "targetPort": "http", "nodePort": 30080}]}}),
        json!({"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": name}, "spec": {
            "minAvailable": "100%", "selector": {"matchLabels": {"app": "all"}}}}),
        if number == 0 { claim } else { scaler },
    ]
}

#[test]
fn work_grows_with_the_set_and_not_faster() {
    let makers =
        [("applications", application as fn(usize) -> [Value; 4]), ("crowds", crowd), ("reports", reported)];
    for (what, make) in makers {
        let set = |objects: usize| -> Vec<Value> { (0..objects / 4).flat_map(make).collect() };
        let (small, large) = (set(5_000), set(10_000));
        let start = Instant::now();
        let of_small = steps(&small);
        let second = start.elapsed();
        let of_large = steps(&large);
        println!("{what}: 5000 objects in {second:?}, {of_small} steps; 10000 in {of_large} steps");
        assert!(2 * of_large <= 5 * of_small, "{what}: {of_small} steps, then {of_large}");
    }
}

#[test]
fn what_is_shared_is_reported() {
    let objects: Vec<Object> = (0..9).flat_map(reported).map(|value| object(&value)).collect();
    let findings = Links::between(&objects).findings(Completeness::Complete);
    let count = |rule: &str| findings.iter().filter(|it| it.rule() == rule).count();
    for (rule, wanted) in [
        // One of all that mount it, and one of each that has several pods for sure.
        ("link-claim-shared", 7),
        ("link-service-variable", 9),
        ("link-readiness-unused", 9),
        ("link-node-port-twice", 8),
        ("link-budget-blocks", 9),
        ("link-budgets-overlap", 8),
        ("link-scaled-twice", 3),
        ("link-request-missing", 8),
    ] {
        assert_eq!(count(rule), wanted, "{rule}: {findings:#?}");
    }
}

#[test]
fn applications_resolve_and_are_found_from_both_sides() {
    let objects: Vec<Object> = (0..50).flat_map(application).map(|value| object(&value)).collect();
    let links = Links::between(&objects);
    assert_eq!(links.findings(Completeness::Complete), []);
    assert!(links.references().iter().all(|it| it.outcome().is_resolved()));
    let mut found = 0;
    for object in &objects {
        found += links.of(object).count();
    }
    assert_eq!(found, links.references().len());
    let addresses = links.to(&objects[1]).filter(|it| it.field().ends_with("args[0]")).count();
    assert_eq!(addresses, 2);
}

/// Replaces values at random by null, by values of other types, and by those of other fields.
fn damage(value: &mut Value, random: &mut Random, pool: &[Value]) {
    if random.below(25) == 0 {
        *value = match random.below(8) {
            0 => Value::Null,
            1 => json!(""),
            2 => json!(0),
            3 => json!([]),
            4 => json!({}),
            5 => json!(["", null, {"name": null}]),
            6 => json!({"matchLabels": {"a": 1}, "": {"/": "]"}}),
            _ => pool[random.below(pool.len())].clone(),
        };
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| damage(item, random, pool)),
        Value::Object(entries) => entries.values_mut().for_each(|item| damage(item, random, pool)),
        _ => {}
    }
}

#[test]
fn any_set_gets_an_answer() {
    let cycle = |name: &str, owner: &str| {
        json!({"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": name, "namespace": "a", "ownerReferences": [
            {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": owner, "uid": "1"}]}})
    };
    let mut pool: Vec<Value> =
        (0..3).flat_map(application).chain((0..3).flat_map(crowd)).chain((0..2).flat_map(reported)).collect();
    pool.extend([
        cycle("x", "y"),
        cycle("y", "x"),
        cycle("z", "z"),
        json!({}),
        json!({"kind": "Service"}),
        json!(null),
    ]);
    cases(|random| {
        let mut values = pool.clone();
        for value in &mut values {
            damage(value, random, &pool);
        }
        let objects: Vec<Object> = values.iter().map(object).collect();
        let links = Links::between(&objects);
        for finding in links.findings(Completeness::Complete) {
            assert!(!finding.to_string().is_empty());
        }
        let again = Links::between(&objects);
        assert_eq!(links.findings(Completeness::Complete), again.findings(Completeness::Complete));
    });
}

#[test]
fn an_object_that_is_nested_too_deep_makes_the_set_a_fragment() {
    let deep = (0..200).fold(json!(1), |value, _| json!([value]));
    let pod = json!({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"serviceAccountName": "b"}});
    let odd = json!({"apiVersion": "cert-manager.io/v1", "kind": "Issuer", "metadata": {"name": "a"}, "spec": deep});
    let links = Links::between(&[object(&pod), object(&odd)]);
    let rules: Vec<_> = links.findings(Completeness::Complete).iter().map(super::Finding::rule).collect();
    assert_eq!(rules, ["link-set-incomplete"]);
    let dangling =
        links.references().iter().filter(|it| matches!(it.outcome(), Outcome::Dangling(_))).count();
    assert_eq!(dangling, 1);
}
