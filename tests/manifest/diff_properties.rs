//! What holds for the differences of any two objects.

use podwright::diff::{ChangeKind, FieldChange, PathStep, changes};
use podwright::to_json;
use podwright_proptest as strategies;
use podwright_tests::rows;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::strategy::Union;
use proptest::test_runner::Config;
use serde_json::{Map, Value, json};

/// `PROPTEST_CASES` sets another number.
fn config() -> Config {
    Config::default()
}

/// Objects of each kind that has a builder, as JSON.
fn object() -> impl Strategy<Value = Value> {
    macro_rules! each {
        ($($kind:ident)+) => {
            Union::new([$(
                strategies::$kind()
                    .prop_map(|object| serde_json::from_str(&to_json(&object.build().unwrap()).unwrap()).unwrap())
                    .boxed(),
            )+])
        };
    }
    each! {
        pod deployment stateful_set daemon_set replica_set job restarting_job cron_job horizontal_pod_autoscaler
        disruption_budget service external_name ingress network_policy config_map hashed_config_map secret
        persistent_volume_claim service_account role cluster_role role_binding cluster_role_binding namespace
        priority_class limit_range resource_quota
    }
}

/// An object, and the same with some changes.
fn two() -> impl Strategy<Value = (Value, Value)> {
    (object(), any::<Vec<u16>>()).prop_map(|(old, edits)| {
        let mut new = old.clone();
        for edit in edits.iter().take(6) {
            change(&mut new, usize::from(*edit));
        }
        (old, new)
    })
}

/// Changes one value of an object, anywhere but at its identity. The number chooses where and how.
fn change(object: &mut Value, number: usize) {
    let mut pointers = Vec::new();
    collect(object, "", &mut pointers);
    pointers.retain(|pointer| !["", "/apiVersion", "/kind"].contains(&pointer.as_str()));
    let Some(pointer) = pointers.get(number / 8 % pointers.len().max(1)) else { return };
    let (above, name) = pointer.rsplit_once('/').unwrap();
    let other = object.pointer(&pointers[number % pointers.len()]).unwrap().clone();
    match object.pointer_mut(above).unwrap() {
        Value::Object(fields) => {
            let name = name.replace("~1", "/").replace("~0", "~");
            match number % 4 {
                0 => drop(fields.remove(&name)),
                1 => drop(fields.insert("added".to_owned(), other)),
                2 => fields[&name] = other,
                _ => alter(&mut fields[&name]),
            }
        }
        Value::Array(items) => {
            let at: usize = name.parse().unwrap();
            match number % 5 {
                0 => drop(items.remove(at)),
                1 => items.insert(at, other),
                2 => items.reverse(),
                3 => items.rotate_left(at),
                _ => alter(&mut items[at]),
            }
        }
        _ => {}
    }
}

/// Makes another value of a value.
fn alter(value: &mut Value) {
    *value = match &*value {
        Value::String(text) => format!("{text}x").into(),
        Value::Number(number) => (number.as_i64().unwrap_or_default() + 1).into(),
        Value::Bool(is) => (!is).into(),
        Value::Null => json!("x"),
        Value::Array(_) | Value::Object(_) => json!(7),
    };
}

fn collect(value: &Value, at: &str, pointers: &mut Vec<String>) {
    pointers.push(at.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| collect(item, &format!("{at}/{i}"), pointers));
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                collect(value, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), pointers);
            }
        }
        _ => {}
    }
}

/// Applies changes to the old object: what is removed first, then the order, then everything else.
fn apply(object: &mut Value, changes: &[FieldChange]) {
    let rank = |change: &&FieldChange| match change.kind() {
        ChangeKind::Removed => 0,
        ChangeKind::Moved => 1,
        ChangeKind::Added | ChangeKind::Changed => 2,
    };
    let mut sorted: Vec<_> = changes.iter().collect();
    sorted.sort_by_key(rank);
    for change in sorted {
        apply_one(object, change);
    }
}

fn apply_one(object: &mut Value, change: &FieldChange) {
    let Some((last, above)) = change.steps().split_last() else {
        *object = change.after().unwrap().clone();
        return;
    };
    let parent = above.iter().fold(object, step_into);
    if change.kind() == ChangeKind::Moved {
        let items = step_into(parent, last).as_array_mut().unwrap();
        let order = change.after().unwrap().as_array().unwrap();
        items.sort_by_key(|item| order.iter().position(|name| is_named(item, name)).unwrap());
        return;
    }
    match last {
        PathStep::Field(name) | PathStep::Key(name) => {
            if parent.is_null() {
                *parent = Value::Object(Map::new());
            }
            let fields = parent.as_object_mut().unwrap();
            match change.after() {
                Some(new) => drop(fields.insert(name.to_string(), new.clone())),
                None => drop(fields.remove(&**name)),
            }
        }
        step => {
            let items = parent.as_array_mut().unwrap();
            match (change.kind(), change.after()) {
                (ChangeKind::Added, Some(new)) => {
                    items.insert(change.index().unwrap().min(items.len()), new.clone());
                }
                (ChangeKind::Removed, None) => items.retain(|item| !is_at(item, step)),
                (_, Some(new)) => *items.iter_mut().find(|item| is_at(item, step)).unwrap() = new.clone(),
                _ => panic!("{change}"),
            }
        }
    }
}

fn step_into<'v>(value: &'v mut Value, step: &PathStep) -> &'v mut Value {
    match step {
        PathStep::Field(name) | PathStep::Key(name) => &mut value[&**name],
        step => {
            let items = value.as_array_mut().unwrap();
            let at = items.iter().position(|item| is_at(item, step));
            &mut items[at.unwrap_or_else(|| panic!("{step:?}"))]
        }
    }
}

/// Tells whether a step leads to an item. A key that the step does not write has its default, which is that of a protocol.
fn is_at(item: &Value, step: &PathStep) -> bool {
    match step {
        PathStep::Item(keys) => {
            let is = |(name, value): &(&str, Value)| item.get(name).unwrap_or(&json!(0)) == value;
            let has_protocol = keys.iter().any(|key| key.0 == "protocol");
            keys.iter().all(is)
                && (has_protocol || keys[0].0 == "name" || is_tcp(item) || item.get("protocol").is_none())
        }
        PathStep::Member(value) => item == value,
        _ => false,
    }
}

fn is_tcp(item: &Value) -> bool {
    item.get("protocol").is_none_or(|protocol| protocol == "TCP" || protocol.is_null())
}

/// Tells whether an item has a name of a list of names that moved.
fn is_named(item: &Value, name: &Value) -> bool {
    match name {
        Value::Object(keys) => {
            keys.iter().all(|(key, value)| item.get(key) == Some(value))
                && (keys.contains_key("protocol") || keys.contains_key("topologyKey") || is_tcp(item))
        }
        name => {
            item == name
                || ["name", "mountPath", "devicePath", "ip", "uid", "type"]
                    .iter()
                    .any(|key| item.get(key) == Some(name))
        }
    }
}

/// The lists whose order means nothing outside of templates.
const UNORDERED: &[&str] = &[
    "claims",
    "finalizers",
    "hostAliases",
    "imagePullSecrets",
    "ownerReferences",
    "ports",
    "resourceClaims",
    "schedulingGates",
    "secrets",
    "topologySpreadConstraints",
    "values",
    "volumeDevices",
    "volumeMounts",
    "volumes",
];

/// Returns an object without what means nothing.
fn normal(name: &str, value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<_> = items.iter().map(|item| normal("", item)).collect();
            if name == "ports" {
                for item in items.iter_mut().filter_map(Value::as_object_mut) {
                    item.entry("protocol").or_insert("TCP".into());
                }
            }
            if UNORDERED.contains(&name) {
                items.sort_by_key(Value::to_string);
            }
            items.into()
        }
        Value::Object(fields) => {
            let maps = [
                "annotations",
                "binaryData",
                "data",
                "hard",
                "labels",
                "limits",
                "matchLabels",
                "nodeSelector",
                "requests",
                "selector",
                "stringData",
            ];
            let fields = fields.iter().map(|(name, value)| (name.clone(), normal(name, value)));
            let is_something = |(name, value): &(String, Value)| match value {
                Value::Null => false,
                Value::Array(items) => !items.is_empty(),
                Value::Object(fields) => !fields.is_empty() || !maps.contains(&name.as_str()),
                _ => true,
            };
            Value::Object(fields.filter(is_something).collect())
        }
        other => other.clone(),
    }
}

/// Returns what a change says, in one direction or the other.
fn said(change: &FieldChange, is_mirrored: bool) -> String {
    let (old, new) =
        if is_mirrored { (change.after(), change.before()) } else { (change.before(), change.after()) };
    let kind = match change.kind() {
        ChangeKind::Added if is_mirrored => ChangeKind::Removed,
        ChangeKind::Removed if is_mirrored => ChangeKind::Added,
        kind => kind,
    };
    format!("{} {kind:?} {old:?} {new:?} {:?} {}", change.field(), change.index(), change.is_secret())
}

fn sorted(changes: &[FieldChange], is_mirrored: bool) -> Vec<String> {
    let mut said: Vec<_> = changes.iter().map(|change| said(change, is_mirrored)).collect();
    said.sort_unstable();
    said
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_object_does_not_differ_from_itself(object in object()) {
        prop_assert_eq!(changes(&object, &object), []);
    }

    #[test]
    fn the_changes_lead_from_the_old_object_to_the_new_one((old, new) in two()) {
        let found = changes(&old, &new);
        prop_assert!(!found.is_empty() || normal("", &old) == normal("", &new));
        if !found.iter().any(FieldChange::is_secret) {
            let mut applied = old.clone();
            apply(&mut applied, &found);
            prop_assert_eq!(normal("", &applied), normal("", &new), "{:#?}", found);
        }
    }

    #[test]
    fn the_other_direction_has_the_same_changes((old, new) in two()) {
        prop_assert_eq!(sorted(&changes(&new, &old), true), sorted(&changes(&old, &new), false));
    }

    #[test]
    fn objects_of_two_kinds_are_compared_too(old in object(), new in object()) {
        let found = changes(&old, &new);
        if !found.iter().any(FieldChange::is_secret) {
            let mut applied = old;
            apply(&mut applied, &found);
            prop_assert_eq!(normal("", &applied), normal("", &new), "{:#?}", found);
        }
    }

    #[test]
    fn no_value_of_a_secret_is_shown(secret in strategies::secret(), mark in Just("s3cr3t-")) {
        let old: Value = serde_json::from_str(&to_json(&secret.build().unwrap()).unwrap()).unwrap();
        let mut new = old.clone();
        for field in ["data", "stringData"] {
            for (at, value) in new[field].as_object_mut().into_iter().flatten().enumerate() {
                *value.1 = format!("{mark}{at}").into();
            }
        }
        new["stringData"]["added"] = format!("{mark}added").into();
        for found in [changes(&old, &new), changes(&new, &old)] {
            prop_assert!(found.iter().any(FieldChange::is_secret));
            let shown = format!("{found:?}") + &found.iter().map(ToString::to_string).collect::<String>();
            prop_assert!(!shown.contains(mark), "{shown}");
        }
    }
}

/// Returns the recorded objects of all kinds.
fn recorded() -> impl Iterator<Item = Value> {
    let files = ["pods-1.36.2", "objects-1.36.2", "access-1.36.2"];
    files.into_iter().flat_map(|file| rows(&format!("conformance/{file}.ndjson.gz"))).filter_map(|mut row| {
        let mut object = row["pod"].as_object_mut()?.clone();
        object.entry("apiVersion").or_insert("v1".into());
        object.entry("kind").or_insert("Pod".into());
        Some(Value::Object(object))
    })
}

#[test]
fn one_field_that_changes_in_a_recorded_object_is_found() {
    let (mut exact, mut above, mut keys) = (0, 0, 0);
    for (number, old) in recorded().enumerate().step_by(3) {
        let mut pointers = Vec::new();
        collect(&old, "", &mut pointers);
        pointers.retain(|pointer| {
            let value = old.pointer(pointer).unwrap();
            !["/apiVersion", "/kind"].contains(&pointer.as_str())
                && (value.is_string() || value.is_number() || value.is_boolean())
        });
        let Some(pointer) = pointers.get(number * 7919 % pointers.len().max(1)) else { continue };
        let mut new = old.clone();
        alter(new.pointer_mut(pointer).unwrap());
        let found = changes(&old, &new);
        let shown = || format!("{pointer}\n{found:#?}\n{old}");
        // The path is that of the leaf, or of a list that is one value.
        let fields = |path: &str| -> String {
            path.split(['.', '/', '[', ']']).filter(|step| step.parse::<u32>().is_err()).collect()
        };
        let names = |change: &FieldChange| {
            let names = change.steps().iter().filter_map(|step| match step {
                PathStep::Field(name) | PathStep::Key(name) => Some(fields(name)),
                _ => None,
            });
            names.collect::<String>()
        };
        let leaf = fields(&pointer.replace("~1", "/").replace("~0", "~"));
        for change in &found {
            assert!(leaf.starts_with(&names(change)), "{}", shown());
        }
        match &*found {
            [change] if change.is_secret() => exact += usize::from(change.kind() == ChangeKind::Changed),
            [change] if change.after() == new.pointer(pointer) => {
                assert_eq!(change.before(), old.pointer(pointer), "{}", shown());
                assert_eq!(names(change), leaf, "{}", shown());
                exact += 1;
            }
            [change] => {
                assert_eq!(change.kind(), ChangeKind::Changed, "{}", shown());
                assert!(change.before().unwrap().is_array(), "{}", shown());
                above += 1;
            }
            [one, other] => {
                let kinds = [one.kind(), other.kind()];
                assert_eq!(kinds, [ChangeKind::Added, ChangeKind::Removed], "{}", shown());
                keys += 1;
            }
            _ => panic!("{}", shown()),
        }
        if !found[0].is_secret() {
            let mut applied = old.clone();
            apply(&mut applied, &found);
            assert_eq!(normal("", &applied), normal("", &new), "{}", shown());
        }
    }
    assert!(exact > 8_000 && above > 500 && keys > 500, "{exact} {above} {keys}");
}
