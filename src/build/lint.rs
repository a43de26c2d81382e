use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::cargo::Cargo;
use crate::manifest::{Problem, ReadErrors, Reader};
use crate::rules::KubeVersion;

/// Fails the build if a manifest among the files that match the pattern would be rejected.
///
/// In a pattern `*` stands for any part of a file's name, and `**` for any directories. Each problem is an error of cargo's,
/// with file, line and column; what the API server would warn of is a warning. No file at all is an error.
///
/// ```no_run
/// podwright::build::lint("k8s/**/*.yaml");
/// ```
///
/// ```text
/// error: web@0.1.0: k8s/web.yaml:12:5: spec.containers[0].imagePullpolicy: unknown field, did you mean `imagePullPolicy`?
/// ```
///
/// Pods are validated, and the templates of workloads, as a cluster of the version validates them that is enabled; the other
/// kinds of Kubernetes are read strictly; custom resources only have to be YAML. [`Lint`] has what can be chosen.
pub fn lint(pattern: &str) {
    Lint::new(pattern).report();
}

/// Which existing manifests are validated while a crate builds, and for which clusters.
///
/// ```no_run
/// use podwright::build::Lint;
/// use podwright::rules::KubeVersion;
///
/// Lint::new("k8s/**/*.yaml").kubernetes(KubeVersion::V1_33).kubernetes(KubeVersion::V1_36).report();
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Lint {
    pattern: String,
    versions: Vec<KubeVersion>,
}

impl Lint {
    /// Validates the files that match a pattern, as [`lint`] describes it; relative to the package in build scripts.
    pub fn new(pattern: impl Into<String>) -> Self {
        Self { pattern: pattern.into(), versions: Vec::new() }
    }

    /// Validates for a cluster of this version too; for that of the enabled one only if none is named.
    pub fn kubernetes(mut self, version: KubeVersion) -> Self {
        self.versions.push(version);
        self
    }

    /// Validates the files and says to cargo what it finds: for build scripts.
    pub fn report(&self) {
        Cargo::in_script(|cargo| cargo.lint(self));
    }
}

impl Cargo<'_> {
    pub(super) fn lint(&mut self, lint: &Lint) {
        self.rerun_if_changed(fixed_part(&lint.pattern));
        let paths = match self.matches(&lint.pattern) {
            Ok(paths) => paths,
            Err(message) => return self.error(format_args!("{:?} {message}", lint.pattern)),
        };
        let versions = if lint.versions.is_empty() { &[KubeVersion::ENABLED][..] } else { &lint.versions };
        for path in paths {
            for version in versions {
                // One version needs no name, and the first says what they all say.
                let note =
                    if versions.len() > 1 { format!(" (Kubernetes {version})") } else { String::new() };
                self.lint_file(&path, *version, &note);
            }
        }
    }

    fn matches(&self, pattern: &str) -> Result<Vec<PathBuf>, String> {
        let pattern = self.in_package(Path::new(pattern));
        let Some(pattern) = pattern.to_str() else {
            return Err("is in a directory that is no text".to_owned());
        };
        let paths = glob::glob(pattern).map_err(|error| format!("is no pattern: {error}"))?;
        let paths =
            paths.collect::<Result<Vec<_>, _>>().map_err(|error| format!("cannot be searched: {error}"))?;
        let files: Vec<_> = paths.into_iter().filter(|path| path.is_file()).collect();
        if files.is_empty() { Err("matches no file".to_owned()) } else { Ok(files) }
    }

    fn lint_file(&mut self, path: &Path, version: KubeVersion, note: &str) {
        let name = self.var("CARGO_MANIFEST_DIR").and_then(|package| path.strip_prefix(package).ok());
        let name = name.unwrap_or(path).display().to_string();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return self.error(format_args!("{name} cannot be read: {error}")),
        };
        for document in Reader::new(BufReader::new(file)).named(&name).kubernetes(version) {
            match document.and_then(|document| document.warnings()) {
                Ok(warnings) => {
                    for warning in warnings {
                        self.warning(format_args!("{name}:{warning}{note}"));
                    }
                }
                Err(problems) => self.problems(&problems, note),
            }
        }
    }

    fn problems(&mut self, problems: &ReadErrors, note: &str) {
        let file = problems.file();
        problems.iter().for_each(|problem: &Problem| self.error(format_args!("{file}:{problem}{note}")));
    }
}

/// The directory, or the file, in which a pattern is searched for.
fn fixed_part(pattern: &str) -> &Path {
    let special = pattern.find(['*', '?', '[']).unwrap_or(pattern.len());
    let fixed = if special == pattern.len() { special } else { pattern[..special].rfind('/').unwrap_or(0) };
    Path::new(if fixed == 0 { "." } else { &pattern[..fixed] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_directory_of_a_pattern_is_watched() {
        for (pattern, fixed) in [
            ("k8s/**/*.yaml", "k8s"),
            ("k8s/base/*.yaml", "k8s/base"),
            ("k8s/web.yaml", "k8s/web.yaml"),
            ("*.yaml", "."),
            ("k8s/we[bc].yaml", "k8s"),
        ] {
            assert_eq!(fixed_part(pattern), Path::new(fixed), "{pattern}");
        }
    }
}
