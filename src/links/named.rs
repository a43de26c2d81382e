//! Reading references to objects by their names: from the table and from custom resources.

use std::collections::HashSet;

use k8s_openapi::serde_json::Value;

use super::custom::CustomReference;
use super::pods::pod_spec;
use super::reference::Part;
use super::set::{Entry, Set};
use super::set_claims::templates;
use super::table::{Asks, Class, On, RBAC, Row, To, Where, rows};
use super::tree::{each, get, item, items, join, text};
use crate::kind;

/// A reference that has been read and not been resolved.
#[derive(Debug)]
pub(super) struct Named<'a> {
    pub(super) from: usize,
    pub(super) group: &'a str,
    pub(super) kind: &'a str,
    pub(super) name: &'a str,
    pub(super) space: Option<&'a str>,
    pub(super) field: String,
    /// The parts, with the fields that name them.
    pub(super) parts: Vec<(Part, String)>,
    /// Whether a key becomes a variable.
    pub(super) is_variable: bool,
    pub(super) is_optional: bool,
    pub(super) class: Class,
}

impl<'a> Named<'a> {
    /// Returns the reference of a custom resource.
    pub(super) fn of_custom(from: usize, reference: &'a CustomReference) -> Self {
        Self {
            from,
            group: &reference.target.group,
            kind: &reference.target.kind,
            name: &reference.target.name,
            space: reference.target.namespace.as_deref(),
            field: reference.field.to_string(),
            parts: reference.part.iter().map(|(field, part)| (part.clone(), field.to_string())).collect(),
            is_variable: false,
            is_optional: reference.is_optional,
            class: Class::Required,
        }
    }

    /// Returns the namespace of the target.
    pub(super) fn target_space(&self, set: &Set<'a>) -> &'a str {
        if set.is_cluster_scoped(self.group, self.kind) {
            return "";
        }
        self.space.unwrap_or_else(|| set.space(self.from))
    }
}

/// Reads the references of an object, as the table says.
pub(super) fn read<'a>(at: usize, entry: &'a Entry, set: &Set<'a>, found: &mut Vec<Named<'a>>) {
    let spec = pod_spec(entry);
    let claims = claim_specs(entry, spec.as_ref());
    let replaced = replaced_volumes(entry);
    for row in rows() {
        match row.on {
            On::PodSpec => {
                if let Some((spec, path)) = &spec {
                    let before = found.len();
                    read_row(row, at, spec, path, set, found);
                    if !replaced.is_empty() {
                        remove_replaced(&replaced, spec, path, before, found);
                    }
                }
            }
            On::ClaimSpec => {
                for (spec, path) in &claims {
                    read_row(row, at, spec, path, set, found);
                }
            }
            On::Kinds(kinds) => {
                if kinds.iter().any(|(group, kind)| entry.is(group, kind)) {
                    read_row(row, at, &entry.value, "", set, found);
                }
            }
            On::Any => read_row(row, at, &entry.value, "", set, found),
        }
    }
}

/// Returns the names of the claim templates of a `StatefulSet`: its controller replaces volumes of these names.
fn replaced_volumes(entry: &Entry) -> HashSet<&str> {
    if entry.is("apps", "StatefulSet") { templates(entry).collect() } else { HashSet::new() }
}

/// Removes the references of volumes that claim templates replace, from `before` on.
fn remove_replaced(
    replaced: &HashSet<&str>,
    spec: &Value,
    path: &str,
    before: usize,
    found: &mut Vec<Named<'_>>,
) {
    let volumes = items(spec, "volumes");
    let kept = found.split_off(before).into_iter().filter(|named| {
        let rest = named.field.strip_prefix(path).and_then(|rest| rest.strip_prefix(".volumes["));
        let index =
            rest.and_then(|rest| rest.split_once(']')).and_then(|(index, _)| index.parse::<usize>().ok());
        let name = index.and_then(|index| text(volumes.get(index)?, "name"));
        name.is_none_or(|name| !replaced.contains(name))
    });
    found.extend(kept);
}

/// Returns the specs of claims and of templates of claims, with their paths.
fn claim_specs<'a>(entry: &'a Entry, spec: Option<&(&'a Value, String)>) -> Vec<(&'a Value, String)> {
    let mut claims = Vec::new();
    if entry.is("", "PersistentVolumeClaim") {
        claims.extend(get(&entry.value, "spec").map(|spec| (spec, "spec".to_owned())));
    }
    if entry.is("apps", "StatefulSet") {
        for (at, claim) in items(&entry.value, "spec.volumeClaimTemplates").iter().enumerate() {
            let path = join(&item("spec", "volumeClaimTemplates", at), "spec");
            claims.extend(get(claim, "spec").map(|spec| (spec, path)));
        }
    }
    if let Some((spec, path)) = spec {
        for (at, volume) in items(spec, "volumes").iter().enumerate() {
            let claim = "ephemeral.volumeClaimTemplate.spec";
            let path = join(&item(path, "volumes", at), claim);
            claims.extend(get(volume, claim).map(|spec| (spec, path)));
        }
    }
    claims
}

fn read_row<'a>(
    row: &'static Row,
    from: usize,
    value: &'a Value,
    at: &str,
    set: &Set<'a>,
    found: &mut Vec<Named<'a>>,
) {
    set.step();
    if row.base == "serviceAccount" && text(value, "serviceAccountName").is_some() {
        return;
    }
    let is_token = || text(value, "type") == Some("kubernetes.io/service-account-token");
    if row.base.ends_with("[kubernetes.io/service-account.name]") && !is_token() {
        return;
    }
    let mut path = at.to_owned();
    each(value, row.base, &mut path, &mut |base, path| {
        set.step();
        found.extend(read_base(row, from, base, path));
    });
}

/// Reads one reference of a row.
fn read_base<'a>(row: &'static Row, from: usize, base: &'a Value, path: &str) -> Option<Named<'a>> {
    let mut name = text(base, row.name)?;
    if name.contains("${") || name.contains("{{") {
        return None;
    }
    let (group, kind) = match row.target {
        To::Kind(kind) => kind,
        To::Fields { group, kind, default } => {
            let kind = text(base, kind).unwrap_or(default.1);
            (group_of(base, group, kind, default.0), kind)
        }
    };
    if kind.is_empty() || (group == RBAC && ["User", "Group"].contains(&kind)) {
        return None;
    }
    let space = match row.place {
        Where::Same | Where::Cluster => None,
        Where::Named(field) => text(base, field),
        Where::Slash => {
            let (space, rest) = name.split_once('/')?;
            name = rest;
            Some(space)
        }
    };
    Some(Named {
        from,
        group,
        kind,
        name,
        space: space.filter(|space| !space.contains("${")),
        field: join(path, row.name),
        parts: parts(row, base, path),
        is_variable: matches!(row.part, Asks::VariableKey(_)),
        is_optional: is_optional(row, base),
        class: row.class,
    })
}

fn group_of<'a>(base: &'a Value, field: &str, kind: &str, default: &'a str) -> &'a str {
    let group = get(base, field).and_then(Value::as_str);
    match group {
        Some(version) if field == "apiVersion" => version.split_once('/').map_or("", |(group, _)| group),
        Some(group) => group,
        None if default.is_empty() && field == "apiVersion" => {
            kind::KINDS.iter().find(|known| known.name == kind).map_or("", |known| known.group)
        }
        None => default,
    }
}

fn is_optional(row: &Row, base: &Value) -> bool {
    match row.optional.split_once('=') {
        Some((field, word)) => text(base, field) == Some(word),
        None => get(base, row.optional).is_some_and(|value| *value == Value::Bool(true)),
    }
}

/// Returns a port or another name as text.
pub(super) fn name_or_number(value: &Value) -> Option<String> {
    match value {
        Value::String(name) if !name.is_empty() => Some(name.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn parts(row: &Row, base: &Value, path: &str) -> Vec<(Part, String)> {
    let mut parts = Vec::new();
    let mut add = |field: &str, make: &dyn Fn(Box<str>) -> Part| {
        let mut at = path.to_owned();
        let before = parts.len();
        each(base, field, &mut at, &mut |value, at| {
            parts.extend(name_or_number(value).map(|name| (make(name.into()), at.clone())));
        });
        parts.len() > before
    };
    match row.part {
        Asks::Nothing => {}
        Asks::VariableKey(field) | Asks::FileKey(field) => {
            add(field, &Part::Key);
        }
        Asks::KeyNamed(key) => parts.push((Part::Key(key.into()), join(path, row.name))),
        Asks::Port(fields, default) => {
            let is_given = fields.iter().any(|field| add(field, &Part::Port));
            if !is_given && default > 0 {
                parts.push((Part::Port(default.to_string().into()), join(path, row.name)));
            }
        }
        Asks::Listener { name, port } => {
            add(name, &Part::Listener);
            add(port, &Part::Port);
        }
    }
    parts
}
