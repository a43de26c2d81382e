use std::fmt;

use super::path::Path;
use super::violation::{Quoted, Violation, ViolationKind};
use crate::rules::catalog::Id;

/// The list that rules add violations to. It allocates nothing as long as it is empty.
#[derive(Debug, Default)]
pub struct Findings {
    found: Vec<Violation>,
}

impl Findings {
    pub(crate) const fn new() -> Self {
        Self { found: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns the number of violations so far. Compare two of them to learn whether a part of the object has any.
    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    pub(crate) fn push(&mut self, violation: Violation) {
        self.found.push(violation);
    }

    pub(crate) fn into_list(self) -> Vec<Violation> {
        self.found
    }

    pub(crate) fn append(&mut self, mut more: Self) {
        self.found.append(&mut more.found);
    }

    #[cold]
    pub(crate) fn required(&mut self, rule: Id, at: &Path<'_>, detail: &str) {
        self.push(Violation::new(rule, ViolationKind::Required, at, None, detail));
    }

    #[cold]
    pub(crate) fn forbidden(&mut self, rule: Id, at: &Path<'_>, detail: &str) {
        self.push(Violation::new(rule, ViolationKind::Forbidden, at, None, detail));
    }

    /// Adds a text that breaks its grammar or conflicts with another.
    #[cold]
    pub(crate) fn invalid(&mut self, rule: Id, at: &Path<'_>, value: &str, detail: &str) {
        self.push(Violation::new(rule, ViolationKind::Invalid, at, Some(Quoted::text(value)), detail));
    }

    /// Adds a number or a boolean that is out of range or conflicts with another value.
    #[cold]
    pub(crate) fn invalid_plain(&mut self, rule: Id, at: &Path<'_>, value: impl fmt::Display, detail: &str) {
        self.push(Violation::new(rule, ViolationKind::Invalid, at, Some(Quoted::plain(value)), detail));
    }

    #[cold]
    pub(crate) fn duplicate(&mut self, rule: Id, at: &Path<'_>, value: &str) {
        self.push(Violation::new(rule, ViolationKind::Duplicate, at, Some(Quoted::text(value)), ""));
    }

    #[cold]
    pub(crate) fn not_found(&mut self, rule: Id, at: &Path<'_>, value: &str) {
        self.push(Violation::new(rule, ViolationKind::NotFound, at, Some(Quoted::text(value)), ""));
    }

    /// Adds a value that is not one of `supported`.
    #[cold]
    pub(crate) fn not_supported(&mut self, rule: Id, at: &Path<'_>, value: &str, supported: &[&str]) {
        let mut detail = String::from("supported values: ");
        for (i, word) in supported.iter().enumerate() {
            if i > 0 {
                detail.push_str(", ");
            }
            detail.push('"');
            detail.push_str(word);
            detail.push('"');
        }
        let value = Some(Quoted::text(value));
        self.push(Violation::new(rule, ViolationKind::NotSupported, at, value, detail));
    }

    #[cold]
    pub(crate) fn too_long(&mut self, rule: Id, at: &Path<'_>, most: usize) {
        let detail = format!("may not be more than {most} bytes");
        self.push(Violation::new(rule, ViolationKind::TooLong, at, None, detail));
    }

    #[cold]
    pub(crate) fn too_many(&mut self, rule: Id, at: &Path<'_>, actual: usize, most: usize) {
        let detail = format!("must have at most {most} items");
        self.push(Violation::new(rule, ViolationKind::TooMany, at, Some(Quoted::plain(actual)), detail));
    }
}
