use serde_json::Value;

use super::words::twisted;
use super::{Random, Words};

/// Changes one random part of a pod.
pub(super) fn mutate(random: &mut Random, words: &Words, pod: &mut Value) {
    let mut steps = random.below(nodes(pod));
    find(&mut steps, "", pod, &mut |key, part| change(random, words, key, part));
}

fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Object(entries) => entries.values().map(nodes).sum(),
        _ => 0,
    }
}

/// Walks to the part that is `steps` steps away and calls `then` on it. Returns whether it was found.
fn find(steps: &mut usize, key: &str, value: &mut Value, then: &mut impl FnMut(&str, &mut Value)) -> bool {
    if *steps == 0 {
        then(key, value);
        return true;
    }
    *steps -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| find(steps, key, item, then)),
        Value::Object(entries) => entries.iter_mut().any(|(key, value)| find(steps, key, value, then)),
        _ => false,
    }
}

fn change(random: &mut Random, words: &Words, key: &str, part: &mut Value) {
    match part {
        Value::Null => {}
        Value::Bool(is) => *is = !*is,
        Value::Number(_) => *part = words.number(random, key).into(),
        Value::String(text) if random.one_in(4) => *text = twisted(random, &[text.as_str()]),
        Value::String(text) if text.starts_with(|first: char| first.is_ascii_digit()) && random.one_in(2) => {
            *part = words.quantity(random).into();
        }
        Value::String(text) => *text = words.text(random, key),
        Value::Array(items) => change_list(random, words, key, items),
        Value::Object(_) => change_object(random, words, key, part),
    }
}

fn change_list(random: &mut Random, words: &Words, key: &str, items: &mut Vec<Value>) {
    let other = words.tree(random, key);
    match (random.below(6), other) {
        (0, _) => items.clear(),
        (1 | 2, Some(other)) => items.push(other.clone()),
        (1 | 2, None) => items.push(words.text(random, key).into()),
        (3, _) if !items.is_empty() => drop(items.remove(random.below(items.len()))),
        (4, _) if !items.is_empty() => items.push(random.pick(items).clone()),
        _ => items.reverse(),
    }
}

fn change_object(random: &mut Random, words: &Words, key: &str, part: &mut Value) {
    let other = words.tree(random, key);
    let Value::Object(entries) = part else { return };
    let names: Vec<String> = entries.keys().cloned().collect();
    match random.below(8) {
        0 if !names.is_empty() => drop(entries.remove(random.pick(&names))),
        1 if names.len() > 1 => {
            let (one, two) = (random.pick(&names), random.pick(&names));
            let (first, second) = (entries[one].clone(), entries[two].clone());
            entries.insert(one.clone(), second);
            entries.insert(two.clone(), first);
        }
        2 if !names.is_empty() => {
            let value = entries[random.pick(&names)].clone();
            entries.insert(words.key(random, key), value);
        }
        3 => {
            if let Some(other) = other {
                *part = other.clone();
            }
        }
        _ => {
            // What others have beside it.
            if let Some(Value::Object(other)) = other {
                let other: Vec<_> = other.iter().collect();
                if !other.is_empty() {
                    let (name, value) = random.pick(&other);
                    entries.insert((*name).clone(), (*value).clone());
                }
            }
        }
    }
}
