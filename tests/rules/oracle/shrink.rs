use podwright_tests::objects;
use serde_json::Value;

use super::Kubernetes;

/// Removes parts of an object as long as the first difference remains.
pub(crate) fn shrink(kubernetes: &mut Kubernetes, object: &Value) -> Value {
    let mut smallest = object.clone();
    let Some(kept) = first_differences(kubernetes, &[&smallest]).remove(0) else { return smallest };
    loop {
        let smaller: Vec<Value> = without_a_part(&smallest)
            .into_iter()
            .filter(|smaller| {
                smaller["kind"] == smallest["kind"] && smaller["apiVersion"] == smallest["apiVersion"]
            })
            .filter_map(|smaller| Some(objects::read(&smaller).ok()?.to_json()))
            .filter(|smaller| *smaller != smallest)
            .collect();
        let differences = first_differences(kubernetes, &smaller.iter().collect::<Vec<_>>());
        let still = smaller.into_iter().zip(differences).find(|(_, first)| first.as_ref() == Some(&kept));
        match still {
            Some((object, _)) => smallest = object,
            None => return smallest,
        }
    }
}

/// Returns the first difference on each object, without its numbers.
fn first_differences(kubernetes: &mut Kubernetes, objects: &[&Value]) -> Vec<Option<String>> {
    let verdicts = kubernetes.validate(objects);
    let first = |(object, verdict)| {
        kubernetes.differences(object, &verdict).first().map(|first| without_digits(first))
    };
    objects.iter().copied().zip(verdicts).map(first).collect()
}

pub(crate) fn without_digits(difference: &str) -> String {
    difference.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Returns the values that are left when one part is taken out, large parts first.
fn without_a_part(value: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    match value {
        Value::Array(items) => {
            for i in 0..items.len() {
                let mut rest = items.clone();
                rest.remove(i);
                out.push(rest.into());
            }
            for (i, item) in items.iter().enumerate() {
                for smaller in without_a_part(item) {
                    let mut items = items.clone();
                    items[i] = smaller;
                    out.push(items.into());
                }
            }
        }
        Value::Object(entries) => {
            for key in entries.keys() {
                let mut rest = entries.clone();
                rest.remove(key);
                out.push(rest.into());
            }
            for (key, entry) in entries {
                for smaller in without_a_part(entry) {
                    let mut entries = entries.clone();
                    entries.insert(key.clone(), smaller);
                    out.push(entries.into());
                }
            }
        }
        _ => {}
    }
    out
}
