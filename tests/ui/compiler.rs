//! The compiler, asked what it makes of one program that depends on this crate.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// How one program is checked: as `cargo check` does, without code.
pub(crate) struct Compiler {
    rustc: PathBuf,
    library: PathBuf,
    pub(crate) version: String,
}

impl Compiler {
    /// The compiler and the library that this test was built with.
    pub(crate) fn of_this_test() -> Self {
        let rustc = std::env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
        let version = Command::new(&rustc).arg("--version").output().expect("rustc runs").stdout;
        let version = String::from_utf8(version).expect("a version is text");
        let version = version.split(' ').nth(1).expect("rustc says its version").to_owned();
        Self { rustc, library: library(), version }
    }

    /// What the compiler has against a program: its errors, in order.
    pub(crate) fn check(&self, program: &Path) -> Vec<Diagnostic> {
        let dependencies = self.library.parent().expect("the library lies in a directory");
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
        let output = Command::new(&self.rustc)
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .args([
                "--edition=2024",
                "--crate-type=bin",
                "--emit=metadata",
                "--error-format=json",
                "--diagnostic-width=140",
                "-Awarnings",
            ])
            .arg(format!("-Ldependency={}", dependencies.display()))
            .arg(format!("--extern=podwright={}", self.library.display()))
            .arg("--out-dir")
            .arg(out)
            .arg(program)
            .output()
            .expect("rustc runs");
        let stderr = String::from_utf8(output.stderr).expect("diagnostics are text");
        let errors: Vec<_> = stderr.lines().filter_map(|line| Diagnostic::read(line, program)).collect();
        assert_eq!(output.status.success(), errors.is_empty(), "{}: {stderr}", program.display());
        errors
    }
}

/// One error of the compiler.
pub(crate) struct Diagnostic {
    /// As the compiler prints it, without what differs from one checkout or edit of this crate to the next.
    pub(crate) text: String,
}

impl Diagnostic {
    fn read(line: &str, program: &Path) -> Option<Self> {
        let json: Value = serde_json::from_str(line).expect("each diagnostic is a line of JSON");
        let is_summary = json["message"].as_str()?.starts_with("aborting due to");
        if json["level"] != "error" || is_summary {
            return None;
        }
        Some(Self { text: normalize(json["rendered"].as_str()?, program) })
    }

    pub(crate) fn first_line(&self) -> &str {
        self.text.lines().next().unwrap_or_default()
    }
}

/// The library as this test was linked with it: nothing is left to build, cargo only says where it lies.
fn library() -> PathBuf {
    let test = std::env::current_exe().expect("this test is a program");
    let profile = test.ancestors().nth(2).expect("it lies in the directory of its profile");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    cargo.args(["test", "--no-run", "--test=ui", "--message-format=json", "--quiet"]);
    cargo.arg("--target-dir").arg(profile.parent().expect("profiles lie in the target directory"));
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout)
        .expect("messages are text")
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| {
            message["reason"] == "compiler-artifact" && message["target"]["name"] == "podwright"
        })
        .find_map(|message| {
            let files = message["filenames"].as_array()?.iter().filter_map(Value::as_str);
            files
                .map(PathBuf::from)
                .find(|file| file.extension().is_some_and(|extension| extension == "rlib"))
        })
        .expect("cargo builds the library")
}

/// Takes out of a diagnostic what differs from one checkout or edit of this crate to the next: line numbers of other
/// files than the program, the width of the gutter that follows from them, and the place of other crates.
fn normalize(rendered: &str, program: &Path) -> String {
    let gutter = rendered.lines().find_map(|line| line.find("--> ")).unwrap_or(GUTTER);
    let mut place = Place::Program;
    let mut text = String::new();
    for line in rendered.trim_end().lines() {
        let rest = line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
        if let Some((_, file)) = location(rest) {
            place = Place::of(file, program);
        }
        if let Some(line) = normal_line(line, rest, gutter, &place) {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text
}

const GUTTER: usize = 2;

/// Remarks on the file to which rustc writes the long name of a type, another for each run.
const LONG_NAMES: &[&str] = &[
    "= note: the full name for the type has been written to",
    "= note: consider using `--verbose` to print the full",
];

fn normal_line(line: &str, rest: &str, gutter: usize, place: &Place) -> Option<String> {
    let indent = line.len() - rest.len();
    let number = line[..indent].trim();
    let in_source = rest.starts_with('|') && indent == gutter + 1;
    if let Some((arrow, file)) = location(rest) {
        return Some(format!("{:GUTTER$}{arrow} {}", "", place.shown(file)));
    }
    match place {
        _ if LONG_NAMES.iter().any(|remark| rest.starts_with(remark)) => None,
        Place::Program if in_source => Some(format!("{number:GUTTER$} {rest}")),
        Place::Library if in_source => Some(format!("{:GUTTER$} {rest}", "")),
        Place::Elsewhere if in_source || line == "..." => None,
        _ if number.is_empty() && indent > gutter => {
            Some(format!("{:indent$}{rest}", "", indent = indent + GUTTER - gutter))
        }
        _ => Some(line.to_owned()),
    }
}

fn location(line: &str) -> Option<(&str, &str)> {
    let (arrow, location) = line.split_at_checked(3)?;
    matches!(arrow, "-->" | ":::").then(|| (arrow, location.trim_start()))
}

/// Which file a part of a diagnostic shows.
enum Place {
    Program,
    Library,
    Elsewhere,
}

impl Place {
    fn of(location: &str, program: &Path) -> Self {
        let program = program.to_str().expect("programs have names of ASCII");
        if location.starts_with(program) {
            Self::Program
        } else if location.starts_with("src/") {
            Self::Library
        } else {
            Self::Elsewhere
        }
    }

    fn shown<'a>(&self, location: &'a str) -> &'a str {
        match self {
            Self::Program => location,
            Self::Library => location.split(':').next().unwrap_or(location),
            Self::Elsewhere => "(another crate)",
        }
    }
}
