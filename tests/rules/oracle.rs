//! The rules give the verdicts of Kubernetes 1.36, which runs beside them.
//!
//! `PODWRIGHT_ORACLE_PODS=20000 cargo test --test rules oracle` builds the Go program of `tests/oracle`, which validates with the
//! code of Kubernetes, and compares its verdicts on that many pods with those of `rules`. `PODWRIGHT_ORACLE_OBJECTS` is the
//! number of objects of all kinds, `PODWRIGHT_ORACLE_KIND` restricts them to one kind, and `PODWRIGHT_ORACLE_SEED`, a number, makes
//! other ones. Without these variables the tests compare a few hundred if the program has been built before. If it has not, they
//! compare nothing and say so: the recorded verdicts of `tests/conformance` remain.
//!
//! `PODWRIGHT_ORACLE_PROGRAM=1.34:/tmp/oracle/oracle-1.34` asks a program that `tests/oracle/versions.sh` has built, and compares
//! with the rules of its version.
//!
//! `PODWRIGHT_LIVE_PODS=2000` does the same with a kube-apiserver, to which the pods are sent: see `oracle/live.rs`.
//!
//! `tests/oracle/regressions.ndjson` has the pods on which the two differed once, with the verdicts of Kubernetes, and
//! `object-regressions.ndjson` the objects of other kinds.

mod live;
mod merge_lists;
mod objects;
mod pods;
mod shrink;

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::process::Command;
use std::sync::Mutex;

use podwright::rules::KubeVersion;
use podwright_tests::go::{Process, Program};
use podwright_tests::{number, say};
use serde_json::Value;
use shrink::{shrink, without_digits};

use crate::conformance::versions;
use crate::verdict::{Verdict, differences};

/// The arguments of the program.
const DROP: &[&str] = &["-drop"];

/// The number of objects that are validated at a time.
const AT_A_TIME: usize = 400;

/// The number of differences that are shown.
const SHOWN: usize = 12;

static BUILD: Mutex<()> = Mutex::new(());

/// The program in Go, running.
pub(crate) struct Kubernetes {
    process: Process,
    version: KubeVersion,
}

impl Kubernetes {
    /// Starts the program, and returns how many objects to compare.
    ///
    /// It drops the fields that it does not know, as the rules do.
    fn live(variable: &str, default: usize) -> Option<(Self, usize)> {
        if let Ok(program) = env::var("PODWRIGHT_ORACLE_PROGRAM") {
            let (version, path) = program.split_once(':').expect("VERSION:PATH");
            let process = Process::of(Command::new(path).args(DROP));
            return Some((Self { process, version: version.parse().unwrap() }, number(variable)?));
        }
        // Tests that run at the same time build it one after the other.
        let _building = BUILD.lock();
        let program = Program::new("oracle", ".", env!("CARGO_TARGET_TMPDIR")).with(DROP);
        let instead = "the recorded verdicts of tests/conformance serve, see tests/rules/oracle.rs";
        let (process, count) = program.live(variable, default, instead)?;
        Some((Self { process, version: KubeVersion::V1_36 }, count))
    }

    /// Returns the verdict of Kubernetes on each object.
    fn validate(&mut self, objects: &[&Value]) -> Vec<Verdict> {
        self.process.ask(objects).into_iter().map(Verdict).collect()
    }

    /// Returns the differences between the rules and Kubernetes on an object.
    fn differences(&self, object: &Value, verdict: &Verdict) -> Vec<String> {
        differences(self.version, &*podwright_tests::objects::read(object).unwrap(), verdict)
    }
}

/// An object, and where it comes from.
struct Case {
    source: String,
    object: Value,
    /// Whether Kubernetes must accept the object.
    is_good: bool,
}

/// Compares objects, and prints one object for each kind of difference: its line of `regressions`.
fn compare(mut kubernetes: Kubernetes, count: usize, regressions: &str, mut next: impl FnMut(usize) -> Case) {
    let mut validated: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut disagreements: BTreeMap<String, (usize, Value)> = BTreeMap::new();
    for start in (0..count).step_by(AT_A_TIME) {
        let batch: Vec<_> = (start..count.min(start + AT_A_TIME)).map(&mut next).collect();
        let verdicts = kubernetes.validate(&batch.iter().map(|case| &case.object).collect::<Vec<_>>());
        for (Case { source, object, is_good }, verdict) in batch.into_iter().zip(verdicts) {
            let mut differences = kubernetes.differences(&object, &verdict);
            if is_good && !verdict.is_accepted() {
                differences.insert(0, format!("built, and not accepted: {}", verdict.0["errors"]));
            }
            if let Some(first) = differences.first() {
                let kind = format!("{} {}", object["kind"].as_str().unwrap_or("Pod"), without_digits(first));
                disagreements.entry(kind).or_insert((0, object)).0 += 1;
            }
            let (all, accepted) = validated.entry(source).or_default();
            *all += 1;
            *accepted += usize::from(verdict.is_accepted());
        }
    }
    say(&format!("compared with Kubernetes {}, all and accepted: {validated:?}", kubernetes.version));
    let mut report = String::new();
    for (difference, (count, object)) in disagreements.iter().take(SHOWN) {
        let object = shrink(&mut kubernetes, object);
        let verdict = kubernetes.validate(&[&object]).remove(0);
        writeln!(report, "\n{count} times {difference}, the line of {regressions} for it:").unwrap();
        writeln!(report, "{:#?}\n{}", kubernetes.differences(&object, &verdict), verdict.line(&object))
            .unwrap();
    }
    let (kinds, objects) =
        (disagreements.len(), disagreements.values().map(|(count, _)| count).sum::<usize>());
    assert!(disagreements.is_empty(), "{kinds} kinds of disagreement over {objects} objects{report}");
}

fn seed() -> u64 {
    u64::try_from(number("PODWRIGHT_ORACLE_SEED").unwrap_or(1)).unwrap()
}

/// Asserts the recorded verdicts on the objects of the lines that the types read without a loss.
fn assert_regressions(lines: &str) {
    let mut lossless = 0;
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let object = podwright_tests::objects::read(&row["pod"]).unwrap();
        // An older version of the types does not know all fields.
        if object.to_json() == row["pod"] {
            lossless += 1;
            let versions = versions(&row);
            let kubernetes = Verdict(row);
            for version in versions {
                let differences = differences(version, &*object, &kubernetes);
                assert_eq!(differences, Vec::<String>::new(), "{version}: {line}");
            }
        }
    }
    assert!(lossless > 0 || lines.is_empty());
}
