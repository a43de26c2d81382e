use k8s_openapi::api::core::v1;

use super::projection;
use crate::downward::{Downward, InFiles, NamesContainer, ResourceField};
use crate::value::{ConfigKey, DnsSubdomain, FileMode, ProjectedPath};
use crate::volume::source::downward::downward_files;
use crate::volume::source::keyed::keyed_files;

/// The keys of a config map, as files of a projected volume.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::volume::source::projected::ConfigMapProjection;
/// use podwright::{config_key, dns_subdomain, sub_path};
///
/// let ca = v1::ConfigMapProjection::from(
///     ConfigMapProjection::new(dns_subdomain!("kube-root-ca.crt")).item(config_key!("ca.crt"), sub_path!("ca.crt")),
/// );
/// assert_eq!(ca.name, "kube-root-ca.crt");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigMapProjection(v1::ConfigMapProjection);

impl ConfigMapProjection {
    /// The config map of this name in the pod's namespace.
    #[must_use]
    pub fn new(name: DnsSubdomain) -> Self {
        Self(v1::ConfigMapProjection { name: name.into_string(), ..Default::default() })
    }
}

/// The keys of a secret, as files of a projected volume.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::volume::source::projected::SecretProjection;
/// use podwright::{config_key, mode, name, sub_path};
///
/// let key = v1::SecretProjection::from(
///     SecretProjection::new(name!("web-tls")).item_in_mode(config_key!("tls.key"), sub_path!("key"), mode!(0o400)),
/// );
/// assert_eq!(key.items.unwrap()[0].mode, Some(0o400));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
#[derive(Clone, Debug, PartialEq)]
pub struct SecretProjection(v1::SecretProjection);

impl SecretProjection {
    /// The secret of this name in the pod's namespace.
    #[must_use]
    pub fn new(name: DnsSubdomain) -> Self {
        Self(v1::SecretProjection { name: name.into_string(), ..Default::default() })
    }
}

/// What the pod knows of itself, as files of a projected volume.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::downward::Downward;
/// use podwright::sub_path;
/// use podwright::volume::source::projected::DownwardProjection;
///
/// let labels = v1::DownwardAPIProjection::from(
///     DownwardProjection::new().field(sub_path!("labels"), Downward::labels()),
/// );
/// assert_eq!(labels.items.unwrap()[0].path, "labels");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
#[derive(Clone, Debug, PartialEq)]
pub struct DownwardProjection(v1::DownwardAPIProjection);

impl DownwardProjection {
    /// No files yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a source is chosen, never left to a default")]
    pub fn new() -> Self {
        Self(v1::DownwardAPIProjection::default())
    }
}

keyed_files!(ConfigMapProjection);
keyed_files!(SecretProjection);
downward_files!(DownwardProjection);
projection!(ConfigMapProjection, v1::ConfigMapProjection in config_map);
projection!(SecretProjection, v1::SecretProjection in secret);
projection!(DownwardProjection, v1::DownwardAPIProjection in downward_api);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::downward::Limits;
    use crate::{config_key, mode, name, sub_path};

    #[test]
    fn keys_are_chosen_as_in_a_volume() {
        let config = ConfigMapProjection::new(name!("c"))
            .item(config_key!("a"), sub_path!("x/a"))
            .item_in_mode(config_key!("b"), sub_path!("b"), mode!(0o440))
            .optional();
        let items = json!([{ "key": "a", "path": "x/a" }, { "key": "b", "path": "b", "mode": 0o440 }]);
        assert_eq!(
            written(config),
            json!({ "configMap": { "name": "c", "items": items, "optional": true } })
        );
        let secret = SecretProjection::new(name!("s")).item(config_key!("a"), sub_path!("x/a")).optional();
        let items = json!([{ "key": "a", "path": "x/a" }]);
        assert_eq!(written(secret), json!({ "secret": { "name": "s", "items": items, "optional": true } }));
    }

    #[test]
    fn the_pod_is_described_as_in_a_volume() {
        let files = DownwardProjection::new()
            .field(sub_path!("uid"), Downward::uid())
            .resource(sub_path!("cpu"), Limits::cpu().of_container(name!("web")));
        assert_eq!(
            written(files),
            json!({ "downwardAPI": { "items": [
                { "path": "uid", "fieldRef": { "fieldPath": "metadata.uid" } },
                { "path": "cpu", "resourceFieldRef": { "containerName": "web", "resource": "limits.cpu" } },
            ] } })
        );
    }
}
