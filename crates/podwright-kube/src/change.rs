use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::slice;

use serde_json::Value;

use crate::{ObjectError, ObjectRef};

/// What was done to the objects of a manifest, in the order in which it was done.
///
/// `Display` writes a line for each object: `created ConfigMap "shop/web"`.
///
/// ```
/// use podwright_kube::{ChangeSet, Outcome};
///
/// fn summary(changes: &ChangeSet) -> String {
///     format!("{} of {} objects are new", changes.count(Outcome::Created), changes.len())
/// }
///
/// assert_eq!(summary(&ChangeSet::default()), "0 of 0 objects are new");
/// ```
#[derive(Clone, Debug, Default)]
pub struct ChangeSet {
    changes: Vec<Change>,
}

impl ChangeSet {
    /// Returns the changes in order.
    pub fn iter(&self) -> slice::Iter<'_, Change> {
        self.changes.iter()
    }

    /// Returns the number of objects.
    #[must_use]
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Returns whether there are no objects.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns how many objects have an outcome.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.iter().filter(|change| change.outcome == outcome).count()
    }

    /// Returns whether the cluster had everything already.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.iter().all(|change| matches!(change.outcome, Outcome::Unchanged | Outcome::Skipped))
    }

    pub(crate) fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    pub(crate) fn extend_skipped(&mut self, objects: impl IntoIterator<Item = ObjectRef>, why: &str) {
        self.changes.extend(objects.into_iter().map(|object| Change::skipped(object, why)));
    }

    /// Returns the change set, or the error if an object has failed.
    pub(crate) fn into_result(self) -> Result<Self, ChangeError> {
        if self.count(Outcome::Failed) == 0 { Ok(self) } else { Err(ChangeError { changes: self }) }
    }
}

impl<'a> IntoIterator for &'a ChangeSet {
    type Item = &'a Change;
    type IntoIter = slice::Iter<'a, Change>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for ChangeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, change) in self.iter().enumerate() {
            let separator = if at == 0 { "" } else { "\n" };
            write!(f, "{separator}{change}")?;
        }
        Ok(())
    }
}

/// What was done to one object.
#[derive(Clone)]
pub struct Change {
    object: ObjectRef,
    outcome: Outcome,
    note: Option<String>,
    error: Option<ObjectError>,
    before: Option<Value>,
    after: Option<Value>,
}

/// What became of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// It was not there before.
    Created,
    /// Fields have changed, or belong to the field manager now.
    Configured,
    /// It was deleted, and created again.
    Recreated,
    /// The cluster had it as it is.
    Unchanged,
    /// It was deleted.
    Deleted,
    /// Nothing was done; the note says why.
    Skipped,
    /// The API server did not take it; the error says why.
    Failed,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Created => "created",
            Self::Configured => "configured",
            Self::Recreated => "recreated",
            Self::Unchanged => "unchanged",
            Self::Deleted => "deleted",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        })
    }
}

impl Change {
    pub(crate) fn new(object: ObjectRef, outcome: Outcome) -> Self {
        Self { object, outcome, note: None, error: None, before: None, after: None }
    }

    pub(crate) fn failed(error: &ObjectError) -> Self {
        Self { error: Some(error.clone()), ..Self::new(error.object().clone(), Outcome::Failed) }
    }

    pub(crate) fn skipped(object: ObjectRef, why: impl Into<String>) -> Self {
        Self::new(object, Outcome::Skipped).with_note(why)
    }

    pub(crate) fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    pub(crate) fn with_values(mut self, before: Option<Value>, after: Option<Value>) -> Self {
        self.before = before;
        self.after = after;
        self
    }

    /// Returns the object.
    #[must_use]
    pub fn object(&self) -> &ObjectRef {
        &self.object
    }

    /// Returns what became of the object.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Returns what there is to say of it: why it was skipped, that a Job runs again.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Returns the error of an object that failed.
    #[must_use]
    pub fn error(&self) -> Option<&ObjectError> {
        self.error.as_ref()
    }

    /// Returns the generation that the object has now, if it has generations.
    #[must_use]
    pub fn generation(&self) -> Option<i64> {
        self.after.as_ref().and_then(|after| crate::json::number(after, "/metadata/generation"))
    }

    /// Returns the object as the cluster has it now, or would have it. Those of a Secret have its values.
    #[must_use]
    pub fn after(&self) -> Option<&Value> {
        self.after.as_ref()
    }

    /// Returns the object as the cluster had it before. Those of a Secret have its values.
    #[must_use]
    pub fn before(&self) -> Option<&Value> {
        self.before.as_ref()
    }
}

impl fmt::Display for Change {
    /// Writes the outcome and the object, and the note or the error: `skipped Namespace "shop": ..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.error, &self.note) {
            (Some(error), _) => write!(f, "{} {error}", self.outcome),
            (None, Some(note)) => write!(f, "{} {}: {note}", self.outcome, self.object),
            (None, None) => write!(f, "{} {}", self.outcome, self.object),
        }
    }
}

/// Shows what `Display` shows: the object may be a Secret.
impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The error for objects that were not applied, not deleted or not pruned.
///
/// The [change set](Self::changes) says what stands and what does not. Running it again does the rest, once what was refused is
/// mended.
///
/// ```no_run
/// # async fn apply(apply: podwright_kube::Apply, manifest: &podwright::manifest::Manifest) {
/// use podwright_kube::ErrorKind;
///
/// if let Err(error) = apply.run(manifest).await {
///     eprintln!("{error}");
///     for conflict in error.errors().flat_map(podwright_kube::ObjectError::conflicts) {
///         eprintln!("{} wants {:?}", conflict.manager(), conflict.fields());
///     }
///     let is_expired = error.errors().any(|error| error.kind() == ErrorKind::Unauthorized);
///     assert!(!is_expired, "log in again");
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct ChangeError {
    changes: ChangeSet,
}

impl ChangeError {
    pub(crate) fn new(changes: ChangeSet) -> Self {
        Self { changes }
    }

    /// Returns what was done before, and what failed.
    #[must_use]
    pub fn changes(&self) -> &ChangeSet {
        &self.changes
    }

    /// Returns the errors of the objects that failed.
    pub fn errors(&self) -> impl Iterator<Item = &ObjectError> {
        self.changes.iter().filter_map(Change::error)
    }
}

impl fmt::Display for ChangeError {
    /// Writes how many objects are done, and a line for each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An object that is created, and does not become ready, has two lines.
        let of = |is_meant: fn(&Change) -> bool| -> BTreeSet<_> {
            self.changes.iter().filter(|change| is_meant(change)).map(Change::object).collect()
        };
        let (all, failed) = (of(|_| true).len(), of(|change| change.outcome == Outcome::Failed).len());
        let skipped = of(|change| change.outcome == Outcome::Skipped).len();
        let done = all.saturating_sub(failed + skipped);
        let advice = if self.errors().all(|error| error.kind().is_passing()) {
            "running this again does the rest"
        } else {
            "mend what failed, and running this again does the rest"
        };
        writeln!(f, "{done} of {all} objects are done, {failed} failed, {skipped} skipped: {advice}")?;
        fmt::Display::fmt(&self.changes, f)
    }
}

impl fmt::Debug for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for ChangeError {}
