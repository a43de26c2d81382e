//! Texts that some reader of YAML misreads if a writer is careless.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Words with a meaning in some dialect, indicators, line breaks, blanks, and texts of real manifests.
#[rustfmt::skip]
pub const FRAGMENTS: &[&str] = &[
    "y", "Y", "n", "N", "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
    "true", "True", "TRUE", "tRuE", "false", "False", "FALSE", "null", "Null", "NULL", "~", "none", "nil",
    "nan", "NaN", ".nan", ".NaN", ".NAN", "inf", ".inf", ".Inf", "-.inf", "+.INF", "Infinity",
    "0", "-0", "+0", "1", "-1", "+1", "007", "0777", "0o17", "0O10", "0x1F", "0X1f", "-0x1", "0b101", "0b+1", "0B1",
    "1_000", "1_0.5", "_1", "1,000", "1.", ".5", "-.5", "1.5", "1.2.3", "1e3", "1E+5", "1e-3", "1.5e+3", "12e03", "0e0",
    "1e", "0x", "0x1p-2", "1f", "0xbad", "0.0.0.0", "12:30:45", "1:00", "190:20:30.15", "-1:2", "2024-01-01", "2024-1-1",
    "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "2024-01-01T00:00:00Z", "=", "<<", "<",
    "-", "- ", "-a", "--", "--flag=1", "---", "--- ", "---a", "...", "....", "..", ".", "./a", "?", "? ", ":", ": ", " :", "::", "a: b", "a:b",
    "#", " #", "# ", "a#b", ",", "[", "]", "{", "}", "[]", "{}", "{{ .Values.x }}", "&", "&a", "*", "*a", "!", "!!str", "!a",
    "|", "|-", "|+", ">", ">-", "'", "''", "\"", "\\", "\\n", "\\x41", "%", "%YAML 1.1", "@", "`", "$", "$(POD_IP)", "$$",
    " ", "  ", "    ", "\t", "\t\t", " \t", "\n", "\n\n", "\n\n\n", "\n ", " \n", "\n  \n", "\n\t", "\t\n", "\r", "\r\n", "\u{b}", "\u{c}",
    "\0", "\u{1}", "\u{7}", "\u{8}", "\u{1b}", "\u{1f}", "\u{7f}", "\u{80}", "\u{84}", "\u{85}", "\u{86}", "\u{9f}", "\u{a0}", "\u{ad}",
    "\u{200b}", "\u{200e}", "\u{2028}", "\u{2029}", "\u{202e}", "\u{2066}", "\u{d7ff}", "\u{e000}", "\u{fdd0}", "\u{fefe}", "\u{feff}",
    "\u{fffc}", "\u{fffd}", "\u{fffe}", "\u{ffff}", "\u{10000}", "\u{1fffe}", "\u{10ffff}", "é", "e\u{301}", "ß", "日本", "ﬀ", "🦀", "𝄞",
    "a", "B", "x", "e", "E", "_", "/", "/var/run", "C:\\x", "http://a:80/b?c=d#e", "500m", "1Gi", "0.5", "100k", "1.28-alpine",
    "#!/bin/sh\n", "set -eu\n", "echo \"hi\"\n", "  indented\n", "\tif x; then\n", "key: value\n", "- item\n", "# comment\n", "trailing \n",
    "word word word word word word word word word word word word word word word word word word word word word ",
    "longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglong",
];

/// A text: joined fragments, characters of a hostile alphabet, or any characters.
pub fn text() -> impl Strategy<Value = String> {
    let fragments =
        prop::collection::vec(prop::sample::select(FRAGMENTS), 0..6).prop_map(|parts| parts.concat());
    let alphabet: Vec<char> = " \t\n\n\r:#-?,[]{}&*!|>'\"%@`~=<.+_$/\\0123456789abefinorsuxyzABEFINORSTUXYZ\u{85}\u{2028}\u{feff}\u{fffe}é🦀"
        .chars()
        .collect();
    let short =
        prop::collection::vec(prop::sample::select(alphabet), 0..8).prop_map(|chars| chars.iter().collect());
    let any = prop::collection::vec(any::<char>(), 0..6).prop_map(|chars| chars.iter().collect());
    let bare = prop::sample::select(FRAGMENTS).prop_map(str::to_owned);
    prop_oneof![4 => fragments, 3 => short, 1 => any, 1 => bare]
}

/// A document with each text in every place where a text can be.
pub fn everywhere(texts: &[String]) -> Value {
    let keys: Map<String, Value> = texts.iter().map(|text| (text.clone(), json!(text))).collect();
    let map_keys: Map<String, Value> =
        texts.iter().map(|text| (text.clone(), json!({text.as_str(): text}))).collect();
    let sequence_keys: Map<String, Value> =
        texts.iter().map(|text| (text.clone(), json!([text, [text]]))).collect();
    json!({
        "data": keys,
        "items": texts,
        "maps": map_keys,
        "nested": texts.iter().map(|text| json!({"name": text, "nested": {"value": text}, "list": [[text, text]]})).collect::<Vec<_>>(),
        "sequences": sequence_keys,
    })
}
