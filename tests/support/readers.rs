use proptest::test_runner::Config;
use saphyr::LoadableYamlNode;
use serde_json::{Map, Value};

/// At least 1,000 cases. `PROPTEST_CASES` sets a higher number.
pub fn config() -> Config {
    let config = Config::default();
    let cases = config.cases.max(1_000);
    Config { cases, ..config }
}

/// Reads with a port of libyaml, like Go's readers.
pub fn by_yaml_serde(yaml: &str) -> Result<Value, String> {
    yaml_serde::from_str(yaml).map_err(|error| error.to_string())
}

/// Reads with an independent reader of YAML 1.2.
pub fn by_saphyr(yaml: &str) -> Result<Value, String> {
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
