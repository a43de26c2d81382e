use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::object::SecretRef;
use crate::value::CsiDriver;
use crate::volume::VolumeOf;
use crate::volume::setters::setters;

/// A volume that a CSI driver makes for the pod and removes with it.
///
/// Use drivers of persistent storage through a claim instead.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::value::CsiDriver;
/// use podwright::volume::source::Csi;
///
/// const SECRETS_STORE: CsiDriver = CsiDriver::literal("secrets-store.csi.k8s.io");
///
/// let csi = v1::CSIVolumeSource::from(
///     Csi::new(SECRETS_STORE).attribute("secretProviderClass", "vault").read_only(),
/// );
/// assert_eq!(csi.driver, "secrets-store.csi.k8s.io");
/// assert_eq!(csi.volume_attributes.unwrap()["secretProviderClass"], "vault");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#csi-ephemeral-volumes>
#[doc(alias = "CSIVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct Csi(v1::CSIVolumeSource);

impl Csi {
    /// Creates a source from a driver.
    #[must_use]
    #[inline]
    pub fn new(driver: CsiDriver) -> Self {
        Self(v1::CSIVolumeSource { driver: driver.into_string(), ..Default::default() })
    }
}

setters! {
    v1::CSIVolumeSource, [Csi, VolumeOf<Csi>] {
        /// Adds an attribute of the volume for the driver. The driver's documentation lists them.
        #[doc(alias = "volumeAttributes")]
        fn attribute(csi, key: impl Into<String>, value: impl Into<String>) {
            csi.volume_attributes.get_or_insert_default().insert(key.into(), value.into());
        }

        /// Sets the file system to mount, such as `ext4`. Defaults to the driver's choice.
        fn fs_type(csi, fs_type: impl Into<String>) {
            csi.fs_type = Some(fs_type.into());
        }

        /// Sets the secret in the pod's namespace whose content the driver is given.
        #[doc(alias = "nodePublishSecretRef")]
        #[inline]
        fn secret(csi, secret: &SecretRef) {
            let name = secret.to_name();
            csi.node_publish_secret_ref = Some(v1::LocalObjectReference { name });
        }

        /// Keeps all containers of the pod from writing to it, whatever their mounts ask for.
        #[inline]
        fn read_only(csi) {
            csi.read_only = Some(true);
        }
    }
}

volume_source!(Csi, v1::CSIVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::object::SecretRef;

    const DRIVER: CsiDriver = CsiDriver::literal("csi.example.com");

    #[test]
    fn a_driver_is_enough() {
        assert_eq!(written(Csi::new(DRIVER)), json!({ "csi": { "driver": "csi.example.com" } }));
    }

    #[test]
    fn everything_is_written() {
        let csi = Csi::new(DRIVER)
            .attribute("a", "1")
            .attribute("b", "2")
            .fs_type("xfs")
            .secret(&SecretRef::new(crate::name!("key")))
            .read_only();
        assert_eq!(
            written(csi),
            json!({ "csi": {
                "driver": "csi.example.com",
                "volumeAttributes": { "a": "1", "b": "2" },
                "fsType": "xfs",
                "nodePublishSecretRef": { "name": "key" },
                "readOnly": true,
            } })
        );
    }
}
