//! What differs between two manifests, as it is printed, and what it takes to apply it.

use std::fmt::Write;
use std::slice;

use podwright::diff::{ChangeKind, Diff, Differ, Effect, changes};
use podwright::manifest::{Manifest, Object};
use serde_json::{Value, json};

fn objects(values: &[Value]) -> Vec<Object> {
    values.iter().map(|value| Object::unvalidated(value.clone()).unwrap()).collect()
}

fn diff(old: &[Value], new: &[Value]) -> Diff {
    Diff::between(&objects(old), &objects(new)).unwrap()
}

/// Returns the lines of all changes of an object.
fn printed(old: &Value, new: &Value) -> String {
    changes(old, new).iter().map(ToString::to_string).collect()
}

fn pod(spec: &Value) -> Value {
    json!({ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "web" }, "spec": spec })
}

fn of(api_version: &str, kind: &str, fields: &Value) -> Value {
    let mut object = json!({ "apiVersion": api_version, "kind": kind, "metadata": { "name": "a" } });
    object.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    object
}

const OLD: &str = r#"
apiVersion: v1
kind: ConfigMap
metadata: {name: web-config, namespace: shop}
data:
  level: info
  routes.yaml: |
    routes:
    - path: /
      to: web
    - path: /api
      to: api
    - path: /old
      to: old
    timeout: 10
binaryData: {logo.png: aGVsbG8=}
---
apiVersion: v1
kind: Secret
metadata: {name: db, namespace: shop}
data: {password: aHVudGVyMg==, user: c2hvcA==}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: old, namespace: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {app.kubernetes.io/name: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: ghcr.io/acme/web:1.4.2
        args: [--port=8080, --verbose]
        ports: [{containerPort: 8080}]
        resources: {limits: {cpu: "1"}}
        env: [{name: A, value: "1"}, {name: B, value: $(A)}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {ports: [{port: 80}]}
"#;

const NEW: &str = r#"
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web-config, namespace: shop}
data:
  level: debug
  routes.yaml: |
    routes:
    - path: /
      to: web
    - path: /api
      to: api
    timeout: 20
binaryData: {logo.png: aGVsbG8sIHdvcmxk}
---
apiVersion: v1
kind: Secret
metadata: {name: db, namespace: shop}
data: {password: aHVudGVyMw==, token: dG9rZW4=}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {app.kubernetes.io/name: shop}}
spec:
  replicas: 5
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
      - name: proxy
        image: ghcr.io/acme/proxy:1
      - name: web
        image: ghcr.io/acme/web:1.5.0
        args: [--port=8080]
        ports: [{containerPort: 8080, protocol: TCP}, {containerPort: 53, protocol: UDP}]
        resources: {limits: {cpu: 1000m}}
        env: [{name: B, value: $(A)}, {name: A, value: "1"}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {ports: [{port: 80, protocol: TCP}]}
"#;

fn from_text(text: &str) -> Vec<Value> {
    text.split("---\n").map(|document| serde_yaml::from_str(document).unwrap()).collect()
}

#[test]
fn two_manifests_are_printed_with_what_it_takes_to_apply_them() {
    let found = diff(&from_text(OLD), &from_text(NEW));
    assert_eq!(
        found.to_string(),
        r#"+ Namespace "shop"

- ServiceAccount "shop/old"

~ Secret "shop/db"
    ~ data[password]: (secret values differ)
    + data[token]: (secret value)
    - data[user]: (secret value)

~ ConfigMap "shop/web-config"
    ~ binaryData[logo.png]: 5 bytes -> 12 bytes
    ~ data[level]: "info" -> "debug"
    ~ data[routes.yaml]
        @@ -3 +3 @@
           to: web
         - path: /api
           to: api
        -- path: /old
        -  to: old
        -timeout: 10
        +timeout: 20

~ Deployment "shop/web"
    ! spec.selector: immutable: the API server refuses the change; delete the object and create it again
    ! replaces the pods
    ~ metadata.labels[app.kubernetes.io/name]: "web" -> "shop"
    ~ spec.replicas: 2 -> 5
    ~ spec.selector.matchLabels[app]: "web" -> "shop"
    ~ spec.template.metadata.labels[app]: "web" -> "shop"
    + spec.template.spec.containers[name="proxy"]
        +image: ghcr.io/acme/proxy:1
        +name: proxy
    ~ spec.template.spec.containers[name="web"].args
         - --port=8080
        -- --verbose
    ~ spec.template.spec.containers[name="web"].env: other order
        -- A
         - B
        +- A
    ~ spec.template.spec.containers[name="web"].image: "ghcr.io/acme/web:1.4.2" -> "ghcr.io/acme/web:1.5.0"
    + spec.template.spec.containers[name="web"].ports[containerPort=53,protocol="UDP"]
        +containerPort: 53
        +protocol: UDP

1 added, 1 removed, 3 changed, 1 unchanged
"#
    );
    let shown: Vec<_> =
        found.objects().iter().map(|object| (object.kind(), object.object().kind())).collect();
    assert_eq!(
        shown,
        [
            (ChangeKind::Added, "Namespace"),
            (ChangeKind::Removed, "ServiceAccount"),
            (ChangeKind::Changed, "Secret"),
            (ChangeKind::Changed, "ConfigMap"),
            (ChangeKind::Changed, "Deployment"),
        ]
    );
    let deployment = &found.objects()[4];
    assert_eq!(deployment.effects(), [Effect::Immutable, Effect::ReplacesPods]);
    assert!(deployment.effects()[0].is_refused() && !deployment.effects()[1].is_refused());
    assert_eq!(deployment.before().unwrap().name(), deployment.after().unwrap().name());
    assert!(found.objects()[0].before().is_none() && found.objects()[1].after().is_none());
    assert_eq!((found.unchanged(), found.is_empty()), (1, false));
}

#[test]
fn colours_are_those_of_the_signs() {
    let old = pod(&json!({ "containers": [{ "name": "web", "image": "a", "args": ["a", "b"] }] }));
    let new = pod(&json!({ "containers": [{ "name": "web", "image": "b", "args": ["a"] }] }));
    let found = diff(slice::from_ref(&old), &[new, of("v1", "Secret", &json!({}))]);
    let expected = "\u{1b}[32m+ Secret \"a\"\u{1b}[0m\n\n\
        \u{1b}[33m~ Pod \"web\"\u{1b}[0m\n    \
        \u{1b}[35m! spec.containers: immutable: the API server refuses the change; delete the object and create it again\u{1b}[0m\n    \
        \u{1b}[35m! restarts the container\u{1b}[0m\n    \
        \u{1b}[33m~ spec.containers[name=\"web\"].args\u{1b}[0m\n         - a\n        \
        \u{1b}[31m-- b\u{1b}[0m\n    \
        \u{1b}[33m~ spec.containers[name=\"web\"].image: \"a\" -> \"b\"\u{1b}[0m\n\n\
        1 added, 1 changed\n";
    assert_eq!(found.colored().to_string(), expected);
    let plain: String = found
        .colored()
        .to_string()
        .split('\u{1b}')
        .map(|part| {
            part.split_once('m').filter(|(code, _)| code.starts_with('[')).map_or(part, |(_, rest)| rest)
        })
        .collect();
    assert_eq!(plain, found.to_string());
    assert_eq!(diff(slice::from_ref(&old), slice::from_ref(&old)).to_string(), "1 unchanged\n");
    assert_eq!(diff(&[], &[]).to_string(), "no objects\n");
}

#[test]
fn values_of_secrets_never_appear() {
    let copy = "kubectl.kubernetes.io/last-applied-configuration";
    let secret = |value: &str| {
        json!({
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": { "name": "db", "annotations": { copy: format!("{value}-copy"), "note": "n" } },
            "data": { "password": value },
            "stringData": { "token": format!("{value}-token") },
        })
    };
    let without = json!({ "apiVersion": "v1", "kind": "Secret", "metadata": { "name": "db" } });
    let list = |value: &str| json!({ "apiVersion": "v1", "kind": "List", "items": [secret(value)] });
    let cases = [
        (secret("hunter2"), secret("hunter3")),
        (secret("hunter2"), without.clone()),
        (without, secret("hunter2")),
        (list("hunter2"), list("hunter3")),
        (secret("hunter2"), json!({ "apiVersion": "v1", "kind": "ConfigMap", "data": { "password": "x" } })),
        (json!({ "apiVersion": "v1", "kind": "Secret", "data": "hunter2" }), secret("hunter3")),
    ];
    for (old, new) in &cases {
        let found = changes(old, new);
        assert!(!found.is_empty());
        let mut shown = printed(old, new);
        write!(shown, "{found:?}").unwrap();
        assert!(!shown.contains("hunter"), "{shown}");
    }
    let (old, new) = &cases[1];
    assert_eq!(
        printed(old, new),
        "- data[password]: (secret value)\n\
         - metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]: (secret value)\n\
         - metadata.annotations[note]: \"n\"\n\
         - stringData[token]: (secret value)\n"
    );
    let found = diff(&[secret("hunter2")], &[secret("hunter3")]);
    assert!(!format!("{found:?}").contains("hunter"));
}

#[test]
fn values_that_mean_the_same_are_no_difference() {
    let spec = |cpu: &str, memory: Value, ports: Value| {
        json!({
            "nodeSelector": {},
            "containers": [{
                "name": "web",
                "args": [],
                "command": null,
                "resources": { "requests": { "cpu": cpu, "memory": memory } },
                "ports": ports,
            }],
        })
    };
    let old = pod(&spec(
        "1000m",
        json!("1Gi"),
        json!([{ "containerPort": 80 }, { "containerPort": 81, "protocol": "UDP" }]),
    ));
    let mut new = pod(&spec(
        "1",
        json!(1_073_741_824),
        json!([{ "containerPort": 81, "protocol": "UDP" }, { "containerPort": 80, "protocol": "TCP" }]),
    ));
    let container = new["spec"]["containers"][0].as_object_mut().unwrap();
    container.remove("args");
    container.remove("command");
    new["spec"].as_object_mut().unwrap().remove("nodeSelector");
    assert_eq!(printed(&old, &new), "");
    assert_eq!(printed(&new, &old), "");
}

#[test]
fn what_the_api_server_tells_apart_is_a_difference() {
    let volume = |source: Value| pod(&json!({ "volumes": [source] }));
    let old = volume(json!({ "name": "tmp", "emptyDir": {} }));
    assert_eq!(
        printed(&volume(json!({ "name": "tmp" })), &old),
        "+ spec.volumes[name=\"tmp\"].emptyDir: {}\n"
    );
    let probe = |port: Value| {
        pod(&json!({ "containers": [{ "name": "a", "livenessProbe": { "tcpSocket": { "port": port } } }] }))
    };
    assert_eq!(
        printed(&probe(json!(80)), &probe(json!("80"))),
        "~ spec.containers[name=\"a\"].livenessProbe.tcpSocket.port: 80 -> \"80\"\n"
    );
    let custom =
        |list: Value| of("example.com/v1", "Backup", &json!({ "spec": { "a.b/c": list, "cpu": "1000m" } }));
    assert_eq!(printed(&custom(json!([])), &custom(Value::Null)), "- spec[a.b/c]: []\n");
    assert_eq!(
        printed(&of("v1", "Pod", &json!({})), &of("v1", "Pod", &json!({ "metadata": 1 }))),
        "~ metadata\n    -name: a\n    +1\n"
    );
}

#[test]
fn the_order_of_a_list_counts_where_it_means_something() {
    let list = |field: &str, names: &[&str]| {
        let items: Vec<_> = names.iter().map(|name| json!({ "name": name })).collect();
        pod(&json!({ field: items }))
    };
    for (field, counts) in
        [("containers", true), ("initContainers", true), ("volumes", false), ("imagePullSecrets", false)]
    {
        let expected = if counts {
            format!("~ spec.{field}: other order\n    -- a\n     - b\n    +- a\n")
        } else {
            String::new()
        };
        assert_eq!(
            printed(&list(field, &["a", "b"]), &list(field, &["b", "x", "a"]))
                .split("+ spec")
                .next()
                .unwrap(),
            expected
        );
    }
    // An item that comes in between moves no other.
    let found = changes(&list("containers", &["a", "b"]), &list("containers", &["a", "x", "b"]));
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].field(), found[0].kind(), found[0].index()),
        ("spec.containers[name=\"x\"]", ChangeKind::Added, Some(1))
    );

    // In a template, the workload's controller compares each list as it stands.
    let workload = |api_version: &str, kind: &str, names: [&str; 2]| {
        let volumes: Vec<_> = names.iter().map(|name| json!({ "name": name })).collect();
        of(api_version, kind, &json!({ "spec": { "template": { "spec": { "volumes": volumes } } } }))
    };
    for (api_version, kind, effect) in [
        ("apps/v1", "Deployment", Some(Effect::ReplacesPods)),
        ("apps/v1", "StatefulSet", Some(Effect::ReplacesPods)),
        ("apps/v1", "DaemonSet", Some(Effect::ReplacesPods)),
        ("batch/v1", "Job", Some(Effect::Immutable)),
        ("apps/v1", "ReplicaSet", None),
    ] {
        let found =
            changes(&workload(api_version, kind, ["a", "b"]), &workload(api_version, kind, ["b", "a"]));
        assert_eq!(
            found.first().map(|change| (change.kind(), change.effect())),
            effect.map(|effect| (ChangeKind::Moved, Some(effect))),
            "{kind}"
        );
    }
    let ports = |ports: Value| of("v1", "Service", &json!({ "spec": { "ports": ports } }));
    let (old, new) = (
        ports(json!([{ "port": 80 }, { "port": 53, "protocol": "UDP" }])),
        ports(json!([{ "port": 53, "protocol": "UDP" }, { "port": 80 }])),
    );
    assert_eq!(
        printed(&old, &new),
        "~ spec.ports: other order\n    -- port: 80\n     - port: 53\n       protocol: UDP\n    +- port: 80\n"
    );
}

#[test]
fn a_list_in_which_a_key_occurs_twice_is_one_value() {
    let list = |values: [&str; 2]| {
        let env: Vec<_> = values.iter().map(|value| json!({ "name": "A", "value": value })).collect();
        pod(&json!({ "containers": [{ "name": "web", "env": env }] }))
    };
    let found = changes(&list(["1", "2"]), &list(["1", "3"]));
    assert_eq!(found[0].field(), "spec.containers[name=\"web\"].env");
    assert_eq!(found.len(), 1);
    assert_eq!(changes(&list(["1", "2"]), &list(["1", "2"])), []);
    let nameless = |value: &str| pod(&json!({ "containers": [{ "image": value }] }));
    assert_eq!(changes(&nameless("a"), &nameless("b"))[0].field(), "spec.containers");
}

#[test]
fn members_of_a_set_are_added_and_removed() {
    let set = |finalizers: &[&str]| json!({ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "a", "finalizers": finalizers } });
    assert_eq!(
        printed(&set(&["a.b/c", "a.b/d"]), &set(&["a.b/e", "a.b/d"])),
        "+ metadata.finalizers[\"a.b/e\"]: \"a.b/e\"\n- metadata.finalizers[\"a.b/c\"]: \"a.b/c\"\n"
    );
    assert_eq!(printed(&set(&["a.b/c", "a.b/d"]), &set(&["a.b/d", "a.b/c"])), "");
}

#[test]
fn a_long_text_is_shown_by_its_lines_and_without_control_characters() {
    let note = |text: &str| json!({ "apiVersion": "v1", "kind": "Namespace", "metadata": { "annotations": { "note": text } } });
    let (old, new) = ("a".repeat(61), "b".repeat(61));
    assert_eq!(
        printed(&note(&old), &note(&new)),
        format!("~ metadata.annotations[note]\n    -{old}\n    +{new}\n")
    );
    assert_eq!(
        printed(&note("a\nb\n"), &note("a\nb")),
        "~ metadata.annotations[note]\n     a\n    -b\n    +b\n    \\ no line break at the end\n"
    );
    assert_eq!(
        printed(&note("\u{1b}[31m\n\u{1b}"), &note("\u{9b}")),
        "~ metadata.annotations[note]\n    -\\u{1b}[31m\n    -\\u{1b}\n    +\\u{9b}\n"
    );
    assert_eq!(
        printed(&note("a"), &note("\u{9b}1m")),
        "~ metadata.annotations[note]: \"a\" -> \"\\u{9b}1m\"\n"
    );
}

/// What the API server refuses to change, by the functions `Validate..Update` of Kubernetes, and what other changes take.
/// `effects.ndjson` has an object before and after, and the effect of its changes.
#[test]
fn fields_that_cannot_change_are_known() {
    let cases = include_str!("effects.ndjson").lines();
    let cases: Vec<Value> = cases.map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(cases.len() > 50);
    for case in &cases {
        let (api_version, kind) = (case["apiVersion"].as_str().unwrap(), case["kind"].as_str().unwrap());
        let found = changes(&of(api_version, kind, &case["old"]), &of(api_version, kind, &case["new"]));
        // These fields say what becomes of the others.
        let is_setting = |field: &str| field.starts_with("spec.updateStrategy") || field == "spec.paused";
        let found: Vec<_> = found.iter().filter(|change| !is_setting(change.field())).collect();
        assert!(!found.is_empty(), "{case}");
        for change in found {
            let effect = change.effect().map(|effect| format!("{effect:?}"));
            assert_eq!(effect.as_deref(), case["effect"].as_str(), "{case} {change}");
        }
    }
}

#[test]
fn objects_are_matched_by_group_kind_namespace_and_name() {
    let named = |namespace: &str, name: &str, level: &str| json!({ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "namespace": namespace, "name": name }, "data": { "level": level } });
    let (dev, prod) = (
        [named("dev", "a", "x"), named("dev", "b", "x")],
        [named("prod", "a", "y"), named("prod", "b", "x")],
    );
    assert_eq!(diff(&dev, &prod).to_string().lines().last(), Some("2 added, 2 removed"));
    let found = Differ::new().ignore_namespace().between(&objects(&dev), &objects(&prod)).unwrap();
    assert_eq!(
        found.to_string(),
        "~ ConfigMap \"dev/a\" -> ConfigMap \"prod/a\"\n    ~ data[level]: \"x\" -> \"y\"\n\n1 changed, 1 unchanged\n"
    );

    let job = |backoff: u32| json!({ "apiVersion": "batch/v1", "kind": "Job", "metadata": { "generateName": "a-" }, "spec": { "backoffLimit": backoff } });
    let found = diff(&[job(1), job(2)], &[job(1), job(3), job(4)]);
    assert_eq!(
        found.to_string(),
        "~ Job \"a-*\"\n    ~ spec.backoffLimit: 2 -> 3\n\n+ Job \"a-*\"\n\n1 added, 1 changed, 1 unchanged\n"
    );
    let scale = |version: &str| json!({ "apiVersion": format!("autoscaling/{version}"), "kind": "HorizontalPodAutoscaler", "metadata": { "name": "a" } });
    assert_eq!(
        diff(&[scale("v1")], &[scale("v2")]).objects()[0].changes()[0].to_string(),
        "~ apiVersion: \"autoscaling/v1\" -> \"autoscaling/v2\"\n"
    );
}

#[test]
fn an_object_that_cannot_be_compared_is_an_error() {
    let mut deep = json!(1);
    for _ in 0..200 {
        deep = json!([deep]);
    }
    let object = of("example.com/v1", "Deep", &json!({ "spec": deep }));
    let error =
        Diff::between(&objects(slice::from_ref(&object)), &objects(slice::from_ref(&object))).unwrap_err();
    assert!(error.to_string().contains("recursion limit"), "{error}");
}

#[test]
fn long_lists_and_texts_have_a_line_for_each_change() {
    let list = |count: usize, value: &str| {
        let env: Vec<_> =
            (0..count).rev().map(|at| json!({ "name": format!("A{at}"), "value": value })).collect();
        pod(&json!({ "containers": [{ "name": "web", "env": env, "args": env }] }))
    };
    let count = 20_000;
    let (mut old, new) = (list(count, "a"), list(count, "b"));
    old["spec"]["containers"][0]["env"].as_array_mut().unwrap().reverse();
    let found = changes(&old, &new);
    assert_eq!(found.len(), count + 2);
    let lines: usize = found.iter().map(|change| change.to_string().lines().count()).sum();
    assert!(lines < count + 300, "{lines}");
}

#[test]
fn a_manifest_does_not_differ_from_itself() {
    let manifest = Manifest::of(objects(&from_text(OLD))).unwrap();
    let found = Diff::between(&manifest, &manifest).unwrap();
    assert!(found.is_empty());
    assert_eq!((found.unchanged(), found.to_string().as_str()), (5, "5 unchanged\n"));
}
