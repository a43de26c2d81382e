//! The claims that the controllers of `StatefulSet`s make of their templates: `data-db-0` of the template `data` of the set `db`.

use std::collections::HashMap;

use super::set::{Entry, Set};
use super::tree::{items, text};

/// The claim templates of the sets, by namespace and by the claims without their numbers: `data-db`.
#[derive(Debug, Default)]
pub(super) struct SetClaims<'a> {
    templates: HashMap<(&'a str, String), Vec<Template<'a>>>,
}

/// A claim template, and the position of its set.
#[derive(Clone, Copy, Debug)]
struct Template<'a> {
    name: &'a str,
    set: usize,
}

/// The claim of a pod of a set.
#[derive(Clone, Copy, Debug)]
pub(super) struct SetClaim<'n> {
    template: &'n str,
    /// The position of the set.
    pub(super) set: usize,
    number: &'n str,
}

impl SetClaim<'_> {
    /// Returns the name of the claim if its set has this name.
    pub(super) fn name_in(&self, set: &str) -> String {
        format!("{}-{set}-{}", self.template, self.number)
    }
}

impl<'a> SetClaims<'a> {
    pub(super) fn of(set: &Set<'a>) -> Self {
        let mut claims = Self::default();
        for (at, entry) in set.entries.iter().enumerate().filter(|(_, entry)| entry.is("apps", "StatefulSet"))
        {
            for name in templates(entry) {
                let stem = format!("{name}-{}", entry.name.name);
                claims.templates.entry((set.space(at), stem)).or_default().push(Template { name, set: at });
            }
        }
        claims
    }

    /// Tells whether a name is that of a claim of a set.
    pub(super) fn has(&self, space: &str, name: &str) -> bool {
        self.find(space, name).is_some()
    }

    /// Returns the claim of a name, if one set makes it and no other.
    pub(super) fn claim<'n>(&'n self, space: &'n str, name: &'n str) -> Option<SetClaim<'n>> {
        let ([template], number) = self.find(space, name)? else { return None };
        Some(SetClaim { template: template.name, set: template.set, number })
    }

    /// Returns the templates whose claims have a name, and the number in it. The number may be any: a set keeps the claims of pods
    /// that it no longer has.
    fn find<'n>(&'n self, space: &'n str, name: &'n str) -> Option<(&'n [Template<'a>], &'n str)> {
        let (stem, number) = name.rsplit_once('-')?;
        let is_ordinal = number.parse::<u32>().is_ok_and(|ordinal| ordinal.to_string() == number);
        let found = self.templates.get(&(space, stem.to_owned())).filter(|_| is_ordinal)?;
        Some((found, number))
    }
}

/// Returns the names of the claim templates of a `StatefulSet`.
pub(super) fn templates(entry: &Entry) -> impl Iterator<Item = &str> {
    items(&entry.value, "spec.volumeClaimTemplates").iter().filter_map(|claim| text(claim, "metadata.name"))
}
