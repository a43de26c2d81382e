//! Random objects of every kind, compared.

use std::env;

use podwright_tests::random::{self, Kind, Objects, Random};
use podwright_tests::say;

use super::{Case, Kubernetes, assert_regressions, compare, seed};

/// The default number of objects.
const OBJECTS: usize = 540;

/// The kinds whose rules are complete.
const COMPLETE: &[&str] = &["Pod"];

#[test]
fn objects_are_validated_as_kubernetes_validates_them_now() {
    let Some((kubernetes, count)) = Kubernetes::live("PODWRIGHT_ORACLE_OBJECTS", OBJECTS) else { return };
    let only = env::var("PODWRIGHT_ORACLE_KIND").ok();
    let wanted =
        |(_, kind): Kind| only.as_deref().map_or_else(|| COMPLETE.contains(&kind), |only| kind == only);
    let objects = Objects::of(wanted);
    let kinds = objects.kinds();
    if kinds.is_empty() {
        return say("there are no objects of this kind");
    }
    let mut random = Random::new(seed());
    compare(kubernetes, count, "object-regressions.ndjson", |i| {
        let kind = kinds[i % kinds.len()];
        loop {
            let object = if i / kinds.len() % 4 == 3 {
                objects.drawn(&mut random, kind)
            } else if let Some(object) = objects.mutated(&mut random, kind) {
                object
            } else {
                continue;
            };
            if !random::has_huge_exponent(&object) {
                return Case { source: kind.1.to_owned(), object, is_good: false };
            }
        }
    });
}

#[test]
fn objects_that_were_validated_otherwise_are_validated_as_kubernetes_validates_them() {
    assert_regressions(include_str!("../../oracle/object-regressions.ndjson"));
}
