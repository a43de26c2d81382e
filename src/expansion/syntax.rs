//! The grammar of `$(NAME)`, as the kubelet reads it. All readers of such texts stand on it.

/// A piece of a text. The texts of all pieces in a row are the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Characters that stay as they are.
    Plain(&'t str),
    /// `$$`, which becomes `$`.
    Dollar,
    /// `$(NAME)`, with all that stands before the first `)` for a name. It stays as it is if no variable has the name.
    Reference(&'t str),
    /// `$(` without an end. It stays as it is.
    Open,
    /// A `$` at the end of the text. It stays as it is.
    Last,
}

/// Splits a text into its pieces.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    // If one reference has no end, no later one has.
    let mut may_end = true;
    std::iter::from_fn(move || {
        let Some(after) = rest.strip_prefix('$') else {
            let at = rest.find('$').unwrap_or(rest.len());
            let (plain, after) = rest.split_at(at);
            rest = after;
            return (!plain.is_empty()).then_some(Piece::Plain(plain));
        };
        if after.is_empty() {
            rest = after;
            return Some(Piece::Last);
        }
        if let Some(after) = after.strip_prefix('$') {
            rest = after;
            return Some(Piece::Dollar);
        }
        if let Some(after) = after.strip_prefix('(') {
            if may_end && let Some((name, after)) = after.split_once(')') {
                rest = after;
                return Some(Piece::Reference(name));
            }
            may_end = false;
            rest = after;
            return Some(Piece::Open);
        }
        rest = after;
        Some(Piece::Plain("$"))
    })
}

/// Returns the names that a text refers to. `$$(NAME)` is not a reference.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Reference(name) => Some(name),
        _ => None,
    })
}

/// Returns the names that a text refers to, each with the plain text right before it.
#[cfg(feature = "app")]
pub(crate) fn references(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut before = "";
    pieces(text).filter_map(move |piece| match piece {
        Piece::Reference(name) => Some((std::mem::take(&mut before), name)),
        Piece::Plain(plain) => {
            before = plain;
            None
        }
        _ => {
            before = "";
            None
        }
    })
}

/// Returns the names that follow on exactly two dollars, `$$(NAME)`: texts, no references.
pub(crate) fn escaped_names(text: &str) -> impl Iterator<Item = &str> {
    let mut dollars = 0_usize;
    pieces(text).filter_map(move |piece| {
        let before = std::mem::take(&mut dollars);
        match piece {
            Piece::Dollar => {
                dollars = before.saturating_add(1);
                None
            }
            Piece::Plain(plain) if before == 1 => Some(plain.strip_prefix('(')?.split_once(')')?.0),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "app")]
    use super::references;
    use super::{Piece, escaped_names, names, pieces};

    #[cfg(feature = "app")]
    #[test]
    fn references_have_the_text_before_them() {
        let found: Vec<_> = references("a:$(B)$(C) $$(D) x=$(E)").collect();
        assert_eq!(found, [("a:", "B"), ("", "C"), ("(D) x=", "E")]);
    }

    #[test]
    fn two_dollars_make_a_text_of_a_reference() {
        let names = |text| escaped_names(text).collect::<Vec<&str>>();
        assert_eq!(names("http://$$(HOST):$$(PORT)"), ["HOST", "PORT"]);
        assert_eq!(names("$(A) $$$(B) $$$$(C) $$ (D) $$(E"), [""; 0]);
        assert_eq!(names("$$"), [""; 0]);
    }

    #[test]
    fn dollars_are_read_as_the_kubelet_reads_them() {
        let found = |text: &'static str| names(text).collect::<Vec<_>>();
        assert_eq!(found("http://$(IP):$(PORT)/"), ["IP", "PORT"]);
        assert_eq!(found("$$(IP) $$$(PORT)"), ["PORT"]);
        assert_eq!(found("$ $( $(a b) $"), [" $(a b"]);
        assert_eq!(found("pa$$word$"), [""; 0]);
    }

    #[test]
    fn pieces_are_the_whole_text() {
        // Every text of up to six of these characters.
        for length in 0..=6_u32 {
            for number in 0..5_usize.pow(length) {
                let text: String =
                    (0..length).map(|at| ['$', '(', ')', 'A', ' '][number / 5_usize.pow(at) % 5]).collect();
                let written: String = pieces(&text)
                    .map(|piece| match piece {
                        Piece::Plain(plain) => plain.to_owned(),
                        Piece::Dollar => "$$".to_owned(),
                        Piece::Reference(name) => format!("$({name})"),
                        Piece::Open => "$(".to_owned(),
                        Piece::Last => "$".to_owned(),
                    })
                    .collect();
                assert_eq!(written, text);
            }
        }
    }
}
