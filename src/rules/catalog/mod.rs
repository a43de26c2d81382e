//! The rules: a stable id, and a sentence for each. A file lists the rules of one area.

use std::fmt;

/// A rule: a stable id, and what the rule demands.
///
/// ```
/// use podwright::rules::RULES;
///
/// let rule = RULES.iter().find(|rule| rule.id() == "container-name-duplicate").unwrap();
/// assert_eq!(rule.demands(), "Containers and init containers of a pod have different names.");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    id: &'static str,
    demands: &'static str,
}

impl Rule {
    pub(crate) const fn new(id: &'static str, demands: &'static str) -> Self {
        Self { id, demands }
    }

    /// Returns the id, in kebab case. It stays the same in all versions of this crate.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Returns what the rule demands, in one or two sentences.
    #[must_use]
    pub const fn demands(&self) -> &'static str {
        self.demands
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// A reference to a rule in the catalog.
pub(crate) type Id = &'static Rule;

macro_rules! catalog {
    ($(#[$doc:meta])* $vis:vis $LIST:ident: $($NAME:ident $id:literal $demands:literal)*) => {
        $(pub(crate) const $NAME: $crate::rules::catalog::Id = &$crate::rules::catalog::Rule::new($id, $demands);)*

        $(#[$doc])*
        $vis const $LIST: &[$crate::rules::catalog::Rule] = &[$(*$NAME),*];
    };
}
#[cfg(feature = "app")]
pub(crate) use catalog;

#[cfg(feature = "app")]
pub(crate) mod access;
#[cfg(feature = "app")]
pub(crate) mod batch;
#[cfg(feature = "app")]
pub(crate) mod claim;
#[cfg(feature = "app")]
pub(crate) mod cluster;
#[cfg(feature = "app")]
pub(crate) mod config;
#[cfg(feature = "app")]
pub(crate) mod network;
pub(crate) mod pod;
#[cfg(feature = "app")]
pub(crate) mod scaling;
#[cfg(feature = "app")]
pub(crate) mod workload;

pub use self::pod::{ADMISSION, POD_SECURITY};

const RULES_OF_AREAS: &[&[Rule]] = &[
    pod::POD_RULES,
    #[cfg(feature = "app")]
    workload::WORKLOAD_RULES,
    #[cfg(feature = "app")]
    batch::BATCH_RULES,
    #[cfg(feature = "app")]
    scaling::SCALING_RULES,
    #[cfg(feature = "app")]
    network::NETWORK_RULES,
    #[cfg(feature = "app")]
    config::CONFIG_RULES,
    #[cfg(feature = "app")]
    access::ACCESS_RULES,
    #[cfg(feature = "app")]
    cluster::CLUSTER_RULES,
    #[cfg(feature = "app")]
    claim::CLAIM_RULES,
];

const WARNINGS_OF_AREAS: &[&[Rule]] = &[
    pod::POD_WARNINGS,
    #[cfg(feature = "app")]
    workload::WORKLOAD_WARNINGS,
    #[cfg(feature = "app")]
    batch::BATCH_WARNINGS,
    #[cfg(feature = "app")]
    scaling::SCALING_WARNINGS,
    #[cfg(feature = "app")]
    network::NETWORK_WARNINGS,
    #[cfg(feature = "app")]
    config::CONFIG_WARNINGS,
    #[cfg(feature = "app")]
    access::ACCESS_WARNINGS,
    #[cfg(feature = "app")]
    cluster::CLUSTER_WARNINGS,
    #[cfg(feature = "app")]
    claim::CLAIM_WARNINGS,
];

const ADVICE_OF_AREAS: &[&[Rule]] = &[
    pod::POD_ADVICE,
    #[cfg(feature = "app")]
    workload::WORKLOAD_ADVICE,
    #[cfg(feature = "app")]
    batch::BATCH_ADVICE,
    #[cfg(feature = "app")]
    scaling::SCALING_ADVICE,
    #[cfg(feature = "app")]
    network::NETWORK_ADVICE,
    #[cfg(feature = "app")]
    config::CONFIG_ADVICE,
    #[cfg(feature = "app")]
    access::ACCESS_ADVICE,
    #[cfg(feature = "app")]
    cluster::CLUSTER_ADVICE,
    #[cfg(feature = "app")]
    claim::CLAIM_ADVICE,
];

/// The rules that an object is rejected for, by area.
///
#[cfg_attr(feature = "app", doc = include_str!("../RULES.md"))]
#[cfg_attr(not(feature = "app"), doc = "With the feature `app` these docs have a table of them.")]
pub static RULES: &[Rule] = &concat::<{ count(RULES_OF_AREAS) }>(RULES_OF_AREAS);

/// The warnings that the API server gives about an object that it accepts.
///
#[cfg_attr(feature = "app", doc = include_str!("../WARNINGS.md"))]
#[cfg_attr(not(feature = "app"), doc = "With the feature `app` these docs have a table of them.")]
pub static WARNINGS: &[Rule] = &concat::<{ count(WARNINGS_OF_AREAS) }>(WARNINGS_OF_AREAS);

/// This crate's advice: what every API server accepts, but hardly anyone means.
///
#[cfg_attr(feature = "app", doc = include_str!("../ADVICE.md"))]
#[cfg_attr(not(feature = "app"), doc = "With the feature `app` these docs have a table of them.")]
pub static ADVICE: &[Rule] = &concat::<{ count(ADVICE_OF_AREAS) }>(ADVICE_OF_AREAS);

/// Returns the number of rules in all lists.
const fn count(lists: &[&[Rule]]) -> usize {
    let (mut all, mut list) = (0, 0);
    while list < lists.len() {
        all += lists[list].len();
        list += 1;
    }
    all
}

/// Returns the rules of all lists, which are `N`.
const fn concat<const N: usize>(lists: &[&[Rule]]) -> [Rule; N] {
    let mut all = [*pod::METADATA_NAME_REQUIRED; N];
    let (mut at, mut list) = (0, 0);
    while list < lists.len() {
        let mut item = 0;
        while item < lists[list].len() {
            all[at] = lists[list][item];
            at += 1;
            item += 1;
        }
        list += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ADMISSION, ADVICE, POD_SECURITY, RULES, WARNINGS};

    #[test]
    fn ids_are_distinct_and_in_kebab_case_and_demands_are_sentences() {
        let all = || RULES.iter().chain(WARNINGS).chain(ADMISSION).chain(ADVICE).chain(POD_SECURITY);
        let ids: BTreeSet<_> = all().map(super::Rule::id).collect();
        assert_eq!(ids.len(), all().count());
        for rule in all() {
            assert!(
                rule.id().chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{rule:?}"
            );
            assert!(rule.demands().ends_with('.'), "{rule:?}");
        }
    }
}
