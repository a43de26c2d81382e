use std::borrow::Cow;
use std::fmt;

use crate::container::escape::{self, Then};
use crate::few::Few;
use crate::value::{grammar, refuse_literal};

/// A variable to which a text may refer.
///
/// [`vars!`](crate::vars) binds one for each variable, usable in the lines below it;
/// [`external_var!`](crate::external_var) makes one for a variable that comes from elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarRef {
    name: &'static str,
    external: bool,
}

impl VarRef {
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn declared(name: &'static str) -> Self {
        Self::literal(name, false)
    }

    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn external(name: &'static str) -> Self {
        Self::literal(name, true)
    }

    #[track_caller]
    const fn literal(name: &'static str, external: bool) -> Self {
        match grammar::env_name(name) {
            Ok(()) => Self { name, external },
            Err(broken) => refuse_literal(name, broken.rule),
        }
    }

    /// The name of the variable.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Whether the container does not declare the variable itself.
    #[must_use]
    pub const fn is_external(self) -> bool {
        self.external
    }
}

/// Written as the kubelet reads it: `$(NAME)`.
impl fmt::Display for VarRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "$({})", self.name)
    }
}

impl fmt::Debug for VarRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that may refer to variables: the value of a variable, an argument, or a path below a volume.
///
/// Written [`text!`](crate::text). Its literal parts arrive as they were written, its references are replaced by the
/// kubelet when the container starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    written: String,
    /// Where the literals begin that are not escaped yet: how depends on what comes after them.
    pending: usize,
    refs: Few<VarRef>,
}

/// Room for most texts, so that they do not grow part by part.
const USUAL_LENGTH: usize = 64;

impl Text {
    /// An empty text.
    #[must_use]
    pub const fn new() -> Self {
        Self { written: String::new(), pending: 0, refs: Few::new() }
    }

    /// The text with one more part: a literal, or a variable.
    ///
    /// ```
    /// use podwright::env::Text;
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

    /// Literals in a row are escaped as one, for a `$` may end one and matter to the next.
    pub(crate) fn push_literal(&mut self, literal: &str) {
        self.push(&[literal]);
    }

    fn push_reference(&mut self, variable: VarRef) {
        self.flush(Then::Reference);
        self.push(&["$(", variable.name, ")"]);
        self.pending = self.written.len();
        self.refs.push(variable);
    }

    fn push(&mut self, parts: &[&str]) {
        if self.written.capacity() == 0 {
            self.written.reserve(USUAL_LENGTH);
        }
        self.written.extend(parts.iter().copied());
    }

    fn push_expanded(&mut self, text: &str) {
        self.flush(Then::Reference);
        self.written.push_str(text);
        self.pending = self.written.len();
    }

    fn flush(&mut self, then: Then) {
        escape::end_literal(&mut self.written, self.pending, then);
        self.pending = self.written.len();
    }

    /// What is written in the manifest, and the variables it refers to.
    pub(crate) fn into_parts(mut self) -> (String, Few<VarRef>) {
        self.flush(Then::End);
        (self.written, self.refs)
    }
}

/// The text as it is written in the manifest.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (escaped, pending) = self.written.split_at(self.pending);
        f.write_str(escaped)?;
        f.write_str(&escape::literal(pending))
    }
}

/// A text that already has references in it, for the kubelet to expand: `$(NAME)` is replaced, `$$` is `$`.
///
/// Nothing checks that the names exist; [`text!`](crate::text) does.
///
/// ```
/// use podwright::env::expand;
///
/// assert_eq!(expand("$(HOME)/.config").to_string(), "$(HOME)/.config");
/// ```
#[must_use]
pub fn expand(text: impl Into<String>) -> Text {
    let written = text.into();
    Text { pending: written.len(), written, refs: Few::new() }
}

/// What a text is made of: literals of the types that a variable takes, variables, and other texts.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no part of a text",
    label = "a text is made of strings, numbers and variables",
    note = "a variable is one that `vars!` declares above, or `external_var!(NAME)`"
)]
pub trait TextPart {
    #[doc(hidden)]
    fn append_to(self, text: &mut Text);
}

impl TextPart for VarRef {
    fn append_to(self, text: &mut Text) {
        text.push_reference(self);
    }
}

impl TextPart for Text {
    fn append_to(self, text: &mut Text) {
        let (written, refs) = self.into_parts();
        text.push_expanded(&written);
        text.refs.extend(refs);
    }
}

impl From<Text> for Cow<'static, str> {
    fn from(text: Text) -> Self {
        Cow::Owned(text.into_parts().0)
    }
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
