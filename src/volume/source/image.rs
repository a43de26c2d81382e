use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::value::Image;
use crate::value::words::PullPolicy;
use crate::volume::VolumeOf;
use crate::volume::setters::setters;

/// The content of an image or artifact from a registry, as a directory that containers cannot write to.
///
/// The node pulls it with the pod's pull secrets, like the images of containers. Clusters offer it from Kubernetes 1.35
/// on. Older ones accept the pod and drop the volume with its mounts, so `build()` reports it for them. If yours has the
/// feature `ImageVolume` switched on, build for 1.35 with [`build_for`](crate::pod::PodBuilder::build_for).
///
/// ```
/// use podwright::prelude::*;
///
/// let model = ImageVolume::new(image!("registry.example.com/models/small:3")).pull_policy(PullPolicy::IfNotPresent);
/// let model = v1::ImageVolumeSource::from(model);
/// assert_eq!(model.reference.as_deref(), Some("registry.example.com/models/small:3"));
/// assert_eq!(model.pull_policy.as_deref(), Some("IfNotPresent"));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#image>
#[doc(alias = "ImageVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct ImageVolume(v1::ImageVolumeSource);

impl ImageVolume {
    /// Creates a source from an image.
    #[must_use]
    #[inline]
    pub fn new(reference: Image) -> Self {
        Self(v1::ImageVolumeSource { reference: Some(reference.into_string()), pull_policy: None })
    }
}

setters! {
    v1::ImageVolumeSource, [ImageVolume, VolumeOf<ImageVolume>] {
        /// Sets when the node pulls the image. Defaults to `Always` for the tag `latest`, else to `IfNotPresent`.
        #[inline]
        fn pull_policy(image, policy: PullPolicy) {
            image.pull_policy = Some(policy.into());
        }
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
