use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::manifest::WriteError;

/// The error for a committed file that differs from what the program writes.
///
/// ```
/// use podwright::build::{DriftKind, Verify};
/// use podwright::prelude::*;
///
/// let web = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
/// let drift = Verify::new("k8s/missing.yaml").check(&web).unwrap_err();
/// assert_eq!(drift.kind(), DriftKind::Missing);
/// assert_eq!(drift.to_string(), "k8s/missing.yaml is missing");
/// # Ok::<(), podwright::Error>(())
/// ```
pub struct DriftError(Box<Reason>);

/// The kind of a [`DriftError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// The file does not exist.
    Missing,
    /// The file holds something else.
    Differs,
    /// The file cannot be read.
    Unreadable,
    /// The objects cannot be written, or the file cannot be rewritten.
    Unwritable,
    /// An ignored field does not exist in what the program writes.
    Path,
}

struct Reason {
    path: PathBuf,
    cause: Cause,
}

pub(super) enum Cause {
    Missing,
    Differs(String),
    Read(io::Error),
    Write(WriteError),
    Path(Box<str>),
}

impl DriftError {
    pub(super) fn new(path: &Path, cause: Cause) -> Self {
        Self(Box::new(Reason { path: path.to_owned(), cause }))
    }

    /// Returns the kind of the error.
    #[must_use]
    pub fn kind(&self) -> DriftKind {
        match self.0.cause {
            Cause::Missing => DriftKind::Missing,
            Cause::Differs(_) => DriftKind::Differs,
            Cause::Read(_) => DriftKind::Unreadable,
            Cause::Write(_) => DriftKind::Unwritable,
            Cause::Path(_) => DriftKind::Path,
        }
    }

    /// Returns the path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Returns the lines that differ and some around them, if the file exists. `-` is the file, `+` is what the program writes.
    ///
    /// The values of Secrets are not shown.
    #[must_use]
    pub fn diff(&self) -> Option<&str> {
        match &self.0.cause {
            Cause::Differs(diff) => Some(diff),
            _ => None,
        }
    }

    /// Returns whether an update rewrites the file.
    pub(crate) fn is_mended_by_update(&self) -> bool {
        matches!(self.0.cause, Cause::Missing | Cause::Differs(_))
    }
}

impl fmt::Display for DriftError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0.path.display();
        match &self.0.cause {
            Cause::Missing => write!(f, "{path} is missing"),
            Cause::Differs(diff) => {
                write!(f, "{path} is not what the program writes (-: the file, +: the program)")?;
                diff.lines().try_for_each(|line| write!(f, "\n  {line}"))
            }
            Cause::Read(error) => write!(f, "{path} cannot be read: {error}"),
            Cause::Write(error) if error.path().is_some() => fmt::Display::fmt(error, f),
            Cause::Write(error) => write!(f, "{path}: {error}"),
            Cause::Path(field) => {
                write!(f, "{path}: {field:?} is to be ignored, but the program writes no such field")
            }
        }
    }
}

impl fmt::Debug for DriftError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for DriftError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.cause {
            Cause::Read(error) => Some(error),
            Cause::Write(error) => Some(error),
            Cause::Missing | Cause::Differs(_) | Cause::Path(_) => None,
        }
    }
}
