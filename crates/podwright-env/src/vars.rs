use std::fmt::{self, Display};
use std::path::PathBuf;

use crate::describe::Description;

/// A value of a manifest that may be a literal text.
pub trait FromLiteral {
    /// Creates a value that is this text, exactly.
    fn from_literal(text: String) -> Self;
}

/// A variable that a manifest has to set.
#[derive(Debug)]
pub enum MustBeSet {}

/// A variable that a manifest may leave unset.
#[derive(Debug)]
pub enum MayBeUnset {}

/// What can be the value of a variable of type `T`, as a value `V` of a manifest.
///
/// `Need` is [`MustBeSet`] for a required variable, and [`MayBeUnset`] for one that has a default or is an `Option<..>`. A source
/// that may have no value provides the latter alone. A literal has the field's own type. Sources of values, such as a key of a
/// Secret, implement it where they are defined.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of a variable of type `{T}`",
    label = "a literal has the field's own type",
    note = "a variable may also be a key of a ConfigMap; a key of a Secret is the value of a `Secret<..>`, which no error shows",
    note = "a key that may be missing is the value of a variable that may be unset: one that is an `Option<..>` or has a default"
)]
pub trait Provides<T, V, Need = MustBeSet> {
    /// Returns the value.
    fn provide(self) -> V;
}

/// What can be the value of a variable of type [`Secret`](crate::Secret), as a value `V` of a manifest: a key of a Secret.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of a secret",
    label = "a `Secret<..>` is never a literal",
    note = "a secret is a key of a Secret: `Db::PASSWORD`",
    note = "a key that may be missing is the value of a variable that may be unset: an `Option<Secret<..>>`"
)]
pub trait ProvidesSecret<V, Need = MustBeSet> {
    /// Returns the value.
    fn provide(self) -> V;
}

#[diagnostic::do_not_recommend]
impl<T: Display, V: FromLiteral, Need> Provides<T, V, Need> for T {
    fn provide(self) -> V {
        V::from_literal(self.to_string())
    }
}

#[diagnostic::do_not_recommend]
impl<V: FromLiteral, Need> Provides<String, V, Need> for &str {
    fn provide(self) -> V {
        V::from_literal(self.to_owned())
    }
}

#[diagnostic::do_not_recommend]
impl<V: FromLiteral, Need> Provides<PathBuf, V, Need> for &str {
    fn provide(self) -> V {
        V::from_literal(self.to_owned())
    }
}

#[diagnostic::do_not_recommend]
impl<V: FromLiteral, Need> Provides<PathBuf, V, Need> for String {
    fn provide(self) -> V {
        V::from_literal(self)
    }
}

/// The variables that a manifest gives to a contract, in the order in which they were set.
///
/// `vars()` of a contract makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given<V>(Vec<GivenVar<V>>);

/// A variable that a manifest gives to a contract: its name and its value.
#[derive(Clone, Debug)]
pub struct GivenVar<V> {
    name: String,
    value: V,
    contract: Option<&'static Description>,
}

/// Compares the names and the values.
impl<V: PartialEq> PartialEq for GivenVar<V> {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.value) == (&other.name, &other.value)
    }
}

impl<V: Eq> Eq for GivenVar<V> {}

impl<V> GivenVar<V> {
    /// Returns the name: ASCII letters, digits and `_`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the value.
    pub fn value(&self) -> &V {
        &self.value
    }

    /// Returns the contract that the variable is given to. That of a variable of a nested contract is the outer one, once it is
    /// built.
    pub fn contract(&self) -> Option<&'static Description> {
        self.contract
    }

    /// Returns the name and the value.
    pub fn into_parts(self) -> (String, V) {
        (self.name, self.value)
    }
}

impl<V> Given<V> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets a variable. A later value replaces an earlier one.
    #[doc(hidden)]
    #[must_use]
    pub fn with(mut self, name: &str, value: V) -> Self {
        match self.0.iter_mut().find(|other| other.name == name) {
            Some(other) => other.value = value,
            None => self.0.push(GivenVar { name: name.to_owned(), value, contract: None }),
        }
        self
    }

    /// Adds the variables of a nested contract.
    #[doc(hidden)]
    #[must_use]
    pub fn with_nested(mut self, prefix: &str, nested: Self) -> Self {
        let prefixed = |var: GivenVar<V>| GivenVar { name: format!("{prefix}{}", var.name), ..var };
        self.0.extend(nested.0.into_iter().map(prefixed));
        self
    }

    /// Says which contract the variables are given to.
    #[doc(hidden)]
    #[must_use]
    pub fn of_contract(mut self, contract: &'static Description) -> Self {
        self.0.iter_mut().for_each(|var| var.contract = Some(contract));
        self
    }

    /// Returns the variables.
    #[must_use]
    pub fn as_slice(&self) -> &[GivenVar<V>] {
        &self.0
    }
}

impl<V> Default for Given<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V> IntoIterator for Given<V> {
    type Item = GivenVar<V>;
    type IntoIter = std::vec::IntoIter<GivenVar<V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The name of a variable of a contract: `WebEnv::PORT`.
///
/// A manifest refers to the variable by it, in another variable or in an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarName(&'static str);

impl VarName {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Returns the name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl Display for VarName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
