use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::value::HostPath;
use crate::value::words::HostPathType;
use crate::volume::VolumeOf;
use crate::volume::setters::setters;

/// A file or a directory of the node.
///
/// It outlives the pod and differs from node to node. A container that can write to it may gain control of the node.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::path;
/// use podwright::volume::source::{HostPathSource, HostPathType};
///
/// let logs = HostPathSource::new(path!("/var/log")).of_type(HostPathType::Directory);
/// assert_eq!(v1::HostPathVolumeSource::from(logs).type_.as_deref(), Some("Directory"));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#hostpath>
#[doc(alias = "HostPathVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct HostPathSource(v1::HostPathVolumeSource);

impl HostPathSource {
    /// Creates a source from a path of the node, whatever is there.
    #[must_use]
    pub fn new(path: HostPath) -> Self {
        Self(v1::HostPathVolumeSource { path: path.into_string(), type_: None })
    }
}

setters! {
    v1::HostPathVolumeSource, [HostPathSource, VolumeOf<HostPathSource>] {
        /// Sets what must be at the path before the pod starts, or is created there. Defaults to no check.
        #[doc(alias = "type")]
        fn of_type(host_path, host_path_type: HostPathType) {
            host_path.type_ = Some(host_path_type.into());
        }
    }
}

volume_source!(HostPathSource, v1::HostPathVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::path;

    #[test]
    fn a_path_is_enough() {
        assert_eq!(
            written(HostPathSource::new(path!("/dev/kvm"))),
            json!({ "hostPath": { "path": "/dev/kvm" } })
        );
    }

    #[test]
    fn each_type_is_written_and_read() {
        for &host_path_type in HostPathType::ALL {
            let source = HostPathSource::new(path!("/a")).of_type(host_path_type);
            assert_eq!(
                written(source),
                json!({ "hostPath": { "path": "/a", "type": host_path_type.as_str() } })
            );
            assert_eq!(host_path_type.as_str().parse(), Ok(host_path_type));
        }
    }
}
