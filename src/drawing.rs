//! Texts of pictures: escapes of XML and Mermaid, and how wide a text is.

use std::fmt::{self, Write as _};

/// Writes a text of XML. Characters that XML does not have, and those that turn the direction of what follows, are replaced.
pub(crate) struct Xml<'t>(pub(crate) &'t str);

impl fmt::Display for Xml<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\n' => f.write_char(c),
            c => f.write_char(visible(c)),
        })
    }
}

/// Writes a text within quotes. Mermaid reads `#35;` as the character of this number.
pub(crate) struct Mermaid<'t>(pub(crate) &'t str);

impl fmt::Display for Mermaid<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '-' | '.' | ':' | '/' | ',' => f.write_char(c),
            c => match visible(c) {
                char::REPLACEMENT_CHARACTER => f.write_char(char::REPLACEMENT_CHARACTER),
                c => write!(f, "#{};", u32::from(c)),
            },
        })
    }
}

/// Replaces a character that no reader sees, or that pictures cannot have.
#[inline]
pub(crate) fn visible(c: char) -> char {
    let is_turning = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    );
    if c.is_control() || is_turning || matches!(c, '\u{fffe}' | '\u{ffff}') {
        char::REPLACEMENT_CHARACTER
    } else {
        c
    }
}

/// Returns how wide a text is at most, in a font without serifs of this size.
#[cfg(feature = "app")]
pub(crate) fn width(text: &str, size: usize) -> usize {
    text.chars().map(hundredths).fold(0, usize::saturating_add).saturating_mul(size).div_ceil(100)
}

/// Cuts a text that is too wide. A cut text ends with an ellipsis.
#[cfg(feature = "app")]
pub(crate) fn cut(text: &str, size: usize, most: usize) -> std::borrow::Cow<'_, str> {
    if width(text, size) <= most {
        return text.into();
    }
    let mut left = most.saturating_mul(100) / size.max(1);
    left = left.saturating_sub(hundredths('\u{2026}'));
    let mut short = String::new();
    for c in text.chars() {
        let Some(rest) = left.checked_sub(hundredths(c)) else { break };
        left = rest;
        short.push(c);
    }
    short.truncate(short.trim_end().len());
    short.push('\u{2026}');
    short.into()
}

/// Returns the width of a character in hundredths of the size. The widest of the usual fonts counts.
#[cfg(feature = "app")]
const fn hundredths(c: char) -> usize {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 36,
        'f' | 't' | 'r' | 'I' | '-' | '(' | ')' | '[' | ']' | '/' => 46,
        'm' | 'M' | 'W' | '@' | '%' | '\u{2026}' => 102,
        'A'..='Z' | 'w' | '+' | '=' | '<' | '>' | '#' | '&' | '~' => 84,
        '\0'..='\u{7f}' => 65,
        '\u{80}'..='\u{24f}' => 85,
        _ => 115,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        let hostile = "a\"<b>&'\u{1}\u{202e}[x]#;";
        assert_eq!(Xml(hostile).to_string(), "a&quot;&lt;b&gt;&amp;'\u{fffd}\u{fffd}[x]#;");
        assert_eq!(Mermaid(hostile).to_string(), "a#34;#60;b#62;#38;#39;\u{fffd}\u{fffd}#91;x#93;#35;#59;");
    }

    #[cfg(feature = "app")]
    #[test]
    fn a_text_is_cut_to_its_width() {
        assert_eq!(width("web", 100), 84 + 65 + 65);
        assert_eq!(cut("web-frontend", 10, 1000), "web-frontend");
        for most in 11..100 {
            let short = cut("web frontend \u{4f60}\u{597d} of the shop", 10, most);
            assert!(width(&short, 10) <= most && short.ends_with('\u{2026}'), "{most}: {short}");
        }
    }
}
