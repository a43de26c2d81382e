//! Prints corpora for readers in other languages: a line of JSON for each stream, with its YAML and what a reader must find in
//! it. The readers are in `tests/readers`. A corpus is the same each time.
//!
//! `cargo test --test yaml_corpus -- write 100000` prints documents of 100,000 texts, written by this crate.
//! `cargo test --test yaml_corpus -- read 100000` prints 100,000 documents that others might have written, and what this crate
//! reads. `layouts` instead of `read` prints streams as people lay them out.

mod foreign;
mod hostile;
mod layouts;
#[path = "readers/rows.rs"]
mod rows;

use std::io::{self, BufWriter, Write};
use std::{env, process};

use hostile::{FRAGMENTS, everywhere, text};
use podwright::manifest::{ReadErrors, Reader, Yaml};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// The number of texts in a document.
const TEXTS: usize = 50;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let out = BufWriter::new(io::stdout().lock());
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", count] => write(number(count), out),
        ["read", count] => read(number(count), out),
        ["layouts", count] => lay_out(number(count), out),
        _ => {
            rows::are_documented();
            write(1_000, io::sink())?;
            read(1_000, io::sink())?;
            lay_out(1_000, io::sink())
        }
    }
}

fn number(argument: &str) -> usize {
    argument.parse().unwrap_or_else(|_| {
        eprintln!("{argument:?} is not a number");
        process::exit(2)
    })
}

fn write(count: usize, mut out: impl Write) -> io::Result<()> {
    let mut runner = TestRunner::deterministic();
    let strategy = text();
    let mut next = || match strategy.new_tree(&mut runner) {
        Ok(tree) => tree.current(),
        Err(reason) => unreachable!("no text is ever filtered out: {reason}"),
    };
    let mut texts: Vec<String> = FRAGMENTS.iter().map(|text| (*text).to_owned()).collect();
    texts.extend((texts.len()..count).map(|_| next()));
    for texts in texts.chunks(TEXTS) {
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
            json!({"yaml": yaml, "refused": refused, "row": rows::of(&errors)})
        }
    }
}
