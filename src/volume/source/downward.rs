use k8s_openapi::api::core::v1;

use super::keyed::default_mode;
use super::volume_source;
use crate::volume::VolumeOf;

/// What the pod knows about itself, as files.
///
/// The files of labels and annotations follow later changes.
///
/// ```
/// use podwright::downward::Limits;
/// use podwright::prelude::*;
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
#[doc(alias = "downwardAPI")]
#[doc(alias = "DownwardAPIVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct DownwardFiles(v1::DownwardAPIVolumeSource);

impl DownwardFiles {
    /// Creates a source without files.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a source is chosen, never left to a default")]
    #[inline]
    pub fn new() -> Self {
        Self(v1::DownwardAPIVolumeSource::default())
    }
}

/// Defines the files, which the volume and the part of a projected volume have.
macro_rules! downward_files {
    ($Struct:ty, $holders:tt) => {
        $crate::volume::setters::setters! {
            $Struct, $holders {
                /// Adds a file with a field of the pod.
                #[doc(alias = "items")]
                #[doc(alias = "fieldRef")]
                #[inline]
                fn field[Place: $crate::downward::InFiles](
                    files,
                    path: $crate::value::ProjectedPath,
                    field: $crate::downward::Downward<Place>,
                ) {
                    let (path, field_ref) = (path.into(), Some(field.into()));
                    let file = v1::DownwardAPIVolumeFile { path, field_ref, ..Default::default() };
                    files.items.get_or_insert_default().push(file);
                }

                /// Adds a file with a field of the pod and a mode of its own.
                #[doc(alias = "fieldRef")]
                #[inline]
                fn field_in_mode[Place: $crate::downward::InFiles](
                    files,
                    path: $crate::value::ProjectedPath,
                    field: $crate::downward::Downward<Place>,
                    mode: $crate::value::FileMode,
                ) {
                    let (path, field_ref, mode) = (path.into(), Some(field.into()), Some(mode.into()));
                    let file = v1::DownwardAPIVolumeFile { path, field_ref, mode, ..Default::default() };
                    files.items.get_or_insert_default().push(file);
                }

                /// Adds a file with a request or a limit of a container of the pod.
                #[doc(alias = "items")]
                #[doc(alias = "resourceFieldRef")]
                #[inline]
                fn resource[Amount, Of: $crate::downward::NamesContainer](
                    files,
                    path: $crate::value::ProjectedPath,
                    resource: $crate::downward::ResourceField<Amount, Of>,
                ) {
                    let (path, resource_field_ref) = (path.into(), Some(resource.into()));
                    let file = v1::DownwardAPIVolumeFile { path, resource_field_ref, ..Default::default() };
                    files.items.get_or_insert_default().push(file);
                }

                /// Adds a file with a request or a limit of a container of the pod and a mode of its own.
                #[doc(alias = "resourceFieldRef")]
                #[inline]
                fn resource_in_mode[Amount, Of: $crate::downward::NamesContainer](
                    files,
                    path: $crate::value::ProjectedPath,
                    resource: $crate::downward::ResourceField<Amount, Of>,
                    mode: $crate::value::FileMode,
                ) {
                    let (path, mode) = (path.into(), Some(mode.into()));
                    let resource_field_ref = Some(resource.into());
                    let file =
                        v1::DownwardAPIVolumeFile { path, resource_field_ref, mode, ..Default::default() };
                    files.items.get_or_insert_default().push(file);
                }
            }
        }
    };
}

pub(super) use downward_files;

downward_files!(v1::DownwardAPIVolumeSource, [DownwardFiles, VolumeOf<DownwardFiles>]);
default_mode!(v1::DownwardAPIVolumeSource, [DownwardFiles, VolumeOf<DownwardFiles>]);
volume_source!(DownwardFiles, v1::DownwardAPIVolumeSource);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::downward::{Downward, Limits, Requests};
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
