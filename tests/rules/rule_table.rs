//! The pages that list the rules in the docs. They are made from the catalog, from `rule_table/enforcement`, and from
//! objects that break the rules.
//!
//! `PODWRIGHT_BLESS=1 cargo test --test rules rule_table` writes them anew.

mod enforcement;
mod lists;
mod markdown;

use std::collections::BTreeSet;

use enforcement::{Area, By, Row};
use lists::{Found, LISTS, Object};
use podwright::rules::{RULES, Rule};
use podwright_tests::{assert_page, root};

fn rows(areas: &[Area]) -> impl Iterator<Item = &Row> {
    areas.iter().flat_map(|area| &area.rows)
}

#[test]
fn every_rule_has_a_row_in_the_order_of_the_catalog() {
    let areas = enforcement::areas();
    let ids: Vec<_> = rows(&areas).map(|row| row.id).collect();
    let rules: Vec<_> = RULES.iter().map(Rule::id).collect();
    let (with_row, with_rule) = (BTreeSet::from_iter(&ids), BTreeSet::from_iter(&rules));
    let without_row: Vec<_> = with_rule.difference(&with_row).collect();
    let without_rule: Vec<_> = with_row.difference(&with_rule).collect();
    assert!(without_row.is_empty() && without_rule.is_empty(), "{without_row:?} {without_rule:?}");
    assert_eq!(ids, rules);
}

#[test]
fn every_row_says_what_holds_the_rule_and_what_is_left() {
    for area in &enforcement::areas() {
        assert!(!area.rows.is_empty(), "{} has no rules", area.title);
        for row in &area.rows {
            let is_shown = !row.programs.is_empty() || !row.items.is_empty() || row.absent.is_some();
            assert_eq!(is_shown, row.by != By::Build, "{row:?}");
            assert_eq!(row.left.is_some(), row.by != By::Types, "{row:?}");
        }
    }
}

#[test]
fn every_program_is_there() {
    let programs = root().join("tests/ui/fail");
    for row in rows(&enforcement::areas()) {
        for program in &row.programs {
            let path = programs.join(program).with_extension("rs");
            assert!(path.exists(), "{}: {} is not there", row.id, path.display());
        }
    }
}

#[test]
fn each_warning_reason_and_advice_is_shown_by_its_example_only() {
    LISTS.iter().for_each(lists::List::check);
}

#[test]
fn a_template_gets_the_warnings_and_the_advice_of_its_pods() {
    for list in &LISTS {
        for example in list.examples() {
            let object = example.object();
            if matches!(object, Object::Other(_)) {
                continue;
            }
            let found = list.find(&object.to_template());
            match &*example.rule {
                // A template has no name, and no admission.
                "warn-pod-name-no-label" => assert_eq!(found, []),
                id if id.starts_with("admission-") => assert_eq!(found, []),
                // Only in a pod do requests default to limits.
                "warn-fraction-of-byte" => assert_eq!(found, list.find(&object)[..1]),
                _ => assert_eq!(found, list.find(&object)),
            }
            assert!(found.iter().all(|found: &Found| !found.field.starts_with("spec.template")));
        }
    }
}

#[test]
fn the_pages_of_the_other_lists_are_those_in_the_docs() {
    for list in &LISTS {
        bless_or_compare(list.page, &list.page());
    }
}

/// Asserts that a page is the one in `src/rules`, or writes it there.
fn bless_or_compare(name: &str, page: &str) {
    assert_page(&format!("src/rules/{name}"), page, "--test rules rule_table");
}

#[test]
fn types_hold_half_of_the_rules() {
    let areas = enforcement::areas();
    let types = rows(&areas).filter(|row| row.by == By::Types).count();
    assert!(2 * types >= RULES.len(), "types hold {types} of {} rules", RULES.len());
}

// The pods have fields that `k8s_openapi` has for the newest version only.
k8s_openapi::k8s_if_ge_1_37! {
    mod examples;
    mod page;
    mod combinations;
    mod programs;

    use podwright::rules::{KubeVersion, Violation, Violations};
    use proptest::prelude::prop_assert_eq;
    use proptest::test_runner::TestRunner;

    #[test]
    fn every_way_that_is_left_has_its_program() {
        let areas = enforcement::areas();
        let left: BTreeSet<_> = rows(&areas).filter(|row| row.by != By::Types).map(|row| row.id).collect();
        let shown: BTreeSet<_> = programs::programs().into_iter().map(|program| program.rule).collect();
        let difference: Vec<_> = left.symmetric_difference(&shown).collect();
        assert!(difference.is_empty(), "{difference:?}");
    }

    #[test]
    fn no_program_breaks_a_rule_that_types_hold() {
        let held = held_by_types();
        for program in programs::programs() {
            let found = broken(&held, |version| program.violations(version));
            assert_eq!(found, None, "by the program for {}", program.rule);
        }
    }

    #[test]
    fn no_combination_of_parts_breaks_a_rule_that_types_hold() {
        let held = held_by_types();
        let result = TestRunner::default().run(&combinations::pods(), |pod| {
            prop_assert_eq!(broken(&held, |version| pod.clone().build_for(version).err()), None);
            Ok(())
        });
        result.unwrap();
    }

    fn held_by_types() -> BTreeSet<&'static str> {
        rows(&enforcement::areas()).filter(|row| row.by == By::Types).map(|row| row.id).collect()
    }

    /// Returns a violation of one of the rules by what is built, in any version of Kubernetes.
    fn broken(
        rules: &BTreeSet<&str>,
        violations: impl Fn(KubeVersion) -> Option<Violations>,
    ) -> Option<Violation> {
        let violations = |version| violations(version).into_iter().flatten();
        KubeVersion::ALL.into_iter().flat_map(violations).find(|found| rules.contains(found.rule()))
    }

    #[test]
    fn every_rule_is_broken_by_an_example() {
        let examples = examples::all();
        let without: Vec<_> = RULES.iter().filter(|rule| !examples.contains_key(rule.id())).collect();
        assert!(without.is_empty(), "no pod breaks {without:?}");
    }

    #[test]
    fn the_page_is_the_one_in_the_docs() {
        let page = page::write(&enforcement::areas(), &examples::all());
        println!("{}", page::share(&enforcement::areas()));
        bless_or_compare("RULES.md", &page);
    }
}
