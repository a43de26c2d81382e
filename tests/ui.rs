//! What must not compile, does not, and the compiler says why in the words of pods.
//!
//! Each program in `ui/fail` makes one mistake, named by its file. Its twin in `ui/pass` makes none, and runs. What the
//! compiler prints stands beside the program; `UI=overwrite cargo test --test ui` writes it anew.
//!
//! The programs are checked, not built, so that a mistake in a literal is one that the editor shows too.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "ui/compiler.rs"]
mod compiler;
#[path = "ui/pass/mod.rs"]
mod pass;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use compiler::{Compiler, Diagnostic};

/// The compiler whose words stand beside the programs. Others are held to the first line.
const RECORDED_WITH: &str = "1.95.";

/// What a first line is not about.
const WORDS_OF_THE_COMPILER: &[&str] = &[
    "annotations needed",
    "arguments were supplied",
    "argument was supplied",
    "associated",
    "bound",
    "cannot apply",
    "cannot find",
    "cannot infer",
    "closure",
    "constant",
    "constructor",
    "expected",
    "generic",
    "impl",
    "lifetime",
    "method",
    "mismatch",
    "no function",
    "no rules expected",
    "no variant",
    "out of range for",
    "parameter",
    "trait",
    "type",
    "unresolved",
];

/// Where rustc gives no way to say it better, and why.
const IN_THE_WORDS_OF_THE_COMPILER: &[(&str, &str)] = &[
    ("a_name_is_not_a_text", A_TEXT),
    ("an_image_is_not_a_text", A_TEXT),
    ("a_time_is_not_a_plain_number", A_TEXT),
    ("a_claim_is_not_a_plain_name", A_TEXT),
    ("a_secret_is_not_a_config_map", A_TEXT),
    ("a_variable_is_declared_before_it_is_used", A_NAME),
    ("a_variable_that_is_used_is_declared", A_NAME),
    ("an_argument_refers_to_a_declared_variable", A_NAME),
    ("a_host_alias_has_a_name", A_COUNT),
    ("a_toleration_that_exists_has_no_value", A_COUNT),
    ("dns_without_a_policy_has_a_name_server", A_COUNT),
    ("a_block_volume_is_not_a_directory", "a method that is not there has no message of its own"),
    ("a_volume_is_not_a_device", "a method that is not there has no message of its own"),
    ("a_seccomp_profile_of_the_node_has_a_path", "an enum is complete or no value at all"),
    (
        "a_literal_is_known_while_compiling",
        "no macro sees whether an expression is a literal of the right kind",
    ),
    ("a_part_that_shares_is_added_before_the_main_container", A_FUNCTION),
    ("a_pod_of_any_level_is_not_a_restricted_one", A_FUNCTION),
    ("a_toleration_is_not_a_key", A_LITERAL),
];

const A_TEXT: &str = "the parameter is of one type, so that `parse()?` knows what to parse";
const A_NAME: &str = "variables are names of Rust, which are resolved before any other check";
const A_FUNCTION: &str = "the parameter is of a function of the user";
const A_LITERAL: &str = "a literal that may be of several types needs a parameter of one";
const A_COUNT: &str = "arguments are counted before their types are looked at";

#[test]
fn compile_errors_are_those_recorded() {
    let compiler = Compiler::of_this_test();
    let overwrite = std::env::var_os("UI").is_some_and(|mode| mode == "overwrite");
    let exactly = compiler.version.starts_with(RECORDED_WITH);
    if exactly {
        println!("rustc {}: whole diagnostics are compared", compiler.version);
    } else {
        println!("rustc {}: first lines are compared", compiler.version);
    }
    let programs = Mutex::new(names("fail", "rs").into_iter());
    let complaints = Mutex::new(Vec::new());
    let next = || programs.lock().unwrap().next();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(name) = next() {
                    let errors = compiler.check(&Path::new("tests/ui/fail").join(&name).with_extension("rs"));
                    if overwrite {
                        fs::write(recording(&name), printed(&errors)).unwrap();
                    }
                    if let Err(complaint) = compare(&name, &errors, exactly) {
                        complaints.lock().unwrap().push(complaint);
                    }
                }
            });
        }
    });
    let complaints = complaints.into_inner().unwrap();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn compare(name: &str, errors: &[Diagnostic], exactly: bool) -> Result<(), String> {
    let Some(first) = errors.first() else { return Err(format!("{name} compiles\n")) };
    let recorded = fs::read_to_string(recording(name)).unwrap_or_default();
    let same = if exactly {
        recorded == printed(errors)
    } else {
        recorded.lines().next() == Some(first.first_line())
    };
    if same {
        Ok(())
    } else {
        Err(format!("{name} is refused otherwise than recorded:\n{}", printed(errors)))
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

#[test]
fn the_first_line_speaks_of_pods() {
    let mut foreign = BTreeSet::new();
    for name in names("fail", "stderr") {
        let recorded = fs::read_to_string(recording(&name)).unwrap();
        let first = recorded.lines().next().unwrap_or_default();
        let said = without_quotations(first);
        if WORDS_OF_THE_COMPILER.iter().any(|word| said.contains(word)) {
            assert!(
                IN_THE_WORDS_OF_THE_COMPILER.iter().any(|(known, _)| *known == name),
                "{name} is refused in the words of the compiler: {first}"
            );
            foreign.insert(name);
        }
    }
    for (name, reason) in IN_THE_WORDS_OF_THE_COMPILER {
        assert!(foreign.contains(*name), "{name} speaks of pods now, no longer: {reason}");
    }
    assert!(foreign.len() * 10 <= names("fail", "stderr").len(), "{foreign:?}");
}

/// A message without the code of the user that it quotes.
fn without_quotations(message: &str) -> String {
    message.split('`').step_by(2).collect()
}

fn printed(errors: &[Diagnostic]) -> String {
    errors.iter().map(|error| error.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn recording(name: &str) -> PathBuf {
    file("fail", name, "stderr")
}

fn file(directory: &str, name: &str, extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui").join(directory).join(name).with_extension(extension)
}

/// The names of the files of a directory, without the extension that all of them have.
fn names(directory: &str, extension: &str) -> BTreeSet<String> {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("ui").join(directory)).unwrap();
    files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}
