//! Double-quoted texts and literal blocks.

use crate::manifest::format::{Place, escape, lead, spaces};

/// The chomping indicator of a literal block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Block {
    /// `|`: the text ends with one line break.
    Ended,
    /// `|-`: the text does not end with a line break.
    Open,
}

impl Block {
    /// Returns the literal block that holds the text, if no reader would change it.
    ///
    /// It excludes texts whose first line begins with a blank (Go cannot read a block that begins with a tab, and spaces need
    /// an indentation indicator), texts that end with white space or several line breaks (Helm trims documents), and
    /// characters that YAML can only escape.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let (body, block) = match text.strip_suffix('\n') {
            Some(body) => (body, Self::Ended),
            None => (text, Self::Open),
        };
        let is_several_lines = text.as_bytes().contains(&b'\n');
        let begins_well = !body.trim_start_matches('\n').starts_with([' ', '\t']);
        let ends_well = !body.is_empty() && !body.ends_with(char::is_whitespace);
        let is_printable = || body.chars().all(|c| is_printable(c) || matches!(c, '\n' | '\t'));
        (is_several_lines && begins_well && ends_well && is_printable()).then_some(block)
    }
}

/// Writes a text as the block that [`Block::of`] returns.
pub(crate) fn block(out: &mut Vec<u8>, place: Place, indent: u16, block: Block, text: &str) {
    lead(out, place, indent);
    out.push(b'|');
    if block == Block::Open {
        out.push(b'-');
    }
    out.push(b'\n');
    let body = match place {
        Place::Key => indent + 2,
        Place::Line => indent,
    };
    for line in text.lines() {
        if !line.is_empty() {
            spaces(out, body);
            out.extend_from_slice(line.as_bytes());
        }
        out.push(b'\n');
    }
}

pub(crate) fn quote(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if is_printable(c) && c != '"' && c != '\\' {
            continue;
        }
        out.extend_from_slice(&text.as_bytes()[done..at]);
        done = at + c.len_utf8();
        match c {
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\r' => out.extend_from_slice(b"\\r"),
            '\t' => out.extend_from_slice(b"\\t"),
            _ => escape(out, u32::from(c)),
        }
    }
    out.extend_from_slice(&text.as_bytes()[done..]);
    out.push(b'"');
}

/// Returns whether a character is written without an escape.
///
/// Control characters, Unicode line breaks, byte order marks and characters that change the writing direction are escaped, so
/// that a person sees the text that the cluster reads.
pub(crate) fn is_printable(c: char) -> bool {
    match c {
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => false,
        ' '..='~' | '\u{a0}'..='\u{fffd}' | '\u{10000}'.. => true,
        _ => false,
    }
}
