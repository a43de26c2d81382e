//! Texts of others, fit for one line of a terminal.

/// Returns a text in one line, without control characters and escape sequences.
///
/// Programs color their logs, and what is cut off in the middle of a color would color the rest of the terminal.
pub(crate) fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => match chars.next_if(char::is_ascii_graphic) {
                // `ESC [ .. m`: up to its last character, which is a letter or one of a few signs.
                Some('[') => while chars.next().is_some_and(|c| !('@'..='~').contains(&c)) {},
                // `ESC ] .. BEL`, as terminals are given their title.
                Some(']') => while chars.next_if(|c| !matches!(c, '\u{7}' | '\u{1b}')).is_some() {},
                // `ESC ( B`, by which `tput sgr0` begins.
                Some('(') => drop(chars.next()),
                _ => {}
            },
            c if c.is_whitespace() && !shown.ends_with(' ') => shown.push(' '),
            c if c.is_whitespace() || c.is_control() => {}
            c => shown.push(c),
        }
    }
    shown.trim().to_owned()
}

/// Returns the beginning of a text in one line, at most 300 characters.
pub(crate) fn shorten(text: &str) -> String {
    plain(text).chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_line_without_colors() {
        for (text, shown) in [
            ("\u{1b}[1;31mERROR\u{1b}[0m no\n  database\r\n", "ERROR no database"),
            ("\u{1b}]0;title\u{7}é", "é"),
            ("\u{1b}]0;title\u{1b}\\é", "é"),
            ("\u{1b}(B\u{1b}[mdone", "done"),
            ("a\u{8}\u{0}\u{9b}b\u{1b}", "ab"),
            ("  a \t b\u{85}", "a b"),
            ("\u{1b}[31", ""),
            ("", ""),
        ] {
            assert_eq!(plain(text), shown, "{text:?}");
        }
        assert_eq!(shorten(&"é ".repeat(1000)).chars().count(), 300);
    }
}
