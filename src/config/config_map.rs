use k8s_openapi::ByteString;
use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::files::File;
use super::hash;
use super::key_error::KeyError;
use crate::conditional::conditional;
use crate::env::{ConfigMapKey, EnvFrom};
use crate::object::ConfigMapRef;
use crate::object::metadata::metadata_setters;
use crate::rules::{KubeVersion, Valid, Violations};
use crate::value::{Annotations, ConfigKey, DnsSubdomain, MountPath};
use crate::volume::source::ConfigMapSource;
use crate::volume::{Mount, Volume, VolumeOf};

const KIND: &str = "ConfigMap";

/// A ConfigMap whose keys are known at run time only.
///
/// [`config_map!`](crate::config_map) declares one whose keys the program knows. Then a misspelt key does not compile.
///
/// ```
/// use podwright::prelude::*;
///
/// let config = ConfigMap::new(name!("web-config"))
///     .text(config_key!("level"), "info")
///     .binary(config_key!("logo.png"), *b"\x89PNG");
/// let web = Container::new(name!("web"), image!("nginx:1.27"))
///     .env(vars! { LEVEL = config.key("level")? })
///     .mount(config.file("logo.png")?.at(path!("/srv/logo.png")));
/// let pod = Pod::builder(name!("web")).main(web).build()?;
/// let map = config.build()?;
/// assert_eq!(map.data.as_ref().unwrap()["level"], "info");
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Values are written as they are. The kubelet does not replace `$(NAME)` in them.
///
/// Source: <https://kubernetes.io/docs/concepts/configuration/configmap/>
#[derive(Clone, Debug)]
pub struct ConfigMap {
    name: DnsSubdomain,
    object: v1::ConfigMap,
}

impl ConfigMap {
    /// Creates a map without keys.
    #[must_use]
    pub fn new(name: DnsSubdomain) -> Self {
        let metadata = ObjectMeta { name: Some(name.as_str().to_owned()), ..ObjectMeta::default() };
        Self { name, object: v1::ConfigMap { metadata, ..v1::ConfigMap::default() } }
    }

    /// Adds a text. A later value of one key replaces the earlier.
    #[must_use]
    #[doc(alias = "data")]
    pub fn text(mut self, key: ConfigKey, text: impl Into<String>) -> Self {
        if let Some(binary) = &mut self.object.binary_data {
            binary.remove(key.as_str());
        }
        self.object.data.get_or_insert_default().insert(key.into(), text.into());
        self
    }

    /// Adds texts. A later value of one key replaces the earlier.
    #[must_use]
    #[doc(alias = "data")]
    pub fn texts<T: Into<String>>(self, texts: impl IntoIterator<Item = (ConfigKey, T)>) -> Self {
        texts.into_iter().fold(self, |map, (key, text)| map.text(key, text))
    }

    /// Adds bytes, which are written in base64. A later value of one key replaces the earlier.
    #[must_use]
    #[doc(alias = "binaryData")]
    pub fn binary(mut self, key: ConfigKey, bytes: impl Into<Vec<u8>>) -> Self {
        if let Some(texts) = &mut self.object.data {
            texts.remove(key.as_str());
        }
        self.object.binary_data.get_or_insert_default().insert(key.into(), ByteString(bytes.into()));
        self
    }

    /// Keeps the values from being changed. To change one, delete the map and create it again.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable>
    #[must_use]
    pub fn immutable(mut self) -> Self {
        self.object.immutable = Some(true);
        self
    }

    /// Puts ten characters of a hash of the values into the name, and makes the map immutable.
    ///
    /// A map with other values is another map, so a workload that uses it replaces its pods. The values cannot be changed after
    /// this, and handles that were taken before it name a map that nobody makes.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let routes = ConfigMap::new(name!("routes")).text(config_key!("routes.yaml"), "- /\n").hashed();
    /// assert_eq!(routes.name().as_str(), "routes-0bcf9a4750");
    /// let map = routes.build()?;
    /// assert_eq!(map.immutable, Some(true));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// See [the module](crate::config#when-a-value-changes) for what to use when.
    #[must_use]
    #[doc(alias = "immutable")]
    pub fn hashed(self) -> HashedConfigMap {
        HashedConfigMap::new(self)
    }

    metadata_setters!(labels);
    metadata_setters!(identity);
    conditional!();

    /// Changes the map by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::ConfigMap)) -> Self {
        change(&mut self.object);
        self
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.object.metadata
    }
}

/// A [`ConfigMap`] that is named by its values. [`ConfigMap::hashed`] makes it.
#[derive(Clone, Debug)]
pub struct HashedConfigMap {
    /// The name before the hash.
    base: DnsSubdomain,
    name: DnsSubdomain,
    object: v1::ConfigMap,
}

impl HashedConfigMap {
    fn new(map: ConfigMap) -> Self {
        let ConfigMap { name: base, mut object } = map;
        let name = base.suffixed(&hash::of_config_map(&object));
        object.metadata.name = Some(name.as_str().to_owned());
        object.immutable = Some(true);
        Self { base, name, object }
    }

    metadata_setters!(labels);
    metadata_setters!(identity);
    conditional!();

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.object.metadata
    }
}

/// Defines how a map is used, for both forms. `$base` is the field of the name without a hash.
macro_rules! handle {
    ($Map:ident, $base:ident) => {
        impl $Map {
            /// Returns the name of the map.
            #[must_use]
            pub fn name(&self) -> &DnsSubdomain {
                &self.name
            }

            /// Returns a reference to the map, for what takes one.
            #[must_use]
            pub fn reference(&self) -> ConfigMapRef {
                ConfigMapRef::new(self.name.clone())
            }

            /// Returns the value of one key, for a variable.
            ///
            /// # Errors
            ///
            /// If the map does not have the key, or has bytes there. The error names the keys that it has.
            #[doc(alias = "configMapKeyRef")]
            pub fn key(&self, key: &str) -> Result<ConfigMapKey, KeyError> {
                let found = self.known_key(key)?;
                match self.object.data.as_ref().is_some_and(|texts| texts.contains_key(key)) {
                    true => Ok(self.reference().key(found)),
                    false => Err(KeyError::binary(KIND, self.name.as_str(), key)),
                }
            }

            /// Returns the file of one key.
            ///
            /// # Errors
            ///
            /// If the map does not have the key. The error names the keys that it has.
            pub fn file(&self, key: &str) -> Result<File, KeyError> {
                let key = self.known_key(key)?;
                Ok(File::of_config_map(self.volume().into(), self.name.clone().into(), key))
            }

            fn known_key(&self, key: &str) -> Result<ConfigKey, KeyError> {
                let texts = self.object.data.iter().flat_map(|texts| texts.keys());
                let mut keys = texts.chain(self.object.binary_data.iter().flat_map(|bytes| bytes.keys()));
                match key.parse() {
                    Ok(found) if keys.clone().any(|other| other == key) => Ok(found),
                    _ => Err(KeyError::missing(KIND, self.name.as_str(), key, &mut keys)),
                }
            }

            /// Returns all keys as variables, to be prefixed or to be optional. `env_from` also takes the map itself.
            #[must_use]
            #[doc(alias = "envFrom")]
            pub fn all(&self) -> EnvFrom {
                self.reference().all()
            }

            /// Returns the volume of all keys. It is named after the map, with dashes in place of dots.
            #[must_use]
            pub fn volume(&self) -> VolumeOf<ConfigMapSource> {
                Volume::config_map(self.$base.to_label(), &self.reference())
            }

            /// Mounts all keys as files of a directory.
            #[must_use]
            #[doc(alias = "mountPath")]
            pub fn at(&self, path: MountPath) -> Mount {
                self.volume().at(path)
            }

            /// Returns the annotation that makes a workload replace its pods when a value changes.
            ///
            /// See [the module](crate::config#when-a-value-changes) for what to use when.
            #[must_use]
            pub fn checksum(&self) -> Annotations {
                hash::annotation("configmap", &self.$base, hash::of_config_map(&self.object))
            }

            /// Returns the map, as one that the API server accepts, or every rule that it breaks.
            ///
            /// # Errors
            ///
            /// If the map breaks rules: its values are longer than 1 MiB in all, for example.
            pub fn build(self) -> Result<Valid<v1::ConfigMap>, Violations> {
                self.build_for(KubeVersion::ENABLED)
            }

            /// Returns the map validated for a cluster of another version than the one that is enabled.
            ///
            /// # Errors
            ///
            /// As of [`build`](Self::build).
            pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::ConfigMap>, Violations> {
                let mut object = self.object;
                // Moving keys from one list to the other leaves an empty list.
                object.data = object.data.filter(|texts| !texts.is_empty());
                object.binary_data = object.binary_data.filter(|bytes| !bytes.is_empty());
                Valid::build(object, None, version, crate::rules::Findings::new())
            }
        }
    };
}

handle!(ConfigMap, name);
handle!(HashedConfigMap, base);
