use super::grammar::storage as grammar;
use super::text::text_value;

text_value! {
    /// The name of a CSI driver: a DNS name in any case, of at most 63 characters.
    ///
    /// ```
    /// use podwright::value::CsiDriver;
    ///
    /// const SECRETS_STORE: CsiDriver = CsiDriver::literal("secrets-store.csi.k8s.io");
    /// assert_eq!("secrets-store.csi.k8s.io".parse(), Ok(SECRETS_STORE));
    /// assert!("secrets store".parse::<CsiDriver>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#csi>
    #[doc(alias = "driver")]
    CsiDriver, grammar::csi_driver
}

text_value! {
    /// The host name or IP address of an NFS server.
    ///
    /// Not empty, no white space.
    ///
    /// ```
    /// use podwright::value::NfsServer;
    ///
    /// const FILES: NfsServer = NfsServer::literal("files.example.com");
    /// assert_eq!(FILES.as_str(), "files.example.com");
    /// assert!("".parse::<NfsServer>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#nfs>
    #[doc(alias = "server")]
    NfsServer, grammar::server
}

text_value! {
    /// An absolute path that an NFS server exports.
    ///
    /// ```
    /// use podwright::value::NfsPath;
    ///
    /// const HOMES: NfsPath = NfsPath::literal("/srv/homes");
    /// assert_eq!(HOMES.as_str(), "/srv/homes");
    /// assert!("srv/homes".parse::<NfsPath>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#nfs>
    NfsPath, grammar::export_path
}

text_value! {
    /// The address of an iSCSI target: an IP address or a host name. `:` and a port follow if the port is not the
    /// default one.
    ///
    /// Not empty, no white space.
    ///
    /// ```
    /// use podwright::value::IscsiPortal;
    ///
    /// const PORTAL: IscsiPortal = IscsiPortal::literal("10.0.2.15:3260");
    /// assert_eq!(PORTAL.as_str(), "10.0.2.15:3260");
    /// assert!("10.0.2.15 3260".parse::<IscsiPortal>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#iscsi>
    #[doc(alias = "targetPortal")]
    IscsiPortal, grammar::server
}

text_value! {
    /// The name of an iSCSI target or initiator.
    ///
    /// There are three forms: `iqn.`, year and month, a naming authority, `:` and a name; or `eui.` and 16 letters and
    /// digits; or `naa.` and 32 letters and digits.
    ///
    /// ```
    /// use podwright::value::IscsiName;
    ///
    /// const TARGET: IscsiName = IscsiName::literal("iqn.2001-04.com.example:storage.disk1");
    /// assert_eq!(TARGET.as_str(), "iqn.2001-04.com.example:storage.disk1");
    /// assert!("com.example:storage.disk1".parse::<IscsiName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#iscsi>, RFC 3720 section 3.2.6.3
    #[doc(alias = "iqn")]
    #[doc(alias = "initiatorName")]
    IscsiName, grammar::iscsi_name
}

text_value! {
    /// The kind of the object from which a claim takes its initial content: letters and digits, a letter first.
    ///
    /// ```
    /// use podwright::value::ObjectKind;
    ///
    /// const SNAPSHOT: ObjectKind = ObjectKind::literal("VolumeSnapshot");
    /// assert_eq!(SNAPSHOT.as_str(), "VolumeSnapshot");
    /// assert!("volume-snapshots".parse::<ObjectKind>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-populators-and-data-sources>
    ObjectKind, grammar::object_kind
}
