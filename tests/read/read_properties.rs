//! The reader reads back everything that this crate writes, and accepts or rejects any other text.

use std::fmt::Write;
use std::panic::catch_unwind;

use podwright::manifest::{ReadErrors, Reader, Yaml};
use podwright_tests::hostile::{FRAGMENTS, everywhere, text};
use podwright_tests::{config, foreign, number, text_of};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

fn read(text: &str) -> Value {
    let mut documents = Reader::new(text.as_bytes());
    let document = documents.next().unwrap().unwrap_or_else(|problems| panic!("{}", problems.excerpts()));
    assert!(documents.next().is_none(), "{text}");
    document.decode().unwrap()
}

/// JSON like that of writers that escape everything beyond ASCII.
fn escaped(value: &Value) -> String {
    let json = value.to_string();
    let mut escaped = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            escaped.push(c);
        } else {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            for unit in units {
                write!(escaped, "\\u{unit:04x}").unwrap();
            }
        }
    }
    escaped
}

/// Reads all documents of a text. Each problem can be shown, and its position is within the text.
fn read_any(text: &[u8]) {
    for document in Reader::new(text).named("any.yaml") {
        let validated = document.and_then(|document| {
            let value: Result<Value, ReadErrors> = document.decode();
            assert!(value.is_ok() || document.object().is_err());
            document.object()
        });
        match validated {
            Ok(object) => {
                if let Ok(yaml) = podwright::to_yaml(&object) {
                    assert!(Reader::new(yaml.as_bytes()).all(|document| document.is_ok()), "{yaml}");
                }
            }
            Err(problems) => {
                let lines = String::from_utf8_lossy(text).split('\n').count();
                assert!(
                    problems.iter().all(|problem| (1..=lines).contains(&problem.position().line())),
                    "{problems}"
                );
                assert!(problems.iter().count() > 0 && !problems.to_string().is_empty());
                assert!(problems.excerpts().to_string().contains("any.yaml"));
            }
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_written_is_read(texts in prop::collection::vec(text(), 0..6)) {
        let value = json!({"apiVersion": "example.com/v1", "kind": "X", "spec": everywhere(&texts)});
        prop_assert_eq!(&read(&Yaml::new().unvalidated(&value).unwrap()), &value);
        prop_assert_eq!(&read(&value.to_string()), &value);
        prop_assert_eq!(&read(&serde_json::to_string_pretty(&value).unwrap()), &value);
        prop_assert_eq!(&read(&escaped(&value)), &value);
    }

    #[test]
    fn what_others_write_is_read_or_refused(document in foreign::document()) {
        read_any(document.as_bytes());
    }
}

#[test]
fn what_is_missing_at_the_end_is_missing_on_the_last_line() {
    for text in ["apiVersion: v1\nkind: X\n? \t", "apiVersion: v1\nkind: X\n? ", "a: [", "a: \"", "? ", "- &"]
    {
        for text in [text.to_owned(), format!("{text}\n"), format!("# none\n---\n{text}")] {
            read_any(text.as_bytes());
        }
    }
}

/// Manifests with parts removed, doubled and moved. `PODWRIGHT_ANY_TEXTS=1000000` tries more of them.
#[test]
fn any_text_is_read_or_refused() {
    let count = number("PODWRIGHT_ANY_TEXTS").unwrap_or(3_000);
    let seeds = ["myapp_pod", "sidecar_logging", "env_everything", "dynamic_pod", "composed_pod"]
        .map(|name| text_of(format!("examples/{name}.yaml")).into_bytes());
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let changes = prop::collection::vec((0_usize..6, any::<usize>(), any::<usize>(), 1_usize..40), 1..6);
    let choice = (0..seeds.len(), changes);
    for _ in 0..count {
        let (seed, changes) = choice.new_tree(&mut runner).unwrap().current();
        let mut text = seeds[seed].clone();
        for (change, from, to, len) in changes {
            let from = from % (text.len() + 1);
            let end = (from + len).min(text.len());
            let to_text = to % (text.len() + 1);
            match change {
                0 => drop(text.drain(from..end)),
                1 => {
                    let part = text[from..end].to_vec();
                    text.splice(to_text..to_text, part);
                }
                2 => drop(text.splice(from..from, FRAGMENTS[to % FRAGMENTS.len()].bytes())),
                3 => drop(text.splice(from..end, FRAGMENTS[to % FRAGMENTS.len()].bytes())),
                4 => text[from..end].iter_mut().for_each(|byte| *byte = to.to_le_bytes()[0]),
                _ => {
                    let other = &seeds[to % seeds.len()];
                    let start = to % other.len();
                    text.splice(from..from, other[start..].iter().take(len * 4).copied());
                }
            }
        }
        if let Err(panic) = catch_unwind(|| read_any(&text)) {
            panic!("{:?}\n{panic:?}", String::from_utf8_lossy(&text));
        }
    }
}
