//! `ReferenceGrant`s: which kinds of the Gateway API may refer to what in another namespace.

use std::collections::HashSet;

use super::set::Set;
use super::table::GATEWAY;
use super::tree::{items, text};

/// From group, kind and namespace, to namespace, group, kind and name. An empty name stands for all.
type Grant<'a> = ([&'a str; 3], [&'a str; 4]);

#[derive(Debug, Default)]
pub(super) struct Grants<'a> {
    granted: HashSet<Grant<'a>>,
}

/// The most rows of either side of a grant that are read.
const ROWS: usize = 16;

impl<'a> Grants<'a> {
    pub(super) fn of(set: &Set<'a>) -> Self {
        let mut grants = Self::default();
        for (at, entry) in set.entries.iter().enumerate() {
            if !entry.is(GATEWAY, "ReferenceGrant") {
                continue;
            }
            let field = |value, name| text(value, name).unwrap_or_default();
            for from in items(&entry.value, "spec.from").iter().take(ROWS) {
                for to in items(&entry.value, "spec.to").iter().take(ROWS) {
                    set.step();
                    grants.granted.insert((
                        [field(from, "group"), field(from, "kind"), field(from, "namespace")],
                        [set.space(at), field(to, "group"), field(to, "kind"), field(to, "name")],
                    ));
                }
            }
        }
        grants
    }

    /// Tells whether objects of a kind and namespace may refer to an object of another namespace.
    pub(super) fn allow(&self, from: [&str; 3], to: [&str; 4]) -> bool {
        let [space, group, kind, _] = to;
        self.granted.contains(&(from, to)) || self.granted.contains(&(from, [space, group, kind, ""]))
    }
}
