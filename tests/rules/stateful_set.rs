//! The rules of StatefulSets and claims: by version, and where the volumes of claims stand.

use k8s_openapi::api::apps::v1::StatefulSet;
use k8s_openapi::api::core::v1::PersistentVolumeClaim;
use podwright::rules::{self, KubeVersion, Report, Validate};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Returns a StatefulSet of which a part of the spec is replaced.
fn set(changes: &Value) -> StatefulSet {
    let mut spec = json!({
        "selector": {"matchLabels": {"app": "db"}},
        "template": template(json!({})),
    });
    spec.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    read(json!({"metadata": {"name": "db"}, "spec": spec}))
}

/// Returns the template of pods with this spec, and with one container if the spec has none.
fn template(mut spec: Value) -> Value {
    if spec.get("containers").is_none() {
        spec["containers"] = json!([{"name": "db", "image": "postgres:17"}]);
    }
    json!({"metadata": {"labels": {"app": "db"}}, "spec": spec})
}

fn claim(name: &str) -> Value {
    json!({"metadata": {"name": name}, "spec": claim_spec()})
}

fn claim_spec() -> Value {
    json!({"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}})
}

fn read<T: DeserializeOwned>(object: Value) -> T {
    serde_json::from_value(object).unwrap()
}

fn found(report: &Report) -> String {
    let found = report.violations().iter();
    found.map(|found| format!("{} {}", found.kind().name(), found.field())).collect::<Vec<_>>().join(", ")
}

/// Asserts the violations of an object in each version, from the oldest to the newest.
#[track_caller]
fn by_version<T: Validate>(object: &T, expected: [&str; 5]) {
    for (version, expected) in KubeVersion::ALL.into_iter().zip(expected) {
        assert_eq!(found(&rules::validate(object, version)), expected, "{version}");
    }
}

#[track_caller]
fn in_every_version<T: Validate>(object: &T, expected: &str) {
    by_version(object, [expected; 5]);
}

#[test]
fn a_template_and_claims_are_validated_since_1_34() {
    let pods = template(json!({"dnsPolicy": "Any"}));
    let dns = "NotSupported spec.template.spec.dnsPolicy";
    by_version(&set(&json!({"template": pods})), ["", dns, dns, dns, dns]);
    let claims = json!([{"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"]}}]);
    let storage = "Required spec.volumeClaimTemplates[0].spec.resources[storage]";
    by_version(&set(&json!({"volumeClaimTemplates": claims})), ["", storage, storage, storage, storage]);
    let mut labelled = template(json!({}));
    labelled["metadata"]["labels"]["a b"] = json!("");
    in_every_version(&set(&json!({"template": labelled})), "Invalid spec.template.labels");
}

#[test]
fn unavailable_pods_were_counted_in_1_35_and_are_since_1_37() {
    let set = |most: Value| {
        let rolling = json!({"maxUnavailable": most});
        set(&json!({"updateStrategy": {"rollingUpdate": rolling}}))
    };
    let at = "Invalid spec.updateStrategy.rollingUpdate.maxUnavailable";
    for most in [json!(0), json!(-1), json!("0%"), json!("101%")] {
        by_version(&set(most), ["", "", at, "", at]);
    }
    let twice = "Invalid spec.updateStrategy.rollingUpdate.maxUnavailable, Invalid spec.updateStrategy.rollingUpdate.maxUnavailable";
    by_version(&set(json!("half")), ["", "", twice, "", twice]);
    for most in [json!(1), json!("1%"), json!("100%")] {
        in_every_version(&set(most), "");
    }
}

#[test]
fn volumes_of_claims_come_first() {
    let pods = json!({
        "containers": [{
            "name": "db",
            "image": "postgres:17",
            "volumeMounts": [{"name": "data", "mountPath": "/data"}, {"name": "log", "mountPath": "/log"}],
        }],
        "volumes": [{"name": "tmp", "hostPath": {"path": ""}}, {"name": "data", "hostPath": {"path": ""}}],
    });
    let claims = json!([claim("data"), claim("log"), claim("data")]);
    let set = set(&json!({"template": template(pods), "volumeClaimTemplates": claims}));
    let path = "Required spec.template.spec.volumes[2].hostPath.path";
    by_version(&set, ["", path, path, path, path]);
}

#[test]
fn a_claim_is_named_as_a_volume() {
    let set = set(&json!({"volumeClaimTemplates": [claim("Data")]}));
    let name = "Invalid spec.template.spec.volumes[0].name";
    by_version(&set, ["", name, name, name, name]);
}

#[test]
fn names_that_the_controller_overwrites_are_free() {
    let pods = template(json!({"hostname": "A_b", "subdomain": "A_b"}));
    in_every_version(&set(&json!({"template": pods})), "");
}

#[test]
fn a_template_is_validated_beside_a_selector_that_can_be_evaluated() {
    let pods = template(json!({"dnsPolicy": "Any"}));
    let selector = json!({"matchExpressions": [{"key": "app", "operator": "Is"}]});
    let set = set(&json!({"template": pods, "selector": selector}));
    in_every_version(&set, "Invalid spec.selector.matchExpressions[0].operator, Invalid spec.selector");
}

#[test]
fn a_name_is_a_label() {
    for (name, expected) in [("db-0", ""), ("db.a", "Invalid metadata.name"), ("0", "")] {
        let mut set = set(&json!({}));
        set.metadata.name = Some(name.to_owned());
        in_every_version(&set, expected);
    }
    let generated = [
        ("db-", ""),
        ("-", "Invalid metadata.generateName, Invalid metadata.name"),
        ("a.b-", "Invalid metadata.generateName, Invalid metadata.name"),
        ("é-", "Invalid metadata.name"),
        ("a--", ""),
    ];
    for (prefix, expected) in generated {
        let mut set = set(&json!({}));
        set.metadata.name = None;
        set.metadata.generate_name = Some(prefix.to_owned());
        let report = rules::validate(&set, KubeVersion::V1_36);
        assert_eq!(found(&report), expected, "{prefix}");
    }
}

#[test]
fn a_claim_of_its_own_has_one_data_source() {
    let claim = |field: &str, source: Value| -> PersistentVolumeClaim {
        let mut spec = claim_spec();
        spec[field] = source;
        read(json!({"metadata": {"name": "data"}, "spec": spec}))
    };
    // The API server copies one field to the other, and reports both.
    let nameless = json!({"kind": "PersistentVolumeClaim", "name": ""});
    for field in ["dataSource", "dataSourceRef"] {
        let both = "Required spec.dataSource.name, Required spec.dataSourceRef.name";
        in_every_version(&claim(field, nameless.clone()), both);
    }
    // It drops these.
    let other = json!({"apiGroup": "A_b", "kind": "Disk", "name": ""});
    in_every_version(&claim("dataSource", other), "");
    let elsewhere = json!({"kind": "PersistentVolumeClaim", "name": "", "namespace": "other"});
    in_every_version(&claim("dataSourceRef", elsewhere), "");
}

#[test]
fn the_class_of_attributes_is_validated_since_1_34() {
    let mut spec = claim_spec();
    spec["volumeAttributesClassName"] = json!("A_b");
    let claim: PersistentVolumeClaim = read(json!({"metadata": {"name": "data"}, "spec": spec}));
    let class = "Invalid spec.volumeAttributesClassName";
    by_version(&claim, ["", class, class, class, class]);
}

#[test]
fn fractions_and_the_old_class_are_warned_of() {
    let mut spec = claim_spec();
    spec["resources"] = json!({"requests": {"storage": "1500m"}, "limits": {"storage": "0.5"}});
    let annotations = json!({"volume.beta.kubernetes.io/storage-class": "fast"});
    let fields = |report: &Report| -> Vec<String> {
        report.warnings().iter().map(|warning| warning.field().to_owned()).collect()
    };
    let claim: PersistentVolumeClaim =
        read(json!({"metadata": {"name": "data", "annotations": annotations}, "spec": spec}));
    assert_eq!(
        fields(&rules::validate(&claim, KubeVersion::V1_36)),
        [
            "metadata.annotations[volume.beta.kubernetes.io/storage-class]",
            "spec.resources.requests[storage]",
            "spec.resources.limits[storage]",
        ]
    );
    let claims = json!([{"metadata": {"name": "data"}, "spec": spec}]);
    let set = set(&json!({"volumeClaimTemplates": claims, "revisionHistoryLimit": -1}));
    assert_eq!(
        fields(&rules::validate(&set, KubeVersion::V1_36)),
        [
            "spec.volumeClaimTemplates[0].resources.requests[storage]",
            "spec.volumeClaimTemplates[0].resources.limits[storage]",
            "spec.revisionHistoryLimit",
        ]
    );
}

#[test]
fn advice_on_volumes_has_the_paths_of_the_object() {
    let pods = json!({
        "containers": [{
            "name": "db",
            "image": "postgres:17",
            "volumeMounts": [{"name": "data", "mountPath": "/data"}],
        }],
        "volumes": [{"name": "tmp", "hostPath": {"path": "/tmp"}}],
    });
    let claims = json!([claim("data"), claim("spare")]);
    let set = set(&json!({"template": template(pods), "volumeClaimTemplates": claims}));
    let advice = rules::advise(&set);
    let unused: Vec<_> = advice
        .iter()
        .filter(|found| found.rule() == "advice-volume-unused")
        .map(rules::Warning::field)
        .collect();
    assert_eq!(unused, ["spec.volumeClaimTemplates[1].metadata.name", "spec.template.spec.volumes[0]"]);
}

#[test]
fn many_claims_are_validated() {
    let claims: Vec<_> = (0..5_000).map(|i| claim(&format!("a{i}"))).collect();
    let volumes: Vec<_> =
        (0..5_000).map(|i| json!({"name": format!("b{i}"), "hostPath": {"path": ""}})).collect();
    let pods = template(json!({"volumes": volumes}));
    let set = set(&json!({"template": pods, "volumeClaimTemplates": claims}));
    let report = rules::validate(&set, KubeVersion::V1_36);
    assert_eq!(report.violations().len(), 5_000);
    assert_eq!(rules::advise(&set).len(), 10_000);
}
