//! Every object that `serde` decodes gets a verdict, of every kind that has rules.
//!
//! The objects are recorded ones with parts changed, and random ones with any fields and values: quantities of ten thousand
//! digits, and texts, lists and maps with thousands of items.
//! `PODWRIGHT_ANY_OBJECTS=10000000 cargo test --release --test rules any_object` tries more of them.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use podwright::rules::KubeVersion;
use podwright::rules::pod_security::Level;
use podwright_tests::number;
use podwright_tests::objects::{self, AnyObject};
use podwright_tests::random::{Objects, Random};

/// The default number of objects.
const OBJECTS: usize = 5_400;

/// The number of objects that a thread makes from one seed.
const AT_A_TIME: usize = 540;

/// Writes all violations, warnings, advice and security failures of an object.
fn validate(object: &dyn AnyObject, version: KubeVersion) -> bool {
    let mut words = String::new();
    let verdict = object.validate(version);
    for violation in verdict.violations().iter().chain(&object.admission()) {
        write!(words, "{violation}").unwrap();
    }
    for warning in verdict.warnings().iter().chain(&object.advise()) {
        write!(words, "{warning}").unwrap();
    }
    for failure in object.pod_security(Level::Restricted, version.into()).failures() {
        write!(words, "{}", failure.reason()).unwrap();
    }
    assert_eq!(object.is_valid(version), verdict.is_accepted());
    verdict.is_accepted()
}

#[test]
fn every_object_that_is_read_gets_a_verdict() {
    let count = number("PODWRIGHT_ANY_OBJECTS").unwrap_or(OBJECTS);
    let objects = Objects::of(|_| true).with_extremes();
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
                    let (all, good) = validate_some(seed, &objects);
                    read.fetch_add(all, Ordering::Relaxed);
                    accepted.fetch_add(good, Ordering::Relaxed);
                }
            });
        }
    });
    println!("{read:?} objects, {accepted:?} accepted, in {:?}", start.elapsed());
    assert!(read.into_inner() >= count.min(AT_A_TIME) / 2);
}

fn validate_some(seed: usize, objects: &Objects) -> (usize, usize) {
    let mut random = Random::new(u64::try_from(seed).unwrap());
    let kinds = objects.kinds();
    let (mut read, mut accepted) = (0, 0);
    for i in 0..AT_A_TIME {
        let kind = kinds[i % kinds.len()];
        let value = if (i / kinds.len()).is_multiple_of(2) {
            objects.mutated(&mut random, kind)
        } else {
            Some(objects.drawn(&mut random, kind))
        };
        let Some(value) = value else { continue };
        let object = objects::read(&value).unwrap();
        let version = *random.pick(&KubeVersion::ALL);
        read += 1;
        // Nothing outside changes, and the test ends if this panics.
        let Ok(is_accepted) = catch_unwind(AssertUnwindSafe(|| validate(&*object, version))) else {
            panic!("no verdict of {value}");
        };
        accepted += usize::from(is_accepted);
    }
    (read, accepted)
}
