use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::value::Image;
use crate::value::pull_policy::PullPolicy;

/// The content of an image or artifact from a registry, as a directory that cannot be written to.
///
/// It is pulled with the pod's pull secrets, as the images of containers are. Clusters offer it from Kubernetes 1.35
/// on, older ones only where it was switched on.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::image;
/// use podwright::container::PullPolicy;
/// use podwright::volume::source::ImageVolume;
///
/// let model = ImageVolume::new(image!("registry.example.com/models/small:3")).pull_policy(PullPolicy::IfNotPresent);
/// let model = v1::ImageVolumeSource::from(model);
/// assert_eq!(model.reference.as_deref(), Some("registry.example.com/models/small:3"));
/// assert_eq!(model.pull_policy.as_deref(), Some("IfNotPresent"));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#image>
#[derive(Clone, Debug, PartialEq)]
pub struct ImageVolume(v1::ImageVolumeSource);

impl ImageVolume {
    /// The content of this image.
    #[must_use]
    pub fn new(reference: Image) -> Self {
        Self(v1::ImageVolumeSource { reference: Some(reference.into_string()), pull_policy: None })
    }

    /// When the kubelet pulls it.
    #[must_use]
    pub fn pull_policy(mut self, policy: PullPolicy) -> Self {
        self.0.pull_policy = Some(policy.into());
        self
    }
}

volume_source!(ImageVolume, v1::ImageVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::image;

    #[test]
    fn images_are_written_by_reference() {
        let volume = ImageVolume::new(image!("example.com/model:1"));
        assert_eq!(written(volume.clone()), json!({ "image": { "reference": "example.com/model:1" } }));
        for &policy in PullPolicy::ALL {
            assert_eq!(
                written(volume.clone().pull_policy(policy)),
                json!({ "image": { "reference": "example.com/model:1", "pullPolicy": policy.as_str() } })
            );
        }
    }
}
