//! The rules by version, the rules of admission, advice, and extreme input.

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;
use podwright::Valid;
use podwright::rules::{self, KubeVersion, ViolationKind, Violations};
use serde_json::{Value, json};

/// Returns a pod named `web` with this spec, and with one container if the spec has none.
fn pod(mut spec: Value) -> v1::Pod {
    if spec.get("containers").is_none() {
        spec["containers"] = json!([{"name": "web", "image": "nginx:1.27"}]);
    }
    serde_json::from_value(json!({"metadata": {"name": "web"}, "spec": spec})).unwrap()
}

/// Returns `kind field` of each violation.
fn violations(pod: &v1::Pod, version: KubeVersion) -> Vec<String> {
    let report = rules::validate(pod, version);
    report.violations().iter().map(|found| format!("{} {}", found.kind().name(), found.field())).collect()
}

/// Asserts the violations of a pod in each version, from the oldest to the newest.
#[track_caller]
fn by_version(spec: Value, expected: [&str; 5]) {
    let pod = pod(spec);
    for (version, expected) in KubeVersion::ALL.into_iter().zip(expected) {
        assert_eq!(violations(&pod, version).join(", "), expected, "{version}");
    }
}

#[test]
fn a_regular_container_has_a_restart_policy_of_its_own_since_1_34() {
    let container = json!({"name": "web", "image": "nginx", "restartPolicy": "Sometimes"});
    by_version(
        json!({"containers": [container]}),
        [
            "Forbidden spec.containers[0].restartPolicy",
            "",
            "NotSupported spec.containers[0].restartPolicy",
            "NotSupported spec.containers[0].restartPolicy",
            "NotSupported spec.containers[0].restartPolicy",
        ],
    );
}

#[test]
fn an_init_container_that_is_no_sidecar_has_one_since_1_34() {
    let init = json!({"name": "init", "image": "nginx", "restartPolicy": "Never"});
    by_version(
        json!({"initContainers": [init]}),
        ["NotSupported spec.initContainers[0].restartPolicy", "", "", "", ""],
    );
}

k8s_openapi::k8s_if_ge_1_37! {
    #[test]
    fn too_many_restart_rules_were_too_long_before_1_36() {
        let rule = json!({"action": "Restart", "exitCodes": {"operator": "In", "values": [1]}});
        let container = json!({
            "name": "web", "image": "nginx", "restartPolicy": "Never", "restartPolicyRules": vec![rule; 21],
        });
        let field = "spec.containers[0].restartPolicyRules";
        let (long, many) = (format!("TooLong {field}"), format!("TooMany {field}"));
        by_version(
            json!({"containers": [container]}),
            ["Forbidden spec.containers[0].restartPolicy", "", &long, &many, &many],
        );
    }
}

#[test]
fn a_pod_has_resources_of_its_own_since_1_34() {
    let field = "NotSupported spec.resources.limits[ephemeral-storage], \
                 NotSupported spec.resources.requests[ephemeral-storage]";
    let limits = json!({"limits": {"ephemeral-storage": "1Gi"}, "requests": {"ephemeral-storage": "1Gi"}});
    by_version(json!({"resources": limits}), ["", field, field, field, field]);
}

#[test]
fn a_request_of_a_pod_that_has_no_limit_gets_one_since_1_37() {
    let huge = json!({"limits": {"hugepages-2Mi": "4Mi", "cpu": "1"}});
    let spec = json!({
        "containers": [{"name": "web", "image": "nginx", "resources": huge}],
        "resources": {"requests": {"hugepages-2Mi": "4Mi", "cpu": "1"}},
    });
    let missing = "Required spec.resources.limits";
    by_version(spec, ["", missing, missing, missing, ""]);
}

#[test]
fn ip_addresses_are_strict_since_1_36() {
    let strict = "Invalid spec.hostAliases[0].ip";
    by_version(json!({"hostAliases": [{"ip": "010.1.2.3"}]}), ["", "", "", strict, strict]);
}

#[test]
fn an_image_volume_is_dropped_before_1_35() {
    let spec = json!({
        "containers": [{
            "name": "web", "image": "nginx", "volumeMounts": [{"name": "data", "mountPath": "/data"}],
        }],
        "volumes": [{"name": "data", "image": {}}, {"name": "A"}],
    });
    let dropped = "Invalid spec.volumes[0].name";
    let validated = "Required spec.volumes[0].image.reference, Invalid spec.volumes[1].name, \
                  NotFound spec.containers[0].volumeMounts[0].name";
    by_version(spec, [dropped, dropped, validated, validated, validated]);
}

k8s_openapi::k8s_if_ge_1_34! {
    #[test]
    fn a_file_of_variables_is_validated_since_1_35() {
        let source = json!({"fileKeyRef": {"volumeName": "nowhere", "path": "a", "key": "K"}});
        let container = json!({"name": "web", "image": "nginx", "env": [{"name": "K", "valueFrom": source}]});
        let dropped = "Invalid spec.containers[0].env[0].valueFrom";
        let validated = "NotFound spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName";
        by_version(json!({"containers": [container]}), [dropped, dropped, validated, validated, validated]);
    }
}

#[test]
fn a_resize_restarts_no_init_container_since_1_36() {
    let resize = json!([{"resourceName": "cpu", "restartPolicy": "RestartContainer"}]);
    let init = json!({"name": "init", "image": "nginx", "resizePolicy": resize});
    let field = "Invalid spec.initContainers[0].resizePolicy[0].restartPolicy";
    by_version(json!({"initContainers": [init]}), ["", "", "", field, field]);
}

#[test]
fn the_path_of_the_shared_process_namespace_moved_with_1_37() {
    let old = "Invalid spec.securityContext.shareProcessNamespace";
    let new = "Invalid spec.shareProcessNamespace";
    by_version(json!({"hostPID": true, "shareProcessNamespace": true}), [old, old, old, old, new]);
}

k8s_openapi::k8s_if_ge_1_37! {
    #[test]
    fn trust_bundles_and_certificates_are_validated_since_1_37() {
        let sources = json!([{"clusterTrustBundle": {"path": "a"}}, {"podCertificate": {"signerName": "a.b/c", "keyType": "ED25519"}}]);
        let validated = "Required spec.volumes[0].projected.sources[0].clusterTrustBundle, \
                      Required spec.volumes[0].projected.sources[1].podCertificate";
        by_version(
            json!({"volumes": [{"name": "a", "projected": {"sources": sources}}]}),
            ["", "", "", "", validated],
        );
    }
}

#[test]
fn a_security_label_may_be_set_by_mounting_since_1_37() {
    let field = "NotSupported spec.securityContext.seLinuxChangePolicy";
    by_version(
        json!({"securityContext": {"seLinuxChangePolicy": "MountOption"}}),
        [field, field, field, field, ""],
    );
}

#[test]
fn owners_are_named_by_their_index_since_1_37() {
    let mut pod = pod(json!({}));
    pod.metadata.owner_references =
        Some(vec![OwnerReference { name: "job".to_owned(), ..Default::default() }]);
    let old = [
        "Invalid metadata.ownerReferences.kind",
        "Invalid metadata.ownerReferences.uid",
        "Invalid metadata.ownerReferences.apiVersion",
    ];
    let new = [
        "Required metadata.ownerReferences[0].kind",
        "Required metadata.ownerReferences[0].uid",
        "Required metadata.ownerReferences[0].apiVersion",
    ];
    assert_eq!(violations(&pod, KubeVersion::V1_36), old);
    assert_eq!(violations(&pod, KubeVersion::V1_37), new);
}

#[test]
fn violations_read_as_kubectl_users_know_them() {
    let pod = pod(json!({
        "initContainers": [{"name": "step-0", "image": "a"}, {"name": "step-0", "image": "a"}],
        "containers": [{
            "name": "main", "image": "a", "resources": {"requests": {"cpu": "2"}, "limits": {"cpu": "1"}},
            "terminationMessagePolicy": "Nowhere", "ports": [{"containerPort": 70000}],
        }],
    }));
    let violations: Violations = Valid::new(pod).unwrap_err();
    assert_eq!(
        violations.to_string(),
        r#"pod "web" cannot be created: 4 violations
  spec.containers[0].terminationMessagePolicy: Unsupported value: "Nowhere": supported values: "File", "FallbackToLogsOnError"
  spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535
  spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1
  spec.initContainers[1].name: Duplicate value: "step-0""#
    );
    assert_eq!(format!("{violations:?}"), violations.to_string());
    let kinds: Vec<_> = violations.iter().map(|violation| (violation.kind(), violation.rule())).collect();
    assert_eq!(kinds[1], (ViolationKind::Invalid, "container-port-range"));
    assert_eq!(kinds[3], (ViolationKind::Duplicate, "container-name-duplicate"));
    assert_eq!(violations.iter().last().unwrap().value(), Some("step-0"));
}

#[test]
fn errors_can_be_sent_and_shared() {
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}
    is_error::<Violations>();
}

#[test]
fn advice_is_given_once_each() {
    let pod = pod(json!({
        "containers": [
            {
                "name": "web", "image": "nginx", "args": ["$(PORT)", "$(NOPE)", "$(date)", "$$(NOPE)"],
                "env": [
                    {"name": "PORT", "value": "80"},
                    {"name": "DB_PASSWORD", "value": "hunter2"},
                    {"name": "URL", "value": "$(LATER):$(PORT)"},
                    {"name": "LATER", "value": "x"},
                    {"name": "TOKEN_TTL", "value": "3"},
                ],
                "readinessProbe": {"httpGet": {"port": "http"}},
                "volumeMounts": [
                    {"name": "scratch", "mountPath": "data"}, {"name": "both", "mountPath": "/both"},
                    {"name": "both", "mountPath": "/both/"}, {"name": "both", "mountPath": "/"},
                ],
            },
            {"name": "b", "image": "a/b:latest", "volumeMounts": [{"name": "both", "mountPath": "/both"}]},
            {"name": "c", "image": "localhost:5000/c@sha256:0000000000000000000000000000000000000000000000000000000000000000"},
        ],
        "volumes": [{"name": "scratch"}, {"name": "both"}, {"name": "unused", "secret": {"secretName": "a"}}],
    }));
    let given: Vec<_> =
        rules::advise(&pod).iter().map(|advice| format!("{} {}", advice.rule(), advice.field())).collect();
    assert_eq!(
        given,
        [
            "advice-volume-unused spec.volumes[2]",
            "advice-image-tag spec.containers[0].image",
            "advice-secret-literal spec.containers[0].env[1].value",
            "advice-reference-later spec.containers[0].env[2].value",
            "advice-reference-unknown spec.containers[0].args[1]",
            "advice-mount-relative spec.containers[0].volumeMounts[0].mountPath",
            "advice-mount-twin spec.containers[0].volumeMounts[2].mountPath",
            "advice-mount-root spec.containers[0].volumeMounts[3].mountPath",
            "advice-probe-port spec.containers[0].readinessProbe.httpGet.port",
            "advice-image-tag spec.containers[1].image",
        ]
    );
    assert!(Valid::new_for(&pod, KubeVersion::V1_36).is_ok());
}

#[test]
fn advice_on_a_template_has_paths_relative_to_the_template() {
    let template: v1::PodTemplateSpec = serde_json::from_value(json!({
        "metadata": {"labels": {"app": "web"}},
        "spec": {
            "initContainers": [{"name": "init", "image": "busybox:1.37"}],
            "containers": [{
                "name": "web", "image": "nginx",
                "env": [{"name": "TOKEN", "value": "hunter2"}],
                "volumeMounts": [{"name": "data", "mountPath": "data"}],
            }],
            "volumes": [{"name": "data", "emptyDir": {}}],
        },
    }))
    .unwrap();
    let advice = [
        "advice-image-tag spec.containers[0].image",
        "advice-secret-literal spec.containers[0].env[0].value",
        "advice-mount-relative spec.containers[0].volumeMounts[0].mountPath",
    ];
    let texts = |list: Vec<rules::Warning>| -> Vec<_> {
        list.iter().map(|advice| format!("{} {}", advice.rule(), advice.field())).collect()
    };
    assert_eq!(texts(rules::advise(&template)), advice);
    assert_eq!(texts(rules::advise(&&template)), advice);
    assert_eq!(texts(Valid::new(&template).unwrap().advice()), advice);
    assert_eq!(texts(rules::advise(&v1::PodTemplateSpec::default())), [""; 0]);
    let windows = json!({"os": {"name": "windows"}, "containers": [{
        "name": "web", "image": "nginx:1.27", "volumeMounts": [{"name": "data", "mountPath": "data"}],
    }], "volumes": [{"name": "data"}]});
    let windows: v1::PodTemplateSpec = serde_json::from_value(json!({"spec": windows})).unwrap();
    assert_eq!(texts(rules::advise(&windows)), [""; 0]);
}

#[test]
fn a_report_becomes_a_result() {
    let report = |pod: &v1::Pod| rules::validate(pod, KubeVersion::V1_36);
    let mut good = pod(json!({}));
    good.metadata.name = Some("a.b".to_owned());
    assert!(report(&good).is_accepted() && report(&good).violations().is_empty());
    assert_eq!(report(&good).into_result().unwrap(), report(&good).warnings());
    assert_eq!(report(&good).warnings().len(), 1);
    let bad = report(&pod(json!({"containers": []})));
    let violations = bad.clone().into_result().unwrap_err();
    assert!(!bad.is_accepted());
    assert_eq!(violations.iter().as_slice(), bad.violations());
    assert_eq!(violations.subject(), "pod \"web\"");
    let template = v1::PodTemplateSpec::default();
    let violations = rules::validate(&template, KubeVersion::V1_36).into_result().unwrap_err();
    assert_eq!(violations.subject(), "pod template without a name");
    assert_eq!(violations, Valid::new_for(template, KubeVersion::V1_36).unwrap_err());
}

#[test]
fn admission_refuses_what_only_classes_set() {
    let refused = |spec: Value| -> Vec<_> {
        rules::admission(&pod(spec)).iter().map(|violation| violation.field().to_owned()).collect()
    };
    assert_eq!(refused(json!({"priority": 0, "preemptionPolicy": "PreemptLowerPriority"})), [""; 0]);
    assert_eq!(
        refused(json!({"priority": 1, "preemptionPolicy": "Never"})),
        ["spec.priority", "spec.preemptionPolicy"]
    );
    assert_eq!(refused(json!({"priority": 1, "priorityClassName": "mine"})), [""; 0]);
    assert_eq!(
        refused(json!({"priority": 2_000_001_000, "priorityClassName": "system-node-critical"})),
        [""; 0]
    );
    assert_eq!(refused(json!({"overhead": {"cpu": "1"}})), ["spec.overhead"]);
}

#[test]
fn a_live_pod_can_be_created_again() {
    let mut live = pod(json!({"ephemeralContainers": [{"name": "debug", "image": "a"}]}));
    live.metadata.uid = Some("1".to_owned());
    assert_eq!(violations(&live, KubeVersion::V1_36), ["Forbidden spec.ephemeralContainers"]);
    assert!(Valid::new(rules::for_create(live)).is_ok());
}

/// Returns the violations by the latest version, after the warnings of the earliest and the advice were found too.
fn validated(spec: Value) -> Vec<String> {
    let pod = pod(spec);
    let _warnings = rules::validate(&pod, KubeVersion::V1_33);
    let _advice = rules::advise(&pod);
    violations(&pod, KubeVersion::V1_37)
}

#[test]
fn extreme_quantities_are_validated() {
    let nines = "9".repeat(10_000);
    let tiny = format!("0.{}1", "0".repeat(10_000));
    let quantities = [
        "1e309",
        "-1e309",
        "1e-309",
        "1e2147483647",
        "1e-2147483648",
        "1e99999999999",
        "9Ei",
        "1E",
        &nines,
        &tiny,
        "x",
        "",
    ];
    for quantity in quantities {
        for other in ["1", "1e309", &nines] {
            let resources = |requests: &str, limits: &str| {
                let all =
                    |text: &str| json!({"cpu": text, "memory": text, "hugepages-2Mi": text, "a.b/c": text});
                json!({"requests": all(requests), "limits": all(limits)})
            };
            validated(json!({
                "containers": [
                    {"name": "a", "image": "a", "resources": resources(quantity, other)},
                    {"name": "b", "image": "a", "resources": resources(other, quantity)},
                ],
                "resources": resources(quantity, other),
                "overhead": {"memory": quantity},
                "volumes": [{"name": "a", "emptyDir": {"sizeLimit": quantity}}],
            }));
        }
    }
}

#[test]
fn long_lists_are_validated() {
    const MANY: usize = 5_000;
    let many = |item: &dyn Fn(usize) -> Value| -> Value { (0..MANY).map(item).collect() };
    let container = json!({
        "name": "web", "image": "a",
        "env": many(&|i| json!({"name": format!("V{i}"), "value": format!("$(V{})", i + 1)})),
        "ports": many(&|i| json!({"containerPort": 80, "hostPort": i + 1, "name": format!("p{i}")})),
        "volumeMounts": many(&|i| json!({"name": format!("v{i}"), "mountPath": format!("/{i}")})),
    });
    let found = validated(json!({
        "containers": [container],
        "volumes": many(&|i| json!({"name": format!("v{i}"), "emptyDir": {}})),
        "hostAliases": many(&|_| json!({"ip": "1.2.3.4"})),
        "tolerations": many(&|_| json!({"operator": "Exists"})),
        "topologySpreadConstraints": many(&|i| json!({
            "maxSkew": 1, "topologyKey": format!("k{i}"), "whenUnsatisfiable": "DoNotSchedule",
        })),
    }));
    assert_eq!(found, [""; 0]);
}

#[test]
fn many_containers_are_validated() {
    let containers: Vec<_> = (0..2_000).map(|i| json!({"name": format!("c{i}"), "image": "a:1"})).collect();
    assert_eq!(validated(json!({"containers": containers, "initContainers": [], "volumes": []})), [""; 0]);
}
