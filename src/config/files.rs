//! Keys as files.

use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::declared::{DeclaredConfigMap, DeclaredSecret};
use super::key::{KeyOfConfigMap, KeyOfSecret};
use crate::value::link::ExternalName;
use crate::value::{ConfigKey, DnsLabel, FileMode, MountPath, ProjectedPath};
use crate::volume::source::projected::{IntoProjection, ProjectedSource, Projection};
use crate::volume::source::{ConfigMapSource, SecretSource};
use crate::volume::{Mount, Volume, VolumeOf};

/// A key of a ConfigMap or of a Secret as one file.
///
/// [`at`](Self::at) mounts it, and [`project`](crate::volume::source::Projected::project) puts it beside files of other
/// objects. The volume has all keys, so that two files of one map are of one volume.
///
/// A file that is mounted alone does not change when the map does, until the pod is replaced. Mount the directory if the program
/// reads the file again.
///
/// ```
/// use podwright::prelude::*;
///
/// config_map!(WebConfig = "web-config" { ROUTES = "routes.yaml": "- /\n" });
///
/// let mount: v1::VolumeMount = WebConfig.file(WebConfig::ROUTES).at(path!("/etc/web/routes.yaml")).into();
/// assert_eq!((mount.name.as_str(), mount.sub_path.as_deref()), ("web-config", Some("routes.yaml")));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath>
#[derive(Clone, Debug)]
pub struct File {
    volume: Volume,
    projection: v1::VolumeProjection,
    key: ConfigKey,
}

impl File {
    pub(super) fn of_config_map(volume: Volume, name: String, key: ConfigKey) -> Self {
        let source = v1::ConfigMapProjection { name, items: Some(vec![item(&key)]), optional: None };
        let projection = v1::VolumeProjection { config_map: Some(source), ..Default::default() };
        Self { volume, projection, key }
    }

    pub(super) fn of_secret(volume: Volume, name: String, key: ConfigKey) -> Self {
        let source = v1::SecretProjection { name, items: Some(vec![item(&key)]), optional: None };
        let projection = v1::VolumeProjection { secret: Some(source), ..Default::default() };
        Self { volume, projection, key }
    }

    /// Mounts the file at a path of the container.
    #[must_use]
    #[doc(alias = "subPath")]
    pub fn at(self, path: MountPath) -> Mount {
        let key = self.key.into_string();
        self.volume.at(path).raw(|mount| mount.sub_path = Some(key))
    }
}

impl ProjectedSource for File {}

impl IntoProjection for File {
    fn into_projection(self) -> Projection {
        let external = self.volume.externals().next().cloned();
        Projection::from(self.projection).external(external)
    }
}

fn item(key: &ConfigKey) -> v1::KeyToPath {
    v1::KeyToPath { key: key.as_str().to_owned(), path: key.as_str().to_owned(), ..Default::default() }
}

/// Defines the choice of keys of a declared object of one kind.
macro_rules! items_of {
    ($(#[$doc:meta])* $Items:ident, $Declared:ident, $KeyOf:ident, $Source:ident, v1::$Projection:ident in $field:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $Items<M> {
            source: v1::$Projection,
            /// What is known of the object, if it is made elsewhere.
            external: Option<ExternalName>,
            of: PhantomData<fn() -> M>,
        }

        impl<M: $Declared> $Items<M> {
            pub(super) fn new() -> Self {
                let source = v1::$Projection { name: M::name().into(), ..Default::default() };
                Self { source, external: M::reference().to_external(), of: PhantomData }
            }

            /// Adds a file at this path with the content of this key. Keys without an item are left out.
            #[must_use]
            #[doc(alias = "items")]
            pub fn item(self, key: impl $KeyOf<M>, path: ProjectedPath) -> Self {
                self.add(key.into_key(), path, None)
            }

            /// Adds a file with a mode of its own. Keys without an item are left out.
            #[must_use]
            #[doc(alias = "items")]
            pub fn item_in_mode(self, key: impl $KeyOf<M>, path: ProjectedPath, mode: FileMode) -> Self {
                self.add(key.into_key(), path, Some(mode.into()))
            }

            fn add(mut self, key: ConfigKey, path: ProjectedPath, mode: Option<i32>) -> Self {
                let item = v1::KeyToPath { key: key.into(), path: path.into(), mode, ..Default::default() };
                self.source.items.get_or_insert_default().push(item);
                self
            }

            /// Lets the pod start without the files if the object or a key does not exist.
            #[must_use]
            pub fn optional(mut self) -> Self {
                self.source.optional = Some(true);
                self
            }

            /// Creates a volume of these files. Name it otherwise than a volume of all keys.
            #[must_use]
            pub fn volume(self, name: DnsLabel) -> VolumeOf<$Source> {
                let (items, optional) = (self.source.items, self.source.optional);
                Volume::$field(name, &M::reference()).raw(|source| {
                    source.items = items;
                    source.optional = optional;
                })
            }
        }

        impl<M> ProjectedSource for $Items<M> {}

        impl<M> IntoProjection for $Items<M> {
            fn into_projection(self) -> Projection {
                let source = v1::VolumeProjection { $field: Some(self.source), ..Default::default() };
                Projection::from(source).external(self.external)
            }
        }
    };
}

items_of! {
    /// Some keys of a declared ConfigMap as files. [`DeclaredConfigMap::item`] makes it.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// config_map!(WebConfig = "web-config" { ROUTES = "routes.yaml": "- /\n", LEVEL = "level": "info" });
    ///
    /// let routes = WebConfig.item(WebConfig::ROUTES, sub_path!("conf.d/routes.yaml"));
    /// let volume = Volume::projected(name!("web")).project(routes.clone());
    /// assert_eq!(v1::Volume::from(volume).projected.unwrap().sources.unwrap().len(), 1);
    /// let mount = routes.volume(name!("routes")).at(path!("/etc/web"));
    /// assert_eq!(v1::VolumeMount::from(mount).name, "routes");
    /// ```
    ConfigMapItems, DeclaredConfigMap, KeyOfConfigMap, ConfigMapSource, v1::ConfigMapProjection in config_map
}

items_of! {
    /// Some keys of a declared Secret as files. [`DeclaredSecret::item`] makes it.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// external_secret!(WebTls = "web-tls" { KEY = "tls.key" });
    ///
    /// let key = WebTls.item_in_mode(WebTls::KEY, sub_path!("key.pem"), mode!(0o400)).volume(name!("tls-key"));
    /// let items = v1::Volume::from(key).secret.unwrap().items.unwrap();
    /// assert_eq!((items[0].path.as_str(), items[0].mode), ("key.pem", Some(0o400)));
    /// ```
    SecretItems, DeclaredSecret, KeyOfSecret, SecretSource, v1::SecretProjection in secret
}
