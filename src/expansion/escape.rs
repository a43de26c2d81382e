//! Escapes literal text, so that the kubelet's expansion gives it back unchanged.

use std::borrow::Cow;

use super::syntax::{Piece, pieces};

/// What follows a literal in the same text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// Nothing: the text ends.
    End,
    /// A `$(NAME)` that the kubelet replaces.
    Reference,
}

/// Returns the text that arrives in the container as `text`.
pub(super) fn literal(text: &str) -> Cow<'_, str> {
    if needs_escape(text, Then::End) { Cow::Owned(escaped(text, Then::End)) } else { Cow::Borrowed(text) }
}

/// Does the same as [`literal`], without a copy if the text is owned and needs no escaping.
pub(crate) fn cow_literal(text: Cow<'_, str>) -> String {
    if needs_escape(&text, Then::End) { escaped(&text, Then::End) } else { text.into_owned() }
}

/// Escapes the text from `start` on.
pub(super) fn end_literal(text: &mut String, start: usize, then: Then) {
    if needs_escape(&text[start..], then) {
        let escaped = escaped(&text[start..], then);
        text.truncate(start);
        text.push_str(&escaped);
    }
}

fn needs_escape(text: &str, then: Then) -> bool {
    text.contains('$') && pieces(text).any(|piece| changes(piece, then))
}

/// Returns whether the kubelet changes a piece, or may do so.
fn changes(piece: Piece<'_>, then: Then) -> bool {
    match piece {
        Piece::Plain(_) => false,
        Piece::Dollar => true,
        Piece::Reference(name) => could_be_variable(name),
        // What follows would end the reference, or make it one.
        Piece::Open | Piece::Last => then == Then::Reference,
    }
}

fn escaped(text: &str, then: Then) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    for piece in pieces(text) {
        let is_changed = changes(piece, then);
        match piece {
            Piece::Plain(plain) => written.push_str(plain),
            Piece::Dollar => written.push_str("$$$$"),
            Piece::Reference(name) => {
                written.extend([if is_changed { "$$(" } else { "$(" }, name, ")"]);
            }
            Piece::Open => written.push_str(if is_changed { "$$(" } else { "$(" }),
            Piece::Last => written.push_str(if is_changed { "$$" } else { "$" }),
        }
    }
    written
}

/// Returns whether a name has the form of a variable's, those of a config map's keys included.
fn could_be_variable(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::{Then, could_be_variable, end_literal, literal};

    /// Expands a text as the kubelet does: `$$` becomes `$`, and `$(NAME)` is replaced if NAME is known.
    fn expanded(text: &str, known: impl Fn(&str) -> bool) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            if let Some(after) = after.strip_prefix('$') {
                out.push('$');
                rest = after;
            } else if let Some((name, after)) =
                after.strip_prefix('(').and_then(|inner| inner.split_once(')'))
            {
                if known(name) {
                    out.push_str("<replaced>");
                } else {
                    out.extend(["$(", name, ")"]);
                }
                rest = after;
            } else {
                out.push('$');
                rest = after;
            }
        }
        out + rest
    }

    /// Texts that people write, and every text of up to six characters that the kubelet might read otherwise.
    fn texts() -> Vec<String> {
        let mut texts: Vec<String> = [
            "plain",
            "pa$$word",
            "$(NAME)",
            "$$(NAME)",
            "$$$(NAME)",
            "$(cat /x)",
            "a$(date)b",
            "$(a.b-c_1)",
            "$(NAME",
            "cost: 5$",
            "$((1 + 2))",
            "${HOME}",
            "$(A)$(B)",
            "ä$$ö$(Ü)",
            "$(echo $$)",
            "$(cat $(NAME))",
            "$(a $$(B)) $(C)",
        ]
        .map(str::to_owned)
        .into();
        for length in 0..=6_u32 {
            for number in 0..5_usize.pow(length) {
                let letter = |at| ['$', '(', ')', 'A', ' '][number / 5_usize.pow(at) % 5];
                texts.push((0..length).map(letter).collect());
            }
        }
        texts
    }

    #[test]
    fn a_literal_arrives_as_written() {
        for text in texts() {
            assert_eq!(expanded(&literal(&text), could_be_variable), text, "{text}");
        }
    }

    #[test]
    fn a_shell_script_stays_readable() {
        let script = "until nslookup web.$(cat /var/run/namespace); do echo $HOME; done";
        assert_eq!(literal(script), script);
    }

    #[test]
    fn a_literal_before_a_reference_arrives_as_written() {
        for text in texts() {
            let mut written = text.clone();
            end_literal(&mut written, 0, Then::Reference);
            written.push_str("$(NAME)");
            assert_eq!(expanded(&written, could_be_variable), format!("{text}<replaced>"), "{written}");
        }
    }
}
