use std::fmt;

use k8s_openapi::ByteString;
use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::checksum::NoChecksum;
use super::docker_config::DockerConfig;
use super::files::File;
use super::hash;
use super::key_error::KeyError;
use super::secret_value::IntoSecretValue;
use crate::conditional::conditional;
use crate::env::{EnvFrom, SecretKey};
use crate::masked::Masked;
use crate::object::SecretRef;
use crate::object::metadata::metadata_setters;
use crate::rules::config::secret::{SERVICE_ACCOUNT_ANNOTATION, keys, types};
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::{Annotations, ConfigKey, DnsSubdomain, MountPath, SecretType};
use crate::volume::source::SecretSource;
use crate::volume::{Mount, Volume, VolumeOf};

/// A Secret with its values, which are known at run time only.
///
/// [`secret!`](crate::secret) declares one whose keys the program knows. [`external_secret!`](crate::external_secret) declares
/// one that somebody else makes.
///
/// ```
/// use podwright::prelude::*;
///
/// fn secrets(password: String) -> Result<Valid<v1::Secret>, Violations> {
///     Secret::new(name!("db")).value(config_key!("password"), password).build()
/// }
///
/// let db = secrets(String::from("hunter2"))?;
/// assert!(!format!("{db:?}").contains("hunter2"));
/// assert!(podwright::to_yaml(&db)?.contains("password: aHVudGVyMg==\n"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Values are written as `data`, in base64. The API server never returns `stringData`: a tool that compares a manifest with
/// the cluster would see a difference each time, and server-side apply would not remove a key that is no longer there.
///
/// `Debug`, errors and warnings do not show values. What writes a manifest writes them: keep such a manifest out of git.
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/secret/>
#[derive(Clone)]
pub struct Secret {
    name: DnsSubdomain,
    object: v1::Secret,
    /// The key whose value the type demands and the constructor has given.
    fixed: Option<&'static str>,
    /// The service account that the token is for.
    account: Option<String>,
}

/// Constructors, one for each type of Secret.
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/secret/#secret-types>
impl Secret {
    /// Creates a Secret without keys, of type `Opaque`.
    #[must_use]
    #[doc(alias = "Opaque")]
    pub fn new(name: DnsSubdomain) -> Self {
        let metadata = ObjectMeta { name: Some(name.as_str().to_owned()), ..ObjectMeta::default() };
        let object = v1::Secret { metadata, ..v1::Secret::default() };
        Self { name, object, fixed: None, account: None }
    }

    fn of_type(name: DnsSubdomain, secret_type: &str) -> Self {
        let mut secret = Self::new(name);
        secret.object.type_ = Some(secret_type.to_owned());
        secret
    }

    fn insert(mut self, key: impl Into<String>, value: impl IntoSecretValue) -> Self {
        let value: ByteString = value.into_secret_value().into();
        self.object.data.get_or_insert_default().insert(key.into(), value);
        self
    }

    /// Creates a Secret with a certificate and its private key, both in PEM, of type `kubernetes.io/tls`.
    ///
    /// [`Valid::warnings`] says if the two do not belong together.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let secret = Secret::tls(name!("web-tls"), "no PEM", String::from("no PEM")).build()?;
    /// assert_eq!(secret.type_.as_deref(), Some("kubernetes.io/tls"));
    /// assert_eq!(secret.warnings()[0].message(), "tls.crt holds no PEM data");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn tls(name: DnsSubdomain, certificate: impl Into<Vec<u8>>, key: impl IntoSecretValue) -> Self {
        let certificate: Vec<u8> = certificate.into();
        Self::of_type(name, types::TLS)
            .insert(keys::TLS_CERTIFICATE, certificate)
            .insert(keys::TLS_PRIVATE_KEY, key)
    }

    /// Creates a Secret with the credentials of registries, of type `kubernetes.io/dockerconfigjson`.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let token = String::from("from the vault");
    /// let pull = Secret::docker_config(name!("ghcr"), DockerConfig::new().registry("ghcr.io", "acme", token));
    /// let pod = Pod::builder(name!("web"))
    ///     .pull_secret(&pull.reference())
    ///     .main(Container::new(name!("web"), image!("ghcr.io/acme/web:1.4.2")))
    ///     .build()?;
    /// assert!(pull.build().is_ok());
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/>
    #[must_use]
    #[doc(alias = "dockerconfigjson")]
    pub fn docker_config(name: DnsSubdomain, config: DockerConfig) -> Self {
        let mut secret = Self::of_type(name, types::DOCKER_CONFIG_JSON)
            .insert(keys::DOCKER_CONFIG_JSON, config.into_json());
        secret.fixed = Some(keys::DOCKER_CONFIG_JSON);
        secret
    }

    /// Creates a Secret with a user name and a password, of type `kubernetes.io/basic-auth`.
    #[must_use]
    #[doc(alias = "basic-auth")]
    pub fn basic_auth(name: DnsSubdomain, user: impl Into<String>, password: impl IntoSecretValue) -> Self {
        let user: String = user.into();
        Self::of_type(name, types::BASIC_AUTH).insert(keys::USERNAME, user).insert(keys::PASSWORD, password)
    }

    /// Creates a Secret with a private key of SSH, of type `kubernetes.io/ssh-auth`.
    #[must_use]
    #[doc(alias = "ssh-auth")]
    pub fn ssh_auth(name: DnsSubdomain, private_key: impl IntoSecretValue) -> Self {
        Self::of_type(name, types::SSH_AUTH).insert(keys::SSH_PRIVATE_KEY, private_key)
    }

    /// Creates a Secret into which Kubernetes writes a token of a service account that does not expire.
    ///
    /// A pod gets a token that expires by itself, and
    /// [`ServiceAccountToken`](crate::volume::source::projected::ServiceAccountToken) mounts another. Use this for programs
    /// outside of the cluster only.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let token = Secret::service_account_token(name!("ci"), name!("deployer")).build()?;
    /// assert_eq!(token.metadata.annotations.as_ref().unwrap()["kubernetes.io/service-account.name"], "deployer");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "service-account-token")]
    pub fn service_account_token(name: DnsSubdomain, account: DnsSubdomain) -> Self {
        let mut secret = Self::of_type(name, types::SERVICE_ACCOUNT_TOKEN);
        secret.account = Some(account.into());
        secret
    }
}

impl Secret {
    /// Adds a value. A later value of one key replaces the earlier, except the one of a [`DockerConfig`].
    #[must_use]
    #[doc(alias = "data")]
    #[doc(alias = "stringData")]
    pub fn value(self, key: ConfigKey, value: impl IntoSecretValue) -> Self {
        if self.fixed == Some(key.as_str()) { self } else { self.insert(key, value) }
    }

    /// Adds values. A later value of one key replaces the earlier.
    #[must_use]
    #[doc(alias = "data")]
    pub fn values<V: IntoSecretValue>(self, values: impl IntoIterator<Item = (ConfigKey, V)>) -> Self {
        values.into_iter().fold(self, |secret, (key, value)| secret.value(key, value))
    }

    /// Sets the type of a Secret that [`new`](Self::new) made. Defaults to `Opaque`.
    ///
    /// A Secret of a type of Kubernetes keeps it.
    #[must_use]
    #[doc(alias = "type")]
    pub fn secret_type(mut self, secret_type: SecretType) -> Self {
        let is_of_kubernetes = |given: &String| given.starts_with("kubernetes.io/");
        if !self.object.type_.as_ref().is_some_and(is_of_kubernetes) {
            self.object.type_ = Some(secret_type.into());
        }
        self
    }

    /// Keeps the values from being changed. To change one, delete the Secret and create it again.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/secret/#secret-immutable>
    #[must_use]
    pub fn immutable(mut self) -> Self {
        self.object.immutable = Some(true);
        self
    }

    metadata_setters!(labels);
    metadata_setters!(identity);
    conditional!();

    /// Changes the Secret by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::Secret)) -> Self {
        change(&mut self.object);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.object.metadata
    }
}

/// The Secret as a handle.
impl Secret {
    /// Returns the name of the Secret.
    #[must_use]
    pub fn name(&self) -> &DnsSubdomain {
        &self.name
    }

    /// Returns a reference to the Secret, for what takes one.
    #[must_use]
    pub fn reference(&self) -> SecretRef {
        SecretRef::new(self.name.clone())
    }

    /// Returns the value of one key, for a variable. It is a reference: the value itself stays here.
    ///
    /// # Errors
    ///
    /// If the Secret does not have the key. The error names the keys that it has.
    #[doc(alias = "secretKeyRef")]
    pub fn key(&self, key: &str) -> Result<SecretKey, KeyError> {
        Ok(self.reference().key(self.known_key(key)?))
    }

    /// Returns the file of one key.
    ///
    /// # Errors
    ///
    /// If the Secret does not have the key. The error names the keys that it has.
    pub fn file(&self, key: &str) -> Result<File, KeyError> {
        let key = self.known_key(key)?;
        Ok(File::of_secret(self.volume().into(), self.name.clone().into(), key))
    }

    fn known_key(&self, key: &str) -> Result<ConfigKey, KeyError> {
        let data = self.object.data.iter().flat_map(|data| data.keys());
        let mut keys = data.chain(self.object.string_data.iter().flat_map(|texts| texts.keys()));
        match key.parse() {
            Ok(found) if keys.clone().any(|other| other == key) => Ok(found),
            _ => Err(KeyError::missing("Secret", self.name.as_str(), key, &mut keys)),
        }
    }

    /// Returns all keys as variables, to be prefixed or to be optional. `env_from` also takes the Secret itself.
    #[must_use]
    #[doc(alias = "envFrom")]
    pub fn all(&self) -> EnvFrom {
        self.reference().all()
    }

    /// Returns the volume of all keys. It is named after the Secret, with dashes in place of dots.
    #[must_use]
    pub fn volume(&self) -> VolumeOf<SecretSource> {
        Volume::secret(self.name.to_label(), &self.reference())
    }

    /// Mounts all keys as files of a directory.
    #[must_use]
    #[doc(alias = "mountPath")]
    pub fn at(&self, path: MountPath) -> Mount {
        self.volume().at(path)
    }

    /// Returns the annotation that makes a workload replace its pods when a value changes.
    ///
    /// Whoever reads the pods reads the checksum. `key` keeps them from guessing the values: it is a secret of at least 16
    /// random bytes, which stays the same and stands in no manifest.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let db = |password: &str| Secret::new(name!("db")).value(config_key!("password"), password.to_owned());
    /// let key = b"from the vault, 32 random bytes.";
    /// assert_ne!(db("a").keyed_checksum(key), db("b").keyed_checksum(key));
    /// ```
    #[must_use]
    pub fn keyed_checksum(&self, key: &[u8]) -> Annotations {
        hash::annotation("secret", &self.name, hash::of_secret(key, &self.object))
    }

    #[doc(hidden)]
    #[must_use]
    pub fn checksum(&self) -> Annotations
    where
        for<'a> (): NoChecksum<Self>,
    {
        Annotations::new()
    }

    /// Returns the Secret, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the Secret breaks rules. The error has all of them, and no value.
    pub fn build(self) -> Result<Valid<v1::Secret>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the Secret validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::Secret>, Violations> {
        let mut object = self.object;
        if let Some(account) = self.account {
            let annotations = object.metadata.annotations.get_or_insert_default();
            annotations.insert(SERVICE_ACCOUNT_ANNOTATION.to_owned(), account);
        }
        Valid::build(object, None, version, Findings::new())
    }
}

/// Shows the keys and not the values.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Masked(&self.object).fmt(f)
    }
}
