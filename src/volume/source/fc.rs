use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::{sealed, volume_source};

/// A volume of a Fibre Channel network: a unit of a target, or a volume by its own identifier.
///
/// Worldwide names and identifiers are texts that the driver of the node compares with what it sees; Kubernetes
/// has no grammar for them.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::volume::source::Fc;
///
/// let fc = v1::FCVolumeSource::from(
///     Fc::target("500a0982991b8dc5", 2).add_target("500a0982891b8dc5").fs_type("xfs"),
/// );
/// assert_eq!(fc.target_wwns.unwrap().len(), 2);
/// assert_eq!(fc.lun, Some(2));
///
/// let fc = v1::FCVolumeSource::from(Fc::wwid("3600508b400105e210000900000490000"));
/// assert_eq!(fc.lun, None);
/// ```
///
/// # Types
///
/// The parameter says how the volume is found, [`Targets`] or [`Wwids`], and is never written.
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#fc>
#[derive(Clone, Debug, PartialEq)]
pub struct Fc<FoundBy = Targets>(v1::FCVolumeSource, PhantomData<FoundBy>);

/// Found by the worldwide names of targets and the number of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Targets {}

/// Found by the worldwide identifiers of the volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wwids {}

impl Fc<Targets> {
    /// The logical unit of this number, 0 to 255, of the target with this worldwide name.
    #[must_use]
    pub fn target(wwn: impl Into<String>, lun: u8) -> Self {
        let (target_wwns, lun) = (Some(vec![wwn.into()]), Some(lun.into()));
        Self(v1::FCVolumeSource { target_wwns, lun, ..Default::default() }, PhantomData)
    }
}

impl Fc<Wwids> {
    /// The volume with this worldwide identifier.
    #[must_use]
    pub fn wwid(wwid: impl Into<String>) -> Self {
        Self(v1::FCVolumeSource { wwids: Some(vec![wwid.into()]), ..Default::default() }, PhantomData)
    }
}

impl<FoundBy> Fc<FoundBy> {
    /// One more target that offers the same unit.
    #[must_use]
    pub fn add_target(mut self, wwn: impl Into<String>) -> Self
    where
        FoundBy: ByTargets,
    {
        self.0.target_wwns.get_or_insert_default().push(wwn.into());
        self
    }

    /// One more identifier of the same volume.
    #[must_use]
    pub fn add_wwid(mut self, wwid: impl Into<String>) -> Self
    where
        FoundBy: ByWwids,
    {
        self.0.wwids.get_or_insert_default().push(wwid.into());
        self
    }

    /// The file system to mount, such as `xfs`; `ext4` where none is said.
    #[must_use]
    pub fn fs_type(mut self, fs_type: impl Into<String>) -> Self {
        self.0.fs_type = Some(fs_type.into());
        self
    }

    /// No container of the pod may write to it, whatever its mount says.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.0.read_only = Some(true);
        self
    }
}

/// Ways to find a volume that take more targets.
#[diagnostic::on_unimplemented(
    message = "a Fibre Channel volume is found by its targets or by its identifiers, not by both",
    label = "this one is found by its identifiers",
    note = "`Fc::target(wwn, lun)` is found by its targets"
)]
pub trait ByTargets: sealed::Sealed {}

impl sealed::Sealed for Targets {}
impl ByTargets for Targets {}

/// Ways to find a volume that take more identifiers.
#[diagnostic::on_unimplemented(
    message = "a Fibre Channel volume is found by its targets or by its identifiers, not by both",
    label = "this one is found by its targets",
    note = "`Fc::wwid(wwid)` is found by its identifiers"
)]
pub trait ByWwids: sealed::Sealed {}

impl sealed::Sealed for Wwids {}
impl ByWwids for Wwids {}

volume_source!(Fc<FoundBy>, v1::FCVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;

    #[test]
    fn targets_have_a_unit() {
        assert_eq!(
            written(Fc::target("a", 0).add_target("b").read_only()),
            json!({ "fc": { "targetWWNs": ["a", "b"], "lun": 0, "readOnly": true } })
        );
    }

    #[test]
    fn identifiers_have_none() {
        assert_eq!(
            written(Fc::wwid("a").add_wwid("b").fs_type("ext4")),
            json!({ "fc": { "wwids": ["a", "b"], "fsType": "ext4" } })
        );
    }
}
