use std::borrow::Cow;
use std::fmt;

#[cfg(feature = "contract")]
use podwright_env::VarName;

use super::escape::{self, Then};
use crate::few::Few;
use crate::value::{grammar, refuse_literal};

/// A variable to which a text may refer.
///
/// [`vars!`](crate::vars) binds one for each variable, for the lines below it. [`var!`](crate::var) makes one for a text
/// outside of the block, [`external_var!`](crate::external_var) one for a variable that comes from elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarRef {
    name: &'static str,
    external: bool,
}

impl VarRef {
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn declared(name: &'static str) -> Self {
        Self::literal(name, false)
    }

    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    #[inline]
    pub const fn external(name: &'static str) -> Self {
        Self::literal(name, true)
    }

    #[track_caller]
    #[inline]
    const fn literal(name: &'static str, external: bool) -> Self {
        match grammar::env_name(name) {
            Ok(()) => Self { name, external },
            Err(broken) => refuse_literal(name, broken.rule),
        }
    }

    /// Returns the name of the variable.
    #[must_use]
    #[inline]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Returns whether the variable comes from outside of the container.
    #[must_use]
    #[inline]
    pub const fn is_external(self) -> bool {
        self.external
    }
}

/// Writes the reference as the kubelet reads it: `$(NAME)`.
impl fmt::Display for VarRef {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "$({})", self.name)
    }
}

impl fmt::Debug for VarRef {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that may refer to variables: the value of a variable, an argument, or a path in a volume.
///
/// [`text!`](crate::text) writes one. The container receives its literal parts as you write them. The kubelet replaces
/// its references when the container starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    written: String,
    /// The index from which literals are not escaped yet: how they are depends on what follows them.
    pending: usize,
    refs: Few<VarRef>,
}

/// The room for most texts, so that they do not grow part by part.
const USUAL_LENGTH: usize = 64;

impl Text {
    /// Creates an empty text.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self { written: String::new(), pending: 0, refs: Few::new() }
    }

    /// Adds a part: a literal, a variable, or another text.
    ///
    /// ```
    /// use podwright::expansion::Text;
    /// use podwright::external_var;
    ///
    /// let text = Text::new().then("https://").then(external_var!(KUBERNETES_SERVICE_HOST)).then("/livez");
    /// assert_eq!(text.to_string(), "https://$(KUBERNETES_SERVICE_HOST)/livez");
    /// ```
    #[must_use]
    pub fn then(mut self, part: impl TextPart) -> Self {
        part.append_to(&mut self);
        self
    }

    /// Adds a literal. Literals in a row are escaped as one: a `$` at the end of one changes how the next is read.
    #[inline]
    pub(crate) fn push_literal(&mut self, literal: &str) {
        self.push(&[literal]);
    }

    #[inline]
    fn push_reference(&mut self, variable: VarRef) {
        self.flush(Then::Reference);
        self.push(&["$(", variable.name, ")"]);
        self.pending = self.written.len();
        self.refs.push(variable);
    }

    #[inline]
    fn push(&mut self, parts: &[&str]) {
        if self.written.capacity() == 0 {
            self.written.reserve(USUAL_LENGTH);
        }
        self.written.extend(parts.iter().copied());
    }

    #[inline]
    fn push_expanded(&mut self, text: &str) {
        self.flush(Then::Reference);
        self.written.push_str(text);
        self.pending = self.written.len();
    }

    #[inline]
    fn flush(&mut self, then: Then) {
        escape::end_literal(&mut self.written, self.pending, then);
        self.pending = self.written.len();
    }

    /// Returns the text of the manifest, and the variables to which it refers.
    #[inline]
    pub(crate) fn into_parts(mut self) -> (String, Few<VarRef>) {
        self.flush(Then::End);
        (self.written, self.refs)
    }
}

/// Writes the text as it stands in the manifest.
impl fmt::Display for Text {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (escaped, pending) = self.written.split_at(self.pending);
        f.write_str(escaped)?;
        f.write_str(&escape::literal(pending))
    }
}

/// Creates a text that has references in it already: the kubelet replaces `$(NAME)` and reads `$$` as `$`.
///
/// Nothing checks that the variables exist. [`text!`](crate::text) does.
///
/// ```
/// use podwright::expansion::expand;
///
/// assert_eq!(expand("$(HOME)/.config").to_string(), "$(HOME)/.config");
/// ```
#[must_use]
pub fn expand(text: impl Into<String>) -> Text {
    let written = text.into();
    Text { pending: written.len(), written, refs: Few::new() }
}

/// A part of a text: a literal, a variable, or another text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no part of a text",
    label = "a text is made of strings, numbers and variables",
    note = "a variable is one that `vars!` declares above, or `external_var!(NAME)`"
)]
pub trait TextPart: sealed::Sealed {
    #[doc(hidden)]
    fn append_to(self, text: &mut Text);
}

impl TextPart for VarRef {
    #[inline]
    fn append_to(self, text: &mut Text) {
        text.push_reference(self);
    }
}

impl TextPart for Text {
    #[inline]
    fn append_to(self, text: &mut Text) {
        let (written, refs) = self.into_parts();
        text.push_expanded(&written);
        text.refs.extend(refs);
    }
}

#[cfg(feature = "contract")]
impl TextPart for VarName {
    fn append_to(self, text: &mut Text) {
        text.push_reference(VarRef { name: self.as_str(), external: false });
    }
}

impl From<Text> for Cow<'static, str> {
    #[inline]
    fn from(text: Text) -> Self {
        Cow::Owned(text.into_parts().0)
    }
}

pub(super) mod sealed {
    pub trait Sealed {}

    impl Sealed for super::Text {}
    impl Sealed for super::VarRef {}
    #[cfg(feature = "contract")]
    impl Sealed for super::VarName {}
}

#[cfg(test)]
mod tests {
    use super::{Text, VarRef, expand};

    const NAME: VarRef = VarRef::declared("NAME");

    #[test]
    fn literals_in_a_row_are_escaped_as_one() {
        let text = Text::new().then("$").then("(NAME)").then(NAME);
        assert_eq!(text.to_string(), "$$(NAME)$(NAME)");
    }

    #[test]
    fn a_dollar_before_a_reference_is_a_dollar() {
        assert_eq!(Text::new().then("US$").then(NAME).to_string(), "US$$$(NAME)");
        assert_eq!(Text::new().then("US$").then(expand("$(NAME)")).to_string(), "US$$$(NAME)");
    }
}
