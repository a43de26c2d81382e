use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::pick::texts;

/// Texts that a reader of manifests, a shell or the kubelet could misread.
const MISREAD: &[&str] = &[
    "",
    " ",
    "yes",
    "no",
    "on",
    "~",
    "null",
    "true",
    "0",
    "0x1f",
    "0o17",
    "1_000",
    "1e3",
    ".5",
    "-.inf",
    "12:30:45",
    "2001-12-14",
    "- a",
    "a: b",
    "a #b",
    "#",
    "[a]",
    "{a: b}",
    "&a",
    "*a",
    "!a",
    "|",
    ">-",
    "%YAML",
    "---",
    "...",
    "=",
    "<<",
    "'",
    "\"",
    "\\",
    "a\nb",
    "a\n",
    "\n\n a\n",
    "a\r\nb",
    "\ta",
    "a ",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffd}",
    "$",
    "$$",
    "$(PORT)",
    "$$(PORT)",
    "$(date)",
    "$(cat /etc/hosts)",
    "${HOME}",
];

/// Generates any text, for a value, an argument or an annotation. Many of them are texts that careless code writes wrongly.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => texts("[a-zA-Z0-9][-a-zA-Z0-9 ._/:=]{0,24}"),
        2 => select(MISREAD).prop_map(str::to_owned),
        1 => texts("[ -~]{0,24}"),
        1 => any::<String>(),
        1 => texts("([ -~\n\t]{0,12}\n){1,3}[ -~]{0,8}"),
        1 => Just(String::new()),
    ]
}

/// Generates texts of one line.
pub(super) fn word() -> impl Strategy<Value = String> {
    texts("[a-zA-Z0-9][-a-zA-Z0-9._]{0,14}")
}
