//! Config maps and secrets that a program declares as types.

use k8s_openapi::api::core::v1;

use super::files::{ConfigMapItems, File, SecretItems};
use super::key::{FillsConfigMap, FillsSecret, KeyOfConfigMap, KeyOfSecret};
use super::of_map::ConfigMapOf;
use super::of_secret::SecretOf;
use super::secret_value::IntoSecretValue;
use super::state::{HasAllSecretValues, HasAllValues, Maker, OurConfigMap, OurSecret};
use crate::env::EnvFrom;
use crate::object::{ConfigMapRef, SecretRef};
use crate::rules::{KubeVersion, Valid, Violations};
use crate::value::{Annotations, DnsSubdomain, FileMode, MountPath, ProjectedPath, ResourcePath};
use crate::volume::source::{ConfigMapSource, SecretSource};
use crate::volume::{Mount, Volume, VolumeOf};

/// What a declaration says of the value of a key.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Data {
    Text(&'static str),
    Binary(&'static [u8]),
    Required,
    Optional,
    Elsewhere,
}

/// Tells whether a map has all values where it is declared.
#[doc(hidden)]
#[must_use]
pub const fn has_all_values(data: &[(&str, Data)]) -> bool {
    let mut i = 0;
    while i < data.len() {
        if matches!(data[i].1, Data::Required) {
            return false;
        }
        i += 1;
    }
    true
}

/// Tells whether a Secret needs no value at all.
#[doc(hidden)]
#[must_use]
pub const fn needs_no_value(keys: &[(&str, bool)]) -> bool {
    let mut i = 0;
    while i < keys.len() {
        if !keys[i].1 {
            return false;
        }
        i += 1;
    }
    true
}

/// How a declared map is made.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Plain,
    Immutable,
    Hashed,
}

/// A ConfigMap whose keys are constants of a type. [`config_map!`](crate::config_map) and
/// [`external_config_map!`](crate::external_config_map) implement it.
///
/// A value of the type is a handle: it names the map in variables, volumes and `env_from`.
///
/// ```
/// use podwright::prelude::*;
///
/// config_map! {
///     /// What the web server reads at start.
///     pub WebConfig = "web-config" {
///         LEVEL = "level": "info",
///         ROUTES = "routes.yaml": "- /\n",
///     }
/// }
///
/// let web = Container::new(name!("web"), image!("nginx:1.27"))
///     .env(vars! { LEVEL = WebConfig::LEVEL })
///     .env_from(WebConfig)
///     .mount(WebConfig.file(WebConfig::ROUTES).at(path!("/etc/web/routes.yaml")));
/// let pod = Pod::builder(name!("web")).main(web).build()?;
/// let map = WebConfig.build()?;
/// assert_eq!(map.data.as_ref().unwrap()["level"], "info");
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/configmap/>
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a declared ConfigMap",
    label = "`config_map!` declares one",
    note = "a ConfigMap that is known at run time only is a `ConfigMapRef`, or a `ConfigMap` with its values"
)]
pub trait DeclaredConfigMap: Copy + 'static {
    /// Which values the declaration has.
    #[doc(hidden)]
    type Values: Maker;

    /// The name as it is written.
    #[doc(hidden)]
    const NAME: DnsSubdomain;

    #[doc(hidden)]
    const DATA: &'static [(&'static str, Data)];

    #[doc(hidden)]
    const FORM: Form;

    /// Who makes the map, if it is external and the declaration says so.
    const MADE_BY: Option<&'static str> = None;

    /// Returns the name of the map. That of a hashed map ends with the hash of its values.
    #[must_use]
    fn name() -> DnsSubdomain {
        Self::NAME
    }

    /// Returns a reference to the map, for what takes one. That of an external map knows that others make it.
    #[must_use]
    fn reference() -> ConfigMapRef {
        let reference = ConfigMapRef::new(Self::name());
        if Self::Values::IS_EXTERNAL {
            reference.made_elsewhere(Self::MADE_BY.map(Into::into))
        } else {
            reference
        }
    }

    /// Returns all keys as variables, to be prefixed or to be optional. `env_from` also takes the map itself.
    #[must_use]
    #[doc(alias = "envFrom")]
    fn all(self) -> EnvFrom {
        Self::reference().all()
    }

    /// Returns the volume of all keys. It is named after the map, with dashes in place of dots.
    #[must_use]
    fn volume(self) -> VolumeOf<ConfigMapSource> {
        Volume::config_map(Self::NAME.to_label(), &Self::reference())
    }

    /// Mounts all keys as files of a directory.
    #[must_use]
    #[doc(alias = "mountPath")]
    fn at(self, path: MountPath) -> Mount {
        self.volume().at(path)
    }

    /// Returns the file of one key.
    #[must_use]
    fn file(self, key: impl KeyOfConfigMap<Self>) -> File {
        File::of_config_map(self.volume().into(), Self::name().into(), key.into_key())
    }

    /// Chooses a key as a file at a path of a volume. Keys that are not chosen are left out.
    #[must_use]
    #[doc(alias = "items")]
    fn item(self, key: impl KeyOfConfigMap<Self>, path: ProjectedPath) -> ConfigMapItems<Self> {
        ConfigMapItems::new().item(key, path)
    }

    /// Chooses a key as a file with a mode of its own. Keys that are not chosen are left out.
    #[must_use]
    #[doc(alias = "items")]
    fn item_in_mode(
        self,
        key: impl KeyOfConfigMap<Self>,
        path: ProjectedPath,
        mode: FileMode,
    ) -> ConfigMapItems<Self> {
        ConfigMapItems::new().item_in_mode(key, path, mode)
    }

    /// Begins the object, for what the declaration does not have: labels, a namespace.
    #[must_use]
    fn builder(self) -> ConfigMapOf<Self>
    where
        Self::Values: OurConfigMap<Self>,
    {
        ConfigMapOf::new()
    }

    /// Gives a key its value.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// config_map!(WebConfig = "web-config" { LEVEL = "level": "info", REGION = "region" });
    ///
    /// let map = WebConfig.with(WebConfig::REGION, "eu").build()?;
    /// assert_eq!(map.data.as_ref().unwrap()["region"], "eu");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    fn with(self, key: impl FillsConfigMap<Self>, value: impl Into<String>) -> ConfigMapOf<Self>
    where
        Self::Values: OurConfigMap<Self>,
    {
        ConfigMapOf::new().with(key, value)
    }

    /// Returns the map, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the map breaks rules: its values are longer than 1 MiB in all, for example.
    fn build(self) -> Result<Valid<v1::ConfigMap>, Violations>
    where
        Self::Values: OurConfigMap<Self> + HasAllValues<Self>,
    {
        ConfigMapOf::<Self>::new().build()
    }

    /// Returns the map validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    fn build_for(self, version: KubeVersion) -> Result<Valid<v1::ConfigMap>, Violations>
    where
        Self::Values: OurConfigMap<Self> + HasAllValues<Self>,
    {
        ConfigMapOf::<Self>::new().build_for(version)
    }

    /// Returns the annotation that makes a workload replace its pods when a value changes.
    ///
    /// See [the module](crate::config#when-a-value-changes) for what to use when.
    #[must_use]
    fn checksum(self) -> Annotations
    where
        Self::Values: OurConfigMap<Self> + HasAllValues<Self>,
    {
        ConfigMapOf::<Self>::new().checksum()
    }
}

/// A Secret whose keys are constants of a type. [`secret!`](crate::secret) and
/// [`external_secret!`](crate::external_secret) implement it.
///
/// A value of the type is a handle: it names the Secret in variables, volumes and `env_from`. It never has values.
///
/// ```
/// use podwright::prelude::*;
///
/// secret! {
///     /// The account of the database.
///     pub Db = "db" { USER = "user", PASSWORD = "password" }
/// }
///
/// fn db(password: String) -> Result<Valid<v1::Secret>, Violations> {
///     Db.with(Db::USER, "app".to_owned()).with(Db::PASSWORD, password).build()
/// }
///
/// let web = Container::new(name!("web"), image!("nginx:1.27"))
///     .env(vars! { DB_PASSWORD = Db::PASSWORD })
///     .mount(Db.file(Db::USER).at(path!("/etc/db/user")));
/// assert!(Pod::builder(name!("web")).main(web).build().is_ok());
/// assert!(db("from the vault".to_owned()).is_ok());
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/secret/>
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a declared Secret",
    label = "`secret!` or `external_secret!` declares one",
    note = "a Secret that is known at run time only is a `SecretRef`, or a `Secret` with its values"
)]
pub trait DeclaredSecret: Copy + 'static {
    /// Whether the program makes the Secret.
    #[doc(hidden)]
    type Values: Maker;

    #[doc(hidden)]
    const NAME: DnsSubdomain;

    /// The keys, and whether each is optional.
    #[doc(hidden)]
    const KEYS: &'static [(&'static str, bool)];

    #[doc(hidden)]
    const IS_IMMUTABLE: bool;

    /// Who makes the Secret, if it is external and the declaration says so.
    const MADE_BY: Option<&'static str> = None;

    /// Returns the name of the Secret.
    #[must_use]
    fn name() -> DnsSubdomain {
        Self::NAME
    }

    /// Returns a reference to the Secret, for what takes one. That of an external Secret knows that others make it.
    #[must_use]
    fn reference() -> SecretRef {
        let reference = SecretRef::new(Self::name());
        if Self::Values::IS_EXTERNAL {
            reference.made_elsewhere(Self::MADE_BY.map(Into::into))
        } else {
            reference
        }
    }

    /// Returns all keys as variables, to be prefixed or to be optional. `env_from` also takes the Secret itself.
    #[must_use]
    #[doc(alias = "envFrom")]
    fn all(self) -> EnvFrom {
        Self::reference().all()
    }

    /// Returns the volume of all keys. It is named after the Secret, with dashes in place of dots.
    #[must_use]
    fn volume(self) -> VolumeOf<SecretSource> {
        Volume::secret(Self::NAME.to_label(), &Self::reference())
    }

    /// Mounts all keys as files of a directory.
    #[must_use]
    #[doc(alias = "mountPath")]
    fn at(self, path: MountPath) -> Mount {
        self.volume().at(path)
    }

    /// Returns the file of one key.
    #[must_use]
    fn file(self, key: impl KeyOfSecret<Self>) -> File {
        File::of_secret(self.volume().into(), Self::name().into(), key.into_key())
    }

    /// Chooses a key as a file at a path of a volume. Keys that are not chosen are left out.
    #[must_use]
    #[doc(alias = "items")]
    fn item(self, key: impl KeyOfSecret<Self>, path: ProjectedPath) -> SecretItems<Self> {
        SecretItems::new().item(key, path)
    }

    /// Chooses a key as a file with a mode of its own. Keys that are not chosen are left out.
    #[must_use]
    #[doc(alias = "items")]
    fn item_in_mode(
        self,
        key: impl KeyOfSecret<Self>,
        path: ProjectedPath,
        mode: FileMode,
    ) -> SecretItems<Self> {
        SecretItems::new().item_in_mode(key, path, mode)
    }

    /// Gives a key its value, which is known at run time only.
    #[must_use]
    fn with(self, key: impl FillsSecret<Self>, value: impl IntoSecretValue) -> SecretOf<Self>
    where
        Self::Values: OurSecret<Self>,
    {
        SecretOf::new().with(key, value)
    }

    /// Begins the object, for what the declaration does not have: labels, a namespace.
    #[must_use]
    fn builder(self) -> SecretOf<Self>
    where
        Self::Values: OurSecret<Self>,
    {
        SecretOf::new()
    }

    /// Returns the Secret, if it has all values. A declaration has none, so each key needs [`with`](Self::with) first.
    ///
    /// # Errors
    ///
    /// If the Secret breaks rules.
    fn build(self) -> Result<Valid<v1::Secret>, Violations>
    where
        Self::Values: OurSecret<Self> + HasAllSecretValues<Self>,
    {
        SecretOf::<Self>::new().build()
    }
}

/// An object that a macro of this module declares, as roles speak of it.
pub trait DeclaredObject {
    /// The group and the resource of its kind.
    const RESOURCE: ResourcePath;

    /// Returns the name of the object.
    fn object_name() -> DnsSubdomain;
}

impl<T: DeclaredObject> DeclaredObject for &T {
    const RESOURCE: ResourcePath = T::RESOURCE;

    fn object_name() -> DnsSubdomain {
        T::object_name()
    }
}
