use super::grammar;
use super::literal::FromLiteral;
use super::text::text_value;

text_value! {
    /// The key of a label, a taint or a topology, or the name of a gate: a qualified name.
    ///
    /// An optional DNS prefix and `/`, then 1 to 63 letters, digits, `-`, `_` and `.`, the first and the last a letter
    /// or a digit. [`key!`](crate::key) makes one of a literal.
    ///
    /// ```
    /// use podwright::{LabelKey, key};
    ///
    /// let key: LabelKey = key!("app.kubernetes.io/name");
    /// assert_eq!(key.as_str(), "app.kubernetes.io/name");
    /// assert!("a/b/c".parse::<LabelKey>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set>
    LabelKey, grammar::label_key
}

text_value! {
    /// The value of a label: empty, or at most 63 letters, digits, `-`, `_` and `.`, the first and the last a letter or
    /// a digit.
    ///
    /// [`value!`](crate::value!) makes one of a literal.
    ///
    /// ```
    /// use podwright::{LabelValue, value};
    ///
    /// assert_eq!(value!("MyApp").as_str(), "MyApp");
    /// assert!("".parse::<LabelValue>().is_ok());
    /// assert!("My App".parse::<LabelValue>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set>
    LabelValue, grammar::label_value
}

text_value! {
    /// The key of an annotation: a qualified name, whose prefix may hold upper case.
    ///
    /// [`key!`](crate::key) makes one of a literal.
    ///
    /// ```
    /// use podwright::{AnnotationKey, key};
    ///
    /// let key: AnnotationKey = key!("example.com/build");
    /// assert_eq!(key.as_str(), "example.com/build");
    /// assert!("Example.com/build".parse::<AnnotationKey>().is_ok());
    /// assert!("/build".parse::<AnnotationKey>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set>
    AnnotationKey, grammar::annotation_key
}

impl From<LabelKey> for AnnotationKey {
    #[inline]
    fn from(key: LabelKey) -> Self {
        Self(key.0)
    }
}

impl FromLiteral<LabelKey> for AnnotationKey {
    #[inline]
    fn from_checked(literal: LabelKey) -> Self {
        literal.into()
    }
}

impl From<super::DnsLabel> for LabelValue {
    #[inline]
    fn from(name: super::DnsLabel) -> Self {
        Self(name.0)
    }
}

#[cfg(feature = "app")]
impl AnnotationKey {
    /// The key of a checksum. `name` is a qualified name without a prefix.
    pub(crate) fn of_checksum(name: &str) -> Self {
        Self(format!("checksum.podwright/{name}").into())
    }
}
