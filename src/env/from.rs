use k8s_openapi::api::core::v1;

use crate::value::{DnsSubdomain, EnvName};

/// All keys of a config map or a secret as variables.
///
/// Made by [`ConfigMapRef::all`](super::ConfigMapRef::all) and [`SecretRef::all`](super::SecretRef::all).
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::env::ConfigMapRef;
/// use podwright::{env_name, name};
///
/// let from: v1::EnvFromSource = ConfigMapRef::new(name!("web")).all().prefixed(env_name!("APP_")).into();
/// assert_eq!(from.prefix.as_deref(), Some("APP_"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct EnvFrom(v1::EnvFromSource);

impl EnvFrom {
    pub(crate) fn config_map(name: DnsSubdomain) -> Self {
        let source = v1::ConfigMapEnvSource { name: name.into(), optional: None };
        Self(v1::EnvFromSource { config_map_ref: Some(source), ..Default::default() })
    }

    pub(crate) fn secret(name: DnsSubdomain) -> Self {
        let source = v1::SecretEnvSource { name: name.into(), optional: None };
        Self(v1::EnvFromSource { secret_ref: Some(source), ..Default::default() })
    }

    /// Puts a prefix before the name of each variable.
    #[must_use]
    pub fn prefixed(mut self, prefix: EnvName) -> Self {
        self.0.prefix = Some(prefix.into());
        self
    }

    /// The container starts without the variables where the object does not exist.
    #[must_use]
    pub fn optional(mut self) -> Self {
        if let Some(source) = &mut self.0.config_map_ref {
            source.optional = Some(true);
        }
        if let Some(source) = &mut self.0.secret_ref {
            source.optional = Some(true);
        }
        self
    }
}

impl From<EnvFrom> for v1::EnvFromSource {
    fn from(from: EnvFrom) -> Self {
        from.0
    }
}

/// What `env_from` takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a source of environment variables",
    label = "a source is all keys of a config map or a secret",
    note = "write `ConfigMapRef::new(..).all()` or `SecretRef::new(..).all()`"
)]
pub trait IntoEnvFrom {
    #[doc(hidden)]
    fn into_env_from(self) -> EnvFrom;
}

impl IntoEnvFrom for EnvFrom {
    fn into_env_from(self) -> EnvFrom {
        self
    }
}
