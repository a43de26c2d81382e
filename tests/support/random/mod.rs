//! Pods and other objects that nobody would write: random values of the types of `k8s_openapi`, and recorded objects with
//! changed parts.
//!
//! The seed determines each object.

mod built;
mod draw;
mod mutate;
mod objects;
mod words;

use k8s_openapi::api::core::v1;
use podwright::prelude::{HasMain, PodBuilder};
use proptest::prelude::Rng;
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde::Serialize;
use serde_json::Value;

use crate::rows;

pub use built::{Built, Object, is_of_later_versions};
use draw::Drawer;
use mutate::mutate;
pub use objects::{Kind, Objects};
pub use words::Words;

/// The random number generator.
pub struct Random(TestRng);

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut bytes = [7; 16];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self(TestRng::from_seed(RngAlgorithm::XorShift, &bytes))
    }

    /// Returns a number from zero up to `end`, without `end` itself.
    pub fn below(&mut self, end: usize) -> usize {
        let number = u64::from(self.0.next_u32()) * u64::try_from(end).unwrap();
        usize::try_from(number >> 32).unwrap()
    }

    pub fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// The pods of `tests/conformance`: one for each rule, and every tenth of the others.
pub fn recorded() -> Vec<Value> {
    let mut pods = read("rules-1.36.2.ndjson.gz", 1);
    pods.extend(read("pods-1.36.2.ndjson.gz", 10));
    pods
}

fn read(file: &str, every: usize) -> Vec<Value> {
    let rows = rows(&format!("conformance/{file}")).step_by(every);
    rows.map(|mut row| row["pod"].take()).collect()
}

/// A recorded pod with up to four parts changed, if it is still a pod.
pub fn mutated(random: &mut Random, words: &Words, seeds: &[Value]) -> Option<v1::Pod> {
    let mut pod = random.pick(seeds).clone();
    for _ in 0..*random.pick(&[1, 1, 1, 2, 2, 3, 4]) {
        mutate(random, words, &mut pod);
    }
    serde_json::from_value(pod).ok()
}

/// A pod with any fields and any values.
pub fn drawn(random: &mut Random, words: &Words) -> v1::Pod {
    serde::Deserialize::deserialize(Drawer::new(random, words)).unwrap()
}

/// A source of pods that the builder makes.
#[derive(Debug)]
pub struct Builder {
    strategy: BoxedStrategy<PodBuilder<HasMain>>,
    runner: TestRunner,
}

impl Builder {
    /// Starts with a seed, which determines the pods.
    pub fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let runner = TestRunner::new_with_rng(Config::default(), rng);
        Self { strategy: podwright_proptest::pod().boxed(), runner }
    }

    /// Returns the next pod, built.
    pub fn pod(&mut self) -> v1::Pod {
        let pod = self.strategy.new_tree(&mut self.runner).unwrap().current();
        pod.build().unwrap().into_inner()
    }
}

/// Tells whether an object has a number like `1e1000000`. Kubernetes writes all its digits, which takes minutes.
pub fn has_huge_exponent(object: &impl Serialize) -> bool {
    serde_json::to_vec(object).unwrap().windows(7).any(|part| {
        let digits = part[2..].iter().filter(|byte| byte.is_ascii_digit()).count();
        part[0].is_ascii_digit() && matches!(part[1], b'e' | b'E') && digits >= 4
    })
}
