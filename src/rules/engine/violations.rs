#[cfg(feature = "app")]
use std::any::Any;
#[cfg(feature = "app")]
use std::panic::AssertUnwindSafe;
#[cfg(feature = "app")]
use std::sync::Arc;
use std::{fmt, slice, vec};

use super::violation::Violation;
#[cfg(feature = "app")]
use crate::value::link::Carried;

/// All violations of an object, in the API server's order: the error of `build()` and of [`Valid::new`](crate::rules::Valid::new).
///
/// There is at least one. `Debug` prints the same as `Display`, so that the error is readable when `main` returns it.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::Valid;
///
/// let mut pod = v1::Pod::default();
/// pod.metadata.name = Some("findings-7".to_owned());
/// pod.spec = Some(v1::PodSpec::default());
/// let violations = Valid::new(pod).unwrap_err();
/// assert_eq!(violations.len(), 1);
/// assert_eq!(
///     violations.to_string(),
///     "pod \"findings-7\" cannot be created: 1 violation\n  \
///      spec.containers: Required value: a pod has at least one container"
/// );
/// ```
#[derive(Clone)]
pub struct Violations {
    subject: Box<str>,
    list: Vec<Violation>,
    /// The object, if a builder made it.
    #[cfg(feature = "app")]
    rejected: Option<Rejected>,
}

/// An object that breaks rules, and what its builder knew of the objects that it names. An application follows its references
/// all the same.
#[cfg(feature = "app")]
struct Rejected {
    /// Nothing changes the object, so that no panic leaves it half changed.
    object: AssertUnwindSafe<Arc<dyn Any + Send + Sync>>,
    carried: Option<Arc<Carried>>,
}

#[cfg(feature = "app")]
impl Clone for Rejected {
    fn clone(&self) -> Self {
        Self { object: AssertUnwindSafe(Arc::clone(&self.object)), carried: self.carried.clone() }
    }
}

impl Violations {
    /// Creates the error of `subject`, such as `pod "web"`. The list is not empty.
    pub(crate) fn new(subject: impl Into<Box<str>>, list: Vec<Violation>) -> Self {
        debug_assert!(!list.is_empty(), "a report without violations is no error");
        Self {
            subject: subject.into(),
            list,
            #[cfg(feature = "app")]
            rejected: None,
        }
    }

    /// Returns the paths of the fields that break rules.
    #[cfg(feature = "app")]
    pub(crate) fn fields(&self) -> Vec<Box<str>> {
        self.list.iter().map(|violation| violation.field().into()).collect()
    }

    /// Keeps the object that breaks the rules.
    #[cfg(feature = "app")]
    pub(crate) fn keeping(mut self, object: impl Any + Send + Sync, carried: Option<Arc<Carried>>) -> Self {
        self.rejected = Some(Rejected { object: AssertUnwindSafe(Arc::new(object)), carried });
        self
    }

    /// Takes the object that breaks the rules, with what its builder knew, if it is known and a `T`.
    #[cfg(feature = "app")]
    pub(crate) fn take_rejected<T: Any + Clone + Send + Sync>(
        &mut self,
    ) -> Option<(T, Option<Arc<Carried>>)> {
        let Rejected { object, carried } = self.rejected.take()?;
        Some((Arc::unwrap_or_clone(object.0.downcast().ok()?), carried))
    }

    /// Returns the kind and the name of the object: `pod "web"`.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Returns the number of violations, which is at least 1.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "violations are never empty")]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Iterates over the violations, in the API server's order.
    pub fn iter(&self) -> slice::Iter<'_, Violation> {
        self.list.iter()
    }
}

/// Compares the subjects and the violations.
impl PartialEq for Violations {
    fn eq(&self, other: &Self) -> bool {
        self.subject == other.subject && self.list == other.list
    }
}

impl Eq for Violations {}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.list.len() == 1 { "" } else { "s" };
        write!(f, "{} cannot be created: {} violation{s}", self.subject, self.list.len())?;
        self.list.iter().try_for_each(|violation| write!(f, "\n  {violation}"))
    }
}

impl fmt::Debug for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Violations {}
