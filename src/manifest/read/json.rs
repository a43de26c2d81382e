//! Telling strict JSON from YAML, and its tokens.

use std::ops::Range;

/// Finds the end of an object of strict JSON, line by line.
///
/// kubectl reads a stream as JSON as long as it is strict JSON, and as YAML from there on.
#[derive(Debug)]
pub(super) struct Json {
    /// The open objects and lists, innermost last: whether it is an object.
    open: Vec<bool>,
    expected: Expected,
}

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Object,
    KeyOrEnd,
    Key,
    Colon,
    Value,
    ItemOrEnd,
    CommaOrEnd,
    Nothing,
}

/// What a line of an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The object goes on in the next line.
    Open,
    /// The object ends before this byte.
    End(usize),
    /// It is no object of strict JSON.
    Invalid,
}

/// How deep Go's reader of JSON goes.
const MAX_DEPTH: usize = 10_000;

impl Default for Json {
    fn default() -> Self {
        Self { open: Vec::new(), expected: Expected::Object }
    }
}

impl Json {
    /// Reads a line. No token of JSON goes over a line break.
    pub(super) fn line(&mut self, line: &[u8]) -> Step {
        let mut at = 0;
        while let Some(byte) = line.get(at) {
            if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                at += 1;
                continue;
            }
            let Some(len) = self.token(&line[at..], *byte) else { return Step::Invalid };
            at += len;
            if self.expected == Expected::Nothing {
                return Step::End(at);
            }
        }
        Step::Open
    }

    /// Reads a token, and returns its length if it is the expected one.
    fn token(&mut self, rest: &[u8], first: u8) -> Option<usize> {
        use Expected::{Colon, CommaOrEnd, ItemOrEnd, Key, KeyOrEnd, Nothing, Object, Value};

        match (self.expected, first) {
            (Object | Value | ItemOrEnd, b'{') => self.begin(true),
            (Value | ItemOrEnd, b'[') => self.begin(false),
            (KeyOrEnd, b'}') | (ItemOrEnd, b']') => self.end(),
            (CommaOrEnd, b'}') if self.open.last() == Some(&true) => self.end(),
            (CommaOrEnd, b']') if self.open.last() == Some(&false) => self.end(),
            (CommaOrEnd, b',') => self.then(if self.open.last() == Some(&true) { Key } else { Value }, 1),
            (Colon, b':') => self.then(Value, 1),
            (KeyOrEnd | Key, b'"') => self.then(Colon, text(rest)?),
            (Value | ItemOrEnd, b'"') => self.then(CommaOrEnd, text(rest)?),
            (Value | ItemOrEnd, _) => self.then(CommaOrEnd, word(rest)?),
            (Object | KeyOrEnd | Key | Colon | CommaOrEnd | Nothing, _) => None,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "each arm of `token` returns the same type")]
    fn then(&mut self, expected: Expected, len: usize) -> Option<usize> {
        self.expected = expected;
        Some(len)
    }

    fn begin(&mut self, is_object: bool) -> Option<usize> {
        self.open.push(is_object);
        let expected = if is_object { Expected::KeyOrEnd } else { Expected::ItemOrEnd };
        (self.open.len() <= MAX_DEPTH).then_some(())?;
        self.then(expected, 1)
    }

    fn end(&mut self) -> Option<usize> {
        self.open.pop();
        self.then(if self.open.is_empty() { Expected::Nothing } else { Expected::CommaOrEnd }, 1)
    }
}

/// A token of JSON.
#[derive(Debug, PartialEq)]
pub(super) enum Token {
    Begin {
        is_object: bool,
    },
    End,
    /// A text without its quotes, with its escapes replaced.
    Text(String),
    /// A number, `true`, `false` or `null`.
    Word,
    /// Half of a pair of surrogates.
    HalfPair,
}

/// The tokens of an object of strict JSON, without commas and colons, and where they are.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Tokens<'_> {
    type Item = (Token, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        let is_between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b':');
        let start = self.at + bytes[self.at..].iter().position(|byte| !is_between(byte))?;
        let rest = &bytes[start..];
        let (token, len) = match rest[0] {
            first @ (b'{' | b'[') => (Token::Begin { is_object: first == b'{' }, 1),
            b'}' | b']' => (Token::End, 1),
            b'"' => {
                let len = text(rest)?;
                (unescaped(&self.text[start + 1..start + len - 1]), len)
            }
            _ => (Token::Word, word(rest)?),
        };
        self.at = start + len;
        Some((token, start..self.at))
    }
}

fn unescaped(text: &str) -> Token {
    let mut unescaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        unescaped.push_str(&rest[..at]);
        let mut len = 2;
        let c = match rest.as_bytes().get(at + 1) {
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let units = [unit(&rest[at..]), rest.get(at + 6..).and_then(unit)];
                let mut decoded = char::decode_utf16(units.into_iter().map_while(|unit| unit));
                let Some(Ok(c)) = decoded.next() else { return Token::HalfPair };
                len = 6 * c.len_utf16();
                c
            }
            Some(same) => char::from(*same),
            None => return Token::HalfPair,
        };
        unescaped.push(c);
        rest = &rest[at + len..];
    }
    unescaped.push_str(rest);
    Token::Text(unescaped)
}

/// Reads the escape `\u` and its digits.
fn unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// Returns the length of a text in quotes.
fn text(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match rest.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match rest.get(at + 1)? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                b'u' if rest.get(at + 2..at + 6)?.iter().all(u8::is_ascii_hexdigit) => at += 6,
                _ => return None,
            },
            0..=0x1f => return None,
            _ => at += 1,
        }
    }
}

/// Returns the length of a number, `true`, `false` or `null`.
fn word(rest: &[u8]) -> Option<usize> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let len = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
    let word = &rest[..len];
    (matches!(word, b"true" | b"false" | b"null") || is_number(word)).then_some(len)
}

fn is_number(word: &[u8]) -> bool {
    let unsigned = word.strip_prefix(b"-").unwrap_or(word);
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(unsigned);
    if whole == 0 || (whole > 1 && unsigned.starts_with(b"0")) {
        return false;
    }
    let mut rest = &unsigned[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let len = digits(fraction);
        if len == 0 {
            return false;
        }
        rest = &fraction[len..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = match exponent {
            [b'+' | b'-', digits @ ..] => digits,
            _ => exponent,
        };
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_object(text: &str) -> bool {
        let mut json = Json::default();
        let steps: Vec<_> = text.split_inclusive('\n').map(|line| json.line(line.as_bytes())).collect();
        let (last, before) = steps.split_last().unwrap();
        let last_line = text.split_inclusive('\n').next_back().unwrap();
        before.iter().all(|step| *step == Step::Open) && *last == Step::End(last_line.trim_end().len())
    }

    #[test]
    fn strict_json_is_told_from_yaml() {
        for text in [
            "{}",
            " {\n}\n",
            r#"{"a": "\"}\\\u00e9", "b": [{}, [], 1, -0.5e+7, true, false, null, "x"]}"#,
            "{\"a\"\t:\n0\n,\r\n\"b\":\"é\u{7f}\"}",
        ] {
            assert!(is_object(text), "{text}");
        }
        for text in [
            "{",
            "[]",
            "1",
            "{a: 1}",
            "{'a': 1}",
            r#"{"a": 1,}"#,
            r#"{"a" 1}"#,
            r#"{"a": [1,]}"#,
            r#"{"a": [1}"#,
            r#"{"a": 1]"#,
            r#"{"a": 01}"#,
            r#"{"a": 1.}"#,
            r#"{"a": .5}"#,
            r#"{"a": 1e}"#,
            r#"{"a": +1}"#,
            r#"{"a": True}"#,
            r#"{"a": "\x41"}"#,
            r#"{"a": "\u12"}"#,
            "{\"a\": \"\t\"}",
            "{\"a\": \"x\ny\"}",
            "{} # c",
            "{\"a\": 1 # c\n}",
        ] {
            assert!(!is_object(text), "{text}");
        }
    }

    #[test]
    fn tokens_have_their_texts_and_places() {
        let text = r#" {"a": ["\ud83e\udd80\\ud83e\/é\n", -1.5e3], "b" : null}"#;
        let tokens: Vec<_> = Tokens::new(text).map(|(token, span)| (token, &text[span])).collect();
        let texts: Vec<_> = tokens.iter().map(|(_, raw)| *raw).collect();
        let raw = r#""\ud83e\udd80\\ud83e\/é\n""#;
        assert_eq!(texts, ["{", "\"a\"", "[", raw, "-1.5e3", "]", "\"b\"", "null", "}"]);
        assert_eq!(tokens[3].0, Token::Text("🦀\\ud83e/é\n".to_owned()));
        for half in [r#"{"\ud83e":1}"#, r#"{"\udd80\ud83e":1}"#, r#"{"\ud83e\u0041":1}"#, r#"{"\ud83ex":1}"#]
        {
            assert_eq!(Tokens::new(half).nth(1).unwrap().0, Token::HalfPair, "{half}");
        }
    }

    #[test]
    fn nesting_is_as_deep_as_go_reads() {
        let deep = |depth: usize| "{\"a\":".to_owned() + &"[".repeat(depth) + &"]".repeat(depth) + "}";
        assert!(is_object(&deep(MAX_DEPTH - 1)));
        assert!(!is_object(&deep(MAX_DEPTH)));
    }
}
