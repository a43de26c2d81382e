use std::fmt;

use super::reference::{Member, ObjectName};
use crate::rules::catalog::Id;

/// Whether a set of objects is declared to be a whole application.
///
/// Nothing infers it: a missing object of a part is elsewhere, a missing object of a whole is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Completeness {
    /// A part of an application. What is missing in a present object is reported: a key, a port, a container.
    Fragment,
    /// All of an application. Missing objects are reported too.
    Complete,
}

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The application does not work as it is.
    Violation,
    /// The application may be meant so.
    Note,
}

/// A reference that does not resolve, or something that only a set of objects shows.
///
/// `Display` writes the object, the field and the message:
/// `Deployment "web" spec.template.spec.volumes[0].configMap.name: ConfigMap "web" is not in the set`.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    pub(super) severity: Severity,
    pub(super) rule: Id,
    pub(super) places: Vec<Place>,
    pub(super) message: Box<str>,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(super) object: Member,
    pub(super) field: Box<str>,
}

impl Place {
    /// Returns the object.
    #[must_use]
    pub fn object(&self) -> &ObjectName {
        &self.object
    }

    /// Returns the index of the object, among the objects that were linked. The first is 0.
    ///
    /// Two objects of a set may have one name. The index tells them apart.
    #[must_use]
    pub fn index(&self) -> usize {
        self.object.index()
    }

    /// Returns the path of the field, as the API server writes it: `spec.selector`. It is empty for the object as a whole.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }
}

impl Finding {
    /// Tells whether this is a violation or a note.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Returns the stable id, such as `link-key-missing`. [`LINKS`](super::LINKS) explains each id.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.rule.id()
    }

    /// Returns the fields that refer to what is missing. There is one, or all that refer to one missing object.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Returns what is wrong, and what to write instead.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.field {
            "" => self.object.fmt(f),
            field => write!(f, "{} {field}", self.object),
        }
    }
}

/// The most further fields that `Display` writes.
pub(super) const SHOWN: usize = 8;

impl Finding {
    /// Writes the message between the first place and the others.
    pub(super) fn write<P: fmt::Display>(
        &self,
        f: &mut fmt::Formatter<'_>,
        mut places: impl Iterator<Item = P>,
    ) -> fmt::Result {
        if let Some(first) = places.next() {
            write!(f, "{first}: ")?;
        }
        f.write_str(&self.message)?;
        for (at, place) in places.enumerate() {
            if at == SHOWN {
                return write!(f, " and {} more", self.places.len() - 1 - SHOWN);
            }
            write!(f, "{}{place}", if at == 0 { "; also " } else { ", " })?;
        }
        Ok(())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, self.places.iter())
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
