//! Contracts of `podwright_env`: what a manifest gives to a service, as variables of a container.

use std::path::PathBuf;

use podwright_env::{FromLiteral, GivenVar, Provides, ProvidesSecret, VarName};

use super::arg::{Arg, IntoArg, sealed as arg};
use super::source::{ConfigMapKey, SecretKey};
use super::value::{EnvValue, IntoEnvValue};
use super::vars::{IntoVars, Vars, sealed as vars};
use crate::downward::{Downward, InEnv, ResourceField};
use crate::expansion::{Text, VarRef};

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
impl<T> Provides<T, EnvValue> for ConfigMapKey {
    fn provide(self) -> EnvValue {
        value(self)
    }
}

#[diagnostic::do_not_recommend]
impl ProvidesSecret<EnvValue> for SecretKey {
    fn provide(self) -> EnvValue {
        value(self)
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
impl<T> Provides<T, EnvValue> for ShownSecretKey {
    fn provide(self) -> EnvValue {
        value(self.0)
    }
}

#[diagnostic::do_not_recommend]
impl<Place: InEnv> Provides<String, EnvValue> for Downward<Place> {
    fn provide(self) -> EnvValue {
        value(self)
    }
}

macro_rules! provides {
    ($($From:ty => $($To:ty),+;)+) => {
        $($(
            #[diagnostic::do_not_recommend]
            impl Provides<$To, EnvValue> for $From {
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
            impl<Amount, Of> Provides<$To, EnvValue> for ResourceField<Amount, Of> {
                fn provide(self) -> EnvValue {
                    value(self)
                }
            }
        )+
    };
}

amounts!(u32, u64, u128, usize, i32, i64, i128, isize);

impl vars::Item for GivenVar<EnvValue> {}

/// The variables of a contract are a list of these.
impl IntoVars for GivenVar<EnvValue> {
    fn add_to(self, vars: &mut Vars) {
        let (name, value) = self.into_parts();
        vars.add(name, value);
    }
}

impl arg::Sealed for VarName {}

impl IntoArg for VarName {
    fn into_arg(self) -> Arg {
        Text::new().then(self).into_arg()
    }
}
