use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use super::allowed::Allowed;
use super::cargo::Cargo;
use crate::links::{Completeness, CustomLinks, External, LINKS, Linker, Severity};
use crate::manifest::{Document, ReadErrors, Reader};
use crate::rules::KubeVersion;

/// Fails the build if the API server would reject a manifest in a file that matches the pattern, or if a reference in these
/// files is to a part that a present object lacks.
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
/// error: web@0.1.0: k8s/web.yaml:17:50: Pod "web" spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ConfigMap "web" has no key "lvl"; it has "level" [link-key-missing]
/// ```
///
/// Pods and the templates of workloads are validated, for the version of Kubernetes that is enabled. Other kinds of Kubernetes
/// are read strictly. Custom resources only have to be YAML. [`Lint`] has options: a set of files that is declared complete,
/// other versions, warnings that are not shown.
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
///
/// # References
///
/// The files are one set of objects, and [`links`](crate::links) finds the references between them. A key, a port or a
/// container that a present object lacks is an error of the build. A missing object is one if you declare the set
/// [`complete`](Self::complete). A note is a warning of the build. [`LINKS`] lists the ids.
///
/// ```no_run
/// use podwright::build::Lint;
/// use podwright::links::External;
///
/// Lint::new("k8s/shop/*.yaml")
///     .pattern("k8s/crds/*.yaml")
///     .complete()
///     .external(External::object("Secret", "db").made_by("the platform team"))
///     .report();
/// ```
///
/// ```text
/// error: web@0.1.0: k8s/shop/web.yaml:9:27: Pod "web" spec.containers[0].envFrom[0].configMapRef.name: ConfigMap "web-confg" is not in the set; did you mean "web-config"? [link-config-map-missing]
/// ```
///
/// A file or document that cannot be read makes a complete set a fragment, and a warning says so. Lint each application on its
/// own: two that are linted together are one set.
#[derive(Clone, Debug)]
#[must_use]
pub struct Lint {
    patterns: Vec<String>,
    versions: Vec<KubeVersion>,
    allowed: Allowed,
    completeness: Completeness,
    linker: Linker,
}

impl Lint {
    /// Chooses the files that match a pattern, as [`lint`] describes it. In a build script, a pattern is relative to the package.
    pub fn new(pattern: impl Into<String>) -> Self {
        Self {
            patterns: vec![pattern.into()],
            versions: Vec::new(),
            allowed: Allowed::default(),
            completeness: Completeness::Fragment,
            linker: Linker::new(),
        }
    }

    /// Adds the files that match another pattern to the set.
    pub fn pattern(mut self, pattern: impl Into<String>) -> Self {
        self.patterns.push(pattern.into());
        self
    }

    /// Adds a version of Kubernetes to validate for. Defaults to the version that is enabled.
    pub fn kubernetes(mut self, version: KubeVersion) -> Self {
        self.versions.push(version);
        self
    }

    /// Declares that the files are a whole application: an object that a reference names has to be in one of them.
    ///
    /// Defaults to a part of an application, of which other objects may be elsewhere.
    pub fn complete(mut self) -> Self {
        self.completeness = Completeness::Complete;
        self
    }

    /// Declares an object or pods that the files refer to and somebody else provides.
    pub fn external(mut self, external: External) -> Self {
        self.linker = self.linker.external(external);
        self
    }

    /// Sets the namespace that objects without one are applied in. Defaults to the one that resolves most references.
    pub fn namespace(mut self, namespace: &str) -> Self {
        self.linker = self.linker.namespace(namespace);
        self
    }

    /// Describes what custom resources of a group and kind refer to, provide and make, as [`Linker::custom`] does.
    pub fn custom(
        mut self,
        group: &str,
        kind: &str,
        links: impl CustomLinks + Send + Sync + 'static,
    ) -> Self {
        self.linker = self.linker.custom(group, kind, links);
        self
    }

    /// Does not show the warnings, the advice or the findings of links with this id: `advice-image-tag`, `link-port-undeclared`.
    ///
    /// [`WARNINGS`](crate::rules::WARNINGS), [`ADVICE`](crate::rules::ADVICE) and [`LINKS`] list the ids. An unknown id fails
    /// the build.
    pub fn allow(mut self, rule: &str) -> Self {
        self.allowed.add(rule);
        self
    }

    /// Validates the files, and reports errors and warnings to cargo. Call it in a build script.
    pub fn report(&self) {
        Cargo::in_script(|cargo| cargo.lint(self));
    }
}

type Documents = Vec<Result<Document, ReadErrors>>;

impl Cargo<'_> {
    pub(super) fn lint(&mut self, lint: &Lint) {
        for pattern in &lint.patterns {
            self.rerun_if_changed(fixed_part(pattern));
        }
        self.unknown(&lint.allowed, LINKS);
        let mut paths = Vec::new();
        for pattern in &lint.patterns {
            match self.matches(pattern) {
                Ok(found) => paths.extend(found),
                Err(message) => return self.error(format_args!("{pattern:?} {message}")),
            }
        }
        let mut known = BTreeSet::new();
        paths.retain(|path| known.insert(path.clone()));
        let versions = if lint.versions.is_empty() { &[KubeVersion::ENABLED][..] } else { &lint.versions };
        let mut set = Documents::new();
        for path in paths {
            for (turn, version) in versions.iter().enumerate() {
                let note =
                    if versions.len() > 1 { format!(" (Kubernetes {version})") } else { String::new() };
                let documents = self.lint_file(&path, *version, &note, &lint.allowed);
                if turn == 0 {
                    set.extend(documents);
                }
            }
        }
        self.links(lint, set);
    }

    /// Reports what the set lacks.
    fn links(&mut self, lint: &Lint, set: Documents) {
        for finding in lint.linker.link_documents(set).findings(lint.completeness) {
            let rule = finding.rule();
            if lint.allowed.contains(rule) {
                continue;
            }
            match finding.severity() {
                Severity::Violation => self.error(format_args!("{finding} [{rule}]")),
                Severity::Note => self.warning_once(format!("{finding} [{rule}]")),
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

    /// Validates the documents of a file, and returns them.
    fn lint_file(&mut self, path: &Path, version: KubeVersion, note: &str, allowed: &Allowed) -> Documents {
        let name = self.var("CARGO_MANIFEST_DIR").and_then(|package| path.strip_prefix(package).ok());
        let name = name.unwrap_or(path).display().to_string();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => {
                self.error(format_args!("{name} cannot be read: {error}"));
                return vec![Err(ReadErrors::of_file(&name, &error))];
            }
        };
        let documents: Documents =
            Reader::new(BufReader::new(file)).named(&name).kubernetes(version).collect();
        for document in &documents {
            let warnings = match document {
                Ok(document) => document.warnings(),
                Err(errors) => Err(errors.clone()),
            };
            match warnings {
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
        documents
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
