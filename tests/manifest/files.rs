//! Files are replaced as a whole and only if they change. A failed write leaves nothing behind.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{env, fs, process, thread};

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use podwright::manifest::{
    AtomicFile, FileChange, Manifest, Object, WriteErrorKind, Yaml, write_json_file, write_yaml_file,
};
use podwright::{to_json, to_yaml};
use serde::ser::SerializeStruct;

/// The directory of a test. It is removed when the test ends.
struct Directory(PathBuf);

impl Directory {
    fn new(test: &str) -> Self {
        let path = env::temp_dir().join(format!("podwright-files-{}-{test}", process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn names(&self) -> Vec<String> {
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<_> = fs::read_dir(&self.0).unwrap().map(name).collect();
        names.sort();
        names
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn config_map(name: &str, value: &str) -> Object {
    Object::unvalidated(v1::ConfigMap {
        metadata: ObjectMeta { name: Some(name.to_owned()), ..ObjectMeta::default() },
        data: Some(BTreeMap::from([("key".to_owned(), value.to_owned())])),
        ..v1::ConfigMap::default()
    })
    .unwrap()
}

/// Sets an old modification time on a file and its directory. Any change would replace it.
fn age(path: &Path) -> SystemTime {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in [path, path.parent().unwrap()] {
        fs::File::open(path).unwrap().set_modified(long_ago).unwrap();
    }
    long_ago
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn a_file_is_created_then_left_alone_then_changed() {
    let directory = Directory::new("changes");
    let path = directory.join("web.yaml");
    let (old, new) = (config_map("web", "old"), config_map("web", "new"));
    assert_eq!(write_yaml_file(&path, &old).unwrap(), FileChange::Created);
    assert_eq!(fs::read_to_string(&path).unwrap(), to_yaml(&old).unwrap());

    let time = age(&path);
    assert_eq!(write_yaml_file(&path, &old).unwrap(), FileChange::Unchanged);
    assert_eq!((modified(&path), modified(&directory.0)), (time, time));

    assert_eq!(write_yaml_file(&path, &new).unwrap(), FileChange::Changed);
    assert_eq!(fs::read_to_string(&path).unwrap(), to_yaml(&new).unwrap());
    assert_ne!(modified(&path), time);

    assert_eq!(write_json_file(&path, &new).unwrap(), FileChange::Changed);
    assert_eq!(write_json_file(&path, &new).unwrap(), FileChange::Unchanged);
    assert_eq!(fs::read_to_string(&path).unwrap(), to_json(&new).unwrap());
    assert_eq!(directory.names(), ["web.yaml"]);
}

#[test]
fn a_longer_and_a_shorter_old_file_are_replaced() {
    let directory = Directory::new("lengths");
    let path = directory.join("web.yaml");
    let object = config_map("web", "x");
    let yaml = to_yaml(&object).unwrap();
    for old in [format!("{yaml}more"), yaml[..yaml.len() - 1].to_owned(), String::new(), "x".repeat(300_000)]
    {
        fs::write(&path, old).unwrap();
        assert_eq!(write_yaml_file(&path, &object).unwrap(), FileChange::Changed);
        assert_eq!(fs::read_to_string(&path).unwrap(), yaml);
    }
}

#[test]
fn what_is_written_in_pieces_is_what_is_in_the_file() {
    let directory = Directory::new("pieces");
    let path = directory.join("bytes");
    let old: Vec<u8> = (0..400_000_u32).map(|i| (i % 251) as u8).collect();
    fs::write(&path, &old).unwrap();
    for change_at in [0, 1, 65_535, 65_536, 65_537, 200_003, 399_999] {
        for piece in [1, 7, 4_096, 65_536, 100_001] {
            let mut new = old.clone();
            new[change_at] ^= 1;
            let mut file = AtomicFile::open(&path).unwrap();
            new.chunks(piece).for_each(|piece| file.write_all(piece).unwrap());
            file.flush().unwrap();
            assert_eq!(fs::read(&path).unwrap(), old);
            assert_eq!(file.commit().unwrap(), FileChange::Changed);
            assert_eq!(fs::read(&path).unwrap(), new);

            let mut file = AtomicFile::open(&path).unwrap();
            file.write_all(&old).unwrap();
            assert_eq!(file.commit().unwrap(), FileChange::Changed);
        }
    }
    assert_eq!(directory.names(), ["bytes"]);
}

#[test]
fn without_commit_the_old_file_stays() {
    let directory = Directory::new("uncommitted");
    let path = directory.join("web.yaml");
    fs::write(&path, "old").unwrap();
    for name in ["web.yaml", "new.yaml"] {
        let mut documents = Yaml::new().file(directory.join(name)).unwrap();
        documents.write(&config_map("web", "x")).unwrap();
        assert_eq!(directory.names().len(), 2);
        drop(documents);
        assert_eq!(directory.names(), ["web.yaml"]);
    }
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn a_value_that_cannot_be_written_leaves_the_old_file() {
    let directory = Directory::new("value");
    let path = directory.join("set.yaml");
    fs::write(&path, "old").unwrap();
    let mut nan = v1::ConfigMap::default();
    nan.metadata.name = Some("nan".to_owned());
    let manifest = Manifest::of([config_map("a", "1"), bad(), config_map("z", "1")]).unwrap();
    for write in [write_yaml_file::<Manifest>, write_json_file::<Manifest>] {
        let error = write(path.clone(), &manifest).unwrap_err();
        assert_eq!(error.kind(), WriteErrorKind::Value);
        assert_eq!(error.path(), Some(path.as_path()));
        assert_eq!(
            error.to_string(),
            format!("{}: cannot be written to a manifest: NaN is not a number of JSON", path.display())
        );
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(directory.names(), ["set.yaml"]);
    }
    let error = Yaml::new().write_dir(directory.join("all"), &manifest).unwrap_err();
    assert_eq!(error.kind(), WriteErrorKind::Value);
    assert_eq!(fs::read_dir(directory.join("all")).unwrap().count(), 1);
}

#[test]
fn a_kustomization_names_the_files_in_install_order() {
    let directory = Directory::new("kustomization");
    fs::write(directory.join("other.yaml"), "other").unwrap();
    let yaml = Yaml::new().header("Generated.").kustomization();
    let nameless = serde_json::json!({ "apiVersion": "v1", "kind": "Kustomization", "metadata": {} });
    let mut manifest = Manifest::of([config_map("web", "x"), config_map("a b", "x")]).unwrap();
    manifest.add(Object::unvalidated(nameless).unwrap()).unwrap();
    let pod = serde_json::json!({ "apiVersion": "v1", "kind": "Pod", "metadata": { "generateName": "a-" } });
    manifest.add(Object::unvalidated(pod).unwrap()).unwrap();

    let written = yaml.write_dir(&directory.0, &manifest).unwrap();
    let names = [
        "configmap_web.yaml",
        "configmap_a%20b.yaml",
        "pod_a-~.yaml",
        "kustomization~2.yaml",
        "kustomization.yaml",
    ];
    assert_eq!(written, names.map(|name| (directory.join(name), FileChange::Created)));
    let expected = "# Generated.\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n\
                    - configmap_web.yaml\n- configmap_a%20b.yaml\n- pod_a-~.yaml\n- kustomization~2.yaml\n";
    assert_eq!(fs::read_to_string(directory.join("kustomization.yaml")).unwrap(), expected);
    assert_eq!(fs::read_to_string(directory.join("other.yaml")).unwrap(), "other");

    let time = age(&directory.join("kustomization.yaml"));
    let again = yaml.write_dir(&directory.0, &manifest).unwrap();
    assert!(again.iter().all(|(_, change)| *change == FileChange::Unchanged), "{again:?}");
    assert_eq!(modified(&directory.join("kustomization.yaml")), time);

    let fewer = Manifest::of([config_map("web", "x")]).unwrap();
    let changed = yaml.write_dir(&directory.0, &fewer).unwrap();
    assert_eq!(changed.last().unwrap(), &(directory.join("kustomization.yaml"), FileChange::Changed));
    assert!(directory.join("configmap_a%20b.yaml").exists());

    // Without the setting nobody touches the file.
    let plain = Yaml::new().write_dir(&directory.0, &manifest).unwrap();
    assert_eq!(plain[3].0, directory.join("kustomization.yaml"));
}

/// An object with a number that JSON cannot represent.
fn bad() -> Object {
    #[derive(Debug)]
    struct Bad(ObjectMeta);

    impl serde::Serialize for Bad {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut object = serializer.serialize_struct("Bad", 4)?;
            object.serialize_field("apiVersion", "v1")?;
            object.serialize_field("kind", "ConfigMap")?;
            object.serialize_field("metadata", &self.0)?;
            object.serialize_field("number", &f64::NAN)?;
            object.end()
        }
    }

    let metadata = ObjectMeta { name: Some("bad".to_owned()), ..ObjectMeta::default() };
    Object::unvalidated(Bad(metadata)).unwrap()
}

#[test]
fn what_is_no_file_is_refused_with_its_path() {
    let directory = Directory::new("no-file");
    let object = config_map("web", "x");
    fs::create_dir(directory.join("dir")).unwrap();
    let error = write_yaml_file(directory.join("dir"), &object).unwrap_err();
    assert_eq!(error.kind(), WriteErrorKind::Io);
    assert_eq!(error.path(), Some(directory.join("dir").as_path()));
    assert_eq!(
        error.to_string(),
        format!("{} cannot be written: is a directory", directory.join("dir").display())
    );

    let path = directory.join("missing/web.yaml");
    let error = write_yaml_file(&path, &object).unwrap_err();
    assert_eq!(error.path(), Some(path.as_path()));
    assert_eq!(std::io::Error::from(error).kind(), ErrorKind::NotFound);

    fs::write(directory.join("file"), "").unwrap();
    let error = write_yaml_file(directory.join("file/web.yaml"), &object).unwrap_err();
    assert_eq!(error.kind(), WriteErrorKind::Io);
    let error = Yaml::new().write_dir(directory.join("file"), &Manifest::of([object]).unwrap()).unwrap_err();
    assert_eq!(error.path(), Some(directory.join("file").as_path()));
    assert_eq!(directory.names(), ["dir", "file"]);
}

#[test]
fn two_writers_at_once_leave_the_file_of_one() {
    let directory = Directory::new("writers");
    let path = directory.join("web.yaml");
    let texts = ["a", "b", "c", "d"].map(|text| text.repeat(200_000));
    fs::write(&path, &texts[0]).unwrap();
    thread::scope(|scope| {
        for text in &texts {
            let path = &path;
            scope.spawn(move || {
                for _ in 0..20 {
                    let mut file = AtomicFile::open(path).unwrap();
                    text.as_bytes().chunks(50_000).for_each(|piece| file.write_all(piece).unwrap());
                    file.commit().unwrap();
                }
            });
        }
        for _ in 0..200 {
            let read = fs::read_to_string(&path).unwrap();
            assert!(texts.contains(&read), "{} bytes of a mixture", read.len());
        }
    });
    assert_eq!(directory.names(), ["web.yaml"]);
}

#[test]
fn a_file_that_changes_while_it_is_compared_is_not_mixed_with_the_new_one() {
    let directory = Directory::new("meanwhile");
    let path = directory.join("bytes");
    let old = "a".repeat(100_000);
    for meanwhile in ["b".repeat(100_000), "b".repeat(10), "a".repeat(100_001)] {
        fs::write(&path, &old).unwrap();
        age(&path);
        let mut file = AtomicFile::open(&path).unwrap();
        file.write_all(&old.as_bytes()[..90_000]).unwrap();
        fs::write(&path, &meanwhile).unwrap();
        let error = file.write_all(b"c").unwrap_err();
        assert!(error.to_string().ends_with("another program has changed it meanwhile"), "{error}");
        file.write_all(b"c").unwrap_err();
        file.commit().unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), meanwhile);
        assert_eq!(directory.names(), ["bytes"]);
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn permissions_are_kept() {
        let directory = Directory::new("permissions");
        let path = directory.join("web.yaml");
        for mode in [0o600, 0o644, 0o664, 0o755, 0o400] {
            fs::write(&path, "old").unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let mut file = AtomicFile::open(&path).unwrap();
            file.write_all(b"new").unwrap();
            let name = directory.names().into_iter().find(|name| name != "web.yaml").unwrap();
            let temporary = fs::metadata(directory.join(&name)).unwrap().permissions().mode();
            assert_eq!(temporary & 0o777 & !mode, 0, "{temporary:o} is more open than {mode:o}");
            assert_eq!(file.commit().unwrap(), FileChange::Changed);
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, mode);
            fs::remove_file(&path).unwrap();
        }
    }

    #[test]
    fn the_owner_is_kept_where_the_system_allows_it() {
        let directory = Directory::new("owner");
        let path = directory.join("web.yaml");
        fs::write(&path, "old").unwrap();
        if std::os::unix::fs::chown(&path, Some(12_345), Some(23_456)).is_ok() {
            write_yaml_file(&path, &config_map("web", "x")).unwrap();
            let new = fs::metadata(&path).unwrap();
            assert_eq!((new.uid(), new.gid()), (12_345, 23_456));
        }
    }

    #[test]
    fn links_are_followed() {
        let directory = Directory::new("links");
        fs::create_dir(directory.join("real")).unwrap();
        symlink("real/web.yaml", directory.join("second")).unwrap();
        symlink(directory.join("second"), directory.join("first")).unwrap();
        let object = config_map("web", "x");
        assert_eq!(write_yaml_file(directory.join("first"), &object).unwrap(), FileChange::Created);
        assert_eq!(write_yaml_file(directory.join("second"), &object).unwrap(), FileChange::Unchanged);
        assert_eq!(
            write_yaml_file(directory.join("first"), &config_map("web", "y")).unwrap(),
            FileChange::Changed
        );
        assert!(fs::symlink_metadata(directory.join("first")).unwrap().is_symlink());
        assert!(fs::symlink_metadata(directory.join("second")).unwrap().is_symlink());
        assert!(fs::read_to_string(directory.join("real/web.yaml")).unwrap().contains("key: \"y\""));
        assert_eq!(directory.names(), ["first", "real", "second"]);

        symlink("loop", directory.join("loop")).unwrap();
        let error = write_yaml_file(directory.join("loop"), &object).unwrap_err();
        assert!(error.to_string().ends_with("too many symbolic links"), "{error}");
    }

    #[test]
    fn what_is_no_regular_file_stays_what_it_is() {
        let directory = Directory::new("socket");
        let path = directory.join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let error = write_yaml_file(&path, &config_map("web", "x")).unwrap_err();
        assert_eq!(error.to_string(), format!("{} cannot be written: is not a regular file", path.display()));
        assert!(fs::metadata(&path).unwrap().file_type().is_socket());
        assert_eq!(directory.names(), ["socket"]);
    }

    /// Uses a directory of the kernel, in which even root cannot create a file.
    #[test]
    fn in_a_directory_that_takes_no_file_what_does_not_change_is_no_error() {
        let directory = Directory::new("read-only");
        let path = directory.join("web.yaml");
        let object = config_map("web", "x");
        write_yaml_file(&path, &object).unwrap();
        fs::set_permissions(&directory.0, fs::Permissions::from_mode(0o555)).unwrap();
        if fs::write(directory.join("probe"), "").is_err() {
            assert_eq!(write_yaml_file(&path, &object).unwrap(), FileChange::Unchanged);
            let error = write_yaml_file(&path, &config_map("web", "y")).unwrap_err();
            assert_eq!(error.path(), Some(path.as_path()));
            assert_eq!(std::io::Error::from(error).kind(), ErrorKind::PermissionDenied);
            assert_eq!(fs::read_to_string(&path).unwrap(), to_yaml(&object).unwrap());
        }
        fs::set_permissions(&directory.0, fs::Permissions::from_mode(0o755)).unwrap();

        if Path::new("/proc/self/limits").exists() {
            write_yaml_file("/proc/self/limits", &object).unwrap_err();
            write_yaml_file("/proc/podwright.yaml", &object).unwrap_err();
        }
    }

    #[test]
    fn a_full_disk_leaves_the_old_file() {
        let Ok(full) = fs::metadata("/dev/full") else { return };
        assert!(!full.is_file());
        let mut documents = Yaml::new().writer(fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
        let error = documents.write(&config_map("web", "x")).unwrap_err();
        assert_eq!(std::io::Error::from(error).kind(), ErrorKind::StorageFull);
    }
}

#[test]
fn memory_does_not_grow_with_the_file() {
    let directory = Directory::new("memory");
    let object = config_map("web", &"x".repeat(3_000));
    let peak = |count: usize| {
        let path = directory.join("many.yaml");
        allocation_counter::measure(|| {
            let mut documents = Yaml::new().file(&path).unwrap();
            (0..count).for_each(|_| documents.write(&object).unwrap());
            documents.commit().unwrap();
        })
        .bytes_max
    };
    let small = peak(10);
    // The file is created, compared with a different one, equal, and shorter.
    for count in [2_000, 2_000, 2_001, 1_999] {
        let large = peak(count);
        assert!(large < small + 200_000, "{count} documents take {large} bytes, ten take {small}");
    }
}
