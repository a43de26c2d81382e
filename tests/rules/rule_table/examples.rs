//! A pod that breaks each rule: the smallest recorded one, or else one that a program builds or that is written for the rule.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;
use podwright::rules::{self, KubeVersion, Violation};
use podwright_tests::rows;
use serde_json::Value;

use super::programs;

/// The path of the recorded pods, relative to the package.
pub(crate) const RECORDED: &str = "tests/conformance/rules-1.36.2.ndjson.gz";

/// The version of Kubernetes that validated the recorded pods.
const RECORDED_BY: KubeVersion = KubeVersion::V1_36;

/// Pods for rules that no recorded pod breaks: a line for each rule, with a version of Kubernetes that has it.
const WRITTEN: &str = include_str!("pods.ndjson");

/// A pod that breaks a rule, and the violation.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) source: Source,
    pub(crate) kind: &'static str,
    pub(crate) field: String,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// The number of the line in the recorded pods.
    Recorded(usize),
    /// A pod of `pods.ndjson`, with the version of Kubernetes that it is validated for.
    Written(KubeVersion),
    /// A program, with the version of Kubernetes that it builds the pod for.
    Program(KubeVersion),
}

impl Example {
    fn new(source: Source, violation: &Violation) -> Self {
        Self { source, kind: violation.kind().name(), field: violation.field().to_owned() }
    }
}

/// Returns an example for each rule that has one, by id.
pub(crate) fn all() -> BTreeMap<&'static str, Example> {
    let mut examples = recorded();
    for line in WRITTEN.lines() {
        let (id, example) = written(line);
        let other = examples.insert(id, example);
        assert!(other.is_none(), "{id} has a recorded example: {other:?}");
    }
    for (id, version, pod) in programs::programs().into_iter().chain(programs::raw_programs()) {
        let violations = pod.build_for(version).expect_err(id);
        let violation = violations.iter().find(|violation| violation.rule() == id);
        let violation = violation.unwrap_or_else(|| panic!("{id} is not broken: {violations}"));
        examples.entry(id).or_insert_with(|| Example::new(Source::Program(version), violation));
    }
    examples
}

/// Returns the smallest recorded pod for each rule.
fn recorded() -> BTreeMap<&'static str, Example> {
    let mut smallest = BTreeMap::<_, (usize, Example)>::new();
    for (index, mut row) in rows(RECORDED.trim_start_matches("tests/")).enumerate() {
        let pod = row["pod"].take();
        let size = pod.to_string().len();
        for violation in validate(pod, RECORDED_BY) {
            if smallest.get(violation.rule()).is_none_or(|(other, _)| size < *other) {
                let example = Example::new(Source::Recorded(index + 1), &violation);
                smallest.insert(violation.rule(), (size, example));
            }
        }
    }
    smallest.into_iter().map(|(id, (_, example))| (id, example)).collect()
}

/// Returns the rule and the example of a line of [`WRITTEN`].
fn written(line: &str) -> (&'static str, Example) {
    let mut row: Value = serde_json::from_str(line).unwrap();
    let version = row["kubernetes"].as_str().unwrap().parse().unwrap();
    let violations = validate(row["pod"].take(), version);
    let id = row["rule"].as_str().unwrap();
    let violation = violations.iter().find(|violation| violation.rule() == id);
    let violation = violation.unwrap_or_else(|| panic!("{id} is not broken: {violations:?}"));
    (violation.rule(), Example::new(Source::Written(version), violation))
}

fn validate(pod: Value, version: KubeVersion) -> Vec<Violation> {
    let pod: v1::Pod = serde_json::from_value(pod).unwrap();
    rules::validate(&pod, version).violations().to_vec()
}
