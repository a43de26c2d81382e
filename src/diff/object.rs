use std::fmt;

use super::change::{ChangeKind, FieldChange};
use super::effect::Effect;
use super::print;
use crate::manifest::Object;

/// An object that differs.
#[derive(Clone)]
pub struct ObjectDiff {
    pub(super) sides: Sides,
    pub(super) changes: Vec<FieldChange>,
}

/// The sides that have the object.
#[derive(Clone)]
pub(super) enum Sides {
    Old(Object),
    New(Object),
    Both(Object, Object),
}

impl ObjectDiff {
    /// Returns whether the object was added, removed or changed.
    #[must_use]
    pub fn kind(&self) -> ChangeKind {
        match self.sides {
            Sides::Old(_) => ChangeKind::Removed,
            Sides::New(_) => ChangeKind::Added,
            Sides::Both(..) => ChangeKind::Changed,
        }
    }

    /// Returns the object: the new one, or the old one if it was removed.
    #[must_use]
    pub fn object(&self) -> &Object {
        match &self.sides {
            Sides::Old(object) | Sides::New(object) | Sides::Both(_, object) => object,
        }
    }

    /// Returns the old object, if the old side has it.
    #[must_use]
    pub fn before(&self) -> Option<&Object> {
        match &self.sides {
            Sides::Old(object) | Sides::Both(object, _) => Some(object),
            Sides::New(_) => None,
        }
    }

    /// Returns the new object, if the new side has it.
    #[must_use]
    pub fn after(&self) -> Option<&Object> {
        match &self.sides {
            Sides::New(object) | Sides::Both(_, object) => Some(object),
            Sides::Old(_) => None,
        }
    }

    /// Returns the fields that differ. An object that was added or removed has none.
    #[must_use]
    pub fn changes(&self) -> &[FieldChange] {
        &self.changes
    }

    /// Returns what it takes to apply the changes, each effect once: those that the API server refuses first.
    #[must_use]
    pub fn effects(&self) -> Vec<Effect> {
        let mut effects: Vec<_> = self.changes.iter().filter_map(FieldChange::effect).collect();
        effects.sort_unstable();
        effects.dedup();
        effects
    }
}

/// Writes the block that [`Diff`](super::Diff) shows for the object.
impl fmt::Display for ObjectDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print::object(self, print::Paint::Plain, f)
    }
}

/// Shows what `Display` shows. The objects may hold secrets.
impl fmt::Debug for ObjectDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
