use super::volume::Volume;
use crate::value::{EnvName, SubPath};

/// A variable of a file with `NAME=value` lines, which an init container writes into an `emptyDir` volume.
///
/// [`Volume::env_file`] makes it. It adds its volume to the pod, as a mount does. Kubernetes 1.35 and later.
///
/// Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-via-file/>
#[doc(alias = "fileKeyRef")]
#[doc(alias = "FileKeySelector")]
#[derive(Clone, Debug, PartialEq)]
pub struct FileKey {
    volume: Volume,
    path: SubPath,
    key: EnvName,
    optional: bool,
}

impl FileKey {
    pub(crate) fn new(volume: Volume, path: SubPath, key: EnvName) -> Self {
        Self { volume, path, key, optional: false }
    }

    /// Lets the container start without the variable if the file or the key does not exist.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

k8s_openapi::k8s_if_ge_1_34! {
    use k8s_openapi::api::core::v1;

    impl FileKey {
        pub(crate) fn into_parts(self) -> (Volume, v1::FileKeySelector) {
            let selector = v1::FileKeySelector {
                volume_name: self.volume.name().to_owned(),
                path: self.path.into(),
                key: self.key.into(),
                optional: self.optional.then_some(true),
            };
            (self.volume, selector)
        }
    }
}
