//! Corpora for readers in other languages: a line of JSON for each stream, with its YAML and what a reader must find in it. The
//! readers are in `tests/readers`, whose `run.sh` sets the variables. A corpus is the same each time.
//!
//! `PODWRIGHT_CORPUS` is the file to write. `PODWRIGHT_CORPUS_WRITTEN=100000` fills it with documents of 100,000 texts, written
//! by this crate. `PODWRIGHT_CORPUS_READ=100000` fills it with 100,000 documents that others might have written, and what this
//! crate reads. `PODWRIGHT_CORPUS_LAYOUTS=100000` does so with streams as people lay them out.
//! `PODWRIGHT_CORPUS_SERDE_YAML=17000` fills it with 17,000 texts, each as a value and as a key, written by `serde_yaml`.

use std::env;
use std::fs::File;
use std::io::{self, BufWriter, Write};

use podwright::manifest::{ReadErrors, Reader, Yaml};
use podwright_tests::hostile::{FRAGMENTS, everywhere, text};
use podwright_tests::{foreign, layouts, number, reader_rows};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// The number of texts in a document.
const TEXTS: usize = 50;

#[test]
fn corpora_are_written_and_read() {
    write(1_000, io::sink()).unwrap();
    write_with_serde_yaml(1_000, io::sink()).unwrap();
    read(1_000, io::sink()).unwrap();
    lay_out(1_000, io::sink()).unwrap();
    reader_rows::are_documented();
}

/// Writes a corpus for the readers in other languages.
#[test]
fn a_corpus_is_written_for_other_readers() {
    let Some(path) = env::var_os("PODWRIGHT_CORPUS") else { return };
    let out = BufWriter::new(File::create(path).unwrap());
    let counts = ["WRITTEN", "READ", "LAYOUTS", "SERDE_YAML"]
        .map(|which| number(&format!("PODWRIGHT_CORPUS_{which}")));
    match counts {
        [Some(texts), None, None, None] => write(texts, out).unwrap(),
        [None, Some(documents), None, None] => read(documents, out).unwrap(),
        [None, None, Some(streams), None] => lay_out(streams, out).unwrap(),
        [None, None, None, Some(texts)] => write_with_serde_yaml(texts, out).unwrap(),
        _ => panic!("one of PODWRIGHT_CORPUS_WRITTEN, _READ, _LAYOUTS and _SERDE_YAML is a number"),
    }
}

/// Returns the chosen texts, and as many others as make `count` in all.
fn texts(count: usize) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let strategy = text();
    let mut next = || match strategy.new_tree(&mut runner) {
        Ok(tree) => tree.current(),
        Err(reason) => unreachable!("no text is ever filtered out: {reason}"),
    };
    let mut texts: Vec<String> = FRAGMENTS.iter().map(|text| (*text).to_owned()).collect();
    texts.extend((texts.len()..count).map(|_| next()));
    texts
}

/// A document for each text as a value, and one for each text as a key, so that a reader counts the texts it misreads.
fn write_with_serde_yaml(count: usize, mut out: impl Write) -> io::Result<()> {
    for text in texts(count) {
        for value in [json!({"text": text}), json!({text: "text"})] {
            let yaml = serde_yaml::to_string(&value).map_err(io::Error::other)?;
            writeln!(out, "{}", json!({"yaml": yaml, "value": value}))?;
        }
    }
    out.flush()
}

fn write(count: usize, mut out: impl Write) -> io::Result<()> {
    for texts in texts(count).chunks(TEXTS) {
        let value = everywhere(texts);
        let yaml = Yaml::new().unvalidated(&value).map_err(io::Error::other)?;
        writeln!(out, "{}", json!({"yaml": yaml, "value": value}))?;
    }
    out.flush()
}

/// Documents that look like YAML.
fn read(count: usize, mut out: impl Write) -> io::Result<()> {
    let mut runner = TestRunner::deterministic();
    let strategy = foreign::document();
    for _ in 0..count {
        let Ok(tree) = strategy.new_tree(&mut runner) else {
            unreachable!("no document is ever filtered out")
        };
        writeln!(out, "{}", reading(&tree.current()))?;
    }
    out.flush()
}

fn lay_out(count: usize, mut out: impl Write) -> io::Result<()> {
    for seed in 0..u64::try_from(count).map_err(io::Error::other)? {
        writeln!(out, "{}", reading(&layouts::stream(seed)))?;
    }
    out.flush()
}

/// Returns a stream and what this crate reads: its objects, or why it is refused.
fn reading(yaml: &str) -> Value {
    let objects: Result<Vec<Value>, ReadErrors> =
        Reader::new(yaml.as_bytes()).map(|document| document?.decode::<Value>()).collect();
    match objects {
        Ok(objects) => json!({"yaml": yaml, "objects": objects}),
        Err(errors) => {
            let refused = errors.iter().next().map(ToString::to_string);
            json!({"yaml": yaml, "refused": refused, "row": reader_rows::of(&errors)})
        }
    }
}
