//! Manifests are read strictly: each problem has a position, and no value is read as something else.

use k8s_openapi::api::admissionregistration::v1::ValidatingWebhookConfiguration;
use k8s_openapi::api::{apps, core::v1};
use podwright::manifest::{Problem, ProblemKind, ReadErrors, Reader, Yaml};
use podwright::rules::{KubeVersion, Warning};
use podwright::{from_yaml, to_yaml};

use crate::POD;

fn problems(text: &str) -> Vec<String> {
    let read = Reader::new(text.as_bytes()).map(|document| document?.object());
    read.filter_map(Result::err)
        .flat_map(|problems| problems.iter().map(Problem::to_string).collect::<Vec<_>>())
        .collect()
}

fn one(text: &str) -> ReadErrors {
    let mut documents = Reader::new(text.as_bytes()).map(|document| document?.object());
    documents.find_map(Result::err).expect("there is a problem")
}

fn pod_with(more: &str) -> String {
    format!("{POD}{more}")
}

#[test]
fn a_pod_is_read_as_it_was_written() {
    let pod = from_yaml::<v1::Pod>(POD).unwrap();
    assert_eq!(to_yaml(&pod).unwrap(), POD);
    let json = podwright::to_json(&pod).unwrap();
    assert_eq!(from_yaml::<v1::Pod>(&json).unwrap(), pod);
}

#[test]
fn unknown_fields_are_named_with_their_nearest() {
    let text = "\
apiVersion: v1
kind: Pod
metadata:
  name: web
  lables: {a: b}
spec:
  containers:
  - name: web
    image: nginx
    imagePullpolicy: Always
    env:
    - name: A
      valu: b
    restartPolicy2: x
    volumes: []
    foo: {bar: [1]}
";
    assert_eq!(
        problems(text),
        [
            "5:3: metadata.lables: unknown field, did you mean `labels`?",
            "10:5: spec.containers[0].imagePullpolicy: unknown field, did you mean `imagePullPolicy`?",
            "13:7: spec.containers[0].env[0].valu: unknown field, did you mean `value`?",
            "14:5: spec.containers[0].restartPolicy2: unknown field, did you mean `restartPolicy`?",
            "15:5: spec.containers[0].volumes: unknown field, it belongs to `spec`: mind the indentation",
            "16:5: spec.containers[0].foo: unknown field",
        ]
    );
}

#[test]
fn values_of_wrong_types_are_all_found() {
    let text = "\
apiVersion: v1
kind: Pod
metadata:
  name: 8080
  labels: {on: yes, 1: two, \"3\": 4}
spec:
  hostNetwork: \"true\"
  terminationGracePeriodSeconds: soon
  containers:
    name: web
  initContainers:
  - just a text
  - name: a
    args: [1, two, null, {a: b}]
    ports: [{containerPort: \"80\"}]
    resources: {limits: {cpu: 1, memory: 1.5, x: [1]}}
    livenessProbe: {tcpSocket: {port: true}}
";
    assert_eq!(
        problems(text),
        [
            "4:9: metadata.name: expected a text, found the number 8080: put the value in quotes",
            "5:12: metadata.labels.on: the key \"on\" is read as the boolean true: put it in quotes: \"on\"",
        ][1..],
        "what is no YAML to kubectl comes first"
    );
    assert_eq!(
        problems(&text.replace("{on:", "{\"on\":")),
        [
            "4:9: metadata.name: expected a text, found the number 8080: put the value in quotes",
            "5:18: metadata.labels[on]: expected a text, found the boolean true: put the value in quotes",
            "5:36: metadata.labels[3]: expected a text, found the number 4: put the value in quotes",
            "7:16: spec.hostNetwork: expected true or false, found the text \"true\"",
            "8:34: spec.terminationGracePeriodSeconds: expected an integer, found the text \"soon\"",
            "10:5: spec.containers: expected a list, found a map",
            "12:5: spec.initContainers[0]: expected a map of fields, found the text \"just a text\"",
            "14:12: spec.initContainers[1].args[0]: expected a text, found the number 1: put the value in quotes",
            "14:26: spec.initContainers[1].args[3]: expected a text, found a map",
            "15:29: spec.initContainers[1].ports[0].containerPort: expected an integer, found the text \"80\"",
            "16:50: spec.initContainers[1].resources.limits[x]: expected a quantity such as `500m` or `128Mi`, found a list",
            "17:39: spec.initContainers[1].livenessProbe.tcpSocket.port: invalid type: boolean `true`, expected IntOrString",
        ]
    );
}

#[test]
fn a_value_that_is_not_base64_is_told_what_it_is_to_be() {
    let object = |kind: &str, field: &str, value: &str| {
        problems(&format!("apiVersion: v1\nkind: {kind}\nmetadata: {{name: a}}\n{field}:\n  key: {value}\n"))
    };
    for value in ["s3cret-word", "c2VjcmV0d29yZA", "c2Vjcm=", "=s3c"] {
        assert_eq!(
            object("Secret", "data", value),
            ["5:8: data[key]: the value is not base64: encode it, or write it as it is below `stringData`"],
            "and the value is not shown"
        );
    }
    assert_eq!(
        object("ConfigMap", "binaryData", "s3cret-word"),
        [
            "5:8: binaryData[key]: the value is not base64: encode it, or write it as it is below `data` if it is text"
        ]
    );
    assert!(object("Secret", "data", "c2VjcmV0").is_empty());
    assert!(object("Secret", "stringData", "s3cret-word").is_empty());
    let list = "apiVersion: v1\nkind: SecretList\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: a}, data: {key: a-b}}\n";
    assert!(
        problems(list)[0].ends_with(
            "data[key]: the value is not base64: encode it, or write it as it is below `stringData`"
        )
    );
    let webhook = "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: a}\nwebhooks:\n\
                   - {name: a.example.com, admissionReviewVersions: [v1], sideEffects: None, clientConfig: {url: \"https://a\", caBundle: a-b}}\n";
    let document = Reader::new(webhook.as_bytes()).next().unwrap().unwrap();
    let errors = document.decode::<ValidatingWebhookConfiguration>().unwrap_err();
    assert_eq!(
        errors.to_string(),
        "5:118: webhooks[0].clientConfig.caBundle: the value is not base64: encode it"
    );
}

#[test]
fn quantities_may_be_numbers() {
    let pod = from_yaml::<v1::Pod>(&pod_with(
        "    resources: {limits: {cpu: 1.5, memory: 1_000}, requests: {cpu: 1}}\n",
    ))
    .unwrap();
    let yaml = to_yaml(&pod).unwrap();
    assert!(
        yaml.contains(
            "requests:\n        cpu: \"1\"\n      limits:\n        cpu: 1500m\n        memory: 1k\n"
        ),
        "{yaml}"
    );
}

#[test]
fn keys_do_not_disturb_a_terminal() {
    let found = problems("{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"a\\u001b[2J\\nb\": 1}");
    assert_eq!(found, [r"1:37: a\u{1b}[2J\nb: unknown field"]);
}

#[test]
fn keys_stand_once() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels: {x: a, \"x\": b}\n  name: b\nspec:\n  containers:\n  - {name: a, image: b}\n  - image: c\n    image: d\n";
    assert_eq!(
        problems(text),
        [
            "5:18: metadata.labels.x: duplicate key \"x\"",
            "6:3: metadata.name: duplicate key \"name\"",
            "11:5: spec.containers[1].image: duplicate key \"image\"",
        ]
    );
}

#[test]
fn violations_stand_where_the_field_does() {
    let text = "\
# A comment.
apiVersion: v1
kind: Pod
metadata:
  name: Web
spec:
  containers:
  - name: web
    image: nginx
    ports:
    - containerPort: 80
    - containerPort: 99999
    resources:
      limits: {cpu: 1}
      requests: {cpu: 2}
    volumeMounts:
    - {name: data, mountPath: /data}
  - image: b
";
    let found = one(text);
    assert!(found.iter().all(|problem| problem.kind() == ProblemKind::Violation));
    let places: Vec<_> = found
        .iter()
        .map(|problem| (problem.position().to_string(), problem.field().to_owned(), problem.rule()))
        .collect();
    let wanted = [
        ("5:9", "metadata.name", "metadata-name"),
        ("12:22", "spec.containers[0].ports[1].containerPort", "port-range"),
        ("15:23", "spec.containers[0].resources.requests", "resource-request-over-limit"),
        ("17:14", "spec.containers[0].volumeMounts[0].name", "mount-volume-not-found"),
        ("18:5", "spec.containers[1].name", "container-name-required"),
    ];
    for ((position, field, rule), wanted) in places.iter().zip(wanted) {
        assert_eq!((position.as_str(), field.as_str()), (wanted.0, wanted.1), "{rule:?}");
        assert!(rule.is_some());
    }
    assert_eq!(places.len(), wanted.len(), "{found}");
}

#[test]
fn pods_of_workloads_are_validated() {
    let text = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: \"a b\"}
    spec:
      containers:
      - {name: web, image: nginx, workingDir: \"a:b\", imagePullPolicy: Often}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: web}
spec:
  schedule: \"* * * * *\"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: []}}}}
";
    let found = problems(text);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[0].starts_with("8:7: spec.template.metadata.labels: Invalid value: "), "{found:?}");
    let found = &found[1..];
    assert!(found[0].starts_with("8:21: spec.template.labels: Invalid value: \"a b\": "), "{found:?}");
    assert!(
        found[1].starts_with(
            "11:71: spec.template.spec.containers[0].imagePullPolicy: Unsupported value: \"Often\": "
        ),
        "{found:?}"
    );
    assert!(
        found[2].starts_with("18:64: spec.jobTemplate.spec.template.spec.containers: Required value"),
        "{found:?}"
    );
}

#[test]
fn the_version_is_chosen() {
    let text = pod_with("    restartPolicy: Never\n");
    let read = |version| Reader::new(text.as_bytes()).kubernetes(version).next().unwrap().unwrap().object();
    assert!(read(KubeVersion::V1_36).is_ok());
    let found = read(KubeVersion::V1_33).unwrap_err();
    let fields: Vec<_> =
        found.iter().map(|problem| (problem.position().to_string(), problem.field().to_owned())).collect();
    assert_eq!(fields, [("9:20".to_owned(), "spec.containers[0].restartPolicy".to_owned())]);
}

#[test]
fn syntax_errors_have_their_place() {
    for (text, place) in [
        ("a: b: c\n", "1:4"),
        ("a:\n\t- b\n", "2:1"),
        ("a: 1\n b: 2\n", "2:2"),
        ("a: 'x\n", "1:4"),
        ("é: \"ö\" x\n", "1:8"),
        ("a: *nobody\n", "1:4"),
        ("a: &a [*a]\n", "1:8"),
        ("? [a]\n: b\n", "1:3"),
        ("? {a: b}\n: b\n", "1:3"),
        ("a: !!binary aGk=\n", "1:4"),
        ("a: !foo b\n", "1:4"),
        ("a: !foo {}\n", "1:4"),
        ("a: \"\u{1}\"\n", "1:5"),
        ("a:\n  <<: [1]\n", "2:8"),
        ("- a\nb: c\n", "2:1"),
        ("{\"a\": \"\\ud800\"}\n", "1:7"),
    ] {
        let text = format!("apiVersion: example.com/v1\nkind: X\n---\n{text}");
        let found = one(&text);
        let problem = found.iter().next().unwrap();
        assert_eq!(problem.kind(), ProblemKind::Syntax, "{text:?}: {found}");
        let (line, column) = place.split_once(':').unwrap();
        let place = format!("{}:{column}", line.parse::<usize>().unwrap() + 3);
        assert_eq!(problem.position().to_string(), place, "{text:?}: {found}");
    }
}

#[test]
fn tabs_may_stand_in_texts_and_in_brackets() {
    let text = "apiVersion: example.com/v1\nkind: X\na: |\n  -\t\n  \tb\nc: [\n  \t1]\nd: \"e\n  \tf\"\n";
    let document = Reader::new(text.as_bytes()).next().unwrap().unwrap();
    let value = document.decode::<serde_json::Value>().unwrap();
    assert_eq!(
        (&value["a"], &value["c"], &value["d"]),
        (&"-\t\n\tb\n".into(), &[1].as_slice().into(), &"e f".into())
    );
    for text in ["a:\n  -\tb\n", "a: >-\n    \t b\n", "a: b\n\t\n", "a:\n  - \tb\n", "a: |\n  b\n\t# c\n"] {
        let found = one(&format!("apiVersion: v1\nkind: X\n{text}"));
        assert!(found.to_string().contains("tab"), "{text:?}: {found}");
    }
}

#[test]
fn an_object_says_what_it_is() {
    assert_eq!(
        problems("- a\n"),
        ["1:1: apiVersion: Required value: every object has an `apiVersion` and a `kind`"]
    );
    assert_eq!(
        problems("apiVersion: v1\n"),
        ["1:1: kind: Required value: every object has an `apiVersion` and a `kind`"]
    );
    assert_eq!(problems("apiVersion: v1\nkind: 1\n").len(), 1);
    assert_eq!(
        problems("apiVersion: v1\nkind: Deployment\n"),
        [
            "1:13: apiVersion: no cluster knows the kind \"Deployment\" of \"v1\": write \"apps/v1\" for \"v1\""
        ]
    );
    assert_eq!(
        problems("apiVersion: apps/v1\nkind: Deploymnt\n"),
        [
            "2:7: kind: no cluster knows the kind \"Deploymnt\" of \"apps/v1\": write \"Deployment\" for \"Deploymnt\""
        ]
    );
    let found = from_yaml::<v1::Pod>("apiVersion: apps/v1\nkind: Pod\n").unwrap_err();
    assert_eq!(found.to_string(), "1:13: apiVersion: expected \"v1\", found \"apps/v1\"");
    assert!(from_yaml::<v1::Pod>("# nothing\n").unwrap_err().to_string().contains("no object"));
    assert!(
        from_yaml::<v1::Pod>(&format!("{POD}---\n{POD}")).unwrap_err().to_string().contains("more than one")
    );
}

#[test]
fn custom_resources_pass_as_they_stand() {
    let text = "apiVersion: example.com/v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  z: 1\n  a: [\"no\", 1.5, ~]\n";
    let document = Reader::new(text.as_bytes()).next().unwrap().unwrap();
    let object = document.object().unwrap();
    assert_eq!(object.to_string(), "Service \"web\"");
    assert_eq!(
        to_yaml(&object).unwrap(),
        "apiVersion: example.com/v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  z: 1\n  a:\n  - \"no\"\n  - 1.5\n  - null\n"
    );
}

#[test]
fn aliases_and_merges_are_replaced() {
    let text = "\
apiVersion: v1
kind: Pod
metadata: &m {name: web, labels: &l {app: web}}
spec:
  containers:
  - &c
    name: a
    image: nginx:1.27
    env: [{name: A, value: b}]
  - <<: *c
    name: b
  - <<: [{name: d, tty: true}, *c]
    name: c
";
    let pod = from_yaml::<v1::Pod>(text).unwrap();
    let containers = &pod.spec.as_ref().unwrap().containers;
    let names: Vec<_> = containers.iter().map(|container| (&*container.name, container.tty)).collect();
    assert_eq!(names, [("a", None), ("b", None), ("c", Some(true))]);
    assert!(
        containers.iter().all(|container| container.env == containers[0].env && container.image.is_some())
    );
    let broken = text.replace("image: nginx:1.27", "image: ' nginx'");
    let places: Vec<_> =
        problems(&broken).iter().map(|problem| problem.split(": ").next().unwrap().to_owned()).collect();
    assert_eq!(places, ["8:12", "8:12", "8:12"].map(str::to_owned), "{:?}", problems(&broken));
}

#[test]
fn lists_are_read_item_by_item() {
    let item = POD
        .lines()
        .enumerate()
        .fold(String::new(), |text, (i, line)| text + if i == 0 { "- " } else { "  " } + line + "\n");
    let text =
        format!("apiVersion: v1\nkind: List\nitems:\n{item}{}", item.replace("name: web", "name: Web"));
    let read: Vec<_> = Reader::new(text.as_bytes()).map(|document| document?.object()).collect();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].as_ref().unwrap().to_string(), "Pod \"web\"");
    let found = read[1].as_ref().unwrap_err().to_string();
    assert!(found.starts_with("15:11: metadata.name: Invalid value: \"Web\""), "{found}");
}

#[test]
fn limits_are_kept() {
    let nested = format!("apiVersion: v1\nkind: Pod\nspec: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    let blocks = format!("apiVersion: v1\nkind: Pod\nspec:\n{}x\n", "- ".repeat(100_000));
    let maps =
        (0..2_000).fold("apiVersion: v1\nkind: Pod\n".to_owned(), |text, i| text + &" ".repeat(i) + "a:\n");
    for text in [nested, blocks, maps, "{\"a\":".repeat(100_000)] {
        let found = one(&text);
        assert_eq!(found.iter().next().unwrap().kind(), ProblemKind::Limit, "{found}");
    }
    let bomb = (1..30).fold("apiVersion: v1\nkind: Pod\na0: &a0 [x, x]\n".to_owned(), |text, i| {
        format!("{text}a{i}: &a{i} [*a{0}, *a{0}, *a{0}]\n", i - 1)
    });
    let found = one(&bomb);
    assert_eq!(found.iter().next().unwrap().kind(), ProblemKind::Limit, "{found}");
    assert!(found.to_string().contains("aliases of this document stand for more than 100000 values"));
    let merges = (1..30).fold("apiVersion: v1\nkind: Pod\na0: &a0 {k0: x}\n".to_owned(), |text, i| {
        format!("{text}a{i}: &a{i} {{k{i}: {{<<: *a{0}, z: *a{0}}}, <<: *a{0}}}\n", i - 1)
    });
    assert_eq!(one(&merges).iter().next().unwrap().kind(), ProblemKind::Limit);
    let deep = (1..300).fold("apiVersion: v1\nkind: Pod\na0: &a0 [x]\n".to_owned(), |text, i| {
        format!("{text}a{i}: &a{i} [*a{}]\n", i - 1)
    });
    assert_eq!(one(&deep).iter().next().unwrap().kind(), ProblemKind::Limit);

    let line = std::io::BufReader::new(std::io::Read::take(std::io::repeat(b'x'), 1 << 30));
    let found = Reader::new(line).next().unwrap().unwrap_err();
    assert_eq!(found.to_string(), "1:1: the document that begins here has more than 16777216 bytes");
    let mut small = Reader::new(POD.as_bytes()).max_document_size(20);
    assert!(small.next().unwrap().is_err());
    assert!(small.next().is_none());
}

#[test]
fn at_most_a_thousand_problems_are_reported() {
    let many =
        (0..1_500).fold("apiVersion: v1\nkind: Pod\n".to_owned(), |text, i| format!("{text}x{i}: 1\n"));
    let found = one(&many);
    assert_eq!(found.iter().count(), 1_000);
    assert!(found.to_string().ends_with("\nand 500 more"), "{found}");
}

#[test]
fn own_types_are_read_as_strictly() {
    let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replica: 3}\n";
    let document = Reader::new(text.as_bytes()).named("web.yaml").next().unwrap().unwrap();
    let found = document.decode::<apps::v1::Deployment>().unwrap_err();
    assert_eq!(found.to_string(), "web.yaml:4:8: spec.replica: unknown field, did you mean `replicas`?");
    assert_eq!(document.decode::<serde_json::Value>().unwrap()["spec"]["replica"], 3);
}

#[test]
fn excerpts_show_the_lines() {
    let text =
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  contaners: []\n  hostNetwork: \"yes\"\n";
    let found =
        Reader::new(text.as_bytes()).named("k8s/web.yaml").next().unwrap().unwrap().object().unwrap_err();
    let shown = "\
error: spec.contaners: unknown field, did you mean `containers`?
 --> k8s/web.yaml:6:3
  |
4 |   name: web
5 | spec:
6 |   contaners: []
  |   ^^^^^^^^^

error: spec.hostNetwork: expected true or false, found the text \"yes\"
 --> k8s/web.yaml:7:16
  |
5 | spec:
6 |   contaners: []
7 |   hostNetwork: \"yes\"
  |                ^^^^^
";
    assert_eq!(found.excerpts().to_string(), shown);
    assert!(found.excerpts().colored().to_string().contains('\u{1b}'));
}

#[test]
fn warnings_have_places_too() {
    let text = POD.replace("nginx:1.27", "nginx").replace("name: web\nspec", "name: web.example.com\nspec");
    let document = Reader::new(text.as_bytes()).next().unwrap().unwrap();
    let warnings: Vec<_> = document
        .warnings()
        .unwrap()
        .iter()
        .map(|warning| (warning.position().to_string(), warning.field().to_owned(), warning.kind()))
        .collect();
    assert_eq!(
        warnings,
        [
            ("4:9".to_owned(), "metadata.name".to_owned(), ProblemKind::Warning),
            ("8:12".to_owned(), "spec.containers[0].image".to_owned(), ProblemKind::Warning),
        ]
    );
}

#[test]
fn an_object_that_was_read_keeps_its_warnings() {
    let text = POD.replace("nginx:1.27", "nginx").replace("name: web\nspec", "name: web.example.com\nspec");
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n";
    let text = format!("{text}---\n{service}");
    let mut objects =
        Reader::new(text.as_bytes()).kubernetes(KubeVersion::V1_33).map(|document| document?.object());
    let pod = objects.next().unwrap().unwrap();
    assert_eq!(pod.warnings().iter().map(Warning::rule).collect::<Vec<_>>(), ["warn-pod-name-no-label"]);
    assert_eq!(pod.advice().iter().map(Warning::rule).collect::<Vec<_>>(), ["advice-image-tag"]);
    assert!(pod.downcast_ref::<v1::Pod>().is_some());
    let service = objects.next().unwrap().unwrap();
    assert!(service.warnings().is_empty() && service.advice().is_empty());
}

#[test]
fn numbers_and_words_are_what_kubectl_takes_them_for() {
    let text = "apiVersion: example.com/v1\nkind: X\na: [yes, No, ~, 0x10, 010, 1_000, 1e3, 1.50, 12:30:45, 2024-01-01, '1', \"no\", y]\n";
    let document = Reader::new(text.as_bytes()).next().unwrap().unwrap();
    let value = document.decode::<serde_json::Value>().unwrap();
    let wanted = serde_json::json!([
        true,
        false,
        null,
        16,
        8,
        1000,
        1000.0,
        1.5,
        "12:30:45",
        "2024-01-01",
        "1",
        "no",
        true
    ]);
    assert_eq!(value["a"], wanted);
    let written = Yaml::new().unvalidated(&value["a"]).unwrap();
    assert!(written.starts_with("- true\n- false\n- null\n- 16\n"), "{written}");
}
