use std::fmt;
use std::num::TryFromIntError;

#[cfg(feature = "read")]
use crate::manifest::ReadErrors;
use crate::manifest::{DuplicateObject, WriteError};
use crate::rules::{ParseVersionError, Violations};
use crate::value::{ParseError, ParseErrors};

/// Any error of this crate.
///
/// Every public error type of the crate converts into it, so that a program passes errors on with `?`. Each function
/// returns the error type that fits it. `Debug` prints what `Display` prints, because that is what a `main` that returns
/// the error shows.
///
/// ```
/// use podwright::prelude::*;
///
/// fn pod(name: &str, image: &str) -> Result<Valid<v1::Pod>, podwright::Error> {
///     let main = Container::new(name!("main"), image.parse()?);
///     Ok(Pod::builder(name.parse()?).main(main).build()?)
/// }
///
/// assert!(pod("web", "nginx:1.27").is_ok());
/// let error = pod("Web", "nginx:1.27").unwrap_err();
/// assert!(matches!(error, podwright::Error::Parse(_)));
/// assert!(format!("{error:?}").starts_with(r#""Web": a DNS-1123 subdomain holds only"#));
/// ```
///
/// [`collect`](crate::collect) reports all values that are wrong, not only the first.
#[non_exhaustive]
pub enum Error {
    /// A text or a number breaks the grammar of a value.
    Parse(ParseError),
    /// Values of several fields break their grammars.
    Fields(ParseErrors),
    /// A number does not fit into a smaller type of Rust.
    Number(TryFromIntError),
    /// The rules of a version of Kubernetes are not known.
    Version(ParseVersionError),
    /// An object breaks rules of the API server.
    Invalid(Violations),
    /// Two objects of a manifest have the same kind, namespace and name.
    Duplicate(DuplicateObject),
    /// A ConfigMap or a Secret does not have a key.
    #[cfg(feature = "app")]
    Key(crate::config::KeyError),
    /// The objects of an application do not fit together.
    #[cfg(feature = "app")]
    App(crate::app::AppError),
    /// An object of a manifest could not be changed.
    #[cfg(feature = "app")]
    Edit(crate::manifest::EditError),
    /// A list of a contract has an item that would not be read back.
    #[cfg(feature = "contract")]
    List(podwright_env::ListError),
    /// A manifest could not be written.
    Write(WriteError),
    /// A manifest could not be read.
    #[cfg(feature = "read")]
    Read(ReadErrors),
    /// A committed manifest differs from what the program writes.
    #[cfg(feature = "build")]
    Drift(crate::build::DriftError),
}

impl From<ParseError> for Error {
    fn from(error: ParseError) -> Self {
        Self::Parse(error)
    }
}

impl From<ParseErrors> for Error {
    fn from(errors: ParseErrors) -> Self {
        Self::Fields(errors)
    }
}

impl From<TryFromIntError> for Error {
    fn from(error: TryFromIntError) -> Self {
        Self::Number(error)
    }
}

impl From<ParseVersionError> for Error {
    fn from(error: ParseVersionError) -> Self {
        Self::Version(error)
    }
}

impl From<Violations> for Error {
    fn from(violations: Violations) -> Self {
        Self::Invalid(violations)
    }
}

impl From<DuplicateObject> for Error {
    fn from(error: DuplicateObject) -> Self {
        Self::Duplicate(error)
    }
}

impl From<WriteError> for Error {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

#[cfg(feature = "app")]
impl From<crate::config::KeyError> for Error {
    fn from(error: crate::config::KeyError) -> Self {
        Self::Key(error)
    }
}

#[cfg(feature = "app")]
impl From<crate::app::AppError> for Error {
    fn from(error: crate::app::AppError) -> Self {
        Self::App(error)
    }
}

#[cfg(feature = "app")]
impl From<crate::manifest::EditError> for Error {
    fn from(error: crate::manifest::EditError) -> Self {
        Self::Edit(error)
    }
}

#[cfg(feature = "contract")]
impl From<podwright_env::ListError> for Error {
    fn from(error: podwright_env::ListError) -> Self {
        Self::List(error)
    }
}

#[cfg(feature = "build")]
impl From<crate::build::DriftError> for Error {
    fn from(error: crate::build::DriftError) -> Self {
        Self::Drift(error)
    }
}

#[cfg(feature = "read")]
impl From<ReadErrors> for Error {
    fn from(problems: ReadErrors) -> Self {
        Self::Read(problems)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parse(error) => fmt::Display::fmt(error, f),
            Self::Fields(errors) => fmt::Display::fmt(errors, f),
            Self::Number(error) => fmt::Display::fmt(error, f),
            Self::Version(error) => fmt::Display::fmt(error, f),
            Self::Invalid(violations) => fmt::Display::fmt(violations, f),
            Self::Duplicate(error) => fmt::Display::fmt(error, f),
            #[cfg(feature = "app")]
            Self::Key(error) => fmt::Display::fmt(error, f),
            #[cfg(feature = "app")]
            Self::App(error) => fmt::Display::fmt(error, f),
            #[cfg(feature = "app")]
            Self::Edit(error) => fmt::Display::fmt(error, f),
            #[cfg(feature = "contract")]
            Self::List(error) => fmt::Display::fmt(error, f),
            Self::Write(error) => fmt::Display::fmt(error, f),
            #[cfg(feature = "read")]
            Self::Read(problems) => fmt::Display::fmt(problems, f),
            #[cfg(feature = "build")]
            Self::Drift(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Parse(error) => error.source(),
            Self::Fields(errors) => errors.source(),
            Self::Number(error) => error.source(),
            Self::Version(error) => error.source(),
            Self::Invalid(violations) => violations.source(),
            Self::Duplicate(error) => error.source(),
            #[cfg(feature = "app")]
            Self::Key(error) => error.source(),
            #[cfg(feature = "app")]
            Self::App(error) => error.source(),
            #[cfg(feature = "app")]
            Self::Edit(error) => error.source(),
            #[cfg(feature = "contract")]
            Self::List(error) => error.source(),
            Self::Write(error) => error.source(),
            #[cfg(feature = "read")]
            Self::Read(problems) => problems.source(),
            #[cfg(feature = "build")]
            Self::Drift(error) => error.source(),
        }
    }
}
