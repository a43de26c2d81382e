use crate::value::{EnvName, SubPath};
use crate::volume::Volume;

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
    #[inline]
    pub(crate) fn new(volume: Volume, path: SubPath, key: EnvName) -> Self {
        Self { volume, path, key, optional: false }
    }

    /// Lets the container start without the variable if the file or the key does not exist.
    #[must_use]
    #[inline]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

k8s_openapi::k8s_if_ge_1_34! {
    use k8s_openapi::api::core::v1;

    use super::value::{Content, EnvValue, IntoEnvValue};

    impl IntoEnvValue for FileKey {
        #[inline]
        fn into_env_value(self) -> Option<EnvValue> {
            let selector = v1::FileKeySelector {
                volume_name: self.volume.name().to_owned(),
                path: self.path.into(),
                key: self.key.into(),
                optional: self.optional.then_some(true),
            };
            let source = v1::EnvVarSource { file_key_ref: Some(selector), ..Default::default() };
            let mut value = EnvValue::of(Content::Other(Box::new(source)));
            value.volume = Some(self.volume);
            Some(value)
        }
    }
}
