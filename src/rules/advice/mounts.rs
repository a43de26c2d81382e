//! Paths of mounts, and files that are mounted alone.
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath>

use k8s_openapi::api::core::v1;

use crate::rules::catalog::pod as rule;
use crate::rules::container::mounts::visible_mounts;
use crate::rules::engine::check::{list, text};
use crate::rules::engine::index::Index;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::rules::engine::view::ContainerView;
use crate::rules::engine::warning::Warnings;

/// The volumes by name, and the files of those that are mounted in part.
pub(super) struct Mounts<'p> {
    volumes: Index<'p, &'p v1::Volume>,
    files: Index<'p, Option<Vec<&'p str>>>,
}

impl<'p> Mounts<'p> {
    #[inline]
    pub(super) fn of(scope: &Scope<'p>) -> Self {
        let mut volumes = Index::new();
        for volume in scope.volumes() {
            volumes.set(&*volume.name, volume);
        }
        Self { volumes, files: Index::new() }
    }

    #[inline]
    pub(super) fn advise(
        &mut self,
        scope: &Scope<'p>,
        container: &ContainerView<'p>,
        at: &Path<'_>,
        advice: &mut Warnings,
    ) {
        let mut paths = Seen::<_>::new();
        for (i, mount) in visible_mounts(scope, container).enumerate() {
            let at = at.item("volumeMounts", i);
            self.advise_part(mount, &at, advice);
            let at = at.field("mountPath");
            let path = &*mount.mount_path;
            if !path.is_empty() && !path.starts_with('/') && !scope.is_windows() {
                let message = "is relative; where it leads depends on the runtime";
                advice.warn(rule::ADVICE_MOUNT_RELATIVE, &at, message);
            }
            let trimmed = path.trim_end_matches('/');
            if trimmed.is_empty() && !path.is_empty() {
                advice.warn(rule::ADVICE_MOUNT_ROOT, &at, "hides the whole file system of the image");
            } else if !paths.insert(trimmed) {
                let message = "is the path of another mount but for a final '/'";
                advice.warn(rule::ADVICE_MOUNT_TWIN, &at, message);
            }
        }
    }

    /// Gives advice about a mount of a part of a volume whose files come from the API server.
    #[inline]
    fn advise_part(&mut self, mount: &'p v1::VolumeMount, at: &Path<'_>, advice: &mut Warnings) {
        let (part, expression) = (text(mount.sub_path.as_ref()), text(mount.sub_path_expr.as_ref()));
        if part.is_empty() && expression.is_empty() {
            return;
        }
        let Some(volume) = self.volumes.get(&*mount.name) else { return };
        let Some((what, name)) = updated(volume) else { return };
        let field = if part.is_empty() { "subPathExpr" } else { "subPath" };
        if !is_name_of_content(name) {
            let message = format!(
                "a part of {what} that is mounted by {field} is never updated while the pod lives; mount the whole \
                 volume as a directory, or name each content anew"
            );
            advice.warn(rule::ADVICE_SUB_PATH_STALE, &at.field(field), message);
        }
        let part = part.trim_matches('/');
        if part.is_empty() || part == "." {
            return;
        }
        if self.files.get(&*mount.name).is_none() {
            self.files.insert(&*mount.name, files(volume));
        }
        if let Some(Some(files)) = self.files.get(&*mount.name)
            && !has_file_or_folder(files, part)
        {
            let known = files.first().map_or_else(String::new, |file| format!(", such as {file:?}"));
            let message = format!(
                "the volume has no file {part:?}, so an empty directory is mounted; write the path of one of its \
                 items{known}"
            );
            advice.warn(rule::ADVICE_SUB_PATH_MISSING, &at.field("subPath"), message);
        }
    }
}

/// Returns what the files of a volume are made of, and its name, if the kubelet updates them while the pod runs.
#[inline]
fn updated(volume: &v1::Volume) -> Option<(&'static str, &str)> {
    if let Some(source) = &volume.config_map {
        Some(("a config map", &source.name))
    } else if let Some(source) = &volume.secret {
        Some(("a secret", text(source.secret_name.as_ref())))
    } else if volume.projected.is_some() {
        Some(("a projected volume", ""))
    } else if volume.downward_api.is_some() {
        Some(("a downwardAPI volume", ""))
    } else {
        None
    }
}

/// Tells whether a name ends with a hash of the content, as kustomize writes it: such an object never
/// changes.
#[inline]
fn is_name_of_content(name: &str) -> bool {
    name.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() == 10 && hash.bytes().all(|c| b"bcdf2456789ghkmt".contains(&c)))
}

/// Returns the paths of the files of a volume in order. It is `None` if the volume has all keys of an object.
#[inline]
fn files(volume: &v1::Volume) -> Option<Vec<&str>> {
    #[inline]
    fn of_items(items: &[v1::KeyToPath]) -> impl Iterator<Item = &str> {
        items.iter().map(|item| item.path.as_str())
    }
    let mut files: Vec<&str> = if let Some(source) = &volume.config_map {
        of_items(list(source.items.as_ref())).collect()
    } else if let Some(source) = &volume.secret {
        of_items(list(source.items.as_ref())).collect()
    } else if let Some(source) = &volume.downward_api {
        list(source.items.as_ref()).iter().map(|item| item.path.as_str()).collect()
    } else {
        return None;
    };
    files.sort_unstable();
    (!files.is_empty()).then_some(files)
}

/// Tells whether the path is that of a file, or of a directory that holds one.
#[inline]
fn has_file_or_folder(files: &[&str], path: &str) -> bool {
    let folder = format!("{path}/");
    let next = files.partition_point(|file| *file < folder.as_str());
    files.binary_search(&path).is_ok() || files.get(next).is_some_and(|file| file.starts_with(&folder))
}

#[cfg(test)]
mod tests {
    use super::{has_file_or_folder, is_name_of_content};

    #[test]
    fn a_part_is_a_file_or_a_directory_of_files() {
        let files = ["a", "conf-d", "conf/a", "conf/b/c", "conf0"];
        for path in ["a", "conf", "conf/b", "conf/b/c", "conf0"] {
            assert!(has_file_or_folder(&files, path), "{path}");
        }
        for path in ["b", "con", "conf/c", "a/b", "conf/b/"] {
            assert!(!has_file_or_folder(&files, path), "{path}");
        }
    }

    #[test]
    fn a_hash_of_the_content_is_told_from_a_word() {
        assert!(is_name_of_content("web-m2mg5mb749") && is_name_of_content("a-b-59hbhh88dk"));
        for name in ["web", "web-config", "m2mg5mb749", "web-m2mg5mb74", "web-m2mg5mb74a", "web-production"] {
            assert!(!is_name_of_content(name), "{name}");
        }
    }
}
