//! The verdicts of `rules` are those of Kubernetes, which are recorded in `tests/conformance`.

use k8s_openapi::api::core::v1;
use podwright::rules::{self, KubeVersion};
use podwright_tests::lines;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::verdict::{Verdict, differences_for, differences_of};

/// Whether the types have all fields of Kubernetes 1.36. The rules do not see the fields that older types lack.
const HAS_EVERY_FIELD: bool = {
    k8s_openapi::k8s_if_ge_1_36! { true }
    k8s_openapi::k8s_if_le_1_35! { false }
};

/// A recorded object.
enum Validated {
    Pod(Box<v1::Pod>),
    Template(Box<v1::PodTemplateSpec>),
}

impl Validated {
    /// Takes the object out of a row. It is `None` if the types lack one of its fields.
    fn take(row: &mut Value) -> Option<Self> {
        let template = row["template"].take();
        if template.is_null() {
            read(&row["pod"].take()).map(Self::Pod)
        } else {
            read(&template).map(Self::Template)
        }
    }

    fn differences(&self, version: KubeVersion, kubernetes: &Verdict) -> Vec<String> {
        match self {
            Self::Pod(pod) => differences_for(version, pod, kubernetes),
            Self::Template(template) => {
                let verdict = rules::validate(&**template, version);
                differences_of(&verdict, template.spec.as_ref(), kubernetes)
            }
        }
    }
}

fn read<T: DeserializeOwned + Serialize>(recorded: &Value) -> Option<Box<T>> {
    let object = T::deserialize(recorded).unwrap();
    let is_whole = HAS_EVERY_FIELD || serde_json::to_value(&object).unwrap() == *recorded;
    is_whole.then(|| Box::new(object))
}

fn compare(file: &str, rows: usize) {
    let (mut validated, mut different) = (0, 0);
    for line in lines(&format!("conformance/{file}")) {
        let mut row: Value = serde_json::from_str(&line).unwrap();
        let Some(object) = Validated::take(&mut row) else { continue };
        validated += 1;
        let version = row["kubernetes"].as_str().map_or(KubeVersion::V1_36, |text| text.parse().unwrap());
        let differences = object.differences(version, &Verdict(row));
        if !differences.is_empty() {
            different += 1;
            if different <= 10 {
                eprintln!("{differences:#?}\n{line}");
            }
        }
    }
    if HAS_EVERY_FIELD {
        assert_eq!(validated, rows);
    } else {
        assert!(validated > rows / 2, "{validated} of {rows} have no field that these types lack");
    }
    assert_eq!(
        different, 0,
        "{different} of {validated} are validated otherwise than Kubernetes validates them"
    );
}

#[test]
fn pods_are_validated_as_kubernetes_validates_them() {
    compare("pods-1.36.2.ndjson.gz", 22_160);
}

#[test]
fn each_rule_is_broken_by_its_example() {
    compare("rules-1.36.2.ndjson.gz", 1_180);
}

#[test]
fn the_edges_of_the_rules_are_those_of_kubernetes() {
    compare("edges.ndjson.gz", 12_615);
}
