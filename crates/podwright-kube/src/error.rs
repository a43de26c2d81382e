use std::collections::BTreeSet;
use std::error::Error;
use std::fmt;
use std::{io, iter};

use kube::core::Status;

use crate::ObjectRef;
use crate::plain::plain;

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
        let text = format!("{}: leave these fields out, or force them for this object", owned.join("; "));
        let mut error = Self::new(object, ErrorKind::Conflict, text);
        error.0.conflicts = conflicts;
        error
    }

    pub(crate) fn kind_missing(object: &ObjectRef) -> Self {
        let text = format!(
            "the API server does not serve {} of {}: apply its CustomResourceDefinition, and wait until it is established",
            object.kind(),
            object.api_version()
        );
        Self::new(object, ErrorKind::KindMissing, text)
    }

    /// Reads an error of a client. Nothing is kept that may hold credentials, or values of a Secret.
    pub(crate) fn of_client(object: &ObjectRef, error: &kube::Error) -> Self {
        let new = |kind, text: &str| Self::new(object, kind, text);
        match error {
            kube::Error::Api(status) => Self::of_status(object, status),
            kube::Error::Auth(_) => new(
                ErrorKind::Unauthorized,
                "the client gets no credentials: log in again, and run this again",
            ),
            kube::Error::BuildRequest(_) => {
                new(ErrorKind::Input, "its name or its namespace cannot stand in a request")
            }
            kube::Error::SerdeError(_) | kube::Error::FromUtf8(_) | kube::Error::Discovery(_) => {
                new(ErrorKind::Unavailable, "the answer is not that of an API server")
            }
            _ => Self::of_connection(object, error),
        }
    }

    fn of_connection(object: &ObjectRef, error: &kube::Error) -> Self {
        let mut text = "there is no connection to the API server".to_owned();
        let mut sources = iter::successors(error.source(), |&error| error.source());
        if let Some(error) = sources.find_map(|error| error.downcast_ref::<io::Error>()) {
            text = format!("{text} ({error})");
        }
        Self::new(object, ErrorKind::Connection, text)
    }

    /// Reads what an API server answers instead of an object.
    pub(crate) fn of_status(object: &ObjectRef, status: &Status) -> Self {
        let message = message(object, status);
        let with = |kind, text: String| Self::new(object, kind, text);
        match status.code {
            401 => with(
                ErrorKind::Unauthorized,
                "the API server does not accept the credentials (401): renew the token, and run this again"
                    .to_owned(),
            ),
            403 => with(ErrorKind::Forbidden, format!("the API server forbids it: {message}")),
            404 if is_namespace(status) => {
                let namespace = object.namespace().unwrap_or_default();
                let text = format!(
                    "there is no namespace {namespace:?}: add the Namespace to the manifest, or create it"
                );
                with(ErrorKind::NamespaceMissing, text)
            }
            404 => Self::kind_missing(object),
            409 if !conflicts(status).is_empty() => Self::of_conflicts(object, conflicts(status)),
            409 => with(ErrorKind::Changed, format!("it has changed meanwhile: {message}")),
            500 if is_about_types(status) => Self::of_refusal(object, status, &message),
            429 | 500.. => {
                with(ErrorKind::Unavailable, format!("the API server cannot do it now: {message}"))
            }
            _ => Self::of_refusal(object, status, &message),
        }
    }

    fn of_refusal(object: &ObjectRef, status: &Status, message: &str) -> Self {
        let causes = status.details.iter().flat_map(|details| &details.causes);
        let immutable: Vec<_> = causes
            .clone()
            .filter(|cause| is_immutable(&cause.message))
            .map(|cause| cause.field.clone())
            .collect();
        // If something else is wrong, too, the object would be refused when it is created again.
        if immutable.is_empty() || immutable.len() < causes.clone().count() {
            let text = format!("the API server refuses it: {message}");
            return Self::new(object, ErrorKind::Refused, text).naming(fields(status));
        }
        let reasons: BTreeSet<_> = causes.filter_map(|cause| forbidden(&cause.message)).collect();
        let reasons = if reasons.is_empty() || object.is("", "Secret") {
            String::new()
        } else {
            format!(" ({})", reasons.into_iter().collect::<Vec<_>>().join("; "))
        };
        let text = format!(
            "{} cannot change{reasons}: keep it, or say that this object is to be deleted and created again",
            immutable.join(", ")
        );
        Self::new(object, ErrorKind::Immutable, text).naming(immutable)
    }

    fn naming(mut self, fields: Vec<String>) -> Self {
        self.0.fields = fields;
        self
    }
}

/// Returns the message of an API server. That of a Secret may quote its values, so only its reason and its fields are kept.
fn message(object: &ObjectRef, status: &Status) -> String {
    if !object.is("", "Secret") {
        let message = plain(&status.message);
        return if message.is_empty() { status.reason.clone() } else { message };
    }
    let fields = fields(status);
    let reason =
        if status.reason.is_empty() { format!("status {}", status.code) } else { status.reason.clone() };
    if fields.is_empty() {
        format!("{reason} (the message may hold values of the Secret, and is not shown)")
    } else {
        format!("{reason}: {}", fields.join(", "))
    }
}

/// Tells whether an object does not have the fields and types of its kind. Server-side apply says so as an internal error.
fn is_about_types(status: &Status) -> bool {
    const STARTS: [&str; 2] = ["failed to create typed patch object (", "failed to convert new object ("];
    STARTS.iter().any(|start| status.message.starts_with(start))
}

/// Returns the fields that an API server names.
fn fields(status: &Status) -> Vec<String> {
    let causes = status.details.iter().flat_map(|details| &details.causes);
    let named = causes.map(|cause| cause.field.as_str()).filter(|field| !field.is_empty());
    // "failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema"
    let rest = status.message.split_once("): ").map_or("", |(_, rest)| rest);
    let typed = rest.split_once(": ").map(|(field, _)| field).filter(|field| field.starts_with('.'));
    named.chain(typed.filter(|_| is_about_types(status))).map(ToOwned::to_owned).collect()
}

/// Returns why a field cannot change, if the message says more than that. It quotes no values; what follows on other lines does.
fn forbidden(message: &str) -> Option<&str> {
    message
        .strip_prefix("Forbidden: ")?
        .lines()
        .next()
        .map(str::trim)
        .filter(|reason| *reason != "field is immutable")
}

fn is_namespace(status: &Status) -> bool {
    let named = status.details.as_ref().is_some_and(|details| details.kind == "namespaces");
    named || status.message.starts_with("namespaces \"")
}

/// Returns the conflicts of server-side apply, one for each manager.
pub(crate) fn conflicts(status: &Status) -> Vec<Conflict> {
    let mut conflicts: Vec<Conflict> = Vec::new();
    let causes = status.details.iter().flat_map(|details| &details.causes);
    for cause in causes.filter(|cause| cause.reason == "FieldManagerConflict") {
        let manager = cause.message.split('"').nth(1).unwrap_or(&cause.message).to_owned();
        match conflicts.iter_mut().find(|conflict| conflict.manager == manager) {
            Some(conflict) => conflict.fields.push(cause.field.clone()),
            None => conflicts.push(Conflict { manager, fields: vec![cause.field.clone()] }),
        }
    }
    conflicts
}

/// Tells whether a message says that a field cannot change. Kubernetes has no reason of its own for it.
fn is_immutable(message: &str) -> bool {
    const WORDS: [&str; 6] = [
        "immutable",
        "may not change",
        "may not be changed",
        "updates to statefulset spec for fields other than",
        "pod updates may not change fields other than",
        "cannot change roleRef",
    ];
    WORDS.iter().any(|words| message.contains(words))
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
