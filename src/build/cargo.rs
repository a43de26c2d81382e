use std::env;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a build script says to cargo, and what cargo says to it.
///
/// The lines are those of <https://doc.rust-lang.org/cargo/reference/build-scripts.html>.
pub(crate) struct Cargo<'a> {
    out: &'a mut dyn Write,
    var: &'a dyn Fn(&str) -> Option<OsString>,
}

impl<'a> Cargo<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, var: &'a dyn Fn(&str) -> Option<OsString>) -> Self {
        Self { out, var }
    }

    /// Runs what is said in a build script, with its output and its environment.
    pub(crate) fn in_script<T>(script: impl FnOnce(&mut Cargo<'_>) -> T) -> T {
        script(&mut Cargo::new(&mut io::stdout().lock(), &|name: &str| env::var_os(name)))
    }

    pub(crate) fn var(&self, name: &str) -> Option<OsString> {
        (self.var)(name)
    }

    /// Whether a variable asks for something: it is neither empty nor `0`.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.var(name).is_some_and(|value| !value.is_empty() && value != "0")
    }

    /// A relative path is one in the package that is being built.
    pub(crate) fn in_package(&self, path: &Path) -> PathBuf {
        self.var("CARGO_MANIFEST_DIR")
            .map_or_else(|| path.to_owned(), |package| Path::new(&package).join(path))
    }

    pub(crate) fn rerun_if_changed(&mut self, path: &Path) {
        self.say("rerun-if-changed", path.display());
    }

    pub(crate) fn rerun_if_env_changed(&mut self, name: &str) {
        self.say("rerun-if-env-changed", name);
    }

    /// Fails the build, when the script has ended.
    pub(crate) fn error(&mut self, message: impl Display) {
        self.say("error", message);
    }

    pub(crate) fn warning(&mut self, message: impl Display) {
        self.say("warning", message);
    }

    /// Each line is one of cargo's, which knows no other way to show several.
    fn say(&mut self, what: &str, message: impl Display) {
        for line in message.to_string().lines() {
            // A script that cannot speak to cargo is one that cargo has ended.
            let _ = writeln!(self.out, "cargo::{what}={line}");
        }
    }
}
