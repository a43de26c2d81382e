//! The programs and a compiler whose messages are not recorded.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{RECORDED_WITH, first_line, names, recorded_first_line};

/// The variable by which trybuild is told to write messages.
const TRYBUILD: &str = "TRYBUILD";

/// The variable by which the other process is told where the copies are.
const COPIES: &str = "PODWRIGHT_UI_COPIES";

/// Checks that each program fails, with the first line that is recorded.
///
/// trybuild compares whole messages only, so it writes those of this compiler beside copies of the programs. It takes the
/// order to write from the environment, which only another process can be given without unsafe code.
pub(crate) fn first_lines_are_those_recorded(version: &str) {
    assert!(
        env::var_os(TRYBUILD).is_none(),
        "messages are recorded with rustc {RECORDED_WITH}x, and this is {version}: change RECORDED_WITH in tests/ui/ui.rs first"
    );
    let copies = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ui");
    let _ = fs::remove_dir_all(&copies);
    fs::create_dir_all(&copies).unwrap();
    for name in names("fail", "rs") {
        fs::copy(crate::file("fail", &name, "rs"), copies.join(name).with_extension("rs")).unwrap();
    }
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "compile_errors_are_those_recorded", "--nocapture"])
        .env(TRYBUILD, "overwrite")
        .env(COPIES, &copies)
        .output()
        .unwrap();
    let message = |name: &String| fs::read_to_string(copies.join(name).with_extension("stderr")).ok();
    let checked = output.status.success() || names("fail", "rs").iter().any(|name| message(name).is_some());
    assert!(checked, "{}", String::from_utf8_lossy(&output.stderr));
    let complaints: Vec<String> =
        names("fail", "rs").iter().filter_map(|name| complaint(name, message(name))).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Says what is wrong with the message of a program, or with a program that has none.
fn complaint(name: &str, message: Option<String>) -> Option<String> {
    let Some(message) = message else { return Some(format!("{name} compiles\n")) };
    let recorded = recorded_first_line(name);
    (first_line(&message) != recorded)
        .then(|| format!("{name} fails with another first line than\n{recorded}\nnamely\n{message}"))
}

/// Returns the programs whose messages this process is to write: none, unless `first_lines_are_those_recorded` started it.
pub(crate) fn copies_to_record() -> Option<PathBuf> {
    env::var_os(COPIES).map(PathBuf::from)
}
