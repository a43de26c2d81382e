//! From the parser's positions to bytes of the file.

use std::borrow::Cow;

use saphyr_parser::Marker;

/// Converts the parser's character positions to byte offsets, by walking from one to the next.
#[derive(Debug)]
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// The positions of characters that replace a pair of surrogates in the parser's text.
    surrogates: Vec<usize>,
    chars: usize,
    bytes: usize,
}

impl<'a> Offsets<'a> {
    pub(super) fn new(text: &'a str, surrogates: Vec<usize>) -> Self {
        Self { text, surrogates, chars: 0, bytes: 0 }
    }

    /// Returns the byte offset of a position.
    pub(super) fn of(&mut self, marker: Marker) -> usize {
        let joined = self.surrogates.partition_point(|at| *at < marker.index());
        let index = marker.index() + joined * (PAIR.len() - 1);
        while self.chars < index {
            let Some(c) = self.text[self.bytes..].chars().next() else { break };
            self.bytes += c.len_utf8();
            self.chars += 1;
        }
        while self.chars > index {
            let Some(c) = self.text[..self.bytes].chars().next_back() else { break };
            self.bytes -= c.len_utf8();
            self.chars -= 1;
        }
        self.bytes
    }
}

const PAIR: &str = r"\ud83e\udd80";

/// Replaces each escaped pair of surrogates in JSON by its character, because YAML has no such pairs. Returns the text and the
/// positions of these characters.
pub(super) fn join_surrogates(text: &str) -> (Cow<'_, str>, Vec<usize>) {
    if !text.trim_start().starts_with('{') {
        return (Cow::Borrowed(text), Vec::new());
    }
    let (mut joined, mut places, mut chars) = (String::new(), Vec::new(), 0);
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        joined.push_str(before);
        chars += before.chars().count();
        let taken = if let Some(c) = escape.get(..PAIR.len()).and_then(pair) {
            joined.push(c);
            places.push(chars);
            chars += 1;
            PAIR.len()
        } else {
            let taken = 1 + escape[1..].chars().next().map_or(0, char::len_utf8);
            joined.push_str(&escape[..taken]);
            chars += escape[..taken].chars().count();
            taken
        };
        rest = &escape[taken..];
    }
    if places.is_empty() {
        return (Cow::Borrowed(text), places);
    }
    joined.push_str(rest);
    (Cow::Owned(joined), places)
}

fn pair(escape: &str) -> Option<char> {
    let unit = |text: &str| u16::from_str_radix(text.strip_prefix("\\u")?, 16).ok();
    let (high, low) = escape.split_at_checked(PAIR.len() / 2)?;
    char::decode_utf16([unit(high)?, unit(low)?]).next()?.ok().filter(|c| *c > '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    #[test]
    fn surrogates_are_joined_and_what_follows_keeps_its_place() {
        let text = r#"{"a": "\ud83e\udd80\\ud83e\udd80é\n", "b": 1}"#;
        let (joined, places) = join_surrogates(text);
        assert_eq!(joined, "{\"a\": \"🦀\\\\ud83e\\udd80é\\n\", \"b\": 1}");
        assert_eq!(places, [7]);
        let text = r#"{"a": "\ud83e\udd80", "b": 1}"#;
        let parsed = parse(text);
        assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
        let root = parsed.roots[0];
        assert_eq!(parsed.tree.text(root, "a"), Some("🦀"));
        let entry = parsed.tree.entry(root, "b").unwrap();
        assert_eq!(&text[entry.key_span.clone()], "\"b\"");
        assert_eq!(&text[parsed.tree.node(entry.value).span.clone()], "1");
    }
}
