//! Pods that nobody would write: random values of the types of `k8s_openapi`, and recorded pods with changed parts.
//!
//! The seed determines each pod.

#![allow(dead_code, reason = "each test uses a part")]

mod draw;
mod mutate;
mod words;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::GzDecoder;
use k8s_openapi::api::core::v1;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::Value;

pub(crate) use draw::Drawer;
pub(crate) use mutate::mutate;
pub(crate) use words::Words;

/// The random number generator.
pub(crate) struct Random(TestRng);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let mut bytes = [7; 16];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self(TestRng::from_seed(RngAlgorithm::XorShift, &bytes))
    }

    /// Returns a number from zero up to `end`, without `end` itself.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let number = u64::from(self.0.next_u32()) * u64::try_from(end).unwrap();
        usize::try_from(number >> 32).unwrap()
    }

    pub(crate) fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// The pods of `tests/conformance`: one for each rule, and every tenth of the others.
pub(crate) fn recorded() -> Vec<Value> {
    let mut pods = read("rules-1.36.2.ndjson.gz", 1);
    pods.extend(read("pods-1.36.2.ndjson.gz", 10));
    pods
}

fn read(file: &str, every: usize) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance").join(file);
    let lines = BufReader::new(GzDecoder::new(File::open(path).unwrap())).lines().step_by(every);
    lines.map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap()["pod"].take()).collect()
}

/// A recorded pod with up to four parts changed, if it is still a pod.
pub(crate) fn mutated(random: &mut Random, words: &Words, seeds: &[Value]) -> Option<v1::Pod> {
    let mut pod = random.pick(seeds).clone();
    for _ in 0..*random.pick(&[1, 1, 1, 2, 2, 3, 4]) {
        mutate(random, words, &mut pod);
    }
    serde_json::from_value(pod).ok()
}

/// A pod with any fields and any values.
pub(crate) fn drawn(random: &mut Random, words: &Words) -> v1::Pod {
    serde::Deserialize::deserialize(Drawer::new(random, words)).unwrap()
}
