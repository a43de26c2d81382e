//! Advice: each id has a pod that shows it, and pods one field away that do not.
//!
//! `cargo test --test rules how_often -- --nocapture` prints how often each id fires over the recorded pods that Kubernetes
//! accepts. `PODWRIGHT_BLESS=1` writes the figures into the docs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs::File;
use std::io::{BufRead, BufReader};

use k8s_openapi::api::core::v1;
use podwright::rules::{self, ADVICE, Rule, Warning};
use podwright_tests::{lines, objects, root};
use serde::Deserialize;
use serde_json::{Value, json};

/// Returns `id field` for each piece of advice about an object of a kind, or about a pod with this spec, which is the same for
/// its template.
#[track_caller]
fn advice(spec: &Value) -> Vec<String> {
    if spec["kind"].is_string() {
        let object = objects::read(spec).unwrap();
        assert!(object.validate(rules::KubeVersion::ENABLED).is_accepted(), "{spec}");
        return object.advise().iter().map(|found| format!("{} {}", found.rule(), found.field())).collect();
    }
    let pod: v1::Pod =
        serde_json::from_value(json!({ "metadata": { "name": "web" }, "spec": spec })).unwrap();
    let template = v1::PodTemplateSpec { metadata: Some(pod.metadata.clone()), spec: pod.spec.clone() };
    let texts = |list: &[Warning]| -> Vec<String> {
        list.iter().map(|found| format!("{} {}", found.rule(), found.field())).collect()
    };
    let report = rules::validate(&pod, rules::KubeVersion::ENABLED);
    assert!(report.is_accepted(), "{:?}", report.violations());
    let of_pod = texts(&rules::advise(&pod));
    assert_eq!(texts(&rules::advise(&template)), of_pod);
    of_pod
}

/// A pod, and what changes the value at a JSON pointer of its spec.
struct Case {
    id: &'static str,
    field: &'static str,
    spec: Value,
    /// Changes that each end the advice: the pointer and the new value. `null` removes the field.
    silent: Vec<(&'static str, Value)>,
    /// Changes after which the advice stays.
    still: Vec<(&'static str, Value)>,
}

fn case(id: &'static str, field: &'static str, spec: Value) -> Case {
    Case { id, field, spec, silent: Vec::new(), still: Vec::new() }
}

impl Case {
    fn silent(mut self, pointer: &'static str, value: Value) -> Self {
        self.silent.push((pointer, value));
        self
    }

    fn still(mut self, pointer: &'static str, value: Value) -> Self {
        self.still.push((pointer, value));
        self
    }

    fn changed(&self, pointer: &str, value: &Value) -> Value {
        let mut spec = self.spec.clone();
        let (parent, last) = pointer.rsplit_once('/').unwrap();
        let parent = spec.pointer_mut(parent).unwrap_or_else(|| panic!("{}: no {pointer}", self.id));
        match parent {
            Value::Array(items) if last == "-" => items.push(value.clone()),
            Value::Array(items) if value.is_null() => drop(items.remove(last.parse().unwrap())),
            Value::Array(items) => items[last.parse::<usize>().unwrap()] = value.clone(),
            Value::Object(fields) if value.is_null() => drop(fields.remove(last).unwrap()),
            Value::Object(fields) => drop(fields.insert(last.to_owned(), value.clone())),
            _ => panic!("{}: no {pointer}", self.id),
        }
        assert_ne!(spec, self.spec, "{}: {pointer} changes nothing", self.id);
        spec
    }

    fn check(&self) {
        let expected = format!("{} {}", self.id, self.field);
        assert_eq!(advice(&self.spec), [&*expected], "{}", self.spec);
        for (pointer, value) in &self.still {
            let found = advice(&self.changed(pointer, value));
            assert!(
                found.iter().any(|found| found.starts_with(self.id)),
                "{}: {pointer} {value} {found:?}",
                self.id
            );
        }
        for (pointer, value) in &self.silent {
            let found = advice(&self.changed(pointer, value));
            assert!(
                !found.iter().any(|found| found.starts_with(self.id)),
                "{}: {pointer} {value} {found:?}",
                self.id
            );
        }
    }
}

fn mount(volume: &str, path: &str) -> Value {
    json!({ "name": volume, "mountPath": path })
}

fn read_only(volume: &str, path: &str) -> Value {
    json!({ "name": volume, "mountPath": path, "readOnly": true })
}

/// Returns a main container with these fields.
fn web(mut fields: Value) -> Value {
    fields["name"] = json!("web");
    fields["image"] = json!("nginx:1.27");
    fields
}

/// Returns another container with these fields.
fn log(mut fields: Value) -> Value {
    fields["name"] = json!("log");
    fields["image"] = json!("busybox:1.37");
    fields
}

/// Returns the spec of one container with these fields.
fn one(fields: Value) -> Value {
    json!({ "containers": [web(fields)] })
}

const C: &str = "/containers/0";

#[expect(clippy::too_many_lines, reason = "it is a table")]
fn volume_cases() -> Vec<Case> {
    let volume = |source: Value| {
        let mut volume = source;
        volume["name"] = json!("data");
        json!({ "containers": [web(json!({ "volumeMounts": [mount("data", "/data")] }))], "volumes": [volume] })
    };
    let with = |mut spec: Value, pointer: &str, key: &str, value: Value| {
        spec.pointer_mut(pointer).unwrap()[key] = value;
        spec
    };
    let claim = json!({ "persistentVolumeClaim": { "claimName": "data" } });
    let cm = |items: Value| json!({ "configMap": { "name": "web-59hbhh88dk", "items": items } });
    let part = |source: Value, part: &str| {
        with(volume(source), "/containers/0/volumeMounts/0", "subPath", json!(part))
    };
    let two_items = json!([{ "key": "a", "path": "conf/a" }, { "key": "b", "path": "b" }]);
    vec![
        case(
            "advice-volume-unused",
            "spec.volumes[0]",
            json!({ "containers": [web(json!({}))], "volumes": [{ "name": "data" }] }),
        )
        .silent("/containers/0/volumeMounts", json!([mount("data", "/data")]))
        .silent("/volumes", Value::Null),
        case(
            "advice-volume-never-written",
            "spec.volumes[0]",
            json!({
                "initContainers": [log(json!({ "volumeMounts": [read_only("data", "/data")] }))],
                "containers": [web(json!({ "volumeMounts": [read_only("data", "/data")] }))],
                "volumes": [{ "name": "data", "emptyDir": {} }],
            }),
        )
        .still("/volumes/0/emptyDir", Value::Null)
        .silent("/initContainers/0/volumeMounts/0/readOnly", json!(false))
        .silent("/containers/0/volumeMounts/0/readOnly", Value::Null)
        .silent("/volumes/0", json!({ "name": "data", "configMap": { "name": "web" } })),
        case(
            "advice-volume-read-early",
            "spec.initContainers[0].volumeMounts[0]",
            json!({
                "initContainers": [log(json!({ "volumeMounts": [read_only("data", "/data")] }))],
                "containers": [web(json!({ "volumeMounts": [mount("data", "/data")] }))],
                "volumes": [{ "name": "data", "emptyDir": {} }],
            }),
        )
        .silent("/initContainers/0/volumeMounts/0/readOnly", json!(false))
        .silent("/initContainers/0/volumeMounts/-", mount("data", "/own"))
        .silent("/initContainers/0/restartPolicy", json!("Always"))
        .silent("/containers/0/volumeMounts/0/readOnly", json!(true))
        .silent("/volumes/0", json!({ "name": "data", "persistentVolumeClaim": { "claimName": "web" } })),
        case(
            "advice-memory-volume-size",
            "spec.volumes[0].emptyDir.sizeLimit",
            with(
                volume(json!({ "emptyDir": { "medium": "Memory", "sizeLimit": "64Mi" } })),
                C,
                "resources",
                json!({ "limits": { "memory": "64Mi" } }),
            ),
        )
        .still("/containers/0/resources/limits/memory", json!("63Mi"))
        .still(
            "/containers/-",
            log(json!({ "volumeMounts": [mount("data", "/data")], "resources": { "limits": { "memory": "1Gi" } } })),
        )
        .silent("/containers/0/resources/limits/memory", json!("65Mi"))
        .silent("/containers/0/resources/limits/memory", json!("0"))
        .silent("/containers/0/volumeMounts/0/readOnly", json!(true))
        // Without a size, the size is the memory of the pod or the node: measured as noise.
        .silent("/volumes/0/emptyDir/sizeLimit", Value::Null)
        .silent("/volumes/0/emptyDir/sizeLimit", json!("63Mi"))
        .silent("/volumes/0/emptyDir/medium", Value::Null),
        case(
            "advice-volume-size",
            "spec.volumes[0].emptyDir.sizeLimit",
            with(
                volume(json!({ "emptyDir": { "sizeLimit": "2Gi" } })),
                C,
                "resources",
                json!({ "limits": { "ephemeral-storage": "1Gi" } }),
            ),
        )
        .silent("/containers/0/resources/limits/ephemeral-storage", json!("2Gi"))
        .silent("/containers/0/resources", Value::Null)
        .silent("/containers/-", log(json!({ "resources": { "limits": { "ephemeral-storage": "1Gi" } } })))
        .silent("/volumes/0/emptyDir/sizeLimit", json!("1Gi"))
        .silent("/volumes/0/emptyDir/medium", json!("Memory")),
        case(
            "advice-huge-pages-unrequested",
            "spec.volumes[0].emptyDir.medium",
            with(
                volume(json!({ "emptyDir": { "medium": "HugePages-2Mi" } })),
                C,
                "resources",
                json!({ "limits": { "memory": "64Mi", "hugepages-1Gi": "1Gi" } }),
            ),
        )
        .silent("/containers/0/resources/limits", json!({ "memory": "64Mi", "hugepages-2Mi": "2Mi" }))
        .silent("/containers/0/resources/limits", json!({ "memory": "64Mi", "hugepages-2048Ki": "2Mi" }))
        .silent("/volumes/0/emptyDir/medium", json!("HugePages"))
        .silent("/volumes/0/emptyDir/medium", json!("HugePages-1Gi"))
        .still("/containers/0/resources", Value::Null),
        case(
            "advice-claim-twice",
            "spec.volumes[1].persistentVolumeClaim.claimName",
            json!({
                "containers": [web(json!({ "volumeMounts": [mount("a", "/a"), mount("b", "/b")] }))],
                "volumes": [
                    { "name": "a", "persistentVolumeClaim": { "claimName": "data" } },
                    { "name": "b", "persistentVolumeClaim": { "claimName": "data" } },
                ],
            }),
        )
        .silent("/volumes/1/persistentVolumeClaim/claimName", json!("more"))
        .silent("/volumes/1/persistentVolumeClaim/readOnly", json!(true)),
        case(
            "advice-mount-relative",
            "spec.containers[0].volumeMounts[0].mountPath",
            with(volume(json!({})), "/containers/0/volumeMounts/0", "mountPath", json!("data")),
        )
        .silent("/containers/0/volumeMounts/0/mountPath", json!("/data"))
        .silent("/os", json!({ "name": "windows" })),
        case(
            "advice-mount-root",
            "spec.containers[0].volumeMounts[0].mountPath",
            with(volume(json!({})), "/containers/0/volumeMounts/0", "mountPath", json!("/")),
        )
        .silent("/containers/0/volumeMounts/0/mountPath", json!("/data")),
        case(
            "advice-mount-twin",
            "spec.containers[0].volumeMounts[1].mountPath",
            with(
                volume(json!({})),
                C,
                "volumeMounts",
                json!([mount("data", "/data"), mount("data", "/data/")]),
            ),
        )
        .silent("/containers/0/volumeMounts/1/mountPath", json!("/data/b")),
        case(
            "advice-sub-path-stale",
            "spec.containers[0].volumeMounts[0].subPath",
            part(json!({ "secret": { "secretName": "web" } }), "a"),
        )
        .still("/volumes/0", json!({ "name": "data", "configMap": { "name": "web" } }))
        .still("/volumes/0", json!({ "name": "data", "projected": { "sources": [] } }))
        .still(
            "/containers/0/volumeMounts/0",
            json!({ "name": "data", "mountPath": "/d", "subPathExpr": "a" }),
        )
        .silent("/containers/0/volumeMounts/0/subPath", Value::Null)
        .silent("/volumes/0/secret/secretName", json!("web-m2mg5mb749"))
        .silent("/volumes/0", json!({ "name": "data", "emptyDir": {} })),
        case(
            "advice-sub-path-missing",
            "spec.containers[0].volumeMounts[0].subPath",
            part(cm(two_items.clone()), "a"),
        )
        .still("/containers/0/volumeMounts/0/subPath", json!("conf/b"))
        .silent("/containers/0/volumeMounts/0/subPath", json!("conf/a"))
        .silent("/containers/0/volumeMounts/0/subPath", json!("conf"))
        .silent("/containers/0/volumeMounts/0/subPath", json!("b"))
        .silent("/volumes/0/configMap/items", Value::Null),
        case(
            "advice-fs-group-each-start",
            "spec.securityContext.fsGroup",
            with(volume(claim), "", "securityContext", json!({ "fsGroup": 1000 })),
        )
        .silent("/securityContext/fsGroupChangePolicy", json!("OnRootMismatch"))
        .silent("/securityContext/fsGroupChangePolicy", json!("Always"))
        .silent("/securityContext", Value::Null)
        .silent("/containers/0/volumeMounts/0/readOnly", json!(true))
        .silent("/volumes/0/persistentVolumeClaim/readOnly", json!(true))
        .silent("/volumes/0", json!({ "name": "data", "emptyDir": {} })),
    ]
}

fn lifecycle_cases() -> Vec<Case> {
    let tcp = || json!({ "tcpSocket": { "port": 80 } });
    vec![
        case(
            "advice-sidecar-startup",
            "spec.initContainers[0].readinessProbe",
            json!({
                "initContainers": [log(json!({
                    "restartPolicy": "Always", "readinessProbe": tcp(), "volumeMounts": [mount("data", "/data")],
                }))],
                "containers": [web(json!({ "volumeMounts": [read_only("data", "/data")] }))],
                "volumes": [{ "name": "data", "emptyDir": {} }],
            }),
        )
        .still("/initContainers/-", json!({ "name": "next", "image": "busybox:1.37" }))
        .silent("/initContainers/0/startupProbe", tcp())
        .silent("/initContainers/0/readinessProbe", Value::Null)
        .silent("/initContainers/0/lifecycle", json!({ "postStart": { "exec": { "command": ["true"] } } }))
        .silent("/initContainers/0/volumeMounts/0/readOnly", json!(true))
        .silent("/containers/0/volumeMounts", Value::Null)
        .silent("/volumes/0", json!({ "name": "data", "configMap": { "name": "web" } })),
        case("advice-liveness-alone", "spec.containers[0].livenessProbe", one(json!({ "livenessProbe": tcp() })))
            .still("/containers/0/livenessProbe/initialDelaySeconds", json!(0))
            .silent("/containers/0/livenessProbe/initialDelaySeconds", json!(5))
            .silent("/containers/0/startupProbe", tcp())
            .silent("/containers/0/readinessProbe", tcp()),
        case(
            "advice-startup-deadline",
            "spec.containers[0].startupProbe",
            json!({
                "activeDeadlineSeconds": 605,
                "containers": [web(json!({ "startupProbe": {
                    "tcpSocket": { "port": 80 }, "initialDelaySeconds": 5, "periodSeconds": 5, "failureThreshold": 120,
                } }))],
            }),
        )
        .silent("/activeDeadlineSeconds", json!(606))
        .silent("/activeDeadlineSeconds", Value::Null)
        .silent("/containers/0/startupProbe/initialDelaySeconds", json!(4))
        .silent("/containers/0/startupProbe/periodSeconds", json!(4))
        .silent("/containers/0/startupProbe/failureThreshold", Value::Null),
        case("advice-probe-port", "spec.containers[0].readinessProbe.tcpSocket.port", one(json!({ "readinessProbe": { "tcpSocket": { "port": "http" } } })))
            .silent("/containers/0/ports", json!([{ "name": "http", "containerPort": 80 }])),
        case(
            "advice-init-ports",
            "spec.initContainers[0].ports",
            json!({ "initContainers": [log(json!({ "ports": [{ "containerPort": 80 }] }))], "containers": [web(json!({}))] }),
        )
        .silent("/initContainers/0/restartPolicy", json!("Always"))
        .silent("/initContainers/0/ports", json!([])),
        case(
            "advice-never-completes",
            "spec.containers[1]",
            json!({
                "restartPolicy": "OnFailure",
                "containers": [web(json!({})), log(json!({ "ports": [{ "containerPort": 80 }] }))],
            }),
        )
        .still("/restartPolicy", json!("Never"))
        .still("/containers/1", log(json!({ "readinessProbe": tcp() })))
        .still("/containers/1", log(json!({ "livenessProbe": { "tcpSocket": { "port": 80 }, "initialDelaySeconds": 1 } })))
        .silent("/restartPolicy", json!("Always"))
        .silent("/restartPolicy", Value::Null)
        // Either all of them serve, or none shows that it does.
        .silent("/containers/0", web(json!({ "ports": [{ "containerPort": 81 }] })))
        .silent("/containers/1/ports", Value::Null)
        .silent("/containers/0", Value::Null),
        case("advice-pre-stop-sleep", "spec.containers[0].lifecycle.preStop", json!({
            "terminationGracePeriodSeconds": 20,
            "containers": [web(json!({ "lifecycle": { "preStop": { "exec": { "command": ["sh", "-c", "sleep 20"] } } } }))],
        }))
        .still("/containers/0/lifecycle/preStop", json!({ "sleep": { "seconds": 20 } }))
        .still("/terminationGracePeriodSeconds", json!(19))
        .silent("/terminationGracePeriodSeconds", json!(21))
        .silent("/terminationGracePeriodSeconds", json!(0))
        .silent("/terminationGracePeriodSeconds", Value::Null)
        .silent("/containers/0/lifecycle/preStop", json!({ "sleep": { "seconds": 19 } })),
    ]
}

fn text_cases() -> Vec<Case> {
    vec![
        case("advice-command-one-word", "spec.containers[0].command[0]", one(json!({ "command": ["sleep 3600"] })))
            .still("/containers/0/command", json!(["/bin/sh -c 'a | b'", "x"]))
            .silent("/containers/0/command", json!(["sleep", "3600"]))
            .silent("/containers/0/command", json!(["sh", "-c", "sleep 3600"]))
            .silent("/containers/0/command", json!([r"C:\Program Files\a.exe"]))
            .silent("/os", json!({ "name": "windows" })),
        case(
            "advice-shell-variable",
            "spec.containers[0].args[1]",
            one(json!({
                "command": ["/bin/serve", "all"], "args": ["-v", "--port=${PORT}"], "env": [{ "name": "PORT", "value": "80" }],
            })),
        )
        .still("/containers/0/args/1", json!("$PORT"))
        .silent("/containers/0/args/1", json!("$(PORT)"))
        .silent("/containers/0/args/1", json!("$$PORT"))
        .silent("/containers/0/args/1", json!("$PORTS"))
        .silent("/containers/0/args/1", json!("${PORT:-80}"))
        .silent("/containers/0/args/0", json!("-c"))
        .silent("/containers/0/env", Value::Null)
        .silent("/containers/0/command", Value::Null)
        .silent("/containers/0/command/0", json!("/bin/bash"))
        .silent("/containers/0/command/0", json!("/entrypoint.sh")),
        case("advice-reference-unknown", "spec.containers[0].args[0]", one(json!({ "args": ["$(MODE)"] })))
            .silent("/containers/0/env", json!([{ "name": "MODE" }]))
            .silent("/containers/0/envFrom", json!([{ "configMapRef": { "name": "web" } }]))
            .silent("/containers/0/args/0", json!("$$(MODE)"))
            .still("/containers/0/args/0", json!("get_$(get_mode)"))
            .silent("/containers/0/args/0", json!("mode=$(get_mode); serve")),
        case(
            "advice-reference-later",
            "spec.containers[0].env[0].value",
            one(json!({ "env": [{ "name": "URL", "value": "http://$(HOST)" }, { "name": "HOST", "value": "db" }] })),
        )
        .still("/containers/0/envFrom", json!([{ "configMapRef": { "name": "web" } }]))
        .silent("/containers/0/env/1/name", json!("OTHER"))
        .silent("/containers/0/env/0/value", json!("http://$$(HOST)"))
        .silent("/containers/0/env", json!([{ "name": "HOST" }, { "name": "URL", "value": "$(HOST)" }]))
        .silent("/containers/0/env", json!([{ "name": "HOST" }, { "name": "HOST", "value": "$(HOST)" }])),
        case(
            "advice-reference-escaped",
            "spec.containers[0].args[0]",
            one(json!({ "args": ["--host=$$(HOST)"], "env": [{ "name": "HOST", "value": "db" }] })),
        )
        .still("/containers/0/envFrom", json!([{ "configMapRef": { "name": "web" } }]))
        .still("/containers/0", web(json!({ "env": [{ "name": "A", "value": "$$(HOST)" }, { "name": "HOST" }] })))
        .silent("/containers/0/args/0", json!("--host=$(HOST)"))
        .silent("/containers/0/args/0", json!("--host=$$$$(HOST)"))
        .silent("/containers/0/env/0/name", json!("PORT")),
        case("advice-secret-literal", "spec.containers[0].env[0].value", one(json!({ "env": [{ "name": "A_TOKEN", "value": "x" }] })))
            .silent("/containers/0/env/0/value", json!(""))
            .silent("/containers/0/env/0/name", json!("A_TOKEN_FILE")),
        case(
            "advice-secret-config-map",
            "spec.containers[0].env[0].valueFrom.configMapKeyRef",
            one(json!({ "env": [{ "name": "DB_PASSWORD", "valueFrom": { "configMapKeyRef": { "name": "db", "key": "a" } } }] })),
        )
        .silent("/containers/0/env/0/valueFrom", json!({ "secretKeyRef": { "name": "db", "key": "a" } }))
        .silent("/containers/0/env/0/name", json!("DB_USER"))
        // This may be the name of a secret.
        .silent("/containers/0/env/0/name", json!("TLS_SECRET")),
        case(
            "advice-image-reference",
            "spec.containers[0].image",
            json!({ "containers": [{ "name": "web", "image": "acme/Web:1.4.2" }] }),
        )
        .still("/containers/0/image", json!("web:1.4.2@md5:00000000000000000000000000000000"))
        .silent("/containers/0/image", json!("acme/web:1.4.2")),
        case("advice-image-tag", "spec.containers[0].image", json!({ "containers": [{ "name": "web", "image": "nginx" }] }))
            .still("/containers/0/image", json!("nginx:latest"))
            .silent("/containers/0/image", json!("nginx:1.27")),
        case("advice-feature-off", "spec.containers[0].lifecycle.stopSignal", one(json!({
            "lifecycle": { "stopSignal": "SIGUSR1", "preStop": { "sleep": { "seconds": 1 } } },
        })))
        .silent("/containers/0/lifecycle/stopSignal", Value::Null)
        .still("/containers/0/lifecycle/preStop", Value::Null),
        case("advice-zero-value", "spec.containers[0].readinessProbe.failureThreshold", one(json!({
            "readinessProbe": { "tcpSocket": { "port": 80 }, "failureThreshold": 0, "initialDelaySeconds": 0 },
        })))
        .silent("/containers/0/readinessProbe/failureThreshold", json!(1))
        .silent("/containers/0/readinessProbe/failureThreshold", Value::Null),
    ]
}

fn resource_cases() -> Vec<Case> {
    let request = |amount: &str| json!({ "requests": { "memory": amount } });
    let limit_of = |name: &str| json!({ "env": [{ "name": "M", "valueFrom": { "resourceFieldRef": { "resource": name } } }] });
    vec![
        case(
            "advice-init-request",
            "spec.initContainers[1].resources.requests[memory]",
            json!({
                "initContainers": [
                    { "name": "proxy", "image": "envoy:1.31", "restartPolicy": "Always", "resources": request("100Mi") },
                    log(json!({ "resources": request("301Mi") })),
                ],
                "containers": [web(json!({ "resources": request("100Mi") }))],
            }),
        )
        .silent("/initContainers/1/resources", request("300Mi"))
        .silent("/containers/0/resources", request("101Mi"))
        .silent("/initContainers/1/restartPolicy", json!("Always"))
        .silent("/resources", json!({ "requests": { "memory": "1Gi" } }))
        .still("/containers/0/resources", json!({ "limits": { "memory": "100Mi" } })),
        case("advice-limit-of-node", "spec.containers[0].env[0].valueFrom.resourceFieldRef", one(limit_of("limits.memory")))
            .still("/containers/0/resources", json!({ "requests": { "memory": "1Gi" } }))
            .silent("/containers/0/resources", json!({ "limits": { "memory": "1Gi" } }))
            .silent("/resources", json!({ "limits": { "memory": "1Gi" } }))
            .silent("/containers/0/env/0/name", json!("GOMEMLIMIT"))
        .silent("/containers/0", web(limit_of("limits.cpu"))),
        case(
            "advice-limit-of-node",
            "spec.volumes[0].downwardAPI.items[0].resourceFieldRef",
            json!({
                "containers": [web(json!({ "volumeMounts": [mount("info", "/info")] })), log(json!({}))],
                "volumes": [{ "name": "info", "downwardAPI": { "items": [
                    { "path": "m", "resourceFieldRef": { "containerName": "log", "resource": "limits.memory" } },
                ] } }],
            }),
        )
        .still("/containers/0/resources", json!({ "limits": { "memory": "1Gi" } }))
        .silent("/containers/1/resources", json!({ "limits": { "memory": "1Gi" } })),
        case("advice-memory-tiny", "spec.containers[0].resources.limits[memory]", one(json!({ "resources": { "limits": { "memory": "4095Ki" } } })))
            .still("/containers/0/resources/limits/memory", json!("512m"))
            .silent("/containers/0/resources/limits/memory", json!("4Mi"))
            .silent("/containers/0/resources/limits/memory", json!("0"))
            .silent("/containers/0/resources", json!({ "requests": { "memory": "4095Ki" } })),
        case("advice-non-root-user", "spec.securityContext.runAsNonRoot", json!({
            "securityContext": { "runAsNonRoot": true }, "containers": [web(json!({})), log(json!({}))],
        }))
        .silent("/securityContext/runAsUser", json!(1000))
        .silent("/securityContext/runAsGroup", json!(1000))
        .silent("/securityContext/fsGroup", json!(1000))
        .still("/containers/0/securityContext", json!({ "allowPrivilegeEscalation": false }))
        .silent("/securityContext/runAsNonRoot", json!(false))
        .silent("/os", json!({ "name": "windows" }))
        .still("/containers/0/securityContext", json!({ "runAsUser": 1000 })),
        case(
            "advice-non-root-user",
            "spec.containers[0].securityContext.runAsNonRoot",
            one(json!({ "securityContext": { "runAsNonRoot": true } })),
        )
        .silent("/containers/0/securityContext/allowPrivilegeEscalation", json!(false))
        .silent("/containers/0/securityContext/runAsGroup", json!(1000))
        .silent("/containers/0/securityContext/runAsUser", json!(1000))
        .still("/containers/0/securityContext/allowPrivilegeEscalation", json!(true)),
        case("advice-non-root-zero", "spec.containers[0].securityContext.runAsUser", json!({
            "securityContext": { "runAsNonRoot": true, "runAsUser": 1000 },
            "containers": [web(json!({ "securityContext": { "runAsUser": 0 } }))],
        }))
        .silent("/containers/0/securityContext/runAsUser", json!(1))
        .silent("/containers/0/securityContext/runAsNonRoot", json!(false)),
        case(
            "advice-capability-prefix",
            "spec.containers[0].securityContext.capabilities.drop[1]",
            one(json!({ "securityContext": { "capabilities": { "add": ["NET_ADMIN"], "drop": ["ALL", "cap_chown"] } } })),
        )
        .silent("/containers/0/securityContext/capabilities/drop/1", json!("CHOWN")),
    ]
}

fn stateful_set() -> Value {
    json!({
        "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": { "name": "db" },
        "spec": {
            "selector": { "matchLabels": { "app": "db" } },
            "template": {
                "metadata": { "labels": { "app": "db" } },
                "spec": {
                    "containers": [{ "name": "db", "image": "postgres:17", "volumeMounts": [{ "name": "data", "mountPath": "/data" }] }],
                    "volumes": [],
                },
            },
            "volumeClaimTemplates": [{
                "metadata": { "name": "data" },
                "spec": { "accessModes": ["ReadWriteOnce"], "resources": { "requests": { "storage": "1Gi" } } },
            }],
        },
    })
}

fn object_cases() -> Vec<Case> {
    let object = |version: &str, kind: &str, rest: Value| {
        let mut object = json!({ "apiVersion": version, "kind": kind, "metadata": { "name": "web" } });
        object.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        object
    };
    let cron = |rest: Value| {
        let template = json!({ "spec": { "containers": [{ "name": "web", "image": "nginx:1.27" }], "restartPolicy": "Never" } });
        let mut spec = json!({ "jobTemplate": { "spec": { "template": template } } });
        spec.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        object("batch/v1", "CronJob", json!({ "spec": spec }))
    };
    let budget = |spec: Value| object("policy/v1", "PodDisruptionBudget", json!({ "spec": spec }));
    let role = |rule: Value| object("rbac.authorization.k8s.io/v1", "Role", json!({ "rules": [rule] }));
    let subject = json!([{ "kind": "ServiceAccount", "name": "web", "namespace": "shop" }]);
    let bound = json!({ "roleRef": { "apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "web" }, "subjects": [] });
    let mut replaced = stateful_set();
    replaced["spec"]["template"]["spec"]["volumes"] = json!([{ "name": "data", "emptyDir": {} }]);
    let mut twice = stateful_set();
    let claim = twice["spec"]["volumeClaimTemplates"][0].clone();
    twice["spec"]["volumeClaimTemplates"].as_array_mut().unwrap().push(claim);
    let mut long = stateful_set();
    long["metadata"]["name"] = "a".repeat(53).into();
    vec![
        case("advice-cron-never", "spec.schedule", cron(json!({ "schedule": "0 0 30 2 *" })))
            .still("/spec/schedule", json!("0 0 31 4,6 *"))
            .silent("/spec/schedule", json!("0 0 29 2 *"))
            .silent("/spec/schedule", json!("0 0 30 2 1")),
        case(
            "advice-cron-deadline",
            "spec.startingDeadlineSeconds",
            cron(json!({ "schedule": "0 0 * * *", "startingDeadlineSeconds": 9 })),
        )
        .still("/spec/startingDeadlineSeconds", json!(0))
        .silent("/spec/startingDeadlineSeconds", json!(10))
        .silent("/spec/startingDeadlineSeconds", Value::Null),
        case("advice-budget-blocks", "spec.maxUnavailable", budget(json!({ "selector": {}, "maxUnavailable": 0 })))
            .still("/spec/maxUnavailable", json!("0%"))
            .silent("/spec/maxUnavailable", json!(1)),
        case("advice-budget-blocks", "spec.minAvailable", budget(json!({ "selector": {}, "minAvailable": "100%" })))
            .silent("/spec/minAvailable", json!("99%"))
            .silent("/spec/minAvailable", json!(100)),
        case("advice-budget-without-pods", "spec.selector", budget(json!({ "maxUnavailable": 1 })))
            .silent("/spec/selector", json!({ "matchLabels": { "app": "web" } })),
        case("advice-budget-without-limit", "spec", budget(json!({ "selector": {} })))
            .silent("/spec/minAvailable", json!(1))
            .silent("/spec/maxUnavailable", json!(1)),
        case(
            "advice-secret-key-twice",
            "data[password]",
            object("v1", "Secret", json!({ "data": { "password": "YQ==" }, "stringData": { "password": "a" } })),
        )
        .silent("/data", json!({ "user": "YQ==" })),
        case(
            "advice-role-of-everything",
            "rules[0]",
            role(json!({ "apiGroups": ["*"], "resources": ["*"], "verbs": ["*"] })),
        )
        .silent("/rules/0/verbs/0", json!("get"))
        .silent("/rules/0/resources/0", json!("pods"))
        .silent("/rules/0/apiGroups/0", json!("")),
        case(
            "advice-create-by-name",
            "rules[0].verbs[0]",
            role(json!({ "apiGroups": [""], "resources": ["pods"], "resourceNames": ["web"], "verbs": ["create"] })),
        )
        .still("/rules/0/verbs/0", json!("deletecollection"))
        .silent("/rules/0/verbs/0", json!("delete"))
        .silent("/rules/0/resourceNames", Value::Null),
        case("advice-binding-of-nobody", "subjects", object("rbac.authorization.k8s.io/v1", "RoleBinding", bound))
            .silent("/subjects", subject),
        case("advice-claim-replaces-volume", "spec.volumeClaimTemplates[0].metadata.name", replaced)
            .silent("/spec/template/spec/volumes/0", Value::Null),
        case("advice-claim-template-duplicate", "spec.volumeClaimTemplates[1].metadata.name", twice)
            .silent("/spec/volumeClaimTemplates/1/metadata/name", json!("other"))
            .silent("/spec/volumeClaimTemplates/1", Value::Null),
        case("advice-stateful-set-name-length", "metadata.name", long)
            .silent("/metadata/name", json!("a".repeat(52))),
    ]
}

#[test]
fn each_piece_of_advice_ends_one_field_away() {
    let cases = [volume_cases(), lifecycle_cases(), text_cases(), resource_cases(), object_cases()];
    for case in cases.iter().flatten() {
        assert!(!case.silent.is_empty(), "{}", case.id);
        case.check();
    }
    let ids: BTreeSet<_> = cases.iter().flatten().map(|case| case.id).collect();
    assert_eq!(ids, ADVICE.iter().map(Rule::id).collect(), "ids without a case");
}

/// Advice ends with what to write, in plain words.
#[test]
fn messages_are_lower_case_fragments_on_one_line() {
    for case in [volume_cases(), lifecycle_cases(), text_cases(), resource_cases()].iter().flatten() {
        let pod: v1::Pod = serde_json::from_value(json!({ "spec": case.spec })).unwrap();
        for found in rules::advise(&pod) {
            let message = found.message();
            assert!(!message.starts_with(|c: char| c.is_ascii_uppercase()), "{message}");
            assert!(
                !message.ends_with('.') && !message.contains('\n') && !message.contains("  "),
                "{message}"
            );
        }
    }
}

#[test]
fn every_zero_value_that_a_default_replaces_is_found() {
    let http = json!({ "port": 80, "path": "", "scheme": "" });
    let probe = json!({
        "httpGet": http, "timeoutSeconds": 0, "periodSeconds": 0, "successThreshold": 0, "failureThreshold": 0,
        "initialDelaySeconds": 0,
    });
    let container = web(json!({
        "imagePullPolicy": "", "terminationMessagePath": "", "terminationMessagePolicy": "", "workingDir": "",
        "ports": [{ "containerPort": 80, "protocol": "", "name": "", "hostPort": 0, "hostIP": "" }],
        "env": [{ "name": "IP", "valueFrom": { "fieldRef": { "apiVersion": "", "fieldPath": "status.podIP" } } }],
        "livenessProbe": probe, "readinessProbe": probe, "startupProbe": probe,
        "lifecycle": { "postStart": { "httpGet": http }, "preStop": { "httpGet": http } },
    }));
    let mut sidecar = log(json!({ "restartPolicy": "Always", "imagePullPolicy": "" }));
    sidecar["startupProbe"] = json!({ "tcpSocket": { "port": 81 }, "failureThreshold": 0 });
    let spec = json!({
        "restartPolicy": "", "dnsPolicy": "", "schedulerName": "", "hostname": "",
        "initContainers": [sidecar], "containers": [container],
    });
    let found = advice(&spec);
    assert!(found.iter().all(|found| found.starts_with("advice-zero-value ")), "{found:?}");
    // Three of the spec, two of the sidecar, five of the container, six of each probe, two of each hook.
    assert_eq!(found.len(), 3 + 2 + 5 + 3 * 6 + 2 * 2, "{found:#?}");
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len());
}

/// Earlier versions drop image volumes.
#[test]
fn an_image_that_is_mounted_is_one_that_kubelets_can_read() {
    let with = |reference: &str| {
        let mounts = json!([{ "name": "model", "mountPath": "/model" }]);
        let web = web(json!({ "volumeMounts": mounts }));
        let volume = json!({ "name": "model", "image": { "reference": reference } });
        advice(&json!({ "containers": [web], "volumes": [volume] }))
    };
    let mounts_images = rules::KubeVersion::ENABLED >= rules::KubeVersion::V1_35;
    let expected = ["advice-image-reference spec.volumes[0].image.reference"];
    assert_eq!(with("acme/Model:1"), &expected[..usize::from(mounts_images)]);
    assert_eq!(with("acme/model:1"), [""; 0]);
}

#[test]
fn two_megabytes_of_names_without_an_end_are_no_references() {
    let text = "$($$(".repeat(400_000);
    let container = web(json!({ "args": [text], "env": [{ "name": "A", "value": text }] }));
    assert_eq!(advice(&json!({ "containers": [container] })), [""; 0]);
}

/// The paths of all manifests beside the examples, with the advice that the example means to show.
const MEANT: &[(&str, &[&str])] = &[
    // Its text explains what is no reference.
    ("env_everything.yaml", &["advice-reference-escaped spec.containers[0].env[4].value"]),
];

#[test]
fn the_examples_need_no_advice_but_what_they_show() {
    let directory = root().join("examples");
    let mut read = 0;
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut found = Vec::new();
        for document in serde_yaml::Deserializer::from_str(&text) {
            let object = objects::read(&Value::deserialize(document).unwrap()).unwrap();
            found.extend(object.advise().iter().map(|found| format!("{} {}", found.rule(), found.field())));
        }
        let meant = MEANT.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, meant)| meant);
        assert_eq!(found, meant, "{name}");
        read += 1;
    }
    assert!(read >= 5, "{read}");
}

/// Calls `visit` with each pod of a file of JSON lines that Kubernetes accepts.
fn for_each_accepted(lines: impl Iterator<Item = String>, mut visit: impl FnMut(&v1::Pod, &Value)) {
    for line in lines {
        let row: Value = serde_json::from_str(&line).unwrap();
        if row["ok"] == true
            && let Ok(pod) = serde_json::from_value(row["pod"].clone())
        {
            visit(&pod, &row);
        }
    }
}

/// Returns how many pods there are, and how many of them get each piece of advice. Prints both.
///
/// `PODWRIGHT_SHOW_ADVICE` names an id whose pods are printed as well.
fn count(lines: impl Iterator<Item = String>) -> (usize, BTreeMap<&'static str, usize>) {
    let (mut pods, mut with_advice) = (0, 0);
    let mut fired: BTreeMap<&str, usize> = ADVICE.iter().map(|rule| (rule.id(), 0)).collect();
    let show = std::env::var("PODWRIGHT_SHOW_ADVICE").ok();
    for_each_accepted(lines, |pod, row| {
        pods += 1;
        let advice = rules::advise(pod);
        with_advice += usize::from(!advice.is_empty());
        for id in advice.iter().map(Warning::rule).collect::<BTreeSet<_>>() {
            *fired.get_mut(id).unwrap() += 1;
        }
        if let Some(found) = advice.iter().find(|found| show.as_deref() == Some(found.rule())) {
            println!("{found}\n    {} {}", row["path"], row["pod"]["spec"]);
        }
    });
    println!("{}{with_advice} of {pods} have advice", table(pods, &fired));
    (pods, fired)
}

fn table(pods: usize, fired: &BTreeMap<&str, usize>) -> String {
    let mut table = format!("| id | pods of {pods} |\n| --- | --- |\n");
    for rule in ADVICE {
        writeln!(table, "| `{}` | {} |", rule.id(), fired[rule.id()]).unwrap();
    }
    table
}

/// The recorded pods are combinations of parts, not what people run: the figures show that each premise can be told, not how
/// often it holds. `PODWRIGHT_ADVICE_PODS` names another file of lines `{"ok":true,"pod":{..}}` to count.
#[test]
fn how_often_each_fires() {
    if let Some(path) = std::env::var_os("PODWRIGHT_ADVICE_PODS") {
        count(BufReader::new(File::open(path).unwrap()).lines().map(Result::unwrap));
        return;
    }
    let (pods, fired) = count(lines("conformance/pods-1.36.2.ndjson.gz"));
    for (id, pods_with) in &fired {
        // Nothing but a tag that is missing is advice about half of the pods.
        assert!(*id == "advice-image-tag" || 3 * pods_with < pods, "{id}: {pods_with}");
    }
    // Older types lack fields, and so show less.
    k8s_openapi::k8s_if_ge_1_37! {
        podwright_tests::assert_page("src/rules/advice/FIGURES.md", &table(pods, &fired), "--test rules advice");
    }
}
