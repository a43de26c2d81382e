//! Programs that must not compile, do not, and the compiler says why in the words of pods.
//!
//! Each program in `fail` makes one mistake, named by its file. Its twin in `pass` makes none, and runs. trybuild checks the
//! programs of `fail` as `cargo check` does, so a mistake in a literal is one that the editor shows too.
//!
//! What the compiler prints stands beside each program. The first command writes it anew:
//!
//! ```sh
//! TRYBUILD=overwrite cargo test --test ui compile_errors
//! cargo test --test ui -- compile_errors trybuild=a_pod   # only the programs whose paths contain `a_pod`
//! ```
//!
//! Messages differ between versions of the compiler. Whole messages are compared with the version that they were recorded
//! with. With any other version each program must fail with the first line that is recorded.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod first_lines;
mod other_compiler;
#[allow(
    clippy::items_after_statements,
    clippy::unnecessary_wraps,
    clippy::used_underscore_binding,
    reason = "a twin is its mistake in everything else"
)]
#[path = "pass/mod.rs"]
mod pass;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version of the compiler whose messages stand beside the programs.
const RECORDED_WITH: &str = "1.95.";

#[test]
fn compile_errors_are_those_recorded() {
    if let Some(copies) = other_compiler::copies_to_record() {
        return trybuild::TestCases::new().compile_fail(copies.join("*.rs"));
    }
    let version = version_of_the_compiler();
    let recorded = version.starts_with(RECORDED_WITH);
    let compared = if recorded { "whole messages" } else { "first lines" };
    // Unlike `eprintln!`, this is shown when the test passes.
    writeln!(stderr(), "rustc {version}: {compared} are compared").unwrap();
    if recorded {
        trybuild::TestCases::new().compile_fail("fail/*.rs");
    } else {
        other_compiler::first_lines_are_those_recorded(&version);
    }
}

#[test]
fn every_mistake_has_a_twin_that_makes_none() {
    let mistakes = names("fail", "rs");
    let mut twins = names("pass", "rs");
    assert!(twins.remove("mod"));
    assert_eq!(mistakes, twins);
    assert_eq!(mistakes, pass::NAMES.iter().map(ToString::to_string).collect());
    assert_eq!(mistakes, names("fail", "stderr"));
    assert!(mistakes.len() >= 80, "there are {}", mistakes.len());
}

#[test]
fn a_twin_is_the_same_program_but_for_the_mistake() {
    for name in names("fail", "rs") {
        let lines = |directory: &str| -> Vec<String> {
            let program = fs::read_to_string(file(directory, &name, "rs")).unwrap();
            program.lines().filter(|line| *line != "#[test]").map(|line| line.trim().to_owned()).collect()
        };
        let (mistake, twin) = (lines("fail"), lines("pass"));
        let changed = mistake.iter().filter(|line| !twin.contains(line)).count();
        assert!(changed <= 4, "{name}: {changed} lines differ");
        assert_ne!(mistake, twin, "{name}");
    }
}

/// rustc quotes the standard library only where its source is installed, so such a message differs between machines.
#[test]
fn no_message_quotes_the_standard_library() {
    for name in names("fail", "stderr") {
        let message = fs::read_to_string(file("fail", &name, "stderr")).unwrap();
        assert!(!message.contains("$RUST"), "{name}:\n{message}");
    }
}

/// Returns the version of the compiler that cargo uses, such as `1.95.0`.
fn version_of_the_compiler() -> String {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let printed = Command::new(compiler).arg("--version").output().unwrap().stdout;
    String::from_utf8(printed).unwrap().split(' ').nth(1).unwrap().to_owned()
}

/// Returns the first line that is recorded for a program.
fn recorded_first_line(name: &str) -> String {
    first_line(&fs::read_to_string(file("fail", name, "stderr")).unwrap_or_default())
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

fn file(directory: &str, name: &str, extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(directory).join(name).with_extension(extension)
}

/// Returns the names of the files of a directory, without the extension that all of them have.
fn names(directory: &str, extension: &str) -> BTreeSet<String> {
    fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(directory))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}
