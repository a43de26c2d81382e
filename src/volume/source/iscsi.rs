use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::value::{DnsSubdomain, IscsiName, IscsiPortal};

/// A unit of an iSCSI target.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::name;
/// use podwright::value::{IscsiName, IscsiPortal};
/// use podwright::volume::source::{Chap, Iscsi};
///
/// const PORTAL: IscsiPortal = IscsiPortal::literal("10.0.2.15:3260");
/// const TARGET: IscsiName = IscsiName::literal("iqn.2001-04.com.example:storage.disk1");
///
/// let iscsi = v1::ISCSIVolumeSource::from(
///     Iscsi::new(PORTAL, TARGET, 0).chap(Chap::Session, name!("chap-secret")),
/// );
/// assert_eq!(iscsi.target_portal, "10.0.2.15:3260");
/// assert_eq!(iscsi.chap_auth_session, Some(true));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#iscsi>
#[derive(Clone, Debug, PartialEq)]
pub struct Iscsi(v1::ISCSIVolumeSource);

/// What is authenticated by CHAP: finding the target, using it, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chap {
    /// The session in which the target is found.
    Discovery,
    /// The session in which it is used.
    Session,
    /// Both of them.
    DiscoveryAndSession,
}

impl Iscsi {
    /// The logical unit of this number, 0 to 255, of a target that is reached at a portal.
    #[must_use]
    pub fn new(portal: IscsiPortal, target: IscsiName, lun: u8) -> Self {
        Self(v1::ISCSIVolumeSource {
            target_portal: portal.into_string(),
            iqn: target.into_string(),
            lun: lun.into(),
            ..Default::default()
        })
    }

    /// One more portal at which the target is reached.
    #[must_use]
    pub fn add_portal(mut self, portal: IscsiPortal) -> Self {
        self.0.portals.get_or_insert_default().push(portal.into_string());
        self
    }

    /// Authenticates by CHAP, with the user names and passwords in a secret of the pod's namespace.
    #[must_use]
    pub fn chap(mut self, chap: Chap, secret: DnsSubdomain) -> Self {
        let (discovery, session) = match chap {
            Chap::Discovery => (Some(true), None),
            Chap::Session => (None, Some(true)),
            Chap::DiscoveryAndSession => (Some(true), Some(true)),
        };
        self.0.chap_auth_discovery = discovery;
        self.0.chap_auth_session = session;
        self.0.secret_ref = Some(v1::LocalObjectReference { name: secret.into_string() });
        self
    }

    /// The file system to mount, such as `xfs`; `ext4` where none is said.
    #[must_use]
    pub fn fs_type(mut self, fs_type: impl Into<String>) -> Self {
        self.0.fs_type = Some(fs_type.into());
        self
    }

    /// The name by which the node presents itself to the target.
    ///
    /// The volume's name, `:` and the portal then have at most 64 characters together.
    #[must_use]
    pub fn initiator(mut self, name: IscsiName) -> Self {
        self.0.initiator_name = Some(name.into_string());
        self
    }

    /// The transport of the node that is used; TCP where none is said.
    #[must_use]
    pub fn interface(mut self, interface: impl Into<String>) -> Self {
        self.0.iscsi_interface = Some(interface.into());
        self
    }

    /// No container of the pod may write to it, whatever its mount says.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.0.read_only = Some(true);
        self
    }
}

volume_source!(Iscsi, v1::ISCSIVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::name;

    fn disk() -> Iscsi {
        Iscsi::new(IscsiPortal::literal("10.0.0.1"), IscsiName::literal("iqn.2001-04.com.example:disk"), 255)
    }

    #[test]
    fn a_target_is_enough() {
        assert_eq!(
            written(disk()),
            json!({ "iscsi": {
                "targetPortal": "10.0.0.1",
                "iqn": "iqn.2001-04.com.example:disk",
                "lun": 255,
            } })
        );
    }

    #[test]
    fn everything_is_written() {
        let iscsi = disk()
            .add_portal(IscsiPortal::literal("10.0.0.2:3260"))
            .chap(Chap::DiscoveryAndSession, name!("chap"))
            .fs_type("xfs")
            .initiator(IscsiName::literal("iqn.2001-04.com.example:node"))
            .interface("iser")
            .read_only();
        assert_eq!(
            written(iscsi),
            json!({ "iscsi": {
                "targetPortal": "10.0.0.1",
                "iqn": "iqn.2001-04.com.example:disk",
                "lun": 255,
                "portals": ["10.0.0.2:3260"],
                "chapAuthDiscovery": true,
                "chapAuthSession": true,
                "secretRef": { "name": "chap" },
                "fsType": "xfs",
                "initiatorName": "iqn.2001-04.com.example:node",
                "iscsiInterface": "iser",
                "readOnly": true,
            } })
        );
    }

    #[test]
    fn authentication_is_replaced_as_a_whole() {
        let iscsi = written(disk().chap(Chap::Discovery, name!("a")).chap(Chap::Session, name!("b")));
        assert_eq!(iscsi["iscsi"]["chapAuthDiscovery"], json!(null));
        assert_eq!(iscsi["iscsi"]["chapAuthSession"], json!(true));
        assert_eq!(iscsi["iscsi"]["secretRef"]["name"], json!("b"));
    }
}
