//! Changes the fields at which failures point, and no others.

use k8s_openapi::api::core::v1;
use podwright::rules::pod_security;
use podwright::rules::pod_security::{Failure, Level, PolicyVersion};
use serde_json::{Value, json};

/// One mistake may hide another, such as two sources of a volume.
const ROUNDS: usize = 30;

/// The pod with each field changed at which a failure points, until no failure is left. None where a field of the node
/// comes from a default, which has no field of its own.
pub(crate) fn mended(pod: &v1::Pod, level: Level, version: PolicyVersion) -> Option<v1::Pod> {
    let is_on_host = pod.spec.as_ref().is_some_and(|spec| spec.host_network == Some(true));
    if is_on_host {
        return None;
    }
    let mut pod = pod.clone();
    for _ in 0..ROUNDS {
        let evaluation = pod_security(&pod, level, version);
        if evaluation.is_allowed() {
            return Some(pod);
        }
        let mut value = serde_json::to_value(&pod).unwrap();
        for failure in evaluation.failures() {
            mend(&mut value, failure);
        }
        pod = serde_json::from_value(value).unwrap();
    }
    panic!("{level}:{version}: {:?}", pod_security(&pod, level, version));
}

fn mend(pod: &mut Value, failure: &Failure) {
    // The last items first, so that the indices of the others stay.
    for field in failure.fields().iter().rev() {
        let names_value = !field.ends_with("seLinuxOptions.user") && !field.ends_with("seLinuxOptions.role");
        if let Some(Value::String(value)) = get(pod, field)
            && names_value
        {
            let detail = failure.detail();
            assert!(
                detail.contains(&value) || field.contains("annotations["),
                "{field}: {value:?} in {detail}"
            );
        }
        match failure.check().id() {
            "allowPrivilegeEscalation" => set(pod, field, json!(false)),
            "runAsNonRoot" => set(pod, field, json!(true)),
            "capabilities_restricted" if field.ends_with("capabilities.drop") => {
                set(pod, field, json!(["ALL"]));
            }
            _ if field.ends_with("appArmorProfile.type") || field.ends_with("seccompProfile.type") => {
                set(pod, field, json!("RuntimeDefault"));
            }
            "sysctls" => remove(pod, field.strip_suffix(".name").unwrap()),
            _ => remove(pod, field),
        }
    }
}

/// A step of a path: a key, or an index.
enum Step {
    Key(String),
    Index(usize),
}

fn steps(path: &str) -> Vec<Step> {
    if let Some(key) = path.strip_prefix("metadata.annotations[") {
        let key = key.strip_suffix(']').unwrap();
        return [
            Step::Key("metadata".to_owned()),
            Step::Key("annotations".to_owned()),
            Step::Key(key.to_owned()),
        ]
        .into();
    }
    let mut steps = Vec::new();
    for part in path.split('.') {
        match part.split_once('[') {
            None => steps.push(Step::Key(part.to_owned())),
            Some((key, index)) => {
                steps.push(Step::Key(key.to_owned()));
                steps.push(Step::Index(index.strip_suffix(']').unwrap().parse().unwrap()));
            }
        }
    }
    steps
}

fn get(pod: &Value, path: &str) -> Option<Value> {
    let mut at = pod;
    for step in steps(path) {
        at = match step {
            Step::Key(key) => at.get(key)?,
            Step::Index(index) => at.get(index)?,
        };
    }
    Some(at.clone())
}

fn set(pod: &mut Value, path: &str, to: Value) {
    let mut at = pod;
    for step in steps(path) {
        at = match step {
            // What is not there yet is made, but no container and no item of a list.
            Step::Key(key) => &mut at[key],
            Step::Index(index) => at.get_mut(index).unwrap_or_else(|| panic!("{path} is not there")),
        };
    }
    *at = to;
}

fn remove(pod: &mut Value, path: &str) {
    let mut steps = steps(path);
    let last = steps.pop().unwrap();
    let mut at = pod;
    for step in steps {
        let next = match step {
            Step::Key(key) => at.get_mut(key),
            Step::Index(index) => at.get_mut(index),
        };
        at = next.unwrap_or_else(|| panic!("{path} is not there"));
    }
    match last {
        Step::Key(key) => {
            at.as_object_mut().unwrap().remove(&key).unwrap_or_else(|| panic!("{path} is not there"));
        }
        Step::Index(index) => drop(at.as_array_mut().unwrap().remove(index)),
    }
}
