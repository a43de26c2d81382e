//! What an API server, or the way to it, answers instead of an object.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::{io, iter};

use kube::core::Status;

use crate::error::Conflict;
use crate::plain::plain;
use crate::{ErrorKind, ObjectError, ObjectRef};

impl ObjectError {
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
            kube::Error::SerdeError(_) | kube::Error::FromUtf8(_) | kube::Error::Discovery(_) => new(
                ErrorKind::Unavailable,
                "the answer is not that of an API server: look at the address of the client",
            ),
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
            403 => {
                let advice = advice(&status.message);
                with(ErrorKind::Forbidden, format!("the API server forbids it: {message}{advice}"))
            }
            404 if is_namespace(status) => {
                let namespace = object.namespace().unwrap_or_default();
                let text = format!(
                    "there is no namespace {namespace:?}: add the Namespace to the manifest, or create it"
                );
                with(ErrorKind::NamespaceMissing, text)
            }
            404 => Self::kind_missing(object),
            409 if !conflicts(status).is_empty() => Self::of_conflicts(object, conflicts(status)),
            409 => with(ErrorKind::Changed, format!("it has changed meanwhile, run this again: {message}")),
            500 if is_about_types(status) => Self::of_refusal(object, status, &message),
            429 | 500.. => with(
                ErrorKind::Unavailable,
                format!("the API server cannot do it now, run this again later: {message}"),
            ),
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
        let advice = if object.is("batch", "Job") {
            "keep it, or choose a `JobPolicy`, by which the Job runs again or gets another name"
        } else {
            "keep it, or let this object be deleted and created again with `recreate`"
        };
        let text = format!("{} cannot change{reasons}: {advice}", immutable.join(", "));
        Self::new(object, ErrorKind::Immutable, text).naming(immutable)
    }

    /// Says of a change whose answer is lost that it may have been made.
    pub(crate) fn of_change(self) -> Self {
        if self.kind() != ErrorKind::Connection {
            return self;
        }
        let text = format!("{}: it may be done, or not, so run this again", self.text());
        Self::new(self.object(), ErrorKind::Connection, text)
    }
}

/// Returns the message of an API server. That of a Secret may quote its values, so only its reason and its fields are kept.
fn message(object: &ObjectRef, status: &Status) -> String {
    if !object.is("", "Secret") {
        let message = plain(&status.message);
        return if message.is_empty() { status.reason.clone() } else { message };
    }
    if let Some(user) = missing_right(&status.message) {
        return user.to_owned();
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

/// Returns what a user may not do: `User "ci" cannot patch resource "secrets" in API group "" in the namespace "shop"`. Who checks
/// rights does not see the object.
fn missing_right(message: &str) -> Option<&str> {
    let (object, user) = message.split_once(" is forbidden: ")?;
    let is_named =
        object.split_once(" \"").is_some_and(|(_, name)| name.strip_suffix('"').is_some_and(is_name));
    (is_named && user.starts_with("User \"") && user.contains(" cannot "))
        .then(|| user.lines().next().unwrap_or(user))
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || "-.:".contains(c))
}

/// Returns what to do about what is forbidden, if the message does not say it.
fn advice(message: &str) -> &'static str {
    if missing_right(message).is_some() {
        ": grant this right, or use other credentials"
    } else if message.contains("exceeded quota") {
        ": ask for less, or raise the quota"
    } else if message.contains("because it is being terminated") {
        ": wait until the namespace is gone, and run this again"
    } else {
        ""
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
        "may not add or remove containers",
        "can not be unset",
        "cannot change roleRef",
    ];
    WORDS.iter().any(|words| message.contains(words))
        || message.contains("updates to ") && message.contains("are forbidden")
}
