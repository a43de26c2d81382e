//! Random objects of every kind, compared.

use std::fmt::Write as _;
use std::{env, fs};

use podwright::rules::KubeVersion;
use podwright_tests::random::{self, Built, Kind, Objects, Random};
use podwright_tests::{number, say};

use super::{Case, Kubernetes, assert_regressions, compare, seed};

/// The default number of objects.
const OBJECTS: usize = 540;

#[test]
fn objects_are_validated_as_kubernetes_validates_them_now() {
    let Some((kubernetes, count)) = Kubernetes::live("PODWRIGHT_ORACLE_OBJECTS", OBJECTS) else { return };
    let mut source = Source::new(kubernetes.version);
    compare(kubernetes, count, "object-regressions.ndjson", |i| source.next(i));
}

#[test]
fn objects_that_were_validated_otherwise_are_validated_as_kubernetes_validates_them() {
    assert_regressions(include_str!("../../oracle/object-regressions.ndjson"));
}

/// Writes objects to the file that `PODWRIGHT_ORACLE_WRITE` names, one a line, for the program of another version.
#[test]
fn objects_are_written() {
    let Ok(file) = env::var("PODWRIGHT_ORACLE_WRITE") else {
        return say("PODWRIGHT_ORACLE_WRITE is unset: no objects are written");
    };
    let mut source = Source::new(KubeVersion::V1_36);
    let mut lines = String::new();
    for i in 0..number("PODWRIGHT_ORACLE_OBJECTS").unwrap_or(OBJECTS) {
        writeln!(lines, "{}", source.next(i).object).unwrap();
    }
    fs::write(file, lines).unwrap();
}

struct Source {
    random: Random,
    objects: Objects,
    kinds: Vec<Kind>,
    built: Built,
}

impl Source {
    /// Makes objects of the kind that `PODWRIGHT_ORACLE_KIND` names, or else of all. The builders build them for a version.
    fn new(version: KubeVersion) -> Self {
        let only = env::var("PODWRIGHT_ORACLE_KIND").ok();
        let wanted = |(_, kind): Kind| only.as_ref().is_none_or(|only| kind == only);
        let objects = Objects::of(wanted);
        let built = Built::new(seed(), version.min(KubeVersion::ENABLED), wanted);
        Self { random: Random::new(seed()), kinds: objects.kinds(), objects, built }
    }

    /// Half of the objects come from the builders, if there is one for them. Kubernetes must accept these.
    fn next(&mut self, i: usize) -> Case {
        if self.built.is_empty() {
            return self.any(i);
        }
        if i % 2 == 1 {
            return self.any(i / 2);
        }
        let built = self.built.object(i / 2);
        Case { source: format!("{} built", built.kind), object: built.value, is_good: true }
    }

    fn any(&mut self, i: usize) -> Case {
        let kind = self.kinds[i % self.kinds.len()];
        loop {
            let object = if i / self.kinds.len() % 4 == 3 {
                Some(self.objects.drawn(&mut self.random, kind))
            } else {
                self.objects.mutated(&mut self.random, kind)
            };
            if let Some(object) = object.filter(|object| !random::has_huge_exponent(object)) {
                return Case { source: kind.1.to_owned(), object, is_good: false };
            }
        }
    }
}
