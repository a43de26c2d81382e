use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::value::{CsiDriver, DnsSubdomain};

/// A volume that a CSI driver makes for the pod and removes with it.
///
/// Drivers of persistent storage are used through a claim instead.
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
#[derive(Clone, Debug, PartialEq)]
pub struct Csi(v1::CSIVolumeSource);

impl Csi {
    /// A volume made by this driver.
    #[must_use]
    pub fn new(driver: CsiDriver) -> Self {
        Self(v1::CSIVolumeSource { driver: driver.into_string(), ..Default::default() })
    }

    /// Something that the driver is told of the volume; which, its documentation says.
    #[must_use]
    pub fn attribute(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.volume_attributes.get_or_insert_default().insert(key.into(), value.into());
        self
    }

    /// The file system to mount, such as `ext4`; the driver chooses where none is said.
    #[must_use]
    pub fn fs_type(mut self, fs_type: impl Into<String>) -> Self {
        self.0.fs_type = Some(fs_type.into());
        self
    }

    /// A secret of the pod's namespace, whose content the driver is given.
    #[must_use]
    pub fn secret(mut self, name: DnsSubdomain) -> Self {
        self.0.node_publish_secret_ref = Some(v1::LocalObjectReference { name: name.into_string() });
        self
    }

    /// No container of the pod may write to it, whatever its mount says.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.0.read_only = Some(true);
        self
    }
}

volume_source!(Csi, v1::CSIVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;

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
            .secret(crate::name!("key"))
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
