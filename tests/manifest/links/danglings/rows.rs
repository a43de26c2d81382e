//! The rows of the table of references, from the page that is made of it.

use std::fs;

use podwright::links::{ObjectName, Reference};

/// A row that a complete set decides.
#[derive(Debug)]
pub(super) struct Row {
    /// The text of the row.
    pub(super) line: String,
    kinds: String,
    /// The field of the name, if it is one that the table names.
    pub(super) field: String,
    pub(super) place: String,
    pub(super) part: String,
    report: String,
}

pub(super) fn rows() -> Vec<Row> {
    let page = fs::read_to_string(podwright_tests::root().join("src/links/REFERENCES.md")).unwrap();
    let rows = page.lines().skip(2).map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [kinds, field, _, place, part, report, _] = cells[..] else { panic!("{line}") };

        Row {
            line: line.to_owned(),
            kinds: kinds.to_owned(),
            field: field.trim_matches('`').replace(".[", "["),
            place: place.to_owned(),
            part: part.to_owned(),
            report: report.to_owned(),
        }
    });
    rows.filter(|row| row.report != "not reported").collect()
}

impl Row {
    /// Tells whether the row names an object. The other rows are about selectors, ports and texts.
    pub(super) fn is_of_names(&self) -> bool {
        !self.place.is_empty()
    }

    /// Tells whether the row has a field for the part of the target that is asked for.
    pub(super) fn has_part_field(&self) -> bool {
        self.part.starts_with('`')
    }

    /// Tells whether a missing object is a note.
    pub(super) fn is_noted(&self) -> bool {
        self.report.starts_with("note")
    }

    /// Tells whether a fragment is told about it too.
    pub(super) fn is_of_fragments(&self) -> bool {
        self.report.ends_with(", in a fragment too")
    }

    /// Returns the field of the name, if a reference is one of this row: to an object, or to a part of it.
    pub(super) fn name_field(&self, reference: &Reference) -> Option<String> {
        let start = self.start(reference.from(), reference.field())?;
        let field = &reference.field()[start.len()..];
        let plain = plain(field);
        let parts: Vec<&str> = self.part.split('`').skip(1).step_by(2).collect();
        let mut prefixes = self.field.match_indices(['.', '[']).map(|(at, _)| &self.field[..at]).chain([""]);
        let is_part = |prefix: &str| {
            let dot = if prefix.is_empty() { "" } else { "." };
            parts.iter().any(|part| format!("{prefix}{dot}{part}") == plain)
        };
        if plain != self.field && !prefixes.any(is_part) {
            return None;
        }
        Some(format!("{start}{}", with_indexes(&self.field, field)))
    }

    /// Returns what stands before the path of the row in a field of an object.
    fn start(&self, object: &ObjectName, field: &str) -> Option<String> {
        let pod = match object.kind() {
            "Pod" => "spec.",
            "PodTemplate" => "template.spec.",
            "CronJob" => "spec.jobTemplate.spec.template.spec.",
            _ => "spec.template.spec.",
        };
        match &*self.kinds {
            "any" => Some(String::new()),
            "pod, or template of a workload" => field.starts_with(pod).then(|| pod.to_owned()),
            "claim, or template of claims" => {
                if object.kind() == "PersistentVolumeClaim" {
                    return Some("spec.".to_owned());
                }
                let (start, _) = field.split_once("].ephemeral.volumeClaimTemplate.spec.").or_else(|| {
                    field.split_once("].spec.").filter(|_| field.starts_with("spec.volumeClaimTemplates["))
                })?;
                let rest = &field[start.len()..];
                let end = rest.find(".spec.").map_or(0, |at| at + ".spec.".len());
                Some(field[..start.len() + end].to_owned())
            }
            kinds => kinds.split(", ").any(|kind| kind.trim_matches('`') == object.kind()).then(String::new),
        }
    }
}

/// Returns a path as the table writes it: `C[].env[].value` for `initContainers[0].env[1].value`.
fn plain(field: &str) -> String {
    let mut plain = String::new();
    let mut rest = field;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, after) = after.split_once(']').unwrap();
        plain.push_str(before);
        let is_index = inside.bytes().all(|byte| byte.is_ascii_digit());
        plain.extend(["[", if is_index { "" } else { inside }, "]"]);
        rest = after;
    }
    plain.push_str(rest);
    for list in ["containers[]", "initContainers[]", "ephemeralContainers[]"] {
        if plain.starts_with(list) {
            plain = plain.replacen(list, "C[]", 1);
        }
    }
    plain
}

/// Puts the indexes of a field into a path of the table.
fn with_indexes(path: &str, field: &str) -> String {
    let list = field.split('[').next().unwrap();
    let mut indexes = field.split('[').skip(1).filter_map(|rest| rest.split(']').next());
    let path = path.replacen("C[]", &format!("{list}[]"), 1);
    let mut parts = path.split("[]");
    let mut full = parts.next().unwrap().to_owned();
    for part in parts {
        full.extend(["[", indexes.next().unwrap(), "]", part]);
    }
    full
}
