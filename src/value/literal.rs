/// What a literal macro may stand for.
///
/// `name!` makes a [`DnsLabel`](super::DnsLabel), and a [`DnsSubdomain`](super::DnsSubdomain) where one is asked for; `key!` makes the
/// key of a label or of an annotation, `path!` any kind of absolute path. The parameter `L` is the type in which the
/// literal was checked.
#[diagnostic::on_unimplemented(
    message = "a `{L}` literal does not make a `{Self}`",
    label = "a `{Self}` is asked for here",
    note = "every kind of value has its macro: `name!`, `dns_subdomain!`, `image!`, `path!`, `sub_path!`, `key!`, `value!`, ..",
    note = "a text known only at run time is parsed: `text.parse()?`"
)]
pub trait FromLiteral<L>: Sized {
    #[doc(hidden)]
    fn from_literal(literal: L) -> Self;
}

impl<L> FromLiteral<L> for L {
    fn from_literal(literal: L) -> Self {
        literal
    }
}
