//! The verdicts of `rules` are those of Kubernetes, which are recorded in `tests/conformance`.

use k8s_openapi::api::core::v1;
use podwright::rules::KubeVersion;
use podwright_tests::lines;
use podwright_tests::objects::{self, AnyObject};
use serde::Deserialize;
use serde_json::Value;

use crate::verdict::{Verdict, differences};

/// The number of differences that are shown.
const SHOWN: usize = 10;

/// Whether the types have all fields of the newest version. The rules do not see the fields that older types lack.
const HAS_EVERY_FIELD: bool = {
    k8s_openapi::k8s_if_ge_1_36! { true }
    k8s_openapi::k8s_if_le_1_35! { false }
};

/// Takes the object out of a row, or the template. It is `None` if the types lack one of its fields.
fn take(row: &mut Value) -> Option<Box<dyn AnyObject>> {
    let template = row["template"].take();
    let (object, recorded): (Box<dyn AnyObject>, Value) = if template.is_null() {
        let recorded = row["pod"].take();
        (objects::read(&recorded).unwrap_or_else(|error| panic!("{error}: {recorded}")), recorded)
    } else {
        (Box::new(v1::PodTemplateSpec::deserialize(&template).unwrap()), template)
    };
    (HAS_EVERY_FIELD || object.to_json() == recorded).then_some(object)
}

/// Returns the versions that gave the verdict: one, or a list of them.
pub(crate) fn versions(row: &Value) -> Vec<KubeVersion> {
    let version = |text: &Value| text.as_str().unwrap().parse().unwrap();
    match &row["kubernetes"] {
        Value::Null => vec![KubeVersion::V1_36],
        Value::Array(versions) => versions.iter().map(version).collect(),
        text => vec![version(text)],
    }
}

/// What a comparison found.
#[derive(Default)]
pub(crate) struct Tally {
    validated: usize,
    different: usize,
}

impl Tally {
    pub(crate) fn compare(&mut self, line: &str, mut row: Value) {
        let Some(object) = take(&mut row) else { return };
        let versions = versions(&row);
        let kubernetes = Verdict(row);
        for version in versions {
            self.validated += 1;
            let differences = differences(version, &*object, &kubernetes);
            if !differences.is_empty() {
                self.different += 1;
                if self.different <= SHOWN {
                    eprintln!("{version}: {differences:#?}\n{line}");
                }
            }
        }
    }

    /// Asserts that there were this many rows, and no difference.
    pub(crate) fn assert(&self, rows: usize) {
        let Self { validated, different } = *self;
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
}

fn compare(file: &str, rows: usize) {
    let mut tally = Tally::default();
    for line in lines(&format!("conformance/{file}")) {
        tally.compare(&line, serde_json::from_str(&line).unwrap());
    }
    tally.assert(rows);
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
