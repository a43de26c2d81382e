//! Prints corpora for readers in other languages: a line of JSON for each document, with its YAML and the value that a reader
//! must find in it. The readers are in `tests/readers`. A corpus is the same each time.
//!
//! `cargo test --test yaml_corpus -- write 100000` prints documents of 100,000 texts, written by this crate.
//! `cargo test --test yaml_corpus -- read 100000` makes 100,000 documents that others might have written, and prints those that
//! this crate reads.
//! `cargo test --test yaml_corpus -- serde_yaml 17000` prints 17,000 texts, each as a value and as a key, written by `serde_yaml`.

mod foreign;
mod hostile;

use std::io::{self, BufWriter, Write};
use std::{env, process};

use hostile::{FRAGMENTS, everywhere, text};
use podwright::manifest::{Reader, Yaml};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// The number of texts in a document.
const TEXTS: usize = 50;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", count] => {
            let Ok(count) = count.parse() else {
                eprintln!("{count:?} is not a number of texts");
                process::exit(2);
            };
            write(count, BufWriter::new(io::stdout().lock()))
        }
        ["read", count] => {
            let Ok(count) = count.parse() else {
                eprintln!("{count:?} is not a number of documents");
                process::exit(2);
            };
            read(count, BufWriter::new(io::stdout().lock()))
        }
        ["serde_yaml", count] => {
            let Ok(count) = count.parse() else {
                eprintln!("{count:?} is not a number of texts");
                process::exit(2);
            };
            write_with_serde_yaml(count, BufWriter::new(io::stdout().lock()))
        }
        _ => {
            write(1_000, io::sink())?;
            write_with_serde_yaml(1_000, io::sink())?;
            read(1_000, io::sink())
        }
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

/// Documents that look like YAML, of which those are written that this crate reads.
fn read(count: usize, mut out: impl Write) -> io::Result<()> {
    let mut runner = TestRunner::deterministic();
    let strategy = foreign::document();
    for _ in 0..count {
        let Ok(tree) = strategy.new_tree(&mut runner) else {
            unreachable!("no document is ever filtered out")
        };
        let yaml = tree.current();
        let mut documents = Reader::new(yaml.as_bytes());
        let (Some(Ok(document)), None) = (documents.next(), documents.next()) else { continue };
        // Numbers that JSON does not have cannot be compared.
        let is_json = document.object().is_ok_and(|object| podwright::to_json(&object).is_ok());
        if let (true, Ok(value)) = (is_json, document.decode::<Value>()) {
            writeln!(out, "{}", json!({"yaml": yaml, "value": value}))?;
        }
    }
    out.flush()
}
