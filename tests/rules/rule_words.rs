//! The words of violations, warnings and advice: the subject, the detail, and the port or volume that is named.
#[path = "../../examples/validate/main.rs"]
#[expect(dead_code, reason = "the test asks for the answers, not for the program")]
mod validate;

use k8s_openapi::api::core::v1;
use podwright::Valid;
use podwright::rules::{self, KubeVersion, RULES, Violation, Violations, Warning};
use serde_json::{Value, json};

/// Returns a pod with this spec, and with one container if the spec has none.
fn pod(mut spec: Value) -> v1::Pod {
    if spec.get("containers").is_none() {
        spec["containers"] = json!([{"name": "web", "image": "nginx:1.27"}]);
    }
    serde_json::from_value(json!({"metadata": {"name": "web"}, "spec": spec})).unwrap()
}

/// Returns a pod with one container that has these fields.
fn container(mut container: Value) -> v1::Pod {
    container["name"] = json!("web");
    if container.get("image").is_none() {
        container["image"] = json!("nginx:1.27");
    }
    pod(json!({"containers": [container]}))
}

fn details(pod: &v1::Pod) -> Vec<String> {
    let report = rules::validate(pod, KubeVersion::V1_36);
    report.violations().iter().map(|found| found.detail().to_owned()).collect()
}

fn texts(list: &[Warning]) -> Vec<String> {
    list.iter().map(Warning::to_string).collect()
}

fn warnings(pod: &v1::Pod, version: KubeVersion) -> Vec<String> {
    texts(rules::validate(pod, version).warnings())
}

#[test]
fn a_violation_says_each_part_of_itself() {
    let broken = container(json!({"terminationMessagePolicy": "Nowhere"}));
    let report = rules::validate(&broken, KubeVersion::V1_36);
    let violation = &report.violations()[0];
    assert_eq!(violation.detail(), r#"supported values: "File", "FallbackToLogsOnError""#);
    let message = format!(r#"Unsupported value: "Nowhere": {}"#, violation.detail());
    assert_eq!(violation.message(), message);
    assert_eq!(violation.to_string(), format!("spec.containers[0].terminationMessagePolicy: {message}"));
    assert_eq!(format!("{violation:?}"), violation.to_string());
}

#[test]
fn a_violation_of_the_whole_pod_names_no_field() {
    let mut mirror =
        pod(json!({"nodeName": "a", "resourceClaims": [{"name": "a", "resourceClaimName": "a"}]}));
    mirror.metadata.annotations = Some([("kubernetes.io/config.mirror".to_owned(), String::new())].into());
    let report = rules::validate(&mirror, KubeVersion::V1_36);
    assert_eq!(report.violations()[0].to_string(), "[]: Forbidden: a mirror pod has no resource claims");
}

#[test]
fn a_long_value_is_shown_in_part() {
    let shown = |length: usize| {
        let name = "A".repeat(length);
        let violation =
            rules::validate(&pod(json!({"nodeName": name})), KubeVersion::V1_36).violations()[0].clone();
        assert_eq!(violation.value(), Some(&*name));
        violation.message()
    };
    let quoted = |length: usize| format!("Invalid value: \"{}\"", "A".repeat(length));
    assert!(shown(200).starts_with(&(quoted(200) + ": ")), "{}", shown(200));
    assert!(shown(201).starts_with(&(quoted(200) + "..: ")), "{}", shown(201));
}

#[test]
fn violations_are_of_a_subject_and_can_be_taken_apart() {
    let violations = |metadata: Value| {
        let pod: v1::Pod =
            serde_json::from_value(json!({"metadata": metadata, "spec": {"containers": []}})).unwrap();
        Valid::new(pod).unwrap_err()
    };
    let subject = |metadata: Value| Violations::subject(&violations(metadata)).to_owned();
    assert_eq!(subject(json!({"name": "web"})), r#"pod "web""#);
    assert_eq!(subject(json!({"name": "web", "generateName": "a-"})), r#"pod "web""#);
    assert_eq!(subject(json!({"name": "", "generateName": "web-"})), r#"pod "web-".."#);
    assert_eq!(subject(json!({"generateName": "web-"})), r#"pod "web-".."#);
    assert_eq!(subject(json!({"generateName": ""})), "pod without a name");
    assert_eq!(subject(json!({})), "pod without a name");
    let two = violations(json!({}));
    assert_eq!(two.len(), 2);
    let rules = ["metadata-name-required", "containers-required"];
    assert_eq!((&two).into_iter().map(Violation::rule).collect::<Vec<_>>(), rules);
    assert_eq!(two.into_iter().map(|violation| violation.rule()).collect::<Vec<_>>(), rules);
}

#[test]
fn rules_and_versions_are_shown() {
    assert_eq!(format!("{:?}", RULES[0]), RULES[0].id());
    for (version, shown) in KubeVersion::ALL.into_iter().zip(["1.33", "1.34", "1.35", "1.36", "1.37"]) {
        assert_eq!(version.to_string(), shown);
        assert_eq!(
            [shown.to_owned(), format!("v{shown}.2")].map(|text| text.parse()),
            [Ok(version), Ok(version)]
        );
    }
    for text in ["", "1", "1.", "1.99", "2.36", "36", "1.3x", "vv1.36"] {
        let unknown = text.parse::<KubeVersion>().unwrap_err();
        assert_eq!(unknown.text(), text);
        let shown = format!("{text:?}: the rules of Kubernetes 1.33 to 1.37 are known, no others");
        assert_eq!(unknown.to_string(), shown);
    }
}

#[test]
fn what_is_missing_is_told_from_what_is_too_much() {
    let sources = |from: Value| details(&container(json!({"env": [{"name": "A", "valueFrom": from}]})));
    let field = json!({"fieldPath": "metadata.name"});
    assert_eq!(
        sources(json!({})),
        ["must name one source: fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef or fileKeyRef"]
    );
    let two = json!({"fieldRef": field, "secretKeyRef": {"name": "a", "key": "b"}});
    assert_eq!(sources(two), ["must name one source only"]);
    let both = json!({"env": [{"name": "A", "value": "a", "valueFrom": {"fieldRef": field}}]});
    assert_eq!(details(&container(both)), ["must not be set beside a value"]);
}

#[test]
fn each_fault_of_a_windows_user_is_named() {
    let faults = |user: &str| {
        details(&container(json!({"securityContext": {"windowsOptions": {"runAsUserName": user}}})))
    };
    assert_eq!(faults(r"a\b\c"), ["must have one backslash at most"]);
    assert_eq!(faults(""), ["must not be empty"]);
    assert_eq!(
        faults(&format!(r"{}\", "a:".repeat(200))),
        [
            "the domain must have fewer than 256 characters",
            "the domain must be a NetBIOS or a DNS name",
            "the user must have 1 to 104 characters",
        ]
    );
    assert_eq!(
        faults(". ."),
        [r#"the user must hold more than dots and spaces, and none of "/\:;|=,+*?<>@[]"#]
    );
}

#[test]
fn a_warning_says_each_part_of_itself() {
    let report = rules::validate(&pod(json!({"imagePullSecrets": [{}]})), KubeVersion::V1_36);
    let warning = &report.warnings()[0];
    assert_eq!(warning.message(), "an empty name is no secret");
    assert_eq!(warning.to_string(), "spec.imagePullSecrets[0].name: an empty name is no secret");
    assert_eq!(format!("{warning:?}"), warning.to_string());
}

#[test]
fn a_port_that_is_in_the_way_is_named() {
    let ports = |ports: Value| warnings(&container(json!({"ports": ports})), KubeVersion::V1_36);
    let port = |host: i32, ip: &str| json!({"containerPort": 80, "hostPort": host, "hostIP": ip});
    let at = "spec.containers[0].ports";
    let with_and_without = "the same port with and without a host port";
    assert_eq!(
        ports(json!([port(1, ""), port(2, ""), {"containerPort": 80}])),
        [format!("{at}[2]: {with_and_without} as {at}[0]")]
    );
    assert_eq!(
        ports(
            json!([{"containerPort": 80}, {"containerPort": 80}, port(1, ""), port(2, ""), {"containerPort": 80}])
        ),
        [
            format!("{at}[1]: the same port as {at}[0]"),
            format!("{at}[2]: {with_and_without} as {at}[0]"),
            format!("{at}[3]: {with_and_without} as {at}[0]"),
            format!("{at}[4]: the same port as {at}[0]"),
            format!("{at}[4]: {with_and_without} as {at}[2]"),
        ]
    );
    assert_eq!(
        ports(json!([port(1, ""), port(1, "1.2.3.4"), port(1, "1.2.3.5")])),
        [
            format!("{at}[1]: the same host port with and without an address as {at}[0]"),
            format!("{at}[2]: the same host port with and without an address as {at}[0]"),
        ]
    );
    let named = |name: &str, number: i32| json!({"name": name, "image": "nginx:1.27", "ports": [{"containerPort": number, "name": "a"}]});
    assert_eq!(
        warnings(&pod(json!({"containers": [named("web", 1), named("b", 2)]})), KubeVersion::V1_36),
        [format!(
            r#"spec.containers[1].ports[0]: "a" is the name of {at}[0] too, which services and probes choose"#
        )]
    );
}

#[test]
fn an_address_that_is_refused_later_is_told_from_one_that_is_not_canonical() {
    let warned = |ip: &str| warnings(&pod(json!({"hostAliases": [{"ip": ip}]})), KubeVersion::V1_35);
    let field = "spec.hostAliases[0].ip";
    assert_eq!(warned("1.2.3.4"), [""; 0]);
    let refused =
        |ip: &str, usual: &str| [format!("{field}: {ip:?} is refused since Kubernetes 1.36; use {usual:?}")];
    assert_eq!(warned("01.2.3.4"), refused("01.2.3.4", "1.2.3.4"));
    assert_eq!(warned("::ffff:1.2.3.4"), refused("::ffff:1.2.3.4", "1.2.3.4"));
    assert_eq!(warned("0::1"), [format!(r#"{field}: "0::1" is written "::1" (RFC 5952)"#)]);
    assert_eq!(warned("::1"), [""; 0]);
}

/// Returns the ids of the advice about a pod.
fn advised(pod: &v1::Pod) -> Vec<&'static str> {
    rules::advise(pod).iter().map(Warning::rule).collect()
}

#[test]
fn a_directory_of_one_container_may_be_meant_for_it_alone() {
    let mounts = json!([{"name": "data", "mountPath": "/tmp"}]);
    let web = json!({"name": "web", "image": "nginx:1.27", "volumeMounts": mounts});
    let other = json!({"name": "b", "image": "nginx:1.27"});
    assert_eq!(advised(&pod(json!({"containers": [web, other], "volumes": [{"name": "data"}]}))), [""; 0]);
}

#[test]
fn an_image_that_names_one_release_needs_no_advice() {
    let digest = format!("nginx:latest@sha256:{}", "0".repeat(64));
    for image in ["", "nginx:1.27", "localhost:5000/nginx:1.27", &digest] {
        assert_eq!(advised(&container(json!({"image": image}))), [""; 0], "{image}");
    }
    for image in ["nginx", "nginx:latest", "localhost:5000/nginx", "$(IMAGE)", "{{ .Values.image }}"] {
        assert_eq!(advised(&container(json!({"image": image}))), ["advice-image-tag"], "{image}");
    }
}

#[test]
fn an_image_that_no_kubelet_can_read_never_starts() {
    for image in ["Nginx:1.27", "acme/Web:1", "https://ghcr.io/web:1", "web@sha256:0", "nginx:1.27 "] {
        assert_eq!(advised(&container(json!({"image": image})))[..], ["advice-image-reference"], "{image}");
    }
    for image in [
        "$(IMAGE):1",
        "ghcr.io/acme/web:${TAG}",
        "{{ .Values.image }}:1",
        "ko://example.com/web:1",
        "WEB_IMAGE:1",
    ] {
        assert_eq!(advised(&container(json!({"image": image}))), [""; 0], "{image}");
    }
}

#[test]
fn a_secret_is_a_text_with_the_name_of_one() {
    let env = |name: &str, value: &str| advised(&container(json!({"env": [{"name": name, "value": value}]})));
    for name in ["PASSWORD", "DB_PASSWORD", "db_password", "TOKEN", "MY_API_KEY"] {
        assert_eq!(env(name, "hunter2"), ["advice-secret-literal"], "{name}");
        assert_eq!(env(name, ""), [""; 0], "{name}");
        assert_eq!(env(name, "$(A_SERVICE_HOST)"), [""; 0], "{name}");
    }
    for name in ["A", "NOPASSWORD", "PASSWORD_FILE", "TOKENS"] {
        assert_eq!(env(name, "hunter2"), [""; 0], "{name}");
    }
}

#[test]
fn a_reference_is_to_a_variable_or_a_service() {
    let args = |text: &str| advised(&container(json!({"args": [text], "env": [{"name": "A"}]})));
    for text in [
        "$(A)",
        "$(WEB_SERVICE_HOST)",
        "$(WEB_SERVICE_PORT_HTTP)",
        "$(WEB_PORT_80_TCP)",
        "$(WEB_PORT)",
        "$(date)",
    ] {
        assert_eq!(args(text), [""; 0], "{text}");
    }
    for text in ["$(B)", "$(WEB_HOST)", "$(PORT)", "$(WEB_PORTS)", "$(SERVICE_HOST)"] {
        assert_eq!(args(text), ["advice-reference-unknown"], "{text}");
    }
}

#[test]
fn a_probe_is_of_a_port_that_is_named() {
    let probe = |port: Value| {
        advised(&container(json!({
            "ports": [{"name": "http", "containerPort": 80}, {"name": "tls", "containerPort": 443}],
            "readinessProbe": {"tcpSocket": {"port": port}},
        })))
    };
    assert_eq!(probe(json!("http")), [""; 0]);
    assert_eq!(probe(json!("tls")), [""; 0]);
    assert_eq!(probe(json!(99)), [""; 0]);
    assert_eq!(probe(json!("metrics")), ["advice-probe-port"]);
}

#[test]
fn the_example_answers_each_line_with_a_verdict() {
    let answer = |line: &str| {
        let mut out = String::new();
        let options = validate::Options { version: KubeVersion::V1_36, pod_security: false };
        validate::answer(line.as_bytes(), &options, &mut out);
        serde_json::from_str::<Value>(&out).unwrap()
    };
    let good = json!({"metadata": {"name": "a.b"}, "spec": {"containers": [{"name": "a", "image": "b"}]}});
    let answered = answer(&good.to_string());
    assert_eq!((&answered["ok"], &answered["errors"]), (&json!(true), &json!([])));
    assert!(answered["warnings"][0].as_str().unwrap().starts_with("metadata.name: becomes the host name"));
    assert_eq!(
        answer(r#"{"metadata":{"name":"a"},"spec":{"containers":[]}}"#),
        json!({"ok": false, "warnings": [], "errors": [{
            "type": "Required", "field": "spec.containers",
            "detail": "Required value: a pod has at least one container",
        }]})
    );
    let secret = answer(r#"{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a b"}}"#);
    assert_eq!((&secret["ok"], &secret["errors"][0]["field"]), (&json!(false), &json!("metadata.name")));
    let undecoded = |line: &str| {
        let answered = answer(line);
        assert_eq!(answered["errors"][0]["type"], "Decode", "{line}");
        assert_eq!((&answered["ok"], &answered["errors"][0]["field"]), (&json!(false), &json!("")));
        answered["errors"][0]["detail"].as_str().unwrap().to_owned()
    };
    let unknown = undecoded(r#"{"apiVersion":"apps/v2","kind":"Deployment"}"#);
    assert!(
        unknown.starts_with("there are no rules for a Deployment of apps/v2, only for DaemonSet, "),
        "{unknown}"
    );
    assert!(undecoded(r#"{"kind":"Secret","data":7}"#).contains("integer `7`"));
    assert!(undecoded(r#"{"kind":"Pod","spec":7}"#).contains("integer `7`"));
    assert!(undecoded("[]").contains("sequence"));
    assert!(undecoded("{").contains("EOF"));
}
