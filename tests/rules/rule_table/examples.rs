//! An object that breaks each rule: the smallest recorded one, or else one that a program builds or that is written for the rule.

use std::collections::BTreeMap;

use podwright::rules::{KubeVersion, Violation};
use podwright_tests::{objects, rows};
use serde_json::Value;

use super::programs;

/// The recorded objects: pods, then other kinds.
const RECORDED: [&str; 2] = ["conformance/rules-1.36.2.ndjson.gz", "conformance/object-rules-1.36.2.ndjson.gz"];

/// The version of Kubernetes that validated the recorded objects.
const RECORDED_BY: KubeVersion = KubeVersion::V1_36;

/// Objects for rules that no recorded object breaks: a line for each rule, with a version of Kubernetes that has it.
const WRITTEN: &[&str] = &[
    include_str!("objects/pod.ndjson"),
    include_str!("objects/workload.ndjson"),
    include_str!("objects/batch.ndjson"),
    include_str!("objects/scaling.ndjson"),
    include_str!("objects/network.ndjson"),
    include_str!("objects/config.ndjson"),
    include_str!("objects/access.ndjson"),
    include_str!("objects/cluster.ndjson"),
    include_str!("objects/claim.ndjson"),
];

/// An object that breaks a rule, and the violation.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) source: Source,
    pub(crate) kind: &'static str,
    pub(crate) field: String,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// The file of recorded objects, and the number of the line.
    Recorded(&'static str, usize),
    /// An object of `objects/`, with the version of Kubernetes that it is validated for.
    Written(KubeVersion),
    /// A program, with the version of Kubernetes that it builds for.
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
    for line in WRITTEN.iter().flat_map(|objects| objects.lines()) {
        let (id, example) = written(line);
        let other = examples.insert(id, example);
        assert!(other.is_none(), "{id} has a recorded example: {other:?}");
    }
    for program in programs::programs().into_iter().chain(programs::raw_programs()) {
        let (id, version) = (program.rule, program.version);
        let violations = program.violations(version).unwrap_or_else(|| panic!("{id} is not broken"));
        let violation = violations.iter().find(|violation| violation.rule() == id);
        let violation = violation.unwrap_or_else(|| panic!("{id} is not broken: {violations}"));
        examples.entry(id).or_insert_with(|| Example::new(Source::Program(version), violation));
    }
    examples
}

/// Returns the smallest recorded object for each rule, of the first file that has one.
fn recorded() -> BTreeMap<&'static str, Example> {
    let mut examples = BTreeMap::new();
    for file in RECORDED {
        let mut smallest = BTreeMap::<_, (usize, Example)>::new();
        for (index, mut row) in rows(file).enumerate() {
            let object = row["pod"].take();
            let size = object.to_string().len();
            // The types refuse a claim template of another kind than the API server expects, which drops the kind.
            let Ok(read) = objects::read(&object) else { continue };
            for violation in read.validate(RECORDED_BY).violations() {
                if smallest.get(violation.rule()).is_none_or(|(other, _)| size < *other) {
                    let example = Example::new(Source::Recorded(file, index + 1), violation);
                    smallest.insert(violation.rule(), (size, example));
                }
            }
        }
        for (id, (_, example)) in smallest {
            examples.entry(id).or_insert(example);
        }
    }
    examples
}

/// Returns the rule and the example of a line of [`WRITTEN`].
fn written(line: &str) -> (&'static str, Example) {
    let mut row: Value = serde_json::from_str(line).unwrap();
    let version = row["kubernetes"].as_str().unwrap().parse().unwrap();
    let violations = validate(&row["object"].take(), version);
    let id = row["rule"].as_str().unwrap();
    let violation = violations.iter().find(|violation| violation.rule() == id);
    let violation = violation.unwrap_or_else(|| panic!("{id} is not broken: {violations:?}"));
    (violation.rule(), Example::new(Source::Written(version), violation))
}

fn validate(object: &Value, version: KubeVersion) -> Vec<Violation> {
    objects::read(object).unwrap().validate(version).violations().to_vec()
}
