use k8s_openapi::api::core::v1;

use super::{IntoProjection, ProjectedSource, Projection, projection};
use crate::object::{ConfigMapRef, SecretRef};
use crate::value::link::ExternalName;
use crate::volume::source::downward::downward_files;
use crate::volume::source::keyed::keyed_files;

/// The keys of a config map, as files of a projected volume.
///
/// ```
/// use podwright::prelude::*;
///
/// const CLUSTER: ConfigMapRef = ConfigMapRef::literal("kube-root-ca.crt");
///
/// let ca = ConfigMapProjection::new(&CLUSTER).item(config_key!("ca.crt"), sub_path!("ca.crt"));
/// assert_eq!(v1::ConfigMapProjection::from(ca).name, "kube-root-ca.crt");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigMapProjection(v1::ConfigMapProjection, Option<ExternalName>);

impl ConfigMapProjection {
    /// Creates a source from a config map in the pod's namespace.
    #[must_use]
    #[inline]
    pub fn new(config_map: &ConfigMapRef) -> Self {
        let name = config_map.to_name();
        Self(v1::ConfigMapProjection { name, ..Default::default() }, config_map.to_external())
    }
}

/// The keys of a secret, as files of a projected volume.
///
/// ```
/// use podwright::prelude::*;
///
/// let key = SecretProjection::new(&SecretRef::new(name!("web-tls")))
///     .item_in_mode(config_key!("tls.key"), sub_path!("key"), mode!(0o400));
/// assert_eq!(v1::SecretProjection::from(key).items.unwrap()[0].mode, Some(0o400));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
#[derive(Clone, Debug, PartialEq)]
pub struct SecretProjection(v1::SecretProjection, Option<ExternalName>);

impl SecretProjection {
    /// Creates a source from a secret in the pod's namespace.
    #[must_use]
    #[inline]
    pub fn new(secret: &SecretRef) -> Self {
        let name = secret.to_name();
        Self(v1::SecretProjection { name, ..Default::default() }, secret.to_external())
    }
}

/// What the pod knows about itself, as files of a projected volume.
///
/// ```
/// use podwright::prelude::*;
///
/// let labels = DownwardProjection::new().field(sub_path!("labels"), Downward::labels());
/// assert_eq!(v1::DownwardAPIProjection::from(labels).items.unwrap()[0].path, "labels");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
#[doc(alias = "downwardAPI")]
#[doc(alias = "DownwardAPIProjection")]
#[derive(Clone, Debug, PartialEq)]
pub struct DownwardProjection(v1::DownwardAPIProjection);

impl DownwardProjection {
    /// Creates a source without files.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a source is chosen, never left to a default")]
    #[inline]
    pub fn new() -> Self {
        Self(v1::DownwardAPIProjection::default())
    }
}

keyed_files!(v1::ConfigMapProjection, [ConfigMapProjection]);
keyed_files!(v1::SecretProjection, [SecretProjection]);
downward_files!(v1::DownwardAPIProjection, [DownwardProjection]);
projection!(ConfigMapProjection, v1::ConfigMapProjection in config_map, external);
projection!(SecretProjection, v1::SecretProjection in secret, external);
projection!(DownwardProjection, v1::DownwardAPIProjection in downward_api);

/// Makes references projections of all keys.
macro_rules! all_keys {
    ($($Ref:ty => $Projection:ident,)+) => {
        $(
            impl ProjectedSource for $Ref {}

            impl IntoProjection for $Ref {
                #[inline]
                fn into_projection(self) -> Projection {
                    $Projection::new(&self).into_projection()
                }
            }
        )+
    };
}

all_keys! {
    ConfigMapRef => ConfigMapProjection,
    &ConfigMapRef => ConfigMapProjection,
    SecretRef => SecretProjection,
    &SecretRef => SecretProjection,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::downward::{Downward, Limits};
    use crate::object::{ConfigMapRef, SecretRef};
    use crate::{config_key, mode, name, sub_path};

    #[test]
    fn keys_are_chosen_as_in_a_volume() {
        let config = ConfigMapProjection::new(&ConfigMapRef::literal("c"))
            .item(config_key!("a"), sub_path!("x/a"))
            .item_in_mode(config_key!("b"), sub_path!("b"), mode!(0o440))
            .optional();
        let items = json!([{ "key": "a", "path": "x/a" }, { "key": "b", "path": "b", "mode": 0o440 }]);
        assert_eq!(
            written(config),
            json!({ "configMap": { "name": "c", "items": items, "optional": true } })
        );
        let secret = SecretProjection::new(&SecretRef::literal("s"))
            .item(config_key!("a"), sub_path!("x/a"))
            .optional();
        let items = json!([{ "key": "a", "path": "x/a" }]);
        assert_eq!(written(secret), json!({ "secret": { "name": "s", "items": items, "optional": true } }));
    }

    #[test]
    fn a_reference_is_projected_with_all_keys() {
        let (config, secret) = (ConfigMapRef::literal("c"), SecretRef::literal("s"));
        assert_eq!(written(&config), json!({ "configMap": { "name": "c" } }));
        assert_eq!(written(&config), written(config));
        assert_eq!(written(&secret), json!({ "secret": { "name": "s" } }));
        assert_eq!(written(&secret), written(secret));
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
