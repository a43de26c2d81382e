use std::fmt;

use crate::links::Finding;
use crate::manifest::{DuplicateObject, WriteError};
use crate::rules::Violations;

/// Everything that is wrong with the objects of an [`App`](super::App): the error of its `build()`.
///
/// References are followed while objects break rules, too. An object that breaks rules has its name, its keys, its ports and its
/// labels as others do. Where it breaks one, nothing is reported that depends on the field, so a build of the mended objects
/// may report more. `Debug` prints the same as `Display`, so that the error is readable when `main` returns it.
pub struct AppError(Box<Problems>);

#[derive(Default)]
pub(super) struct Problems {
    pub(super) app: String,
    pub(super) violations: Vec<Violations>,
    pub(super) duplicates: Vec<DuplicateObject>,
    pub(super) unwritten: Vec<WriteError>,
    pub(super) findings: Vec<Finding>,
}

impl Problems {
    fn len(&self) -> usize {
        let violations: usize = self.violations.iter().map(Violations::len).sum();
        violations + self.duplicates.len() + self.unwritten.len() + self.findings.len()
    }

    /// Returns the problems as an error, if there are any. Otherwise there is room for more.
    pub(super) fn checked(self) -> Result<Self, AppError> {
        if self.len() == 0 { Ok(self) } else { Err(AppError(Box::new(self))) }
    }
}

impl AppError {
    /// Returns the violations of each object that breaks rules.
    #[must_use]
    pub fn violations(&self) -> &[Violations] {
        &self.0.violations
    }

    /// Returns the objects that are in the application twice.
    #[must_use]
    pub fn duplicates(&self) -> &[DuplicateObject] {
        &self.0.duplicates
    }

    /// Returns the references that do not resolve, and what else only the set shows.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.0.findings
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problems { app, violations, duplicates, unwritten, findings } = &*self.0;
        let len = self.0.len();
        let s = if len == 1 { "" } else { "s" };
        write!(f, "App {app:?} cannot be built: {len} problem{s}")?;
        for of_object in violations {
            for violation in of_object {
                write!(f, "\n  {} {violation}", of_object.subject())?;
            }
        }
        duplicates.iter().try_for_each(|duplicate| write!(f, "\n  {duplicate}"))?;
        unwritten.iter().try_for_each(|error| write!(f, "\n  {error}"))?;
        findings.iter().try_for_each(|finding| write!(f, "\n  {finding}"))
    }
}

impl fmt::Debug for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for AppError {}
