use std::{env, fs};

use crate::root;

/// Asserts that a page of the repository has this text.
///
/// With `PODWRIGHT_BLESS` set it writes the page instead. `command` is what follows `cargo test` for that: `--test rules advice`.
#[track_caller]
pub fn assert_page(file: &str, text: &str, command: &str) {
    let path = root().join(file);
    if env::var_os("PODWRIGHT_BLESS").is_some() {
        fs::write(path, text).unwrap();
        return;
    }
    let committed = fs::read_to_string(path).unwrap();
    let differs = text.lines().zip(committed.lines()).find(|(new, old)| new != old);
    assert_eq!(differs, None, "{file} has changed: `PODWRIGHT_BLESS=1 cargo test {command}` writes it anew");
    assert_eq!(text.len(), committed.len(), "{file} is longer or shorter");
}
