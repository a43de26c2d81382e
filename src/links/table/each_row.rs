//! Each row of the table, on the smallest object that has it: resolved, missing, misspelt, in another namespace.

use serde_json::{Value, json};

use super::{Class, GATEWAY, Kind, On, Row, To, Where, rows};
use crate::links::tests::object;
use crate::links::{Links, Missing, Outcome, Reason, known};

/// Puts a value at a path, in the first item of each list.
fn put(value: &mut Value, path: &str, leaf: Value) {
    let path = path.strip_prefix('.').unwrap_or(path);
    if path.is_empty() {
        *value = leaf;
    } else if let Some(rest) = path.strip_prefix("C[]") {
        put(value, &format!("containers[]{rest}"), leaf);
    } else if let Some(rest) = path.strip_prefix("[]") {
        if value.is_null() {
            *value = json!([{}]);
        }
        put(&mut value[0], rest, leaf);
    } else if let Some((key, rest)) = path.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        put(&mut value[key], rest, leaf);
    } else {
        let end = path.find(['.', '[']).unwrap_or(path.len());
        put(&mut value[&path[..end]], &path[end..], leaf);
    }
}

fn version((group, _): Kind) -> String {
    if group.is_empty() { "v1".to_owned() } else { format!("{group}/v1") }
}

/// The kind that the test refers to.
fn target(row: &Row) -> Kind {
    match row.target {
        To::Kind(kind) => kind,
        To::Fields { default: ("", ""), .. } if row.base == "subjects[]" => ("", "ServiceAccount"),
        To::Fields { default: ("", ""), .. } => ("apps", "Deployment"),
        To::Fields { default, .. } => default,
    }
}

/// Returns the smallest object of a kind that refers to `name` as the row says, and the field.
fn referrer(row: &Row, kind: Kind, start: &str, name: &str) -> (Value, String) {
    let mut object = json!({
        "apiVersion": version(kind),
        "kind": kind.1,
        "metadata": {"name": "from", "namespace": "a"},
        "type": "kubernetes.io/service-account-token",
    });
    let base = format!("{start}{}", row.base);
    let name = if matches!(row.place, Where::Slash) { format!("a/{name}") } else { name.to_owned() };
    let join = |field: &str| if field.is_empty() { base.clone() } else { format!("{base}.{field}") };
    put(&mut object, &join(row.name), json!(name));
    if let Where::Named(field) = row.place {
        put(&mut object, &join(field), json!("a"));
    }
    if let To::Fields { group, kind, .. } = row.target {
        let target = target(row);
        let group_value = if group == "apiVersion" { version(target) } else { target.0.to_owned() };
        put(&mut object, &join(group), json!(group_value));
        put(&mut object, &join(kind), json!(target.1));
    }
    let field = join(row.name).replace("C[]", "containers[0]").replace("[]", "[0]").replace(".[", "[");
    (object, field)
}

fn present(kind: Kind, name: &str, namespace: &str) -> Value {
    json!({
        "apiVersion": version(kind), "kind": kind.1, "metadata": {"name": name, "namespace": namespace},
        "data": {"ca.crt": "x"}, "spec": {"ports": [{"port": 443}]},
    })
}

/// Returns what has become of the reference at a field.
fn outcome(values: &[&Value], field: &str) -> Outcome {
    let objects: Vec<_> = values.iter().map(|value| object(value)).collect();
    let links = Links::between(&objects);
    let mut found = links.references().iter().filter(|it| it.field() == field && it.from().name() != "to");
    found.next().unwrap_or_else(|| panic!("no reference at {field}: {values:?}")).outcome().clone()
}

/// The kinds that have a row, with the path that it begins at.
fn kinds(on: On) -> Vec<(Kind, &'static str)> {
    match on {
        On::PodSpec => vec![
            (("", "Pod"), "spec."),
            (("apps", "Deployment"), "spec.template.spec."),
            (("batch", "CronJob"), "spec.jobTemplate.spec.template.spec."),
            (("", "PodTemplate"), "template.spec."),
        ],
        On::ClaimSpec => vec![
            (("", "PersistentVolumeClaim"), "spec."),
            (("apps", "StatefulSet"), "spec.volumeClaimTemplates[].spec."),
            (("", "Pod"), "spec.volumes[].ephemeral.volumeClaimTemplate.spec."),
        ],
        On::Kinds(kinds) => kinds.iter().map(|kind| (*kind, "")).collect(),
        On::Any => vec![(("", "ConfigMap"), ""), (("example.net", "Other"), "")],
    }
}

#[test]
fn each_row_resolves_and_finds_what_is_missing_misspelt_or_elsewhere() {
    let mut tried = 0;
    for row in rows() {
        let to = target(row);
        for (kind, start) in kinds(row.on) {
            if kind == ("", "Endpoints") {
                // The name of the object itself is the reference.
                continue;
            }
            let (from, field) = referrer(row, kind, start, "to");
            let neighbour = present(("", "LimitRange"), "neighbour", "a");
            let there = present(to, "to", "a");
            let what = format!("{kind:?} {field} to {to:?}");
            assert!(outcome(&[&from, &there, &neighbour], &field).is_resolved(), "{what}");
            let makes_anything = known::may_make_anything(kind.0, kind.1);
            let is_open = |outcome: &Outcome| match outcome {
                Outcome::Unknown(Reason::Outside) => row.class == Class::Outside,
                Outcome::Unknown(Reason::MadeByCustom(_)) => makes_anything,
                Outcome::Dangling(Missing::Object) => row.class != Class::Outside,
                _ => false,
            };
            let missing = outcome(&[&from, &neighbour], &field);
            assert!(is_open(&missing), "{what}: {missing:?}");
            let misspelt = outcome(&[&from, &present(to, "too", "a"), &neighbour], &field);
            assert!(is_open(&misspelt), "{what}: {misspelt:?}");
            let of_other_group =
                outcome(&[&from, &present(("example.org", to.1), "to", "a"), &neighbour], &field);
            assert!(!of_other_group.is_resolved(), "{what}: {of_other_group:?}");
            tried += 1;
            if known::is_cluster_scoped(to.0, to.1) || row.class == Class::Outside {
                continue;
            }
            let elsewhere = outcome(&[&from, &present(to, "to", "b"), &neighbour], &field);
            assert_eq!(elsewhere, Outcome::Dangling(Missing::Namespace("b".into())), "{what}");
        }
    }
    assert!(tried > 200, "{tried} kinds were tried");
    assert!(rows().any(|row| matches!(row.on, On::Kinds(kinds) if kinds.contains(&(GATEWAY, "HTTPRoute")))));
}
