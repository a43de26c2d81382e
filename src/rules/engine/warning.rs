use std::fmt;

use super::path::Path;
use crate::rules::catalog::Id;

/// A warning of the API server about an object that it accepts, or a piece of this crate's advice.
///
/// `Display` writes the field, unless the warning is about the whole object, and the message.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::rules::{self, KubeVersion};
///
/// let container = v1::Container { name: "web".into(), image: Some("nginx".into()), ..Default::default() };
/// let mut pod = v1::Pod::default();
/// pod.metadata.name = Some("web.example.com".into());
/// pod.spec = Some(v1::PodSpec { containers: vec![container], ..Default::default() });
/// let report = rules::validate(&pod, KubeVersion::V1_36);
/// assert!(report.is_accepted());
/// assert_eq!(report.warnings()[0].field(), "metadata.name");
/// assert_eq!(report.warnings()[0].rule(), "warn-pod-name-no-label");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Warning {
    field: Box<str>,
    message: Box<str>,
    rule: Id,
}

impl Warning {
    pub(crate) fn new(rule: Id, field: &Path<'_>, message: impl Into<Box<str>>) -> Self {
        Self { field: field.to_string().into(), message: message.into(), rule }
    }

    /// Returns the path of the field, as the API server writes it: `spec.containers[0].image`.
    #[must_use]
    #[inline]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Moves the warning to another field.
    #[cfg(feature = "app")]
    pub(crate) fn move_to(&mut self, field: String) {
        self.field = field.into();
    }

    /// Returns what is doubtful, and what to do instead.
    #[must_use]
    #[inline]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the stable id of the rule, such as `warn-env-hidden`. [`WARNINGS`](crate::rules::WARNINGS) and
    /// [`ADVICE`](crate::rules::ADVICE) explain each id.
    #[must_use]
    #[inline]
    pub fn rule(&self) -> &'static str {
        self.rule.id()
    }
}

impl fmt::Display for Warning {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Warning {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The list that warnings are added to.
#[derive(Debug, Default)]
pub(crate) struct Warnings {
    found: Vec<Warning>,
}

impl Warnings {
    pub(crate) fn warn(&mut self, rule: Id, field: &Path<'_>, message: impl Into<Box<str>>) {
        self.found.push(Warning::new(rule, field, message));
    }

    #[cfg(feature = "app")]
    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    #[inline]
    pub(crate) fn into_list(self) -> Vec<Warning> {
        self.found
    }
}
