//! Streams are read as kubectl reads them: recorded from Kubernetes' own reader, `tests/readers/go record`.
//!
//! `tests/readers/run.sh` compares many more of them with that reader itself.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::GzDecoder;
use podwright::manifest::{ReadErrors, Reader};
use podwright_tests::reader_rows as rows;
use serde_json::Value;

/// Kinds of layouts that readers of YAML 1.2 read otherwise, each with ten variants or more.
const KINDS: &str = include_str!("../support/layouts/kinds.ndjson");
/// Streams of `layouts::stream`, from the seed 1,000,000 on.
const RECORDED: &[u8] = include_bytes!("../support/layouts/recorded.ndjson.gz");

fn read(yaml: &str) -> Result<Vec<Value>, ReadErrors> {
    Reader::new(yaml.as_bytes()).map(|document| document?.decode::<Value>()).collect()
}

/// Numbers of JSON, of which Go prints `1.0` as `1`.
fn same(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Array(found), Value::Array(expected)) => {
            found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| same(a, b))
        }
        (Value::Object(found), Value::Object(expected)) => {
            found.len() == expected.len()
                && found.iter().all(|(key, a)| expected.get(key).is_some_and(|b| same(a, b)))
        }
        (Value::Number(found), Value::Number(expected)) => {
            found == expected || found.as_f64().is_some_and(|value| Some(value) == expected.as_f64())
        }
        _ => found == expected,
    }
}

/// Compares a stream with what kubectl reads. Returns the row of the table of differences, if it is one.
fn compare(line: &Value) -> Option<&'static str> {
    let yaml = line["yaml"].as_str().unwrap();
    match (read(yaml), line.get("objects")) {
        (Ok(found), Some(expected)) => {
            assert!(same(&Value::Array(found.clone()), expected), "{yaml:?}\n{found:?}\n{expected}");
            None
        }
        (Err(_), None) => None,
        (Ok(found), None) => panic!("{yaml:?}\nkubectl: {}\n{found:?}", line["refused"]),
        (Err(errors), Some(_)) => {
            let row = rows::of(&errors);
            assert!(row.is_some(), "{yaml:?}\n{errors}");
            row
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap())
}

#[test]
fn kinds_of_layouts_are_read_as_kubectl_reads_them() {
    let mut kinds = BTreeMap::new();
    for line in lines(KINDS) {
        // A key that stands twice is refused, whatever the layout.
        let row = compare(&line);
        assert!(matches!(row, None | Some("a key that stands twice")), "{line}: {row:?}");
        *kinds.entry(line["kind"].as_str().unwrap().to_owned()).or_insert(0) += 1;
    }
    assert!(kinds.len() >= 12, "{kinds:?}");
}

#[test]
fn recorded_layouts_are_read_as_kubectl_reads_them() {
    let mut text = String::new();
    GzDecoder::new(RECORDED).read_to_string(&mut text).unwrap();
    let (mut alike, mut by_row) = (0, BTreeMap::new());
    for line in lines(&text) {
        match compare(&line) {
            None => alike += 1,
            Some(row) => *by_row.entry(row).or_insert(0) += 1,
        }
    }
    assert!(alike > 2_500, "{alike} {by_row:?}");
}

#[test]
fn the_differences_are_documented() {
    rows::are_documented();
}

#[test]
fn what_kubectl_refuses_says_why() {
    for (text, message) in [
        ("%YAML 1.1\n---\na: b\n", "1:1: kubectl reads no directives: remove the line"),
        (
            "a: b\n--- {c: d}\n",
            "2:5: kubectl reads nothing but a comment on the line of `---`: write it on the next line",
        ),
        (
            "a: b\n...\nc: d\n",
            "3:1: kubectl ignores what follows the end of a document: separate documents by `---`",
        ),
        ("...\na: b\n", "1:1: a document does not begin with its end: remove the line"),
        ("a: .inf\n", "1:4: `.inf` is a number that JSON does not have: put it in quotes if it is a text"),
        ("a:\n\tb: c\n", "2:1: a tab cannot indent: indent with spaces"),
        ("{}{}\n---\n", "2:1: this is no JSON: after two objects of JSON kubectl reads nothing else"),
        (
            "a: \"\\/\"\n",
            "1:5: the escape `\\/` is JSON's, and no YAML to kubectl: write the character itself",
        ),
        ("a: {b\n  : c}\n", "1:5: a key and its colon are on one line: write the key on one line"),
        ("a: [:b]\n", "1:5: in brackets a text does not begin with a colon: put the text in quotes"),
    ] {
        let found = Reader::new(text.as_bytes())
            .filter_map(Result::err)
            .find(|errors| errors.iter().any(|problem| !problem.message().starts_with("Required value")));
        assert_eq!(found.map(|errors| errors.to_string()).as_deref(), Some(message), "{text:?}");
    }
}
