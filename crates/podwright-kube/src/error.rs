use std::error::Error;
use std::fmt;

use crate::ObjectRef;

/// What went wrong with one object.
///
/// The message names the object, and says what to do. It never has values of a Secret, and nothing of the client's credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct ObjectError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    object: ObjectRef,
    kind: ErrorKind,
    text: String,
    conflicts: Vec<Conflict>,
    fields: Vec<String>,
}

/// What kind of problem an [`ObjectError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The object, or an option, cannot be sent: an object has no name.
    Input,
    /// The API server, or a webhook, refuses the object.
    Refused,
    /// Another field manager owns fields that the object sets.
    Conflict,
    /// The object sets a field that cannot change.
    Immutable,
    /// The namespace does not exist.
    NamespaceMissing,
    /// The API server does not serve the kind: its definition is missing, or not established.
    KindMissing,
    /// The API server does not accept the credentials, for example a token that has expired.
    Unauthorized,
    /// The credentials do not allow the request, or a quota is used up.
    Forbidden,
    /// Somebody else changed the object at the same time.
    Changed,
    /// The connection is lost, or cannot be made.
    Connection,
    /// The API server cannot answer now.
    Unavailable,
    /// The time of a wait is over.
    Timeout,
    /// The object does not become ready.
    NotReady,
}

impl ErrorKind {
    /// Tells whether the same request may succeed later, with the same objects.
    pub(crate) fn is_passing(self) -> bool {
        matches!(
            self,
            Self::Unauthorized | Self::Changed | Self::Connection | Self::Unavailable | Self::Timeout
        )
    }
}

/// Fields that another field manager owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub(crate) manager: String,
    pub(crate) fields: Vec<String>,
}

impl Conflict {
    /// Returns the name of the other field manager: `kube-controller-manager`.
    #[must_use]
    pub fn manager(&self) -> &str {
        &self.manager
    }

    /// Returns the paths of the fields: `.spec.replicas`.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }
}

impl fmt::Display for Conflict {
    /// Writes `"kube-controller-manager" owns .spec.replicas`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} owns {}", self.manager, self.fields.join(", "))
    }
}

impl ObjectError {
    pub(crate) fn new(object: &ObjectRef, kind: ErrorKind, text: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            object: object.clone(),
            kind,
            text: text.into(),
            conflicts: Vec::new(),
            fields: Vec::new(),
        }))
    }

    /// Returns the object.
    #[must_use]
    pub fn object(&self) -> &ObjectRef {
        &self.0.object
    }

    /// Returns the kind of the problem.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns what other field managers own, if the kind is [`ErrorKind::Conflict`].
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.0.conflicts
    }

    /// Returns the fields that the API server names: those that cannot change, or that it refuses.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.0.fields
    }

    /// Returns the message without the object.
    pub(crate) fn text(&self) -> &str {
        &self.0.text
    }

    pub(crate) fn of_conflicts(object: &ObjectRef, conflicts: Vec<Conflict>) -> Self {
        let owned: Vec<_> = conflicts.iter().map(ToString::to_string).collect();
        let text = format!("{}: leave these fields out, or take them with `force_field`", owned.join("; "));
        let mut error = Self::new(object, ErrorKind::Conflict, text);
        error.0.conflicts = conflicts;
        error
    }

    pub(crate) fn kind_missing(object: &ObjectRef) -> Self {
        let advice = if object.is_of_kubernetes() {
            "it is of another version of Kubernetes: `kubectl api-resources` lists those of this one"
        } else {
            "apply its CustomResourceDefinition, and wait until it is established"
        };
        let text =
            format!("the API server does not serve {} of {}: {advice}", object.kind(), object.api_version());
        Self::new(object, ErrorKind::KindMissing, text)
    }

    pub(crate) fn naming(mut self, fields: Vec<String>) -> Self {
        self.0.fields = fields;
        self
    }
}

impl fmt::Display for ObjectError {
    /// Writes the object and the problem: `Deployment "shop/web": spec.selector cannot change: ..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.object, self.0.text)
    }
}

impl fmt::Debug for ObjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for ObjectError {}
