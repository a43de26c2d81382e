use std::error::Error;
use std::{fmt, io};

use serde::ser;

/// Why a manifest could not be written.
///
/// ```
/// let error = podwright::manifest::Yaml::new().unjudged(&f64::NAN).unwrap_err();
/// assert_eq!(error.kind(), podwright::manifest::WriteErrorKind::Value);
/// assert_eq!(error.to_string(), "cannot be written to a manifest: NaN is not a number of JSON");
/// ```
pub struct WriteError(Box<Cause>);

/// What kind of [`WriteError`] it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WriteErrorKind {
    /// The destination refused the bytes.
    Io,
    /// The value has a part that no manifest can hold.
    Value,
}

enum Cause {
    Io(io::Error),
    Value(Box<str>),
}

impl WriteError {
    /// Whether the destination or the value is to blame.
    #[must_use]
    pub fn kind(&self) -> WriteErrorKind {
        match *self.0 {
            Cause::Io(_) => WriteErrorKind::Io,
            Cause::Value(_) => WriteErrorKind::Value,
        }
    }

    #[cold]
    pub(crate) fn value(message: impl Into<Box<str>>) -> Self {
        Self(Box::new(Cause::Value(message.into())))
    }
}

impl From<io::Error> for WriteError {
    #[cold]
    fn from(error: io::Error) -> Self {
        Self(Box::new(Cause::Io(error)))
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Cause::Io(error) => write!(f, "the manifest cannot be written: {error}"),
            Cause::Value(message) => write!(f, "cannot be written to a manifest: {message}"),
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
        match &*self.0 {
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
