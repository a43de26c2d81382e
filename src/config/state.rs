//! Which values a declaration has, as types.

/// The declaration is of this program. `ALL` tells whether it has all values.
#[derive(Debug)]
pub enum Ours<const ALL: bool> {}

/// The object is made elsewhere.
#[derive(Debug)]
pub enum External {}

/// Who makes the object of a declaration.
pub trait Maker {
    #[doc(hidden)]
    const IS_EXTERNAL: bool;
}

#[diagnostic::do_not_recommend]
impl<const ALL: bool> Maker for Ours<ALL> {
    const IS_EXTERNAL: bool = false;
}

#[diagnostic::do_not_recommend]
impl Maker for External {
    const IS_EXTERNAL: bool = true;
}

/// The program knows all values of the object that `T` declares.
#[diagnostic::on_unimplemented(
    message = "the ConfigMap `{T}` has keys without a value",
    label = "give them: `{T}.with({T}::LEVEL, \"info\").build()`"
)]
pub trait HasAllValues<T> {}

#[diagnostic::do_not_recommend]
impl<T> HasAllValues<T> for Ours<true> {}
#[diagnostic::do_not_recommend]
impl<T> HasAllValues<T> for External {}

/// The Secret that `T` declares is made by this program.
#[diagnostic::on_unimplemented(
    message = "the Secret `{T}` is external: an App that knows its keys and not its values would overwrite it",
    label = "leave it out; references to it resolve"
)]
pub trait OurSecret<T> {}

#[diagnostic::do_not_recommend]
impl<T, const ALL: bool> OurSecret<T> for Ours<ALL> {}

/// The ConfigMap that `T` declares is made by this program.
#[diagnostic::on_unimplemented(
    message = "the ConfigMap `{T}` is external: an App that knows its keys and not its values would overwrite it",
    label = "leave it out; references to it resolve"
)]
pub trait OurConfigMap<T> {}

#[diagnostic::do_not_recommend]
impl<T, const ALL: bool> OurConfigMap<T> for Ours<ALL> {}

/// The values of the Secret that `T` declares come at run time, so it has them only if it needs none.
#[diagnostic::on_unimplemented(
    message = "the Secret `{T}` has keys without a value",
    label = "give them at run time: `{T}.with({T}::PASSWORD, password).build()`"
)]
pub trait HasAllSecretValues<T> {}

#[diagnostic::do_not_recommend]
impl<T> HasAllSecretValues<T> for Ours<true> {}
#[diagnostic::do_not_recommend]
impl<T> HasAllSecretValues<T> for External {}
