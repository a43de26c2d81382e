//! Committed manifests, in which other programs may change chosen fields.

mod diff;
mod drift;
mod field_path;
mod hidden;
mod merge;
mod outline;
mod scalar;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::allowed::Allowed;
use crate::manifest::{FileChange, ToManifest, Yaml};
use drift::Cause;
pub use drift::{DriftError, DriftKind};
use field_path::FieldPath;
use merge::{Ignored, has_field, merge};

/// A committed manifest that should hold what the program writes, with options.
///
/// Build scripts call [`report`](Self::report). Tests and other programs call [`check`](Self::check) and
/// [`update`](Self::update).
///
/// ```
/// use podwright::build::Verify;
/// use podwright::prelude::*;
///
/// # let directory = std::env::temp_dir().join(format!("podwright-doc-{}-verify", std::process::id()));
/// # std::fs::create_dir_all(&directory).unwrap();
/// # let path = directory.join("web.yaml");
/// let web = |image: Image| {
///     Pod::builder(name!("web")).label(key!("app"), value!("web")).main(Container::new(name!("web"), image)).build()
/// };
/// let manifest = Verify::new(&path).ignore_image_tags();
/// manifest.update(&web(image!("nginx:1.26"))?)?;
///
/// // Another program changes the tag.
/// let yaml = std::fs::read_to_string(&path).unwrap();
/// let bumped = yaml.replace("nginx:1.26", r#"nginx:1.28 # {"$imagepolicy": "flux-system:web"}"#);
/// std::fs::write(&path, bumped).unwrap();
/// manifest.check(&web(image!("nginx:1.26"))?)?;
///
/// let drift = Verify::new(&path).check(&web(image!("nginx:1.26"))?).unwrap_err();
/// let lines: Vec<_> = drift.diff().unwrap().lines().filter(|line| line.starts_with(['-', '+'])).collect();
/// assert_eq!(lines, [r#"-    image: nginx:1.28 # {"$imagepolicy": "flux-system:web"}"#, "+    image: nginx:1.26"]);
/// # std::fs::remove_dir_all(directory).unwrap();
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// In a test, an environment variable can choose to rewrite the file:
///
/// ```no_run
/// # fn web() -> Result<podwright::Valid<podwright::prelude::v1::Pod>, podwright::Error> { unimplemented!() }
/// fn the_manifest_is_up_to_date() -> Result<(), podwright::Error> {
///     let manifest = podwright::build::Verify::new("k8s/web.yaml");
///     if std::env::var_os("PODWRIGHT_UPDATE").is_some() {
///         manifest.update(&web()?)?;
///     }
///     Ok(manifest.check(&web()?)?)
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Verify {
    path: PathBuf,
    yaml: Yaml,
    ignored: Vec<Ignored>,
    /// The first text given to `ignore` that is not a path.
    wrong: Option<Box<str>>,
    allowed: Allowed,
}

impl Verify {
    /// Chooses the file at a path. In a build script, a relative path is within the package that is being built.
    #[must_use]
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self {
            path: path.as_ref().to_owned(),
            yaml: Yaml::new(),
            ignored: Vec::new(),
            wrong: None,
            allowed: Allowed::default(),
        }
    }

    /// Sets how the file is written: with a header, for example.
    #[must_use]
    pub fn yaml(mut self, yaml: Yaml) -> Self {
        self.yaml = yaml;
        self
    }

    /// Ignores a field of every object, with everything in it. The file's own value is never a difference, and it stays when
    /// the file is rewritten, with the comments after it and directly above it.
    ///
    /// A path has the form that the API server uses: `spec.replicas`, `spec.containers[0].image`,
    /// `metadata.annotations[acme.example/revision]`. In brackets, `*` matches each item or key, and you may write the name of
    /// an item instead of its number: `spec.containers[*].image`, `spec.containers[web].image`. Items with a name are compared
    /// by name, wherever they stand in the list.
    ///
    /// The field must be in the file and in what the program writes. A path that matches nothing in what the program writes
    /// is an error, so that you notice a misspelt one.
    #[must_use]
    pub fn ignore(mut self, field: &str) -> Self {
        match FieldPath::parse(field) {
            Some(path) => self.ignored.push(Ignored::Field(path)),
            None => self.wrong = self.wrong.or(Some(field.into())),
        }
        self
    }

    /// Ignores the tags and digests of container images, in pods and in the templates of workloads.
    ///
    /// The rest of the image is compared. If the program changes `nginx:1.26` to `httpd:2.4`, the file's tag belongs to
    /// another image and is replaced too.
    #[must_use]
    pub fn ignore_image_tags(mut self) -> Self {
        self.ignored.push(Ignored::ImageTags);
        self
    }

    /// Does not show the warnings or the advice with this id in [`report`](Self::report): `advice-image-tag`.
    ///
    /// [`WARNINGS`](crate::rules::WARNINGS) and [`ADVICE`](crate::rules::ADVICE) list the ids. An unknown id fails the build.
    #[must_use]
    pub fn allow(mut self, rule: &str) -> Self {
        self.allowed.add(rule);
        self
    }

    /// Compares the file with the manifest of the objects.
    ///
    /// Line endings are not compared: a file that git checked out with those of Windows is equal.
    ///
    /// # Errors
    ///
    /// Fails if the file is missing, differs or cannot be read, if an ignored field does not exist in what the program writes,
    /// or if the objects cannot be written.
    pub fn check<M: ToManifest + ?Sized>(&self, objects: &M) -> Result<(), DriftError> {
        self.check_at(&self.path, objects)
    }

    /// Writes the file if it is missing or differs. Ignored fields keep the file's values. Creates missing directories.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read or written, if an ignored field does not exist in what the program writes, or if the
    /// objects cannot be written.
    pub fn update<M: ToManifest + ?Sized>(&self, objects: &M) -> Result<FileChange, DriftError> {
        self.update_at(&self.path, objects)
    }

    /// Compares the file with a text that is no manifest: a [diagram](crate::diagram), for example.
    ///
    /// Line endings are not compared. What is set for manifests has no effect.
    ///
    /// ```
    /// use podwright::build::Verify;
    ///
    /// # let directory = std::env::temp_dir().join(format!("podwright-doc-{}-text", std::process::id()));
    /// # std::fs::create_dir_all(&directory).unwrap();
    /// # let path = directory.join("shop.mmd");
    /// let diagram = Verify::new(&path);
    /// diagram.update_text("flowchart LR\n")?;
    /// diagram.check_text("flowchart LR\n")?;
    /// assert!(diagram.check_text("flowchart TB\n").unwrap_err().diff().is_some());
    /// # std::fs::remove_dir_all(directory).unwrap();
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the file is missing, differs or cannot be read.
    pub fn check_text(&self, text: &str) -> Result<(), DriftError> {
        Self::new(&self.path).compare(&self.path, text)
    }

    /// Writes the file if it is missing or differs from a text that is no manifest. Creates missing directories.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read or written.
    pub fn update_text(&self, text: &str) -> Result<FileChange, DriftError> {
        Self::new(&self.path).write(&self.path, text.to_owned())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn allowed(&self) -> &Allowed {
        &self.allowed
    }

    pub(crate) fn check_at<M: ToManifest + ?Sized>(
        &self,
        path: &Path,
        objects: &M,
    ) -> Result<(), DriftError> {
        self.compare(path, &self.program(objects)?)
    }

    pub(crate) fn compare(&self, path: &Path, program: &str) -> Result<(), DriftError> {
        let file = self.read(path)?.ok_or_else(|| self.drift(Cause::Missing))?.replace("\r\n", "\n");
        let merged = self.merge(program, &file);
        if merged == file { Ok(()) } else { Err(self.drift(Cause::Differs(diff::unified(&file, &merged)))) }
    }

    pub(crate) fn update_at<M: ToManifest + ?Sized>(
        &self,
        path: &Path,
        objects: &M,
    ) -> Result<FileChange, DriftError> {
        self.write(path, self.program(objects)?)
    }

    pub(crate) fn write(&self, path: &Path, program: String) -> Result<FileChange, DriftError> {
        let old = self.read(path)?;
        let merged = match old.as_ref().map(|old| old.replace("\r\n", "\n")) {
            Some(old) if old == self.merge(&program, &old) => return Ok(FileChange::Unchanged),
            Some(old) => self.merge(&program, &old),
            None => program,
        };
        crate::manifest::write_text(path, &merged).map_err(|error| self.drift(Cause::Write(error)))
    }

    fn merge(&self, program: &str, file: &str) -> String {
        if self.ignored.is_empty() { program.to_owned() } else { merge(program, file, &self.ignored) }
    }

    fn program<M: ToManifest + ?Sized>(&self, objects: &M) -> Result<String, DriftError> {
        if let Some(wrong) = &self.wrong {
            return Err(self.drift(Cause::Path(wrong.clone())));
        }
        let text = self.yaml.to_string(objects).map_err(|error| self.drift(Cause::Write(error)))?;
        for ignored in &self.ignored {
            if let Ignored::Field(path) = ignored
                && !has_field(&text, path)
            {
                return Err(self.drift(Cause::Path(path.text().into())));
            }
        }
        Ok(text)
    }

    /// Returns the text of the file, if the file exists.
    fn read(&self, path: &Path) -> Result<Option<String>, DriftError> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.drift(Cause::Read(error))),
        }
    }

    fn drift(&self, cause: Cause) -> DriftError {
        DriftError::new(&self.path, cause)
    }
}
