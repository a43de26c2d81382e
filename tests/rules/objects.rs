//! The verdicts of `rules` on workloads, services and configuration are those of Kubernetes, which are recorded in
//! `tests/conformance`.

use podwright_tests::lines;
use serde_json::Value;

use crate::conformance::Tally;

/// Tells whether a service is refused because of the flags of the cluster that was asked: another one has other node ports.
fn is_refused_by_the_cluster(row: &Value) -> bool {
    let is_of_cluster = |error: &Value| {
        let detail = error["detail"].as_str().unwrap().strip_prefix("Invalid value: ");
        let parts =
            detail.and_then(|detail| detail.split_once(": provided port is not in the valid range. "));
        parts.and_then(|(port, _)| port.parse::<u16>().ok()).is_some_and(|port| port > 0)
    };
    row["stage"] == "begin" && row["errors"].as_array().unwrap().iter().all(is_of_cluster)
}

/// Compares the objects of a file, of which a cluster refuses some that another takes.
fn compare(file: &str, rows: usize, of_cluster: usize) {
    let mut tally = Tally::default();
    let (mut read, mut validated, mut refused_by_the_cluster) = (0, 0, 0);
    for line in lines(&format!("conformance/{file}")) {
        let row: Value = serde_json::from_str(&line).unwrap();
        read += 1;
        if is_refused_by_the_cluster(&row) {
            refused_by_the_cluster += 1;
        } else {
            validated += row["kubernetes"].as_array().map_or(1, Vec::len);
            tally.compare(&line, row);
        }
    }
    assert_eq!((read, refused_by_the_cluster), (rows, of_cluster));
    tally.assert(validated);
}

#[test]
fn objects_are_validated_as_kubernetes_validates_them() {
    compare("objects-1.36.2.ndjson.gz", 15_509, 5);
}

#[test]
fn each_rule_is_broken_by_its_object() {
    compare("object-rules-1.36.2.ndjson.gz", 3_082, 1);
}

#[test]
fn objects_are_validated_as_each_version_validates_them() {
    compare("object-versions.ndjson.gz", 1_614, 0);
}
