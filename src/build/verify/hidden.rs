use std::borrow::Cow;

use crate::masked::{HIDDEN, LAST_APPLIED, holds_secret, may_hold_values};

/// Returns the lines of a YAML text with their line breaks, without the values of Secrets.
///
/// A Secret that is not written as this crate writes it is hidden as a whole, and so is a field of another object that has one.
pub(crate) fn lines(text: &str) -> Vec<Cow<'_, str>> {
    let mut shown = Vec::new();
    let mut document = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.starts_with("---") {
            shown.extend(document_lines(&document));
            document.clear();
            shown.push(Cow::Borrowed(line));
        } else {
            document.push(line);
        }
    }
    shown.extend(document_lines(&document));
    shown
}

fn document_lines<'t>(document: &[&'t str]) -> Vec<Cow<'t, str>> {
    if !holds_secret(&document.concat()) {
        return document.iter().copied().map(Cow::Borrowed).collect();
    }
    match document.iter().find_map(|line| line.strip_prefix("kind:")).map(str::trim) {
        Some("Secret") => {
            let mut part = Part::Shown;
            document.iter().map(|line| part.line(line)).collect()
        }
        Some(kind) if kind != "SecretList" && kind.bytes().all(|c| c.is_ascii_alphanumeric()) => {
            document.chunk_by(|_, line| !begins_field(line)).flat_map(field_lines).collect()
        }
        _ => document.iter().map(|line| hide(line, 0)).collect(),
    }
}

/// Tells whether a line begins a field of the object.
fn begins_field(line: &str) -> bool {
    line.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '-' | '#' | '}' | ']'))
}

/// Returns the lines of a field of an object that is no Secret.
fn field_lines<'t>(field: &[&'t str]) -> Vec<Cow<'t, str>> {
    let hides = holds_secret(&field.concat());
    let key = |line: &'t str| if begins_field(line) { after_key(line, true) } else { hide(line, 0) };
    field.iter().map(|line| if hides { key(line) } else { Cow::Borrowed(*line) }).collect()
}

/// Where a line of a Secret stands.
#[derive(Clone, Copy)]
enum Part {
    Shown,
    /// Within `data` or `stringData`, whose keys have this indentation.
    Data(Option<usize>),
    /// Within a field of this indentation that must not be shown.
    Below(usize),
}

impl Part {
    fn line<'t>(&mut self, line: &'t str) -> Cow<'t, str> {
        let indentation = line.len() - line.trim_start().len();
        if line.trim().is_empty() {
            return Cow::Borrowed(line);
        }
        if line.trim_start().starts_with('#') {
            return hide(line, indentation + 2);
        }
        if indentation == 0 && !line.starts_with(['-', '}', ']']) {
            let key = line.split_once(':').map_or(line, |(key, _)| key).trim_matches(['"', '\'', ' ']);
            *self = if may_hold_values(key) { Self::Data(None) } else { Self::Shown };
            return if matches!(self, Self::Shown) { Cow::Borrowed(line) } else { after_key(line, true) };
        }
        if let Self::Below(above) = *self {
            if indentation > above {
                return hide(line, indentation);
            }
            *self = Self::Shown;
        }
        match self {
            Self::Data(keys) => {
                let is_key = *keys.get_or_insert(indentation) == indentation;
                if is_key { after_key(line, false) } else { hide(line, indentation) }
            }
            _ if line.contains(LAST_APPLIED) => {
                *self = Self::Below(indentation);
                after_key(line, false)
            }
            _ => Cow::Borrowed(line),
        }
    }
}

/// Hides what stands after the key. `may_be_alone` tells whether nothing needs to be hidden if nothing does.
fn after_key(line: &str, may_be_alone: bool) -> Cow<'_, str> {
    match line.find(": ").or_else(|| line.trim_end().strip_suffix(':').map(str::len)) {
        Some(colon) if may_be_alone && line[colon + 1..].trim().is_empty() => Cow::Borrowed(line),
        Some(colon) => hide(line, colon + 2),
        None => hide(line, line.len() - line.trim_start().len()),
    }
}

/// Hides what stands after the first bytes of a line.
fn hide(line: &str, first: usize) -> Cow<'_, str> {
    let content = line.trim_end_matches(['\n', '\r']);
    let start = content.get(..first).unwrap_or(content);
    let space = if first > start.len() { " " } else { "" };
    Cow::Owned([start, space, HIDDEN, &line[content.len()..]].concat())
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn values_of_secrets_are_hidden() {
        let text = "\
apiVersion: v1
data:
  password: aHVudGVyMg==
  cert: |-
    hunter2: x

    hunter2
kind: Secret
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {\"data\":\"hunter2\"}
    other: shown
  name: db
# hunter2
stringData: {a: hunter2}
---
apiVersion: v1
data:
  level: info
kind: ConfigMap
";
        let shown = lines(text);
        assert_eq!(shown.len(), text.lines().count());
        assert_eq!(
            shown.concat(),
            "\
apiVersion: v1
data:
  password: ..
  cert: ..
    ..

    ..
kind: Secret
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: ..
      ..
    other: shown
  name: db
# ..
stringData: ..
---
apiVersion: v1
data:
  level: info
kind: ConfigMap
"
        );
    }

    #[test]
    fn what_holds_a_secret_in_another_form_is_hidden_as_a_whole() {
        let text = "\
{\"kind\": \"Secret\",
 \"data\": {\"a\": \"hunter2\"}}
---
apiVersion: v1
kind: List
items:
- data: {a: hunter2}
  kind: Secret
---
data: {a: hunter2}
kind: 'Secret'
---
kind: SecretList
items:
- data: {a: hunter2}
---
kind: Object
metadata:
  name: db
spec:
  manifest:
    kind: Secret
    data: {a: hunter2}
status: {}
---
kind: Secret
stringdata: {a: hunter2}
type: Opaque
";
        assert_eq!(
            lines(text).concat(),
            "\
..
..
---
apiVersion: v1
kind: List
items:
..
..
---
..
..
---
..
..
..
---
kind: Object
metadata:
  name: db
spec:
..
..
..
status: {}
---
kind: Secret
stringdata: ..
type: Opaque
"
        );
    }
}
