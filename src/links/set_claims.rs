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

    /// Tells whether a name is that of a claim of a set. Its number may be any: a set keeps the claims of pods that it no longer
    /// has.
    pub(super) fn has(&self, space: &str, name: &str) -> bool {
        self.find(space, name).is_some()
    }

    /// Returns the new name of a claim whose set gets another one. `None` if it is not known of one set that it makes the claim;
    /// the claim of a set that keeps its name keeps its own.
    pub(super) fn new_name(
        &self,
        space: &str,
        name: &str,
        names: &[Option<String>],
    ) -> Option<Option<String>> {
        let ([template], number) = self.find(space, name)? else { return None };
        let set = names.get(template.set)?.as_ref();
        Some(set.map(|set| format!("{}-{set}-{number}", template.name)))
    }

    fn find<'s, 'n>(&'s self, space: &'s str, name: &'n str) -> Option<(&'s [Template<'a>], &'n str)> {
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
