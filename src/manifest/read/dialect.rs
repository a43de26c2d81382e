//! YAML 1.2 that the Go readers of kubectl, Helm and the controllers reject, or read as something else.

use std::ops::Range;

use granit_parser::{ErrorKind, ScalarStyle, ScanError};

use super::parse::too_deep;
use super::problem::{Problem, ProblemKind};
use super::source::Source;

/// Fails if a text has characters or lines that no document has.
pub(super) fn source(source: &Source) -> Result<(), Problem> {
    let found = control_character(&source.text).or_else(|| separator(source)).or_else(|| end_first(&source.text));
    found.map_or(Ok(()), Err)
}

pub(super) fn ignored(at: usize) -> Problem {
    let message = "kubectl ignores what follows the end of a document";
    Problem::new(ProblemKind::Syntax, at..at + 1, message).helped_by("separate documents by `---`")
}

/// Says what the parser has found.
pub(super) fn scan_error(error: &ScanError, at: usize) -> Problem {
    use ErrorKind as Kind;

    let problem = |message: &str| Problem::new(ProblemKind::Syntax, at..at + 1, message);
    match error.kind() {
        Kind::RecursionLimitExceeded => too_deep(at..at),
        Kind::DirectiveDisallowed => problem("kubectl reads no directives").helped_by("remove the line"),
        Kind::ExpectedTagBang
        | Kind::InvalidGlobalTagCharacter
        | Kind::InvalidTagTerminator
        | Kind::MissingTagUri
        | Kind::UnclosedVerbatimTag
        | Kind::UndeclaredTagHandle
        | Kind::InvalidTagEscape
        | Kind::InvalidTagUtf8LeadingByte
        | Kind::InvalidTagUtf8TrailingByte
        | Kind::InvalidTagUtf8 => problem("this tag means nothing to Kubernetes").helped_by("write the value without a tag"),
        _ => problem(&error.info()),
    }
}

/// Finds a line `...` before any content. kubectl wants a document before it.
fn end_first(text: &str) -> Option<Problem> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') {
            let is_end = line.strip_prefix("...").is_some_and(|rest| rest.starts_with(char::is_whitespace));
            let message = "a document does not begin with its end";
            return is_end.then(|| Problem::new(ProblemKind::Syntax, at..at + 3, message).helped_by("remove the line"));
        }
        at += line.len();
    }
    None
}

/// Finds content on the line of `---`.
fn separator(source: &Source) -> Option<Problem> {
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
            return Err(ignored(at + line.len() - content.len()));
        }
        at += line.len();
    }
    Ok(())
}

/// Fails if the name of an anchor or of an alias has other characters than letters, digits, `-` and `_`.
pub(super) fn anchor_name(text: &str, span: &Range<usize>) -> Result<(), Problem> {
    let name = text[span.clone()].trim_start_matches(['&', '*']);
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if name.bytes().all(is_word) {
        return Ok(());
    }
    let message = "an anchor's name holds only letters, digits, '-' and '_'";
    Err(Problem::new(ProblemKind::Syntax, span.clone(), message))
}

/// Fails if a text without quotes in brackets has indicators, or if a text in quotes has escapes of JSON.
pub(super) fn check_scalar(
    raw: &str,
    style: ScalarStyle,
    is_in_brackets: bool,
    start: usize,
) -> Result<(), Problem> {
    match style {
        ScalarStyle::Plain if is_in_brackets && (raw.starts_with(['|', '>', ':']) || raw.contains('?')) => {
            let message = "in brackets a text begins with none of `|`, `>` and `:`, and has no `?`";
            Err(Problem::new(ProblemKind::Syntax, start..start + 1, message)
                .helped_by("put the text in quotes"))
        }
        ScalarStyle::DoubleQuoted => match json_escape(raw) {
            Some((at, escape)) => {
                let at = start + at;
                let message = format!("the escape `{escape}` is JSON's, and no YAML to kubectl");
                let problem = Problem::new(ProblemKind::Syntax, at..at + escape.len(), message);
                Err(problem.helped_by("write the character itself"))
            }
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Finds an escape that JSON has and YAML 1.1 has not: `\/`, and half of a pair of surrogates.
fn json_escape(quoted: &str) -> Option<(usize, &str)> {
    let mut escapes = quoted.char_indices();
    while let Some((at, c)) = escapes.next() {
        if c != '\\' {
            continue;
        }
        let is_json = |escape: &str| {
            escape.starts_with("\\/")
                || escape.strip_prefix("\\u").and_then(|digits| digits.get(..4)).is_some_and(|digits| {
                    u16::from_str_radix(digits, 16).is_ok_and(|unit| (0xd800..0xe000).contains(&unit))
                })
        };
        let (_, escaped) = escapes.next()?;
        if is_json(&quoted[at..]) {
            return Some((at, &quoted[at..at + if escaped == '/' { 2 } else { 6 }]));
        }
    }
    None
}

/// Finds a character that YAML forbids, or that is a line break in YAML 1.1 and none in YAML 1.2.
fn control_character(text: &str) -> Option<Problem> {
    let is_refused = |c: char| match c {
        '\t' | '\n' | '\r' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => false,
    };
    let (at, c) = text.char_indices().find(|(_, c)| is_refused(*c))?;
    let message = format!("the character U+{:04X} cannot stand in a manifest", u32::from(c));
    let help = "write it as an escape in double quotes";
    Some(Problem::new(ProblemKind::Syntax, at..at + c.len_utf8(), message).helped_by(help))
}
