use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::allowed::Allowed;
use super::cargo::Cargo;
use crate::manifest::Reader;
use crate::rules::KubeVersion;

/// Fails the build if the API server would reject a manifest in a file that matches the pattern.
///
/// In a pattern, `*` matches any part of a file name, and `**` matches any directories. Each problem is an error of the build,
/// with file, line and column. Warnings of the API server and advice are warnings of the build. A pattern that matches no file
/// is an error.
///
/// ```no_run
/// podwright::build::lint("k8s/**/*.yaml");
/// ```
///
/// ```text
/// error: web@0.1.0: k8s/web.yaml:12:5: spec.containers[0].imagePullpolicy: unknown field, did you mean `imagePullPolicy`?
/// ```
///
/// Pods and the templates of workloads are validated, for the version of Kubernetes that is enabled. Other kinds of Kubernetes
/// are read strictly. Custom resources only have to be YAML. [`Lint`] has options: other versions, warnings that are not shown.
pub fn lint(pattern: &str) {
    Lint::new(pattern).report();
}

/// Existing manifests that a build script validates, with options.
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
    allowed: Allowed,
}

impl Lint {
    /// Chooses the files that match a pattern, as [`lint`] describes it. In a build script, a pattern is relative to the package.
    pub fn new(pattern: impl Into<String>) -> Self {
        Self { pattern: pattern.into(), versions: Vec::new(), allowed: Allowed::default() }
    }

    /// Adds a version of Kubernetes to validate for. Defaults to the version that is enabled.
    pub fn kubernetes(mut self, version: KubeVersion) -> Self {
        self.versions.push(version);
        self
    }

    /// Does not show the warnings or the advice with this id: `advice-image-tag`.
    ///
    /// [`WARNINGS`](crate::rules::WARNINGS) and [`ADVICE`](crate::rules::ADVICE) list the ids. An unknown id fails the build.
    pub fn allow(mut self, rule: &str) -> Self {
        self.allowed.add(rule);
        self
    }

    /// Validates the files, and reports errors and warnings to cargo. Call it in a build script.
    pub fn report(&self) {
        Cargo::in_script(|cargo| cargo.lint(self));
    }
}

impl Cargo<'_> {
    pub(super) fn lint(&mut self, lint: &Lint) {
        self.rerun_if_changed(fixed_part(&lint.pattern));
        self.unknown(&lint.allowed);
        let paths = match self.matches(&lint.pattern) {
            Ok(paths) => paths,
            Err(message) => return self.error(format_args!("{:?} {message}", lint.pattern)),
        };
        let versions = if lint.versions.is_empty() { &[KubeVersion::ENABLED][..] } else { &lint.versions };
        for path in paths {
            for version in versions {
                let note =
                    if versions.len() > 1 { format!(" (Kubernetes {version})") } else { String::new() };
                self.lint_file(&path, *version, &note, &lint.allowed);
            }
        }
    }

    fn matches(&self, pattern: &str) -> Result<Vec<PathBuf>, String> {
        let pattern = self.in_package(Path::new(pattern));
        let Some(pattern) = pattern.to_str() else {
            return Err("is in a directory whose path is not UTF-8".to_owned());
        };
        let paths = glob::glob(pattern).map_err(|error| format!("is not a pattern: {error}"))?;
        let paths =
            paths.collect::<Result<Vec<_>, _>>().map_err(|error| format!("cannot be searched: {error}"))?;
        let files: Vec<_> = paths.into_iter().filter(|path| path.is_file()).collect();
        if files.is_empty() { Err("matches no file".to_owned()) } else { Ok(files) }
    }

    fn lint_file(&mut self, path: &Path, version: KubeVersion, note: &str, allowed: &Allowed) {
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
                        let rule = warning.rule().unwrap_or_default();
                        if !allowed.contains(rule) {
                            self.warning_once(format!("{name}:{warning}{note} [{rule}]"));
                        }
                    }
                }
                Err(errors) => {
                    errors.iter().for_each(|problem| self.error(format_args!("{name}:{problem}{note}")));
                }
            }
        }
    }
}

/// Returns the directory or the file that holds everything a pattern can match.
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
