use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::object::{ConfigMapRef, SecretRef};
use crate::volume::VolumeOf;
use crate::volume::volume::Externals;

/// The keys of a config map as files.
///
/// Each key is a file of its name, unless items choose among the keys.
///
/// ```
/// use podwright::prelude::*;
///
/// let config = ConfigMapSource::new(&ConfigMapRef::new(name!("web-config")))
///     .item(config_key!("nginx.conf"), sub_path!("conf.d/web.conf"));
/// let config = v1::ConfigMapVolumeSource::from(config);
/// assert_eq!(config.name, "web-config");
/// assert_eq!(config.items.unwrap()[0].path, "conf.d/web.conf");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#configmap>
#[doc(alias = "ConfigMapVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigMapSource(v1::ConfigMapVolumeSource, Externals);

impl ConfigMapSource {
    /// Creates a source from a config map in the pod's namespace.
    #[must_use]
    #[inline]
    pub fn new(config_map: &ConfigMapRef) -> Self {
        let name = config_map.to_name();
        let externals = Externals::of(config_map.to_external());
        Self(v1::ConfigMapVolumeSource { name, ..Default::default() }, externals)
    }
}

/// The keys of a secret as files, in the memory of the node.
///
/// Each key is a file of its name, unless items choose among the keys.
///
/// ```
/// use podwright::prelude::*;
///
/// let tls = SecretSource::new(&SecretRef::new(name!("web-tls"))).default_mode(mode!(0o400));
/// let tls = v1::SecretVolumeSource::from(tls);
/// assert_eq!(tls.secret_name.as_deref(), Some("web-tls"));
/// assert_eq!(tls.default_mode, Some(0o400));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#secret>
#[doc(alias = "SecretVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct SecretSource(v1::SecretVolumeSource, Externals);

impl SecretSource {
    /// Creates a source from a secret in the pod's namespace.
    #[must_use]
    #[doc(alias = "secretName")]
    #[inline]
    pub fn new(secret: &SecretRef) -> Self {
        let secret_name = Some(secret.to_name());
        let externals = Externals::of(secret.to_external());
        Self(v1::SecretVolumeSource { secret_name, ..Default::default() }, externals)
    }
}

/// Defines the choice of keys. Config maps and secrets have it as volumes and as parts of a projected volume.
macro_rules! keyed_files {
    ($Struct:ty, $holders:tt) => {
        $crate::volume::setters::setters! {
            $Struct, $holders {
                /// Adds a file at this path with the content of this key. Keys without an item are left out.
                #[doc(alias = "items")]
                #[doc(alias = "KeyToPath")]
                #[inline]
                fn item(files, key: $crate::value::ConfigKey, path: $crate::value::ProjectedPath) {
                    let (key, path) = (key.into(), path.into());
                    let item = v1::KeyToPath { key, path, ..Default::default() };
                    files.items.get_or_insert_default().push(item);
                }

                /// Adds a file with a mode of its own. Keys without an item are left out.
                #[doc(alias = "items")]
                #[inline]
                fn item_in_mode(
                    files,
                    key: $crate::value::ConfigKey,
                    path: $crate::value::ProjectedPath,
                    mode: $crate::value::FileMode,
                ) {
                    let (key, path, mode) = (key.into(), path.into(), Some(mode.into()));
                    let item = v1::KeyToPath { key, path, mode, ..Default::default() };
                    files.items.get_or_insert_default().push(item);
                }

                /// Lets the pod start without the files if the object or a key does not exist.
                #[inline]
                fn optional(files) {
                    files.optional = Some(true);
                }
            }
        }
    };
}

/// Defines the mode of files that have none of their own.
macro_rules! default_mode {
    ($Struct:ty, $holders:tt) => {
        $crate::volume::setters::setters! {
            $Struct, $holders {
                /// Sets the mode of the files that have none of their own. Defaults to 0644.
                #[inline]
                fn default_mode(files, mode: $crate::value::FileMode) {
                    files.default_mode = Some(mode.into());
                }
            }
        }
    };
}

pub(super) use {default_mode, keyed_files};

keyed_files!(v1::ConfigMapVolumeSource, [ConfigMapSource, VolumeOf<ConfigMapSource>]);
keyed_files!(v1::SecretVolumeSource, [SecretSource, VolumeOf<SecretSource>]);
default_mode!(v1::ConfigMapVolumeSource, [ConfigMapSource, VolumeOf<ConfigMapSource>]);
default_mode!(v1::SecretVolumeSource, [SecretSource, VolumeOf<SecretSource>]);
volume_source!(ConfigMapSource, v1::ConfigMapVolumeSource, externals);
volume_source!(SecretSource, v1::SecretVolumeSource, externals);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::object::{ConfigMapRef, SecretRef};
    use crate::{config_key, mode, sub_path};

    #[test]
    fn a_name_is_enough() {
        assert_eq!(
            written(ConfigMapSource::new(&ConfigMapRef::literal("a.b"))),
            json!({ "configMap": { "name": "a.b" } })
        );
        assert_eq!(
            written(SecretSource::new(&SecretRef::literal("a.b"))),
            json!({ "secret": { "secretName": "a.b" } })
        );
    }

    #[test]
    fn items_keep_their_order_and_modes() {
        let items = json!([
            { "key": "b", "path": "x/b" },
            { "key": "a", "path": "a", "mode": 0o440 },
        ]);
        let config = ConfigMapSource::new(&ConfigMapRef::literal("c"))
            .item(config_key!("b"), sub_path!("x/b"))
            .item_in_mode(config_key!("a"), sub_path!("a"), mode!(0o440))
            .default_mode(mode!(0o600))
            .optional();
        assert_eq!(
            written(config),
            json!({ "configMap": { "name": "c", "items": items, "defaultMode": 0o600, "optional": true } })
        );
        let secret = SecretSource::new(&SecretRef::literal("s"))
            .item(config_key!("b"), sub_path!("x/b"))
            .item_in_mode(config_key!("a"), sub_path!("a"), mode!(0o440))
            .default_mode(mode!(0o600))
            .optional();
        assert_eq!(
            written(secret),
            json!({ "secret": { "secretName": "s", "items": items, "defaultMode": 0o600, "optional": true } })
        );
    }
}
