use std::borrow::Cow;

use crate::expansion::{Text, VarRef, cow_literal};
use crate::few::Few;

/// A word of a container's command or arguments.
///
/// A string, a number or another literal becomes a word that the container receives as you write it. A
/// [`text!`](crate::text) may refer to variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    pub(crate) text: String,
    pub(crate) refs: Few<VarRef>,
}

impl Arg {
    pub(crate) fn literal(text: Cow<'_, str>) -> Self {
        Self { text: cow_literal(text), refs: Few::new() }
    }
}

/// A word of a command or an argument: a string, a number, another literal, or a [`text!`](crate::text).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an argument of a container",
    label = "an argument is a string, a number, or a `text![..]`"
)]
pub trait IntoArg: sealed::Sealed {
    #[doc(hidden)]
    fn into_arg(self) -> Arg;
}

impl sealed::Sealed for Arg {}

impl IntoArg for Arg {
    fn into_arg(self) -> Arg {
        self
    }
}

impl sealed::Sealed for Text {}

impl IntoArg for Text {
    fn into_arg(self) -> Arg {
        let (text, refs) = self.into_parts();
        Arg { text, refs }
    }
}

impl sealed::Sealed for VarRef {}

impl IntoArg for VarRef {
    fn into_arg(self) -> Arg {
        Text::new().then(self).into_arg()
    }
}

impl sealed::Sealed for &&str {}

impl IntoArg for &&str {
    fn into_arg(self) -> Arg {
        (*self).into_arg()
    }
}

/// Arguments: an array, a `Vec`, an `Option`, or any other iterator over [words](IntoArg).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of arguments",
    label = "arguments are a list of strings: `[\"serve\", \"--verbose\"]`",
    note = "a command line for a shell is `[\"sh\", \"-c\", \"..\"]`"
)]
pub trait IntoArgs: sealed::Args {
    #[doc(hidden)]
    fn into_args(self) -> impl Iterator<Item = Arg>;
}

impl<I: IntoIterator<Item: IntoArg>> sealed::Args for I {}

#[diagnostic::do_not_recommend]
impl<I: IntoIterator<Item: IntoArg>> IntoArgs for I {
    fn into_args(self) -> impl Iterator<Item = Arg> {
        self.into_iter().map(IntoArg::into_arg)
    }
}

pub(super) mod sealed {
    /// What may be an argument or a part of a text.
    pub trait Sealed {}

    pub trait Args {}
}
