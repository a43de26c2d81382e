//! Whatever text goes in, the same text comes out of independent readers, as a key and as a value.

mod hostile;

use hostile::{FRAGMENTS, everywhere, text, tree};
use podwright::manifest::Yaml;
use proptest::prelude::*;
use saphyr::LoadableYamlNode;
use serde_json::{Map, Value};

fn yaml(value: &Value) -> String {
    Yaml::new().unjudged(value).unwrap()
}

/// libyaml's way of reading, which Go's readers share.
fn by_yaml_serde(yaml: &str) -> Result<Value, String> {
    yaml_serde::from_str(yaml).map_err(|error| error.to_string())
}

/// A reader of YAML 1.2 of its own descent.
fn by_saphyr(yaml: &str) -> Result<Value, String> {
    let documents = saphyr::Yaml::load_from_str(yaml).map_err(|error| error.to_string())?;
    match documents.as_slice() {
        [document] => json(document),
        _ => Err(format!("{} documents", documents.len())),
    }
}

fn json(node: &saphyr::Yaml) -> Result<Value, String> {
    if let Some(text) = node.as_str() {
        return Ok(text.into());
    }
    if let Some(number) = node.as_integer() {
        return Ok(number.into());
    }
    if let Some(is) = node.as_bool() {
        return Ok(is.into());
    }
    if let Some(items) = node.as_sequence() {
        return items.iter().map(json).collect();
    }
    if let Some(entries) = node.as_mapping() {
        let entry = |(key, value): (&saphyr::Yaml, &saphyr::Yaml)| {
            let key = key.as_str().ok_or_else(|| format!("the key {key:?} is no text"))?;
            Ok((key.to_owned(), json(value)?))
        };
        return entries.iter().map(entry).collect::<Result<Map<_, _>, String>>().map(Value::Object);
    }
    if node.is_null() { Ok(Value::Null) } else { Err(format!("{node:?}")) }
}

fn assert_read_back(value: &Value) {
    let yaml = yaml(value);
    assert_eq!(by_yaml_serde(&yaml).as_ref(), Ok(value), "yaml_serde reads:\n{yaml}");
    assert_eq!(by_saphyr(&yaml).as_ref(), Ok(value), "saphyr reads:\n{yaml}");
    assert!(yaml.ends_with('\n') && !yaml.ends_with("\n\n"), "{yaml}");
    assert_eq!(yaml, self::yaml(value));
}

/// The number of cases, which `PROPTEST_CASES` raises.
fn config() -> ProptestConfig {
    let config = ProptestConfig::default();
    let cases = config.cases.max(1_000);
    ProptestConfig { cases, ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_text_is_read_back_wherever_it_stands(text in text()) {
        assert_read_back(&everywhere(&[text]));
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
            let value = Value::from(vec![text.as_str()]);
            assert_eq!(by_yaml_serde(&yaml(&value)), Ok(value.clone()));
        }
        assert_read_back(&everywhere(&texts));
    }
}
