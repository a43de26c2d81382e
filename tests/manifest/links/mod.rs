//! Links: what is missing is found, and nothing else is reported.

mod danglings;
mod located;
mod planted;
mod read_back;
mod reports;
mod rules;

use podwright::links::{Completeness, Finding, Links};
use podwright::manifest::{Object, Reader};
use podwright::rules::KubeVersion;
use serde_json::Value;

/// Reads the objects of a text.
fn objects(text: &str) -> Vec<Object> {
    // Device classes are served since 1.34.
    let reader = Reader::new(text.as_bytes()).kubernetes(KubeVersion::V1_37);
    reader.map(|document| document.and_then(|it| it.object()).unwrap()).collect()
}

/// Reads the documents of a text as plain values.
fn values(text: &str) -> Vec<Value> {
    text.split("\n---\n").map(|document| serde_yaml::from_str(document).unwrap()).collect()
}

fn objects_of(values: &[Value]) -> Vec<Object> {
    let text: Vec<String> = values.iter().map(ToString::to_string).collect();
    // Objects of JSON stand in a stream without a separator.
    objects(&text.join("\n"))
}

fn complete(objects: &[Object]) -> Vec<Finding> {
    Links::between(objects).findings(Completeness::Complete)
}
