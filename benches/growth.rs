//! Measures how time grows with the size of one object. `cargo bench --bench growth` prints a line `NAME VALUE` for each figure: the
//! time for ten times the size, divided by the time for the size. It is near 10 where time is linear, and near 100 where it is
//! quadratic. Each time is that of the fastest of nine rounds.
//!
//! | figure | measured |
//! | --- | --- |
//! | `growth_lists` | violations, warnings and advice of a pod with 500 and 5,000 variables, ports, mounts, volumes and constraints |
//! | `growth_claims` | the same of a `StatefulSet` with so many claim templates and volumes |
//! | `growth_containers` | the Pod Security failures of a pod with so many containers |
//! | `growth_text` | the advice on an argument and a variable of 20 kB and 200 kB, made of beginnings of references |
//! | `growth_diff` | the differences between two pods with so many variables in another order |

#![expect(clippy::float_arithmetic, reason = "a ratio of times")]

mod fastest;

use std::hint::black_box;

use k8s_openapi::api::apps::v1::StatefulSet;
use k8s_openapi::api::core::v1::Pod;
use podwright::diff::changes;
use podwright::rules::pod_security::{Level, PolicyVersion};
use podwright::rules::{self, KubeVersion, Validate};
use serde_json::{Error, Value, from_value, json};

use self::fastest::fastest;

const SIZE: usize = 500;

fn main() -> Result<(), Error> {
    growth("lists", |size| {
        let pod: Pod = from_value(lists(size))?;
        Ok(fastest(|| assert_eq!(violations(&pod), 0)))
    })?;
    growth("claims", |size| {
        let set: StatefulSet = from_value(claims(size))?;
        Ok(fastest(|| assert_eq!(violations(&set), size)))
    })?;
    growth("containers", |size| {
        let pod: Pod = from_value(containers(size))?;
        Ok(fastest(|| {
            let failures =
                rules::pod_security(&pod, Level::Restricted, PolicyVersion::LATEST).failures().len();
            assert!(failures > 0);
        }))
    })?;
    growth("text", |size| {
        let text = "$($$(".repeat(8 * size);
        let web = json!({ "name": "web", "image": "web:1", "args": [text], "env": [{ "name": "A", "value": text }] });
        let pod: Pod = from_value(json!({ "spec": { "containers": [web] } }))?;
        Ok(fastest(|| assert!(rules::advise(&pod).is_empty())))
    })?;
    growth("diff", |size| {
        let old = variables((0..size).rev(), "a");
        let new = variables(0..size, "b");
        Ok(fastest(|| assert!(changes(&old, &new).len() >= size)))
    })
}

/// Returns the number of violations. Warnings and advice are found too.
fn violations<T: Validate>(object: &T) -> usize {
    let report = rules::validate(object, KubeVersion::V1_36);
    black_box((report.warnings().len(), rules::advise(object).len()));
    report.violations().len()
}

fn many(size: usize, item: impl Fn(usize) -> Value) -> Value {
    (0..size).map(item).collect()
}

fn lists(size: usize) -> Value {
    let container = json!({
        "name": "web", "image": "web:1",
        "env": many(size, |i| json!({ "name": format!("V{i}"), "value": format!("$(V{})", i + 1) })),
        "ports": many(size, |i| json!({ "containerPort": 80, "hostPort": i + 1, "name": format!("p{i}") })),
        "volumeMounts": many(size, |i| json!({ "name": format!("v{i}"), "mountPath": format!("/{i}") })),
    });
    json!({ "metadata": { "name": "web" }, "spec": {
        "containers": [container],
        "volumes": many(size, |i| json!({ "name": format!("v{i}"), "emptyDir": {} })),
        "tolerations": many(size, |_| json!({ "operator": "Exists" })),
        "topologySpreadConstraints": many(size, |i| json!({
            "maxSkew": 1, "topologyKey": format!("k{i}"), "whenUnsatisfiable": "DoNotSchedule",
        })),
    } })
}

/// A `StatefulSet` whose volumes have no path, which is a violation of each.
fn claims(size: usize) -> Value {
    let claim =
        json!({ "accessModes": ["ReadWriteOnce"], "resources": { "requests": { "storage": "1Gi" } } });
    json!({ "metadata": { "name": "db" }, "spec": {
        "selector": { "matchLabels": { "app": "db" } },
        "template": { "metadata": { "labels": { "app": "db" } }, "spec": {
            "containers": [{ "name": "db", "image": "postgres:17" }],
            "volumes": many(size, |i| json!({ "name": format!("b{i}"), "hostPath": { "path": "" } })),
        } },
        "volumeClaimTemplates": many(size, |i| json!({ "metadata": { "name": format!("a{i}") }, "spec": claim })),
    } })
}

fn containers(size: usize) -> Value {
    let container = |i: usize| {
        json!({
            "name": format!("c{i}"), "ports": [{ "containerPort": 80, "hostPort": i + 1 }],
            "securityContext": {
                "capabilities": { "add": [format!("C{i}")] }, "procMount": format!("P{i}"),
                "seLinuxOptions": { "type": format!("t{i}") }, "seccompProfile": { "type": format!("S{i}") },
            },
        })
    };
    json!({ "spec": { "containers": many(size, container) } })
}

fn variables(order: impl Iterator<Item = usize>, value: &str) -> Value {
    let env: Vec<_> = order.map(|i| json!({ "name": format!("A{i}"), "value": value })).collect();
    let spec = json!({ "containers": [{ "name": "web", "env": env }] });
    json!({ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "web" }, "spec": spec })
}

fn growth(name: &str, seconds: impl Fn(usize) -> Result<f64, Error>) -> Result<(), Error> {
    println!("growth_{name} {:.1}", seconds(10 * SIZE)? / seconds(SIZE)?);
    Ok(())
}
