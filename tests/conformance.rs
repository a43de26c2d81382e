//! The verdicts of `rules` are those of Kubernetes 1.36.2, recorded in `tests/conformance`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::GzDecoder;
use k8s_openapi::api::core::v1;
use podwright::rules::{self, KubeVersion, Verdict};
use serde_json::Value;

/// A pod and what Kubernetes said of it.
struct Recorded {
    pod: v1::Pod,
    ok: bool,
    errors: BTreeSet<(String, String)>,
    warnings: BTreeSet<String>,
}

impl Recorded {
    fn read(line: &str) -> Self {
        let mut row: Value = serde_json::from_str(line).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let errors = row["errors"].as_array().unwrap().iter();
        let errors = errors.map(|error| (text(&error["type"]), text(&error["field"]))).collect();
        let ok = row["ok"].as_bool().unwrap();
        let pod: v1::Pod = serde_json::from_value(row["pod"].take()).unwrap();
        let warnings = row["warnings"].as_array().unwrap().iter();
        let warnings = warnings.map(|warning| field_of_warning(&pod, warning.as_str().unwrap())).collect();
        Self { pod, ok, errors, warnings }
    }

    /// How a verdict differs from the recorded one.
    fn differences(&self, verdict: &Verdict) -> Vec<String> {
        let mut differences = Vec::new();
        if verdict.is_accepted() != self.ok {
            differences.push(format!("accepted: {}", verdict.is_accepted()));
        }
        let violations = verdict.violations().iter();
        let violations: BTreeSet<_> =
            violations.map(|found| (found.kind().name().to_owned(), found.field().to_owned())).collect();
        differences.extend(self.errors.difference(&violations).map(|error| format!("missing: {error:?}")));
        differences
            .extend(violations.difference(&self.errors).map(|error| format!("not recorded: {error:?}")));
        let warnings: BTreeSet<_> =
            verdict.warnings().iter().map(|warning| warning.field().to_owned()).collect();
        differences.extend(self.warnings.difference(&warnings).map(|field| format!("no warning at {field}")));
        differences.extend(warnings.difference(&self.warnings).map(|field| format!("a warning at {field}")));
        differences
    }
}

/// The path that a warning begins with; those of files in volumes begin with the name of the volume.
fn field_of_warning(pod: &v1::Pod, warning: &str) -> String {
    let Some(volume) = warning.strip_prefix("volume \"") else {
        return warning.split(": ").next().unwrap().to_owned();
    };
    let name = volume.split('"').next().unwrap();
    let volumes = pod.spec.as_ref().and_then(|spec| spec.volumes.as_ref()).unwrap();
    format!("spec.volumes[{}]", volumes.iter().position(|volume| volume.name == name).unwrap())
}

fn compare(file: &str, pods: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance").join(file);
    let lines = BufReader::new(GzDecoder::new(File::open(path).unwrap())).lines();
    let (mut judged, mut different) = (0, 0);
    for line in lines.map(Result::unwrap) {
        let recorded = Recorded::read(&line);
        judged += 1;
        let differences = recorded.differences(&rules::judge(&recorded.pod, KubeVersion::V1_36));
        if !differences.is_empty() {
            different += 1;
            if different <= 10 {
                eprintln!("{differences:#?}\n{}", serde_json::to_string(&recorded.pod).unwrap());
            }
        }
    }
    assert_eq!(judged, pods);
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
