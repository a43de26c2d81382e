//! The recorded pods of `tests/conformance`, accepted or not, are written without loss. Other readers read what was sent, with
//! three differences that mean nothing to Kubernetes:
//!
//! - quantities are in canonical form;
//! - empty `resources` are not written;
//! - a field that the types of `k8s_openapi` require is written with an empty value if it was left out.
//!
//! Three readers read each pod, which takes a minute for all 22,160 pods. So every third of them is written.
//! `PODWRIGHT_ROUNDTRIP_PODS=1000000 cargo test --test read roundtrip` takes them all.

use std::thread;

use k8s_openapi::api::core::v1;
use podwright::manifest::{Reader, Yaml};
use podwright::{Valid, to_json, to_yaml};
use podwright_tests::{by_saphyr, by_yaml_serde, lines, number};
use serde_json::{Value, json};

/// Of a larger file every third pod is written.
const EVERY: usize = 3;

/// The number of pods up to which a file is written whole.
const ALWAYS: usize = 2_000;

#[derive(Debug)]
#[expect(dead_code, reason = "a failing test shows the fields")]
enum Loss {
    /// A field that was left out is written.
    Added(String, Value),
    Other(String, String),
}

impl Loss {
    /// Tells whether the field is empty. The types always have the fields that every accepted pod has.
    fn is_required_and_empty(&self) -> bool {
        matches!(self, Self::Added(_, value) if is_empty(value))
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.values().all(is_empty),
        value => [json!(""), json!(0), json!([])].contains(value),
    }
}

/// Compares what was sent with what was written, and adds each difference that counts.
fn losses(path: &str, sent: &Value, written: &Value, found: &mut Vec<Loss>) {
    match (sent, written) {
        (Value::Object(sent), Value::Object(written)) => {
            let keys = sent.keys().chain(written.keys().filter(|key| !sent.contains_key(*key)));
            for key in keys {
                let path = format!("{path}.{key}");
                match (sent.get(key), written.get(key)) {
                    (Some(sent), Some(written)) => losses(&path, sent, written, found),
                    (Some(sent), None) if is_dropped(key, sent) => {}
                    (None, Some(written)) if is_required(&path, written) => {}
                    (None, Some(written)) => found.push(Loss::Added(path, written.clone())),
                    (sent, _) => found.push(Loss::Other(path, format!("{sent:?} is lost"))),
                }
            }
        }
        (Value::Array(sent), Value::Array(written)) if sent.len() == written.len() => {
            for (sent, written) in sent.iter().zip(written) {
                losses(&format!("{path}[]"), sent, written, found);
            }
        }
        (Value::String(sent), Value::String(written)) if sent == written => {}
        (Value::String(sent), Value::String(written)) if is_quantity(path) => {
            if nanos(sent).is_none() || nanos(sent) != nanos(written) {
                found.push(Loss::Other(path.to_owned(), format!("the quantity {sent:?} became {written:?}")));
            }
        }
        (sent, written) => {
            if sent != written {
                found.push(Loss::Other(path.to_owned(), format!("{sent} became {written}")));
            }
        }
    }
}

fn is_dropped(key: &str, sent: &Value) -> bool {
    key == "resources" && *sent == json!({})
}

fn is_required(path: &str, written: &Value) -> bool {
    let texts = [".imagePullSecrets[].name", ".podCertificate.signerName", ".podCertificate.keyType"];
    (texts.iter().any(|text| path.ends_with(text)) && *written == json!(""))
        || (path.ends_with(".sleep.seconds") && *written == json!(0))
}

fn is_quantity(path: &str) -> bool {
    path.ends_with(".sizeLimit")
        || path.ends_with(".divisor")
        || path.contains(".overhead.")
        || path.contains(".limits.")
        || path.contains(".requests.")
}

/// Returns the value of a quantity in billionths. Digits may be missing on either side of the point.
fn nanos(text: &str) -> Option<i128> {
    const UNITS: [(&str, i128, i128); 15] = [
        ("n", 1, 1_000_000_000),
        ("u", 1, 1_000_000),
        ("m", 1, 1_000),
        ("Ki", 1 << 10, 1),
        ("Mi", 1 << 20, 1),
        ("Gi", 1 << 30, 1),
        ("Ti", 1 << 40, 1),
        ("Pi", 1 << 50, 1),
        ("Ei", 1 << 60, 1),
        ("k", 1_000, 1),
        ("M", 1_000_000, 1),
        ("G", 1_000_000_000, 1),
        ("T", 1_000_000_000_000, 1),
        ("P", 1_000_000_000_000_000, 1),
        ("E", 1_000_000_000_000_000_000, 1),
    ];
    let (text, sign) = match text.strip_prefix('-') {
        Some(text) => (text, -1),
        None => (text.strip_prefix('+').unwrap_or(text), 1),
    };
    let unit = UNITS.iter().find_map(|(unit, times, over)| Some((text.strip_suffix(unit)?, times, over)));
    let (digits, times, over) = unit.unwrap_or((text, &1, &1));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let number: i128 = format!("0{whole}{fraction:0<9}").parse().ok()?;
    (fraction.len() <= 9).then(|| sign * number * times / over)
}

/// Asserts that this crate reads what it writes, and finds every violation at a place in the text.
fn read_by_ourselves(yaml: &str, written: &Value) {
    let document = Reader::new(yaml.as_bytes()).next().unwrap().unwrap();
    let pod: v1::Pod = document.decode().unwrap();
    assert_eq!(pod, serde_json::from_value(written.clone()).unwrap(), "{yaml}");
    assert_eq!(serde_json::to_value(&pod).unwrap(), *written);
    let validated = Valid::new(pod);
    match document.valid::<v1::Pod>() {
        Ok(valid) => assert_eq!(Ok(valid), validated.map_err(|violations| violations.to_string())),
        Err(problems) => {
            let sorted = |mut fields: Vec<String>| {
                fields.sort_unstable();
                fields
            };
            let violations = validated.unwrap_err();
            assert_eq!(
                sorted(problems.iter().map(|problem| problem.field().to_owned()).collect()),
                sorted(violations.iter().map(|violation| violation.field().to_owned()).collect()),
            );
            let lines = yaml.lines().count();
            assert!(problems.iter().all(|problem| problem.position().line() <= lines), "{problems}");
        }
    }
}

fn write_and_read(file: &str, pods: usize) {
    let lines: Vec<_> = lines(&format!("conformance/{file}")).collect();
    assert_eq!(lines.len(), pods);
    let every = number("PODWRIGHT_ROUNDTRIP_PODS").map_or(EVERY, |count| pods.div_ceil(count.max(1)));
    let lines: Vec<_> = lines.into_iter().step_by(if pods > ALWAYS { every } else { 1 }).collect();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for share in lines.chunks(lines.len().div_ceil(threads)) {
            scope.spawn(|| share.iter().for_each(|line| write_and_read_one(line)));
        }
    });
}

fn write_and_read_one(line: &str) {
    let row: Value = serde_json::from_str(line).unwrap();
    let sent = &row["pod"];
    let pod: v1::Pod = serde_json::from_value(sent.clone()).unwrap();
    let yaml = Yaml::new().unvalidated(&pod).unwrap();
    let written = by_yaml_serde(&yaml).unwrap();
    let mut found = Vec::new();
    losses("", sent, &written, &mut found);
    if row["ok"] == true {
        assert_eq!(by_saphyr(&yaml).unwrap(), written, "{yaml}");
    } else {
        found.retain(|loss| !loss.is_required_and_empty());
    }
    assert!(found.is_empty(), "{found:#?}\n{sent}\n{yaml}");
    read_by_ourselves(&yaml, &written);
    match Valid::new(pod) {
        Ok(pod) => {
            assert_eq!(to_yaml(&pod).unwrap(), yaml);
            assert_eq!(serde_json::from_str::<Value>(&to_json(&pod).unwrap()).unwrap(), written);
        }
        // Later versions than the recorded one validate fields that the recorded one drops.
        Err(violations) => {
            let is_later = violations.iter().any(|found| found.field().contains(".projected"));
            assert!(row["ok"] == false || is_later, "{violations}");
        }
    }
}

// Older types drop the fields that they lack.
k8s_openapi::k8s_if_ge_1_36! {
    #[test]
    fn pods_are_written_without_loss() {
        write_and_read("pods-1.36.2.ndjson.gz", 22_160);
    }
}

k8s_openapi::k8s_if_ge_1_36! {
    #[test]
    fn pods_that_break_each_rule_are_written_without_loss() {
        write_and_read("rules-1.36.2.ndjson.gz", 1_180);
    }
}

#[test]
fn other_differences_are_losses() {
    let validated = |sent: &str, written: &str| {
        let mut found = Vec::new();
        let (sent, written) = (serde_json::from_str(sent).unwrap(), serde_json::from_str(written).unwrap());
        losses("", &sent, &written, &mut found);
        found.len()
    };
    for (sent, written, count) in [
        (r#"{"a": 1}"#, r#"{"a": 1}"#, 0),
        (r#"{"a": 1}"#, r#"{"a": "1"}"#, 1),
        (r#"{"a": 1}"#, "{}", 1),
        ("{}", r#"{"a": ""}"#, 1),
        (r#"{"a": {}}"#, "{}", 1),
        (r#"{"a": null}"#, "{}", 1),
        (r#"{"a": [1, 2]}"#, r#"{"a": [2, 1]}"#, 2),
        (r#"{"a": [1, 2]}"#, r#"{"a": [1]}"#, 1),
        (r#"{"resources": {}}"#, "{}", 0),
        (r#"{"resources": {"limits": {}}}"#, "{}", 1),
        (r#"{"imagePullSecrets": [{}]}"#, r#"{"imagePullSecrets": [{"name": ""}]}"#, 0),
        (r#"{"imagePullSecrets": [{}]}"#, r#"{"imagePullSecrets": [{"name": "a"}]}"#, 1),
        (r#"{"a": {"limits": {"cpu": "0.5"}}}"#, r#"{"a": {"limits": {"cpu": "500m"}}}"#, 0),
        (r#"{"a": {"limits": {"cpu": "0.5"}}}"#, r#"{"a": {"limits": {"cpu": "50m"}}}"#, 1),
        (r#"{"value": "0.5"}"#, r#"{"value": "500m"}"#, 1),
    ] {
        assert_eq!(validated(sent, written), count, "{sent} became {written}");
    }
}
