//! Programs that must not compile, do not: options without their required parts.
//!
//! Each program in `fail` makes one mistake. Its twin in `pass` makes none. What the compiler prints stands beside each program;
//! this writes it anew:
//!
//! ```sh
//! TRYBUILD=overwrite cargo test --package podwright-kube --test ui
//! ```
//!
//! A warning comes before the error of a part that is missing or given twice. typed-builder (0.23) declares a method that cannot be
//! called, and marks it as deprecated so that the name of the part is shown. It has no option for another message or for none.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The version of the compiler whose messages stand beside the programs.
const RECORDED_WITH: &str = "rustc 1.95.";

/// Declares the twins, and their names.
macro_rules! twins {
    ($($name:ident)+) => {
        mod pass {
            $(mod $name;)+
        }

        const TWINS: &[&str] = &[$(stringify!($name)),+];
    };
}

twins! {
    a_delete_has_a_client
    a_job_policy_is_no_text
    a_wait_has_a_client
    an_apply_has_a_client
    an_apply_has_a_field_manager
    an_apply_has_one_field_manager
}

/// Messages differ between versions of the compiler, so they are compared with one. The examples of [`podwright_kube::Apply`]
/// that must not compile are compiled by any.
#[test]
fn compile_errors_are_those_recorded() {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version =
        String::from_utf8(Command::new(compiler).arg("--version").output().unwrap().stdout).unwrap();
    if version.starts_with(RECORDED_WITH) {
        trybuild::TestCases::new().compile_fail("tests/ui/fail/*.rs");
    }
}

#[test]
fn every_mistake_has_a_twin_and_names_what_is_missing() {
    let files = |directory: &str, extension: &str| -> BTreeSet<String> {
        let entries =
            fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui").join(directory)).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .filter(|path| path.extension().is_some_and(|found| found == extension))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect()
    };
    let twins: BTreeSet<_> = TWINS.iter().map(ToString::to_string).collect();
    assert_eq!(files("fail", "rs"), twins);
    assert_eq!(files("pass", "rs"), twins);
    assert_eq!(files("fail", "stderr"), twins);
    for (name, named) in [
        ("a_delete_has_a_client", "Missing required field client"),
        ("a_wait_has_a_client", "Missing required field client"),
        ("an_apply_has_a_client", "Missing required field client"),
        ("an_apply_has_a_field_manager", "Missing required field field_manager"),
        ("an_apply_has_one_field_manager", "Repeated field field_manager"),
        ("a_job_policy_is_no_text", "expected `JobPolicy`"),
    ] {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/fail").join(name).with_extension("stderr");
        let message = fs::read_to_string(path).unwrap();
        assert!(message.contains(named), "{name}:\n{message}");
    }
}
