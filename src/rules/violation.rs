use std::fmt;

/// The kind of a violation, in the API server's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ViolationKind {
    /// A field that must be set is not.
    Required,
    /// A value breaks its grammar, or conflicts with another.
    Invalid,
    /// A value stands twice where it must be unique.
    Duplicate,
    /// A field must not be set here.
    Forbidden,
    /// A value is none of those that the API server knows.
    NotSupported,
    /// A reference leads nowhere.
    NotFound,
    /// A value is longer than allowed.
    TooLong,
    /// A list has more items than allowed.
    TooMany,
}

/// One thing that the API server would reject, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct Violation {
    field: Box<str>,
    kind: ViolationKind,
    value: Option<Box<str>>,
    detail: Box<str>,
    rule: &'static str,
}

impl Violation {
    /// The path of the field, as the API server writes it: `spec.initContainers[1].name`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The kind of the violation.
    #[must_use]
    pub fn kind(&self) -> ViolationKind {
        self.kind
    }

    /// The offending value, where there is one.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// What is wrong and how to mend it; empty where the kind says all.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The stable id of the rule, such as `container-name-duplicate`.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.rule
    }
}

/// Everything that is wrong with an object, in document order.
#[derive(Clone, PartialEq, Eq)]
pub struct Violations {
    subject: Box<str>,
    list: Vec<Violation>,
}

impl Violations {
    /// The violations, in document order.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl fmt::Debug for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.subject)
    }
}
