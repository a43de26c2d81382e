//! Contracts of `podwright_env`: what a manifest gives to a service, as variables of a container.

use std::path::PathBuf;
use std::sync::Arc;

use podwright_env::{
    Description, FromLiteral, Given, GivenVar, MayBeUnset, Provides, ProvidesSecret, Requirement, VarName,
};

use super::arg::{Arg, IntoArg, sealed as arg};
use super::source::{ConfigMapKey, OptionalKey, SecretKey};
use super::value::{EnvValue, IntoEnvValue};
use super::vars::{IntoVars, Vars, sealed as vars};
use crate::downward::{Downward, InEnv, ResourceField};
use crate::expansion::{Text, VarRef};
use crate::value::link::Contract;

impl FromLiteral for EnvValue {
    fn from_literal(text: String) -> Self {
        Self::literal(text.into())
    }
}

/// Returns the value of a type that always has one.
fn value(of: impl IntoEnvValue) -> EnvValue {
    of.into_env_value().unwrap_or_else(|| EnvValue::literal("".into()))
}

/// A key of a config map holds a text, which is of any type.
#[diagnostic::do_not_recommend]
impl<T, Need> Provides<T, EnvValue, Need> for ConfigMapKey {
    fn provide(self) -> EnvValue {
        value(self)
    }
}

#[diagnostic::do_not_recommend]
impl<Need> ProvidesSecret<EnvValue, Need> for SecretKey {
    fn provide(self) -> EnvValue {
        value(self)
    }
}

/// A key that may be missing leaves a variable unset, which only some variables may be.
#[diagnostic::do_not_recommend]
impl<T> Provides<T, EnvValue, MayBeUnset> for OptionalKey<ConfigMapKey> {
    fn provide(self) -> EnvValue {
        value(self)
    }
}

#[diagnostic::do_not_recommend]
impl ProvidesSecret<EnvValue, MayBeUnset> for OptionalKey<SecretKey> {
    fn provide(self) -> EnvValue {
        value(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T> Provides<T, EnvValue, MayBeUnset> for OptionalKey<ShownSecretKey> {
    fn provide(self) -> EnvValue {
        value(self.0.0)
    }
}

impl OptionalKey<SecretKey> {
    /// Allows the key for a variable whose value the service shows: see [`SecretKey::shown`].
    #[must_use]
    pub fn shown(self) -> OptionalKey<ShownSecretKey> {
        OptionalKey(ShownSecretKey(self.0))
    }
}

/// A key of a secret that a service shows in its errors. [`SecretKey::shown`] makes it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownSecretKey(SecretKey);

impl SecretKey {
    /// Allows the key for a variable whose value the service shows: one that is no `podwright_env::Secret`.
    ///
    /// Operators put names of hosts and users into secrets, beside the password.
    ///
    /// ```
    /// use podwright::prelude::*;
    /// use podwright_env::{Secret, contract};
    ///
    /// contract! {
    ///     pub struct DbEnv {
    ///         DB_HOST as host: String,
    ///         DB_PASSWORD as password: Secret<String>,
    ///     }
    /// }
    ///
    /// let db = SecretRef::literal("db-app");
    /// let vars = DbEnv::vars().host(db.key(config_key!("host")).shown()).password(db.key(config_key!("password"))).build();
    /// let web = v1::Container::from(Container::new(name!("web"), image!("nginx:1.27")).env(vars));
    /// assert_eq!(web.env.unwrap()[0].value_from.as_ref().unwrap().secret_key_ref.as_ref().unwrap().key, "host");
    /// ```
    #[must_use]
    pub fn shown(self) -> ShownSecretKey {
        ShownSecretKey(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, Need> Provides<T, EnvValue, Need> for ShownSecretKey {
    fn provide(self) -> EnvValue {
        value(self.0)
    }
}

#[diagnostic::do_not_recommend]
impl<Place: InEnv, Need> Provides<String, EnvValue, Need> for Downward<Place> {
    fn provide(self) -> EnvValue {
        value(self)
    }
}

macro_rules! provides {
    ($($From:ty => $($To:ty),+;)+) => {
        $($(
            #[diagnostic::do_not_recommend]
            impl<Need> Provides<$To, EnvValue, Need> for $From {
                fn provide(self) -> EnvValue {
                    value(self)
                }
            }
        )+)+
    };
}

provides! {
    Text => String, PathBuf;
    VarRef => String, PathBuf;
}

macro_rules! amounts {
    ($($To:ty),+) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<Amount, Of, Need> Provides<$To, EnvValue, Need> for ResourceField<Amount, Of> {
                fn provide(self) -> EnvValue {
                    value(self)
                }
            }
        )+
    };
}

amounts!(u32, u64, u128, usize, i32, i64, i128, isize);

/// What is known of a contract whose variables a container has: all variables, and which of them the manifest sets.
///
/// ```
/// use podwright::env::{EnvValue, FilledContract};
/// use podwright_env::contract;
///
/// contract! { pub struct WebEnv { PORT as port: u16 = 8080, HOST as host: String, REDIS_PORT as redis: Option<u16> } }
///
/// let filled = FilledContract::of(&WebEnv::vars::<EnvValue>().host("web").build()).unwrap();
/// assert_eq!((filled.name(), filled.fingerprint()), ("WebEnv", WebEnv::describe().fingerprint()));
/// let unset: Vec<_> = filled.variables().iter().filter(|it| !it.is_set()).map(|it| it.name()).collect();
/// assert_eq!(unset, ["PORT", "REDIS_PORT"]);
/// ```
#[derive(Clone, Debug)]
pub struct FilledContract {
    contract: &'static Description,
    variables: Vec<FilledVariable>,
}

/// A variable of a contract, and whether a manifest sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledVariable {
    variable: podwright_env::Variable,
    is_set: bool,
}

impl FilledContract {
    /// Returns what is known of the contract that the variables are given to. `None` stands for no variables.
    #[must_use]
    pub fn of<V>(given: &Given<V>) -> Option<Self> {
        let mut all: Option<Self> = None;
        for var in given.as_slice() {
            let contract = var.contract()?;
            all.get_or_insert_with(|| Self::unset(contract)).set(var.name());
        }
        all
    }

    /// Creates a contract none of whose variables is set.
    fn unset(contract: &'static Description) -> Self {
        let variables = contract.variables().into_iter();
        let variables = variables.map(|variable| FilledVariable { variable, is_set: false }).collect();
        Self { contract, variables }
    }

    fn set(&mut self, name: &str) {
        if let Some(found) = self.variables.iter_mut().find(|it| it.name() == name) {
            found.is_set = true;
        }
    }

    /// Returns the name of the contract.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.contract.name()
    }

    /// Returns the fingerprint of the contract: equal ones have equal variables.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.contract.fingerprint()
    }

    /// Returns the variables, in the order of the contract.
    #[must_use]
    pub fn variables(&self) -> &[FilledVariable] {
        &self.variables
    }
}

impl FilledVariable {
    /// Returns the name in the environment.
    #[must_use]
    pub fn name(&self) -> &str {
        self.variable.name()
    }

    /// Returns whether the manifest sets the variable.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        self.is_set
    }

    /// Returns what the service does without the variable.
    #[must_use]
    pub fn requirement(&self) -> &Requirement {
        self.variable.requirement()
    }

    /// Returns whether the value is a secret.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.variable.is_secret()
    }
}

impl vars::Item for GivenVar<EnvValue> {}

/// The variables of a contract are a list of these.
impl IntoVars for GivenVar<EnvValue> {
    fn add_to(self, vars: &mut Vars) {
        if let Some(contract) = self.contract()
            && !vars.contracts.iter().any(|known| known.name == contract.name())
        {
            vars.contracts.push(Arc::new(carried(contract)));
        }
        let (name, value) = self.into_parts();
        vars.add(name, value);
    }
}

/// Returns what an application is told of a contract.
fn carried(contract: &'static Description) -> Contract {
    let variables = contract.variables();
    let is_optional = |variable: &&podwright_env::Variable| *variable.requirement() != Requirement::Required;
    Contract {
        name: contract.name(),
        fingerprint: contract.fingerprint(),
        optional: variables.iter().filter(is_optional).map(|variable| variable.name().to_owned()).collect(),
    }
}

impl arg::Sealed for VarName {}

impl IntoArg for VarName {
    fn into_arg(self) -> Arg {
        Text::new().then(self).into_arg()
    }
}
