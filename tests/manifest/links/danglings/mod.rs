//! Each row of the table of references is broken in complete sets: each mistake is found on its line, and nothing else is.
//!
//! A new row of the table needs a set that has it, or a plant in `special.rs`.

mod names;
mod rows;
mod sets;
mod special;

use std::collections::BTreeSet;

use podwright::links::{Completeness, LocatedFinding};

use self::sets::{Spot, sets, spots};

/// What became of the mistakes of one kind.
#[derive(Debug, Default)]
struct Figures {
    planted: usize,
    found: usize,
    at_the_line: usize,
    extra: usize,
    /// What went otherwise than expected.
    failures: Vec<String>,
}

impl Figures {
    /// Counts a mistake. `wanted` are the places where it has to be found, `implied` are others where it may show.
    fn count(
        &mut self,
        what: &str,
        findings: &[LocatedFinding],
        wanted: &BTreeSet<Spot>,
        implied: &BTreeSet<Spot>,
    ) {
        let found = spots(findings);
        let extra: Vec<_> = found.difference(wanted).filter(|spot| !implied.contains(*spot)).collect();
        self.planted += wanted.len();
        self.found += wanted.len().min(found.len());
        self.at_the_line += wanted.intersection(&found).count();
        self.extra += extra.len();
        if !wanted.is_subset(&found) || !extra.is_empty() {
            self.failures.push(format!("{what}: wanted at {wanted:?}, also {extra:?}: {findings:#?}"));
        }
    }

    fn assert(&self, what: &str, least: usize) {
        let Self { planted, found, at_the_line, extra, failures } = self;
        println!("{what}: {planted} planted, {found} found, {at_the_line} at the line, {extra} extra");
        assert!(failures.is_empty(), "{} of {planted}:\n{}", failures.len(), failures.join("\n"));
        assert_eq!((planted, planted, &0), (found, at_the_line, extra), "{what}");
        assert!(*planted >= least, "{planted} of {least} {what} were planted");
    }
}

#[test]
fn complete_sets_have_no_findings_and_no_mistakes() {
    let sets = sets();
    let mut objects = 0;
    for set in &sets {
        let linked = set.link(None);
        assert!(linked.errors().is_empty(), "{:?}", linked.errors());
        for completeness in [Completeness::Fragment, Completeness::Complete] {
            assert!(linked.findings(completeness).is_empty(), "{:#?}", linked.findings(completeness));
        }
        for document in linked.documents() {
            document.object().unwrap();
        }
        objects += linked.documents().len();
        let references = linked.links().references();
        assert!(references.iter().all(|it| !it.outcome().is_dangling()), "{}", set.name);
        println!(
            "{}: {} objects in {} files, {} references",
            set.name,
            linked.documents().len(),
            set.files.len(),
            references.len()
        );
    }
    assert!(sets.len() == 5 && objects > 100, "{objects} objects");
}
