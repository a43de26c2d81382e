//! References to objects by name: misspelt, deleted, moved.

use std::collections::{BTreeMap, BTreeSet};

use podwright::links::{LinkedDocuments, LocatedFinding, Outcome, Reference, ResolvedBy, Severity, Target};
use podwright::manifest::Document;
use serde_json::Value;

use super::Figures;
use super::rows::{Row, rows};
use super::sets::{Spot, delete, replace, sets, spot, spots};

/// A reference of a set that has everything, with the row that it is of.
struct Known<'s> {
    row: &'s Row,
    reference: &'s Reference,
    document: &'s Document,
    name_field: String,
}

impl Known<'_> {
    fn name(&self) -> Spot {
        spot(self.document, &self.name_field)
    }

    fn part(&self) -> Option<Spot> {
        self.reference.part()?;
        let part = spot(self.document, self.reference.field());
        (self.row.has_part_field() && part != self.name()).then_some(part)
    }

    fn target(&self) -> &podwright::links::ObjectName {
        let Target::Object(target) = self.reference.target() else { panic!("{:?}", self.reference) };
        target
    }

    fn what(&self) -> String {
        format!("{} {}", self.reference.from(), self.reference.field())
    }
}

/// Returns the references that a complete set decides.
fn known<'s>(rows: &'s [Row], linked: &'s LinkedDocuments) -> Vec<Known<'s>> {
    let mut known = Vec::new();
    for reference in linked.links().references() {
        let is_object = matches!(reference.target(), Target::Object(_));
        if !is_object || !matches!(reference.outcome(), Outcome::Resolved(_)) {
            continue;
        }
        // What an object makes for itself has any name.
        let is_made = matches!(reference.outcome(), Outcome::Resolved(ResolvedBy::Provider));
        if is_made && reference.from().kind() == "Ingress" {
            continue;
        }
        let mut found = rows.iter().filter(|row| row.is_of_names());
        if let Some((row, name_field)) = found.find_map(|row| Some((row, row.name_field(reference)?))) {
            let document = &linked.documents()[reference.index()];
            known.push(Known { row, reference, document, name_field });
        }
    }
    known
}

/// Returns misspelt forms of a name or a number.
fn misspelt(name: &str) -> BTreeSet<String> {
    if let Ok(number) = name.parse::<u32>() {
        return BTreeSet::from([(number + 1).to_string(), format!("{number}0")]);
    }
    let mut forms = BTreeSet::from([format!("{name}x"), name[..name.len() - 1].to_owned()]);
    forms.insert(name.replacen('-', "_", 1));
    forms.insert(name[..1].to_uppercase() + &name[1..]);
    let letters = name.as_bytes();
    if let Some(at) = (1..letters.len() - 1).find(|at| letters[*at] != letters[at + 1]) {
        let mut swapped = letters.to_vec();
        swapped.swap(at, at + 1);
        forms.insert(String::from_utf8(swapped).unwrap());
    }
    forms.remove(name);
    forms
}

fn proposes(findings: &[LocatedFinding], name: &str) -> bool {
    findings.iter().any(|finding| {
        let message = finding.message();
        message.contains("did you mean") && message.contains(&format!("{name:?}"))
            || message.contains("it has") && message.contains(&format!("{name:?}"))
    })
}

/// Returns the places of all references that have to do with an object.
fn around(linked: &LinkedDocuments, object: usize) -> BTreeSet<Spot> {
    let document = &linked.documents()[object];
    let name = document.unvalidated().unwrap();
    let links = linked.links();
    let makes = ["Certificate", "Ingress", "StatefulSet"].contains(&document.kind());
    let is_made = |it: &&Reference| makes && matches!(it.outcome(), Outcome::Resolved(ResolvedBy::Provider));
    let made = links.references().iter().filter(is_made);
    let mut spots: BTreeSet<Spot> =
        links.to(&name).chain(made).map(|it| spot(&linked.documents()[it.index()], it.field())).collect();
    for known in known(&rows(), linked).iter().filter(|it| is_made(&it.reference)) {
        spots.insert(known.name());
    }
    spots
}

/// Returns the value at a path of a document.
fn value(document: &Document, path: &str) -> Option<Value> {
    let mut value: Value = document.decode().unwrap();
    let mut rest = path;
    while !rest.is_empty() {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        let (step, after) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((step, after)) => (step, after),
            None => rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len())),
        };
        value = match step.parse::<usize>() {
            Ok(index) => value.get(index)?.clone(),
            Err(_) => value.get(step)?.clone(),
        };
        rest = after;
    }
    Some(value)
}

/// Returns the text of the name field: the name, or the namespace and the name.
fn written(known: &Known<'_>) -> String {
    let namespace = known.target().namespace().unwrap_or_default();
    let name = known.target().name();
    if known.row.place == "`namespace/name`" { format!("{namespace}/{name}") } else { name.to_owned() }
}

#[test]
fn a_misspelt_name_is_found_on_its_line_and_the_right_one_is_proposed() {
    let rows = rows();
    let (mut figures, mut planted_rows) = (Figures::default(), BTreeSet::new());
    for set in sets() {
        let linked = set.link(None);
        let mut tried = BTreeSet::new();
        for known in known(&rows, &linked) {
            let at = known.name();
            if !tried.insert(at.clone()) {
                continue;
            }
            planted_rows.insert(known.row.line.clone());
            let old = written(&known);
            let name = known.target().name();
            // An object whose name is the reference is no longer found itself.
            let implied = match &*known.name_field {
                "metadata.name" => around(&linked, known.reference.index()),
                _ => BTreeSet::new(),
            };
            for form in misspelt(name) {
                let new = old.replace(name, &form);
                let [findings, _] = set.findings(&at.0, replace(set.text(&at.0), &at, &old, &new));
                let what = format!("{} {new}", known.what());
                figures.count(&what, &findings, &BTreeSet::from([at.clone()]), &implied);
                // The controller of a gateway may make what is missing.
                let is_note =
                    known.row.is_noted() || findings.iter().any(|it| it.rule() == "link-made-by-custom");
                let severity = if is_note { Severity::Note } else { Severity::Violation };
                if findings.iter().any(|it| it.severity() != severity)
                    || (is_note && !known.row.is_noted() && set.name != "gateway")
                {
                    figures.failures.push(format!("{what}: not a {severity:?}: {findings:#?}"));
                }
                if !proposes(&findings, name) {
                    figures.failures.push(format!("{what}: {name} is not proposed: {findings:#?}"));
                }
            }
        }
    }
    let missing: Vec<_> =
        rows.iter().filter(|row| row.is_of_names() && !planted_rows.contains(&row.line)).collect();
    assert!(missing.is_empty(), "no set has a reference of these rows: {missing:#?}");
    figures.assert("misspelt names", 550);
}

#[test]
fn a_misspelt_part_is_found_on_its_line_and_the_right_one_is_proposed() {
    let rows = rows();
    let (mut figures, mut planted_rows) = (Figures::default(), BTreeSet::new());
    for set in sets() {
        let linked = set.link(None);
        for known in known(&rows, &linked) {
            let Some(at) = known.part() else { continue };
            planted_rows.insert(known.row.line.clone());
            let part = known.reference.part().unwrap().name();
            for form in misspelt(part) {
                let [findings, in_fragment] = set.findings(&at.0, replace(set.text(&at.0), &at, part, &form));
                let what = format!("{} {form}", known.what());
                let is_violation = findings.iter().all(|it| it.severity() == Severity::Violation);
                if !is_violation || spots(&in_fragment) != spots(&findings) {
                    figures.failures.push(format!("{what}: in a fragment: {in_fragment:#?}"));
                }
                figures.count(&what, &findings, &BTreeSet::from([at.clone()]), &BTreeSet::new());
                if !proposes(&findings, part) {
                    figures.failures.push(format!("{what}: {part} is not proposed: {findings:#?}"));
                }
            }
        }
    }
    let is_missing =
        |row: &&Row| row.has_part_field() && row.is_of_names() && !planted_rows.contains(&row.line);
    let missing: Vec<_> = rows.iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "no set has a reference to a part of these rows: {missing:#?}");
    figures.assert("misspelt keys, ports and listeners", 90);
}

/// The references to each object of a set by name, with the index of the object.
fn by_target<'k, 's>(
    linked: &LinkedDocuments,
    known: &'k [Known<'s>],
) -> BTreeMap<usize, Vec<&'k Known<'s>>> {
    let objects = linked.documents().iter().map(|document| document.unvalidated().unwrap());
    let objects: Vec<podwright::links::ObjectName> = objects.map(|object| (&object).into()).collect();
    let mut targets: BTreeMap<usize, Vec<&Known<'_>>> = BTreeMap::new();
    for known in known {
        let index = objects.iter().position(|object| object == known.target());
        if let Some(index) = index.filter(|index| *index != known.reference.index()) {
            targets.entry(index).or_default().push(known);
        }
    }
    targets
}

/// Returns the number of a document in its file.
fn number(linked: &LinkedDocuments, index: usize) -> usize {
    let file = linked.documents()[index].file();
    linked.documents()[..index].iter().filter(|document| document.file() == file).count()
}

#[test]
fn a_deleted_object_is_found_at_each_line_that_names_it() {
    let rows = rows();
    let (mut figures, mut planted_rows) = (Figures::default(), BTreeSet::new());
    for set in sets() {
        let linked = set.link(None);
        let known = known(&rows, &linked);
        for (index, references) in by_target(&linked, &known) {
            planted_rows.extend(references.iter().map(|it| it.row.line.clone()));
            let file = linked.documents()[index].file();
            let text = delete(set.text(file), number(&linked, index));
            let wanted = references.iter().map(|it| it.name()).collect();
            let what = format!("{file} without {:?}", linked.documents()[index]);
            figures.count(&what, &set.findings(file, text)[0], &wanted, &around(&linked, index));
        }
    }
    let missing: Vec<_> =
        rows.iter().filter(|row| row.is_of_names() && !planted_rows.contains(&row.line)).collect();
    assert!(missing.is_empty(), "no set has a target of these rows: {missing:#?}");
    figures.assert("references to deleted objects", 110);
}

/// Returns a namespace of the set that is not this one.
fn other_namespace(linked: &LinkedDocuments, namespace: &str) -> String {
    let namespaces = linked.documents().iter().filter_map(|it| value(it, "metadata.namespace"));
    let mut others = namespaces.filter_map(|it| Some(it.as_str()?.to_owned())).filter(|it| it != namespace);
    others.next().unwrap()
}

fn says_where(findings: &[LocatedFinding], name: &str, is: &str, wanted: &str) -> bool {
    let says = format!("{name:?} is in namespace {is:?}, not in {wanted:?}");
    findings.iter().any(|it| it.rule() == "link-object-elsewhere" && it.message().contains(&says))
}

#[test]
fn an_object_that_is_moved_to_another_namespace_is_found_at_each_line_that_names_it() {
    let rows = rows();
    let mut figures = Figures::default();
    for set in sets() {
        let linked = set.link(None);
        let known = known(&rows, &linked);
        for (index, references) in by_target(&linked, &known) {
            let document = &linked.documents()[index];
            let Some(Value::String(own)) = value(document, "metadata.namespace") else { continue };
            let other = other_namespace(&linked, &own);
            let at = spot(document, "metadata.namespace");
            let [findings, _] = set.findings(&at.0, replace(set.text(&at.0), &at, &own, &other));
            let mut implied = around(&linked, index);
            // What the object refers to has stayed behind.
            let object = document.unvalidated().unwrap();
            let from_here = linked.links().of(&object);
            implied.extend(from_here.map(|it| spot(document, it.field())));
            implied.extend(known.iter().filter(|it| it.reference.index() == index).map(Known::name));
            let wanted = references.iter().map(|it| it.name()).collect();
            let what = format!("{document:?} in {other}");
            figures.count(&what, &findings, &wanted, &implied);
            let name = references[0].target().name();
            if !says_where(&findings, name, &other, &own) {
                figures.failures.push(format!("{what}: no message has the place: {findings:#?}"));
            }
        }
    }
    figures.assert("references to objects in other namespaces", 100);
}

#[test]
fn a_reference_into_another_namespace_is_found_on_the_line_of_its_name() {
    let rows = rows();
    let mut figures = Figures::default();
    for set in sets() {
        let linked = set.link(None);
        let mut tried = BTreeSet::new();
        for known in known(&rows, &linked) {
            if !tried.insert(known.name()) || known.target().namespace().is_none() {
                continue;
            }
            let Some((at, old, new)) = into_other_namespace(&linked, &known) else { continue };
            let [findings, _] = set.findings(&at.0, replace(set.text(&at.0), &at, &old, &new));
            let what = format!("{} in {new}", known.what());
            figures.count(&what, &findings, &BTreeSet::from([known.name()]), &BTreeSet::new());
            let own = known.target().namespace().unwrap();
            let other = new.split('/').next().unwrap();
            if !says_where(&findings, known.target().name(), own, other) {
                figures.failures.push(format!("{what}: no message has the place: {findings:#?}"));
            }
        }
    }
    figures.assert("references into other namespaces", 30);
}

/// Returns where the namespace of a reference is, what is written there, and the same with another namespace.
fn into_other_namespace(linked: &LinkedDocuments, known: &Known<'_>) -> Option<(Spot, String, String)> {
    let own = known.target().namespace()?.to_owned();
    let other = other_namespace(linked, &own);
    if known.row.place == "`namespace/name`" {
        let old = written(known);
        let new = old.replace(&format!("{own}/"), &format!("{other}/"));
        return Some((known.name(), old, new));
    }
    let field = known.row.place.strip_prefix('`')?.strip_suffix('`')?;
    // It stands in the same map as the name.
    let name = &known.name_field;
    let found = match field.strip_prefix('[') {
        Some(_) => format!("{}{field}", &name[..name.rfind('[')?]),
        None => format!("{}.{}", name.rsplit_once('.')?.0, field.rsplit('.').next()?),
    };
    value(known.document, &found)?;
    Some((spot(known.document, &found), own, other))
}
