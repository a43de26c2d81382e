use std::{fmt, slice, vec};

use super::ParseError;

/// Everything that is wrong with a list of values, in the order in which they were parsed.
///
/// Never empty. [`field`](crate::field), [`fields`](crate::fields) and [`collect`](crate::collect) return it. `Debug`
/// prints what `Display` prints, so that it can be read where `main` returns it.
///
/// ```
/// use podwright::{DnsLabel, Image, collect, field};
///
/// let errors = collect((
///     field::<DnsLabel>("spec.name", "web"),
///     field::<Image>("spec.image", "nginx:"),
///     field::<podwright::value::PortNumber>("spec.port", 80_000),
/// ))
/// .unwrap_err();
/// assert_eq!(errors.len(), 2);
/// assert_eq!(
///     errors.to_string(),
///     "2 invalid values\n  \
///      spec.image: \"nginx:\": the tag of an image, after the ':', must not be empty (byte 6)\n  \
///      spec.port: \"80000\": a port number is between 1 and 65535"
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ParseErrors {
    list: Vec<ParseError>,
}

impl ParseErrors {
    /// The errors of a list that is not empty.
    pub(crate) fn new(list: Vec<ParseError>) -> Self {
        debug_assert!(!list.is_empty(), "a report without errors is no error");
        Self { list }
    }

    /// Names the field that holds all the values; the field of each error becomes a part of it.
    ///
    /// ```
    /// use podwright::{DnsLabel, fields};
    ///
    /// let errors = fields::<DnsLabel>("names", ["web", "Db"]).unwrap_err().in_field("spec");
    /// assert_eq!(errors.iter().next().map(|error| error.field()), Some("spec.names[1]"));
    /// ```
    #[must_use]
    pub fn in_field(self, field: &str) -> Self {
        Self { list: self.list.into_iter().map(|error| error.in_field(field)).collect() }
    }

    /// Returns how many errors there are: at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "errors are never empty")]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns the errors, in the order of the values.
    pub fn iter(&self) -> slice::Iter<'_, ParseError> {
        self.list.iter()
    }
}

impl From<ParseError> for ParseErrors {
    fn from(error: ParseError) -> Self {
        Self { list: vec![error] }
    }
}

impl<'a> IntoIterator for &'a ParseErrors {
    type Item = &'a ParseError;
    type IntoIter = slice::Iter<'a, ParseError>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl IntoIterator for ParseErrors {
    type Item = ParseError;
    type IntoIter = vec::IntoIter<ParseError>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl fmt::Display for ParseErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.list.len() == 1 { "" } else { "s" };
        write!(f, "{} invalid value{s}", self.list.len())?;
        self.list.iter().try_for_each(|error| write!(f, "\n  {error}"))
    }
}

impl fmt::Debug for ParseErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ParseErrors {}
