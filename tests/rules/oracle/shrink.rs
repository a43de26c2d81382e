use k8s_openapi::api::core::v1;
use serde_json::Value;

use podwright_tests::go::Process;

use super::validate;
use crate::verdict::differences;

/// Removes parts of a pod as long as the first difference remains.
pub(crate) fn shrink(kubernetes: &mut Process, pod: &v1::Pod) -> v1::Pod {
    let mut smallest = pod.clone();
    let essence = |pod: &v1::Pod, kubernetes: &mut Process| {
        let verdict = validate(kubernetes, &[pod]).remove(0);
        differences(pod, &verdict).first().map(|difference| without_digits(difference))
    };
    let Some(kept) = essence(pod, kubernetes) else { return smallest };
    loop {
        let smaller: Vec<v1::Pod> = without_a_part(&serde_json::to_value(&smallest).unwrap())
            .into_iter()
            .filter_map(|value| serde_json::from_value(value).ok())
            .filter(|pod| *pod != smallest)
            .collect();
        let verdicts = validate(kubernetes, &smaller.iter().collect::<Vec<_>>());
        let still = smaller.into_iter().zip(verdicts).find(|(pod, verdict)| {
            differences(pod, verdict).first().is_some_and(|difference| without_digits(difference) == kept)
        });
        match still {
            Some((pod, _)) => smallest = pod,
            None => return smallest,
        }
    }
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
