//! Manifests while a crate builds: for build scripts, and for tests that do the same.
//!
//! - [`emit`] writes a manifest into the package, [`emit_to_out_dir`] into `OUT_DIR`, from where `include_str!` takes it.
//! - [`verify`] fails the build when a committed manifest is not what the program writes, and shows the difference;
//!   [`Verify`] lets others change chosen fields, such as the tags of images.
//!
//! ```no_run
//! // build.rs
//! use podwright::build;
//! use podwright::prelude::*;
//!
//! fn main() -> Result<(), podwright::Error> {
//!     let web = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
//!     build::emit_to_out_dir("web.yaml", &web);
//!     build::verify("k8s/web.yaml", &web);
//!     Ok(())
//! }
//! ```
//!
//! What is found is said to cargo (`cargo::error`), which shows all of it and fails the build when the script ends; nothing
//! panics. A manifest that has drifted is rewritten, and its build succeeds, when `PODWRIGHT_UPDATE` is set:
//!
//! ```sh
//! PODWRIGHT_UPDATE=1 cargo build
//! ```
//!
//! # When the script runs again
//!
//! It runs when the program changes that is compiled into it, and whenever a manifest in the package that it emits or
//! verifies is changed or removed. A file that the script itself has written makes it run once more, which writes nothing.
//! To cargo this means that it no longer runs at every change of any file in the package: what else the script reads, a
//! configuration for example, it names itself, by `println!("cargo::rerun-if-changed=config.toml")`.

mod cargo;
mod verify;

use std::path::Path;

use crate::manifest::{Documents, WriteError, Yaml, make_parent};
use cargo::Cargo;

pub use verify::{Drift, DriftKind, Verify};

/// The variable that asks for manifests to be rewritten.
const UPDATE: &str = "PODWRIGHT_UPDATE";

/// Writes a manifest into the package that is being built, if the file does not hold it already; directories that are
/// missing are made.
///
/// What goes wrong is said to cargo, and fails the build.
///
/// ```no_run
/// # let web = podwright::manifest::Manifest::new();
/// podwright::build::emit("k8s/web.yaml", &web);
/// ```
pub fn emit<D: Documents + ?Sized>(path: impl AsRef<Path>, documents: &D) {
    emit_with(path, &Yaml::new(), documents);
}

/// Writes a manifest as [`emit`] does, with a header or a document start.
///
/// ```no_run
/// # let web = podwright::manifest::Manifest::new();
/// use podwright::manifest::Yaml;
///
/// podwright::build::emit_with("k8s/web.yaml", &Yaml::new().header("Written by build.rs."), &web);
/// ```
pub fn emit_with<D: Documents + ?Sized>(path: impl AsRef<Path>, yaml: &Yaml, documents: &D) {
    Cargo::in_script(|cargo| cargo.emit(path.as_ref(), yaml, documents));
}

/// Writes a manifest into the directory `OUT_DIR`, where the crate finds it:
/// `include_str!(concat!(env!("OUT_DIR"), "/web.yaml"))`.
///
/// What goes wrong is said to cargo, and fails the build.
///
/// ```no_run
/// # let web = podwright::manifest::Manifest::new();
/// podwright::build::emit_to_out_dir("web.yaml", &web);
/// ```
pub fn emit_to_out_dir<D: Documents + ?Sized>(name: impl AsRef<Path>, documents: &D) {
    Cargo::in_script(|cargo| cargo.emit_to_out_dir(name.as_ref(), &Yaml::new(), documents));
}

/// Fails the build if a file of the package is not what is written of the objects, with the lines that differ and what to
/// do. Several calls report all that they find.
///
/// With `PODWRIGHT_UPDATE=1` the file is rewritten instead. [`Verify`] has what can be chosen: a header, fields that
/// others may change.
///
/// ```no_run
/// # let web = podwright::manifest::Manifest::new();
/// podwright::build::verify("k8s/web.yaml", &web);
/// ```
///
/// ```text
/// error: web@0.1.0: k8s/web.yaml is not what the program writes (-: the file, +: the program)
/// error: web@0.1.0:   @@ -6 +6 @@
/// error: web@0.1.0:    spec:
/// error: web@0.1.0:      containers:
/// error: web@0.1.0:      - name: web
/// error: web@0.1.0:   -    image: nginx:1.26
/// error: web@0.1.0:   +    image: nginx:1.27
/// error: web@0.1.0: to rewrite it: PODWRIGHT_UPDATE=1 cargo build
/// ```
pub fn verify<D: Documents + ?Sized>(path: impl AsRef<Path>, documents: &D) {
    Verify::new(path).report(documents);
}

impl Verify {
    /// Does what [`check`](Self::check) does, or [`update`](Self::update) if `PODWRIGHT_UPDATE` is set, and says to cargo
    /// what it finds: for build scripts.
    ///
    /// ```no_run
    /// # let web = podwright::manifest::Manifest::new();
    /// use podwright::build::Verify;
    ///
    /// Verify::new("k8s/web.yaml").ignore_image_tags().report(&web);
    /// ```
    pub fn report<D: Documents + ?Sized>(&self, documents: &D) {
        Cargo::in_script(|cargo| cargo.verify(self, documents));
    }
}

impl Cargo<'_> {
    fn emit<D: Documents + ?Sized>(&mut self, path: &Path, yaml: &Yaml, documents: &D) {
        self.rerun_if_changed(path);
        self.write(&self.in_package(path), yaml, documents);
    }

    fn emit_to_out_dir<D: Documents + ?Sized>(&mut self, name: &Path, yaml: &Yaml, documents: &D) {
        match self.var("OUT_DIR") {
            Some(directory) => self.write(&Path::new(&directory).join(name), yaml, documents),
            None => self.error(format_args!(
                "{} cannot be written: OUT_DIR is not set, as it is for build scripts",
                name.display()
            )),
        }
    }

    fn write<D: Documents + ?Sized>(&mut self, path: &Path, yaml: &Yaml, documents: &D) {
        let written: Result<_, WriteError> =
            make_parent(path).and_then(|()| yaml.write_file(path, documents));
        if let Err(error) = written {
            self.error(error);
        }
    }

    fn verify<D: Documents + ?Sized>(&mut self, verify: &Verify, documents: &D) {
        self.rerun_if_changed(verify.path());
        self.rerun_if_env_changed(UPDATE);
        let path = self.in_package(verify.path());
        let is_update = self.is_set(UPDATE);
        let found = if is_update {
            verify.update_at(&path, documents).map(|written| match written {
                crate::manifest::Written::Unchanged => {}
                _ => self.warning(format_args!("{} has been rewritten", verify.path().display())),
            })
        } else {
            verify.check_at(&path, documents)
        };
        if let Err(drift) = found {
            self.error(&drift);
            if drift.is_mended_by_update() {
                self.error(format_args!("to rewrite it: {UPDATE}=1 cargo build"));
            }
        }
    }
}
