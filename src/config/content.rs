//! What a key of a declared map or secret holds, as types.

/// A key that holds a text, which is given where the map is declared.
#[derive(Debug)]
pub enum Text {}
/// A key that holds bytes, which are given where the map is declared.
#[derive(Debug)]
pub enum Binary {}
/// A key whose value comes at run time.
#[derive(Debug)]
pub enum Required {}
/// A key that may have no value.
#[derive(Debug)]
pub enum Optional {}
/// A key of a map that is external.
#[derive(Debug)]
pub enum Elsewhere {}

/// A key that can be the value of an environment variable.
#[diagnostic::on_unimplemented(
    message = "a key of binary data cannot be the value of an environment variable",
    label = "this key holds bytes",
    note = "mount it as a file: `WebConfig.file(WebConfig::LOGO).at(path!(\"/etc/logo.png\"))`"
)]
pub trait HoldsText: sealed::Sealed {
    #[doc(hidden)]
    const IS_OPTIONAL: bool = false;
}

impl HoldsText for Text {}
impl HoldsText for Required {}
impl HoldsText for Elsewhere {}
impl HoldsText for Optional {
    const IS_OPTIONAL: bool = true;
}

/// A key that may be given a value.
#[diagnostic::on_unimplemented(
    message = "this key has its value where the ConfigMap is declared",
    label = "`.with(..)` gives one to a key declared without: `REGION = \"region\"`"
)]
pub trait TakesValue: sealed::Sealed {}

impl TakesValue for Required {}
impl TakesValue for Optional {}
impl TakesValue for Elsewhere {}

/// A key that is always a file of the volume.
#[diagnostic::on_unimplemented(
    message = "an optional key may be missing, so it cannot be mounted as a file",
    label = "this key is declared `optional`",
    note = "mount all keys as a directory: `Params.at(path!(\"/etc/params\"))`"
)]
pub trait HoldsFile: sealed::Sealed {}

impl HoldsFile for Text {}
impl HoldsFile for Binary {}
impl HoldsFile for Required {}
impl HoldsFile for Elsewhere {}

mod sealed {
    pub trait Sealed {}

    impl Sealed for super::Text {}
    impl Sealed for super::Binary {}
    impl Sealed for super::Required {}
    impl Sealed for super::Optional {}
    impl Sealed for super::Elsewhere {}
}
