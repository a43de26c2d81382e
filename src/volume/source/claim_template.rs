use super::{
    AnySource, BlockSource, DeviceMode, DirectoryMode, DirectorySource, Filesystem, VolumeSource, sealed,
};
use crate::value::DnsLabel;
use crate::volume::{BlockVolume, BlockVolumeOf, Claim, IntoClaim, Volume, VolumeOf};

/// A claim that a StatefulSet makes for each of its pods, and keeps when the pod is replaced.
///
/// Only a StatefulSet takes a volume of it: it collects the claims of all mounts.
///
/// ```
/// use podwright::prelude::*;
///
/// shared_volume!(Data = "data", ClaimTemplate::new(Claim::new(Storage::gib(10))));
///
/// let template = PodTemplate::builder()
///     .init(InitContainer::new(name!("restore"), image!("acme/restore:1")).share(Data.at(path!("/data"))))
///     .main(Container::new(name!("db"), image!("postgres:17")).share(Data.at(path!("/var/lib/postgresql"))));
/// let db = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), template).build()?;
/// let claims = db.spec.volume_claim_templates.as_ref().unwrap();
/// assert_eq!(claims[0].metadata.name.as_deref(), Some("data"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates>
#[doc(alias = "volumeClaimTemplates")]
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimTemplate<Mode = Filesystem>(Claim<Mode>);

impl<Mode> ClaimTemplate<Mode> {
    /// Makes a claim the template of the claims of a StatefulSet's pods.
    #[must_use]
    pub fn new(claim: Claim<Mode>) -> Self {
        Self(claim)
    }
}

impl<Mode> sealed::Sealed for ClaimTemplate<Mode> {}

impl<Mode> VolumeSource for ClaimTemplate<Mode> {
    fn into_source(self) -> AnySource {
        AnySource::ClaimTemplate(Box::new(self.0.into()))
    }
}

impl<Mode: DirectoryMode> DirectorySource for ClaimTemplate<Mode> {}

impl<Mode: DeviceMode> BlockSource for ClaimTemplate<Mode> {}

/// # Claims of a StatefulSet
impl Volume {
    /// Creates a volume of storage that a StatefulSet claims for each of its pods. Only a StatefulSet takes it.
    ///
    /// The name of a claim is that of the volume, the StatefulSet and the number of the pod: `data-db-0`.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let data = Volume::claim_template(name!("data"), Claim::new(Storage::gib(10)).storage_class(name!("fast")));
    /// let db = Container::new(name!("db"), image!("postgres:17")).mount(data.at(path!("/var/lib/postgresql")));
    /// let db = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), PodTemplate::builder().main(db)).build()?;
    /// let claim = db.spec.volume_claim_templates.as_ref().unwrap()[0].spec.as_ref().unwrap();
    /// assert_eq!(claim.storage_class_name.as_deref(), Some("fast"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "volumeClaimTemplates")]
    pub fn claim_template(name: DnsLabel, claim: impl IntoClaim) -> VolumeOf<ClaimTemplate> {
        VolumeOf::of(name, ClaimTemplate::new(claim.into_claim()))
    }
}

/// # Claims of a StatefulSet
impl BlockVolume {
    /// Creates a block volume of a device that a StatefulSet claims for each of its pods. Only a StatefulSet takes it.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let disk = BlockVolume::claim_template(name!("disk"), Claim::new(Storage::gib(10)));
    /// let db = Container::new(name!("db"), image!("acme/db:1")).device(disk.device(path!("/dev/xvda")));
    /// let db = StatefulSet::new(name!("db"), &ServiceRef::literal("db"), PodTemplate::builder().main(db)).build()?;
    /// let claim = db.spec.volume_claim_templates.as_ref().unwrap()[0].spec.as_ref().unwrap();
    /// assert_eq!(claim.volume_mode.as_deref(), Some("Block"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    #[doc(alias = "volumeClaimTemplates")]
    pub fn claim_template(
        name: DnsLabel,
        claim: impl IntoClaim,
    ) -> BlockVolumeOf<ClaimTemplate<super::Block>> {
        Self::new(name, ClaimTemplate::new(claim.into_claim().block()))
    }
}
