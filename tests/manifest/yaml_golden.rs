//! The YAML of each kind of value, byte for byte.

use std::collections::BTreeMap;
use std::io;

use k8s_openapi::api::{apps, core::v1, networking};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use podwright::manifest::{WriteErrorKind, Yaml};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

fn yaml<T: Serialize + ?Sized>(value: &T) -> String {
    Yaml::new().unvalidated(value).unwrap()
}

fn pod(value: Value) -> v1::Pod {
    serde_json::from_value(value).unwrap()
}

#[test]
fn a_pod_has_its_keys_in_the_published_order() {
    let pod = pod(json!({
        "metadata": {"namespace": "shop", "labels": {"b": "no", "a": "1"}, "name": "web"},
        "spec": {
            "volumes": [{"emptyDir": {}, "name": "tmp"}],
            "containers": [{
                "args": ["-c", "set -eu\n\nif test -f /x; then\n\techo \"x: y\"  # why\nfi\n"],
                "command": ["sh"],
                "env": [
                    {"name": "A", "value": "yes"},
                    {"name": "B", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}},
                    {"name": "C", "value": ""},
                ],
                "image": "nginx:1.27",
                "livenessProbe": {"failureThreshold": 3, "httpGet": {"path": "/live", "port": "http"}},
                "name": "web",
                "ports": [{"containerPort": 80, "name": "http", "protocol": "TCP"}],
                "resources": {"limits": {"memory": "1Gi", "cpu": "1"}, "requests": {"cpu": "250m"}},
                "volumeMounts": [{"mountPath": "/tmp", "name": "tmp", "readOnly": false}],
            }],
            "initContainers": [{"image": "busybox:1.28", "name": "wait"}],
            "restartPolicy": "Always",
        },
    }));
    assert_eq!(
        yaml(&pod),
        r#"apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  labels:
    a: "1"
    b: "no"
spec:
  restartPolicy: Always
  initContainers:
  - name: wait
    image: busybox:1.28
  containers:
  - name: web
    image: nginx:1.27
    command:
    - sh
    args:
    - -c
    - |
      set -eu

      if test -f /x; then
      	echo "x: y"  # why
      fi
    ports:
    - name: http
      containerPort: 80
      protocol: TCP
    env:
    - name: A
      value: "yes"
    - name: B
      valueFrom:
        fieldRef:
          fieldPath: status.podIP
    - name: C
      value: ""
    resources:
      requests:
        cpu: 250m
      limits:
        cpu: "1"
        memory: 1Gi
    volumeMounts:
    - name: tmp
      mountPath: /tmp
      readOnly: false
    livenessProbe:
      httpGet:
        path: /live
        port: http
      failureThreshold: 3
  volumes:
  - name: tmp
    emptyDir: {}
"#
    );
    assert_eq!(yaml_serde::from_str::<v1::Pod>(&yaml(&pod)).unwrap(), pod);
}

#[test]
fn a_deployment_ends_with_its_template() {
    let deployment: apps::v1::Deployment = serde_json::from_value(json!({
        "metadata": {"name": "web"},
        "spec": {
            "template": {"spec": {"containers": [{"name": "web"}]}, "metadata": {"labels": {"app": "web"}}},
            "selector": {"matchLabels": {"app": "web"}},
            "strategy": {"type": "Recreate"},
            "replicas": 2,
        },
        "status": {},
    }))
    .unwrap();
    assert_eq!(
        yaml(&deployment),
        "apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  strategy:
    type: Recreate
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
"
    );
}

#[test]
fn what_says_nothing_is_left_out_and_what_is_empty_with_a_meaning_is_not() {
    let noisy = pod(json!({
        "metadata": {"name": "x"},
        "spec": {
            "containers": [{"name": "x", "resources": {}, "securityContext": {}, "env": []}],
            "resources": {},
            "securityContext": {},
            "volumes": [{"name": "x", "emptyDir": {}}],
        },
        "status": {},
    }));
    let written = "apiVersion: v1
kind: Pod
metadata:
  name: x
spec:
  securityContext: {}
  containers:
  - name: x
    env: []
    securityContext: {}
  volumes:
  - name: x
    emptyDir: {}
";
    assert_eq!(yaml(&noisy), written);

    let everything: networking::v1::NetworkPolicy =
        serde_json::from_value(json!({"spec": {"podSelector": {}, "ingress": [{}]}})).unwrap();
    assert_eq!(
        yaml(&everything),
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {}\nspec:\n  podSelector: {}\n  ingress:\n  - {}\n"
    );

    let running = pod(json!({"metadata": {"name": "x"}, "status": {"phase": "Running"}}));
    assert!(yaml(&running).ends_with("status:\n  phase: Running\n"));
    assert_eq!(yaml(&json!({"status": {}, "resources": {}, "creationTimestamp": null})).lines().count(), 3);
}

#[test]
fn an_absent_creation_time_is_not_written_as_null() {
    struct ObjectMeta;

    impl Serialize for ObjectMeta {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut object = serializer.serialize_struct("ObjectMeta", 2)?;
            object.serialize_field("creationTimestamp", &None::<()>)?;
            object.serialize_field("name", "x")?;
            object.end()
        }
    }

    assert_eq!(yaml(&ObjectMeta), "name: x\n");
}

#[test]
fn quantities_are_written_as_the_api_server_shows_them() {
    let quantities = ["1000m", "1024Mi", "1.5", "0.5Gi", "100m", "1e3", "1E", "none", "-1.50"]
        .map(|text| Quantity(text.into()));
    assert_eq!(
        yaml(&quantities),
        "- \"1\"\n- 1Gi\n- 1500m\n- 512Mi\n- 100m\n- \"1e3\"\n- \"1E\"\n- none\n- \"-1500m\"\n"
    );
    assert_eq!(yaml(&["1000m", "1024Mi"]), "- 1000m\n- 1024Mi\n");
}

#[test]
fn what_some_reader_takes_for_something_else_is_quoted() {
    for text in [
        "",
        " ",
        " a",
        "a ",
        "y",
        "N",
        "yes",
        "No",
        "ON",
        "oFF",
        "true",
        "FALSE",
        "null",
        "~",
        "nan",
        "Inf",
        "-inf",
        "Infinity",
        "0",
        "-1",
        "+1",
        "1.",
        ".5",
        "1.5",
        "1e3",
        "1E+3",
        "0x1F",
        "0o17",
        "0b1",
        "017",
        "1_000",
        "12:30:45",
        "2024-01-01",
        "2024-01-01T00:00:00Z",
        ".inf",
        "-.INF",
        ".NaN",
        "=",
        "<<",
        "-",
        "--",
        "---",
        "...",
        "- a",
        "? a",
        ": a",
        "a: b",
        "a b:",
        "a:",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "'a'",
        "\"a\"",
        "%a",
        "@a",
        "`a`",
        "[a]",
        "{a}",
        ",a",
        "?",
        "\\",
        "_1",
        "1,000",
        "10.0.0.1",
        "é",
        "日本",
        "0xlg",
    ] {
        let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
        assert_eq!(yaml(&json!({text: text})), format!("\"{quoted}\": \"{quoted}\"\n"));
    }
}

#[test]
fn what_every_reader_takes_for_a_text_is_plain() {
    for text in [
        "a",
        "web",
        "nginx:1.27",
        "ghcr.io/acme/web:1.4.2@sha256:0a",
        "--port=8080",
        "-c",
        "/var/log",
        "./run",
        "$(POD_IP):80",
        "app.kubernetes.io/name",
        "500m",
        "128Mi",
        "1.28-alpine",
        "30s",
        "key=value",
        "echo \"hi\" && exit",
        "a#b",
        "a:b",
        "it's",
        "yesterday",
        "nope",
        "trueish",
        "a, b",
        "a [b] {c}",
        "a * b",
        "C:\\x",
        "https://example.com/?a=b&c=d#e",
        "0.0.0.0:http",
    ] {
        assert_eq!(yaml(&json!({text: text})), format!("{text}: {text}\n"));
    }
}

#[test]
fn characters_that_cannot_be_seen_are_escaped() {
    let text = "\0\u{7}\t\r\u{1b}\u{7f}\u{85}\u{9f}\u{2028}\u{202e}\u{feff}\u{fffe}\u{ffff}é\u{a0}🦀";
    assert_eq!(
        yaml(text),
        "\"\\u0000\\u0007\\t\\r\\u001b\\u007f\\u0085\\u009f\\u2028\\u202e\\ufeff\\ufffe\\uffffé\u{a0}🦀\"\n"
    );
}

#[test]
fn text_of_several_lines_is_a_block_where_every_reader_keeps_it() {
    for (text, written) in [
        ("a\nb\n", "k: |\n  a\n  b\n"),
        ("a\nb", "k: |-\n  a\n  b\n"),
        ("a\n", "k: |\n  a\n"),
        ("\n\na\n", "k: |\n\n\n  a\n"),
        ("a\n\n\n  b: c # d\n", "k: |\n  a\n\n\n    b: c # d\n"),
        ("a \n\t\n\tb\n", "k: |\n  a \n  \t\n  \tb\n"),
        ("---\n...\n", "k: |\n  ---\n  ...\n"),
        ("é\n🦀\n", "k: |\n  é\n  🦀\n"),
        ("\n", "k: \"\\n\"\n"),
        ("\n\n", "k: \"\\n\\n\"\n"),
        ("a\n\n", "k: \"a\\n\\n\"\n"),
        (" a\nb\n", "k: \" a\\nb\\n\"\n"),
        ("\ta\nb\n", "k: \"\\ta\\nb\\n\"\n"),
        ("\n a\n", "k: \"\\n a\\n\"\n"),
        ("a\nb ", "k: \"a\\nb \"\n"),
        ("a\nb\t\n", "k: \"a\\nb\\t\\n\"\n"),
        ("a\nb\u{a0}", "k: \"a\\nb\u{a0}\"\n"),
        ("a\r\nb\r\n", "k: \"a\\r\\nb\\r\\n\"\n"),
        ("a\n\u{7}\n", "k: \"a\\n\\u0007\\n\"\n"),
    ] {
        assert_eq!(yaml(&json!({"k": text})), written);
    }
    let long = format!("{}\n\t{}\n", "word ".repeat(50).trim_end(), "x".repeat(500));
    assert_eq!(yaml(&json!([[&long]])), format!("- - |\n    {}", long.replace("\n\t", "\n    \t")));
    assert_eq!(yaml("a\nb\n"), "\"a\\nb\\n\"\n");
}

#[test]
fn long_keys_stand_behind_a_question_mark() {
    let (short, long, odd) = ("k".repeat(128), "k".repeat(129), "é".repeat(65));
    let map = json!({&short: 1, &long: 2, &odd: {"a": ["b"]}, format!("{long}l"): ["c", ["d"]], format!("{long}m"): "e\nf\n"});
    assert_eq!(
        yaml(&map),
        format!(
            "{short}: 1\n? {long}\n: 2\n? {long}l\n:\n- c\n- - d\n? {long}m\n: |\n  e\n  f\n? \"{odd}\"\n:\n  a:\n  - b\n"
        )
    );
}

#[test]
fn sequences_stand_level_with_their_key() {
    let value = json!({"a": [1, [2, [3], {"b": [4], "c": {"d": 5}}], [], {}, [[[6]]], null]});
    assert_eq!(
        yaml(&value),
        "a:
- 1
- - 2
  - - 3
  - b:
    - 4
    c:
      d: 5
- []
- {}
- - - - 6
- null
"
    );
    assert_eq!(yaml(&json!({})), "{}\n");
    assert_eq!(yaml(&json!([])), "[]\n");
    assert_eq!(yaml(&json!({"a": {}, "b": []})), "a: {}\nb: []\n");
}

#[test]
fn numbers_are_written_so_that_every_dialect_reads_them() {
    assert_eq!(
        yaml(&(0, -1, i64::MIN, u64::MAX, i128::MIN, 1.0, -0.5, 1e21, 1.5e-9, f64::MAX)),
        "- 0\n- -1\n- -9223372036854775808\n- 18446744073709551615\n- -170141183460469231731687303715884105728\n\
         - 1.0\n- -0.5\n- 1.0e+21\n- 1.5e-9\n- 1.7976931348623157e+308\n"
    );
    assert_eq!(yaml(&(0.1_f32, u128::MAX)), "- 0.1\n- 340282366920938463463374607431768211455\n");
}

#[test]
fn values_from_elsewhere_are_written_as_serde_json_writes_them() {
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    struct Bytes;

    impl Serialize for Bytes {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(&[1, 2])
        }
    }

    let variants: [Result<(u8, char), Option<bool>>; 3] = [Ok((1, 'y')), Err(None), Err(Some(true))];
    assert_eq!(yaml(&variants), "- Ok:\n  - 1\n  - \"y\"\n- Err: null\n- Err: true\n");
    assert_eq!(yaml(&Bytes), "- 1\n- 2\n");
    assert_eq!(yaml(&BTreeMap::from([(1, true), (-20, false)])), "\"-20\": false\n\"1\": true\n");
    assert_eq!(yaml(&BTreeMap::from([(true, 1), (false, 0)])), "\"false\": 0\n\"true\": 1\n");
    assert_eq!(yaml(&BTreeMap::from([('y', 'n')])), "\"y\": \"n\"\n");
}

#[test]
fn what_no_manifest_can_hold_is_an_error() {
    let mut deep = Value::Null;
    for _ in 0..257 {
        deep = json!([deep]);
    }
    for (error, message) in [
        (Yaml::new().unvalidated(&[f64::NAN]), "NaN is not a number of JSON"),
        (Yaml::new().unvalidated(&[f32::NEG_INFINITY]), "-inf is not a number of JSON"),
        (Yaml::new().unvalidated(&BTreeMap::from([((), 1)])), "the key of a map is a text, not null"),
        (
            Yaml::new().unvalidated(&BTreeMap::from([((1, 2), 1)])),
            "the key of a map is a text, not a sequence",
        ),
        (Yaml::new().unvalidated(&deep), "maps and sequences are nested more than 256 deep"),
    ] {
        let error = error.unwrap_err();
        assert_eq!(error.kind(), WriteErrorKind::Value);
        assert_eq!(error.to_string(), format!("cannot be written to a manifest: {message}"));
        assert_eq!(format!("{error:?}"), error.to_string());
    }
    assert!(Yaml::new().unvalidated(&deep[0]).is_ok());
}

#[test]
fn a_destination_that_refuses_bytes_is_an_error() {
    struct Full;

    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::other("no space left"))
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let error = Yaml::new().writer(Full).unvalidated(&1).unwrap_err();
    assert_eq!(error.kind(), WriteErrorKind::Io);
    assert_eq!(error.to_string(), "the manifest cannot be written: no space left");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "no space left");
}

#[test]
fn documents_are_separated_and_a_failed_one_leaves_nothing_behind() {
    let mut file = Vec::new();
    let mut documents =
        Yaml::new().header("Generated.\n\nFrom \u{7} and \u{2028}.").document_start().writer(&mut file);
    documents.unvalidated(&json!({"a": 1})).unwrap();
    documents.unvalidated(&json!([1, 2, 3])).unwrap();
    documents.unvalidated(&(1, BTreeMap::from([(1, f64::NAN)]))).unwrap_err();
    documents.unvalidated("b").unwrap();
    let file = String::from_utf8(file).unwrap();
    assert_eq!(
        file,
        "---\n# Generated.\n#\n# From \\u{7} and \\u{2028}.\na: 1\n---\n- 1\n- 2\n- 3\n---\nb\n"
    );
}

#[test]
fn a_first_document_that_fails_keeps_the_head_for_the_next() {
    let mut file = Vec::new();
    let mut documents = Yaml::new().header("Generated.").writer(&mut file);
    documents.unvalidated(&f64::NAN).unwrap_err();
    documents.unvalidated(&1).unwrap();
    documents.unvalidated(&2).unwrap();
    assert_eq!(file, b"# Generated.\n1\n---\n2\n");
}
