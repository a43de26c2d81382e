use std::path::{Path, PathBuf};

use super::allowed::Allowed;
use super::cargo::Cargo;
use crate::manifest::{ToManifest, Yaml, make_parent};

/// Writes a manifest into the package that is being built, unless the file already holds it. Creates missing directories.
///
/// An error fails the build. Warnings and advice about the objects are shown as warnings of the build, see
/// [the module](crate::build#warnings). [`Emit`] has options: a header, warnings that are not shown.
///
/// ```
/// # use podwright::prelude::*;
/// # let web = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
/// # let package = std::env::temp_dir().join(format!("podwright-doc-{}-emit", std::process::id()));
/// let path = package.join("k8s/web.yaml");
/// podwright::build::emit(&path, &web);
/// assert_eq!(std::fs::read_to_string(&path).unwrap(), podwright::to_yaml(&web)?);
/// # std::fs::remove_dir_all(package).unwrap();
/// # Ok::<(), podwright::Error>(())
/// ```
pub fn emit<M: ToManifest + ?Sized>(path: impl AsRef<Path>, objects: &M) {
    Emit::new(path).write(objects);
}

/// Writes a manifest into the directory `OUT_DIR`, where the crate finds it:
/// `include_str!(concat!(env!("OUT_DIR"), "/web.yaml"))`.
///
/// An error fails the build. Warnings and advice are shown as [`emit`] shows them.
///
/// ```no_run
/// # let web = podwright::manifest::Manifest::new();
/// podwright::build::emit_to_out_dir("web.yaml", &web);
/// ```
pub fn emit_to_out_dir<M: ToManifest + ?Sized>(path: impl AsRef<Path>, objects: &M) {
    Emit::to_out_dir(path).write(objects);
}

/// A manifest that a build script writes, with options.
///
/// ```no_run
/// # let web = podwright::manifest::Manifest::new();
/// use podwright::build::Emit;
/// use podwright::manifest::Yaml;
///
/// let yaml = Yaml::new().header("Written by build.rs.");
/// Emit::new("k8s/web.yaml").yaml(yaml).allow("advice-image-tag").write(&web);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Emit {
    path: PathBuf,
    is_in_out_dir: bool,
    yaml: Yaml,
    allowed: Allowed,
}

impl Emit {
    /// Chooses a file of the package that is being built, as [`emit`] does.
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self {
            path: path.as_ref().to_owned(),
            is_in_out_dir: false,
            yaml: Yaml::new(),
            allowed: Allowed::default(),
        }
    }

    /// Chooses a file in the directory `OUT_DIR`, as [`emit_to_out_dir`] does.
    pub fn to_out_dir(path: impl AsRef<Path>) -> Self {
        Self { is_in_out_dir: true, ..Self::new(path) }
    }

    /// Sets how the file is written: with a header, for example.
    pub fn yaml(mut self, yaml: Yaml) -> Self {
        self.yaml = yaml;
        self
    }

    /// Does not show the warnings or the advice with this id: `advice-image-tag`.
    ///
    /// [`WARNINGS`](crate::rules::WARNINGS) and [`ADVICE`](crate::rules::ADVICE) list the ids. An unknown id fails the build.
    pub fn allow(mut self, rule: &str) -> Self {
        self.allowed.add(rule);
        self
    }

    /// Writes the file, and reports errors and warnings to cargo. Call it in a build script.
    pub fn write<M: ToManifest + ?Sized>(&self, objects: &M) {
        Cargo::in_script(|cargo| cargo.emit(self, objects));
    }
}

impl Cargo<'_> {
    pub(super) fn emit<M: ToManifest + ?Sized>(&mut self, emit: &Emit, objects: &M) {
        let path = if emit.is_in_out_dir {
            let Some(directory) = self.var("OUT_DIR") else {
                return self.error(format_args!(
                    "{} cannot be written: OUT_DIR is not set, as it is for build scripts",
                    emit.path.display()
                ));
            };
            Path::new(&directory).join(&emit.path)
        } else {
            self.rerun_if_changed(&emit.path);
            self.in_package(&emit.path)
        };
        if let Err(error) = make_parent(&path).and_then(|()| emit.yaml.write_file(&path, objects)) {
            self.error(error);
        }
        self.warnings(objects, &emit.allowed);
    }
}
