use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fmt, io};

use serde::ser;

/// The error for a manifest that cannot be written.
///
/// ```
/// let error = podwright::manifest::Yaml::new().unvalidated(&f64::NAN).unwrap_err();
/// assert_eq!(error.kind(), podwright::manifest::WriteErrorKind::Value);
/// assert_eq!(error.to_string(), "cannot be written to a manifest: NaN is not a number of JSON");
/// ```
pub struct WriteError(Box<Reason>);

/// The kind of a [`WriteError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WriteErrorKind {
    /// The destination has returned an error.
    Io,
    /// The value has a part that JSON cannot represent.
    Value,
}

struct Reason {
    path: Option<PathBuf>,
    cause: Cause,
}

enum Cause {
    Io(io::Error),
    Value(Box<str>),
}

impl WriteError {
    /// Returns whether the error is about the destination or the value.
    #[must_use]
    pub fn kind(&self) -> WriteErrorKind {
        match self.0.cause {
            Cause::Io(_) => WriteErrorKind::Io,
            Cause::Value(_) => WriteErrorKind::Value,
        }
    }

    /// Returns the path of the file, if the destination is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    #[cold]
    pub(crate) fn value(message: impl Into<Box<str>>) -> Self {
        Self::new(Cause::Value(message.into()))
    }

    fn new(cause: Cause) -> Self {
        Self(Box::new(Reason { path: None, cause }))
    }

    /// Sets the path of the file, unless it is set already.
    #[cold]
    pub(crate) fn at(mut self, path: &Path) -> Self {
        self.0.path.get_or_insert_with(|| path.to_owned());
        self
    }
}

impl From<io::Error> for WriteError {
    /// Returns the original error if it was a `WriteError`.
    #[cold]
    fn from(error: io::Error) -> Self {
        error.downcast().unwrap_or_else(|error| Self::new(Cause::Io(error)))
    }
}

impl From<WriteError> for io::Error {
    fn from(error: WriteError) -> Self {
        let kind = match &error.0.cause {
            Cause::Io(error) => error.kind(),
            Cause::Value(_) => io::ErrorKind::InvalidInput,
        };
        Self::new(kind, error)
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0.cause, &self.0.path) {
            (Cause::Io(error), Some(path)) => write!(f, "{} cannot be written: {error}", path.display()),
            (Cause::Io(error), None) => write!(f, "the manifest cannot be written: {error}"),
            (Cause::Value(message), Some(path)) => {
                write!(f, "{}: cannot be written to a manifest: {message}", path.display())
            }
            (Cause::Value(message), None) => write!(f, "cannot be written to a manifest: {message}"),
        }
    }
}

impl fmt::Debug for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.cause {
            Cause::Io(error) => Some(error),
            Cause::Value(_) => None,
        }
    }
}

impl ser::Error for WriteError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::value(message.to_string())
    }
}
