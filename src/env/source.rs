//! Config maps and secrets, referred to by name.

use k8s_openapi::api::core::v1;

use super::from::EnvFrom;
use super::value::{Content, EnvValue, IntoEnvValue};
use crate::value::{ConfigKey, DnsSubdomain};

/// A config map that exists beside the pod, from which variables take values.
///
/// ```
/// use podwright::{config_key, name};
/// use podwright::env::{ConfigMapRef, Var, Vars};
///
/// let config = ConfigMapRef::new(name!("web-config"));
/// let vars = podwright::vars! { LOG_LEVEL = config.key(config_key!("level")).optional() };
/// assert_eq!(vars.len(), 1);
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConfigMapRef {
    name: DnsSubdomain,
}

impl ConfigMapRef {
    /// The config map of this name in the pod's namespace.
    #[must_use]
    pub const fn new(name: DnsSubdomain) -> Self {
        Self { name }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &DnsSubdomain {
        &self.name
    }

    /// The value of one key.
    #[must_use]
    pub fn key(&self, key: ConfigKey) -> ConfigMapKey {
        ConfigMapKey(v1::ConfigMapKeySelector {
            name: self.name.as_str().to_owned(),
            key: key.into(),
            optional: None,
        })
    }

    /// All keys, each as a variable, for `env_from`.
    #[must_use]
    pub fn all(&self) -> EnvFrom {
        EnvFrom::config_map(self.name.clone())
    }
}

/// A secret that exists beside the pod, from which variables take values.
///
/// ```
/// use podwright::{config_key, name};
/// use podwright::env::SecretRef;
///
/// let db = SecretRef::new(name!("db"));
/// let vars = podwright::vars! { DB_PASSWORD = db.key(config_key!("password")) };
/// assert_eq!(vars.len(), 1);
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/>
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretRef {
    name: DnsSubdomain,
}

impl SecretRef {
    /// The secret of this name in the pod's namespace.
    #[must_use]
    pub const fn new(name: DnsSubdomain) -> Self {
        Self { name }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &DnsSubdomain {
        &self.name
    }

    /// The value of one key.
    #[must_use]
    pub fn key(&self, key: ConfigKey) -> SecretKey {
        SecretKey(v1::SecretKeySelector {
            name: self.name.as_str().to_owned(),
            key: key.into(),
            optional: None,
        })
    }

    /// All keys, each as a variable, for `env_from`.
    #[must_use]
    pub fn all(&self) -> EnvFrom {
        EnvFrom::secret(self.name.clone())
    }
}

/// One key of a config map.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigMapKey(v1::ConfigMapKeySelector);

/// One key of a secret.
#[derive(Clone, Debug, PartialEq)]
pub struct SecretKey(v1::SecretKeySelector);

/// What the two kinds of keys have in common.
macro_rules! key {
    ($Type:ident, $selector:ident) => {
        impl $Type {
            /// The container starts without the variable where the object or the key does not exist.
            #[must_use]
            pub fn optional(mut self) -> Self {
                self.0.optional = Some(true);
                self
            }
        }

        impl From<$Type> for v1::$selector {
            fn from(key: $Type) -> Self {
                key.0
            }
        }

        impl IntoEnvValue for $Type {
            fn into_env_value(self) -> Option<EnvValue> {
                Some(EnvValue::of(Content::$Type(self.0)))
            }
        }
    };
}

key!(ConfigMapKey, ConfigMapKeySelector);
key!(SecretKey, SecretKeySelector);
