use k8s_openapi::api::core::v1;

use super::volume_source;
use crate::value::{HugePageSize, Memory};

/// A directory that is empty when the pod starts and gone when the pod is.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::Memory;
/// use podwright::volume::source::EmptyDir;
///
/// let scratch = v1::EmptyDirVolumeSource::from(EmptyDir::new().size_limit(Memory::mib(256)));
/// assert_eq!(scratch.size_limit.unwrap().0, "256Mi");
///
/// let shm = v1::EmptyDirVolumeSource::from(EmptyDir::in_memory());
/// assert_eq!(shm.medium.as_deref(), Some("Memory"));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#emptydir>
#[derive(Clone, Debug, PartialEq)]
pub struct EmptyDir(v1::EmptyDirVolumeSource);

impl EmptyDir {
    /// A directory on the storage of the node.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a source is chosen, never left to a default")]
    pub fn new() -> Self {
        Self(v1::EmptyDirVolumeSource::default())
    }

    /// A directory in the memory of the node, which counts as memory of the container that writes to it.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::on("Memory".to_owned())
    }

    /// A directory on huge pages, of the one size that the containers of the pod ask for.
    #[must_use]
    pub fn on_huge_pages() -> Self {
        Self::on("HugePages".to_owned())
    }

    /// A directory on huge pages of this size, which is needed where the containers of the pod ask for several.
    #[must_use]
    pub fn on_huge_pages_of(size: HugePageSize) -> Self {
        Self::on(format!("HugePages-{size}"))
    }

    /// How much may be in it before the pod is evicted, in memory before a write fails.
    #[must_use]
    pub fn size_limit(mut self, limit: Memory) -> Self {
        self.0.size_limit = Some(limit.into());
        self
    }

    fn on(medium: String) -> Self {
        Self(v1::EmptyDirVolumeSource { medium: Some(medium), ..Default::default() })
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
        for (source, medium) in [
            (EmptyDir::in_memory(), "Memory"),
            (EmptyDir::on_huge_pages(), "HugePages"),
            (EmptyDir::on_huge_pages_of(HugePageSize::SIZE_2MI), "HugePages-2Mi"),
            (EmptyDir::on_huge_pages_of(HugePageSize::SIZE_1GI), "HugePages-1Gi"),
        ] {
            assert_eq!(written(source), json!({ "emptyDir": { "medium": medium } }));
        }
    }

    #[test]
    fn sizes_are_canonical() {
        let source = EmptyDir::in_memory().size_limit(Memory::mib(1024));
        assert_eq!(written(source), json!({ "emptyDir": { "medium": "Memory", "sizeLimit": "1Gi" } }));
    }

    #[test]
    fn raw_edits_the_struct() {
        let source = EmptyDir::new().raw(|dir| dir.medium = Some("Memory".to_owned()));
        assert_eq!(source, EmptyDir::in_memory());
    }
}
