use std::fmt;

use super::checks::{CHECKS, Check};
use super::found::Forbidden;
use super::level::{LevelVersion, PolicyVersion};
use crate::rules::engine::subject::Subject;

/// What a level of the Pod Security Standards says of a pod: it admits it, or names the checks that fail.
///
/// `Display` writes what the admission plugin prints, without the name of the object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    asked: LevelVersion,
    failures: Vec<Failure>,
}

impl Evaluation {
    /// Evaluates the checks of `asked`, as they are in the policy of `version`.
    pub(crate) fn of(subject: &Subject<'_>, asked: LevelVersion, version: PolicyVersion) -> Self {
        let mut failures = Vec::new();
        for check in CHECKS {
            if check.applies(asked.level(), version)
                && let Some(mut forbidden) = check.answer(subject, version)
            {
                if !subject.root.is_empty() {
                    forbidden.fields.iter_mut().for_each(|field| field.insert_str(0, subject.root));
                }
                failures.push(Failure { check, forbidden });
            }
        }
        Self { asked, failures }
    }

    pub(crate) fn allowed(asked: LevelVersion) -> Self {
        Self { asked, failures: Vec::new() }
    }

    /// Returns the level and the version of the policy that were asked for.
    #[must_use]
    pub fn level_version(&self) -> LevelVersion {
        self.asked
    }

    /// Tells whether the level admits the pod.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        self.failures.is_empty()
    }

    /// Returns the checks that fail, in the admission plugin's order.
    #[must_use]
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.failures.is_empty() {
            return write!(f, "meets PodSecurity \"{}\"", self.asked);
        }
        write!(f, "violates PodSecurity \"{}\": ", self.asked)?;
        for (i, failure) in self.failures.iter().enumerate() {
            write!(f, "{}{failure}", if i > 0 { ", " } else { "" })?;
        }
        Ok(())
    }
}

/// A check that does not allow a pod.
///
/// `Display` writes the reason, and the detail in brackets.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure {
    check: &'static Check,
    forbidden: Forbidden,
}

impl Failure {
    /// Returns the check.
    #[must_use]
    pub fn check(&self) -> &'static Check {
        self.check
    }

    /// Returns why the pod is forbidden, in the admission plugin's words: `host namespaces`.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        self.forbidden.reason
    }

    /// Returns which containers, volumes or values are forbidden, in the admission plugin's words: `hostNetwork=true`.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.forbidden.detail
    }

    /// Returns the paths of the offending fields, at least one: those that are set and must not be, and those that are
    /// not set and must be.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.forbidden.fields
    }

    /// Returns what to write with this crate instead.
    #[must_use]
    pub fn fix(&self) -> &'static str {
        self.check.fix()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason())?;
        if !self.detail().is_empty() {
            write!(f, " ({})", self.detail())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self} at {}", self.check.id(), self.fields().join(", "))
    }
}
