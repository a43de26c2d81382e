//! Keys of declared maps and secrets as variables of contracts.

use podwright_env::{MayBeUnset, Provides, ProvidesSecret};

use super::content::{HoldsFile, HoldsText, Optional};
use super::declared::{DeclaredConfigMap, DeclaredSecret};
use super::key::{ConfigKeyOf, SecretKeyOf};
use crate::env::{EnvValue, OptionalKey, SecretKey, ShownSecretKey};

/// A key of a declared config map that always has a value holds a text, which is of any type.
///
/// ```
/// use podwright::prelude::*;
/// use podwright_env::{Secret, contract};
///
/// config_map!(WebConfig = "web-config" { LEVEL = "level": "info", optional REGION = "region" });
/// external_secret!(Db = "db" { PASSWORD = "password", HOST = "host" });
///
/// contract! {
///     pub struct WebEnv {
///         LOG_LEVEL as log_level: String,
///         REGION as region: Option<String>,
///         DB_HOST as db_host: String,
///         DB_PASSWORD as db_password: Secret<String>,
///     }
/// }
///
/// let vars = WebEnv::vars()
///     .log_level(WebConfig::LEVEL)
///     .region(WebConfig::REGION)
///     .db_host(Db::HOST.shown())
///     .db_password(Db::PASSWORD)
///     .build();
/// let env = v1::Container::from(Container::new(name!("web"), image!("acme/web:1")).env(vars)).env.unwrap();
/// let region = env[1].value_from.as_ref().unwrap().config_map_key_ref.as_ref().unwrap();
/// assert_eq!((&*region.key, region.optional), ("region", Some(true)));
/// ```
#[diagnostic::do_not_recommend]
impl<T, Need, M: DeclaredConfigMap, C: HoldsText + HoldsFile> Provides<T, EnvValue, Need>
    for ConfigKeyOf<M, C>
{
    fn provide(self) -> EnvValue {
        Provides::<T, EnvValue, Need>::provide(self.value())
    }
}

/// An optional key may have no value.
#[diagnostic::do_not_recommend]
impl<T, M: DeclaredConfigMap> Provides<T, EnvValue, MayBeUnset> for ConfigKeyOf<M, Optional> {
    fn provide(self) -> EnvValue {
        Provides::<T, EnvValue, MayBeUnset>::provide(self.optional())
    }
}

#[diagnostic::do_not_recommend]
impl<Need, M: DeclaredSecret, C: HoldsText + HoldsFile> ProvidesSecret<EnvValue, Need> for SecretKeyOf<M, C> {
    fn provide(self) -> EnvValue {
        ProvidesSecret::<EnvValue, Need>::provide(self.value())
    }
}

#[diagnostic::do_not_recommend]
impl<M: DeclaredSecret> ProvidesSecret<EnvValue, MayBeUnset> for SecretKeyOf<M, Optional> {
    fn provide(self) -> EnvValue {
        ProvidesSecret::<EnvValue, MayBeUnset>::provide(self.optional())
    }
}

impl<M: DeclaredSecret, C: HoldsText + HoldsFile> SecretKeyOf<M, C> {
    /// Allows the key for a variable whose value the service shows: see [`SecretKey::shown`].
    #[must_use]
    pub fn shown(self) -> ShownSecretKey {
        SecretKey::shown(self.value())
    }
}

impl<M: DeclaredSecret> SecretKeyOf<M, Optional> {
    /// Allows the key for a variable whose value the service shows: see [`SecretKey::shown`].
    #[must_use]
    pub fn shown(self) -> OptionalKey<ShownSecretKey> {
        self.optional().shown()
    }
}
