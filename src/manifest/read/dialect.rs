//! YAML 1.2 that the Go readers of kubectl, Helm and the controllers reject, or read as something else.

use std::ops::Range;

use granit_parser::{ErrorKind, ScalarStyle, ScanError};

use super::parse::too_deep;
use super::problem::{Problem, ProblemKind};
use super::source::{Separator, Source};

/// Fails if a text has characters or lines that no document has.
pub(super) fn source(source: &Source) -> Result<(), Problem> {
    let found = control_character(&source.text).or_else(|| separator(source)).or_else(|| end_first(source));
    found.map_or(Ok(()), Err)
}

pub(super) fn ignored(at: usize) -> Problem {
    let message = "kubectl ignores what follows the end of a document";
    Problem::new(ProblemKind::Syntax, at..at + 1, message).helped_by("separate documents by `---`")
}

/// Returns where the map or the list ends that a text begins with, if it is in brackets and ends.
fn end_of_brackets(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start();
        if !content.is_empty() && !content.starts_with('#') && !line.starts_with("---") {
            start += line.len() - content.len();
            break;
        }
        start += line.len();
    }
    let (mut depth, mut quote, mut before) = (0_usize, None, ' ');
    let mut chars = text[start..].char_indices();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (Some('"'), '\\') => drop(chars.next()),
            (Some(open), _) if open == c => quote = None,
            (Some('#'), '\n') => quote = None,
            // A quote begins a text, or is a part of one without quotes.
            (None, '\'' | '"') if before.is_whitespace() || matches!(before, '[' | '{' | ',' | ':') => {
                quote = Some(c);
            }
            (None, '#') if before.is_whitespace() => quote = Some('#'),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(start + at + 1);
                }
            }
            (None, _) if depth == 0 => return None,
            _ => {}
        }
        before = c;
    }
    None
}

/// Returns whether the parser has found something behind the document. It looks ahead if the document is in brackets.
pub(super) fn is_behind(text: &str, at: usize) -> bool {
    end_of_brackets(text).is_some_and(|end| end <= at)
}

/// Says what the parser has found.
pub(super) fn scan_error(error: &ScanError, text: &str, at: usize) -> Problem {
    use ErrorKind as Kind;

    let problem = |message: &str| Problem::new(ProblemKind::Syntax, at..at + 1, message);
    match error.kind() {
        Kind::RecursionLimitExceeded => too_deep(at..at),
        Kind::UnknownAnchor
            if text[at..].split_whitespace().next().is_some_and(|alias| alias.ends_with(':')) =>
        {
            problem("an alias touches the colon behind it").helped_by("write a space before the colon")
        }
        Kind::InvalidDocumentEnd => ignored(at),
        Kind::SimpleKeyExpected if text[at..].starts_with(['|', '>']) => {
            problem("a block begins in the column of its key")
                .helped_by("write the `|` or `>` behind the key")
        }
        Kind::SimpleKeyExpected if text[at..].starts_with('&') => {
            let name = text[at + 1..].split(char::is_whitespace).next().unwrap_or_default();
            let span = at..at + 1 + name.len();
            if is_anchor(name) { problem(&error.info()) } else { wrong_anchor(span) }
        }
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
        | Kind::InvalidTagUtf8 => {
            problem("this tag means nothing to Kubernetes").helped_by("write the value without a tag")
        }
        Kind::MissingLowSurrogate | Kind::UnpairedLowSurrogate | Kind::InvalidLowSurrogate => {
            problem("half of a surrogate pair is no character").helped_by("write the character itself")
        }
        Kind::UnknownQuotedScalarEscape => problem("YAML has no such escape")
            .helped_by("write the character itself, or `\\\\` for a backslash"),
        Kind::InvalidBlockScalarIndent => {
            problem("a line of a block is indented less than its first line").helped_by("indent it further")
        }
        _ => problem(&error.info()),
    }
}

/// Finds a line `...` before any content. kubectl wants a document before it.
fn end_first(source: &Source) -> Option<Problem> {
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let content = line.trim();
        let is_left_out = source.separator == Separator::LeftOut && line.starts_with("---");
        if !content.is_empty() && !content.starts_with('#') && !is_left_out {
            let is_end = line.strip_prefix("...").is_some_and(|rest| rest.starts_with(char::is_whitespace));
            let message = "a document does not begin with its end";
            return is_end.then(|| {
                Problem::new(ProblemKind::Syntax, at..at + 3, message).helped_by("remove the line")
            });
        }
        at += line.len();
    }
    None
}

/// Finds content on the line of `---`.
fn separator(source: &Source) -> Option<Problem> {
    let Source { text, separator, .. } = source;
    if *separator == Separator::None {
        return None;
    }
    let start = if text.starts_with("---") { 0 } else { text.find("\n---")? + 1 };
    let rest = text[start + 3..].lines().next()?;
    let content = rest.trim_start_matches([' ', '\t']);
    let at = start + 3 + rest.len() - content.len();
    match content.chars().next() {
        None | Some('#') => return None,
        Some(c) if c.is_whitespace() => return Some(invisible(at, c)),
        Some(_) => {}
    }
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

/// Fails if the name of an anchor or of an alias has other characters than letters, digits, `-` and `_`, or touches a bracket.
pub(super) fn anchor_name(text: &str, span: &Range<usize>) -> Result<(), Problem> {
    let name = text[span.clone()].strip_prefix(['&', '*']).unwrap_or_default();
    let is_apart = !text[span.end..].starts_with(['[', '{']);
    if is_anchor(name) && is_apart { Ok(()) } else { Err(wrong_anchor(span.clone())) }
}

fn is_anchor(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn wrong_anchor(span: Range<usize>) -> Problem {
    let message = "an anchor's name holds only letters, digits, '-' and '_'";
    let problem = Problem::new(ProblemKind::Syntax, span, message);
    problem.helped_by("name it otherwise, or put the text in quotes")
}

/// Fails if a text without quotes in brackets has indicators, or if a text in quotes has escapes of JSON.
pub(super) fn check_scalar(
    raw: &str,
    style: ScalarStyle,
    is_in_brackets: bool,
    start: usize,
) -> Result<(), Problem> {
    match style {
        ScalarStyle::Plain if is_in_brackets && raw.contains('?') => Err(question_mark(start)),
        ScalarStyle::Plain if is_in_brackets && raw.starts_with(':') => {
            let message = "in brackets a text does not begin with a colon";
            let problem = Problem::new(ProblemKind::Syntax, start..start + 1, message);
            Err(problem.helped_by("put the text in quotes"))
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

pub(super) fn question_mark(at: usize) -> Problem {
    let message = "a `?` in brackets is a key to some readers and none to others";
    Problem::new(ProblemKind::Syntax, at..at + 1, message).helped_by("put a text in quotes")
}

/// Fails if a colon in brackets is not on the line on which its key begins.
pub(super) fn one_line_key(text: &str, key: &Range<usize>) -> Result<(), Problem> {
    let mut rest = text[key.end..].trim_start();
    while let Some(comment) = rest.strip_prefix('#') {
        rest = comment.trim_start_matches(|c| c != '\n').trim_start();
    }
    let end = text.len() - rest.len();
    let is_explicit = text[..key.start].trim_end().ends_with('?');
    if is_explicit || !rest.starts_with(':') || !text[key.start..end].contains(['\n', '\r']) {
        return Ok(());
    }
    let message = "a key and its colon are on one line";
    Err(Problem::new(ProblemKind::Syntax, key.clone(), message).helped_by("write the key on one line"))
}

/// Finds an escape that JSON has and YAML 1.1 has not: `\/`, and half of a pair of surrogates.
fn json_escape(quoted: &str) -> Option<(usize, &str)> {
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        if c != '\\' {
            continue;
        }
        let is_json = |escape: &str| {
            escape.starts_with("\\/")
                || escape.strip_prefix("\\u").and_then(|digits| digits.get(..4)).is_some_and(|digits| {
                    u16::from_str_radix(digits, 16).is_ok_and(|unit| (0xd800..0xe000).contains(&unit))
                })
        };
        let (_, escaped) = chars.next()?;
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
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{feff}'
        | '\u{fffe}'
        | '\u{ffff}' => true,
        _ => false,
    };
    let (at, c) = text.char_indices().find(|(_, c)| is_refused(*c))?;
    Some(invisible(at, c))
}

fn invisible(at: usize, c: char) -> Problem {
    let message = format!("the character U+{:04X} cannot stand in a manifest", u32::from(c));
    let help = "write it as an escape in double quotes";
    Problem::new(ProblemKind::Syntax, at..at + c.len_utf8(), message).helped_by(help)
}
