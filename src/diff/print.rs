//! Differences as a terminal shows them.

use std::fmt::{self, Write};

use k8s_openapi::serde_json::Value;

use super::Diff;
use super::change::{ChangeKind, Content, FieldChange, path, scalar};
use super::effect::Effect;
use super::object::ObjectDiff;
use crate::lines;
use crate::manifest::Yaml;

/// A text that is longer has lines of its own.
const LONGEST: usize = 60;
/// The indentation of the lines below the line of an object.
const BELOW_OBJECT: &str = "    ";
/// The indentation of lines that differ, below the line of a field.
const BELOW_FIELD: &str = "    ";

/// Whether lines have colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    Plain,
    Ansi,
}

impl Paint {
    /// Writes a line in the colour of its sign.
    fn line(self, f: &mut dyn Write, indent: &str, sign: char, line: &str) -> fmt::Result {
        let code = match sign {
            '+' => "\u{1b}[32m",
            '-' => "\u{1b}[31m",
            '~' => "\u{1b}[33m",
            '!' => "\u{1b}[35m",
            '@' => "\u{1b}[36m",
            _ => "",
        };
        if self == Self::Plain || code.is_empty() {
            writeln!(f, "{indent}{line}")
        } else {
            writeln!(f, "{indent}{code}{line}\u{1b}[0m")
        }
    }
}

pub(super) fn diff(diff: &Diff, paint: Paint, f: &mut dyn Write) -> fmt::Result {
    for object_diff in &diff.objects {
        object(object_diff, paint, f)?;
        f.write_char('\n')?;
    }
    let count = |kind| diff.objects.iter().filter(|object| object.kind() == kind).count();
    let counts = [
        (count(ChangeKind::Added), "added"),
        (count(ChangeKind::Removed), "removed"),
        (count(ChangeKind::Changed), "changed"),
        (diff.unchanged, "unchanged"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let summary: Vec<_> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    let summary = if summary.is_empty() { "no objects".to_owned() } else { summary.join(", ") };
    writeln!(f, "{summary}")
}

pub(super) fn object(object: &ObjectDiff, paint: Paint, f: &mut dyn Write) -> fmt::Result {
    let sign = object.kind().sign();
    let mut names = object.object().to_string();
    if let Some(old) = object.before().map(ToString::to_string).filter(|old| *old != names) {
        names = format!("{old} -> {names}");
    }
    paint.line(f, "", sign, &format!("{sign} {names}"))?;
    for effect in object.effects() {
        let fields = if effect.is_refused() { refused_fields(object, effect) } else { String::new() };
        paint.line(f, BELOW_OBJECT, '!', &format!("! {fields}{effect}"))?;
    }
    object.changes().iter().try_for_each(|change| lines_of(change, paint, BELOW_OBJECT, f))
}

/// Lists the fields that the API server refuses to change, without their items and keys.
fn refused_fields(object: &ObjectDiff, effect: Effect) -> String {
    let refused = object.changes().iter().filter(|change| change.effect() == Some(effect));
    let mut fields: Vec<_> = refused.map(|change| path(above_list(change))).collect();
    fields.dedup();
    fields.join(", ") + ": "
}

/// Returns the steps before the first item or key.
fn above_list(change: &FieldChange) -> &[super::PathStep] {
    let is_field = |step: &super::PathStep| matches!(step, super::PathStep::Field(_));
    let end = change.steps().iter().position(|step| !is_field(step)).unwrap_or(change.steps().len());
    &change.steps()[..end.min(2)]
}

pub(super) fn field(change: &FieldChange, f: &mut dyn Write) -> fmt::Result {
    lines_of(change, Paint::Plain, "", f)
}

fn lines_of(change: &FieldChange, paint: Paint, indent: &str, f: &mut dyn Write) -> fmt::Result {
    let sign = change.kind.sign();
    let field = if change.field.is_empty() { "(all)" } else { &*change.field };
    let mut head = |rest: &str| paint.line(f, indent, sign, &format!("{sign} {field}{rest}"));
    let short = |value: &Option<Value>| value.as_ref().map(|value| short(value, change.content));
    match (change.kind, short(&change.old), short(&change.new)) {
        _ if change.is_secret() => head(match change.kind {
            ChangeKind::Added | ChangeKind::Removed => ": (secret value)",
            ChangeKind::Changed | ChangeKind::Moved => ": (secret values differ)",
        }),
        (ChangeKind::Moved, _, _) => {
            head(": other order")?;
            block(change, paint, indent, f)
        }
        (_, Some(Some(old)), Some(Some(new))) => head(&format!(": {old} -> {new}")),
        (_, Some(Some(one)), None) | (_, None, Some(Some(one))) => head(&format!(": {one}")),
        _ => {
            head("")?;
            block(change, paint, indent, f)
        }
    }
}

/// Returns a value that fits the line of its field.
fn short(value: &Value, content: Content) -> Option<String> {
    match value {
        Value::String(text) if content == Content::Binary => Some(format!("{} bytes", decoded_len(text))),
        Value::String(text) if text.len() > LONGEST || text.contains('\n') => None,
        Value::Array(items) if items.is_empty() => Some("[]".to_owned()),
        Value::Object(fields) if fields.is_empty() => Some("{}".to_owned()),
        Value::Array(_) | Value::Object(_) => None,
        scalar_value => Some(scalar(scalar_value)),
    }
}

/// Writes the lines that differ below the line of a field.
fn block(change: &FieldChange, paint: Paint, indent: &str, f: &mut dyn Write) -> fmt::Result {
    let (mut old, mut new) = (long(change.old.as_ref()), long(change.new.as_ref()));
    // A text of one line needs no remark that its line does not end.
    if !old.ends_with('\n') && !new.ends_with('\n') {
        [&mut old, &mut new].into_iter().filter(|text| !text.is_empty()).for_each(|text| text.push('\n'));
    }
    let (old, new) = (lines::of(&old), lines::of(&new));
    let indent = format!("{indent}{BELOW_FIELD}");
    let text = lines::unified(&old, &new, [&old, &new]);
    let mut lines = text.lines().filter(|line| !line.starts_with("@@ -1 +1 @@"));
    lines.try_for_each(|line| paint.line(f, &indent, line.chars().next().unwrap_or(' '), line))
}

/// Returns a value in lines: a text as it is, and anything else as YAML.
fn long(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => Yaml::new().unvalidated(value).unwrap_or_else(|_| value.to_string()),
    }
}

/// Returns the number of bytes that base64 stands for.
fn decoded_len(base64: &str) -> usize {
    let digits = base64.bytes().filter(|c| !c.is_ascii_whitespace() && *c != b'=').count();
    digits * 3 / 4
}
