//! Keys as constants of the type that declares them.

use std::fmt;
use std::marker::PhantomData;

use super::content::{HoldsFile, HoldsText, Required, TakesValue, Text};
use super::declared::{DeclaredConfigMap, DeclaredSecret};
use crate::env::{ConfigMapKey, EnvValue, IntoEnvValue, OptionalKey, SecretKey};
use crate::sealed::Sealed;
use crate::value::ConfigKey;

/// Defines the type of the keys of declared objects of one kind.
macro_rules! key_of {
    ($(#[$doc:meta])* $Key:ident<$Content:ident>) => {
        $(#[$doc])*
        pub struct $Key<M, C = $Content> {
            key: &'static str,
            of: PhantomData<fn() -> (M, C)>,
        }

        impl<M, C> $Key<M, C> {
            /// Creates a key of a declaration.
            ///
            /// # Panics
            ///
            /// If the text is no key. A macro evaluates it while the program is compiled.
            #[doc(hidden)]
            #[must_use]
            #[track_caller]
            pub const fn declared(key: &'static str) -> Self {
                std::mem::forget(ConfigKey::literal(key));
                Self { key, of: PhantomData }
            }

            /// Returns the text of the key.
            #[must_use]
            pub const fn as_str(&self) -> &'static str {
                self.key
            }

            /// Returns the key. It was checked as a literal.
            pub(super) fn to_key(self) -> ConfigKey {
                ConfigKey::literal(self.key)
            }
        }

        impl<M, C> Clone for $Key<M, C> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<M, C> Copy for $Key<M, C> {}

        impl<M, C> fmt::Debug for $Key<M, C> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($Key)).field(&self.key).finish()
            }
        }

        impl<M, C> Sealed for $Key<M, C> {}
    };
}

key_of! {
    /// A key of the ConfigMap that the type `M` declares. [`config_map!`](crate::config_map) makes one for each key.
    ///
    /// It is the value of an environment variable, or a file of the volume. The name of the map is asked for when the key is
    /// used, so that it follows a map that is named by its content.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// config_map! {
    ///     /// What the web server reads at start.
    ///     pub WebConfig = "web-config" { LEVEL = "level": "info" }
    /// }
    ///
    /// assert_eq!(WebConfig::LEVEL.as_str(), "level");
    /// let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { LEVEL = WebConfig::LEVEL });
    /// let source = v1::Container::from(web).env.unwrap().remove(0).value_from.unwrap();
    /// assert_eq!(source.config_map_key_ref.unwrap().name, "web-config");
    /// ```
    #[doc(alias = "configMapKeyRef")]
    ConfigKeyOf<Text>
}

key_of! {
    /// A key of the Secret that the type `M` declares. [`secret!`](crate::secret) and
    /// [`external_secret!`](crate::external_secret) make one for each key.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// external_secret!(Db = "db" { PASSWORD = "password" });
    ///
    /// let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { DB_PASSWORD = Db::PASSWORD });
    /// let source = v1::Container::from(web).env.unwrap().remove(0).value_from.unwrap();
    /// assert_eq!(source.secret_key_ref.unwrap().key, "password");
    /// ```
    #[doc(alias = "secretKeyRef")]
    SecretKeyOf<Required>
}

impl<M: DeclaredConfigMap, C: HoldsText> ConfigKeyOf<M, C> {
    /// Lets the container start without the variable if the map or the key does not exist.
    #[must_use]
    pub fn optional(self) -> OptionalKey<ConfigMapKey> {
        self.value().optional()
    }

    /// Returns the key, which must exist.
    pub(super) fn value(self) -> ConfigMapKey {
        M::reference().key(self.to_key())
    }
}

impl<M: DeclaredConfigMap, C: HoldsText> IntoEnvValue for ConfigKeyOf<M, C> {
    fn into_env_value(self) -> Option<EnvValue> {
        if C::IS_OPTIONAL { self.optional().into_env_value() } else { self.value().into_env_value() }
    }
}

impl<M: DeclaredSecret, C: HoldsText> SecretKeyOf<M, C> {
    /// Lets the container start without the variable if the Secret or the key does not exist.
    #[must_use]
    pub fn optional(self) -> OptionalKey<SecretKey> {
        self.value().optional()
    }

    /// Returns the key, which must exist.
    pub(super) fn value(self) -> SecretKey {
        M::reference().key(self.to_key())
    }
}

impl<M: DeclaredSecret, C: HoldsText> IntoEnvValue for SecretKeyOf<M, C> {
    fn into_env_value(self) -> Option<EnvValue> {
        if C::IS_OPTIONAL { self.optional().into_env_value() } else { self.value().into_env_value() }
    }
}

/// A key that is a file of the volume of the ConfigMap `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of the ConfigMap `{M}`",
    label = "`{M}` has files of its own keys: `{M}.file({M}::..)`",
    note = "a key of a Secret is a file of the Secret: `Db.file(Db::..)`"
)]
pub trait KeyOfConfigMap<M>: Sealed {
    #[doc(hidden)]
    fn into_key(self) -> ConfigKey;
}

impl<M, C: HoldsFile> KeyOfConfigMap<M> for ConfigKeyOf<M, C> {
    fn into_key(self) -> ConfigKey {
        self.to_key()
    }
}

/// A key that is a file of the volume of the Secret `M`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of the Secret `{M}`",
    label = "`{M}` has files of its own keys: `{M}.file({M}::..)`",
    note = "a key of a ConfigMap is a file of the map: `WebConfig.file(WebConfig::..)`"
)]
pub trait KeyOfSecret<M>: Sealed {
    #[doc(hidden)]
    fn into_key(self) -> ConfigKey;
}

impl<M, C: HoldsFile> KeyOfSecret<M> for SecretKeyOf<M, C> {
    fn into_key(self) -> ConfigKey {
        self.to_key()
    }
}

/// A key of the ConfigMap `M` that may be given a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of the ConfigMap `{M}`",
    label = "`{M}` has values of its own keys: `{M}.with({M}::.., \"..\")`"
)]
pub trait FillsConfigMap<M>: Sealed {
    #[doc(hidden)]
    fn into_text(self) -> &'static str;
}

impl<M, C: TakesValue> FillsConfigMap<M> for ConfigKeyOf<M, C> {
    fn into_text(self) -> &'static str {
        self.key
    }
}

/// A key of the Secret `M`, which may be given a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of the Secret `{M}`",
    label = "`{M}` has values of its own keys: `{M}.with({M}::.., value)`"
)]
pub trait FillsSecret<M>: Sealed {
    #[doc(hidden)]
    fn into_text(self) -> &'static str;
}

impl<M, C: TakesValue> FillsSecret<M> for SecretKeyOf<M, C> {
    fn into_text(self) -> &'static str {
        self.key
    }
}
