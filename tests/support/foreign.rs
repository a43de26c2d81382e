//! Documents as others write them, or nearly: some are YAML, some are not.

use std::fmt::Write;

use proptest::prelude::*;
use proptest::sample::select;

use crate::hostile::{FRAGMENTS, text};

const HEAD: &str = "apiVersion: example.com/v1\nkind: X\n";

/// Separators between the parts of a document in flow style.
const FLOW: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    ": ",
    ":",
    "\n",
    " ",
    "'",
    "\"",
    "#",
    " # c\n",
    "a",
    "b: ",
    "\"k\": ",
    "'it''s'",
    "\"\\u00e9\\n\"",
    "? ",
    "- ",
    "&x ",
    "*x",
    "!!str ",
    "<<: ",
    "~",
    "1",
    "no",
    "0x1f",
    "1.5",
    "\"\\ud83e\\udd80\"",
    "\\",
    "\t",
    "| ",
    "> ",
];

/// The rest of a line, after its indentation and its key.
const VALUES: &[&str] = &[
    "",
    "a",
    "b c",
    "1",
    "08",
    "0o7",
    "1e3",
    "yes",
    "~",
    "null",
    "'q'",
    "'it''s'",
    "\"d\"",
    "\"\\x41\\u00e9\"",
    "[1, a]",
    "{a: b}",
    "[]",
    "{}",
    "|",
    "|-",
    "|+",
    ">",
    ">-",
    "|2",
    "&x a",
    "&y",
    "*x",
    "*y",
    "# comment",
    "a # comment",
    "!!str 1",
    "- a",
    "- - a",
    "- k: v",
    "? k",
    "a: b",
    "http://a:80/#b",
    "@a",
    "%a",
    "\"a",
    "'a",
    "a'",
    "\"a\" b",
    "12:30",
    "2024-01-01",
    "$(X)",
    "-",
    "--- a",
    "...",
    "\t",
];

const KEYS: &[&str] = &[
    "a: ", "b: ", "c:  ", "\"d\": ", "'e': ", "1: ", "<<: ", "? ", "- ", "- f: ", "- - ", "-   ", "g:",
    "h :", "\"i\":", "", "# ", "k l: ",
];

fn line() -> impl Strategy<Value = String> {
    let value = prop_oneof![6 => select(VALUES), 1 => select(FRAGMENTS)];
    (
        0_usize..4,
        any::<bool>(),
        select(KEYS),
        value,
        select(&["\n", "\n", "\n", "\n", " \n", "\n\n", "\r\n", ""][..]),
    )
        .prop_map(|(depth, is_odd, key, value, end)| {
            " ".repeat(2 * depth + usize::from(is_odd && depth == 3)) + key + value + end
        })
}

/// Lines whose indentation rises after each line that opens a collection, so that many documents are valid.
fn nested() -> impl Strategy<Value = String> {
    let step =
        (select(&["a", "b", "c", "'d'", "\"e\"", "f g"][..]), select(VALUES), 0_usize..4, any::<bool>());
    prop::collection::vec(step, 1..8).prop_map(|steps| {
        let (mut text, mut depth) = (String::new(), 0);
        for (number, (key, value, out, is_item)) in steps.into_iter().enumerate() {
            let dash = if is_item { "- " } else { "" };
            let _ = writeln!(text, "{}{dash}{key}{number}: {value}", "  ".repeat(depth));
            let opens = value.is_empty() || value.starts_with(['|', '>', '&']) && !value.contains(' ');
            depth = if opens { depth + 1 + usize::from(is_item) } else { depth.saturating_sub(out) };
        }
        text
    })
}

/// A document that has a kind and a name, and then anything.
pub fn document() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(line(), 1..8).prop_map(|lines| lines.concat());
    let flow =
        prop::collection::vec(select(FLOW), 1..14).prop_map(|parts| format!("x: {}\n", parts.concat()));
    let quoted = text().prop_map(|text| format!("x: \"{text}\"\n"));
    let single = text().prop_map(|text| format!("x: '{text}'\n"));
    let plain = text().prop_map(|text| format!("x: {text}\n"));
    let key = text().prop_map(|text| format!("{text}: x\n"));
    let block = (select(&["|", "|-", ">", ">-", "|+", "|1", ">2-"][..]), text())
        .prop_map(|(style, text)| format!("x: {style}\n  {}\ny: 1\n", text.replace('\n', "\n  ")));
    prop_oneof![4 => nested(), 3 => lines, 2 => flow, 1 => quoted, 1 => single, 2 => plain, 1 => key, 2 => block]
        .prop_map(|body| format!("{HEAD}{body}"))
}
