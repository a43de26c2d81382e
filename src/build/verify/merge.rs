use std::collections::HashMap;

use super::field_path::{FieldPath, Segment};
use super::outline::{Field, Identity, Outline};
use super::scalar::{repository, split_comment};

/// A part of a file that may differ from what the program writes.
#[derive(Clone, Debug)]
pub(crate) enum Ignored {
    /// The field with everything in it.
    Field(FieldPath),
    /// The tag and the digest of each container image.
    ImageTags,
}

impl Ignored {
    fn is_of(&self, path: &[Segment<'_>]) -> bool {
        match self {
            Self::Field(field) => field.is_of(path),
            Self::ImageTags => matches!(
                path,
                [
                    ..,
                    Segment::Key("containers" | "initContainers" | "ephemeralContainers"),
                    Segment::Item { .. },
                    Segment::Key("image"),
                ]
            ),
        }
    }
}

/// Returns the text that the file should hold: the program's text, with the file's own values of the ignored fields and the
/// comments after and above them.
pub(crate) fn merge(program: &str, file: &str, ignored: &[Ignored]) -> String {
    let (ours, theirs) = (Outline::of(program), Outline::of(file));
    let kept: HashMap<_, _> =
        selected(&theirs, ignored).into_iter().map(|(known, at, _)| (known, at)).collect();
    let mut text = String::new();
    let mut done = 0;
    for (known, our, rule) in selected(&ours, ignored) {
        let our = &ours.fields[our];
        let Some(their) = kept.get(&known).map(|at| &theirs.fields[*at]) else { continue };
        let is_aligned = their.column == our.column;
        if !is_aligned && their.end > their.first + 1 {
            continue;
        }
        text.extend(ours.lines[done..our.first].iter().copied());
        for comment in theirs.comments_above(their) {
            if is_aligned {
                text.push_str(comment);
            } else {
                text.extend([&" ".repeat(our.column), comment.trim_start()]);
            }
        }
        let (our_line, their_line) = (ours.lines[our.first], theirs.lines[their.first]);
        if is_kept(rule, our, their) {
            text.push_str(&our_line[..our.column]);
            text.push_str(&their_line[their.column..]);
            text.extend(theirs.lines[their.first + 1..their.end].iter().copied());
        } else {
            text.push_str(our_line.trim_end_matches('\n'));
            text.push_str(comment(their, their_line));
            text.push('\n');
        }
        done = our.end;
    }
    text.extend(ours.lines[done..].iter().copied());
    text
}

/// Returns whether a path matches a field of the text.
pub(crate) fn has_field(text: &str, path: &FieldPath) -> bool {
    let outline = Outline::of(text);
    (0..outline.fields.len()).any(|at| path.is_of(&outline.path(at)))
}

/// Returns the fields that may differ, none within another, each with its identity.
fn selected<'a, 'r>(outline: &Outline<'a>, ignored: &'r [Ignored]) -> Vec<(Known<'a>, usize, &'r Ignored)> {
    let mut counts: HashMap<Identity<'a>, usize> = HashMap::new();
    let mut selected = Vec::new();
    let mut is_within = vec![false; outline.fields.len()];
    for (at, field) in outline.fields.iter().enumerate() {
        if field.parent.is_some_and(|parent| is_within[parent]) {
            is_within[at] = true;
            continue;
        }
        let path = outline.path(at);
        let Some(rule) = ignored.iter().find(|ignored| ignored.is_of(&path)) else { continue };
        is_within[at] = true;
        let identity = outline.identity(at);
        let count = counts.entry(identity.clone()).or_default();
        *count += 1;
        selected.push(((identity, *count), at, rule));
    }
    selected
}

/// The identity of a field, and a number that tells fields of the same identity apart: an object with two items of one name
/// is invalid, but it can be written.
type Known<'a> = (Identity<'a>, usize);

fn is_kept(rule: &Ignored, our: &Field<'_>, their: &Field<'_>) -> bool {
    match rule {
        Ignored::Field(_) => true,
        Ignored::ImageTags => {
            their.end == their.first + 1 && repository(our.value) == repository(their.value)
        }
    }
}

/// Returns the comment after the value of a field of one line, with the blanks before the comment.
fn comment<'a>(field: &Field<'_>, line: &'a str) -> &'a str {
    let line = line.trim_end();
    match line[field.column..].find(field.value) {
        Some(at) if !field.value.is_empty() => split_comment(&line[field.column + at..]).1,
        _ => "",
    }
}
