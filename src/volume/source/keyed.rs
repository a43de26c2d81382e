use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::value::{ConfigKey, DnsSubdomain, FileMode, ProjectedPath};

/// The keys of a config map as files.
///
/// Every key is a file of its name, unless items choose among them.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::volume::source::ConfigMapSource;
/// use podwright::{config_key, name, sub_path};
///
/// let config = v1::ConfigMapVolumeSource::from(
///     ConfigMapSource::new(name!("web-config")).item(config_key!("nginx.conf"), sub_path!("conf.d/web.conf")),
/// );
/// assert_eq!(config.name, "web-config");
/// assert_eq!(config.items.unwrap()[0].path, "conf.d/web.conf");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#configmap>
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigMapSource(v1::ConfigMapVolumeSource);

impl ConfigMapSource {
    /// The config map of this name in the pod's namespace.
    #[must_use]
    pub fn new(name: DnsSubdomain) -> Self {
        Self(v1::ConfigMapVolumeSource { name: name.into_string(), ..Default::default() })
    }
}

/// The keys of a secret as files, in the memory of the node.
///
/// Every key is a file of its name, unless items choose among them.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::volume::source::SecretSource;
/// use podwright::{mode, name};
///
/// let tls = v1::SecretVolumeSource::from(SecretSource::new(name!("web-tls")).default_mode(mode!(0o400)));
/// assert_eq!(tls.secret_name.as_deref(), Some("web-tls"));
/// assert_eq!(tls.default_mode, Some(0o400));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#secret>
#[derive(Clone, Debug, PartialEq)]
pub struct SecretSource(v1::SecretVolumeSource);

impl SecretSource {
    /// The secret of this name in the pod's namespace.
    #[must_use]
    pub fn new(name: DnsSubdomain) -> Self {
        Self(v1::SecretVolumeSource { secret_name: Some(name.into_string()), ..Default::default() })
    }
}

/// The choice of keys, which config maps and secrets share, as volumes and as parts of a projected volume.
macro_rules! keyed_files {
    ($Type:ident) => {
        impl $Type {
            /// Makes this key a file at this path; keys that no item names are left out.
            #[must_use]
            pub fn item(mut self, key: ConfigKey, path: ProjectedPath) -> Self {
                let item = v1::KeyToPath { key: key.into(), path: path.into(), ..Default::default() };
                self.0.items.get_or_insert_default().push(item);
                self
            }

            /// Makes this key a file at this path, with a mode of its own; keys that no item names are left out.
            #[must_use]
            pub fn item_in_mode(mut self, key: ConfigKey, path: ProjectedPath, mode: FileMode) -> Self {
                let (key, path, mode) = (key.into(), path.into(), Some(mode.into()));
                let item = v1::KeyToPath { key, path, mode, ..Default::default() };
                self.0.items.get_or_insert_default().push(item);
                self
            }

            /// The pod starts without the files where the object or a key does not exist.
            #[must_use]
            pub fn optional(mut self) -> Self {
                self.0.optional = Some(true);
                self
            }
        }
    };
}

/// The mode of files that have none of their own.
macro_rules! default_mode {
    ($Type:ident) => {
        impl $Type {
            /// The mode of the files that have none of their own; 0644 where none is said.
            #[must_use]
            pub fn default_mode(mut self, mode: FileMode) -> Self {
                self.0.default_mode = Some(mode.into());
                self
            }
        }
    };
}

pub(super) use {default_mode, keyed_files};

keyed_files!(ConfigMapSource);
keyed_files!(SecretSource);
default_mode!(ConfigMapSource);
default_mode!(SecretSource);
volume_source!(ConfigMapSource, v1::ConfigMapVolumeSource);
volume_source!(SecretSource, v1::SecretVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::{config_key, dns_subdomain, mode, name, sub_path};

    #[test]
    fn a_name_is_enough() {
        assert_eq!(
            written(ConfigMapSource::new(dns_subdomain!("a.b"))),
            json!({ "configMap": { "name": "a.b" } })
        );
        assert_eq!(
            written(SecretSource::new(dns_subdomain!("a.b"))),
            json!({ "secret": { "secretName": "a.b" } })
        );
    }

    #[test]
    fn items_keep_their_order_and_modes() {
        let items = json!([
            { "key": "b", "path": "x/b" },
            { "key": "a", "path": "a", "mode": 0o440 },
        ]);
        let config = ConfigMapSource::new(name!("c"))
            .item(config_key!("b"), sub_path!("x/b"))
            .item_in_mode(config_key!("a"), sub_path!("a"), mode!(0o440))
            .default_mode(mode!(0o600))
            .optional();
        assert_eq!(
            written(config),
            json!({ "configMap": { "name": "c", "items": items, "defaultMode": 0o600, "optional": true } })
        );
        let secret = SecretSource::new(name!("s"))
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
