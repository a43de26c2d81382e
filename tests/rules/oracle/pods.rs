//! Random pods, compared.

use k8s_openapi::api::core::v1;
use podwright_tests::random::{self, Builder, Random, Words};
use serde_json::Value;

use super::{Case, Kubernetes, assert_regressions, compare, seed};

/// The default number of pods.
const PODS: usize = 400;

#[test]
fn pods_are_validated_as_kubernetes_validates_them_now() {
    let Some((kubernetes, count)) = Kubernetes::live("PODWRIGHT_ORACLE_PODS", PODS) else { return };
    let mut pods = Pods::new(seed());
    compare(kubernetes, count, "regressions.ndjson", |i| pods.next(i));
}

#[test]
fn pods_that_were_validated_otherwise_are_validated_as_kubernetes_validates_them() {
    assert_regressions(include_str!("../../oracle/regressions.ndjson"));
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

    fn next(&mut self, i: usize) -> Case {
        loop {
            let (source, pod) = match i % 4 {
                0 => ("built", self.built()),
                1 | 2 => ("mutated", self.mutated()),
                _ => ("drawn", random::drawn(&mut self.random, &self.words)),
            };
            if !random::has_huge_exponent(&pod) {
                let object = serde_json::to_value(&pod).unwrap();
                return Case { source: source.to_owned(), object, is_good: source == "built" };
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
