use std::fs::File;
use std::io::{BufRead, BufReader};

use flate2::read::GzDecoder;
use serde_json::Value;

use crate::root;

/// Returns the lines of a compressed file below `tests`.
pub fn lines(file: &str) -> impl Iterator<Item = String> + use<> {
    let path = root().join("tests").join(file);
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    BufReader::new(GzDecoder::new(file)).lines().map(Result::unwrap)
}

/// Returns the rows of a compressed file of JSON lines below `tests`.
pub fn rows(file: &str) -> impl Iterator<Item = Value> + use<> {
    lines(file).map(|line| serde_json::from_str(&line).unwrap())
}
