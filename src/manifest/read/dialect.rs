//! YAML 1.2 that the Go readers of kubectl, Helm and the controllers reject, or read as something else.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::problem::{Problem, ProblemKind};
use super::source::Source;

/// Finds content on the line of `---`.
pub(super) fn separator(source: &Source) -> Option<Problem> {
    let Source { text, is_separated: true, .. } = source else { return None };
    let start = if text.starts_with("---") { 0 } else { text.find("\n---")? + 1 };
    let rest = text[start + 3..].lines().next()?;
    let content = rest.trim_start();
    if matches!(content.chars().next(), None | Some('#')) {
        return None;
    }
    let at = start + 3 + rest.len() - content.len();
    let message = "kubectl reads nothing but a comment on the line of `---`";
    Some(Problem::new(ProblemKind::Syntax, at..at + 1, message).helped_by("write it on the next line"))
}

/// Fails if a document is followed by other things than comments. kubectl ignores them.
pub(super) fn nothing_follows(text: &str, end: usize) -> Result<(), Problem> {
    let mut at = end;
    for line in text[end..].split_inclusive('\n') {
        let content = line.strip_prefix("...").unwrap_or(line).trim_start();
        if !content.is_empty() && !content.starts_with('#') {
            let at = at + line.len() - content.len();
            let message = "kubectl ignores what follows `...`";
            return Err(Problem::new(ProblemKind::Syntax, at..at + 1, message).helped_by("separate documents by `---`"));
        }
        at += line.len();
    }
    Ok(())
}

/// Fails if the name of an anchor has other characters than letters, digits, `-` and `_`.
pub(super) fn check_anchor(text: &str, anchor: usize, start: usize) -> Result<(), Problem> {
    let name = text[start..]
        .strip_prefix('&')
        .and_then(|node| node.split([' ', '\t', '\n', '\r', ',', ']', '}']).next());
    let is_word = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    match name {
        Some(name) if anchor > 0 && !is_word(name) => {
            let message = "an anchor's name holds only letters, digits, '-' and '_'";
            Err(Problem::new(ProblemKind::Syntax, start..start + 1, message))
        }
        _ => Ok(()),
    }
}

/// Fails if a text without quotes in brackets has indicators, or if YAML has the escape `\/` of JSON.
pub(super) fn check_scalar(
    raw: &str,
    style: ScalarStyle,
    is_in_brackets: bool,
    is_json: bool,
    start: usize,
) -> Result<(), Problem> {
    match style {
        ScalarStyle::Plain if is_in_brackets && (raw.starts_with(['|', '>', ':']) || raw.contains('?')) => {
            let message = "in brackets a text begins with none of `|`, `>` and `:`, and has no `?`";
            Err(Problem::new(ProblemKind::Syntax, start..start + 1, message)
                .helped_by("put the text in quotes"))
        }
        ScalarStyle::DoubleQuoted if !is_json => match escaped_slash(raw) {
            Some(at) => {
                let (at, message) = (start + at, r"the escape `\/` is JSON's, and no YAML to kubectl");
                Err(Problem::new(ProblemKind::Syntax, at..at + 2, message).helped_by("write `/`"))
            }
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn escaped_slash(quoted: &str) -> Option<usize> {
    let mut escapes = quoted.char_indices();
    while let Some((at, c)) = escapes.next() {
        if c == '\\' && escapes.next()?.1 == '/' {
            return Some(at);
        }
    }
    None
}

/// Finds a tab in the indentation of a line. Quoted texts, blocks and collections in brackets may have tabs.
pub(super) fn tab_indentation(text: &str, mut free: Vec<Range<usize>>) -> Option<Problem> {
    if !text.contains('\t') {
        return None;
    }
    free.sort_by_key(|span| span.start);
    let (mut spans, mut reach, mut start) = (free.into_iter().peekable(), 0, 0);
    for line in text.split_inclusive(['\n', '\r']) {
        let indentation = line.len() - line.trim_start_matches([' ', '\t', '-', '?']).len();
        if let Some(tab) = line[..indentation].find('\t') {
            let at = start + tab;
            while let Some(span) = spans.next_if(|span| span.start < at) {
                reach = reach.max(span.end);
            }
            if reach <= at {
                return Some(Problem::new(ProblemKind::Syntax, at..at + 1, "a tab cannot indent"));
            }
        }
        start += line.len();
    }
    None
}
