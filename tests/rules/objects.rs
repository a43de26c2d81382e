//! The verdicts of `rules` on workloads, services and configuration are those of Kubernetes, which are recorded in
//! `tests/conformance`.

use podwright_tests::lines;

use crate::conformance::{Tally, versions};

fn compare(file: &str, rows: usize) {
    let mut tally = Tally::default();
    let (mut read, mut validated) = (0, 0);
    for line in lines(&format!("conformance/{file}")) {
        let row = serde_json::from_str(&line).unwrap();
        read += 1;
        validated += versions(&row).len();
        tally.compare(&line, row);
    }
    assert_eq!(read, rows);
    tally.assert(validated);
}

#[test]
fn objects_are_validated_as_kubernetes_validates_them() {
    compare("objects-1.36.2.ndjson.gz", 15_509);
}

#[test]
fn each_rule_is_broken_by_its_object() {
    compare("object-rules-1.36.2.ndjson.gz", 3_082);
}

#[test]
fn objects_are_validated_as_each_version_validates_them() {
    compare("object-versions.ndjson.gz", 1_614);
}
