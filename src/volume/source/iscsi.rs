use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::object::SecretRef;
use crate::value::{IscsiName, IscsiPortal};
use crate::volume::VolumeOf;
use crate::volume::setters::setters;

/// A unit of an iSCSI target.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::value::{IscsiName, IscsiPortal};
/// use podwright::volume::source::{Chap, Iscsi};
///
/// const PORTAL: IscsiPortal = IscsiPortal::literal("10.0.2.15:3260");
/// const TARGET: IscsiName = IscsiName::literal("iqn.2001-04.com.example:storage.disk1");
///
/// let iscsi = v1::ISCSIVolumeSource::from(
///     Iscsi::new(PORTAL, TARGET, 0).chap(Chap::Session, &SecretRef::new(name!("chap-secret"))),
/// );
/// assert_eq!(iscsi.target_portal, "10.0.2.15:3260");
/// assert_eq!(iscsi.chap_auth_session, Some(true));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#iscsi>
#[doc(alias = "ISCSIVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct Iscsi(v1::ISCSIVolumeSource);

/// The sessions that CHAP authenticates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chap {
    /// The session in which the node finds the target.
    Discovery,
    /// The session in which the node uses the target.
    Session,
    /// Both sessions.
    DiscoveryAndSession,
}

impl Iscsi {
    /// Creates a source from a portal, the target that it offers, and the number of a logical unit, 0 to 255.
    #[must_use]
    #[doc(alias = "targetPortal")]
    #[doc(alias = "iqn")]
    #[doc(alias = "lun")]
    #[inline]
    pub fn new(portal: IscsiPortal, target: IscsiName, lun: u8) -> Self {
        Self(v1::ISCSIVolumeSource {
            target_portal: portal.into_string(),
            iqn: target.into_string(),
            lun: lun.into(),
            ..Default::default()
        })
    }
}

setters! {
    v1::ISCSIVolumeSource, [Iscsi, VolumeOf<Iscsi>] {
        /// Adds another portal that offers the target.
        #[doc(alias = "portals")]
        #[inline]
        fn portal(iscsi, portal: IscsiPortal) {
            iscsi.portals.get_or_insert_default().push(portal.into_string());
        }

        /// Sets the sessions that CHAP authenticates, and the secret in the pod's namespace with user names and
        /// passwords.
        #[doc(alias = "chapAuthDiscovery")]
        #[doc(alias = "chapAuthSession")]
        #[doc(alias = "secretRef")]
        #[inline]
        fn chap(iscsi, chap: Chap, secret: &SecretRef) {
            let (discovery, session) = match chap {
                Chap::Discovery => (Some(true), None),
                Chap::Session => (None, Some(true)),
                Chap::DiscoveryAndSession => (Some(true), Some(true)),
            };
            iscsi.chap_auth_discovery = discovery;
            iscsi.chap_auth_session = session;
            let name = secret.to_name();
            iscsi.secret_ref = Some(v1::LocalObjectReference { name });
        }

        /// Sets the file system to mount, such as `xfs`. Defaults to `ext4`.
        fn fs_type(iscsi, fs_type: impl Into<String>) {
            iscsi.fs_type = Some(fs_type.into());
        }

        /// Sets the name by which the node presents itself to the target. Defaults to that of the node.
        ///
        /// The volume's name, `:` and the portal then have at most 64 characters together.
        #[doc(alias = "initiatorName")]
        #[inline]
        fn initiator(iscsi, name: IscsiName) {
            iscsi.initiator_name = Some(name.into_string());
        }

        /// Sets the transport of the node. Defaults to TCP.
        #[doc(alias = "iscsiInterface")]
        fn interface(iscsi, interface: impl Into<String>) {
            iscsi.iscsi_interface = Some(interface.into());
        }

        /// Keeps all containers of the pod from writing to it, whatever their mounts ask for.
        #[inline]
        fn read_only(iscsi) {
            iscsi.read_only = Some(true);
        }
    }
}

volume_source!(Iscsi, v1::ISCSIVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::object::SecretRef;

    fn disk() -> Iscsi {
        Iscsi::new(IscsiPortal::literal("10.0.0.1"), IscsiName::literal("iqn.2001-04.com.example:disk"), 255)
    }

    fn secret(name: &'static str) -> SecretRef {
        SecretRef::literal(name)
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
            .portal(IscsiPortal::literal("10.0.0.2:3260"))
            .chap(Chap::DiscoveryAndSession, &secret("chap"))
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
        let iscsi = written(disk().chap(Chap::Discovery, &secret("a")).chap(Chap::Session, &secret("b")));
        assert_eq!(iscsi["iscsi"]["chapAuthDiscovery"], json!(null));
        assert_eq!(iscsi["iscsi"]["chapAuthSession"], json!(true));
        assert_eq!(iscsi["iscsi"]["secretRef"]["name"], json!("b"));
    }
}
