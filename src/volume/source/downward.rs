use k8s_openapi::api::core::v1;

use super::keyed::default_mode;
use super::volume_source;
use crate::downward::{Downward, InFiles, NamesContainer, ResourceField};
use crate::value::{FileMode, ProjectedPath};

/// What the pod knows of itself, as files.
///
/// The files of labels and annotations follow their changes.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::downward::{ByteUnit, Downward, Limits};
/// use podwright::volume::source::DownwardFiles;
/// use podwright::{name, sub_path};
///
/// let info = v1::DownwardAPIVolumeSource::from(
///     DownwardFiles::new()
///         .field(sub_path!("labels"), Downward::labels())
///         .resource(
///             sub_path!("memory-limit"),
///             Limits::memory().in_units_of(ByteUnit::Mebi).of_container(name!("web")),
///         ),
/// );
/// assert_eq!(info.items.unwrap().len(), 2);
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/volumes/#downwardapi>
#[derive(Clone, Debug, PartialEq)]
pub struct DownwardFiles(v1::DownwardAPIVolumeSource);

impl DownwardFiles {
    /// No files yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a source is chosen, never left to a default")]
    pub fn new() -> Self {
        Self(v1::DownwardAPIVolumeSource::default())
    }
}

/// The files, which the volume and the part of a projected volume share.
macro_rules! downward_files {
    ($Type:ident) => {
        impl $Type {
            /// A file with a field of the pod.
            #[must_use]
            pub fn field<Place: InFiles>(self, path: ProjectedPath, field: Downward<Place>) -> Self {
                self.file(path, Some(field.into()), None, None)
            }

            /// A file with a field of the pod, with a mode of its own.
            #[must_use]
            pub fn field_in_mode<Place: InFiles>(
                self,
                path: ProjectedPath,
                field: Downward<Place>,
                mode: FileMode,
            ) -> Self {
                self.file(path, Some(field.into()), None, Some(mode))
            }

            /// A file with a request or a limit of a container of the pod.
            #[must_use]
            pub fn resource<Amount, Of: NamesContainer>(
                self,
                path: ProjectedPath,
                resource: ResourceField<Amount, Of>,
            ) -> Self {
                self.file(path, None, Some(resource.into()), None)
            }

            /// A file with a request or a limit of a container of the pod, with a mode of its own.
            #[must_use]
            pub fn resource_in_mode<Amount, Of: NamesContainer>(
                self,
                path: ProjectedPath,
                resource: ResourceField<Amount, Of>,
                mode: FileMode,
            ) -> Self {
                self.file(path, None, Some(resource.into()), Some(mode))
            }

            fn file(
                mut self,
                path: ProjectedPath,
                field_ref: Option<v1::ObjectFieldSelector>,
                resource_field_ref: Option<v1::ResourceFieldSelector>,
                mode: Option<FileMode>,
            ) -> Self {
                let (path, mode) = (path.into(), mode.map(Into::into));
                let file = v1::DownwardAPIVolumeFile {
                    path,
                    field_ref,
                    resource_field_ref,
                    mode,
                    ..Default::default()
                };
                self.0.items.get_or_insert_default().push(file);
                self
            }
        }
    };
}

pub(super) use downward_files;

downward_files!(DownwardFiles);
default_mode!(DownwardFiles);
volume_source!(DownwardFiles, v1::DownwardAPIVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::downward::{Limits, Requests};
    use crate::{key, mode, name, sub_path};

    #[test]
    fn none_is_an_empty_object() {
        assert_eq!(written(DownwardFiles::new()), json!({ "downwardAPI": {} }));
    }

    #[test]
    fn fields_and_resources_are_files() {
        let files = DownwardFiles::new()
            .field(sub_path!("name"), Downward::name())
            .field_in_mode(sub_path!("annotations"), Downward::annotations(), mode!(0o400))
            .field(sub_path!("labels/app"), Downward::label(key!("app")))
            .resource(sub_path!("cpu"), Limits::cpu().in_millicores().of_container(name!("web")))
            .resource_in_mode(
                sub_path!("memory"),
                Requests::memory().of_container(name!("web")),
                mode!(0o440),
            )
            .default_mode(mode!(0o444));
        assert_eq!(
            written(files),
            json!({ "downwardAPI": {
                "defaultMode": 0o444,
                "items": [
                    { "path": "name", "fieldRef": { "fieldPath": "metadata.name" } },
                    {
                        "path": "annotations",
                        "fieldRef": { "fieldPath": "metadata.annotations" },
                        "mode": 0o400,
                    },
                    { "path": "labels/app", "fieldRef": { "fieldPath": "metadata.labels['app']" } },
                    {
                        "path": "cpu",
                        "resourceFieldRef": {
                            "containerName": "web",
                            "divisor": "1m",
                            "resource": "limits.cpu",
                        },
                    },
                    {
                        "path": "memory",
                        "resourceFieldRef": { "containerName": "web", "resource": "requests.memory" },
                        "mode": 0o440,
                    },
                ],
            } })
        );
    }
}
