//! Manifests that build scripts write and verify.
//!
//! - [`emit`] writes a manifest into the package. [`emit_to_out_dir`] writes it into `OUT_DIR`, for `include_str!`.
//! - [`verify`] fails the build if a committed manifest differs from the program, and shows the difference. [`Verify`] lets
//!   other programs change chosen fields, such as the tags of images.
//! - [`verify_text`] does the same for a text that is no manifest: a diagram of the application.
//! - `lint`, with the feature `lint`, fails the build if the API server would reject an existing manifest, whoever wrote it,
//!   and if a reference between the manifests leads nowhere. `Lint` validates for several versions of Kubernetes, and takes a
//!   set of files as a whole application.
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
//! Nothing panics. Errors are printed as `cargo::error`: cargo shows all of them and fails the build when the script ends.
//!
//! If a committed manifest differs, set `PODWRIGHT_UPDATE`. The build then rewrites the manifest and succeeds:
//!
//! ```sh
//! PODWRIGHT_UPDATE=1 cargo build
//! ```
//!
//! # Warnings
//!
//! Cargo also shows what does not fail a build: what the API server would warn of, and the [advice](crate::rules::ADVICE) of
//! this crate. Each warning names the object, the field and the rule, and is shown once:
//!
//! ```text
//! warning: web@0.1.0: pod "web": spec.containers[0].image: has no tag, so that any release may run [advice-image-tag]
//! ```
//!
//! To silence a rule, give its id to [`Emit::allow`], [`Verify::allow`] or `Lint::allow`. `Lint::external` declares an object
//! that somebody else provides.
//!
//! # When the script runs again
//!
//! Cargo runs the script again if the program that is compiled into it changes, or if a manifest in the package that it
//! emits, verifies or lints is changed or removed. For a pattern with `*`, cargo watches the whole directory. A file that the
//! script has written makes it run once more, which changes nothing.
//!
//! Cargo then no longer runs the script at every change of any file in the package. If the script reads another file, print
//! its name: `println!("cargo::rerun-if-changed=config.toml")`. [`emit_to_out_dir`] watches nothing: a script that only calls
//! it still runs at every change.

mod allowed;
mod cargo;
mod emit;
#[cfg(feature = "lint")]
mod lint;
#[cfg(test)]
mod tests;
mod verify;

use std::path::Path;

use crate::manifest::{FileChange, ToManifest};
use cargo::Cargo;

pub use emit::{Emit, emit, emit_to_out_dir};
#[cfg(feature = "lint")]
pub use lint::{Lint, lint};
pub use verify::{DriftError, DriftKind, Verify};

/// The variable that makes the build rewrite manifests.
const UPDATE: &str = "PODWRIGHT_UPDATE";

/// Fails the build if a file of the package differs from the manifest of the objects. Shows the lines that differ and what to
/// do.
///
/// With `PODWRIGHT_UPDATE=1` the file is rewritten instead. Warnings and advice are shown as [`emit`] shows them. [`Verify`]
/// has options: a header, fields that other programs may change, warnings that are not shown.
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
pub fn verify<M: ToManifest + ?Sized>(path: impl AsRef<Path>, objects: &M) {
    Verify::new(path).report(objects);
}

/// Fails the build if a file of the package differs from a text that is no manifest: a [diagram](crate::diagram), for example.
///
/// With `PODWRIGHT_UPDATE=1` the file is rewritten instead. In tests, [`Verify::check_text`] does the same.
///
/// ```no_run
/// # #[cfg(feature = "app")] {
/// # let shop = podwright::manifest::Manifest::new();
/// use podwright::diagram::Diagram;
///
/// podwright::build::verify_text("docs/shop.svg", &Diagram::between(&shop).to_svg());
/// # }
/// ```
pub fn verify_text(path: impl AsRef<Path>, text: &str) {
    Cargo::in_script(|cargo| cargo.verify_text(path.as_ref(), text));
}

impl Verify {
    /// Does what [`check`](Self::check) does, or [`update`](Self::update) if `PODWRIGHT_UPDATE` is set, and reports errors and
    /// warnings to cargo. Call it in a build script.
    ///
    /// ```no_run
    /// # let web = podwright::manifest::Manifest::new();
    /// use podwright::build::Verify;
    ///
    /// Verify::new("k8s/web.yaml").ignore_image_tags().report(&web);
    /// ```
    pub fn report<M: ToManifest + ?Sized>(&self, objects: &M) {
        Cargo::in_script(|cargo| cargo.verify(self, objects));
    }
}

impl Cargo<'_> {
    fn verify<M: ToManifest + ?Sized>(&mut self, verify: &Verify, objects: &M) {
        self.verify_by(verify, |path| verify.check_at(path, objects), |path| verify.update_at(path, objects));
        self.warnings(objects, verify.allowed());
    }

    fn verify_text(&mut self, path: &Path, text: &str) {
        let verify = Verify::new(path);
        self.verify_by(
            &verify,
            |path| verify.compare(path, text),
            |path| verify.write(path, text.to_owned()),
        );
    }

    /// Checks the file, or updates it if that is asked for.
    fn verify_by(
        &mut self,
        verify: &Verify,
        check: impl FnOnce(&Path) -> Result<(), DriftError>,
        update: impl FnOnce(&Path) -> Result<FileChange, DriftError>,
    ) {
        self.rerun_if_changed(verify.path());
        self.rerun_if_env_changed(UPDATE);
        let path = self.in_package(verify.path());
        let result = if self.is_set(UPDATE) {
            update(&path).map(|change| match change {
                FileChange::Unchanged => {}
                FileChange::Changed | FileChange::Created => {
                    self.warning(format_args!("{} has been rewritten", verify.path().display()));
                }
            })
        } else {
            check(&path)
        };
        if let Err(drift) = result {
            self.error(&drift);
            if drift.is_mended_by_update() {
                self.error(format_args!("to rewrite it: {UPDATE}=1 cargo build"));
            }
        }
    }
}
