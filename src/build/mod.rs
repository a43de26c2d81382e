//! Manifests while a crate builds: for build scripts, and for tests that do the same.
//!
//! - [`emit`] writes a manifest into the package, [`emit_to_out_dir`] into `OUT_DIR`, from where `include_str!` takes it.
//! - [`verify`] fails the build when a committed manifest is not what the program writes, and shows the difference;
//!   [`Verify`] lets others change chosen fields, such as the tags of images.
//! - `lint`, with the feature `lint`, fails the build when an existing manifest would be rejected, whoever wrote it; `Lint`
//!   validates for several versions of Kubernetes.
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
//! It runs when the program changes that is compiled into it, and whenever a manifest in the package that it emits, verifies
//! or checks is changed or removed; of a pattern with `*`, whenever anything in its directory is. A file that the script itself has written makes it run once more, which writes nothing.
//! To cargo this means that it no longer runs at every change of any file in the package: what else the script reads, a
//! configuration for example, it names itself, by `println!("cargo::rerun-if-changed=config.toml")`. Only
//! [`emit_to_out_dir`] asks for nothing, so that a script of nothing else runs at every change, unless it says otherwise.

mod cargo;
#[cfg(feature = "lint")]
mod lint;
mod verify;

use std::path::Path;

use crate::manifest::{ToManifest, WriteError, Yaml, make_parent};
use cargo::Cargo;

#[cfg(feature = "lint")]
pub use lint::{Lint, lint};
pub use verify::{DriftError, DriftKind, Verify};

/// The variable that asks for manifests to be rewritten.
const UPDATE: &str = "PODWRIGHT_UPDATE";

/// Writes a manifest into the package that is being built, if the file does not hold it already; directories that are
/// missing are made.
///
/// What goes wrong is said to cargo, and fails the build.
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
pub fn emit<D: ToManifest + ?Sized>(path: impl AsRef<Path>, documents: &D) {
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
pub fn emit_with<D: ToManifest + ?Sized>(path: impl AsRef<Path>, yaml: &Yaml, documents: &D) {
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
pub fn emit_to_out_dir<D: ToManifest + ?Sized>(name: impl AsRef<Path>, documents: &D) {
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
pub fn verify<D: ToManifest + ?Sized>(path: impl AsRef<Path>, documents: &D) {
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
    pub fn report<D: ToManifest + ?Sized>(&self, documents: &D) {
        Cargo::in_script(|cargo| cargo.verify(self, documents));
    }
}

impl Cargo<'_> {
    fn emit<D: ToManifest + ?Sized>(&mut self, path: &Path, yaml: &Yaml, documents: &D) {
        self.rerun_if_changed(path);
        self.write(&self.in_package(path), yaml, documents);
    }

    fn emit_to_out_dir<D: ToManifest + ?Sized>(&mut self, name: &Path, yaml: &Yaml, documents: &D) {
        match self.var("OUT_DIR") {
            Some(directory) => self.write(&Path::new(&directory).join(name), yaml, documents),
            None => self.error(format_args!(
                "{} cannot be written: OUT_DIR is not set, as it is for build scripts",
                name.display()
            )),
        }
    }

    fn write<D: ToManifest + ?Sized>(&mut self, path: &Path, yaml: &Yaml, documents: &D) {
        let written: Result<_, WriteError> =
            make_parent(path).and_then(|()| yaml.write_file(path, documents));
        if let Err(error) = written {
            self.error(error);
        }
    }

    fn verify<D: ToManifest + ?Sized>(&mut self, verify: &Verify, documents: &D) {
        self.rerun_if_changed(verify.path());
        self.rerun_if_env_changed(UPDATE);
        let path = self.in_package(verify.path());
        let is_update = self.is_set(UPDATE);
        let found = if is_update {
            verify.update_at(&path, documents).map(|written| match written {
                crate::manifest::FileChange::Unchanged => {}
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

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::path::PathBuf;
    use std::{env, fs, process};

    use k8s_openapi::api::core::v1;

    use super::*;
    use crate::manifest::Object;
    #[cfg(feature = "lint")]
    use crate::rules::KubeVersion;

    /// A package of one test, with an `OUT_DIR` in it, removed when the test ends.
    struct Package(PathBuf);

    impl Package {
        fn new(test: &str) -> Self {
            let path = env::temp_dir().join(format!("podwright-build-{}-{test}", process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(path.join("out")).unwrap();
            Self(path)
        }

        /// What the script says to cargo.
        fn says(&self, update: Option<&str>, script: impl FnOnce(&mut Cargo<'_>)) -> String {
            let var = |name: &str| match name {
                "CARGO_MANIFEST_DIR" => Some(self.0.clone().into_os_string()),
                "OUT_DIR" => Some(self.0.join("out").into_os_string()),
                UPDATE => update.map(OsString::from),
                _ => None,
            };
            let mut out = Vec::new();
            script(&mut Cargo::new(&mut out, &var));
            String::from_utf8(out).unwrap()
        }

        fn read(&self, path: &str) -> String {
            fs::read_to_string(self.0.join(path)).unwrap()
        }
    }

    impl Drop for Package {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn namespace(name: &str) -> Object {
        let mut namespace = v1::Namespace::default();
        namespace.metadata.name = Some(name.to_owned());
        Object::unvalidated(namespace)
    }

    const YAML: &str = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n";

    #[test]
    fn emitted_files_are_watched_in_the_package_and_not_in_out_dir() {
        let package = Package::new("emit");
        let yaml = Yaml::new().header("Written by build.rs.");
        let said =
            package.says(None, |cargo| cargo.emit(Path::new("k8s/a/shop.yaml"), &yaml, &namespace("shop")));
        assert_eq!(said, "cargo::rerun-if-changed=k8s/a/shop.yaml\n");
        assert_eq!(package.read("k8s/a/shop.yaml"), format!("# Written by build.rs.\n{YAML}"));
        let said = package.says(None, |cargo| {
            cargo.emit_to_out_dir(Path::new("k8s/shop.yaml"), &Yaml::new(), &namespace("shop"));
        });
        assert_eq!(said, "");
        assert_eq!(package.read("out/k8s/shop.yaml"), YAML);
    }

    #[test]
    fn an_absolute_path_is_itself() {
        let package = Package::new("absolute");
        let path = package.0.join("x.yaml");
        let said = package.says(None, |cargo| cargo.emit(&path, &Yaml::new(), &namespace("shop")));
        assert_eq!(said, format!("cargo::rerun-if-changed={}\n", path.display()));
        assert_eq!(package.read("x.yaml"), YAML);
    }

    #[test]
    fn what_cannot_be_emitted_is_an_error() {
        let package = Package::new("errors");
        fs::write(package.0.join("file"), "").unwrap();
        let said = package.says(None, |cargo| {
            cargo.emit(Path::new("file/x.yaml"), &Yaml::new(), &namespace("shop"));
            cargo.emit(Path::new("out"), &Yaml::new(), &namespace("shop"));
        });
        let lines: Vec<_> = said.lines().collect();
        assert!(
            lines[1].starts_with("cargo::error=") && lines[1].contains("file cannot be written: "),
            "{said}"
        );
        assert_eq!(
            lines[3],
            format!("cargo::error={} cannot be written: is a directory", package.0.join("out").display())
        );
        let mut out = Vec::new();
        Cargo::new(&mut out, &|_| None).emit_to_out_dir(Path::new("x"), &Yaml::new(), &namespace("shop"));
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "cargo::error=x cannot be written: OUT_DIR is not set, as it is for build scripts\n"
        );
    }

    const WATCHED: &str =
        "cargo::rerun-if-changed=k8s/shop.yaml\ncargo::rerun-if-env-changed=PODWRIGHT_UPDATE\n";

    #[test]
    fn a_drift_is_reported_line_by_line_and_mended_when_asked() {
        let package = Package::new("verify");
        let verify = |update, name| {
            package.says(update, |cargo| cargo.verify(&Verify::new("k8s/shop.yaml"), &namespace(name)))
        };
        let missing = format!(
            "{WATCHED}cargo::error=k8s/shop.yaml is missing\ncargo::error=to rewrite it: PODWRIGHT_UPDATE=1 cargo build\n"
        );
        for update in [None, Some(""), Some("0")] {
            assert_eq!(verify(update, "shop"), missing);
        }
        assert!(!package.0.join("k8s").exists());
        let rewritten = format!("{WATCHED}cargo::warning=k8s/shop.yaml has been rewritten\n");
        assert_eq!(verify(Some("1"), "shop"), rewritten);
        assert_eq!(package.read("k8s/shop.yaml"), YAML);
        assert_eq!(verify(Some("1"), "shop"), WATCHED);
        assert_eq!(verify(None, "shop"), WATCHED);
        assert_eq!(
            verify(None, "web"),
            format!(
                "{WATCHED}cargo::error=k8s/shop.yaml is not what the program writes (-: the file, +: the program)
cargo::error=  @@ -1 +1 @@
cargo::error=   apiVersion: v1
cargo::error=   kind: Namespace
cargo::error=   metadata:
cargo::error=  -  name: shop
cargo::error=  +  name: web
cargo::error=to rewrite it: PODWRIGHT_UPDATE=1 cargo build
"
            )
        );
        assert_eq!(package.read("k8s/shop.yaml"), YAML);
        assert_eq!(verify(Some("1"), "web"), rewritten);
        assert_eq!(package.read("k8s/shop.yaml"), YAML.replace("shop", "web"));
    }

    #[cfg(feature = "lint")]
    #[test]
    fn problems_of_manifests_are_errors_with_their_place() {
        let package = Package::new("lint");
        fs::create_dir_all(package.0.join("k8s/a")).unwrap();
        let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - {name: web, image: nginx}\n";
        fs::write(package.0.join("k8s/good.yaml"), format!("{pod}---\n{YAML}")).unwrap();
        let bad = pod.replace("image:", "imagee: x, image:").replace("name: web\n", "name: Web\n");
        fs::write(package.0.join("k8s/a/bad.yaml"), format!("{YAML}---\n{bad}---\na: b: c\n")).unwrap();
        let lint = |lint: Lint| package.says(None, |cargo| cargo.lint(&lint));
        assert_eq!(
            lint(Lint::new("k8s/**/*.yaml")),
            "cargo::rerun-if-changed=k8s
cargo::error=k8s/a/bad.yaml:12:17: spec.containers[0].imagee: unknown field, did you mean `image`?
cargo::error=k8s/a/bad.yaml:14:5: mapping values are not allowed in this context
cargo::warning=k8s/good.yaml:7:24: spec.containers[0].image: has no tag, so that any release may run
"
        );
        assert_eq!(
            lint(Lint::new("k8s/*.yml")),
            "cargo::rerun-if-changed=k8s\ncargo::error=\"k8s/*.yml\" matches no file\n"
        );
        assert!(lint(Lint::new("k8s/[")).contains("cargo::error=\"k8s/[\" is no pattern: "));
        let many = Lint::new("k8s/good.yaml").kubernetes(KubeVersion::V1_33).kubernetes(KubeVersion::V1_36);
        let said = lint(many);
        assert!(
            said.contains("may run (Kubernetes 1.33)\n") && said.contains("may run (Kubernetes 1.36)\n"),
            "{said}"
        );
    }

    #[test]
    fn what_an_update_cannot_mend_does_not_ask_for_one() {
        let package = Package::new("path");
        for update in [None, Some("1")] {
            let verify = Verify::new("k8s/shop.yaml").ignore("spec.replicas");
            let said = package.says(update, |cargo| cargo.verify(&verify, &namespace("shop")));
            assert_eq!(
                said,
                format!(
                    "{WATCHED}cargo::error=k8s/shop.yaml: \"spec.replicas\" is to be ignored, but is no field of what the program writes\n"
                )
            );
        }
        assert!(!package.0.join("k8s").exists());
    }
}
