//! The words of the admission plugin: how it lists, counts and quotes.

use std::fmt::Write as _;

/// `"a", "b"`: each item between quotes, nothing of it escaped.
pub(super) fn quoted<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for item in items {
        out.push_str(if out.is_empty() { "\"" } else { ", \"" });
        out.push_str(item);
        out.push('"');
    }
    out
}

/// Sorts texts, and drops those that stand twice.
pub(super) fn sorted<T: AsRef<str>>(mut texts: Vec<T>) -> Vec<T> {
    texts.sort_unstable_by(|a, b| a.as_ref().cmp(b.as_ref()));
    texts.dedup_by(|a, b| a.as_ref() == b.as_ref());
    texts
}

/// The first word for one, the second for any other number.
pub(super) fn plural<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// `container "a"`, `containers "a", "b"`.
pub(super) fn containers(names: &[&str]) -> String {
    format!("{} {}", plural(names.len(), "container", "containers"), quoted(names.iter().copied()))
}

/// `KEY="VALUE"` of an annotation, the value escaped as a literal of Go.
pub(super) fn annotation(key: &str, value: &str) -> String {
    let mut out = format!("{key}=\"");
    for c in value.chars() {
        match c {
            // Rust escapes it, Go does not.
            '\'' => out.push(c),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            _ if is_printable(c) => out.push(c),
            '\0'..=' ' | '\u{7f}' => push_code(&mut out, format_args!("\\x{:02x}", u32::from(c))),
            '\u{80}'..='\u{ffff}' => push_code(&mut out, format_args!("\\u{:04x}", u32::from(c))),
            _ => push_code(&mut out, format_args!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

fn push_code(out: &mut String, code: std::fmt::Arguments<'_>) {
    // Writing to a text does not fail.
    let _ = out.write_fmt(code);
}

/// Whether a character is shown as it is: it has a glyph, or is the blank of ASCII.
fn is_printable(c: char) -> bool {
    // Only the first character of a text is escaped for extending the one before it.
    let mut bytes = *b"a\0\0\0\0";
    let len = 1 + c.encode_utf8(&mut bytes[1..]).len();
    std::str::from_utf8(&bytes[..len]).is_ok_and(|text| text.escape_debug().nth(1) != Some('\\'))
}

#[cfg(test)]
mod tests {
    use super::{annotation, containers, quoted};

    #[test]
    fn items_are_quoted_as_they_are() {
        assert_eq!(quoted([]), "");
        assert_eq!(quoted(["a\"b"]), "\"a\"b\"");
        assert_eq!(quoted(["", "b"]), "\"\", \"b\"");
        assert_eq!(containers(&["a", "b"]), "containers \"a\", \"b\"");
    }

    #[test]
    fn values_are_escaped_as_literals_of_go() {
        assert_eq!(annotation("k", "a b"), r#"k="a b""#);
        assert_eq!(annotation("k", "\"\\\u{7}\u{8}\u{c}\n\r\t\u{b}"), r#"k="\"\\\a\b\f\n\r\t\v""#);
        assert_eq!(annotation("k", "\0\u{1b}\u{7f}"), r#"k="\x00\x1b\x7f""#);
        assert_eq!(annotation("k", "é日\u{301}😀'"), "k=\"é日\u{301}😀'\"");
        assert_eq!(annotation("k", "\u{a0}\u{80}\u{200b}\u{feff}"), r#"k="\u00a0\u0080\u200b\ufeff""#);
        assert_eq!(annotation("k", "\u{e0001}"), r#"k="\U000e0001""#);
    }
}
