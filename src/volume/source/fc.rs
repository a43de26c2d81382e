use std::marker::PhantomData;

use k8s_openapi::api::core::v1;

use super::{sealed, volume_source};
use crate::volume::VolumeOf;
use crate::volume::setters::setters;

/// A volume of a Fibre Channel network: a unit of a target, or a volume with an identifier of its own.
///
/// The driver of the node compares worldwide names and identifiers with what it sees. Kubernetes has no grammar for
/// them.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::volume::source::Fc;
///
/// let fc = v1::FCVolumeSource::from(
///     Fc::by_target("500a0982991b8dc5", 2).target("500a0982891b8dc5").fs_type("xfs"),
/// );
/// assert_eq!(fc.target_wwns.unwrap().len(), 2);
/// assert_eq!(fc.lun, Some(2));
///
/// let fc = v1::FCVolumeSource::from(Fc::by_wwid("3600508b400105e210000900000490000"));
/// assert_eq!(fc.lun, None);
/// ```
///
/// # Types
///
/// The parameter says how the node finds the volume: by [`Targets`] or by [`Wwids`]. Users do not write it.
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#fc>
#[doc(alias = "FCVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct Fc<FoundBy = Targets>(v1::FCVolumeSource, PhantomData<FoundBy>);

/// The node finds the volume by the worldwide names of targets and the number of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Targets {}

/// The node finds the volume by its worldwide identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wwids {}

impl Fc<Targets> {
    /// Creates a source from the worldwide name of a target and the number of its logical unit, 0 to 255.
    #[must_use]
    #[doc(alias = "targetWWNs")]
    #[doc(alias = "lun")]
    pub fn by_target(wwn: impl Into<String>, lun: u8) -> Self {
        let (target_wwns, lun) = (Some(vec![wwn.into()]), Some(lun.into()));
        Self(v1::FCVolumeSource { target_wwns, lun, ..Default::default() }, PhantomData)
    }
}

impl Fc<Wwids> {
    /// Creates a source from the worldwide identifier of the volume.
    #[must_use]
    #[doc(alias = "wwids")]
    pub fn by_wwid(wwid: impl Into<String>) -> Self {
        Self(v1::FCVolumeSource { wwids: Some(vec![wwid.into()]), ..Default::default() }, PhantomData)
    }
}

impl<FoundBy> Fc<FoundBy> {
    /// Adds a target that offers the same unit.
    #[must_use]
    #[doc(alias = "targetWWNs")]
    pub fn target(mut self, wwn: impl Into<String>) -> Self
    where
        FoundBy: ByTargets,
    {
        self.0.target_wwns.get_or_insert_default().push(wwn.into());
        self
    }

    /// Adds an identifier of the same volume.
    #[must_use]
    #[doc(alias = "wwids")]
    pub fn wwid(mut self, wwid: impl Into<String>) -> Self
    where
        FoundBy: ByWwids,
    {
        self.0.wwids.get_or_insert_default().push(wwid.into());
        self
    }
}

setters! {
    v1::FCVolumeSource, [@FoundBy Fc<FoundBy>, @FoundBy VolumeOf<Fc<FoundBy>>] {
        /// Sets the file system to mount, such as `xfs`. Defaults to `ext4`.
        fn fs_type(fc, fs_type: impl Into<String>) {
            fc.fs_type = Some(fs_type.into());
        }

        /// Keeps all containers of the pod from writing to it, whatever their mounts ask for.
        #[inline]
        fn read_only(fc) {
            fc.read_only = Some(true);
        }
    }
}

/// What finds a volume by its targets.
#[diagnostic::on_unimplemented(
    message = "a Fibre Channel volume is found by its targets or by its identifiers, not by both",
    label = "this one is found by its identifiers",
    note = "`Fc::by_target(wwn, lun)` is found by its targets"
)]
pub trait ByTargets: sealed::Sealed {}

impl sealed::Sealed for Targets {}
impl ByTargets for Targets {}

/// What finds a volume by its identifiers.
#[diagnostic::on_unimplemented(
    message = "a Fibre Channel volume is found by its targets or by its identifiers, not by both",
    label = "this one is found by its targets",
    note = "`Fc::by_wwid(wwid)` is found by its identifiers"
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
            written(Fc::by_target("a", 0).target("b").read_only()),
            json!({ "fc": { "targetWWNs": ["a", "b"], "lun": 0, "readOnly": true } })
        );
    }

    #[test]
    fn identifiers_have_none() {
        assert_eq!(
            written(Fc::by_wwid("a").wwid("b").fs_type("ext4")),
            json!({ "fc": { "wwids": ["a", "b"], "fsType": "ext4" } })
        );
    }
}
