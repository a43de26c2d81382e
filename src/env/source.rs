//! What environment variables take from config maps and secrets.

use k8s_openapi::api::core::v1;

use super::from::EnvFrom;
use super::value::{Content, EnvValue, IntoEnvValue};
use crate::object::{ConfigMapRef, SecretRef};
use crate::value::ConfigKey;
use crate::value::link::ExternalName;

/// What environment variables take from a config map.
impl ConfigMapRef {
    /// Returns the value of one key.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let config = ConfigMapRef::new(name!("web-config"));
    /// let vars = vars! { LOG_LEVEL = config.key(config_key!("level")).optional() };
    /// let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars);
    /// let source = v1::Container::from(web).env.unwrap().remove(0).value_from.unwrap();
    /// let key = source.config_map_key_ref.unwrap();
    /// assert_eq!((key.name.as_str(), key.key.as_str(), key.optional), ("web-config", "level", Some(true)));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/>
    #[must_use]
    #[doc(alias = "configMapKeyRef")]
    #[inline]
    pub fn key(&self, key: ConfigKey) -> ConfigMapKey {
        let name = self.name().as_str().to_owned();
        ConfigMapKey(v1::ConfigMapKeySelector { name, key: key.into(), optional: None }, self.to_external())
    }

    /// Returns all keys as variables, to be prefixed or to be optional.
    ///
    /// `env_from` also takes the reference itself.
    #[must_use]
    #[doc(alias = "configMapRef")]
    #[inline]
    pub fn all(&self) -> EnvFrom {
        EnvFrom::config_map(self)
    }
}

/// What environment variables take from a secret.
impl SecretRef {
    /// Returns the value of one key.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let db = SecretRef::new(name!("db"));
    /// let vars = vars! { DB_PASSWORD = db.key(config_key!("password")) };
    /// let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars);
    /// let source = v1::Container::from(web).env.unwrap().remove(0).value_from.unwrap();
    /// assert_eq!(source.secret_key_ref.unwrap().key, "password");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/>
    #[must_use]
    #[doc(alias = "secretKeyRef")]
    #[inline]
    pub fn key(&self, key: ConfigKey) -> SecretKey {
        let name = self.name().as_str().to_owned();
        SecretKey(v1::SecretKeySelector { name, key: key.into(), optional: None }, self.to_external())
    }

    /// Returns all keys as variables, to be prefixed or to be optional.
    ///
    /// `env_from` also takes the reference itself.
    #[must_use]
    #[doc(alias = "secretRef")]
    #[inline]
    pub fn all(&self) -> EnvFrom {
        EnvFrom::secret(self)
    }
}

/// The value of one key of a config map. Made by [`ConfigMapRef::key`].
#[doc(alias = "ConfigMapKeySelector")]
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigMapKey(v1::ConfigMapKeySelector, Option<ExternalName>);

/// The value of one key of a secret. Made by [`SecretRef::key`].
#[doc(alias = "SecretKeySelector")]
#[derive(Clone, Debug, PartialEq)]
pub struct SecretKey(v1::SecretKeySelector, Option<ExternalName>);

/// A key that may be missing: the container starts without the variable then. `optional()` of a key makes it.
///
/// A required variable of a contract does not take it.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionalKey<K>(pub(super) K);

impl<K: IntoEnvValue> IntoEnvValue for OptionalKey<K> {
    #[inline]
    fn into_env_value(self) -> Option<EnvValue> {
        self.0.into_env_value()
    }
}

/// Implements what both kinds of keys have in common.
macro_rules! key {
    ($Type:ident, $selector:ident) => {
        impl $Type {
            /// Lets the container start without the variable if the object or the key does not exist.
            #[must_use]
            #[inline]
            pub fn optional(mut self) -> OptionalKey<Self> {
                self.0.optional = Some(true);
                OptionalKey(self)
            }
        }

        impl From<$Type> for v1::$selector {
            #[inline]
            fn from(key: $Type) -> Self {
                key.0
            }
        }

        impl From<OptionalKey<$Type>> for v1::$selector {
            #[inline]
            fn from(key: OptionalKey<$Type>) -> Self {
                key.0.into()
            }
        }

        impl IntoEnvValue for $Type {
            #[inline]
            fn into_env_value(self) -> Option<EnvValue> {
                Some(EnvValue::of(Content::$Type(self.0)).external(self.1))
            }
        }
    };
}

key!(ConfigMapKey, ConfigMapKeySelector);
key!(SecretKey, SecretKeySelector);
