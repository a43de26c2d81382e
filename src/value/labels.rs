use std::collections::BTreeMap;
use std::fmt;

use super::field::keep;
use super::{AnnotationKey, LabelKey, LabelValue, ParseError, ParseErrors};

/// The labels of an object, or the labels that a selector asks for, in the order of their keys.
///
/// [`labels!`](crate::labels) makes them of literals, `try_from` and [`field`](crate::field) of a map of texts.
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
    /// Creates an empty set of labels.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Adds a label. It replaces one of the same key.
    #[must_use]
    #[inline]
    pub fn with(mut self, key: LabelKey, value: LabelValue) -> Self {
        self.0.insert(key, value);
        self
    }

    /// Returns the keys and values, in the order of the keys.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = (&LabelKey, &LabelValue)> {
        self.0.iter()
    }

    /// Returns the value of a key.
    #[must_use]
    #[inline]
    pub fn get(&self, key: &LabelKey) -> Option<&LabelValue> {
        self.0.get(key)
    }

    /// Returns whether there is no label.
    #[must_use]
    #[inline]
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
        let mut all = Self::new();
        all.extend(labels);
        all
    }
}

impl IntoIterator for Labels {
    type Item = (LabelKey, LabelValue);
    type IntoIter = std::collections::btree_map::IntoIter<LabelKey, LabelValue>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Parses labels from plain text.
///
/// ```
/// use std::collections::BTreeMap;
/// use podwright::{Labels, field};
///
/// let map = BTreeMap::from([("app".to_owned(), "My App".to_owned()), ("-".to_owned(), "web".to_owned())]);
/// assert_eq!(Labels::try_from(map.clone()).unwrap_err().len(), 2);
/// assert_eq!(
///     field::<Labels>("spec.labels", &map).unwrap_err().to_string(),
///     "2 invalid values\n  \
///      spec.labels: \"-\": the name of a key starts and ends with a letter or a digit (byte 0, '-')\n  \
///      spec.labels[app]: \"My App\": a label value holds only letters, digits, '-', '_' and '.' (byte 2, ' ')"
/// );
/// ```
impl TryFrom<BTreeMap<String, String>> for Labels {
    type Error = ParseErrors;

    /// # Errors
    ///
    /// If keys or values break their grammar. The error of a value names the key, as in `[app]`.
    #[inline]
    fn try_from(labels: BTreeMap<String, String>) -> Result<Self, ParseErrors> {
        parsed(labels, |key, value| {
            LabelValue::try_from(value).map_err(|error| error.in_field(&format!("[{key}]")))
        })
        .map(Self)
    }
}

/// Parses the keys and the values of a map, and collects the errors.
fn parsed<K: Ord + TryFrom<String, Error = ParseError>, V>(
    map: BTreeMap<String, String>,
    value: impl Fn(&str, String) -> Result<V, ParseError>,
) -> Result<BTreeMap<K, V>, ParseErrors> {
    let mut errors = Vec::new();
    let mut entries = BTreeMap::new();
    for (key, text) in map {
        let value = keep(value(&key, text), &mut errors);
        if let (Some(key), Some(value)) = (keep(K::try_from(key), &mut errors), value) {
            entries.insert(key, value);
        }
    }
    if errors.is_empty() { Ok(entries) } else { Err(ParseErrors::new(errors)) }
}

impl From<Labels> for BTreeMap<String, String> {
    #[inline]
    fn from(labels: Labels) -> Self {
        let mut map = Self::new();
        for (key, value) in labels.0 {
            map.insert(key.into_string(), value.into_string());
        }
        map
    }
}

/// The annotations of an object: keys with free text, in the order of the keys.
///
/// [`annotations!`](crate::annotations) makes them of literals, `try_from` and [`field`](crate::field) of a map of texts.
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
    /// Creates an empty set of annotations.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Adds an annotation. It replaces one of the same key.
    #[must_use]
    pub fn with(mut self, key: AnnotationKey, text: impl Into<String>) -> Self {
        self.0.insert(key, text.into());
        self
    }

    /// Returns the keys and texts, in the order of the keys.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = (&AnnotationKey, &str)> {
        self.0.iter().map(|(key, text)| (key, text.as_str()))
    }

    /// Returns whether there is no annotation.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Annotations {
    #[inline]
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
        let mut all = Self::new();
        all.extend(annotations);
        all
    }
}

/// Parses the keys of annotations from plain text; the texts are free.
impl TryFrom<BTreeMap<String, String>> for Annotations {
    type Error = ParseErrors;

    /// # Errors
    ///
    /// If keys break their grammar.
    #[inline]
    fn try_from(annotations: BTreeMap<String, String>) -> Result<Self, ParseErrors> {
        parsed(annotations, |_, text| Ok(text)).map(Self)
    }
}

impl From<Annotations> for BTreeMap<String, String> {
    #[inline]
    fn from(annotations: Annotations) -> Self {
        let mut map = Self::new();
        for (key, text) in annotations.0 {
            map.insert(key.into_string(), text);
        }
        map
    }
}

/// Panics while a macro that gives a key twice is evaluated; the message names the key.
///
/// # Panics
///
/// If a key is given twice.
#[doc(hidden)]
#[track_caller]
#[inline]
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

#[inline]
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
