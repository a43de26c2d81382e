use std::collections::BTreeMap;
use std::fmt;

use super::{AnnotationKey, LabelKey, LabelValue, ParseError};

/// Labels of an object, or those that a selector asks for: keys with their values, in the order of the keys.
///
/// Literals are written [`labels!`](crate::labels).
///
/// ```
/// use podwright::{Labels, labels, key, value};
///
/// let labels = labels! { "app" = "web", "app.kubernetes.io/part-of" = "shop" };
/// let same = Labels::new().with(key!("app.kubernetes.io/part-of"), value!("shop")).with(key!("app"), value!("web"));
/// assert_eq!(labels, same);
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/>
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Labels(BTreeMap<LabelKey, LabelValue>);

impl Labels {
    /// No labels.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// These labels and one more, which replaces one of the same key.
    #[must_use]
    pub fn with(mut self, key: LabelKey, value: LabelValue) -> Self {
        self.0.insert(key, value);
        self
    }

    /// The keys and values, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&LabelKey, &LabelValue)> {
        self.0.iter()
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &LabelKey) -> Option<&LabelValue> {
        self.0.get(key)
    }

    /// Whether there is no label.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Extend<(LabelKey, LabelValue)> for Labels {
    fn extend<I: IntoIterator<Item = (LabelKey, LabelValue)>>(&mut self, labels: I) {
        self.0.extend(labels);
    }
}

impl FromIterator<(LabelKey, LabelValue)> for Labels {
    fn from_iter<I: IntoIterator<Item = (LabelKey, LabelValue)>>(labels: I) -> Self {
        Self(labels.into_iter().collect())
    }
}

impl IntoIterator for Labels {
    type Item = (LabelKey, LabelValue);
    type IntoIter = std::collections::btree_map::IntoIter<LabelKey, LabelValue>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Parses the keys and values of labels that came as plain text.
impl TryFrom<BTreeMap<String, String>> for Labels {
    type Error = ParseError;

    fn try_from(labels: BTreeMap<String, String>) -> Result<Self, ParseError> {
        labels.into_iter().map(|(key, value)| Ok((key.try_into()?, value.try_into()?))).collect()
    }
}

impl From<Labels> for BTreeMap<String, String> {
    fn from(labels: Labels) -> Self {
        labels.0.into_iter().map(|(key, value)| (key.into_string(), value.into_string())).collect()
    }
}

/// Annotations of an object: keys with free text, in the order of the keys.
///
/// Literals are written [`annotations!`](crate::annotations).
///
/// ```
/// use podwright::{Annotations, annotations};
///
/// let annotations = annotations! { "example.com/commit" = "1f0c9e3" };
/// assert_eq!(annotations.iter().count(), 1);
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/>
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Annotations(BTreeMap<AnnotationKey, String>);

impl Annotations {
    /// No annotations.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// These annotations and one more, which replaces one of the same key.
    #[must_use]
    pub fn with(mut self, key: AnnotationKey, text: impl Into<String>) -> Self {
        self.0.insert(key, text.into());
        self
    }

    /// The keys and texts, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&AnnotationKey, &str)> {
        self.0.iter().map(|(key, text)| (key, text.as_str()))
    }

    /// Whether there is no annotation.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Annotations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Extend<(AnnotationKey, String)> for Annotations {
    fn extend<I: IntoIterator<Item = (AnnotationKey, String)>>(&mut self, annotations: I) {
        self.0.extend(annotations);
    }
}

impl FromIterator<(AnnotationKey, String)> for Annotations {
    fn from_iter<I: IntoIterator<Item = (AnnotationKey, String)>>(annotations: I) -> Self {
        Self(annotations.into_iter().collect())
    }
}

/// Parses the keys of annotations that came as plain text.
impl TryFrom<BTreeMap<String, String>> for Annotations {
    type Error = ParseError;

    fn try_from(annotations: BTreeMap<String, String>) -> Result<Self, ParseError> {
        annotations.into_iter().map(|(key, text)| Ok((key.try_into()?, text))).collect()
    }
}

impl From<Annotations> for BTreeMap<String, String> {
    fn from(annotations: Annotations) -> Self {
        annotations.0.into_iter().map(|(key, text)| (key.into_string(), text)).collect()
    }
}

/// Ends the evaluation of a macro in which a key stands twice, with the key in the message.
///
/// # Panics
///
/// If a key is given twice.
#[doc(hidden)]
#[track_caller]
pub const fn refuse_duplicate_keys(noun: &str, keys: &[&str]) {
    let mut i = 1;
    while i < keys.len() {
        let mut j = 0;
        while j < i {
            if same(keys[i], keys[j]) {
                super::parse_error::refuse_duplicate(noun, keys[i]);
            }
            j += 1;
        }
        i += 1;
    }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}
