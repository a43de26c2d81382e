use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The instructions that a build script prints for cargo, and the variables that cargo sets for it.
///
/// Source: <https://doc.rust-lang.org/cargo/reference/build-scripts.html>
pub(crate) struct Cargo<'a> {
    out: &'a mut dyn Write,
    var: &'a dyn Fn(&str) -> Option<OsString>,
    /// The warnings that the script has shown.
    shown: &'a mut BTreeSet<String>,
}

impl<'a> Cargo<'a> {
    pub(crate) fn new(
        out: &'a mut dyn Write,
        var: &'a dyn Fn(&str) -> Option<OsString>,
        shown: &'a mut BTreeSet<String>,
    ) -> Self {
        Self { out, var, shown }
    }

    /// Runs a part of a build script with the output and the environment of the process.
    pub(crate) fn in_script<T>(part: impl FnOnce(&mut Cargo<'_>) -> T) -> T {
        static SHOWN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
        let mut shown = SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
        part(&mut Cargo::new(&mut io::stdout().lock(), &|name: &str| env::var_os(name), &mut shown))
    }

    pub(crate) fn var(&self, name: &str) -> Option<OsString> {
        (self.var)(name)
    }

    /// Returns whether a variable is set to anything but an empty text and `0`.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.var(name).is_some_and(|value| !value.is_empty() && value != "0")
    }

    /// Resolves a relative path in the package that is being built.
    pub(crate) fn in_package(&self, path: &Path) -> PathBuf {
        self.var("CARGO_MANIFEST_DIR")
            .map_or_else(|| path.to_owned(), |package| Path::new(&package).join(path))
    }

    pub(crate) fn rerun_if_changed(&mut self, path: &Path) {
        self.print("rerun-if-changed", path.display());
    }

    pub(crate) fn rerun_if_env_changed(&mut self, name: &str) {
        self.print("rerun-if-env-changed", name);
    }

    /// Prints an error. Cargo fails the build when the script has ended.
    pub(crate) fn error(&mut self, message: impl Display) {
        self.print("error", message);
    }

    pub(crate) fn warning(&mut self, message: impl Display) {
        self.print("warning", message);
    }

    /// Prints a warning, unless the script has printed it already.
    pub(crate) fn warning_once(&mut self, message: String) {
        if !self.shown.contains(&message) {
            self.warning(&message);
            self.shown.insert(message);
        }
    }

    /// Prints an instruction for each line of the message, because an instruction holds only one line.
    fn print(&mut self, instruction: &str, message: impl Display) {
        for line in message.to_string().lines() {
            // Printing fails only if cargo has ended.
            let _ = writeln!(self.out, "cargo::{instruction}={line}");
        }
    }
}
