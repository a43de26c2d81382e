use std::fmt;

use crate::rules::catalog::Rule;

/// The kind of a violation, as the API server names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ViolationKind {
    /// A required field is not set.
    Required,
    /// A value breaks its grammar, is out of range, or conflicts with another value.
    Invalid,
    /// A value that must be unique occurs twice.
    Duplicate,
    /// A field must not be set here.
    Forbidden,
    /// A value is not one of the supported values.
    NotSupported,
    /// A reference names something that does not exist.
    NotFound,
    /// A value is longer than allowed.
    TooLong,
    /// A list has more items than allowed.
    TooMany,
}

impl ViolationKind {
    /// Returns the name of the kind in one word: `NotSupported`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Required => "Required",
            Self::Invalid => "Invalid",
            Self::Duplicate => "Duplicate",
            Self::Forbidden => "Forbidden",
            Self::NotSupported => "NotSupported",
            Self::NotFound => "NotFound",
            Self::TooLong => "TooLong",
            Self::TooMany => "TooMany",
        }
    }
}

impl fmt::Display for ViolationKind {
    /// Writes the words that `kubectl` prints: `Unsupported value`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Required => "Required value",
            Self::Invalid => "Invalid value",
            Self::Duplicate => "Duplicate value",
            Self::Forbidden => "Forbidden",
            Self::NotSupported => "Unsupported value",
            Self::NotFound => "Not found",
            Self::TooLong => "Too long",
            Self::TooMany => "Too many",
        })
    }
}

/// A value as a violation shows it: texts are quoted, numbers are not.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Quoted {
    Text(Box<str>),
    Plain(Box<str>),
}

impl Quoted {
    pub(crate) fn text(text: impl Into<Box<str>>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn plain(value: impl fmt::Display) -> Self {
        Self::Plain(value.to_string().into())
    }
}

/// The number of characters of a value that `Display` shows. [`Violation::value`] returns all of them.
const SHOWN: usize = 200;

impl fmt::Display for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Text(text) | Self::Plain(text)) = self;
        let shown = match text.char_indices().nth(SHOWN) {
            Some((end, _)) => &text[..end],
            None => text,
        };
        let more = if shown.len() < text.len() { ".." } else { "" };
        match self {
            Self::Text(_) => write!(f, "{shown:?}{more}"),
            Self::Plain(_) => write!(f, "{shown}{more}"),
        }
    }
}

/// One reason why the API server would reject an object, with the path of the field.
///
/// `Display` writes it as `kubectl` does: the field, the kind, the value and the detail.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::Valid;
///
/// let violations = Valid::new(v1::Pod::default()).unwrap_err();
/// let first = violations.iter().next().unwrap();
/// assert_eq!(first.field(), "metadata.name");
/// assert_eq!(first.rule(), "metadata-name-required");
/// assert_eq!(first.to_string(), "metadata.name: Required value: name the object, or set generateName");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Violation {
    field: Box<str>,
    kind: ViolationKind,
    value: Option<Quoted>,
    detail: Box<str>,
    rule: &'static Rule,
}

impl Violation {
    /// Creates a violation of `rule` at `field`. `detail` says what to do; it is empty if the kind says enough.
    pub(crate) fn new(
        rule: &'static Rule,
        kind: ViolationKind,
        field: impl fmt::Display,
        value: Option<Quoted>,
        detail: impl Into<Box<str>>,
    ) -> Self {
        Self { field: field.to_string().into(), kind, value, detail: detail.into(), rule }
    }

    /// Returns the path of the field, as the API server writes it: `spec.initContainers[1].name`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Returns the kind of the violation.
    #[must_use]
    pub fn kind(&self) -> ViolationKind {
        self.kind
    }

    /// Returns the value that is wrong. It is `None` if the kind has no value: `Required`, `Forbidden` and `TooLong`.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.value.as_ref().map(|(Quoted::Text(value) | Quoted::Plain(value))| &**value)
    }

    /// Returns what is wrong and how to fix it. It is empty if the kind says enough.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// Returns the stable id of the rule, such as `container-name-duplicate`. [`RULES`](crate::rules::RULES) explains each id.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.rule.id()
    }

    /// Returns the violation without its field: `Duplicate value: "step-0"`.
    #[must_use]
    pub fn message(&self) -> String {
        Message(self).to_string()
    }
}

struct Message<'a>(&'a Violation);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.kind.fmt(f)?;
        if let Some(value) = &self.0.value {
            write!(f, ": {value}")?;
        }
        if !self.0.detail.is_empty() {
            write!(f, ": {}", self.0.detail)?;
        }
        Ok(())
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        Message(self).fmt(f)
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
