use k8s_openapi::api::core::v1;

use crate::object::{ConfigMapRef, SecretRef};
use crate::value::EnvName;
use crate::value::link::ExternalName;

/// All keys of a config map or a secret as variables.
///
/// Made by [`ConfigMapRef::all`] and [`SecretRef::all`].
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::object::ConfigMapRef;
/// use podwright::{env_name, name};
///
/// let from: v1::EnvFromSource = ConfigMapRef::new(name!("web")).all().prefix(env_name!("APP_")).into();
/// assert_eq!(from.prefix.as_deref(), Some("APP_"));
/// ```
///
/// Source: <https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/>
#[doc(alias = "EnvFromSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct EnvFrom {
    source: v1::EnvFromSource,
    /// What is known of the object, if it is made elsewhere.
    external: Option<Box<ExternalName>>,
}

impl EnvFrom {
    #[inline]
    pub(super) fn config_map(config_map: &ConfigMapRef) -> Self {
        let source = v1::ConfigMapEnvSource { name: config_map.to_name(), optional: None };
        let source = v1::EnvFromSource { config_map_ref: Some(source), ..Default::default() };
        Self { source, external: config_map.to_external().map(Box::new) }
    }

    #[inline]
    pub(super) fn secret(secret: &SecretRef) -> Self {
        let source = v1::SecretEnvSource { name: secret.to_name(), optional: None };
        let source = v1::EnvFromSource { secret_ref: Some(source), ..Default::default() };
        Self { source, external: secret.to_external().map(Box::new) }
    }

    #[inline]
    pub(crate) fn into_parts(self) -> (v1::EnvFromSource, Option<Box<ExternalName>>) {
        (self.source, self.external)
    }

    /// Sets the text that stands before the name of each variable.
    #[must_use]
    #[inline]
    pub fn prefix(mut self, prefix: EnvName) -> Self {
        self.source.prefix = Some(prefix.into());
        self
    }

    /// Lets the container start without the variables if the object does not exist.
    #[must_use]
    #[inline]
    pub fn optional(mut self) -> Self {
        if let Some(source) = &mut self.source.config_map_ref {
            source.optional = Some(true);
        }
        if let Some(source) = &mut self.source.secret_ref {
            source.optional = Some(true);
        }
        self
    }
}

impl From<EnvFrom> for v1::EnvFromSource {
    #[inline]
    fn from(from: EnvFrom) -> Self {
        from.source
    }
}

/// What `env_from` of a container takes: a config map or a secret, of which all keys become variables.
///
/// ```
/// use podwright::prelude::*;
///
/// let (config, db) = (ConfigMapRef::new(name!("web")), SecretRef::new(name!("db")));
/// let web = Container::new(name!("web"), image!("nginx:1.27"))
///     .env_from(&config)
///     .env_from(db.all().prefix(env_name!("DB_")).optional());
/// let from = v1::Container::from(web).env_from.unwrap();
/// assert_eq!(from[0].config_map_ref.as_ref().unwrap().name, "web");
/// assert_eq!(from[1].prefix.as_deref(), Some("DB_"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a source of environment variables",
    label = "a source is all keys of a config map or a secret",
    note = "write `ConfigMapRef::new(..)` or `SecretRef::new(..)`"
)]
pub trait IntoEnvFrom: EnvFromSource {
    #[doc(hidden)]
    fn into_env_from(self) -> EnvFrom;
}

macro_rules! into_env_from {
    ($($Type:ty: |$source:ident| $from:expr;)+) => {
        $(
            impl EnvFromSource for $Type {}

            impl IntoEnvFrom for $Type {
                #[inline]
                fn into_env_from(self) -> EnvFrom {
                    let $source = self;
                    $from
                }
            }
        )+
    };
}

into_env_from! {
    EnvFrom: |from| from;
    ConfigMapRef: |config_map| config_map.all();
    &ConfigMapRef: |config_map| config_map.all();
    SecretRef: |secret| secret.all();
    &SecretRef: |secret| secret.all();
}

/// Seals [`IntoEnvFrom`]. The macros that declare config maps and secrets implement it for types of the program.
#[doc(hidden)]
pub trait EnvFromSource {}
