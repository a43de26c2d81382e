//! Independent readers read back the same text, as a key and as a value.

use podwright::manifest::Yaml;
use podwright_tests::hostile::{FRAGMENTS, everywhere, text};
use podwright_tests::{by_saphyr, by_yaml_serde, config};
use proptest::prelude::*;
use serde_json::{Value, json};

fn yaml(value: &Value) -> String {
    Yaml::new().unvalidated(value).unwrap()
}

fn assert_read_back(value: &Value) {
    let yaml = yaml(value);
    assert_eq!(by_yaml_serde(&yaml).as_ref(), Ok(value), "yaml_serde reads:\n{yaml}");
    assert_eq!(by_saphyr(&yaml).as_ref(), Ok(value), "saphyr reads:\n{yaml}");
    assert!(yaml.ends_with('\n') && !yaml.ends_with("\n\n"), "{yaml}");
    assert_eq!(yaml, self::yaml(value));
}

/// Any JSON whose numbers every reader reads exactly.
fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => text().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(5, 48, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Returns whether a reader of YAML 1.1 or YAML 1.2 could read the text as anything but a text.
///
/// It is independent of all readers, and deliberately cruder than any grammar.
fn is_suspicious(text: &str) -> bool {
    const WORDS: [&str; 15] = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity", "~", "=", "<<",
    ];
    let lower = text.to_lowercase();
    let bare: String = lower.chars().filter(|c| !matches!(c, '_' | ',' | '+')).collect();
    let has_digit = lower.contains(|c: char| c.is_ascii_digit());
    let unsigned = bare.trim_start_matches('-');
    let in_base = |prefix: &str| {
        unsigned.strip_prefix(prefix).is_some_and(|digits| u128::from_str_radix(digits, 16).is_ok())
    };
    text.trim() != text
        || WORDS.contains(&lower.as_str())
        || lower.parse::<f64>().is_ok()
        || ["0x", "0o", "0b"].into_iter().any(in_base)
        || has_digit && bare.parse::<f64>().is_ok()
        || lower.trim_start_matches(['+', '-', '.', ' ']).starts_with(|c: char| c.is_ascii_digit())
            && lower.chars().all(|c| c.is_ascii_digit() || " .:+-etz".contains(c))
        || text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':')
        || !text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_text_is_read_back_wherever_it_stands(text in text()) {
        assert_read_back(&everywhere(&[text]));
    }

    #[test]
    fn only_what_looks_like_a_text_is_plain(text in text()) {
        let is_plain = yaml(&json!([text])) == format!("- {text}\n");
        prop_assert!(!is_plain || !is_suspicious(&text), "{text:?} is plain");
    }

    #[test]
    fn every_tree_is_read_back(tree in tree()) {
        assert_read_back(&tree);
    }

    #[test]
    fn texts_beside_each_other_are_read_back(texts in prop::collection::vec(text(), 0..12)) {
        assert_read_back(&everywhere(&texts));
    }
}

#[test]
fn every_fragment_and_pair_of_fragments_is_read_back() {
    for first in FRAGMENTS {
        let mut texts = vec![(*first).to_owned()];
        texts.extend(FRAGMENTS.iter().map(|second| format!("{first}{second}")));
        for text in &texts {
            let is_plain = yaml(&json!([text])) == format!("- {text}\n");
            assert!(!is_plain || !is_suspicious(text), "{text:?} is plain");
            let value = Value::from(vec![text.as_str()]);
            assert_eq!(by_yaml_serde(&yaml(&value)), Ok(value.clone()));
        }
        assert_read_back(&everywhere(&texts));
    }
}
