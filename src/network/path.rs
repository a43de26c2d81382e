use std::borrow::Cow;

use crate::value::grammar::{Grammar, service};
use crate::value::{ParseError, refuse_literal};

/// A path of an ingress, and how the path of a request is compared with it.
///
/// [`prefix!`](crate::prefix) and [`exact!`](crate::exact) make one of a literal.
///
/// ```
/// use podwright::network::IngressPath;
/// use podwright::{exact, prefix};
///
/// assert_eq!(prefix!("/api").path_type(), "Prefix");
/// assert_eq!(exact!("/health"), IngressPath::exact("/health")?);
/// assert_eq!(IngressPath::any().as_str(), None);
/// assert!(IngressPath::prefix("/a//b").is_err());
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types>
#[doc(alias = "HTTPIngressPath")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IngressPath {
    path_type: &'static str,
    path: Option<Cow<'static, str>>,
}

impl IngressPath {
    /// Parses a path that a request must have exactly.
    ///
    /// # Errors
    ///
    /// If the path does not begin with `/`, or has `//`, a `.` or `..` element, or `%2f`.
    #[doc(alias = "pathType")]
    #[doc(alias = "Exact")]
    pub fn exact(path: impl Into<String>) -> Result<Self, ParseError> {
        Self::parse("Exact", path.into(), service::ingress_path)
    }

    /// Parses a path with which the path of a request begins, element by element.
    ///
    /// # Errors
    ///
    /// As of [`exact`](Self::exact).
    #[doc(alias = "pathType")]
    #[doc(alias = "Prefix")]
    pub fn prefix(path: impl Into<String>) -> Result<Self, ParseError> {
        Self::parse("Prefix", path.into(), service::ingress_path)
    }

    /// Parses a path whose meaning the controller of the ingress decides.
    ///
    /// # Errors
    ///
    /// If the path does not begin with `/`.
    #[doc(alias = "pathType")]
    #[doc(alias = "ImplementationSpecific")]
    pub fn implementation_specific(path: impl Into<String>) -> Result<Self, ParseError> {
        Self::parse("ImplementationSpecific", path.into(), service::absolute_path)
    }

    /// Creates a path that every request has, by the rules of the controller.
    #[must_use]
    pub const fn any() -> Self {
        Self { path_type: "ImplementationSpecific", path: None }
    }

    /// Creates an exact path from a literal.
    ///
    /// In a `const` item the literal is checked at compile time.
    ///
    /// # Panics
    ///
    /// If the text is no path of an ingress.
    #[must_use]
    #[track_caller]
    pub const fn exact_literal(path: &'static str) -> Self {
        Self::of_literal("Exact", path)
    }

    /// Creates a prefix from a literal.
    ///
    /// In a `const` item the literal is checked at compile time.
    ///
    /// # Panics
    ///
    /// If the text is no path of an ingress.
    #[must_use]
    #[track_caller]
    pub const fn prefix_literal(path: &'static str) -> Self {
        Self::of_literal("Prefix", path)
    }

    #[track_caller]
    const fn of_literal(path_type: &'static str, path: &'static str) -> Self {
        match service::ingress_path(path) {
            Ok(()) => Self { path_type, path: Some(Cow::Borrowed(path)) },
            Err(broken) => refuse_literal(path, broken.rule),
        }
    }

    fn parse(
        path_type: &'static str,
        path: String,
        grammar: fn(&str) -> Grammar,
    ) -> Result<Self, ParseError> {
        match grammar(&path) {
            Ok(()) => Ok(Self { path_type, path: Some(Cow::Owned(path)) }),
            Err(broken) => Err(ParseError::new(path, broken)),
        }
    }

    /// Returns the path, if there is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// Returns how the path of a request is compared: `Exact`, `Prefix` or `ImplementationSpecific`.
    #[must_use]
    pub const fn path_type(&self) -> &'static str {
        self.path_type
    }

    pub(super) fn into_parts(self) -> (&'static str, Option<String>) {
        (self.path_type, self.path.map(Cow::into_owned))
    }
}
