//! Files that hold what the program writes, but for what others may change in them.

mod diff;
mod drift;
mod field_path;
mod merge;
mod outline;
mod scalar;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::manifest::{FileChange, ToManifest, Yaml};
use drift::Cause;
pub use drift::{DriftError, DriftKind};
use field_path::FieldPath;
use merge::{Ignored, has_field, merge};

/// A committed manifest that is to be what the program writes.
///
/// Build scripts call [`report`](Self::report), tests and other programs [`check`](Self::check) and
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
/// // Someone else's program changes the tag.
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
/// In a test, an environment variable can be what asks for the file to be rewritten:
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
    /// What is to be ignored and is no path.
    wrong: Option<Box<str>>,
}

impl Verify {
    /// The file at a path; a relative one is, in a build script, within the package that is being built.
    #[must_use]
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self { path: path.as_ref().to_owned(), yaml: Yaml::new(), ignored: Vec::new(), wrong: None }
    }

    /// How the file is written: with a header, for example.
    #[must_use]
    pub fn yaml(mut self, yaml: Yaml) -> Self {
        self.yaml = yaml;
        self
    }

    /// Ignores a field of any of the objects, and what is in it: what the file says there is right, and stays when the
    /// file is rewritten, with the comments behind it and directly above it.
    ///
    /// The path is written as the API server writes it: `spec.replicas`, `spec.containers[0].image`,
    /// `metadata.annotations[acme.example/revision]`. In brackets, `*` stands for each item or key, and the name of an item
    /// for its number: `spec.containers[*].image`, `spec.containers[web].image`. When the file is compared, items that have
    /// a name are known by it, wherever they stand.
    ///
    /// The field must be there, in the file and in what the program writes: a path that leads nowhere in the latter is an
    /// error, so that a misspelt one is found.
    #[must_use]
    pub fn ignore(mut self, field: &str) -> Self {
        match FieldPath::parse(field) {
            Some(path) => self.ignored.push(Ignored::Field(path)),
            None => self.wrong = self.wrong.or(Some(field.into())),
        }
        self
    }

    /// Ignores the tags and digests of images in containers, wherever they are: in pods, in templates of workloads.
    ///
    /// The rest of the image is compared: when the program changes `nginx:1.26` to `httpd:2.4`, the tag in the file is
    /// that of another image, and goes.
    #[must_use]
    pub fn ignore_image_tags(mut self) -> Self {
        self.ignored.push(Ignored::ImageTags);
        self
    }

    /// Compares the file with what is written of the objects.
    ///
    /// The ends of lines do not count: a file that git has given those of Windows is the same.
    ///
    /// # Errors
    ///
    /// When the file is missing, differs or cannot be read; when a field that is to be ignored is not there; when the
    /// objects cannot be written.
    pub fn check<D: ToManifest + ?Sized>(&self, documents: &D) -> Result<(), DriftError> {
        self.check_at(&self.path, documents)
    }

    /// Writes the file, if it has drifted; what is ignored stays as it is. Directories that are missing are made.
    ///
    /// # Errors
    ///
    /// As [`check`](Self::check), but for what is mended, and when the file cannot be written.
    pub fn update<D: ToManifest + ?Sized>(&self, documents: &D) -> Result<FileChange, DriftError> {
        self.update_at(&self.path, documents)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn check_at<D: ToManifest + ?Sized>(
        &self,
        path: &Path,
        documents: &D,
    ) -> Result<(), DriftError> {
        let program = self.program(documents)?;
        let file = self.read(path)?.ok_or_else(|| self.drift(Cause::Missing))?.replace("\r\n", "\n");
        let merged = self.merge(&program, &file);
        if merged == file { Ok(()) } else { Err(self.drift(Cause::Differs(diff::unified(&file, &merged)))) }
    }

    pub(crate) fn update_at<D: ToManifest + ?Sized>(
        &self,
        path: &Path,
        documents: &D,
    ) -> Result<FileChange, DriftError> {
        let program = self.program(documents)?;
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

    fn program<D: ToManifest + ?Sized>(&self, documents: &D) -> Result<String, DriftError> {
        if let Some(wrong) = &self.wrong {
            return Err(self.drift(Cause::Path(wrong.clone())));
        }
        let text = self.yaml.to_string(documents).map_err(|error| self.drift(Cause::Write(error)))?;
        for ignored in &self.ignored {
            if let Ignored::Field(path) = ignored
                && !has_field(&text, path)
            {
                return Err(self.drift(Cause::Path(path.text().into())));
            }
        }
        Ok(text)
    }

    /// The text of the file, if it is there.
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
