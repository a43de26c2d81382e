use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::value::{HugePageSize, Memory};
use crate::volume::VolumeOf;
use crate::volume::setters::setters;

/// A directory that is empty when the pod starts and removed with the pod.
///
/// ```
/// use podwright::prelude::*;
///
/// let scratch = v1::EmptyDirVolumeSource::from(EmptyDir::new().size_limit(Memory::mib(256)));
/// assert_eq!(scratch.size_limit.unwrap().0, "256Mi");
///
/// let shm = v1::EmptyDirVolumeSource::from(EmptyDir::new().medium(StorageMedium::Memory));
/// assert_eq!(shm.medium.as_deref(), Some("Memory"));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#emptydir>
#[doc(alias = "EmptyDirVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct EmptyDir(v1::EmptyDirVolumeSource);

/// Where an [`EmptyDir`] keeps its files, if not on the storage of the node.
///
/// ```
/// use podwright::prelude::*;
///
/// let pages = EmptyDir::new().medium(StorageMedium::HugePagesOf(HugePageSize::SIZE_2MI));
/// assert_eq!(v1::EmptyDirVolumeSource::from(pages).medium.as_deref(), Some("HugePages-2Mi"));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#emptydir>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StorageMedium {
    /// The memory of the node. The files count as memory of the container that writes them.
    Memory,
    /// Huge pages, of the one size that the containers of the pod request.
    HugePages,
    /// Huge pages of this size. Use it if the containers of the pod request several sizes.
    HugePagesOf(HugePageSize),
}

impl EmptyDir {
    /// Creates a directory on the storage of the node.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a source is chosen, never left to a default")]
    #[inline]
    pub fn new() -> Self {
        Self(v1::EmptyDirVolumeSource::default())
    }
}

setters! {
    v1::EmptyDirVolumeSource, [EmptyDir, VolumeOf<EmptyDir>] {
        /// Sets where the files are kept. Defaults to the storage of the node.
        #[inline]
        fn medium(dir, medium: StorageMedium) {
            dir.medium = Some(match medium {
                StorageMedium::Memory => "Memory".to_owned(),
                StorageMedium::HugePages => "HugePages".to_owned(),
                StorageMedium::HugePagesOf(size) => format!("HugePages-{size}"),
            });
        }

        /// Sets the total size of the files. The kubelet evicts a pod that exceeds it; in memory, a write fails first.
        #[inline]
        fn size_limit(dir, limit: Memory) {
            dir.size_limit = Some(limit.into());
        }
    }
}

volume_source!(EmptyDir, v1::EmptyDirVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;

    #[test]
    fn a_plain_one_is_an_empty_object() {
        assert_eq!(written(EmptyDir::new()), json!({ "emptyDir": {} }));
    }

    #[test]
    fn media_have_kubernetes_names() {
        for (medium, word) in [
            (StorageMedium::Memory, "Memory"),
            (StorageMedium::HugePages, "HugePages"),
            (StorageMedium::HugePagesOf(HugePageSize::SIZE_2MI), "HugePages-2Mi"),
            (StorageMedium::HugePagesOf(HugePageSize::SIZE_1GI), "HugePages-1Gi"),
        ] {
            assert_eq!(written(EmptyDir::new().medium(medium)), json!({ "emptyDir": { "medium": word } }));
        }
    }

    #[test]
    fn sizes_are_canonical() {
        let source = EmptyDir::new().medium(StorageMedium::Memory).size_limit(Memory::mib(1024));
        assert_eq!(written(source), json!({ "emptyDir": { "medium": "Memory", "sizeLimit": "1Gi" } }));
    }

    #[test]
    fn raw_edits_the_struct() {
        let source = EmptyDir::new().raw(|dir| dir.medium = Some("Memory".to_owned()));
        assert_eq!(source, EmptyDir::new().medium(StorageMedium::Memory));
    }
}
