use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::Claim;
use crate::conditional::conditional;
use crate::object::ClaimRef;
use crate::object::metadata::{extend, metadata_setters};
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::DnsSubdomain;

/// A persistent volume claim of its own: storage that outlives the pods that mount it.
///
/// ```
/// use podwright::prelude::*;
///
/// let models = PersistentVolumeClaim::new(name!("models"), Claim::new(Storage::gib(50)).read_write_many());
/// let data = Volume::claim(name!("data"), &models.reference());
/// let models = models.label(key!("team"), value!("ml")).build()?;
/// assert_eq!(models.spec.as_ref().unwrap().access_modes.as_ref().unwrap(), &["ReadWriteMany"]);
/// # let _ = data;
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims>
#[derive(Clone, Debug, PartialEq)]
pub struct PersistentVolumeClaim {
    name: DnsSubdomain,
    metadata: ObjectMeta,
    spec: v1::PersistentVolumeClaimSpec,
}

impl PersistentVolumeClaim {
    /// Creates a claim with this name. Labels and annotations of the claim become those of the object.
    #[must_use]
    pub fn new<Mode>(name: DnsSubdomain, claim: Claim<Mode>) -> Self {
        let v1::PersistentVolumeClaimTemplate { metadata: template, spec } = claim.into();
        let mut metadata = ObjectMeta { name: Some(name.as_str().to_owned()), ..ObjectMeta::default() };
        if let Some(template) = template {
            extend(&mut metadata.labels, template.labels.unwrap_or_default());
            extend(&mut metadata.annotations, template.annotations.unwrap_or_default());
        }
        Self { name, metadata, spec }
    }

    metadata_setters!(labels);
    metadata_setters!(identity);
    conditional!();

    /// Sets the volume that the claim binds to, one that was created by hand. Defaults to any volume that fits.
    #[must_use]
    pub fn volume_name(mut self, name: DnsSubdomain) -> Self {
        self.spec.volume_name = Some(name.into_string());
        self
    }

    /// Changes the [`v1::PersistentVolumeClaimSpec`] by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::PersistentVolumeClaimSpec)) -> Self {
        change(&mut self.spec);
        self
    }

    /// Returns the reference to the claim, for [`Volume::claim`](crate::volume::Volume::claim) and
    /// [`DataSource::claim`](crate::volume::source::DataSource::claim).
    #[must_use]
    pub fn reference(&self) -> ClaimRef {
        ClaimRef::new(self.name.clone())
    }

    /// Returns the claim, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the claim breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::PersistentVolumeClaim>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the claim validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::PersistentVolumeClaim>, Violations> {
        let claim =
            v1::PersistentVolumeClaim { metadata: self.metadata, spec: Some(self.spec), status: None };
        Valid::build(claim, None, version, Findings::new())
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }
}
