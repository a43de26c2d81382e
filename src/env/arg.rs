use std::borrow::Cow;

use super::text::{Text, VarRef};
use crate::container::escape;
use crate::few::Few;

/// A word of a container's command or arguments.
///
/// Made from a string, a number or another literal, which arrives in the container as it was written, or from a
/// [`text!`](crate::text) with references to variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    pub(crate) text: String,
    pub(crate) refs: Few<VarRef>,
}

impl Arg {
    pub(crate) fn literal(text: Cow<'_, str>) -> Self {
        Self { text: escape::cow_literal(text), refs: Few::new() }
    }
}

/// What can be an argument.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an argument of a container",
    label = "an argument is a string, a number, or a `text![..]`"
)]
pub trait IntoArg {
    #[doc(hidden)]
    fn into_arg(self) -> Arg;
}

impl IntoArg for Arg {
    fn into_arg(self) -> Arg {
        self
    }
}

impl IntoArg for Text {
    fn into_arg(self) -> Arg {
        let (text, refs) = self.into_parts();
        Arg { text, refs }
    }
}

impl IntoArg for VarRef {
    fn into_arg(self) -> Arg {
        Text::new().then(self).into_arg()
    }
}

impl IntoArg for &&str {
    fn into_arg(self) -> Arg {
        (*self).into_arg()
    }
}

/// The words of a command or the arguments: an array, a `Vec` or any other iterator over them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of arguments",
    label = "arguments are a list of strings: `[\"serve\", \"--verbose\"]`",
    note = "a command line for a shell is `[\"sh\", \"-c\", \"..\"]`"
)]
pub trait IntoArgs {
    #[doc(hidden)]
    fn into_args(self) -> impl Iterator<Item = Arg>;
}

#[diagnostic::do_not_recommend]
impl<I> IntoArgs for I
where
    I: IntoIterator,
    I::Item: IntoArg,
{
    fn into_args(self) -> impl Iterator<Item = Arg> {
        self.into_iter().map(IntoArg::into_arg)
    }
}
