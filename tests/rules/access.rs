//! Accounts, roles, bindings, namespaces, priority classes, limit ranges and quotas, beside the verdicts of Kubernetes.

use std::collections::BTreeSet;

use podwright::rules::KubeVersion;
use podwright_tests::{objects, rows};
use serde_json::{Value, json};

/// Random objects with the verdicts of 1.36.2.
const RECORDED: &str = "conformance/access-1.36.2.ndjson.gz";

#[test]
fn verdicts_are_those_of_kubernetes() {
    let (mut seen, mut accepted) = (0, 0);
    for row in rows(RECORDED) {
        let object = objects::read(&row["pod"]).unwrap();
        let report = object.validate(KubeVersion::V1_36);
        let text = |error: &Value, field: &str| error[field].as_str().unwrap().to_owned();
        let theirs = row["errors"].as_array().unwrap().iter();
        let theirs: BTreeSet<_> = theirs.map(|error| (text(error, "type"), text(error, "field"))).collect();
        let ours = report.violations().iter();
        let ours: BTreeSet<_> =
            ours.map(|found| (found.kind().name().to_owned(), found.field().to_owned())).collect();
        assert_eq!(ours, theirs, "{}", row["pod"]);
        assert_eq!(report.is_accepted(), row["ok"] == true, "{}", row["pod"]);
        let warnings = row["warnings"].as_array().unwrap().len();
        assert_eq!(report.warnings().len(), warnings, "{}", row["pod"]);
        (seen, accepted) = (seen + 1, accepted + usize::from(report.is_accepted()));
    }
    assert_eq!((seen, accepted > 900), (4_000, true), "{accepted} are accepted");
}

#[test]
fn a_quota_of_requests_over_that_of_limits_is_warned_of_since_1_35() {
    let quota = |hard: Value| {
        let quota = json!({"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "a"}, "spec": {"hard": hard}});
        let quota = objects::read(&quota).unwrap();
        KubeVersion::ALL.map(|version| quota.validate(version).warnings().len())
    };
    assert_eq!(
        quota(json!({"cpu": "2", "limits.cpu": "1", "requests.memory": "2Gi", "limits.memory": "1Gi"})),
        [0, 0, 2, 2, 2]
    );
    assert_eq!(quota(json!({"cpu": "2", "requests.cpu": "1", "limits.cpu": "1"})), [0; 5]);
    assert_eq!(quota(json!({"cpu": "1", "limits.cpu": "1"})), [0; 5]);
}
