//! The rules give the verdicts of Kubernetes 1.36, which runs beside them.
//!
//! `PODWRIGHT_ORACLE_PODS=20000 cargo test --test rules oracle` builds the Go program of `tests/oracle`, which validates with the
//! code of Kubernetes, and compares its verdicts on that many pods with those of `rules`. `PODWRIGHT_ORACLE_SEED`, a number,
//! makes other pods. Without these variables the test compares a few hundred pods if the program has been built before. If it
//! has not, the test compares nothing and says so: the recorded verdicts of `tests/conformance` remain.
//!
//! `PODWRIGHT_LIVE_PODS=2000` does the same with a kube-apiserver, to which the pods are sent: see `oracle/live.rs`.
//!
//! `tests/oracle/regressions.ndjson` has the pods on which the two differed once, with the verdicts of Kubernetes.

mod live;
mod merge_lists;
mod shrink;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use k8s_openapi::api::core::v1;
use podwright_tests::go::{Process, Program};
use podwright_tests::random::{self, Builder, Random, Words};
use podwright_tests::{number, say};
use serde_json::Value;
use shrink::{shrink, without_digits};

use crate::verdict::{Verdict, differences};

/// The default number of pods.
const PODS: usize = 400;

/// The number of pods that are validated at a time.
const AT_A_TIME: usize = 400;

/// The number of differences that are shown.
const SHOWN: usize = 12;

#[test]
fn pods_are_validated_as_kubernetes_validates_them_now() {
    let program = Program::new("oracle", ".", env!("CARGO_TARGET_TMPDIR"));
    let instead = "the recorded verdicts of tests/conformance serve, see tests/rules/oracle.rs";
    if let Some((kubernetes, count)) = program.live("PODWRIGHT_ORACLE_PODS", PODS, instead) {
        compare(kubernetes, count);
    }
}

/// Returns the verdict of Kubernetes on each pod.
fn validate(kubernetes: &mut Process, pods: &[&v1::Pod]) -> Vec<Verdict> {
    kubernetes.ask(pods).into_iter().map(Verdict).collect()
}

#[test]
fn pods_that_were_validated_otherwise_are_validated_as_kubernetes_validates_them() {
    let mut lossless = 0;
    for line in include_str!("../oracle/regressions.ndjson").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let pod: v1::Pod = serde_json::from_value(row["pod"].clone()).unwrap();
        // An older version of the types does not know all fields.
        if serde_json::to_value(&pod).unwrap() == row["pod"] {
            lossless += 1;
            assert_eq!(differences(&pod, &Verdict(row)), Vec::<String>::new(), "{line}");
        }
    }
    assert!(lossless > 0);
}

/// The source of a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Built,
    Mutated,
    Drawn,
}

struct Pods {
    random: Random,
    builder: Builder,
    seeds: Vec<Value>,
    words: Words,
}

impl Pods {
    fn new(seed: u64) -> Self {
        let seeds = random::recorded();
        let words = Words::of(&seeds);
        Self { random: Random::new(seed), builder: Builder::new(seed), seeds, words }
    }

    fn next(&mut self, i: usize) -> (Source, v1::Pod) {
        loop {
            let (source, pod) = match i % 4 {
                0 => (Source::Built, self.built()),
                1 | 2 => (Source::Mutated, self.mutated()),
                _ => (Source::Drawn, random::drawn(&mut self.random, &self.words)),
            };
            if !random::has_huge_exponent(&pod) {
                return (source, pod);
            }
        }
    }

    fn built(&mut self) -> v1::Pod {
        let pod = self.builder.pod();
        if self.random.one_in(4) {
            // Mutations start from these too.
            let i = self.random.below(self.seeds.len());
            self.seeds[i] = serde_json::to_value(&pod).unwrap();
        }
        pod
    }

    fn mutated(&mut self) -> v1::Pod {
        loop {
            if let Some(pod) = random::mutated(&mut self.random, &self.words, &self.seeds) {
                return pod;
            }
        }
    }
}

fn compare(mut kubernetes: Process, count: usize) {
    let seed = number("PODWRIGHT_ORACLE_SEED").unwrap_or(1);
    let mut pods = Pods::new(u64::try_from(seed).unwrap());
    let (mut validated, mut accepted) = (BTreeMap::new(), BTreeMap::new());
    let mut disagreements: BTreeMap<String, (usize, v1::Pod)> = BTreeMap::new();
    for start in (0..count).step_by(AT_A_TIME) {
        let batch: Vec<_> = (start..count.min(start + AT_A_TIME)).map(|i| pods.next(i)).collect();
        let verdicts = validate(&mut kubernetes, &batch.iter().map(|(_, pod)| pod).collect::<Vec<_>>());
        for ((source, pod), verdict) in batch.into_iter().zip(verdicts) {
            *validated.entry(source).or_insert(0) += 1;
            *accepted.entry(source).or_insert(0) += usize::from(verdict.0["ok"] == true);
            let mut differences = differences(&pod, &verdict);
            if source == Source::Built && verdict.0["ok"] != true {
                differences.insert(0, format!("built, and not accepted: {}", verdict.0["errors"]));
            }
            if let Some(first) = differences.first() {
                disagreements.entry(without_digits(first)).or_insert((0, pod)).0 += 1;
            }
        }
    }
    say(&format!("compared with Kubernetes: {validated:?}, of which accepted: {accepted:?}, seed {seed}"));
    let mut report = String::new();
    for (difference, (count, pod)) in disagreements.iter().take(SHOWN) {
        let pod = shrink(&mut kubernetes, pod);
        let verdict = validate(&mut kubernetes, &[&pod]).remove(0);
        writeln!(report, "\n{count} times {difference}, the line of regressions.ndjson for it:").unwrap();
        writeln!(report, "{:#?}\n{}", differences(&pod, &verdict), verdict.line(&pod)).unwrap();
    }
    let kinds = disagreements.len();
    assert!(disagreements.is_empty(), "{kinds} kinds of disagreement, seed {seed}{report}");
}
