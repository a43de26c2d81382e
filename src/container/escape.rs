//! Escapes literal text, so that the kubelet's expansion gives it back unchanged.
//!
//! In commands, arguments and values of environment variables the kubelet turns `$$` into `$` and replaces `$(NAME)`.
//! Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/>

use std::borrow::Cow;

/// What follows a literal in the same text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing: the text ends.
    End,
    /// A `$(NAME)` that the kubelet replaces.
    Reference,
}

/// Returns the text that arrives in the container as `text`.
pub(crate) fn literal(text: &str) -> Cow<'_, str> {
    if needs_escape(text, Then::End) {
        let mut written = String::with_capacity(text.len() + 8);
        push_literal(&mut written, text, Then::End);
        Cow::Owned(written)
    } else {
        Cow::Borrowed(text)
    }
}

/// Does the same as [`literal`], without a copy if the text is owned and needs no escaping.
pub(crate) fn cow_literal(text: Cow<'_, str>) -> String {
    if needs_escape(&text, Then::End) { literal(&text).into_owned() } else { text.into_owned() }
}

/// Escapes the text from `start` on.
pub(crate) fn end_literal(text: &mut String, start: usize, then: Then) {
    if needs_escape(&text[start..], then) {
        let literal = text.split_off(start);
        push_literal(text, &literal, then);
    }
}

/// Appends the text that arrives in the container as `text`.
fn push_literal(written: &mut String, text: &str, then: Then) {
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, from) = rest.split_at(at);
        written.push_str(before);
        let (dollars, after) = split_dollars(from);
        match reading(dollars, after, then) {
            Reading::AsWritten(taken) => {
                written.push_str(&from[..dollars + taken]);
                rest = &after[taken..];
            }
            Reading::Expanded => {
                written.extend(std::iter::repeat_n('$', 2 * dollars));
                rest = after;
            }
        }
    }
    written.push_str(rest);
}

fn needs_escape(text: &str, then: Then) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (dollars, after) = split_dollars(&rest[at..]);
        match reading(dollars, after, then) {
            Reading::AsWritten(taken) => rest = &after[taken..],
            Reading::Expanded => return true,
        }
    }
    false
}

fn split_dollars(from: &str) -> (usize, &str) {
    let after = from.trim_start_matches('$');
    (from.len() - after.len(), after)
}

/// How the kubelet reads a run of dollar signs.
enum Reading {
    /// It leaves them, and so many bytes after them, unchanged.
    AsWritten(usize),
    /// It changes them, so each must be doubled.
    Expanded,
}

/// Returns how the kubelet reads a run of dollar signs.
///
/// It takes all that stands between `$(` and the first `)` for a name, and leaves it unchanged if no variable has it.
fn reading(dollars: usize, after: &str, then: Then) -> Reading {
    if dollars > 1 {
        return Reading::Expanded;
    }
    let reference_follows = then == Then::Reference;
    match after.strip_prefix('(') {
        Some(inner) => match inner.find(')') {
            Some(end) if could_be_variable(&inner[..end]) => Reading::Expanded,
            Some(end) => Reading::AsWritten(end + 2),
            None if reference_follows => Reading::Expanded,
            None => Reading::AsWritten(0),
        },
        None if after.is_empty() && reference_follows => Reading::Expanded,
        None => Reading::AsWritten(0),
    }
}

/// Returns whether a name has the form of a variable's, those of a config map's keys included.
pub(crate) fn could_be_variable(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::{Then, literal, push_literal};

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

    #[test]
    fn a_literal_arrives_as_written() {
        for text in [
            "plain",
            "pa$$word",
            "$",
            "$$",
            "$$$",
            "$(NAME)",
            "$$(NAME)",
            "$$$(NAME)",
            "$(cat /x)",
            "a$(date)b",
            "$(a.b-c_1)",
            "$()",
            "$(",
            "$)",
            "$(NAME",
            "cost: 5$",
            "$((1 + 2))",
            "${HOME}",
            "$(A)$(B)",
            "$x$$y$(Z)",
            "ä$$ö$(Ü)",
            "$(echo $$)",
            "$(cat $(NAME))",
            "$(a $$(B)) $(C)",
            "$$(a b) $$",
            "$(",
        ] {
            assert_eq!(expanded(&literal(text), super::could_be_variable), text, "{text}");
        }
    }

    #[test]
    fn a_shell_script_stays_readable() {
        let script = "until nslookup web.$(cat /var/run/namespace); do echo $HOME; done";
        assert_eq!(literal(script), script);
    }

    #[test]
    fn a_dollar_before_a_reference_stays_a_dollar() {
        for text in ["cost: $", "$$", "$", "no dollar", "$(echo ", "$(a) $(b c) $(", "$$(x"] {
            let mut written = String::new();
            push_literal(&mut written, text, Then::Reference);
            written.push_str("$(NAME)");
            assert_eq!(
                expanded(&written, super::could_be_variable),
                format!("{text}<replaced>"),
                "{written}"
            );
        }
    }
}
