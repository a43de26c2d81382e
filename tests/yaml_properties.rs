//! Whatever text goes in, the same text comes out of independent readers, as a key and as a value.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod hostile;
mod support;

use hostile::{FRAGMENTS, everywhere, text};
use podwright::manifest::Yaml;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{by_saphyr, by_yaml_serde, config};

fn yaml(value: &Value) -> String {
    Yaml::new().unjudged(value).unwrap()
}

fn assert_read_back(value: &Value) {
    let yaml = yaml(value);
    assert_eq!(by_yaml_serde(&yaml).as_ref(), Ok(value), "yaml_serde reads:\n{yaml}");
    assert_eq!(by_saphyr(&yaml).as_ref(), Ok(value), "saphyr reads:\n{yaml}");
    assert!(yaml.ends_with('\n') && !yaml.ends_with("\n\n"), "{yaml}");
    assert_eq!(yaml, self::yaml(value));
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
