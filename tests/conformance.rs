//! The verdicts of `rules` are those of Kubernetes 1.36.2, recorded in `tests/conformance`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "no line is written here")]
#[path = "oracle/verdict.rs"]
mod verdict;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::GzDecoder;
use k8s_openapi::api::core::v1;
use serde::Deserialize;
use serde_json::Value;
use verdict::{Verdict, differences};

/// Whether the types have all fields of Kubernetes 1.36. What older ones do not read cannot be judged.
const HAS_EVERY_FIELD: bool = {
    k8s_openapi::k8s_if_ge_1_36! { true }
    k8s_openapi::k8s_if_le_1_35! { false }
};

fn compare(file: &str, pods: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance").join(file);
    let lines = BufReader::new(GzDecoder::new(File::open(path).unwrap())).lines();
    let (mut judged, mut different) = (0, 0);
    for line in lines.map(Result::unwrap) {
        let mut row: Value = serde_json::from_str(&line).unwrap();
        let recorded = row["pod"].take();
        let pod = v1::Pod::deserialize(&recorded).unwrap();
        if !HAS_EVERY_FIELD && serde_json::to_value(&pod).unwrap() != recorded {
            continue;
        }
        judged += 1;
        let differences = differences(&pod, &Verdict(row));
        if !differences.is_empty() {
            different += 1;
            if different <= 10 {
                eprintln!("{differences:#?}\n{}", serde_json::to_string(&pod).unwrap());
            }
        }
    }
    if HAS_EVERY_FIELD {
        assert_eq!(judged, pods);
    } else {
        assert!(judged > pods / 2, "{judged} of {pods} pods have no field that these types lack");
    }
    assert_eq!(different, 0, "{different} of {judged} pods are judged otherwise than Kubernetes judges them");
}

#[test]
fn pods_are_judged_as_kubernetes_judges_them() {
    compare("pods-1.36.2.ndjson.gz", 22_160);
}

#[test]
fn each_rule_is_broken_by_its_example() {
    compare("rules-1.36.2.ndjson.gz", 1_180);
}
