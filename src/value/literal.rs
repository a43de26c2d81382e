/// A value that a literal macro makes.
///
/// `name!` makes a [`DnsLabel`](super::DnsLabel) or a [`DnsSubdomain`](super::DnsSubdomain), whichever is asked for. `key!`
/// makes the key of a label or of an annotation, `path!` any kind of absolute path. The parameter `L` is the type that
/// checks the literal.
#[diagnostic::on_unimplemented(
    message = "a `{L}` literal does not make a `{Self}`",
    label = "a `{Self}` is asked for here",
    note = "every kind of value has its macro: `name!`, `dns_subdomain!`, `image!`, `path!`, `sub_path!`, `key!`, `value!`, ..",
    note = "an object is referred to with its kind: `&ConfigMapRef::new(name!(\"..\"))`, `&SecretRef::new(..)`, `&ClaimRef::new(..)`",
    note = "a text known only at run time is parsed: `text.parse()?`"
)]
pub trait FromLiteral<L>: sealed::Sealed<L> + Sized {
    #[doc(hidden)]
    fn from_checked(literal: L) -> Self;
}

impl<L> FromLiteral<L> for L {
    fn from_checked(literal: L) -> Self {
        literal
    }
}

mod sealed {
    use crate::value::{
        AnnotationKey, DnsLabel, DnsSubdomain, HostPath, HostnameOverride, LabelKey, MountPath,
        ProjectedPath, SearchDomain, SubPath,
    };

    pub trait Sealed<L> {}

    impl<L> Sealed<L> for L {}
    impl Sealed<DnsLabel> for DnsSubdomain {}
    #[cfg(feature = "app")]
    impl Sealed<DnsLabel> for crate::value::RbacName {}
    impl Sealed<DnsLabel> for SearchDomain {}
    impl Sealed<DnsLabel> for HostnameOverride {}
    impl Sealed<LabelKey> for AnnotationKey {}
    impl Sealed<HostPath> for MountPath {}
    impl Sealed<ProjectedPath> for SubPath {}
    #[cfg(feature = "app")]
    impl Sealed<LabelKey> for crate::value::AppProtocol {}
}
