//! Every pod that `serde` decodes gets a verdict.
//!
//! The pods are recorded ones with parts changed, and random ones with any fields and values: quantities of ten thousand
//! digits, and texts, lists and maps with thousands of items.
//! `PODWRIGHT_ANY_PODS=10000000 cargo test --release --test rules any_pod` tries more of them.

use std::fmt::Write as _;
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use k8s_openapi::api::core::v1;
use podwright::Valid;
use podwright::rules::{self, KubeVersion};
use podwright_tests::number;
use podwright_tests::random::{self, Random, Words};
use serde_json::{Value, json};

/// The default number of pods.
const PODS: usize = 3_000;

/// The number of pods that a thread makes from one seed.
const AT_A_TIME: usize = 1_000;

/// Writes all violations, warnings and advice on a pod.
fn validate(pod: &v1::Pod, version: KubeVersion) -> bool {
    let mut words = String::new();
    let verdict = rules::validate(pod, version);
    for violation in verdict.violations() {
        write!(words, "{violation}").unwrap();
    }
    for warning in verdict.warnings().iter().chain(&rules::advise(pod)) {
        write!(words, "{warning}").unwrap();
    }
    for violation in rules::admission(pod) {
        write!(words, "{violation}").unwrap();
    }
    assert_eq!(Valid::new_for(pod, version).is_ok(), verdict.is_accepted());
    verdict.is_accepted()
}

#[test]
fn every_pod_that_is_read_gets_a_verdict() {
    let count = number("PODWRIGHT_ANY_PODS").unwrap_or(PODS);
    let seeds = random::recorded();
    let words = Words::of(&seeds).with_extremes();
    let (next, read, accepted) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed * AT_A_TIME >= count {
                        break;
                    }
                    let (pods, good) = validate_some(seed, &seeds, &words);
                    read.fetch_add(pods, Ordering::Relaxed);
                    accepted.fetch_add(good, Ordering::Relaxed);
                }
            });
        }
    });
    println!("{read:?} pods, {accepted:?} accepted, in {:?}", start.elapsed());
    assert!(read.into_inner() >= count.min(AT_A_TIME) / 2);
}

fn validate_some(seed: usize, seeds: &[Value], words: &Words) -> (usize, usize) {
    let mut random = Random::new(u64::try_from(seed).unwrap());
    let (mut read, mut accepted) = (0, 0);
    for i in 0..AT_A_TIME {
        let pod = if i % 4 == 0 {
            random::mutated(&mut random, words, seeds)
        } else {
            Some(random::drawn(&mut random, words))
        };
        let Some(pod) = pod else { continue };
        let version = *random.pick(&KubeVersion::ALL);
        read += 1;
        let Ok(is_accepted) = catch_unwind(|| validate(&pod, version)) else {
            panic!("no verdict of {}", json!(pod));
        };
        accepted += usize::from(is_accepted);
    }
    (read, accepted)
}
